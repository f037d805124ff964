"""What a feed holds, before it is Atom, RSS or JSON."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from releases.assets.models import Rendition
from releases.authoring.languages import pick
from releases.editions import holding
from releases.editions.models import Change, Edition
from releases.editions.search.finding import Wanted
from releases.outlets import addresses, article

LENGTH = 50
Absolute = Callable[[str], str]
_MADE_WITHIN = dt.timedelta(seconds=5)
_PLAIN = "image/jpeg"


@dataclass(frozen=True)
class Enclosure:
    """One file; `size_bytes` is 0 until it is made, `duration_ms` where it has none."""

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


def sizes(editions: Iterable[Edition]) -> dict[str, int]:
    """Bytes of the enclosed files that have been made, by digest. One query; none where nothing is enclosed."""
    wanted = {row["digest"] for edition in editions for card in _media(edition.body) if (row := _largest(card))}
    if not wanted:
        return {}
    made = Rendition.objects.filter(digest__in=wanted).values_list("digest", "size_bytes")
    sizes = {digest: size for digest, size in made if size is not None}
    if len(sizes) < len(wanted):  # the worker is about to make them
        holding.only_until(timezone.now() + _MADE_WITHIN)
    return sizes


def entry(edition: Edition, absolute: Absolute, sizes: Mapping[str, int]) -> Entry:
    """Gettext must be in the edition's language. `sizes` as the function of that name gives them."""
    content = edition.body
    note = _note(edition)
    return Entry(
        # The same release in another language is another entry, also where a reader merges feeds.
        id=uuid.uuid5(edition.uid, edition.language).urn,
        address=absolute(addresses.page(edition.language, edition.kind, edition.slug)),
        title=edition.title,
        note=note,
        summary=" ".join(filter(None, (note, content["summary"]))),
        content=article.html(content, note, absolute),
        language=edition.language,
        released_at=edition.released_at,
        changed_at=edition.public_from,
        categories=[topic["name"] for topic in content["topics"]],
        enclosures=list(_enclosures(content, absolute, sizes)),
    )


def _note(edition: Edition) -> str:
    note = pick(edition.note, edition.language, edition.body["source_language"])[1]
    if edition.change == Change.CORRECTION:
        return _("Corrected: %(note)s") % {"note": note}
    if edition.change == Change.UPDATE:
        return _("Updated: %(note)s") % {"note": note} if note else _("Updated.")
    return ""


def _media(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The release itself, then what it cites: those that have files."""
    return [card for card in (content, *content["cites"]) if card["kind"] == "media"]


def _enclosures(content: Mapping[str, Any], absolute: Absolute, sizes: Mapping[str, int]) -> Iterator[Enclosure]:
    for card in _media(content):
        if found := _file(card, absolute, sizes):
            yield found


def _file(card: Mapping[str, Any], absolute: Absolute, sizes: Mapping[str, int]) -> Enclosure | None:
    """The recording or document, else the largest JPEG; None where there is neither."""
    slug, file, title = card["slug"], card["media"]["file"], card["title"]
    if file:
        path = addresses.document(slug, file["digest"], file["media_type"])
        return Enclosure(absolute(path), file["media_type"], title, file["size_bytes"], file["duration_ms"] or 0)
    if row := _largest(card):
        return Enclosure(absolute(addresses.media(slug, row)), _PLAIN, title, sizes.get(row["digest"], 0))
    return None


def _largest(card: Mapping[str, Any]) -> dict[str, Any] | None:
    plain = [row for row in card["media"]["renditions"] if row["media_type"] == _PLAIN and not row["crop"]]
    return max(plain, key=lambda row: row["width_px"], default=None)
