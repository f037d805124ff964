"""The press officers on duty at the reader's instant, as the page says it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list

from releases.editions.canonical import parse_instant
from releases.editions.duty import on_duty

from . import dates, labels
from .words import Words


@dataclass(frozen=True)
class OnDuty:
    """`languages` are a list in words of the page's language; `until` is None for a turn without an end."""

    name: Words
    phone: str
    email: str
    languages: str
    hours: Words
    until: dates.Moment | None


def officers(said: Mapping[str, Any], *, language: str, zone: str, at: dt.datetime) -> list[OnDuty]:
    """Those of an imprint's roster who are on duty at an instant. No query."""
    source = said.get("source_language", "en")
    return [
        OnDuty(
            name=Words.of(turn["names"], language, source),
            phone=turn["phone"],
            email=turn["email"],
            languages=_listed([labels.language_name(tag, language) for tag in turn["languages"]], language),
            hours=Words.of(turn["hours"], language, source),
            until=dates.moment(parse_instant(turn["until"]), zone=zone, language=language) if turn["until"] else None,
        )
        for turn in on_duty(said, at)
    ]


def _listed(names: list[str], language: str) -> str:
    """`English, Kazakh and Urdu`; as in dates, our English is that of diplomacy."""
    return format_list(names, locale={"en": "en_GB"}.get(language, language))
