"""Briefings, statements, statistics and media assets: their facts, what they cite, and where each language stands."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.models import KIND_MODELS, Briefing, Citation, Observation, Release, Statement, Statistic
from releases.editions import acts
from releases.editions.models import SubmissionItem
from releases.editions.pins import to_pin, to_unpin
from releases.errors import PressOfficeError

from . import checking
from .choosing import ChoosesDrafts, KeepsChoices
from .commenting import open_on
from .editing import Editing
from .findings import AnswersWithFindings
from .giving_early import GivesEarlyAccess
from .history import Remembered
from .intake import TakesTexts
from .listing import StandingFilter, StatesInList
from .making import MakesOfNumbers
from .pages import Seen
from .pinning import PinRelease, UnpinRelease, said_of, standing
from .refusals import add_refusal
from .release_page import release_context
from .replacing import Replacing
from .rows import Rows
from .sharing import SharesPreviews
from .sight import figure
from .submitting import SubmitForm, candidates
from .tallied import FoundFilter, Tallied
from .tying import MakesFigures, figure_asked
from .typed import ModelForm, StackedInline, TabularInline, staff
from .uses import ShowsUses


class CitationInline(ChoosesDrafts, Rows, TabularInline):
    model = Citation
    form = KeepsChoices
    fk_name = "release"
    classes = ("collapse",)
    extra = 0
    autocomplete_fields = ("cited",)


class ObservationForm(ModelForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        """800, and not 800.00000000."""
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["value"] = f"{self.instance.value.normalize():f}"


class ObservationInline(Rows, StackedInline):
    model = Observation
    form = ObservationForm
    extra = 0
    fields = (
        ("value", "unit"),
        ("qualifier", "nature"),
        ("period_from", "period_until", "as_of"),
        "sources",
        "position",
    )

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 1 if obj is None and figure_asked(request) else self.extra


class KindAdmin(
    Replacing, Remembered, SharesPreviews, GivesEarlyAccess, ShowsUses, MakesOfNumbers, Tallied, StatesInList, Editing
):
    """What the four kinds have in common."""

    change_form_template = "admin/releases/release/change_form.html"
    list_display: Any = ("__str__", "languages", "found", "opens", "edited")
    list_select_related: ClassVar[Any] = ("edited_by",)
    search_fields = ("texts__title",)
    list_filter: ClassVar[Any] = (StandingFilter, FoundFilter, "source_language", "topics")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    autocomplete_fields: ClassVar[Any] = ("topics", "organisations")
    inlines: ClassVar[Any] = (CitationInline,)
    pages = ("submit", "record", "correct", "withdraw", "notice", "pin", "share", "early", "tie", "figure", "uses")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("texts")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The stock label stands over two fields and belongs to neither."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if isinstance(getattr(field, "widget", None), AdminSplitDateTime):
            for part, name in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                part.attrs["aria-label"] = f"{field.label}: {name}"
        return field

    def was_submitted(self, obj: Any) -> bool:
        return SubmissionItem.objects.filter(release=obj.pk).exists()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its own row among all releases, and its observations, go with it: they ask for no permission besides."""
        to_delete, counts, needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, needed - {model._meta.verbose_name for model in (Release, Observation)}, protected

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        release = options.get("obj")
        if release is not None:
            context |= release_context(release, staff(request))
        return super().render_change_form(request, context, *args, **options)

    def submit_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        form = SubmitForm(request.POST or None, states=candidates(release, staff(request)))
        if request.method == "POST" and form.is_valid():
            try:
                submission = acts.submit(
                    items=form.cleaned_data["items"],
                    by=staff(request),
                    remark=form.cleaned_data["remark"],
                    acknowledged=checking.reasons(request.POST),
                )
            except acts.Objections as objections:
                # Each is shown in its place, below.
                form.add_error(None, objections.message)
            except PressOfficeError as refused:
                add_refusal(form, refused)
            else:
                self.message_user(request, _("Submitted. A reviewer will read it."), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:releases_submission_change", args=[submission.pk]))
        checks = checking.bundle(staff(request), form.chosen(), request.POST if form.is_bound else None)
        return self.framed(
            request,
            "admin/releases/submit.html",
            obj=release,
            title=_("Submit for review"),
            form=form,
            checks=checks,
            open_comments=open_on(staff(request), form.chosen()),
        )

    def pin_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        editions, pinned = to_pin([release.uid], at=timezone.now()), to_unpin([release.uid])
        asked = request.POST.get("act", "") if request.method == "POST" else ""
        shown = {
            name: form(request.POST if name == asked else None, prefix=name, editions=fitting, ticked=ticked)
            for name, form, fitting, ticked in (
                ("pin", PinRelease, editions, [edition for edition in editions if edition not in pinned]),
                ("unpin", UnpinRelease, pinned, pinned),
            )
        }
        form = shown.get(asked)
        if form is not None and form.is_valid():
            try:
                pins = getattr(acts, asked)(by=staff(request), **form.cleaned_data)
            except PressOfficeError as refused:
                add_refusal(form, refused)
            else:
                self.message_user(request, said_of(asked, pins), messages.SUCCESS)
                return HttpResponseRedirect(request.path)
        return self.framed(
            request,
            "admin/releases/pin.html",
            obj=release,
            title=_("Home page"),
            standing=standing(staff(request), [edition.language for edition in editions or pinned]),
            forms=[(name, form) for name, form in shown.items() if form.is_offered or form.is_bound],
        )


@admin.register(Briefing)
class BriefingAdmin(TakesTexts, KindAdmin):
    autocomplete_fields = (*KindAdmin.autocomplete_fields, "speakers")
    fieldsets = (
        (None, {"fields": ("held_on", ("starts_at", "ends_at"), "venues", "places", "accreditations", "speakers")}),
        (gettext_lazy("Subject"), {"fields": ("source_language", "topics", "organisations")}),
    )


@admin.register(Statement)
class StatementAdmin(KindAdmin):
    autocomplete_fields = (*KindAdmin.autocomplete_fields, "speaker", "office", "made_at")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("speaker", "office"),
                    ("mode", "original_language"),
                    "delivered_on",
                    "occasions",
                    "made_at",
                )
            },
        ),
        (gettext_lazy("Subject"), {"fields": ("source_language", "topics", "organisations")}),
    )


@admin.register(Statistic)
class StatisticAdmin(MakesFigures, KindAdmin):
    inlines = (ObservationInline, CitationInline)
    fields = ("source_language", "topics", "organisations")


class Chosen(Seen):
    """Registered to be searched by other forms; it has no page in the index."""

    ordering = ("-id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}


@admin.register(Release)
class AnyReleaseAdmin(AnswersWithFindings, Tallied, StatesInList, Chosen):
    """Every kind in one list; a row leads to the form of its kind."""

    search_fields = ("texts__title",)
    list_display = ("__str__", "kind", "languages", "found", "opens", "edited")
    list_select_related = ("edited_by",)
    list_filter = (StandingFilter, FoundFilter, "kind")
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("texts")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return self.opened(request, object_id, lambda _request, release: HttpResponseRedirect(address_of(release)))


@admin.register(Observation)
class ObservationAdmin(Chosen):
    list_display = ("shown", "statistic")
    search_fields = ("statistic__texts__title",)
    fields = ("statistic", "value", "unit", "qualifier", "nature", "as_of")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("statistic").prefetch_related("statistic__texts")

    @admin.display(description=gettext_lazy("value"))
    def shown(self, observation: Observation) -> str:
        return figure(observation)


def address_of(release: Release) -> str:
    """Where the desk edits the release."""
    return reverse(f"admin:releases_{KIND_MODELS[release.kind]._meta.model_name}_change", args=[release.pk])


def address_of_uid(uid: uuid.UUID) -> Iterator[str]:
    """None or one address: a working copy may be gone."""
    yield from (address_of(release) for release in Release.objects.filter(uid=uid)[:1])
