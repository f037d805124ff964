"""Items as a request asks for them: whole or in brief, with the fields that were named."""

import datetime as dt
import functools
from collections.abc import Collection, Set
from typing import Any, cast

from django.http import HttpRequest
from rest_framework.renderers import JSONRenderer

from releases.authoring.languages import LANGUAGES
from releases.editions.models import Edition
from releases.editions.parts import Key, parts
from releases.outlets import items
from releases.outlets.addresses import absolute

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
    """The fields that were asked for. Identity, status and embargo are always among them."""
    return {name: value for name, value in item.items() if not fields or name in fields or name in IDENTITY}


def written(
    edition: Edition, request: HttpRequest, *, now: dt.datetime, fields: Set[str], include: Set[str] | None = None
) -> bytes:
    """An item as JSON, whole or (with `include`) in brief; made once for an edition that is public."""

    def make() -> bytes:
        whole = detail(edition, request, now=now)
        item = whole if include is None else {k: v for k, v in whole.items() if k not in {"body", "cites"} - include}
        written: bytes = JSONRenderer().render(chosen(item, fields))
        return written

    if edition.public_from > now:
        return make()
    return parts.once(_key(edition.pk, edition.content_digest, request, fields, include), make)


def found_written(pk: int, digest: str, request: HttpRequest, *, fields: Set[str]) -> bytes | None:
    """What `written` made of an edition that is public, whole, unless it was not asked for lately."""
    return cast("bytes | None", parts.find(_key(pk, digest, request, fields, None)))


def _key(pk: int, digest: str, request: HttpRequest, fields: Set[str], include: Set[str] | None) -> Key:
    how = None if include is None else frozenset(include)
    return "item", pk, digest, absolute(request, "/"), how, frozenset(fields)


def tombstone(edition: Edition, request: HttpRequest) -> dict[str, Any]:
    return items.tombstone(edition, functools.partial(absolute, request))


def detail(edition: Edition, request: HttpRequest, *, now: dt.datetime) -> dict[str, Any]:
    return items.detail(edition, functools.partial(absolute, request), now=now)


def versions(path: str, languages: Collection[str], request: HttpRequest) -> dict[str, str]:
    """The same resource in each language that there is."""
    return {tag: absolute(request, f"{path}?language={tag}") for tag in LANGUAGES if tag in languages}
