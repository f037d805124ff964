"""Schemas of the OpenAPI description: the record's own schema of an edition's content, and what the API puts around."""

import json
from pathlib import Path
from typing import Any

from releases.authoring.languages import LANGUAGES
from releases.editions import shape
from releases.outlets.addresses import KINDS

from .representations import IDENTITY

_INSTANT = {"type": "string", "format": "date-time", "examples": ["2030-01-01T12:00:00.000000Z"]}
_SOME_TIME = {"type": ["string", "null"], "format": "date-time"}
_ADDRESS = {"type": "string", "format": "uri"}
_TEXT = {"type": "string"}
_WORDS = {"type": "object", "additionalProperties": {"type": "string"}, "description": "Words by language."}
_ADDRESSES = {"type": "object", "additionalProperties": _ADDRESS, "description": "Addresses by language."}


def schemas() -> dict[str, Any]:
    content = json.loads((Path(shape.__file__).parent / "content.schema.json").read_text(encoding="utf-8"))
    return {
        **{name: _moved(part) for name, part in content["$defs"].items()},
        "Release": _release(content["properties"]),
        "Releases": _list({"$ref": "#/components/schemas/Release"}),
        "Root": {"type": "object", "additionalProperties": _ADDRESS},
        "Editions": _whole({"results": {"type": "array", "items": _edition()}}),
        "Subjects": _whole({"results": {"type": "array", "items": _subject_in_list()}}),
        "Subject": _subject(),
        "Changes": _whole(
            {
                "cursor": _TEXT,
                "next": _ADDRESS,
                "more": {"type": "boolean"},
                "results": {"type": "array", "items": _change()},
            }
        ),
        "Me": _me(),
        "Problem": _problem(),
    }


def _whole(properties: dict[str, Any], *, optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object that has all of these, and perhaps some more."""
    return {"type": "object", "required": list(properties), "properties": {**properties, **(optional or {})}}


def _moved(part: Any) -> Any:
    """The same schema, with its references where OpenAPI keeps them."""
    if isinstance(part, dict):
        return {name: _moved(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_moved(value) for value in part]
    return part.replace("#/$defs/", "#/components/schemas/") if isinstance(part, str) else part


def _release(properties: dict[str, Any]) -> dict[str, Any]:
    facts = {name: _moved(part) for name, part in properties.items() if name not in {"schema", "uid", "words_digest"}}
    # The API adds addresses to media, which the record does not hold.
    facts |= {"media": {"type": "object"}, "cites": {"type": "array", "items": {"type": "object"}}}
    return {
        "type": "object",
        "required": list(IDENTITY),
        "properties": {
            "id": {"$ref": "#/components/schemas/uid"},
            "edition": {"type": "integer", "minimum": 1},
            "status": {"type": "string", "enum": ["new", "correction", "update"]},
            "correction_note": _WORDS,
            "update_note": _WORDS,
            "released_at": _INSTANT,
            "public_from": _INSTANT,
            "public_until": _SOME_TIME,
            "embargoed_until": _SOME_TIME,
            "digest": {"$ref": "#/components/schemas/digest"},
            "url": _ADDRESS,
            "api_url": _ADDRESS,
            "languages": _ADDRESSES,
            **facts,
        },
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return _whole({"next": {"type": ["string", "null"], "format": "uri"}, "results": {"type": "array", "items": item}})


def _edition() -> dict[str, Any]:
    return _whole(
        {
            "edition": {"type": "integer"},
            "status": _TEXT,
            "note": _WORDS,
            "title": _TEXT,
            "public_from": _INSTANT,
            "public_until": _SOME_TIME,
            "digest": _TEXT,
            "expunged": {"type": "boolean"},
            "api_url": {"type": ["string", "null"], "format": "uri"},
        }
    )


def _change() -> dict[str, Any]:
    return _whole(
        {
            "event": {"type": "string", "enum": ["released", "corrected", "updated", "withdrawn", "replanned"]},
            "id": {"$ref": "#/components/schemas/uid"},
            "language": {"$ref": "#/components/schemas/language"},
            "edition": {"type": ["integer", "null"]},
            "at": _INSTANT,
            "item": {"type": ["object", "null"]},
        }
    )


def _subject_in_list() -> dict[str, Any]:
    return _whole(
        {
            "slug": _TEXT,
            "name": _TEXT,
            "releases": {"type": "integer", "minimum": 1, "description": "How many public releases name it."},
            "url": _ADDRESS,
            "api_url": _ADDRESS,
        }
    )


def _subject() -> dict[str, Any]:
    date = {"oneOf": [{"type": "null"}, {"type": "object", "required": ["date", "precision"]}]}
    office = _whole(
        {"language": _TEXT, "title": _TEXT, "organisation": _TEXT, "held_from": date, "held_until": date},
    )
    return _whole(
        {"slug": _TEXT, "names": _WORDS, "urls": _ADDRESSES, "releases_url": _ADDRESS},
        optional={
            "offices": {"type": "array", "items": office, "description": "Of a person."},
            "mediatopic": {"type": ["string", "null"], "description": "Of a topic: its IPTC Media Topic."},
        },
    )


def _me() -> dict[str, Any]:
    named = {"kinds": list(KINDS.values()), "languages": list(LANGUAGES)}
    lists = {name: {"type": "array", "items": {"type": "string", "enum": values}} for name, values in named.items()}
    return _whole(
        {
            "partner": _TEXT,
            "key": _whole({"name": _TEXT, "begins_with": _TEXT}),
            "may": _whole(
                {
                    "read": {"type": "boolean"},
                    "embargo_lead_minutes": {"type": "integer", "minimum": 0},
                    **lists,
                    "networks": {"type": "array", "items": _TEXT, "description": "Empty: from anywhere."},
                    "webhooks": {"type": "boolean"},
                    "requests_per_minute": {"type": "integer", "minimum": 1},
                }
            ),
            "used": _whole({"last_used_at": _SOME_TIME, "early_readings": {"type": "integer", "minimum": 0}}),
            "created_at": _INSTANT,
            "expires_at": _SOME_TIME,
        }
    )


def _problem() -> dict[str, Any]:
    return _whole(
        {
            "type": {"type": "string", "format": "uri-reference", "description": "Decide by this one."},
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
        },
        optional={
            "errors": {"type": "object", "description": "What is wrong with each parameter, or field."},
            "restart": {**_ADDRESS, "description": "Where to begin again, of a cursor."},
            "id": {"description": "Of what was withdrawn, as are those below.", "$ref": "#/components/schemas/uid"},
            "language": {"$ref": "#/components/schemas/language"},
            "kind": _TEXT,
            "edition": {"type": "integer"},
            "withdrawn_at": _INSTANT,
            "reason": _WORDS,
            "url": _ADDRESS,
        },
    )
