"""The OpenAPI 3.1 description, made from what the views declare and from the schema of an edition's content."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from releases.authoring.languages import LANGUAGES
from releases.editions import shape
from releases.outlets.addresses import KINDS

from . import changes, described_webhooks, entrance, subjects, views
from .answers import ApiView
from .asking import EVERY, INCLUDABLE, LONGEST_PAGE, PAGE
from .problems import KNOWN, MEDIA_TYPE
from .representations import IDENTITY

_UID = "0f4f1e0c-7a3b-4f0e-9d53-2f6f0a5b8c11"
_INSTANT = {"type": "string", "format": "date-time", "examples": ["2030-01-01T12:00:00.000000Z"]}
_WORDS = {"type": "object", "additionalProperties": {"type": "string"}, "description": "Words by language."}

PARAMETERS: Mapping[str, dict[str, Any]] = {
    "language": {
        "description": f"One of the languages, or `{EVERY}`. Without it, `Accept-Language` decides.",
        "schema": {"type": "string", "enum": [*LANGUAGES, EVERY]},
    },
    "kind": {"description": "One kind of release.", "schema": {"type": "string", "enum": list(KINDS.values())}},
    "topic": {"description": "The slug of a topic.", "schema": {"type": "string", "pattern": "^[-_a-zA-Z0-9]{1,100}$"}},
    "person": {
        "description": "The slug of a person.",
        "schema": {"type": "string", "pattern": "^[-_a-zA-Z0-9]{1,100}$"},
    },
    "from": {
        "description": "First released at this instant or later.",
        "schema": {"type": "string", "format": "date-time"},
    },
    "to": {"description": "First released before this instant.", "schema": {"type": "string", "format": "date-time"}},
    "q": {
        "description": "Words that all must be found.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    },
    "corrected": {
        "description": "Whether a correction was ever made.",
        "schema": {"type": "string", "enum": ["true", "false"]},
    },
    "at": {
        "description": "The record at this instant, of the past; with an embargo lead, also ahead.",
        "schema": {"type": "string", "format": "date-time"},
    },
    "fields": {
        "description": f"Names of fields, parted by commas. {', '.join(f'`{name}`' for name in IDENTITY)} always come.",
        "schema": {"type": "string"},
    },
    "include": {
        "description": "What a list leaves out by itself.",
        "schema": {"type": "string", "examples": [",".join(INCLUDABLE)]},
    },
    "cursor": {"description": "The place to go on from, as the answer before gave it.", "schema": {"type": "string"}},
    "limit": {
        "description": "Items on a page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE},
    },
    "order": {
        "description": "By first release, or by the last change; the latest first.",
        "schema": {"type": "string", "enum": ["newest", "changed"], "default": "newest"},
    },
    "wait": {
        "description": "Seconds to wait for something to come; where many wait already, the answer comes at once.",
        "schema": {"type": "integer", "minimum": 0, "maximum": changes.LONGEST_WAIT_S, "default": 0},
    },
    "format": {"description": "The format, in place of `Accept`.", "schema": {"type": "string"}},
}
# path, view, name of the answer's schema, what it is for
RESOURCES: tuple[tuple[str, type[ApiView], str, str], ...] = (
    ("/api/v1/", entrance.Root, "Root", "The resources"),
    ("/api/v1/releases/", views.Releases, "Releases", "Releases of all kinds"),
    ("/api/v1/releases/{uid}/", views.Release, "Release", "A release"),
    ("/api/v1/releases/{uid}/editions/", views.Editions, "Editions", "The editions of a release"),
    ("/api/v1/releases/{uid}/editions/{number}/", views.EditionOf, "Release", "One edition, as it was"),
    ("/api/v1/briefings/", views.Briefings, "Releases", "Briefings"),
    ("/api/v1/briefings/{uid}/", views.Briefing, "Release", "A briefing"),
    ("/api/v1/statements/", views.Statements, "Releases", "Statements"),
    ("/api/v1/statements/{uid}/", views.Statement, "Release", "A statement"),
    ("/api/v1/statistics/", views.Statistics, "Releases", "Statistics, with their observations"),
    ("/api/v1/statistics/{uid}/", views.Statistic, "Release", "A statistic"),
    ("/api/v1/media/", views.Media, "Releases", "Media, with renditions and rights"),
    ("/api/v1/media/{uid}/", views.MediaAsset, "Release", "A media asset"),
    ("/api/v1/people/", subjects.People, "Subjects", "People"),
    ("/api/v1/people/{slug}/", subjects.Person, "Subject", "A person"),
    ("/api/v1/topics/", subjects.Topics, "Subjects", "Topics"),
    ("/api/v1/topics/{slug}/", subjects.Topic, "Subject", "A topic"),
    ("/api/v1/changes/", changes.Changes, "Changes", "What changed since a cursor"),
    ("/api/v1/me/", entrance.Me, "Me", "What this key may do and has used"),
)
_IN_PATH = {
    "uid": {"type": "string", "format": "uuid", "examples": [_UID]},
    "number": {"type": "integer", "minimum": 1, "examples": [1]},
    "slug": {"type": "string", "pattern": "^[-_a-zA-Z0-9]+$", "examples": ["trade"]},
}
_STATUSES = {"200": "The answer", "304": "Nothing has changed since your copy"}


@functools.cache
def description(origin: str) -> str:
    """The whole document, as JSON."""
    return json.dumps(_document(origin), ensure_ascii=False, indent=1)


def _document(origin: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Press office",
            "version": "1",
            "summary": "What the mission has released, complete, correctable and withdrawable.",
            "license": {"name": "Reuse with attribution"},
        },
        "servers": [{"url": origin}],
        "security": [{}, {"key": []}],
        "paths": {
            **{path: {"get": _operation(path, view, schema, title)} for path, view, schema, title in RESOURCES},
            **described_webhooks.PATHS,
        },
        "webhooks": described_webhooks.EVENTS,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A partner's key."}},
            "parameters": {name: {"name": name, "in": "query", **facts} for name, facts in PARAMETERS.items()},
            "headers": {
                "RateLimit": {"description": "What is left of the limit.", "schema": {"type": "string"}},
                "RateLimit-Policy": {"description": "The limit.", "schema": {"type": "string"}},
            },
            "responses": {code: _problem(code) for code in KNOWN},
            "schemas": _schemas(),
        },
    }


def _operation(path: str, view: type[ApiView], schema: str, title: str) -> dict[str, Any]:
    inside = [name for name in _IN_PATH if f"{{{name}}}" in path]
    listed = schema in {"Releases", "Subjects", "Changes"}
    problems = ["bad-parameter", "bad-key", "not-acceptable", "too-many-requests", "internal"]
    problems += ["not-found"] if inside else []
    problems += ["withdrawn"] if path.endswith("{uid}/") else []
    problems += ["expired-cursor"] if view is changes.Changes else []
    problems += ["not-authenticated"] if view is entrance.Me else []
    content = {
        renderer.media_type: {"schema": _of_format(renderer.media_type, schema)} for renderer in view.renderer_classes
    }
    answers: dict[str, Any] = {
        "200": {
            "description": _STATUSES["200"],
            "content": content,
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in ("RateLimit", "RateLimit-Policy")},
        },
        "304": {"description": _STATUSES["304"]},
    }
    for code in problems:
        answers[str(KNOWN[code][0])] = {"$ref": f"#/components/responses/{code}"}
    return {
        "operationId": _name(path),
        "summary": title,
        "description": (view.__doc__ or "").strip(),
        "tags": ["Lists" if listed else "Items"],
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": _IN_PATH[name]} for name in inside),
            *({"$ref": f"#/components/parameters/{name}"} for name in sorted(view.parameters | {"format"})),
        ],
        "responses": answers,
        **({"security": [{"key": []}]} if view is entrance.Me else {}),
    }


def _name(path: str) -> str:
    return "-".join(part.strip("{}") for part in path.split("/")[3:] if part) or "root"


def _of_format(media_type: str, schema: str) -> dict[str, Any]:
    if media_type == "application/json":
        return {"$ref": f"#/components/schemas/{schema}"}
    if media_type.endswith("ninjs+json"):
        return {"type": "object", "description": "IPTC ninjs 3.1; of a list, `results` are its items."}
    return {"type": "string"}


def _problem(code: str) -> dict[str, Any]:
    status, title, meaning = KNOWN[code]
    example = {"type": f"/api/v1/docs/#{code}", "title": title, "status": status, "detail": meaning}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": f"{title}. {meaning}", "content": {MEDIA_TYPE: {"schema": schema, "example": example}}}


def _schemas() -> dict[str, Any]:
    return {**_of_releases(), **described_webhooks.SCHEMAS}


def _of_releases() -> dict[str, Any]:
    content = json.loads((Path(shape.__file__).parent / "content.schema.json").read_text(encoding="utf-8"))
    return {
        **{name: _moved(part) for name, part in content["$defs"].items()},
        "Release": _release(content["properties"]),
        "Releases": _list({"$ref": "#/components/schemas/Release"}),
        "Root": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
        "Editions": {
            "type": "object",
            "required": ["results"],
            "properties": {"results": {"type": "array", "items": _edition()}},
        },
        "Subjects": {
            "type": "object",
            "required": ["results"],
            "properties": {"results": {"type": "array", "items": {"type": "object", "required": ["slug", "name"]}}},
        },
        "Subject": {
            "type": "object",
            "required": ["slug", "names"],
            "properties": {"slug": {"type": "string"}, "names": _WORDS},
        },
        "Changes": {
            "type": "object",
            "required": ["cursor", "next", "more", "results"],
            "properties": {
                "cursor": {"type": "string"},
                "next": {"type": "string", "format": "uri"},
                "more": {"type": "boolean"},
                "results": {"type": "array", "items": _change()},
            },
        },
        "Me": {"type": "object", "required": ["partner", "key", "may", "used"]},
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string", "format": "uri-reference"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "errors": {"type": "object", "description": "What is wrong with each parameter."},
            },
        },
    }


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
            "embargoed_until": {"type": ["string", "null"], "format": "date-time"},
            "digest": {"$ref": "#/components/schemas/digest"},
            "url": {"type": "string", "format": "uri"},
            "api_url": {"type": "string", "format": "uri"},
            "languages": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
            **facts,
        },
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["next", "results"],
        "properties": {
            "next": {"type": ["string", "null"], "format": "uri"},
            "results": {"type": "array", "items": item},
        },
    }


def _edition() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["edition", "status", "public_from", "digest"],
        "properties": {
            "edition": {"type": "integer"},
            "status": {"type": "string"},
            "note": _WORDS,
            "title": {"type": "string"},
            "public_from": _INSTANT,
            "public_until": {"type": ["string", "null"], "format": "date-time"},
            "digest": {"type": "string"},
            "expunged": {"type": "boolean"},
            "api_url": {"type": ["string", "null"], "format": "uri"},
        },
    }


def _change() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["event", "id", "language", "at", "item"],
        "properties": {
            "event": {"type": "string", "enum": ["released", "corrected", "updated", "withdrawn", "replanned"]},
            "id": {"$ref": "#/components/schemas/uid"},
            "language": {"$ref": "#/components/schemas/language"},
            "edition": {"type": ["integer", "null"]},
            "at": _INSTANT,
            "item": {"type": ["object", "null"]},
        },
    }
