"""How far a translation follows its source: passage by passage, against the words that it was made from.

Those words are kept by value (`FollowedSource`); where they were not, an edition of the source with their digest has
them. Gettext is not needed here: the names of passages are keys.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from content_editor.contents import contents_for_items
from django.db import transaction

from releases.authoring.models import BLOCKS, AnswerBlock, FollowedSource, TableBlock, Text, TextBlock

from .comparing import Run, aligned, runs
from .facts import words_digest
from .models import Edition
from .wording import Passage, paragraphs
from .working import Item

FIELDS = ("title", "summary", "words", "alt_text")


@dataclass(frozen=True)
class SourcePassage:
    """A piece of the source that is translated by itself. `block` is `textblock:12` in the body, else empty."""

    name: str
    text: str
    block: str = ""


@dataclass(frozen=True)
class Followed:
    """One passage as it is, and how it differs from what the translation was made from.

    `passage` is None for one that the source has no more; `number` is its place among all of them.
    """

    number: int
    name: str
    change: str
    runs: tuple[Run, ...]
    passage: SourcePassage | None

    @property
    def is_stale(self) -> bool:
        return self.change not in {"equal", "moved"}

    @property
    def before(self) -> str:
        return "".join(run.text for run in self.runs if run.kind != "added").strip()


def passages_of(text: Text, blocks: Iterable[Any]) -> list[SourcePassage]:
    """The words that `words_digest` covers, piece by piece; those that are empty left out."""
    found = [SourcePassage(name, getattr(text, name).strip()) for name in FIELDS]
    for block in blocks:
        place = f"{block._meta.model_name}:{block.pk}"
        if isinstance(block, TextBlock):
            found += [SourcePassage("text", words, place) for words in paragraphs(block.html)]
        elif isinstance(block, AnswerBlock):
            found.append(SourcePassage("question", block.question.strip(), place))
            found += [SourcePassage("answer", words, place) for words in paragraphs(block.html)]
        elif isinstance(block, TableBlock):
            found.append(SourcePassage("caption", block.caption.strip(), place))
            found += [SourcePassage("row", _row(cells), place) for cells in block.cells]
    return [passage for passage in found if passage.text]


class Sources:
    """What translations follow, for as many as are asked about: nine queries about, whatever their number."""

    def __init__(self, texts: Iterable[Text]) -> None:
        """Each text with its release, as by `select_related("release")`."""
        self.translations = [text for text in texts if text.language != text.release.source_language]
        keys = {text.release_id: text.release.source_language for text in self.translations}
        rows = Text.objects.filter(release__in=keys)
        self.texts = {row.release_id: row for row in rows if row.language == keys[row.release_id]}
        bodies = contents_for_items(list(self.texts.values()), BLOCKS) if self.texts else {}
        self.blocks = {row.release_id: list(bodies[row]["body"]) for row in self.texts.values()}
        self.digests = {pk: words_digest(row, self.blocks[pk]) for pk, row in self.texts.items()}
        self.passages = {pk: passages_of(row, self.blocks[pk]) for pk, row in self.texts.items()}
        behind = [text for text in self.translations if self.is_behind(text)]
        self.kept = {row.text_id: row.passages for row in FollowedSource.objects.filter(text__in=behind)}
        self._editions = _edited(text for text in behind if text.pk not in self.kept and text.made_from)

    def is_behind(self, text: Text) -> bool:
        digest = self.digests.get(text.release_id)
        return digest is not None and text.made_from != digest

    def made_from(self, text: Text) -> list[SourcePassage] | None:
        """The source as the translation followed it last; None where nobody knows."""
        if text.release_id in self.texts and not self.is_behind(text):
            return self.passages[text.release_id]
        if text.pk in self.kept:
            return [SourcePassage(row["name"], row["text"]) for row in self.kept[text.pk]]
        return self._editions.get((text.release_id, text.made_from))

    def followed(self, text: Text) -> list[Followed]:
        """Every passage of the source in its order, those that are gone where they stood."""
        now = self.passages.get(text.release_id, [])
        return list(_compared(self.made_from(text) or [], now))

    def stale(self, text: Text) -> int:
        """At least one where the source has changed at all: a heading may be a paragraph now."""
        if not self.is_behind(text):
            return 0
        return max(1, sum(passage.is_stale for passage in self.followed(text)))


def stale_passages(texts: Iterable[Text]) -> dict[Item, int]:
    """By (release, language), how many passages of the source each translation is behind; only those that are.

    Takes texts with their release joined. Nine queries about, whatever their number.
    """
    sources = Sources(texts)
    counted = {(text.release_id, text.language): sources.stale(text) for text in sources.translations}
    return {item: count for item, count in counted.items() if count}


@transaction.atomic
def follow(text: Text, passages: Iterable[int], *, digest: str) -> bool:
    """The translation follows these passages now, by their numbers; False when the source is no longer `digest`."""
    text = Text.objects.select_for_update(of=("self",)).select_related("release").get(pk=text.pk)
    sources = Sources([text])
    if sources.digests.get(text.release_id) != digest:
        return False
    acknowledged = set(passages)
    followed = sources.followed(text)
    made = list(_made(followed, acknowledged))
    if not any(one.is_stale and one.number not in acknowledged for one in followed):
        text.made_from = digest
        Text.objects.filter(pk=text.pk).update(made_from=digest)
    _keep(text, made)
    return True


def follow_all(text: Text) -> None:
    """`made_from` was just set or emptied: keeps the words that belong to it, or forgets them."""
    sources = Sources([text])
    if text.made_from and not sources.is_behind(text):
        _keep(text, sources.passages.get(text.release_id, []))
    else:
        FollowedSource.objects.filter(text=text).delete()


def remember(source: Text) -> None:
    """Before a source changes: keeps its words for the translations that follow them. Three queries, or some ten."""
    translations = Text.objects.filter(release=source.release_id).exclude(pk=source.pk).exclude(made_from="")
    translations = translations.filter(followed=None).select_related("release")
    rows = list(translations)
    if not rows:
        return
    sources = Sources(rows)
    for row in rows:
        if not sources.is_behind(row):
            _keep(row, sources.passages.get(row.release_id, []))


def _keep(text: Text, passages: Iterable[SourcePassage]) -> None:
    said = [{"name": passage.name, "text": passage.text} for passage in passages]
    FollowedSource.objects.update_or_create(text=text, defaults={"passages": said})


def _made(followed: list[Followed], acknowledged: set[int]) -> Iterator[SourcePassage]:
    """The source as it is followed now: what was not acknowledged stays as it was."""
    for one in followed:
        if one.passage is not None and (not one.is_stale or one.number in acknowledged):
            yield SourcePassage(one.name, one.passage.text)
        elif one.change in {"changed", "removed"} and one.number not in acknowledged:
            yield SourcePassage(one.name, one.before)


def _compared(old: list[SourcePassage], new: list[SourcePassage]) -> Iterator[Followed]:
    number = 0
    for name in FIELDS:
        gone = next((one for one in old if one.name == name), None)
        come = next((one for one in new if one.name == name), None)
        if gone or come:
            yield _field(number, name, gone, come)
            number += 1
    rest = iter([one for one in new if one.name not in FIELDS])
    for difference in aligned(_passages(old), _passages(new)):
        passage = None if difference.change == "removed" else next(rest)
        yield Followed(number, difference.name, difference.change, difference.runs, passage)
        number += 1


def _field(number: int, name: str, gone: SourcePassage | None, come: SourcePassage | None) -> Followed:
    before, after = gone.text if gone else "", come.text if come else ""
    change = "equal" if before == after else "added" if not before else "removed" if not after else "changed"
    shown = (Run("equal", after),) if change == "equal" else runs(before, after)
    return Followed(number, name, change, shown, come)


def _passages(found: list[SourcePassage]) -> list[Passage]:
    return [Passage("", one.name, one.text, "") for one in found if one.name not in FIELDS]


def _row(cells: list[str]) -> str:
    return " | ".join(cells) if any(cells) else ""


def _edited(texts: Iterable[Text]) -> dict[tuple[int, str], list[SourcePassage]]:
    """By release and digest, the words of editions of the source that translations were made from. One query."""
    wanted = {(str(text.release.uid), text.release.source_language): text.release_id for text in texts}
    if not wanted:
        return {}
    rows = Edition.objects.filter(uid__in=[uid for uid, _language in wanted]).exclude(content="")
    found = {}
    for edition in rows.order_by("-number"):
        release = wanted.get((str(edition.uid), edition.language))
        if release is not None:
            content = edition.body
            found[release, content["words_digest"]] = list(_of_edition(content))
    return found


def _of_edition(content: dict[str, Any]) -> Iterator[SourcePassage]:
    said = {**content, "words": content.get("statement", {}).get("words", "")}
    said["alt_text"] = content.get("media", {}).get("alt_text", "")
    yield from (SourcePassage(name, said[name]) for name in FIELDS if said[name])
    for block in content["body"]:
        if block["type"] == "text":
            yield from (SourcePassage("text", words) for words in paragraphs(block["html"]))
        elif block["type"] == "answer":
            yield SourcePassage("question", block["question"])
            yield from (SourcePassage("answer", words) for words in paragraphs(block["html"]))
        elif block["type"] == "table":
            yield from (SourcePassage("caption", words) for words in [block.get("caption", "")] if words)
            yield from (SourcePassage("row", row) for row in map(_row, _cells(block)) if row)


def _cells(block: dict[str, Any]) -> list[list[str]]:
    cells: list[list[str]] = block["rows"]
    return cells
