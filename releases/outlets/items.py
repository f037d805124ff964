"""An edition as the API and the webhooks give it: its content, with identity, status and interval around it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from releases.editions.canonical import instant
from releases.editions.models import Edition

from .addresses import document, media, page

Absolute = Callable[[str], str]


def tombstone(edition: Edition, absolute: Absolute) -> dict[str, Any]:
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
        "url": absolute(page(edition.language, edition.kind, edition.slug)),
    }


def embargoed_until(edition: Edition, now: dt.datetime) -> str | None:
    """The instant at which it opens, for one that is read ahead of the public."""
    return instant(edition.public_from) if edition.public_from > now else None


def detail(edition: Edition, absolute: Absolute, *, now: dt.datetime) -> dict[str, Any]:
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
        "url": absolute(page(edition.language, edition.kind, edition.slug)),
        "api_url": absolute(api_path(edition)),
        **facts,
        **_with_addresses(content, absolute),
    }


def api_path(edition: Edition) -> str:
    return f"/api/v1/releases/{edition.uid}/?language={edition.language}"


def _with_addresses(content: dict[str, Any], absolute: Absolute) -> dict[str, Any]:
    """Media with the address of each rendition; cited releases with theirs."""
    own = {"media": _media(content["media"], content["slug"], absolute)} if "media" in content else {}
    cites = [
        {
            **card,
            "url": absolute(page(card["language"], card["kind"], card["slug"])),
            **({"media": _media(card["media"], card["slug"], absolute)} if "media" in card else {}),
        }
        for card in content["cites"]
    ]
    return {**own, "cites": cites}


def _media(media_content: dict[str, Any], slug: str, absolute: Absolute) -> dict[str, Any]:
    renditions = [{**rendition, "url": absolute(media(slug, rendition))} for rendition in media_content["renditions"]]
    file = media_content["file"]
    if file:
        file = {**file, "url": absolute(document(slug, file["digest"], file["media_type"]))}
    return {**media_content, "renditions": renditions, "file": file}
