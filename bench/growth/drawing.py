"""The curves and the table of what was measured. The same numbers give the same bytes."""

import math
from collections.abc import Iterable
from html import escape
from typing import Any

Row = dict[str, Any]

# What is drawn, by its name in the picture; the table has all else.
SHOWN = {
    "site: list, first page": "list, first page",
    "site: list, deepest page": "list, deepest page",
    "site: release": "release",
    "api: detail": "API, detail",
    "search: a rare word": "search, a rare word",
    "search: a word in a fifth": "search, a word in a fifth",
    "api: changes, from the last cursor": "changes, from a cursor",
    "act: approve": "approve",
    "desk: releases": "desk, releases",
    "desk: editions": "desk, editions",
    "desk: withdraw": "desk, withdraw",
    "desk: news desk": "news desk",
}
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_COLOURS = (
    "#0b5fa5", "#b3541e", "#2a7f3f", "#8a3ca0", "#a01f3d", "#55606b",
    "#0f7c86", "#7a5c00", "#3f4fb8", "#6d2f12", "#1d6b57", "#c0307a",
)  # fmt: skip
_DASHES = ("", "7 4", "2 3")
_WIDTH, _PANEL, _GAP, _HEIGHT, _LEFT, _TOP, _BOTTOM = 990, 300, 72, 480, 56, 64, 56
_LEAST_MS, _MOST_MS = 1.0, 1000.0


def svg(rows: Iterable[Row]) -> str:
    """Two panels, one for each database: milliseconds of work over editions, both as logarithms."""
    told = list(rows)
    databases = [name for name in _NAMES if any(row["database"] == name for row in told)]
    most = max(row["editions"] for row in told)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="growth-title growth-desc" font-family="system-ui, sans-serif" font-size="12">',
        '<title id="growth-title">What a request costs as the record grows</title>',
        f'<desc id="growth-desc">{escape(_described(told, databases, most))}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        '<text x="16" y="24" font-size="16" font-weight="600" fill="#1a1a1a">What a request costs as the record '
        "grows</text>",
        '<text x="16" y="42" fill="#444">Milliseconds of work of both processes, over editions; both axes are '
        "logarithms</text>",
    ]
    for number, database in enumerate(databases):
        parts += _panel([row for row in told if row["database"] == database], _LEFT + number * (_PANEL + _GAP), most)
    parts += _legend(_LEFT + len(databases) * (_PANEL + _GAP) - 24)
    return "\n".join([*parts, "</svg>", ""])


def _described(rows: list[Row], databases: list[str], most: int) -> str:
    said = []
    for database in databases:
        own = {(row["request"], row["editions"]): row["worked_ms"] for row in rows if row["database"] == database}
        sizes = sorted({editions for _name, editions in own})
        few, many = sizes[0], sizes[-1]
        told = ", ".join(
            f"{name} {_ms(own[request, few])} and {_ms(own[request, many])}"
            for request, name in SHOWN.items()
            if (request, few) in own and (request, many) in own
        )
        said.append(f"{_NAMES[database]}, milliseconds at {few:,} and at {many:,} editions: {told}.")
    return " ".join(said)


def _panel(rows: list[Row], left: int, most: int) -> list[str]:
    bottom = _HEIGHT - _BOTTOM
    parts = [
        f'<text x="{left}" y="{_TOP - 4}" font-weight="600" fill="#1a1a1a">{_NAMES[rows[0]["database"]]}</text>',
    ]
    for ms in (1, 3, 10, 30, 100, 300, 1000):
        y = _y(ms)
        parts.append(f'<path d="M{left} {y}H{left + _PANEL}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{ms}</text>')
    for editions in (1000, 10_000, 100_000, 1_000_000):
        x = _x(editions, left, most)
        if x <= left + _PANEL + 1:
            parts.append(f'<path d="M{x} {_TOP}V{bottom}" stroke="#eee"/>')
            parts.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle" fill="#444">{editions:,}</text>')
    for number, request in enumerate(SHOWN):
        points = sorted((row["editions"], row["worked_ms"]) for row in rows if row["request"] == request)
        if not points:
            continue
        line = " ".join(f"{_x(editions, left, most)},{_y(ms)}" for editions, ms in points)
        dash = _DASHES[number % len(_DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{_COLOURS[number]}" stroke-width="2"{dashed}>'
            f"<title>{escape(SHOWN[request])}</title></polyline>"
        )
    return parts


def _legend(left: int) -> list[str]:
    parts = []
    for number, name in enumerate(SHOWN.values()):
        y = _TOP + 8 + number * 24
        dash = _DASHES[number % len(_DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(f'<path d="M{left} {y}h26" stroke="{_COLOURS[number]}" stroke-width="2"{dashed}/>')
        parts.append(f'<text x="{left + 32}" y="{y + 4}" fill="#1a1a1a">{escape(name)}</text>')
    return parts


def _x(editions: int, left: int, most: int) -> float:
    return round(left + _PANEL * math.log(editions / 1000) / math.log(max(most, 10_000) / 1000), 1)


def _y(ms: float) -> float:
    share = math.log(min(max(ms, _LEAST_MS), _MOST_MS) / _LEAST_MS) / math.log(_MOST_MS / _LEAST_MS)
    return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP), 1)


def table(rows: Iterable[Row]) -> str:
    """Markdown: a line a request, a column a size, SQLite's first; queries as at the largest."""
    told = list(rows)
    columns = sorted(
        {(row["database"], row["editions"]) for row in told}, key=lambda one: (list(_NAMES).index(one[0]), one[1])
    )
    head = [f"{_NAMES[database]} {editions:,}" for database, editions in columns]
    lines = [
        "| ms of work | queries | " + " | ".join(head) + " |",
        "|---|---:|" + "---:|" * len(head),
    ]
    for request in dict.fromkeys(row["request"] for row in told):
        own = {(row["database"], row["editions"]): row for row in told if row["request"] == request}
        queries = max(row["queries"] for row in own.values())
        cells = [_ms(own[column]["worked_ms"]) if column in own else "" for column in columns]
        lines.append(f"| {request} | {queries:.0f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _ms(worked: float) -> str:
    return f"{worked:.0f}" if worked >= 10 else f"{worked:.1f}"
