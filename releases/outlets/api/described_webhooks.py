"""The part of the OpenAPI description that is about webhooks: how they are set up, and what they say."""

from collections.abc import Mapping
from typing import Any

from releases.authoring.languages import LANGUAGES
from releases.outlets.addresses import KINDS
from releases.partners.endpoints import LONGEST_ADDRESS

from .described_answers import answered, examples, refused

_INSTANT = {"type": "string", "format": "date-time"}
_EVENT_TYPES = ("edition.released", "edition.corrected", "edition.updated", "edition.withdrawn", "test.sent")
_CHOICES = {
    "url": {"type": "string", "format": "uri", "maxLength": LONGEST_ADDRESS, "pattern": "^https://"},
    "whole_items": {"type": "boolean", "default": False, "description": "Else: what changed, and where to get it."},
    "kinds": {"type": "array", "items": {"type": "string", "enum": list(KINDS.values())}},
    "languages": {"type": "array", "items": {"type": "string", "enum": list(LANGUAGES)}},
}

SCHEMAS: Mapping[str, Any] = {
    "Endpoint": {
        "type": "object",
        "required": ["id", "url", "whole_items", "kinds", "languages", "state", "created_at", "deliveries"],
        "properties": {
            **_CHOICES,
            "id": {"type": "integer"},
            "state": {"type": "string", "enum": ["active", "paused", "gone"]},
            "created_at": _INSTANT,
            "deliveries": {"type": "string", "format": "uri"},
            "secret": {"type": "string", "description": "Shown once, when the endpoint is made."},
        },
    },
    "Endpoints": {
        "type": "object",
        "required": ["results"],
        "properties": {"results": {"type": "array", "items": {"$ref": "#/components/schemas/Endpoint"}}},
    },
    "Delivery": {
        "type": "object",
        "required": ["id", "type", "edition", "at", "state", "next_attempt_at", "attempts"],
        "properties": {
            "id": {"type": "string", "description": "The same at every attempt: `webhook-id`."},
            "type": {"type": "string", "enum": list(_EVENT_TYPES)},
            "edition": {"type": ["string", "null"]},
            "at": _INSTANT,
            "state": {"type": "string", "enum": ["waiting", "delivered", "failed", "dropped"]},
            "next_attempt_at": {"type": ["string", "null"], "format": "date-time"},
            "attempts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["at", "status", "error", "duration_ms"],
                    "properties": {
                        "at": _INSTANT,
                        "status": {"type": ["integer", "null"]},
                        "error": {"type": "string"},
                        "duration_ms": {"type": "integer", "minimum": 0},
                    },
                },
            },
        },
    },
    "Deliveries": {
        "type": "object",
        "required": ["results"],
        "properties": {"results": {"type": "array", "items": {"$ref": "#/components/schemas/Delivery"}}},
    },
    "Secret": {"type": "object", "required": ["secret"], "properties": {"secret": {"type": "string"}}},
    "Replayed": {"type": "object", "required": ["deliveries"], "properties": {"deliveries": {"type": "integer"}}},
    "Event": {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"type": "string", "enum": list(_EVENT_TYPES)},
            "timestamp": {**_INSTANT, "description": "When it took effect."},
            "data": {
                "type": "object",
                "description": "What changed and where to get it; the whole item where the endpoint wants it; of what "
                "was withdrawn, the tombstone.",
            },
        },
    },
}
_NEW = {"type": "object", "required": ["url"], "additionalProperties": False, "properties": _CHOICES}
_STATE = {
    "type": "object",
    "required": ["state"],
    "additionalProperties": False,
    "properties": {"state": {"type": "string", "enum": ["active", "paused"]}},
}
_SPAN = {
    "type": "object",
    "required": ["since", "until"],
    "additionalProperties": False,
    "properties": {"since": _INSTANT, "until": _INSTANT},
}


def _operation(
    name: str, title: str, status: int, schema: str, *, body: Any = None, sends: Any = None, refuses: Any = ()
) -> dict[str, Any]:
    """`sends` is an example of the body."""
    content = (
        {
            "application/json": {
                "schema": {"$ref": f"#/components/schemas/{schema}"},
                "example": examples()[schema],
            }
        }
        if schema
        else None
    )
    sent = {"required": True, "content": {"application/json": {"schema": body, "example": sends}}} if body else None
    sending = ("unsupported-media-type", "malformed", "too-large") if body else ()
    return {
        "operationId": name,
        "summary": title,
        "tags": ["Webhooks"],
        "security": [{"key": []}],
        **({"requestBody": sent} if sent else {}),
        "responses": {
            str(status): answered(title, content, kept=False),
            **refused(("not-authenticated", "forbidden", *sending, *refuses)),
        },
    }


_ONE = {
    "parameters": [
        {"name": "number", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}, "example": 1},
    ]
}
_MISSING = ("not-found",)
_ROOT = "/api/v1/webhooks/"
PATHS: Mapping[str, Any] = {
    _ROOT: {
        "get": _operation("webhooks", "Your endpoints", 200, "Endpoints"),
        "post": _operation(
            "webhooks-new",
            "Make an endpoint",
            201,
            "Endpoint",
            body=_NEW,
            sends={"url": "https://agency.example/press", "kinds": ["briefing"], "languages": ["en"]},
            refuses=("conflict",),
        ),
    },
    f"{_ROOT}{{number}}/": {
        **_ONE,
        "get": _operation("webhook", "An endpoint", 200, "Endpoint", refuses=_MISSING),
        "patch": _operation(
            "webhook-state",
            "Pause it, or let it go on",
            200,
            "Endpoint",
            body=_STATE,
            sends={"state": "paused"},
            refuses=_MISSING,
        ),
        "delete": _operation("webhook-remove", "Take it away", 204, "", refuses=_MISSING),
    },
    f"{_ROOT}{{number}}/secret/": {
        **_ONE,
        "post": _operation("webhook-secret", "Get a new secret", 200, "Secret", refuses=_MISSING),
    },
    f"{_ROOT}{{number}}/test/": {
        **_ONE,
        "post": _operation("webhook-test", "Send a test", 202, "Delivery", refuses=_MISSING),
    },
    f"{_ROOT}{{number}}/replay/": {
        **_ONE,
        "post": _operation(
            "webhook-replay",
            "Send a span once more",
            202,
            "Replayed",
            body=_SPAN,
            sends={"since": "2030-01-01T00:00:00Z", "until": "2030-01-02T00:00:00Z"},
            refuses=("conflict", *_MISSING),
        ),
    },
    f"{_ROOT}{{number}}/deliveries/": {
        **_ONE,
        "get": _operation("webhook-deliveries", "The log of an endpoint", 200, "Deliveries", refuses=_MISSING),
    },
}
EVENTS: Mapping[str, Any] = {
    "change": {
        "post": {
            "summary": "Something took effect",
            "description": "Signed as Standard Webhooks says: `webhook-id`, `webhook-timestamp`, `webhook-signature`.",
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/Event"},
                        "example": examples()["Event"],
                    }
                },
            },
            "responses": {
                "2XX": {"description": "You have it."},
                "410": {"description": "Nothing more is to be sent there."},
            },
        }
    }
}
