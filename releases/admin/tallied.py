"""What the checks found, as a column and a filter of the lists: from counts that are kept, in one more query a page."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.authoring.models import CheckTally, Text
from releases.editions.acknowledgements import Acknowledgement
from releases.editions.tallying import STALE, recount

from .deleting import without


class FoundFilter(admin.SimpleListFilter):
    """By the worst that is found. What was edited since it was counted is none of these."""

    title = gettext_lazy("checks")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("errors", _("errors")),
            ("warnings", _("warnings, and no errors")),
            ("clean", _("nothing found")),
            ("stale", _("not counted since it was edited")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        own = Text.objects.filter(pk=OuterRef("pk"))
        if queryset.model is not Text:
            own = Text.objects.filter(release=OuterRef("pk"))
        counted = own.exclude(STALE)
        errors, warnings = Exists(counted.filter(tally__errors__gt=0)), Exists(counted.filter(tally__warnings__gt=0))
        stale = Exists(own.filter(STALE))
        found: dict[str, Any] = {
            "errors": errors,
            "warnings": warnings & ~errors,
            "clean": Exists(counted) & ~errors & ~warnings & ~stale,
            "stale": stale,
        }
        value = self.value() or ""
        return queryset.filter(found[value]) if value in found else queryset

    @property
    def looks(self) -> bool:
        return bool(self.value())

    def beyond(self) -> None:
        return None


class Tallied:
    """For a ModelAdmin of releases or texts: the column `found`. One more query for a whole page of the list."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist: Any = super().get_changelist_instance(request)  # type: ignore[misc]
        rows = list(changelist.result_list)
        own = "text" if rows and isinstance(rows[0], Text) else "text__release"
        tallies: dict[int, list[CheckTally]] = defaultdict(list)
        for tally in _tallies(rows, own):
            tallies[tally.of].append(tally)  # type: ignore[attr-defined]
        for row in rows:
            row.desk_tallies = tallies[row.pk]
        changelist.result_list = rows
        return changelist

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What was counted goes with what it was counted in, unnamed: it is nothing that anybody wrote."""
        named, counts, denied, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        tally = CheckTally._meta
        counts = {name: count for name, count in counts.items() if str(name) != str(tally.verbose_name_plural)}
        return without(named, (f"{capfirst(str(tally.verbose_name))}: ",)), counts, denied, protected

    @admin.display(description=gettext_lazy("checks"))
    def found(self, row: Any) -> Any:
        return marks(getattr(row, "desk_tallies", []))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """What was saved is counted at once, when nobody waits for the lock any more; a failure undoes no saving."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        release = form.instance.release_id if isinstance(form.instance, Text) else form.instance.pk
        transaction.on_commit(lambda: recount([release], at=timezone.now()), robust=True)


class WarnedFilter(admin.SimpleListFilter):
    """Of submissions: in spite of warnings, each with its reason, or without any."""

    title = gettext_lazy("checks")
    parameter_name = "warned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("in spite of warnings")), ("no", _("nothing found"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        warned = Exists(Acknowledgement.objects.filter(submission=OuterRef("pk")))
        return queryset.filter(warned) if value == "yes" else queryset.filter(~warned) if value else queryset


class Warned:
    """For the ModelAdmin of submissions: the column `found`, of the warnings that were acknowledged."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)  # type: ignore[misc]
        # Asked for each row that is shown: joined and grouped, all rows would be read for one page of them.
        own = Acknowledgement.objects.filter(submission=OuterRef("pk")).order_by()
        counted = own.values("submission").annotate(number=Count("pk")).values("number")
        return rows.annotate(warned=Coalesce(Subquery(counted), 0))

    @admin.display(description=gettext_lazy("checks"), ordering="warned")
    def found(self, submission: Any) -> Any:
        return _marked(0, submission.warned)


def _tallies(rows: Iterable[Any], own: str) -> QuerySet[CheckTally]:
    keys = [row.pk for row in rows]
    stale = Q(counted_at__lt=F("text__edited_at")) | Q(counted_at__lt=F("text__release__edited_at"))
    found = CheckTally.objects.filter(**{f"{own}__in": keys}).exclude(stale)
    return found.annotate(of=F(own)).only("errors", "warnings")


def marks(tallies: Iterable[CheckTally]) -> SafeString | str:
    """`2 errors`, `1 warning`; a dash where nothing was counted."""
    rows = list(tallies)
    if not rows:
        return format_html('<span class="desk-quiet" title="{}">–</span>', _("not counted since it was edited"))
    return _marked(sum(row.errors for row in rows), sum(row.warnings for row in rows))


def _marked(errors: int, warnings: int) -> SafeString:
    said = [
        ("missing", ngettext("%(count)d error", "%(count)d errors", errors) % {"count": errors}) if errors else None,
        ("waiting", ngettext("%(count)d warning", "%(count)d warnings", warnings) % {"count": warnings})
        if warnings
        else None,
    ]
    shown = [one for one in said if one]
    if not shown:
        return format_html('<span class="desk-mark desk-public">{}</span>', _("nothing found"))
    return format_html_join(" ", '<span class="desk-mark desk-{}">{}</span>', shown)
