"""Lists of the desk that cost the same however long they are: counted up to a bound, dated by their two ends."""

import calendar
import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

MOST = 5000


class Bounded(Paginator):  # type: ignore[type-arg]
    """Counts no further than `MOST`: what lies beyond is found by its year, a filter or a search."""

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        counted: int = rows.order_by()[: MOST + 1].count()
        return counted

    @property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def is_cut(self) -> bool:
        return self._counted > MOST


def dates(cl: Any) -> dict[str, Any]:
    """What the stock hierarchy of dates shows, from the first and the last row alone. Two queries.

    So a year, a month or a day in between may turn out to be empty.
    """
    field = cl.date_hierarchy
    # A kind has its dates in the table of all releases, and is in their order by its keys.
    by = "pk" if cl.model._meta.parents else field
    ends = [cl.root_queryset.order_by(order).values_list(field, flat=True).first() for order in (by, f"-{by}")]
    if None in ends:
        return {"show": False}
    first, last = (timezone.localtime(end).date() for end in ends)
    asked = [_number(cl.params.get(f"{field}__{part}")) for part in ("year", "month", "day")]
    year, month, day = asked
    year = year or (first.year if first.year == last.year else None)
    if year and not month and (first.year, first.month) == (last.year, last.month):
        month = first.month

    def link(**parts: int) -> str:
        written: str = cl.get_query_string({f"{field}__{part}": value for part, value in parts.items()}, [f"{field}__"])
        return written

    if not year:
        choices = [{"link": link(year=one), "title": str(one)} for one in range(first.year, last.year + 1)]
        return {"show": True, "back": None, "choices": choices}
    if not month:
        months = [dt.date(year, one, 1) for one in range(1, 13)]
        within = [
            one for one in months if (first.year, first.month) <= (one.year, one.month) <= (last.year, last.month)
        ]
        choices = [{"link": link(year=year, month=one.month), "title": _month(one)} for one in within]
        return {"show": True, "back": {"link": link(), "title": _("All dates")}, "choices": choices}
    if not day:
        days = [dt.date(year, month, one) for one in range(1, calendar.monthrange(year, month)[1] + 1)]
        within = [one for one in days if first <= one <= last]
        choices = [{"link": link(year=year, month=month, day=one.day), "title": _day(one)} for one in within]
        return {"show": True, "back": {"link": link(year=year), "title": str(year)}, "choices": choices}
    chosen = dt.date(year, month, day)
    back = {"link": link(year=year, month=month), "title": _month(chosen)}
    return {"show": True, "back": back, "choices": [{"title": _day(chosen)}]}


def _number(said: str | None) -> int | None:
    """What is no number at all was refused before."""
    return int(said) if said else None


def _month(day: dt.date) -> str:
    return capfirst(date_format(day, "YEAR_MONTH_FORMAT"))


def _day(day: dt.date) -> str:
    return capfirst(date_format(day, "MONTH_DAY_FORMAT"))
