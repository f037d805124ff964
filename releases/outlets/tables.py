"""Figures as a table for spreadsheets: one row an observation, no cell that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

COLUMNS = (
    "statistic",
    "value",
    "unit",
    "qualifier",
    "nature",
    "period_from",
    "period_until",
    "as_of",
    "source",
    "display",
    "id",
)
_DATES = ("period_from", "period_until", "as_of")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# The full-width signs count as well: spreadsheets in East Asia take them for the narrow ones.
_FORMULA = re.compile(r"(\A|[;\t\r\n])(\W*[=+\-@|%＝＋－＠])")


def rows(card: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The observations of a statistic, from its content or from a card of it; a date is as long as it is known."""
    for row in card["statistic"]["observations"]:
        dates = {name: row[name]["date"] if row[name] else "" for name in _DATES}
        cells = {**row, **dates, "statistic": card["title"], "id": f"{card['uid']}#{row['id']}"}
        yield {column: str(cells[column]) for column in COLUMNS}


def figures(content: dict[str, Any]) -> bytes:
    """CSV of the statistic itself and of those it cites; in UTF-8 with a byte-order mark, for spreadsheets."""
    return observations([content, *content["cites"]])


def observations(cards: Iterable[dict[str, Any]]) -> bytes:
    """CSV of those that are statistics."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for card in cards:
        if "statistic" in card:
            writer.writerows([_cell(text) for text in row.values()] for row in rows(card))
    return ("\ufeff" + buffer.getvalue()).encode()


def _cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula.

    A semicolon, a tab or a line end begins a cell too, where a spreadsheet splits at it.
    """
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"\1'\2", text)
