"""The record at the desk: editions with the acts on them, the journal, the mission's published details."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.editions import acts
from releases.editions.models import Edition, Ending, Imprint, JournalEntry
from releases.editions.pins import Pin
from releases.errors import PressOfficeError

from . import further_back, sight
from .checking import acknowledged_for
from .ending import CancelForm, ExpungeForm, RescheduleForm, WithdrawForm
from .listing import TitledInList, written
from .pages import ReadOnly
from .pinning import PinForm, UnpinForm, is_pinned
from .refusals import add_refusal
from .release_page import around
from .showing import shown
from .telling import entry_told, mission_told
from .typed import staff


@dataclass(frozen=True)
class Verb:
    """An act that a form on the edition's page can do."""

    name: str
    title: Any
    permission: str
    form: type[forms.Form]
    act: Callable[..., Any]
    applies: Callable[[Edition], bool]
    grave: bool = True


def _opens(edition: Edition) -> bool:
    return edition.public_from > timezone.now() and edition.ended_as != Ending.CANCELLED


def _is_ahead(edition: Edition) -> bool:
    return _opens(edition) or (edition.ended_as == Ending.WITHDRAWN and not _is_over(edition))


def _is_over(edition: Edition) -> bool:
    ended = edition.public_until is not None and edition.public_until <= timezone.now()
    return ended or edition.ended_as == Ending.CANCELLED


def _is_public(edition: Edition) -> bool:
    return edition.public_from <= timezone.now() and not _is_over(edition)


VERBS = (
    Verb("reschedule", gettext_lazy("Reschedule"), "releases.withdraw", RescheduleForm, acts.reschedule, _is_ahead),
    Verb("cancel", gettext_lazy("Cancel what is ahead"), "releases.withdraw", CancelForm, acts.cancel, _is_ahead),
    Verb("withdraw", gettext_lazy("Withdraw"), "releases.withdraw", WithdrawForm, acts.withdraw, _is_public),
    Verb(
        "expunge",
        gettext_lazy("Expunge"),
        "releases.expunge",
        ExpungeForm,
        acts.expunge,
        lambda edition: _is_over(edition) and edition.expunged_at is None,
    ),
    Verb(
        "pin",
        gettext_lazy("Pin to the home page"),
        "releases.pin_release",
        PinForm,
        acts.pin,
        lambda edition: not _is_over(edition) and not is_pinned(edition),
        grave=False,
    ),
    Verb(
        "unpin",
        gettext_lazy("Unpin from the home page"),
        "releases.pin_release",
        UnpinForm,
        acts.unpin,
        is_pinned,
        grave=False,
    ),
)


class UrgentFilter(admin.SimpleListFilter):
    title = gettext_lazy("urgent")
    parameter_name = "urgent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("published urgently"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(urgent_by_entry__isnull=False) if self.value() == "yes" else queryset


@admin.register(Edition)
class EditionAdmin(TitledInList, ReadOnly):
    list_display = ("titled", "kind", "numbered", "public", "ended_as", "urgent")
    list_filter = ("kind", "language", "ended_as", "change", UrgentFilter)
    search_fields = ("title", "slug", "uid")
    date_hierarchy = "public_from"
    ordering = ("-public_from", "-id")
    newest = "public_from"

    def beyond(self, query: str) -> Q:
        return further_back.editions(query)

    @admin.display(description=gettext_lazy("edition"), ordering="language")
    def numbered(self, edition: Edition) -> Any:
        number = _("edition %(number)d") % {"number": edition.number}
        return format_html("{}<br>{}", edition.get_language_display(), number)

    @admin.display(description=gettext_lazy("public from, until"), ordering="public_from")
    def public(self, edition: Edition) -> Any:
        until = written(edition.public_until) if edition.public_until else "…"
        return format_html("<bdi>{}</bdi><br><bdi>{}</bdi>", written(edition.public_from), until)

    @admin.display(description=gettext_lazy("urgent"))
    def urgent(self, edition: Edition) -> str:
        return _("urgent") if edition.urgent_by_entry_id else ""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return self.opened(request, object_id, self.edition_page)

    def edition_page(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        user = staff(request)
        offered = [verb for verb in VERBS if user.has_perm(verb.permission) and verb.applies(edition)]
        named = request.POST.get("act", "")
        # What was asked for is run although it may no longer apply: the act says why not.
        asked = next((verb for verb in VERBS if verb.name == named), None) if request.method == "POST" else None
        shown_forms = {verb: verb.form(prefix=verb.name) for verb in offered}
        if asked is not None:
            form = shown_forms[asked] = asked.form(request.POST, prefix=asked.name)
            if form.is_valid() and self._done(request, edition, asked, form):
                return HttpResponseRedirect(request.path)
        return self.framed(
            request,
            "admin/releases/edition/page.html",
            obj=edition,
            title=edition.title or _("Expunged edition"),
            edition=edition,
            actions=around(edition, user),
            content=shown(edition.body) if edition.body else None,
            acknowledged=acknowledged_for(edition),
            forms=[(verb, form, verb is asked) for verb, form in shown_forms.items()],
            is_public=_is_public(edition),
            is_scheduled=_opens(edition),
        )

    def _done(self, request: HttpRequest, edition: Edition, verb: Verb, form: forms.Form) -> bool:
        arguments = {name: value for name, value in form.cleaned_data.items() if name != "sure"}
        try:
            verb.act(editions=[edition], by=staff(request), **arguments)
        except PressOfficeError as refused:
            add_refusal(form, refused)
            return False
        self.message_user(request, _("Done: %(act)s.") % {"act": verb.title}, messages.SUCCESS)
        return True


@admin.register(JournalEntry)
class JournalAdmin(ReadOnly):
    list_display = ("sequence", "act", "by", "recorded_at", "effective_at", "reason")
    list_filter = ("act",)
    search_fields = ("by", "reason")
    date_hierarchy = "recorded_at"
    ordering = ("-sequence",)
    newest = "pk"
    fields = ("act", "by", "recorded_at", "effective_at", "reason", "told", "digest_before", "own_digest")
    readonly_fields = ("told", "digest_before", "own_digest")

    class Media:
        css = {"all": ["desk/record.css"]}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Titles are told as far as the person may know them: the row takes along who asks."""
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            entry.told_to = staff(request)
        return entry

    @admin.display(description=gettext_lazy("details"))
    def told(self, entry: Any) -> Any:
        return entry_told(entry, entry.told_to)

    @admin.display(description=gettext_lazy("digest of the row before"))
    def digest_before(self, entry: JournalEntry) -> str:
        return entry.previous_digest

    @admin.display(description=gettext_lazy("digest"))
    def own_digest(self, entry: JournalEntry) -> str:
        return entry.digest


@admin.register(Imprint)
class ImprintAdmin(ReadOnly):
    list_display = ("__str__", "public_from", "content_digest")
    fields = ("public_from", "told", "content_digest", "opened_by_entry")
    readonly_fields = ("told",)

    class Media:
        css = {"all": ["desk/record.css"]}

    @admin.display(description=gettext_lazy("content"))
    def told(self, imprint: Imprint) -> Any:
        return mission_told(imprint.content)


@admin.register(Pin)
class PinAdmin(ReadOnly):
    """What the editors chose, newest first: the title as far as the person may know it."""

    list_display = ("title", "language", "public_from", "public_until")
    list_filter = ("language",)
    fields = ("title", "language", "public_from", "public_until", "opened_by_entry", "ended_by_entry")
    readonly_fields = ("title",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return sight.with_titles(staff(request), super().get_queryset(request))

    @admin.display(description=gettext_lazy("title"))
    def title(self, pin: Any) -> str:
        return str(pin.title)
