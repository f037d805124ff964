"""One release as it appears on a page that is not its own: quoted, as a figure, as a picture, in a list.

A content and a card have the parts in common that these read: identity, words and facts.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from releases.editions.shape import card_of, files_shown
from releases.outlets import observed

from . import addresses, dates, labels, pictures

if TYPE_CHECKING:
    from releases.editions.models import Edition

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Since:
    """What became of a release since it was cited: where it is now ("" when it is not public), and a remark."""

    path: str
    remark: str = ""


@dataclass(frozen=True)
class Quote:
    """`words` bear quotation marks unless they are a paraphrase; `spoken` says which."""

    words: str
    spoken: bool
    verbatim: bool
    mode: str
    speaker: str
    office: str
    organisation: str
    occasion: str
    delivered: dates.Date | None
    translated_from: str
    title: str
    language: str
    since: Since

    @property
    def attributed(self) -> str:
        """The words with all that whoever quotes them has to say of them, on two lines."""
        delivered = self.delivered.words if self.delivered else ""
        parts = filter(None, (self.speaker, self.office, self.organisation, self.occasion, delivered))
        source = _("translated from %(language)s") % {"language": self.translated_from} if self.translated_from else ""
        remarks = "; ".join(filter(None, ("" if self.verbatim else self.mode, source)))
        return f"{self.words}\n— {labels.comma(self.language).join(parts)}{f' ({remarks})' if remarks else ''}"


@dataclass(frozen=True)
class Figure:
    display: str
    nature: str
    title: str
    period: dates.Date | None
    as_of: dates.Date | None
    source: str
    language: str
    since: Since


@dataclass(frozen=True)
class Picture:
    """A picture, a map, a recording or a document, with what is said beside it."""

    shown: pictures.Shown
    title: str
    caption: str
    credit: str
    language: str
    since: Since


@dataclass(frozen=True)
class Card:
    kind: str
    label: str
    title: str
    summary: str
    language: str
    since: Since
    released: dates.Date | None = None
    speaker: str = ""
    figure: Figure | None = None
    picture: Picture | None = None


class Relatives:
    """The public editions around a page: what its releases are now, and which files they show."""

    def __init__(self, editions: Iterable["Edition"]) -> None:
        self._editions = {(edition.uid, edition.language): edition for edition in editions}

    def languages_of(self, uid: uuid.UUID) -> dict[str, "Edition"]:
        return {tag: edition for (other, tag), edition in self._editions.items() if other == uid}

    def since(self, card: Content) -> Since:
        now = self._editions.get((uuid.UUID(card["uid"]), card["language"]))
        if now is None:
            return Since("", _("The release quoted here is no longer public."))
        path = addresses.release(now.body)
        return Since(path) if card_of(now.body) == card else Since(path, labels.since(now.change))

    def files(self) -> set[str]:
        """Digests of the files that the release itself and what it cites show now."""
        return set().union(*(files_shown(edition.body) for edition in self._editions.values()))


def quote(content: Content, language: str, since: Since) -> Quote:
    said, words_in = content["statement"], content["language"]
    office = said["speaker"]["office"] or {}
    original = said["original_language"]
    return Quote(
        words=labels.quoted(said["words"], mode_=said["mode"], language=words_in),
        spoken=said["mode"] != "paraphrase",
        verbatim=said["mode"] == "verbatim",
        mode=labels.mode(said["mode"]),
        speaker=said["speaker"]["name"],
        office=office.get("title", ""),
        organisation=office.get("organisation", ""),
        occasion=said["occasion"],
        delivered=dates.reduced(said["delivered_on"], language),
        translated_from=labels.language_name(original, language) if original not in {"", words_in} else "",
        title=content["title"],
        language=words_in,
        since=since,
    )


def figures(content: Content, language: str, since: Since) -> list[Figure]:
    """Every observation of a statistic, in its own order."""
    return [figure(content, row["id"], language, since) for row in content["statistic"]["observations"]]


def figure(content: Content, observation: int, language: str, since: Since) -> Figure:
    row = next(row for row in content["statistic"]["observations"] if row["id"] == observation)
    return Figure(
        display=row["display"],
        nature=observed.nature(row["nature"]),
        title=content["title"],
        period=observed.period(row, language),
        as_of=dates.reduced(row["as_of"], language),
        source=row["source"],
        language=content["language"],
        since=since,
    )


def picture(content: Content, since: Since, *, files: set[str] | None = None) -> Picture:
    """`files` as in `pictures.shown`."""
    return Picture(
        shown=pictures.shown(content, files=files),
        title=content["title"],
        caption=content["summary"],
        credit=content["media"]["credit_line"],
        language=content["language"],
        since=since,
    )


def card(
    content: Content,
    language: str,
    since: Since,
    *,
    released: dates.Date | None = None,
    files: set[str] | None = None,
) -> Card:
    kind = content["kind"]
    return Card(
        kind=kind,
        label=labels.kind(kind, content.get("media", {}).get("type", "image")),
        title=content["title"],
        summary=content["summary"],
        language=content["language"],
        since=since,
        released=released,
        speaker=content["statement"]["speaker"]["name"] if kind == "statement" else "",
        figure=figures(content, language, since)[0] if kind == "statistic" else None,
        picture=picture(content, since, files=files) if kind == "media" else None,
    )


def listed(edition: "Edition", *, zone: str) -> Card:
    """A public edition in a list of its own language."""
    body = edition.body
    return card(
        body,
        edition.language,
        Since(addresses.release(body)),
        released=dates.day_of(edition.released_at, zone=zone, language=edition.language),
    )
