"""One address of each type of page, found by following the links from the first page of a language."""

import re
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass

from tests.links import links

LANGUAGES = ("en", "kk", "ru", "ur")
_MOST_QUESTIONS = 2
_NUMBER = re.compile(r"editions/\d+/")


@dataclass(frozen=True)
class Answer:
    path: str
    status: int
    html: bytes


def ask(origin: str, path: str) -> Answer | None:
    """None for what is no HTML."""
    try:
        response = urllib.request.urlopen(origin + path, timeout=60)
    except urllib.error.HTTPError as refusal:
        response = refusal
    with response:
        if response.headers.get_content_type() != "text/html":
            return None
        return Answer(path, response.status, response.read())


def page_types(origin: str, language: str, *, of_each: int = 2) -> list[Answer]:
    """Some of each shape of address, each with what it answers: whatever is linked, and what is not there."""
    ahead, shapes = deque([f"/{language}/", f"/{language}/nothing-here/"]), dict[str, int]()
    known, found = set(ahead), list[Answer]()
    while ahead:
        path = ahead.popleft()
        shape = _shape(path)
        if shapes.get(shape, 0) >= of_each or (answer := ask(origin, path)) is None:
            continue
        shapes[shape] = shapes.get(shape, 0) + 1
        found.append(answer)
        fresh = {
            link
            for link in links(answer.html.decode(), "text/html", path, origin)
            if link.startswith(f"/{language}/")
            and "." not in link
            and link not in known
            and link.count("&") < _MOST_QUESTIONS
        }
        known |= fresh
        ahead.extend(sorted(fresh))
    return found


def _shape(path: str) -> str:
    """The address with its names and numbers taken out; of a query, which questions are asked."""
    bare, _, query = path.partition("?")
    parts = bare.strip("/").split("/")
    if len(parts) > 2:
        parts[2] = "*"
    asked = "&".join(sorted(part.partition("=")[0] for part in query.split("&")))
    return _NUMBER.sub("editions/*/", "/".join(parts) + "/") + (f"?{asked}" if asked else "")
