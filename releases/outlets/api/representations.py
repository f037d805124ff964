"""An edition as the API gives it: its content, with identity, status and interval around it."""

from typing import Any

from django.http import HttpRequest

from releases.editions.canonical import instant
from releases.editions.models import Edition
from releases.outlets.addresses import absolute, document, media, page


def summary(edition: Edition, request: HttpRequest) -> dict[str, Any]:
    """An item of a list: everything but body and citations."""
    whole = detail(edition, request)
    return {name: value for name, value in whole.items() if name not in {"body", "cites"}}


def detail(edition: Edition, request: HttpRequest) -> dict[str, Any]:
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
