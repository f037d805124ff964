"""Lists of releases: where each language stands, in small marks, in a constant number of queries."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.models import Text
from releases.editions.models import Edition, Ending, Submission, SubmissionItem

from . import further_back, looking
from .states import TextState, text_states

_STRONGEST = ("missing", "waiting", "scheduled", "behind", "edited", "public", "withdrawn", "draft")


class StandingFilter(admin.SimpleListFilter):
    """Where a release stands, in any of its languages."""

    title = gettext_lazy("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("draft", _("never public")),
            ("waiting", _("waiting for review")),
            ("scheduled", _("scheduled")),
            ("public", _("public")),
            ("withdrawn", _("withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now, own = timezone.now(), Edition.objects.filter(uid=OuterRef("uid"))
        value = self.value()
        if value == "waiting":
            waiting = SubmissionItem.objects.filter(submission__state=Submission.State.OPEN)
            return queryset.filter(id__in=waiting.values("release"))
        if value == "scheduled":
            ahead = Edition.objects.filter(public_from__gt=now).exclude(ended_as=Ending.CANCELLED)
            return queryset.filter(uid__in=ahead.values("uid"))
        if value == "withdrawn" and not self.looks:
            return queryset.filter(uid__in=_withdrawn().values("uid"))
        found = {
            "draft": ~Exists(own.exclude(ended_as=Ending.CANCELLED)),
            # The law, without the bound by which a whole list is walked: here each release asks for its own.
            "public": Exists(own.filter(Q(public_until__isnull=True) | Q(public_until__gt=now), public_from__lte=now)),
            "withdrawn": Exists(own.filter(ended_as=Ending.WITHDRAWN, public_until__lte=now)),
        }
        return queryset.filter(found[value]) if value in found else queryset

    @cached_property
    def looks(self) -> bool:
        """What waits, is ahead or was withdrawn is found by an index, unless more was withdrawn than is ever read."""
        many = looking.LOOKED_AT
        return self.value() in {"draft", "public"} or (
            self.value() == "withdrawn" and _withdrawn()[many : many + 1].exists()
        )

    def beyond(self) -> Q | None:
        """What was withdrawn last, however old it is."""
        last = _withdrawn().order_by("-public_until").values("uid")[: looking.LOOKED_AT]
        return Q(uid__in=last) if self.value() == "withdrawn" else None


def _withdrawn() -> QuerySet[Edition]:
    return Edition.objects.filter(ended_as=Ending.WITHDRAWN, public_until__lte=timezone.now()).order_by()


class TitledInList:
    """For a ModelAdmin of rows in one language: the column `titled`, in the letters of that."""

    list_per_page = 50

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def titled(self, row: Any) -> Any:
        title = row.title or _("without a title")
        return format_html('<bdi lang="{}">{}</bdi>', row.language, title) if row.title else title


class StatesInList:
    """For a ModelAdmin of releases: the columns `languages` and `opens`, and the search in the titles of each."""

    list_per_page: ClassVar[int] = 50
    newest = "pk"

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        texts = Text.objects.filter(release=OuterRef("pk"))
        return (looking.titled(queryset, texts, search_term) if search_term else queryset), False

    def beyond(self, query: str) -> Q:
        return further_back.releases(query)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Ten queries for the states of a whole page of the list."""
        changelist: Any = super().get_changelist_instance(request)  # type: ignore[misc]
        rows = list(changelist.result_list)
        by_release: dict[int, list[TextState]] = {row.pk: [] for row in rows}
        for state in text_states(rows, missing=True):
            by_release[state.release.pk].append(state)
        for row in rows:
            row.desk_states = by_release[row.pk]
        changelist.result_list = rows
        return changelist

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, release: Any) -> Any:
        mark = (
            '<span class="desk-mark desk-{}" title="{}: {}">'
            '<bdi>{}</bdi><span class="visually-hidden">: {}</span></span>'
        )
        marks = (
            (strongest(state), state.name, state.words, state.language, state.words)
            for state in getattr(release, "desk_states", ())
        )
        return format_html('<span class="desk-tongues">{}</span>', format_html_join("", mark, marks))

    @admin.display(description=gettext_lazy("public from"))
    def opens(self, release: Any) -> Any:
        """When the newest of its editions opens, or opened; in the mission's zone."""
        moments = [state.edition.public_from for state in getattr(release, "desk_states", ()) if state.edition]
        return format_html("<bdi>{}</bdi>", written(max(moments))) if moments else ""

    @admin.display(description=gettext_lazy("edited last"))
    def edited(self, release: Any) -> Any:
        """By whom a text or the facts were touched last."""
        texts = [state.text for state in getattr(release, "desk_states", ()) if state.text]
        last = max([release, *texts], key=lambda row: row.edited_at)
        return signed(last.edited_at, last.edited_by)


def signed(at: dt.datetime | None, by: Any) -> Any:
    """When, and below it by whom; empty where it was not done yet."""
    return format_html("<bdi>{}</bdi><br><bdi>{}</bdi>", written(at), by) if at else ""


def written(at: dt.datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def strongest(state: TextState) -> str:
    """The mark that colours a language where there is room for one only."""
    keys = [key for key, _words in state.marks]
    return next((key for key in _STRONGEST if key in keys), "draft")
