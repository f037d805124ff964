"""What a feed holds, before it is Atom, RSS or JSON."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from releases.authoring.languages import pick
from releases.editions.models import Change, Edition
from releases.editions.search.finding import Wanted
from releases.outlets import addresses

from . import body

LENGTH = 50
Absolute = Callable[[str], str]
_PLAIN = "image/jpeg"


@dataclass(frozen=True)
class Enclosure:
    """One file; `size_bytes` and `duration_ms` are 0 where the record does not hold them."""

    address: str
    media_type: str
    title: str
    size_bytes: int = 0
    duration_ms: int = 0


@dataclass(frozen=True)
class Entry:
    """`note` says what was corrected or updated, and is empty for what is new; `content` is HTML."""

    id: str
    address: str
    title: str
    note: str
    summary: str
    content: str
    language: str
    released_at: dt.datetime
    changed_at: dt.datetime
    categories: list[str]
    enclosures: list[Enclosure]


@dataclass(frozen=True)
class Feed:
    title: str
    mission: str
    language: str
    home: str
    address: str
    description: str
    entries: list[Entry]


def newest(*, language: str, at: dt.datetime, kind: str = "", topic: str = "", person: str = "") -> list[Edition]:
    """The newest public editions, of a kind, or that name a topic or a person. One query."""
    wanted = Wanted(language, (language,), kind=kind, topic=topic, person=person)
    return list(wanted.public(at).newest_first()[:LENGTH])


def section_name(kind: str) -> str:
    return {
        "briefing": _("Briefings"),
        "statement": _("Statements"),
        "statistic": _("Figures"),
        "media": _("Media"),
    }[kind]


def entry(edition: Edition, absolute: Absolute) -> Entry:
    """Gettext must be in the edition's language."""
    content = edition.body
    note = _note(edition)
    return Entry(
        # The same release in another language is another entry, also where a reader merges feeds.
        id=uuid.uuid5(edition.uid, edition.language).urn,
        address=absolute(addresses.page(edition.language, edition.kind, edition.slug)),
        title=edition.title,
        note=note,
        summary=" ".join(filter(None, (note, content["summary"]))),
        content=body.html(content, note, absolute),
        language=edition.language,
        released_at=edition.released_at,
        changed_at=edition.public_from,
        categories=[topic["name"] for topic in content["topics"]],
        enclosures=list(_enclosures(content, absolute)),
    )


def _note(edition: Edition) -> str:
    note = pick(edition.note, edition.language, edition.body["source_language"])[1]
    if edition.change == Change.CORRECTION:
        return _("Corrected: %(note)s") % {"note": note}
    if edition.change == Change.UPDATE:
        return _("Updated: %(note)s") % {"note": note} if note else _("Updated.")
    return ""


def _enclosures(content: dict[str, Any], absolute: Absolute) -> Iterator[Enclosure]:
    """The files of the release itself, then of the media that it cites."""
    for card in (content, *content["cites"]):
        if card["kind"] == "media" and (found := _file(card, absolute)):
            yield found


def _file(card: Mapping[str, Any], absolute: Absolute) -> Enclosure | None:
    """The recording or document, else the largest JPEG; None where there is neither."""
    slug, file = card["slug"], card["media"]["file"]
    if file:
        path = addresses.document(slug, file["digest"], file["media_type"])
        return Enclosure(
            absolute(path), file["media_type"], card["title"], file["size_bytes"], file["duration_ms"] or 0
        )
    plain = [row for row in card["media"]["renditions"] if row["media_type"] == _PLAIN and not row["crop"]]
    if not plain:
        return None
    largest = max(plain, key=lambda row: row["width_px"])
    return Enclosure(absolute(addresses.media(slug, largest)), _PLAIN, card["title"])
