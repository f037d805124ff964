"""Rows of the news desk: what it is about, where it stands, and the one next step."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES, interface_language, own_name
from releases.editions.models import Edition, Submission

from .clocks import Clock, Zones, ahead
from .steps import Step

SHOWN = 10


@dataclass(frozen=True)
class Mark:
    """A state in a word or two; `language` before it where it is that of one language."""

    key: str
    words: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        return own_name(self.language) if self.language else ""


@dataclass(frozen=True)
class Row:
    """`language` is that of the title; `ahead` says how far off an instant to come is; `said` is somebody's words."""

    title: str
    step: Step | None
    language: str = ""
    facts: str = ""
    at: dt.datetime | None = None
    ahead: str = ""
    clocks: Sequence[Clock] = ()
    marks: Sequence[Mark] = ()
    said: str = ""


@dataclass(frozen=True)
class Section:
    """`empty` stands in place of rows; "" for a section that is then left out. `counted`: how many is worth saying."""

    key: str
    title: str
    rows: Sequence[Row]
    empty: str = ""
    counted: bool = True

    @property
    def count(self) -> int:
        return len(self.rows) if self.counted else 0

    @property
    def is_shown(self) -> bool:
        return bool(self.rows or self.empty)


@dataclass
class Event:
    """One release at one instant, in however many languages; the first of them is the interface's where it can be."""

    at: dt.datetime
    editions: list[Edition]


def events(rows: QuerySet[Edition], end: str) -> list[Event]:
    """One query."""
    found: dict[tuple[Any, dt.datetime], Event] = {}
    for edition in rows.defer("content")[: SHOWN * len(LANGUAGES)]:
        at = getattr(edition, end)
        found.setdefault((edition.uid, at), Event(at, [])).editions.append(edition)
    for event in found.values():
        event.editions.sort(key=lambda row: (row.language != interface_language(), LANGUAGES.index(row.language)))
    return list(found.values())[:SHOWN]


def of_event(event: Event, step: Callable[[Edition], Step | None], *, marked: str, words: str = "") -> Row:
    """A mark for each language; which edition it is, where it is not the first."""
    first = event.editions[0]
    urgent = [Mark("urgent", _("urgent"))] if any(row.urgent_by_entry_id for row in event.editions) else []
    return Row(
        title=first.title,
        language=first.language,
        facts=" · ".join(filter(None, (first.get_kind_display(), words))),
        at=event.at,
        marks=[*(Mark(marked, _numbered(row), row.language) for row in sorted(event.editions, key=_order)), *urgent],
        step=step(first),
    )


def with_clocks(row: Row, zones: Zones) -> Row:
    """The same row of an instant to come, with the time in each zone."""
    if row.at is None:
        return row
    return Row(**{**row.__dict__, "ahead": ahead(row.at), "clocks": zones.clocks(row.at)})


def title_of(submission: Submission) -> str:
    items = list(submission.items.all())
    return str(items[0].release) if items else str(submission)


def _numbered(edition: Edition) -> str:
    return _("edition %(number)d") % {"number": edition.number} if edition.number > 1 else ""


def _order(edition: Edition) -> int:
    return LANGUAGES.index(edition.language)
