"""Answers of the OpenAPI description: statuses with their headers, problems with an example of each, and examples."""

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .problems import KNOWN, MEDIA_TYPE

_FILE = Path(__file__).with_name("example_answers.json")

HEADERS: Mapping[str, tuple[str, str]] = {
    "RateLimit": ("What is left of the limit, and until when in seconds.", '"address";r=599;t=42'),
    "RateLimit-Policy": ("The limit, and its window in seconds.", '"address";q=600;w=60'),
    "Retry-After": ("Seconds to wait.", "42"),
    "ETag": ("Send it back as `If-None-Match`: 304 means that your copy holds.", '"9f86d081884c7d659a2feaa0c55ad015"'),
    "Last-Modified": ("When it changed last; left out while its second lasts.", "Tue, 01 Jan 2030 12:00:05 GMT"),
    "Content-Language": ("The language of the answer.", "en"),
    "Link": (
        "The page after (`next`), or the other languages (`alternate`).",
        '<NEXT>; rel="next"',
    ),
    "Vary": (
        "What the answer depends on besides its address.",
        "Accept, Accept-Language, Authorization, Accept-Encoding",
    ),
    "Allow": ("The methods that the address takes.", "GET, HEAD, OPTIONS"),
    "WWW-Authenticate": ("How to send a key.", 'Bearer realm="press office"'),
    "Deprecation": ("Since when the address is deprecated (RFC 9745); left out while it is not.", "@1893456000"),
    "Sunset": ("When the address will end (RFC 8594); left out while it will not.", "Wed, 01 Jan 2031 00:00:00 GMT"),
}
_EVERYWHERE = ("RateLimit", "RateLimit-Policy", "Deprecation", "Sunset")
_BESIDES = {"401": ("WWW-Authenticate",), "405": ("Allow",), "429": ("Retry-After",), "503": ("Retry-After",)}
_CONDITIONAL = ("ETag", "Last-Modified", "Vary")
# What a problem of this kind says besides.
_MORE: Mapping[str, dict[str, Any]] = {
    "bad-parameter": {"errors": {"langauge": "There is no parameter “langauge” here. Known: at, corrected, cursor."}},
    "bad-cursor": {"restart": "ORIGIN/api/v1/changes/"},
    "expired-cursor": {"restart": "ORIGIN/api/v1/changes/"},
}
ALWAYS = ("bad-parameter", "bad-key", "not-acceptable", "method-not-allowed", "too-many-requests", "internal")


@functools.cache
def examples() -> dict[str, Any]:
    """An answer of each kind, of an embassy that does not exist; `ORIGIN` stands for the address of the mission."""
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def headers() -> dict[str, Any]:
    following = examples()["Releases"]["next"]
    return {
        name: {"description": said, "schema": {"type": "string"}, "example": example.replace("NEXT", following)}
        for name, (said, example) in HEADERS.items()
    }


def answered(description: str, content: dict[str, Any] | None = None, *, kept: bool, also: Iterable[str] = ()) -> Any:
    """A success; `kept` where a client may keep it and ask whether it still holds."""
    names = [*_EVERYWHERE, *(_CONDITIONAL if kept else ()), *also]
    return {"description": description, **({"content": content} if content else {}), "headers": _named(names)}


def refused(codes: Iterable[str]) -> dict[str, Any]:
    """By status, each with an example of every problem that may come with it."""
    by_status: dict[str, list[str]] = defaultdict(list)
    for code in dict.fromkeys((*ALWAYS, *codes, "unavailable")):
        by_status[str(KNOWN[code][0])].append(code)
    return {status: _problems(status, named) for status, named in sorted(by_status.items())}


def of_page() -> dict[str, Any]:
    """What a page, which takes no parameter and no key, refuses."""
    return {status: refused(())[status] for status in ("405", "503")}


def components() -> dict[str, Any]:
    """Each problem by itself, for those who look one up."""
    return {code: _problems(str(KNOWN[code][0]), [code]) for code in KNOWN}


def _problems(status: str, codes: list[str]) -> dict[str, Any]:
    said = {code: {"summary": KNOWN[code][1], "value": problem(code)} for code in codes}
    return {
        "description": " Or: ".join(f"{KNOWN[code][1]}. {KNOWN[code][2]}" for code in codes),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": said}},
        "headers": _named((*_EVERYWHERE, *_BESIDES.get(status, ()))),
    }


def problem(code: str) -> dict[str, Any]:
    status, title, meaning = KNOWN[code]
    more = examples()["Withdrawn"]["withdrawn"] if code == "withdrawn" else _MORE.get(code, {})
    return {"type": f"ORIGIN/api/v1/docs/#{code}", "title": title, "status": status, "detail": meaning, **more}


def _named(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
