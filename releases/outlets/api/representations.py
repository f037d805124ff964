"""An edition as the API gives it: its content, with identity, status and interval around it."""

import datetime as dt
from collections.abc import Set
from typing import Any

from django.http import HttpRequest

from releases.editions.canonical import instant
from releases.editions.models import Edition
from releases.outlets.addresses import absolute, document, media, page

from .problems import bad_parameter

FIELDS = frozenset(
    {
        *("id", "edition", "status", "correction_note", "update_note", "released_at", "public_from", "embargoed_until"),
        *("digest", "url", "api_url", "kind", "language", "source_language", "translation", "slug", "title", "summary"),
        *("topics", "organisations", "people", "note", "body", "cites", "briefing", "statement", "statistic", "media"),
    }
)


IDENTITY = ("id", "language", "kind", "edition", "status", "released_at", "public_from", "embargoed_until", "url")


def summary(
    edition: Edition, request: HttpRequest, *, now: dt.datetime, include: Set[str] = frozenset()
) -> dict[str, Any]:
    """An item of a list: everything but body and citations, unless they are to be included."""
    whole = detail(edition, request, now=now)
    return {name: value for name, value in whole.items() if name not in {"body", "cites"} - include}


def chosen(item: dict[str, Any], fields: Set[str]) -> dict[str, Any]:
    """The fields that were asked for. Identity, status and embargo are always among them.

    Raises a problem for a field that no release has.
    """
    unknown = fields - FIELDS
    if unknown:
        raise bad_parameter(
            fields=f"There is no field “{', '.join(sorted(unknown))}”. Known: {', '.join(sorted(FIELDS))}."
        )
    return {name: value for name, value in item.items() if not fields or name in fields or name in IDENTITY}


def tombstone(edition: Edition, request: HttpRequest) -> dict[str, Any]:
    """What is left of a release that was withdrawn: title, when and why."""
    return {
        "id": str(edition.uid),
        "language": edition.language,
        "kind": edition.kind,
        "edition": edition.number,
        "status": "withdrawn",
        "title": edition.title,
        "withdrawn_at": instant(edition.public_until) if edition.public_until else None,
        "reason": edition.end_reason,
        "url": absolute(request, page(edition.language, edition.kind, edition.slug)),
    }


def embargoed_until(edition: Edition, now: dt.datetime) -> str | None:
    """The instant at which it opens, for one that is read ahead of the public."""
    return instant(edition.public_from) if edition.public_from > now else None


def detail(edition: Edition, request: HttpRequest, *, now: dt.datetime) -> dict[str, Any]:
    """The whole edition. `id` is the permanent identity of the release; `slug` may change between editions."""
    content = edition.body
    facts = {part: content[part] for part in content if part not in {"schema", "uid", "words_digest"}}
    return {
        "id": str(edition.uid),
        "edition": edition.number,
        "status": edition.change,
        "correction_note": edition.note if edition.change == "correction" else {},
        "update_note": edition.note if edition.change == "update" else {},
        "released_at": instant(edition.released_at),
        "public_from": instant(edition.public_from),
        "embargoed_until": embargoed_until(edition, now),
        "digest": edition.content_digest,
        "url": absolute(request, page(edition.language, edition.kind, edition.slug)),
        "api_url": absolute(request, f"/api/v1/releases/{edition.uid}/?language={edition.language}"),
        **facts,
        **_with_addresses(content, request),
    }


def _with_addresses(content: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """Media with the address of each rendition; cited releases with theirs."""
    own = {"media": _media(content["media"], content["slug"], request)} if "media" in content else {}
    cites = [
        {
            **card,
            "url": absolute(request, page(card["language"], card["kind"], card["slug"])),
            **({"media": _media(card["media"], card["slug"], request)} if "media" in card else {}),
        }
        for card in content["cites"]
    ]
    return {**own, "cites": cites}


def _media(media_content: dict[str, Any], slug: str, request: HttpRequest) -> dict[str, Any]:
    renditions = [
        {**rendition, "url": absolute(request, media(slug, rendition))} for rendition in media_content["renditions"]
    ]
    file = media_content["file"]
    if file:
        file = {**file, "url": absolute(request, document(slug, file["digest"], file["media_type"]))}
    return {**media_content, "renditions": renditions, "file": file}
