"""The OpenAPI 3.1 description, made from what the views declare and from the schema of an edition's content."""

import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from releases.authoring.languages import LANGUAGES
from releases.outlets.addresses import KINDS

from . import changes, described_answers, described_webhooks, entrance, past, subjects, views
from .answers import ApiView
from .asking import EVERY, INCLUDABLE, LONGEST_PAGE, LONGEST_WORDS, PAGE
from .described_answers import answered, examples, refused
from .described_schemas import schemas
from .rendering import FIGURE_LISTS, JSON, Formats
from .representations import FIELDS, IDENTITY

_UID = "5a5aa725-3b0d-47f3-95ff-16f412867201"


def _several(names: Iterable[str]) -> dict[str, Any]:
    """Some of these names in one value, parted by commas."""
    schema = {"type": "array", "items": {"type": "string", "enum": list(names)}}
    return {"schema": schema, "style": "form", "explode": False}


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
        "description": "First released at this instant or later. Not after `to`.",
        "schema": {"type": "string", "format": "date-time"},
    },
    "to": {"description": "First released before this instant.", "schema": {"type": "string", "format": "date-time"}},
    "q": {
        "description": "Words that all must be found.",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_WORDS},
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
        **_several(sorted(FIELDS)),
    },
    "include": {
        "description": "What a list leaves out by itself. Names, parted by commas.",
        **_several(INCLUDABLE),
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
    "format": {
        "description": "The format, in place of `Accept`.",
        "schema": {"type": "string", "enum": [renderer.format for renderer in FIGURE_LISTS]},
    },
}
# path, view, name of the answer's schema, what it is for
RESOURCES: tuple[tuple[str, type[ApiView], str, str], ...] = (
    ("/api/v1/", entrance.Root, "Root", "The resources"),
    ("/api/v1/releases/", views.Releases, "Releases", "Releases of all kinds"),
    ("/api/v1/releases/{uid}/", views.Release, "Release", "A release"),
    ("/api/v1/releases/{uid}/editions/", past.Editions, "Editions", "The editions of a release"),
    ("/api/v1/releases/{uid}/editions/{number}/", past.EditionOf, "Release", "One edition, as it was"),
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
_NAMED = {
    "/api/v1/statements/{uid}/": "Statement",
    "/api/v1/statistics/{uid}/": "Statistic",
    "/api/v1/media/{uid}/": "Media",
    "/api/v1/releases/{uid}/editions/{number}/": "EditionOf",
    "/api/v1/people/": "People",
    "/api/v1/people/{slug}/": "Person",
    "/api/v1/topics/": "Topics",
    "/api/v1/topics/{slug}/": "Topic",
}
"""Whose example is another one than that of its schema."""


@functools.cache
def description(origin: str) -> str:
    """The whole document, as JSON."""
    return json.dumps(_document(origin), ensure_ascii=False, indent=1).replace("ORIGIN", origin)


def _document(origin: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Press office",
            "version": "1",
            "summary": "What the mission has released, complete, correctable and withdrawable.",
            "description": f"How to use it, with what partners do in curl and Python: {origin}/api/v1/docs/",
            "license": {"name": "Reuse with attribution"},
        },
        "externalDocs": {"description": "For developers", "url": f"{origin}/api/v1/docs/"},
        "servers": [{"url": origin}],
        "security": [{}, {"key": []}],
        "tags": [
            {"name": "Lists", "description": "Newest first, with opaque cursors; `changes/` oldest first."},
            {"name": "Items", "description": "One thing by its permanent id or its slug."},
            {"name": "Webhooks", "description": "Be told in place of asking."},
            {"name": "About", "description": "This description, and the page about it."},
        ],
        "paths": {
            **{path: {"get": _operation(path, view, schema, title)} for path, view, schema, title in RESOURCES},
            **described_webhooks.PATHS,
            **_about(),
        },
        "webhooks": described_webhooks.EVENTS,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A partner's key."}},
            "parameters": {name: {"name": name, "in": "query", **facts} for name, facts in PARAMETERS.items()},
            "headers": described_answers.headers(),
            "responses": described_answers.components(),
            "schemas": {**schemas(), **described_webhooks.SCHEMAS},
        },
    }


def _operation(path: str, view: type[ApiView], schema: str, title: str) -> dict[str, Any]:
    inside = [name for name in _IN_PATH if f"{{{name}}}" in path]
    listed = schema in {"Releases", "Subjects", "Changes"}
    problems = ["not-found"] if inside else []
    problems += ["withdrawn"] if "{uid}" in path else []
    problems += ["bad-cursor"] if "cursor" in view.parameters else []
    problems += ["expired-cursor"] if view is changes.Changes else []
    problems += ["not-authenticated"] if view is entrance.Me else []
    kept = view is not entrance.Me
    also = [
        *(["Content-Language"] if "language" in view.parameters else []),
        *(["Link"] if "uid" in path or listed else []),
    ]
    content = {renderer.media_type: _of_format(renderer.media_type, schema, path) for renderer in view.renderer_classes}
    return {
        "operationId": _name(path),
        "summary": title,
        "description": (view.__doc__ or "").strip(),
        "tags": ["Lists" if listed else "Items"],
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": _IN_PATH[name]} for name in inside),
            *({"$ref": f"#/components/parameters/{name}"} for name in sorted(view.parameters)),
            _format(view.renderer_classes),
        ],
        "responses": {
            "200": answered("The answer", content, kept=kept, also=also),
            **({"304": answered("Nothing has changed since your copy", kept=True)} if kept else {}),
            **refused([*problems, *(["precondition-failed"] if kept else [])]),
        },
        **({"security": [{"key": []}]} if view is entrance.Me else {}),
    }


def _format(renderers: Formats) -> dict[str, Any]:
    names = [renderer.format for renderer in renderers]
    return {"name": "format", "in": "query", **PARAMETERS["format"], "schema": {"type": "string", "enum": names}}


def _name(path: str) -> str:
    return "-".join(part.strip("{}") for part in path.split("/")[3:] if part) or "root"


def _of_format(media_type: str, schema: str, path: str) -> dict[str, Any]:
    if media_type == "application/json":
        return {"schema": {"$ref": f"#/components/schemas/{schema}"}, "example": examples()[_NAMED.get(path, schema)]}
    if media_type.endswith("ninjs+json"):
        name = {"Releases": "ninjs_list", "Changes": "ninjs_changes"}.get(schema, "ninjs")
        said = "IPTC ninjs 3.1; of a list, `results` are its items."
        return {"schema": {"type": "object", "description": said}, "example": examples()[name]}
    return {"schema": {"type": "string"}, "example": examples()["csv" if media_type == "text/csv" else "ndjson"]}


def _about() -> dict[str, Any]:
    """The description itself, and the page about it."""
    described = {
        "application/vnd.oai.openapi+json;version=3.1": {"schema": {"type": "object"}, "example": {"openapi": "3.1.0"}}
    }
    shown = {"text/html": {"schema": {"type": "string"}, "example": "<!DOCTYPE html>"}}
    asks = [_format(JSON)]
    return {
        "/api/v1/schema/": {"get": _page("schema", "This description", described, refused(()), asks)},
        "/api/v1/docs/": {
            "get": _page("docs", "The page for developers", shown, described_answers.of_page(), []),
        },
    }


def _page(name: str, title: str, content: Any, refusals: Any, parameters: Any) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": title,
        "tags": ["About"],
        "parameters": parameters,
        "responses": {
            "200": answered(title, content, kept=True),
            "304": answered("Nothing has changed since your copy", kept=True),
            **refusals,
        },
    }
