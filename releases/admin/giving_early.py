"""Give a journalist early access to what is under embargo: the form, and who was given it and what they opened."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from releases.authoring.languages import own_name
from releases.authoring.models import Mission, Release, User
from releases.editions import embargo
from releases.editions.models import Edition
from releases.errors import PressOfficeError
from releases.outlets.addresses import absolute
from releases.partners import admitting
from releases.partners.early_access import LONGEST_DAYS, EarlyAccess
from releases.partners.models import EarlyReading

from . import clocks
from .pages import Seen
from .refusals import add_refusal
from .typed import staff

_LISTED = 50
_OPENINGS = 20


class EarlyForm(forms.Form):
    """Its cleaned data are the verb's arguments."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Of one person. It stands across every page, and in every copy of the text."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("For the record. Nothing is sent: you send the address."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Ends at the latest after"),
        coerce=int,
        initial=admitting.DEFAULT_DAYS,
        help_text=gettext_lazy("Sooner, as a rule: when the embargo ends or is called off, or when you revoke it."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("For colleagues: what was agreed."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        days = ngettext_lazy("%(count)d day", "%(count)d days", "count")
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (number, days % {"count": number}) for number in (1, 3, 7, admitting.DEFAULT_DAYS, LONGEST_DAYS)
        ]


class GivesEarlyAccess(Seen):
    """Adds the page `early` to the forms of releases; whoever may see the draft reads there who was given it."""

    def early_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        """Seven queries, besides those of the frame. The address of a new access stands in this one answer alone."""
        user = staff(request)
        act = request.POST.get("act", "") if request.method == "POST" else ""
        if act == "revoke":
            return self._early_revoked(request, release)
        form = EarlyForm(request.POST if act == "give" else None)
        if form.is_bound and not user.has_perm("releases.give_early_access"):
            raise PermissionDenied
        address = self._early_given(request, release, form) if form.is_bound and form.is_valid() else ""
        texts = list(embargo.opening_after(timezone.now(), uid=release.uid).defer("content"))
        answer = self.framed(
            request,
            "admin/releases/early.html",
            obj=release,
            title=_("Early access"),
            form=EarlyForm() if address else form,
            address=address,
            openings=_told(texts),
            # What was typed is shown with its refusal, also where nothing is under embargo any more.
            may_give=user.has_perm("releases.give_early_access") and bool(texts or form.errors),
            may_revoke=_may_revoke(user),
            rows=_listed(release),
        )
        add_never_cache_headers(answer)
        # Not `no-referrer`: under it a browser says no origin with a POST, and every form of the page is refused.
        answer["Referrer-Policy"] = "same-origin"
        return answer

    def _early_given(self, request: HttpRequest, release: Release, form: EarlyForm) -> str:
        """The address; "" where it was refused, and then the form says why."""
        try:
            access, token = admitting.give(release=release, by=staff(request), **form.cleaned_data)
        except PressOfficeError as refused:
            add_refusal(form, refused)
            return ""
        self.log_change(request, release, _("Gave early access to %(who)s.") % {"who": access})
        return absolute(request, reverse("site:early", args=[token]))

    def _early_revoked(self, request: HttpRequest, release: Release) -> HttpResponse:
        if not _may_revoke(staff(request)):
            raise PermissionDenied
        number = request.POST.get("access", "")
        if not number.isascii() or not number.isdecimal():
            raise Http404
        access = get_object_or_404(EarlyAccess, pk=number[:18], uid=release.uid)
        admitting.revoke(access=access, by=staff(request))
        self.log_change(request, release, _("Revoked the early access of %(who)s.") % {"who": access})
        self.message_user(request, _("Revoked. It opens nothing any more."))
        return HttpResponseRedirect(request.path)


def _may_revoke(user: User) -> bool:
    return bool(user.has_perm("releases.give_early_access") or user.has_perm("releases.withdraw"))


def _told(editions: list[Edition]) -> list[dict[str, Any]]:
    """What is under embargo, by the instant at which it opens: the time in each zone, and the titles. One query."""
    zones = clocks.zones(Mission.objects.first())
    by_opening: dict[dt.datetime, list[Edition]] = {}
    for edition in editions:
        by_opening.setdefault(edition.public_from, []).append(edition)
    return [
        {
            "opens": opens,
            "ahead": clocks.ahead(opens),
            "clocks": zones.clocks(opens),
            "texts": [(edition.language, own_name(edition.language), edition.title) for edition in opening],
        }
        for opens, opening in by_opening.items()
    ]


def _listed(release: Release) -> list[dict[str, Any]]:
    """The last fifty, with what was opened and when. Four queries."""
    now = timezone.now()
    read = EarlyReading.objects.order_by("-id")
    last = Prefetch("readings", read.filter(hour_at=None)[:_OPENINGS], to_attr="last_readings")
    files = Prefetch("readings", read.exclude(hour_at=None)[:_OPENINGS], to_attr="last_files")
    rows = EarlyAccess.objects.filter(uid=release.uid).prefetch_related("texts", last, files)
    counted = rows.annotate(
        opened=Count("readings", filter=Q(readings__hour_at=None)), is_under_embargo=admitting.lasting(now)
    ).order_by("-given_at", "-pk")  # grouping forgets the order of the model
    return [
        {
            "access": access,
            "state": _state(access, now),
            "languages": [own_name(text.language) for text in access.texts.all()],
            "openings": [
                {"reading": reading, "language": reading.edition.split("/")[1], "is_text": ".txt" in reading.path}
                for reading in access.last_readings
            ],
            "files": [{"reading": reading, "name": reading.path.rpartition("/")[2]} for reading in access.last_files],
        }
        for access in counted[:_LISTED]
    ]


def _state(access: Any, now: Any) -> str:
    if access.revoked_at:
        return "revoked"
    return "live" if access.is_live(now) and access.is_under_embargo else "ended"
