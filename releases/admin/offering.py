"""Pages of what a search field offers: along the newest until a page is full, and further back by words. No count."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from releases.authoring.models import Observation

from . import further_back, looking, sight


class OfferedPage(Page):  # type: ignore[type-arg]
    goes_on = False

    def has_next(self) -> bool:
        return self.goes_on


class Offered(Paginator):  # type: ignore[type-arg]
    """Of the rows of `sight.offered`, those with a term in a title. Letters are sought in the newest alone."""

    def __init__(self, rows: Any, per_page: int, *, term: str) -> None:
        super().__init__(rows, per_page)
        self.rows = rows
        self.term = term

    @cached_property
    def count(self) -> int:
        """As many as there are pages for."""
        return looking.LOOKED_AT + further_back.MOST

    @cached_property
    def oldest(self) -> Any:
        """The last that is looked at, of all rows whoever asks; None where there are no more than that."""
        return looking.oldest_looked_at(self.rows.model._default_manager.all(), "pk")

    @property
    def is_cut(self) -> bool:
        return self.oldest is not None

    def page(self, number: Any) -> OfferedPage:
        """Keys first, so that names are asked for nothing but what is shown."""
        number = self.validate_number(number)
        last = number * self.per_page
        keys = self._keys(last + 1)
        shown = keys[last - self.per_page : last]
        rows = self.rows.in_bulk(shown)
        page = OfferedPage([rows[key] for key in shown if key in rows], number, self)
        page.goes_on = len(keys) > last
        return page

    def _keys(self, most: int) -> list[int]:
        rows = self.rows.select_related(None).prefetch_related(None)
        near = sight.titled(rows, self.term)
        if self.is_cut:
            near = looking.among_newest(near, "pk", self.oldest)
        keys = list(near.values_list("pk", flat=True)[:most])
        if self.is_cut and self.term.strip() and len(keys) < most:
            prefix = "statistic__" if rows.model is Observation else ""
            beyond = rows.filter(further_back.citable(self.term, prefix=prefix)).exclude(pk__in=keys)
            keys += beyond.values_list("pk", flat=True)[: most - len(keys)]
        return keys
