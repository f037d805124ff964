"""What a reader asks of the lists, read from the address. What is no such thing is left out, and said to be."""

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from releases.editions import holding
from releases.editions.search.by_words import Order
from releases.editions.search.finding import Wanted
from releases.editions.search.folding import LONGEST_QUERY, Term, terms
from releases.outlets.addresses import SECTIONS

from .serving import BadCursor, Visit

_SLUG = re.compile(r"[-\w]{1,100}\Z", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d\d\Z")
_MONTH = re.compile(r"(?:[1-9]|1[0-2])\Z")
_YEARS_BACK = 60


@dataclass(frozen=True)
class Asked:
    """`before` is where the page begins, as a cursor says; `understood` is false where something was left out."""

    words: str = ""
    kind: str = ""
    topic: str = ""
    person: str = ""
    year: int = 0
    month: int = 0
    sort: str = ""
    everywhere: bool = False
    terms: tuple[Term, ...] = ()
    before: tuple[dt.datetime, int] | None = None
    cursor: str = ""
    understood: bool = True
    bad_cursor: bool = False

    @property
    def order(self) -> Order:
        """Best first, unless there is nothing to be good at."""
        return "best" if self.terms and self.sort != "newest" else "newest"

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.topic or self.person or self.year)

    @property
    def query(self) -> str:
        """The address's query, in an order of its own, without the cursor; empty, or with its question mark."""
        given = {
            "q": self.words,
            "kind": self.kind,
            "topic": self.topic,
            "person": self.person,
            "year": str(self.year or ""),
            "month": str(self.month or ""),
            "sort": self.sort,
            "language": "all" if self.everywhere else "",
        }
        encoded = urlencode({name: value for name, value in given.items() if value})
        return f"?{encoded}" if encoded else ""

    def at_cursor(self, cursor: str) -> str:
        return f"{self.query}{'&' if self.query else '?'}cursor={cursor}" if cursor else self.query

    def but(self, **changes: str | int | bool) -> str:
        """The query with something changed; a year takes its month with it."""
        given: dict[str, Any] = {"month": 0, **changes} if "year" in changes else dict(changes)
        return replace(self, **given).query

    def wanted(self, visit: Visit) -> Wanted:
        start, end = _span(self.year, self.month, visit.zone) if self.year else (None, None)
        return Wanted(
            language=visit.language,
            languages=tuple(visit.imprint.body["languages"]) if self.everywhere else (visit.language,),
            kind=self.kind,
            topic=self.topic,
            person=self.person,
            start=start,
            end=end,
            terms=self.terms,
        )

    def periods(self, visit: Visit) -> list[tuple[int, dt.datetime]]:
        """Years; the months of the year that is asked for."""
        if self.year:
            return [(month, _span(self.year, month, visit.zone)[0]) for month in range(12, 0, -1)]
        now = visit.at.astimezone(zoneinfo.ZoneInfo(visit.zone)).year
        holding.only_until(_span(now, 0, visit.zone)[1])
        return [(year, _span(year, 0, visit.zone)[0]) for year in range(now, now - _YEARS_BACK, -1)]


def asked(visit: Visit) -> Asked:
    """Of a visit that knows its cursor. No query."""
    given = visit.request.GET
    read = dict(_read(given))
    kinds = {section: kind for kind, section in SECTIONS.items()} | {kind: kind for kind in SECTIONS}
    cursor, before, bad_cursor = given.get("cursor"), None, False
    try:
        before = visit.before
    except BadCursor:
        bad_cursor = True
    words = " ".join(given.get("q", "")[:LONGEST_QUERY].replace("\0", " ").split())
    year = int(read.get("year", 0))
    return Asked(
        words=words,
        kind=kinds.get(given.get("kind", ""), ""),
        topic=read.get("topic", ""),
        person=read.get("person", ""),
        year=year,
        month=int(read.get("month", 0)) if year else 0,
        sort=read.get("sort", ""),
        everywhere=read.get("language") == "all",
        terms=terms(words, visit.language),
        before=before,
        cursor=cursor or "" if before else "",
        understood=all(
            name in read or not given.get(name) or (name == "kind" and given["kind"] in kinds)
            for name in (*_FORMS, "kind")
        ),
        bad_cursor=bad_cursor,
    )


_FORMS: Mapping[str, re.Pattern[str]] = {
    "topic": _SLUG,
    "person": _SLUG,
    "year": _YEAR,
    "month": _MONTH,
    "sort": re.compile(r"(?:best|newest)\Z"),
    "language": re.compile(r"all\Z"),
}


def _read(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, form in _FORMS.items():
        if form.match(value := given.get(name, "")):
            yield name, value


@functools.lru_cache(maxsize=1024)
def _span(year: int, month: int, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """A year, or one month of it, at the mission: first instant, and first instant after."""
    first = dt.datetime(year, month or 1, 1, tzinfo=zoneinfo.ZoneInfo(zone))
    after = first.replace(year=year + 1, month=1) if month in {0, 12} else first.replace(month=month + 1)
    return first.astimezone(dt.UTC), after.astimezone(dt.UTC)
