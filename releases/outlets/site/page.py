"""A release's own page, in the order in which a reader needs it: what it is and since when, then what it says."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from releases.authoring.languages import direction, own_name, pick
from releases.editions.canonical import parse_instant
from releases.outlets import drawings

from . import addresses, cards, dates, labels, pictures
from .cards import Relatives, Since
from .charted import Charted, charted
from .pictures import Preview
from .words import Words

if TYPE_CHECKING:
    from releases.editions.models import Edition

_DAY = len("2030-01-01")


@dataclass(frozen=True)
class Status:
    """`first` is when the release came out, where that is not when this edition did; `permanent` its own address."""

    label: str
    at: dates.Moment
    note: Words
    first: dates.Moment | None
    number: int
    editions: str
    permanent: str


@dataclass(frozen=True)
class Version:
    """The release in another language; `behind` when the source has changed since it was translated."""

    language: str
    name: str
    direction: str
    path: str
    current: bool
    behind: bool


@dataclass(frozen=True)
class Row:
    """`name` is its first cell where that names the row; else None."""

    name: str | None
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """`columns` are the names of the columns, if it has such."""

    caption: str
    columns: list[str]
    rows: list[Row]

    @property
    def label(self) -> str:
        """What a region that scrolls is called."""
        return self.caption or _("Table")


@dataclass(frozen=True)
class Block:
    """`type` names the partial; the one attribute that goes with it is set."""

    type: str
    html: SafeString | None = None
    question: str = ""
    mode: str = ""
    quote: cards.Quote | None = None
    figure: cards.Figure | None = None
    chart: Charted | None = None
    picture: cards.Picture | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Dateline:
    place: str
    venue: str
    date: dates.Date | None
    starts: dates.Moment | None
    ends: dates.Moment | None
    speakers: list[Mapping[str, Any]]

    @property
    def is_event(self) -> bool:
        """Whether a calendar can hold it: it is known at least to the day."""
        return self.starts is not None or (self.date is not None and len(self.date.machine) == _DAY)


@dataclass(frozen=True)
class MadeAt:
    """The briefing at which a statement was made, as it is now."""

    title: str
    language: str
    path: str


@dataclass(frozen=True)
class MediaFacts:
    """What a newsroom asks before it prints a picture."""

    creator: str
    credit: str
    copyright: str
    terms: str
    licensed_until: dates.Date | None
    place: str
    taken: dates.Date | None


@dataclass(frozen=True)
class Page:
    kind: str
    label: str
    section: cards.Since
    section_name: str
    language: str
    title: str
    summary: str
    status: Status
    versions: list[Version]
    behind: Version | None
    note: str
    topics: list[Mapping[str, Any]]
    key_figures: list[cards.Figure]
    blocks: list[Block]
    cites: list[cards.Card]
    dateline: Dateline | None
    quote: cards.Quote | None
    speaker: str
    made_at: MadeAt | None
    observations: list[cards.Figure]
    chart: Charted | None
    picture: cards.Picture | None
    media: MediaFacts | None
    files: drawings.Files | None
    preview: Preview | None


def page(
    edition: "Edition", relatives: list["Edition"], *, zone: str, past: bool = False, card: Preview | None = None
) -> Page:
    """The view of a public edition, or of a past one: then only files that are public now are shown.

    `card` is its social card, where one can be drawn; `relatives` are what `reading.with_relatives` gives for the
    edition. No query.
    """
    body, language, around = edition.body, edition.language, Relatives(relatives)
    files = around.files() if past else None
    kind, itself = edition.kind, Since(addresses.release(body))
    versions = _versions(around.languages_of(edition.uid), language)
    cited = {cited["uid"]: (cited, around.since(cited)) for cited in body["cites"]}
    return Page(
        kind=kind,
        label=labels.kind(kind, body.get("media", {}).get("type", "image")),
        section=Since(addresses.listing(language, kind)),
        section_name=labels.section(kind),
        language=language,
        title=body["title"],
        summary=body["summary"],
        status=_status(edition, zone),
        versions=versions,
        behind=next((version for version in versions if version.current and version.behind), None),
        note=body["note"],
        topics=body["topics"],
        key_figures=[
            figure
            for card, since in cited.values()
            if card["kind"] == "statistic"
            for figure in cards.figures(card, language, since)
        ],
        blocks=[_block(block, cited, language, files, number) for number, block in enumerate(body["body"])],
        cites=[_once(cards.card(card, language, since, files=files), card, body) for card, since in cited.values()],
        dateline=_dateline(body, zone) if kind == "briefing" else None,
        quote=cards.quote(body, language, itself) if kind == "statement" else None,
        speaker=body["statement"]["speaker"]["slug"] if kind == "statement" else "",
        made_at=_made_at(body, around) if kind == "statement" else None,
        observations=cards.figures(body, language, itself) if kind == "statistic" else [],
        chart=charted(body, language, itself, key="chart") if kind == "statistic" else None,
        picture=cards.picture(body, itself, files=files) if kind == "media" else None,
        media=_media_facts(body) if kind == "media" else None,
        files=drawings.files(body),
        preview=pictures.of_release(body, card),
    )


def _once(card: cards.Card, content: cards.Content, body: cards.Content) -> cards.Card:
    """A map that stands in the body is not drawn a second time: its lines are a fifth of what such a page weighs."""
    shown = any(block["type"] == "picture" and block["cites"] == content["uid"] for block in body["body"])
    drawn = card.picture is not None and card.picture.shown.map is not None
    return replace(card, picture=None) if shown and drawn else card


def _status(edition: "Edition", zone: str) -> Status:
    def moment(instant: dt.datetime) -> dates.Moment:
        return dates.moment(instant, zone=zone, language=edition.language)

    tag, note = pick(edition.note, edition.language, edition.body["source_language"])
    return Status(
        label=labels.change(edition.change),
        at=moment(edition.public_from),
        note=Words(note, tag),
        first=moment(edition.released_at) if edition.released_at != edition.public_from else None,
        number=edition.number,
        editions=addresses.editions(edition.body),
        permanent=addresses.edition(edition.body, edition.number),
    )


def _versions(editions: Mapping[str, "Edition"], language: str) -> list[Version]:
    return [
        Version(
            tag,
            own_name(tag),
            direction(tag),
            addresses.release(edition.body),
            current=tag == language,
            behind=_is_behind(edition, editions),
        )
        for tag, edition in sorted(editions.items())
    ]


def _is_behind(edition: "Edition", editions: Mapping[str, "Edition"]) -> bool:
    """Whether the public source has other words than those that the translation says it follows."""
    follows = edition.body["translation"] or {}
    source = editions.get(follows.get("of", ""))
    return bool(source and follows["words_digest"] and follows["words_digest"] != source.body["words_digest"])


def _block(
    block: Mapping[str, Any],
    cited: Mapping[str, tuple[cards.Content, Since]],
    language: str,
    files: set[str] | None,
    number: int,
) -> Block:
    kind = block["type"]
    if kind == "text":
        return Block(kind, html=_sanitised(block["html"]))
    if kind == "answer":
        return Block(
            kind,
            html=_sanitised(block["html"]),
            question=block["question"],
            mode=labels.answer_mode(block["mode"]),
        )
    if kind == "table":
        return Block(kind, table=_table(block))
    return _cited(block, *cited[block["cites"]], language=language, files=files, number=number)


def _cited(
    block: Mapping[str, Any], card: cards.Content, since: Since, *, language: str, files: set[str] | None, number: int
) -> Block:
    kind = block["type"]
    if kind == "chart":
        return Block(kind, chart=charted(card, language, since, key=f"chart-{number}"))
    if kind == "quote":
        return Block(kind, quote=cards.quote(card, language, since))
    if kind == "figure":
        return Block(kind, figure=cards.figure(card, block["observation"], language, since))
    return Block(kind, picture=cards.picture(card, since, files=files))


def _table(block: Mapping[str, Any]) -> Table:
    columns, rows = (block["rows"][:1], block["rows"][1:]) if block["header_row"] else ([], block["rows"])
    named = block["header_column"]
    return Table(
        caption=block["caption"],
        columns=columns[0] if columns else [],
        rows=[Row(row[0] if named else None, row[1:] if named else row) for row in rows],
    )


def _sanitised(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  the record holds only what `authoring.cleaning` let through


def _dateline(body: cards.Content, zone: str) -> Dateline:
    facts, language = body["briefing"], body["language"]

    def moment(value: str | None) -> dates.Moment | None:
        return dates.moment(parse_instant(value), zone=zone, language=language) if value else None

    return Dateline(
        place=facts["place"],
        venue=facts["venue"],
        date=dates.reduced(facts["held_on"], language),
        starts=moment(facts["starts_at"]),
        ends=moment(facts["ends_at"]),
        speakers=facts["speakers"],
    )


def _made_at(body: cards.Content, around: Relatives) -> MadeAt | None:
    """In the page's language, else in the source; None where the briefing is not public."""
    briefing = body["statement"]["briefing"]
    versions = around.languages_of(uuid.UUID(briefing)) if briefing else {}
    found = versions.get(body["language"]) or versions.get(body["source_language"])
    return MadeAt(found.title, found.language, addresses.release(found.body)) if found else None


def _media_facts(body: cards.Content) -> MediaFacts:
    media = body["media"]
    return MediaFacts(
        creator=media["creator"],
        credit=media["credit_line"],
        copyright=media["copyright_notice"],
        licensed_until=dates.reduced(media["licence_until"], body["language"]),
        place=media["place"],
        terms=media["usage_terms"] or _("Ask the press section before you use it."),
        taken=dates.reduced(media["taken_on"], body["language"]),
    )
