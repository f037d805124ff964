"""What a check may know: the texts of one release as they would become public, and the facts around them, by value."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from .passages import Read


@dataclass(frozen=True, slots=True)
class Held:
    """An office that a person holds from - to, both known in part or not at all; its titles by language."""

    titles: tuple[tuple[str, str], ...]
    since: str = ""
    until: str = ""

    def title(self, language: str) -> str:
        titles = dict(self.titles)
        return titles.get(language) or next(iter(titles.values()), "")

    def on(self, date: str) -> bool:
        """As `Office.held_on`: what is unknown is not held against it."""
        after = not self.since or not date or self.since[: len(date)] <= date[: len(self.since)]
        before = not self.until or not date or date[: len(self.until)] <= self.until[: len(date)]
        return after and before


@dataclass(frozen=True, slots=True)
class Named:
    """A person or an organisation of the registers: approved names by language, and what replaced them."""

    slug: str
    kind: str  # person | organisation
    names: tuple[tuple[str, str], ...]
    successor: tuple[tuple[str, str], ...] = ()
    retired_on: str = ""
    offices: tuple[Held, ...] = ()

    def name(self, language: str) -> str:
        return dict(self.names).get(language, "")

    def successor_name(self, language: str) -> str:
        return dict(self.successor).get(language, "")

    @property
    def is_retired(self) -> bool:
        return bool(self.retired_on or self.successor)


class Registers:
    """All rows, known by their digest: what is worked out from them is kept as long as it stays the same."""

    def __init__(self, rows: Iterable[Named] = ()) -> None:
        self.rows = tuple(rows)
        self.digest = hashlib.sha256(repr(self.rows).encode("utf-8", "surrogatepass")).hexdigest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Registers) and self.digest == other.digest


NO_REGISTERS = Registers()


@dataclass(frozen=True, slots=True)
class Observed:
    """A value that the release, or one that goes with it, cites by value."""

    uid: str
    title: str
    id: int
    value: Decimal
    unit: str
    qualifier: str
    nature: str
    period: str = ""
    display: str = ""
    # What it is a figure of: the definition of its statistic.
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition of the same release that is or was public."""

    language: str
    number: int
    public_on: dt.date
    observations: tuple[Observed, ...]


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the mission works, in its own zone: days of ISO 8601, Monday is 1; holidays 2030-03-22, yearly --03-22."""

    days: tuple[int, ...] = (1, 2, 3, 4, 5)
    since: dt.time = dt.time(8)
    until: dt.time = dt.time(20)
    holidays: frozenset[str] = frozenset()

    def closed(self, local: dt.datetime) -> Literal["", "holiday", "weekend", "hours"]:
        """Why nobody is there at a time of day of the mission; "" when somebody is."""
        day = local.date().isoformat()
        if day in self.holidays or f"--{day[5:]}" in self.holidays:
            return "holiday"
        if local.isoweekday() not in self.days:
            return "weekend"
        return "" if self.since <= local.time() < self.until else "hours"


ALWAYS = OfficeHours(tuple(range(1, 8)), dt.time.min, dt.time.max)


@dataclass(frozen=True)
class Context:
    """`texts` are one release's, in the mission's order of languages; a check that reads each text alone gets one."""

    texts: tuple[Read, ...]
    today: dt.date
    time_zone: str = "UTC"
    office: OfficeHours = ALWAYS
    mission_languages: tuple[str, ...] = ()
    registers: Registers = NO_REGISTERS
    # The two states of the mission, by language.
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Languages in which the release is public, apart from what is being submitted.
    public_languages: frozenset[str] = frozenset()
    # What the release may take its figures from, by language of the words.
    observed: Mapping[str, tuple[Observed, ...]] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    # Figures of the record that belong to those that are cited: votes and voters of the same election.
    beside: tuple[Observed, ...] = ()
    # (language, section, slug) of the internal links that lead somewhere.
    addresses: frozenset[tuple[str, str, str]] = frozenset()
    # The source as it was when a translation followed it, by language of the translation.
    followed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # Passages that the author marked as no statistic, by language.
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def uid(self) -> str:
        return self.texts[0].uid

    @property
    def kind(self) -> str:
        return self.texts[0].kind

    @property
    def day(self) -> str:
        """Of the event that it tells of, perhaps known in part; else today."""
        facts = self.texts[0].content.get(self.kind, {})
        held = (facts.get("held_on") or facts.get("delivered_on") or {}).get("date", "")
        return held or (facts.get("starts_at") or "")[:10] or self.today.isoformat()

    @property
    def source(self) -> Read | None:
        return next((text for text in self.texts if text.is_source), None)
