"""Who is on duty for the press, as an imprint says it. Nothing here asks the database."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .canonical import parse_instant


def on_duty(said: Mapping[str, Any], at: dt.datetime) -> list[dict[str, Any]]:
    """The turns of an imprint's roster that hold at an instant, `from <= at < until`, in the roster's order."""
    return [
        turn
        for turn in said.get("duty", [])
        if (turn["from"] is None or parse_instant(turn["from"]) <= at)
        and (turn["until"] is None or parse_instant(turn["until"]) > at)
    ]


def next_change(said: Mapping[str, Any], after: dt.datetime) -> dt.datetime | None:
    """The first instant after `after` at which a turn begins or ends."""
    ends = [parse_instant(turn[end]) for turn in said.get("duty", []) for end in ("from", "until") if turn[end]]
    return min((end for end in ends if end > after), default=None)
