"""How far a list looks at each of its rows for a search or a filter: at the newest; beyond them by indexes alone."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import build_q_object_from_lookup_parameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

LOOKED_AT = 2000


def oldest_looked_at(rows: QuerySet[Any], column: str) -> Any:
    """What the last of the newest rows has in a column that an index is in the order of; None for fewer. One query."""
    ends = rows.select_related(None).prefetch_related(None).order_by(f"-{column}").values_list(column, flat=True)
    last = list(ends[LOOKED_AT - 1 : LOOKED_AT + 1])
    return last[0] if len(last) > 1 else None


def among_newest(rows: QuerySet[Any], column: str, oldest: Any) -> QuerySet[Any]:
    """Those of `oldest_looked_at`. A kind is bound in both its tables: PostgreSQL would read all of one."""
    both = {"id__gte": oldest} if column == "pk" and rows.model._meta.parents else {}
    return rows.filter(**{f"{column}__gte": oldest}, **both)


def asked_of_each(rows: QuerySet[Any]) -> IsNull:
    """Whether there is one, for a row of the query around it. PostgreSQL would read all of them for an EXISTS."""
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), rhs=False)


def titled(rows: QuerySet[Any], texts: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Rows of which one text, of those asked for each, has all parts of a query in its title (as stock lists)."""
    for part in smart_split(query):
        is_quoted = part.startswith(('"', "'")) and part[0] == part[-1]
        texts = texts.filter(title__icontains=unescape_string_literal(part) if is_quoted else part)
    return rows.filter(asked_of_each(texts))


class NewestFirst(ChangeList):
    """A list in which no search and no filter looks at more than the newest rows, or the newest of the dates chosen.

    `ModelAdmin.newest` names the column by which they are the newest, `beyond` what a search finds further back, and
    a filter has `looks` where it asks each row, with `beyond` for what it finds without.
    """

    model_admin: Any
    looked_at = 0
    finds_beyond = False
    """Whether words of titles were sought further back."""

    def get_filters(self, request: HttpRequest) -> Any:
        """Asked for a year which no calendar has, a list says so, as for every other question it cannot answer."""
        try:
            found = super().get_filters(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(error) from error
        self._dates: dict[str, Any] = {
            name: value for name, value in found[2].items() if name.startswith(f"{self.date_hierarchy}__")
        }
        return found

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        query, self.query = self.query, ""
        rows = super().get_queryset(request, exclude_parameters)
        self.query = query
        chosen = [spec for spec in self.filter_specs if getattr(spec, "looks", False)]
        column = self.model_admin.newest
        if not column or not (query or chosen):
            return self._searched(request, rows)
        if self._dates:
            column = self.date_hierarchy
        dated = self.root_queryset.filter(build_q_object_from_lookup_parameters(self._dates))
        oldest = oldest_looked_at(dated, column)
        if oldest is None:
            return self._searched(request, rows)
        self.looked_at = LOOKED_AT
        near = self._searched(request, among_newest(rows, column, oldest))
        beyond = self.model_admin.beyond(query) if query else _beyond(chosen)
        if beyond is None:
            return near
        self.finds_beyond = bool(query)
        found: set[Any] = set()
        for part in (near, rows.filter(beyond)):
            found.update(part.order_by().prefetch_related(None).values_list("pk", flat=True))
        # Asked once: the rows that were found are not asked again for the count and the page.
        once = self.root_queryset.filter(pk__in=found).order_by(*rows.query.order_by)
        return once if once.query.select_related else self.apply_select_related(once)

    def _searched(self, request: HttpRequest, rows: Any) -> Any:
        found, has_duplicates = self.model_admin.get_search_results(request, rows, self.query)
        return found.distinct() if has_duplicates else found


def _beyond(chosen: Iterable[Any]) -> Q | None:
    return next((beyond for spec in chosen if (beyond := spec.beyond()) is not None), None)
