"""From a working copy to the content of an edition: everything a reader will see, by value.

The one place where the record reads what staff edit. Nothing here writes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from content_editor.contents import contents_for_item
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from releases.authoring.fields import reduced_date
from releases.authoring.languages import own_name
from releases.authoring.models import (
    BLOCKS,
    AnswerBlock,
    Briefing,
    ChartBlock,
    FigureBlock,
    MediaAsset,
    Observation,
    Office,
    Person,
    QuoteBlock,
    Release,
    Statement,
    Statistic,
    TableBlock,
    Text,
    TextBlock,
    User,
)
from releases.authoring.visibility import releases_seen_by
from releases.errors import Fault, NotComposable

from . import comparable, figures, map_shown, shape
from .canonical import canonical, digest_of, instant
from .media_files import MediaFiles
from .working import Item, WorkingCopies, cited_by


@dataclass
class _Draft:
    """What one composition gathers: the faults it met, each with its place; what is known of whom it names, by slug."""

    release: Release
    language: str
    large_numbers: str
    problems: list[Fault] = field(default_factory=list)
    biographies: dict[str, str] = field(default_factory=dict)

    def missing(self, what: str, *, at: str = "", facts: bool = False) -> None:
        """`at` is the field that mends it: of the text, or of the release's facts."""
        said = f"{self.release} ({self.language}): {what}"
        language = "" if facts else self.language
        self.problems.append(Fault(said, release=self.release.pk, language=language, field=at))

    def words(self, by_language: Mapping[str, str], what: str, *, required: bool = False, at: str = "") -> str:
        """The words in this language; a fault when they exist in other languages only."""
        said = by_language.get(self.language, "").strip()
        if not said and (required or any(by_language.values())):
            self.missing(
                _("%(what)s has no words in %(language)s. Add them to the register or the facts.")
                % {"what": what, "language": own_name(self.language)},
                at=at,
                facts=True,
            )
        return said


@dataclass(frozen=True)
class Composed:
    """What a bundle would become: its contents, and the files that they show and that are yet to be made.

    `places` say of each block of a body, in its order, which it is: (`textblock-2`, primary key).
    """

    contents: dict[Item, dict[str, Any]]
    files: MediaFiles
    places: dict[Item, list[tuple[str, int]]]


def compose(items: Iterable[Item], *, at: dt.datetime) -> dict[Item, dict[str, Any]]:
    """The content of the edition that each (release, language) of a bundle would become: see `compose_with_files`."""
    return compose_with_files(items, at=at).contents


def compose_with_files(items: Iterable[Item], *, at: dt.datetime, by: User | None = None) -> Composed:
    """Contents and files of a bundle. No fault tells `by` the title of a draft that they may not see.

    A cited release goes in by value: its working copy when it is in the bundle, else its edition public at `at`.
    Raises NotComposable naming every fault of every text. The number of queries does not depend on the bundle's size.
    """
    composer = _Composer(WorkingCopies(items, at), by=by)
    contents = {item: composer.whole(item) for item in sorted(composer.copies.bundle)}
    faults = list(dict.fromkeys(problem for draft in composer.drafts.values() for problem in draft.problems))
    problems: list[str] = [*faults] or [
        f"{contents[item]['title']} ({item[1]}): {fault}" for item in contents for fault in shape.faults(contents[item])
    ]
    if problems:
        raise NotComposable(_("This cannot be submitted yet."), code="not_composable", problems=problems)
    return Composed(contents, composer.files, composer.places())


def drafts(
    items: Iterable[Item], *, at: dt.datetime, titles: Mapping[int, str] | None = None
) -> tuple[Composed, list[Fault]]:
    """As `compose_with_files`, but contents may lack what an edition must have; and what that is.

    A block may show what is neither public nor among the items: then there is no card for it. `titles` as in `drafted`.
    """
    composer = _Composer(WorkingCopies(items, at), titles)
    contents = {item: composer.whole(item) for item in sorted(composer.copies.bundle)}
    faults = list(dict.fromkeys(problem for draft in composer.drafts.values() for problem in draft.problems))
    return Composed(contents, composer.files, composer.places()), faults


@dataclass(frozen=True)
class Drafted:
    """`content` may depart from the shape of an edition; `missing` is about the text itself, `besides` about others.

    `beside` are contents without body and citations.
    """

    content: dict[str, Any]
    beside: list[dict[str, Any]]
    missing: list[Fault]
    besides: list[Fault]


def drafted(item: Item, *, beside: Iterable[Item], at: dt.datetime, titles: Mapping[int, str]) -> Drafted:
    """What a text would become now, without what cannot be shown yet, and what is missing.

    `beside` goes in as working copies, too; `titles` are names, by primary key, for what may not be called by its own.
    """
    composer = _Composer(WorkingCopies([item, *beside], at), titles)
    content = composer.whole(item)
    shown = {card["uid"]: card for card in content["cites"]}
    content["body"] = [block for block in content["body"] if _has_all(block, shown)]
    beside_it = [composer.own(other) | {"body": [], "cites": []} for other in composer.copies.bundle - {item}]
    own = composer.drafts.pop(item)
    others = [problem for draft in composer.drafts.values() for problem in draft.problems]
    return Drafted(content, beside_it, list(dict.fromkeys(own.problems)), list(dict.fromkeys(others)))


def _has_all(block: dict[str, Any], shown: Mapping[str, dict[str, Any]]) -> bool:
    card = shown.get(block.get("cites", ""))
    if block["type"] == "figure" and card:
        return block["observation"] in [row["id"] for row in card["statistic"]["observations"]]
    return "cites" not in block or card is not None


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical content: what a reviewer's approval binds to."""
    return digest_of(canonical(content))


def words_digest(text: Text, blocks: Iterable[Any] | None = None) -> str:
    """Digest of a text's words alone: a translation follows the source while this stays the same."""
    body = [
        _words_of(block)
        for block in (contents_for_item(text, BLOCKS)["body"] if blocks is None else blocks)
        if isinstance(block, TextBlock | AnswerBlock | TableBlock)
    ]
    return digest_of(canonical([text.title, text.summary, text.words, text.alt_text, body]))


def _words_of(block: TextBlock | AnswerBlock | TableBlock) -> list[Any]:
    if isinstance(block, TableBlock):
        return [block.caption, block.cells]
    return [block.question, block.html] if isinstance(block, AnswerBlock) else [block.html]


class _Composer:
    """Composes a bundle: each release's own facts once a language, however often the others cite it."""

    def __init__(self, copies: WorkingCopies, titles: Mapping[int, str] | None = None, by: User | None = None) -> None:
        self.copies, self.by = copies, by
        self.titles = titles or {}
        self.drafts: dict[Item, _Draft] = {}
        self.files = MediaFiles(copies)
        self._own: dict[Item, dict[str, Any]] = {}

    def whole(self, item: Item) -> dict[str, Any]:
        """The content, with its body and what it cites."""
        own = self.own(item)
        draft, blocks = self.drafts[item], self.copies.blocks.get(item, [])
        cards = {str(release.uid): card for release in self.copies.cited(item) if (card := self._card(draft, release))}
        return {**own, "cites": list(cards.values()), "body": list(_body(draft, blocks, cards))}

    def places(self) -> dict[Item, list[tuple[str, int]]]:
        return {item: list(_places(blocks)) for item, blocks in self.copies.blocks.items()}

    def own(self, item: Item) -> dict[str, Any]:
        """The content without its body and what it cites."""
        if item not in self._own:
            release, language = self.copies.releases[item[0]], item[1]
            draft = self.drafts[item] = _Draft(release, language, self.copies.mission.large_numbers(language))
            text = self.copies.texts.get(item)
            if text is None:
                draft.missing(_("there is no text in this language."))
                text = Text(release=release, language=language)
            self._own[item] = _own(draft, text, self.copies.blocks.get(item, []))
            if isinstance(release, MediaAsset):
                self._own[item]["media"] |= self.files.shown(release, text)
        return self._own[item]

    def _card(self, draft: _Draft, release: Release) -> dict[str, Any] | None:
        """The cited release by value, in this language where it has one, else in its source language."""
        for language in dict.fromkeys((draft.language, release.source_language)):
            if (release.pk, language) in self.copies.bundle:
                return shape.card_of(self.own((release.pk, language)))
            edition = self.copies.public_edition(release.uid, language)
            if edition is not None:
                return shape.card_of(edition.body)
        draft.missing(
            _("it cites “%(release)s”, which is neither public nor in this submission. Add it to the submission.")
            % {"release": self.titles.get(release.pk) or self._name(release)}
        )
        return None

    def _name(self, release: Release) -> str:
        """A query for somebody who may not see all drafts; there is a fault to be told."""
        if self.by is None or releases_seen_by(self.by, Release.objects.filter(pk=release.pk)).exists():
            return str(release)
        return _("a draft of somebody else’s")


def _own(draft: _Draft, text: Text, blocks: list[Any]) -> dict[str, Any]:
    release, language = draft.release, draft.language
    for field_name, name in (("title", _("the title")), ("slug", _("the address")), ("summary", _("the summary"))):
        if not getattr(text, field_name).strip():
            draft.missing(_("%(field)s is missing.") % {"field": name}, at=field_name)
    source = release.source_language
    content: dict[str, Any] = {
        "schema": shape.VERSION,
        "uid": str(release.uid),
        "kind": release.kind,
        "language": language,
        "source_language": source,
        "translation": None if language == source else {"of": source, "words_digest": text.made_from},
        "words_digest": words_digest(text, blocks),
        "slug": text.slug,
        "title": text.title.strip(),
        "summary": text.summary.strip(),
        "note": text.note.strip(),
        "topics": [
            {
                "slug": topic.slug,
                "name": draft.words(topic.names, topic.slug, required=True),
                "mediatopic": topic.mediatopic,
            }
            for topic in release.topics.all()
        ],
        "organisations": [
            {"slug": body.slug, "name": draft.words(body.names, body.slug, required=True)}
            for body in release.organisations.all()
        ],
        "people": [],
        "body": [],
        "cites": [],
        release.kind: _FACTS[release.kind](draft, release, text),
    }
    content["people"] = _people(draft, content)
    return content


def _people(draft: _Draft, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Each speaker once, with the biography: which stays out of the facts, since a card of these is compared with."""
    named = [*content.get("briefing", {}).get("speakers", []), content.get("statement", {}).get("speaker")]
    known = {slug: {"biography": words} for slug, words in draft.biographies.items() if words}
    return list({one["slug"]: {**one, **known.get(one["slug"], {})} for one in named if one}.values())


def _person(draft: _Draft, person: Person | None, office: Office | None) -> dict[str, Any]:
    if person is None:
        draft.missing(_("the speaker is missing."), at="speaker", facts=True)
        return {"slug": "", "name": "", "office": None}
    draft.biographies[person.slug] = person.biographies.get(draft.language, "").strip()
    return {
        "slug": person.slug,
        "name": draft.words(person.names, person.slug, required=True),
        "office": office
        and {
            "title": draft.words(office.titles, str(office), required=True),
            "organisation": draft.words(office.organisation.names, office.organisation.slug)
            if office.organisation
            else "",
            "held_from": reduced_date(office.held_from),
            "held_until": reduced_date(office.held_until),
        },
    }


def _briefing(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    briefing = cast(Briefing, release)
    accreditation = draft.words(briefing.accreditations, _("The accreditation"), at="accreditations")
    return {
        "held_on": reduced_date(briefing.held_on),
        "starts_at": instant(briefing.starts_at) if briefing.starts_at else None,
        "ends_at": instant(briefing.ends_at) if briefing.ends_at else None,
        "venue": draft.words(briefing.venues, _("The venue"), at="venues"),
        "place": draft.words(briefing.places, _("The place"), at="places"),
        "speakers": [_person(draft, office.person, office) for office in briefing.speakers.all()],
        # Left out where nothing is said, as in editions that were made before there was such a field.
        **({"accreditation": accreditation} if accreditation else {}),
    }


def _statement(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    statement = cast(Statement, release)
    if not text.words.strip():
        draft.missing(_("the words of the statement are missing."), at="words")
    if not statement.mode:
        draft.missing(_("it does not say whether the words are verbatim."), at="mode", facts=True)
    if statement.office and statement.speaker_id and statement.office.person_id != statement.speaker_id:
        draft.missing(_("the office is not the speaker’s."), at="office", facts=True)
    if statement.office and not statement.office.held_on(statement.delivered_on):
        draft.missing(_("the speaker did not hold this office on that day."), at="office", facts=True)
    return {
        "words": text.words.strip(),
        "mode": statement.mode,
        "speaker": _person(draft, statement.speaker, statement.office),
        "original_language": statement.original_language,
        "delivered_on": reduced_date(statement.delivered_on),
        "occasion": draft.words(statement.occasions, _("The occasion"), at="occasions"),
        "briefing": str(statement.made_at.uid) if statement.made_at else None,
    }


def _observation(draft: _Draft, observation: Observation) -> dict[str, Any]:
    value = observation.value.normalize()
    return {
        "id": observation.pk,
        "value": f"{value:f}",
        "unit": observation.unit,
        "qualifier": observation.qualifier,
        "nature": observation.nature,
        "period_from": reduced_date(observation.period_from),
        "period_until": reduced_date(observation.period_until),
        "as_of": reduced_date(observation.as_of),
        "source": draft.words(observation.sources, _("The source of a figure")),
        "display": figures.display(
            Decimal(value),
            unit=observation.unit,
            qualifier=observation.qualifier,
            language=draft.language,
            large_numbers=draft.large_numbers,
        ),
    }


def _statistic(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    observations = [_observation(draft, row) for row in cast(Statistic, release).observations.all()]
    if not observations:
        draft.missing(_("a statistic needs at least one observation."), facts=True)
    return {"observations": observations}


def _media(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    asset = cast(MediaAsset, release)
    if not asset.decorative and not text.alt_text.strip():
        draft.missing(_("the alternative text is missing. Write it, or mark the picture as decorative."), at="alt_text")
    return {
        "type": asset.asset_type,
        "alt_text": "" if asset.decorative else text.alt_text.strip(),
        "decorative": asset.decorative,
        "creator": asset.creator,
        "credit_line": asset.credit_line,
        "copyright_notice": draft.words(asset.copyright_notices, _("The copyright notice"), at="copyright_notices"),
        "usage_terms": draft.words(asset.usage_terms, _("The usage terms"), at="usage_terms"),
        "source_type": asset.source_type,
        "taken_on": reduced_date(asset.taken_on),
        "place": asset.place,
        "licence_until": reduced_date(asset.licence_until),
        "map": _map(draft, asset),
    }


def _map(draft: _Draft, asset: MediaAsset) -> dict[str, Any] | None:
    """The drawn map; None where there is a file. What has neither, or both, is a fault."""
    drawn = map_shown.drawing_of(asset)
    if drawn is None:
        if not asset.file_id:
            draft.missing(
                _("the map is not drawn yet: it has no frame. Draw it, or upload a file."), at="upload", facts=True
            )
        return None
    if asset.file_id:
        draft.missing(_("it has a file and a drawn map. Take one of them away."), at="upload", facts=True)
    if asset.asset_type != MediaAsset.Type.MAP:
        draft.missing(_("it is drawn as a map, and its type says otherwise."), at="asset_type", facts=True)
    return map_shown.shown(
        asset, drawn, language=draft.language, words=lambda names, what: draft.words(names, what, required=True)
    )


_FACTS = {"briefing": _briefing, "statement": _statement, "statistic": _statistic, "media": _media}


def _places(blocks: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """Of the blocks that `_body` yields: which of its kind each is, and its primary key."""
    met: Counter[str] = Counter()
    for block in blocks:
        kind = block._meta.model_name
        place, met[kind] = f"{kind}-{met[kind]}", met[kind] + 1
        if not _wanting(block) and _says_something(block):
            yield place, block.pk


def _says_something(block: Any) -> bool:
    return not isinstance(block, TextBlock) or bool(block.html.strip())


def _body(draft: _Draft, blocks: Iterable[Any], cards: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks that say or show something; a draft may hold others, each of which is a fault. Empty text is not."""
    met: Counter[str] = Counter()
    for block in blocks:
        kind = block._meta.model_name
        place, wanting = f"{kind}-{met[kind]}", _wanting(block)
        met[kind] += 1
        if wanting:
            number = met[kind]
            draft.missing(
                _("%(block)s %(number)d of the body: %(what)s")
                % {"block": capfirst(str(block._meta.verbose_name)), "number": number, "what": wanting},
                at=place,
            )
        elif _says_something(block):
            yield _block(draft, block, cards, place)


def _wanting(block: Any) -> str:
    """What a block lacks before readers can be shown it; "" when it lacks nothing."""
    if isinstance(block, AnswerBlock):
        if not block.question.strip():
            return _("the question is missing.")
        return "" if block.html.strip() else _("the answer is missing.")
    if isinstance(block, TableBlock):
        return "" if block.cells else _("the table has no cells.")
    for name, said in (
        ("statement", _("no statement is chosen.")),
        ("observation", _("no figure is chosen.")),
        ("statistic", _("no statistic is chosen.")),
        ("asset", _("no picture is chosen.")),
    ):
        if hasattr(block, f"{name}_id") and getattr(block, f"{name}_id") is None:
            return said
    return ""


def _block(draft: _Draft, block: Any, cards: dict[str, dict[str, Any]], place: str) -> dict[str, Any]:
    if isinstance(block, TextBlock):
        return {"type": "text", "html": block.html}
    if isinstance(block, AnswerBlock):
        return {"type": "answer", "question": block.question, "html": block.html, "mode": block.mode}
    if isinstance(block, TableBlock):
        return {
            "type": "table",
            "caption": block.caption.strip(),
            "header_row": block.header_row,
            "header_column": block.header_column,
            "rows": block.cells,
        }
    release = cast(Release, cited_by(block))
    shown: dict[str, Any] = {"type": "quote" if isinstance(block, QuoteBlock) else "picture", "cites": str(release.uid)}
    card = cards.get(shown["cites"])
    if isinstance(block, ChartBlock):
        shown |= {"type": "chart"}
        if card and comparable.comparison(card["statistic"]["observations"]) is None:
            draft.missing(
                _(
                    "it shows a chart of “%(release)s”, which has no two figures that can be compared: of one unit,"
                    " for periods of one length. Show the figure instead."
                )
                % {"release": card["title"]},
                at=place,
            )
    if isinstance(block, FigureBlock):
        shown |= {"type": "figure", "observation": block.observation_id}
        if card and block.observation_id not in [row["id"] for row in card["statistic"]["observations"]]:
            draft.missing(
                _("it shows a figure that the cited edition of “%(release)s” does not have.")
                % {"release": card["title"]},
                at=place,
            )
    return shown
