"""A drawn map as SVG: within a page, where our stylesheet colours it; or as a file, which brings its colours along."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

Map = Mapping[str, Any]
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
_FLIPPED = {"left": "end", "middle": "middle", "right": "start"}  # of words that run to the left
_CAPTION_UNITS = 64
_CAPTION_SIZE = 20
_FILE_LAYOUT = "wide"
_PAPER, _SEA, _LAND, _INK, _QUIET = "#ffffff", "#dfeaf0", "#f7f4ec", "#14222b", "#4a5963"
_ROUTES = ("#00667f", "#9c3a1a", "#4a3f8c", "#14222b")
_DASHES = {"solid": "", "dashed": "20 11", "dotted": "1 13"}
_FONTS = "'Source Sans 3', 'Noto Sans', 'Segoe UI', Arial, sans-serif"
_FONTS_NASTALIQ = "'Noto Nastaliq Urdu', 'Noto Naskh Arabic', serif"


@dataclass(frozen=True)
class Words:
    """What a map says besides its labels. `caption` stands below it in a file, and not at all within a page."""

    title: str
    description: str
    language: str
    rtl: bool
    caption: str = ""


def inline(drawn: Map, words: Words) -> str:
    """For a page: classes instead of colours, all three layouts of the names, of which the stylesheet shows one."""
    layers = "".join(
        f'<g class="map-labels map-labels-{layout}">{"".join(_labels(labels, words))}</g>'
        for layout, labels in drawn["labels"].items()
    )
    return (
        f'<svg class="map" viewBox="0 0 {drawn["width"]} {drawn["height"]}" role="img" lang="{escape(words.language)}">'
        f"{_said(words)}{''.join(_ground(drawn))}{layers}</svg>"
    )


def sketch(drawn: Map) -> str:
    """For a card, beside words that say the same: without names, and silent."""
    size = f'viewBox="0 0 {drawn["width"]} {drawn["height"]}"'
    return f'<svg class="map" {size} aria-hidden="true" focusable="false">{"".join(_ground(drawn))}</svg>'


def swatch(number: int, pattern: str) -> str:
    """The stroke of a route, beside its name in a list; `number` counts from 1."""
    return (
        '<svg class="map-swatch" viewBox="0 0 44 8" width="44" height="8" aria-hidden="true" focusable="false">'
        f'<path class="map-route {_route_class(number)} map-{escape(pattern)}" d="M3 4h38"/></svg>'
    )


def standalone(drawn: Map, words: Words) -> str:
    """A whole SVG file in explicit colours, for light paper; `caption` in a strip below the drawing."""
    width, height = drawn["width"], drawn["height"]
    whole = height + (_CAPTION_UNITS if words.caption else 0)
    font = escape(_FONTS_NASTALIQ if words.rtl else _FONTS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" width="{width}" height="{whole}" '
        f'role="img" xml:lang="{escape(words.language)}" font-family="{font}">'
        f'{_said(words)}<defs><clipPath id="sheet"><rect width="{width}" height="{height}"/></clipPath></defs>'
        f'<rect width="{width}" height="{whole}" fill="{_PAPER}"/>'
        f'<g clip-path="url(#sheet)">{"".join(_coloured(drawn))}{"".join(_coloured_labels(drawn, words))}</g>'
        f"{_caption(words, width, height)}</svg>\n"
    )


def _said(words: Words) -> str:
    description = f"<desc>{escape(words.description)}</desc>" if words.description else ""
    return f"<title>{escape(words.title)}</title>{description}"


def _ground(drawn: Map) -> Iterator[str]:
    if drawn["globe"]:
        yield f'<path class="map-sea" d="{drawn["globe"]}"/>'
    else:
        yield f'<rect class="map-sea" width="{drawn["width"]}" height="{drawn["height"]}"/>'
    yield f'<path class="map-graticule" d="{drawn["graticule"]}"/>'
    if drawn["land"]:
        yield f'<path class="map-land" d="{drawn["land"]}"/>'
    yield from (f'<path class="map-country" d="{country["path"]}"/>' for country in drawn["countries"])
    if drawn["borders"]:
        yield f'<path class="map-border" d="{drawn["borders"]}"/>'
    yield from (f'<path class="map-casing" d="{route["path"]}"/>' for route in drawn["routes"])
    for number, route in enumerate(drawn["routes"], start=1):
        yield f'<path class="map-route {_route_class(number)} map-{escape(route["pattern"])}" d="{route["path"]}"/>'
    for place in drawn["places"]:
        if place["mark"] == "point":
            spot = f"M{place['x']} {place['y']}h0"
            yield f'<path class="map-dot-rim" d="{spot}"/><path class="map-dot" d="{spot}"/>'


def _labels(labels: Sequence[Map], words: Words) -> Iterator[str]:
    for label in labels:
        kind = f"map-label-{escape(label['kind'])}"
        named = f"map-label {kind}" + (f" {_route_class(label['route'])}" if label["route"] else "")
        yield _text(label, words, f'class="{named}"')


def _text(label: Map, words: Words, look: str) -> str:
    """The words of one label. Those that run to the left begin at their right side."""
    anchor = (_FLIPPED if words.rtl else _ANCHORS)[label["anchor"]]
    direction = ' direction="rtl"' if words.rtl else ' direction="ltr"'
    lines = "".join(
        f'<tspan x="{label["x"]}" y="{label["y"] + row * label["step"]}">{escape(line)}</tspan>'
        for row, line in enumerate(label["lines"])
    )
    return f'<text {look} font-size="{label["size"]}" text-anchor="{anchor}"{direction}>{lines}</text>'


def _route_class(number: int) -> str:
    return f"map-route-{(number - 1) % len(_ROUTES) + 1}"


def _coloured(drawn: Map) -> Iterator[str]:
    if drawn["globe"]:
        yield f'<path fill="{_SEA}" d="{drawn["globe"]}"/>'
    else:
        yield f'<rect width="{drawn["width"]}" height="{drawn["height"]}" fill="{_SEA}"/>'
    yield f'<path fill="none" stroke="#c6d8e1" d="{drawn["graticule"]}"/>'
    if drawn["land"]:
        yield f'<path fill="{_LAND}" fill-rule="evenodd" d="{drawn["land"]}"/>'
    yield from (f'<path fill="#efe2bd" fill-rule="evenodd" d="{country["path"]}"/>' for country in drawn["countries"])
    if drawn["borders"]:
        yield f'<path fill="none" stroke="#9d9684" stroke-width="1.6" stroke-linejoin="round" d="{drawn["borders"]}"/>'
    line = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    for route in drawn["routes"]:
        yield f'<path {line} stroke="{_PAPER}" stroke-opacity=".85" stroke-width="11" d="{route["path"]}"/>'
    for number, route in enumerate(drawn["routes"]):
        dashes = _DASHES[route["pattern"]]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        colour = _ROUTES[number % len(_ROUTES)]
        yield f'<path {line} stroke="{colour}" stroke-width="6"{dashed} d="{route["path"]}"/>'
    for place in drawn["places"]:
        if place["mark"] == "point":
            at = f'cx="{place["x"]}" cy="{place["y"]}"'
            yield f'<circle {at} r="8" fill="{_INK}" stroke="{_PAPER}" stroke-width="3"/>'


def _coloured_labels(drawn: Map, words: Words) -> Iterator[str]:
    """Each twice: a halo of its own, since not every program knows `paint-order`."""
    for placed in drawn["labels"][_FILE_LAYOUT]:
        label = _centred(placed) if words.rtl else placed
        colour = {"route": _ROUTES[(label["route"] - 1) % len(_ROUTES)], "water": "#3d6678"}.get(label["kind"], _INK)
        italic = ' font-style="italic"' if label["kind"] == "water" and not words.rtl else ""
        weight = ' font-weight="600"' if label["kind"] in {"area", "route"} and not words.rtl else ""
        halo = _SEA if label["kind"] == "water" else _PAPER
        stroke = f'stroke="{halo}" stroke-width="7" stroke-linejoin="round" stroke-opacity=".9"'
        yield _text(label, words, f'fill="{halo}" {stroke}{italic}{weight}')
        yield _text(label, words, f'fill="{colour}"{italic}{weight}')


def _centred(label: Map) -> dict[str, Any]:
    """The same place by its middle: programs differ in what the beginning of words is that run to the left."""
    shift = {"left": 0.5, "middle": 0.0, "right": -0.5}[label["anchor"]]
    return {**label, "anchor": "middle", "x": label["x"] + round(shift * label["width"])}


def _caption(words: Words, width: int, height: int) -> str:
    if not words.caption:
        return ""
    x, anchor, direction = (width // 2, "middle", "rtl") if words.rtl else (16, "start", "ltr")
    return (
        f'<text x="{x}" y="{height + 40}" font-size="{_CAPTION_SIZE}" fill="{_QUIET}" text-anchor="{anchor}" '
        f'direction="{direction}">{escape(words.caption)}</text>'
    )
