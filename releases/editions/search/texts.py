"""What an edition says, as plain passages: to be indexed, and to be shown where a search found it."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..canonical import canonical

_BREAK = re.compile(r"</(?:p|h[1-6]|li|blockquote)>|<br ?/?>")
_TAG = re.compile(r"<[^>]+>")
_NEARLY = 20


def passages(content: Mapping[str, Any]) -> Iterator[str]:
    """All that a reader sees besides the title, in the order in which the page has it."""
    yield content["summary"]
    yield from _facts(content)
    for card in content["cites"]:
        yield from _facts(card)
    for block in content["body"]:
        if "question" in block:
            yield block["question"]
        if "html" in block:
            yield from _plain(block["html"])
        if "rows" in block:
            yield block["caption"]
            yield from (" ".join(filter(None, row)) for row in block["rows"])
    yield from (named["name"] for named in (*content["topics"], *content["organisations"]))
    yield content["note"]


def subjects(content: Mapping[str, Any]) -> str:
    """Canonical JSON of what the edition treats, with the names that it has for it: the content of a SubjectSet."""
    parts = ("language", "topics", "people", "organisations")
    treated = {part: content[part] for part in parts}
    return canonical({**treated, "forms": forms(content["media"])} if "media" in content else treated)


def forms(media: Mapping[str, Any]) -> list[dict[str, str]]:
    """The type of a media asset and the way it lies: what a gallery is filtered by. They have no names: a page does."""
    drawn, whole = media.get("map"), [row for row in media["renditions"] if not row["crop"]]
    sides = [(row["width_px"], row["height_px"]) for row in whole] or (
        [(drawn["width"], drawn["height"])] if drawn else []
    )
    found = [media["type"], *(orientation(*side) for side in sides[:1])]
    return [{"slug": form, "name": form} for form in found]


def orientation(width: int, height: int) -> str:
    """Nearly square is square: within a twentieth."""
    if abs(width - height) * _NEARLY <= max(width, height):
        return "square"
    return "landscape" if width > height else "portrait"


def _facts(content: Mapping[str, Any]) -> Iterator[str]:
    if "briefing" in content:
        briefing = content["briefing"]
        yield from (briefing["venue"], briefing["place"])
        for speaker in briefing["speakers"]:
            yield from _person(speaker)
    if "statement" in content:
        statement = content["statement"]
        yield from (statement["words"], statement["occasion"])
        yield from _person(statement["speaker"])
    for observation in content.get("statistic", {}).get("observations", ()):
        yield from (observation["display"], observation["source"])
    if "media" in content:
        media = content["media"]
        yield from (media["alt_text"], media["credit_line"], media["creator"], media["place"])
        drawn = media.get("map") or {"routes": (), "places": ()}
        yield from (named["name"] for named in (*drawn["routes"], *drawn["places"]))


def _person(person: Mapping[str, Any]) -> Iterator[str]:
    office = person["office"] or {}
    yield from (person["name"], office.get("title", ""), office.get("organisation", ""))


def _plain(markup: str) -> Iterator[str]:
    for paragraph in _BREAK.split(markup):
        yield html.unescape(_TAG.sub("", paragraph)).strip()
