"""Partners, their keys, and what was read ahead of the public: for the administrator alone."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.errors import Refusal
from releases.partners import keys
from releases.partners.models import EarlyReading, Key, Partner

from . import endpoints
from .endpoint_forms import SubscribeForm
from .key_forms import GiveForm, RevokeForm, RotateForm
from .pages import ReadOnly, Seen
from .telling import NamesEditions
from .typed import staff


@admin.register(Partner)
class PartnerAdmin(Seen):
    list_display = ("name", "contact_email", "keys_link", "created_at")
    search_fields = ("name", "contact_email")
    fields = ("name", "contact_email", "remark", "keys_link", "endpoints_link")
    readonly_fields = ("keys_link", "endpoints_link")
    pages = ("keys", "endpoints")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("keys", "endpoints")

    @admin.display(description=gettext_lazy("keys"))
    def keys_link(self, partner: Any) -> str:
        if partner.pk is None:
            return _("Save the partner first.")
        count = len(partner.keys.all())
        label = ngettext("%(count)s key", "%(count)s keys", count) % {"count": count}
        return format_html('<a href="{}">{}</a>', _address(partner), label)

    @admin.display(description=gettext_lazy("webhooks"))
    def endpoints_link(self, partner: Any) -> str:
        if partner.pk is None:
            return _("Save the partner first.")
        count = len(partner.endpoints.all())
        label = ngettext("%(count)s endpoint", "%(count)s endpoints", count) % {"count": count}
        return format_html('<a href="{}">{}</a>', reverse("admin:releases_partner_endpoints", args=[partner.pk]), label)

    def endpoints_page(self, request: HttpRequest, partner: Partner) -> HttpResponse:
        """Where the partner is told of changes. A new secret stands in this one answer alone."""
        user = staff(request)
        if not user.has_perm("releases.view_endpoint"):
            raise PermissionDenied
        came = endpoints.done(request, partner) if request.method == "POST" else endpoints.Done()
        if came.said:
            self.message_user(request, came.said, messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        answer = self.framed(
            request,
            "admin/releases/partner/endpoints.html",
            obj=partner,
            title=_("Webhooks of %(partner)s") % {"partner": partner},
            rows=endpoints.rows(partner, came.form),
            adding=came.form if isinstance(came.form, SubscribeForm) else SubscribeForm(),
            secret=came.secret,
            may_add=user.has_perm("releases.add_endpoint"),
            may_change=user.has_perm("releases.change_endpoint"),
        )
        add_never_cache_headers(answer)
        return answer

    def keys_page(self, request: HttpRequest, partner: Partner) -> HttpResponse:
        """The keys, and the forms that give, rotate and revoke. A new secret stands in this one answer alone."""
        if not staff(request).has_perm("releases.view_key"):
            raise PermissionDenied
        form, secret = (self._done(request, partner)) if request.method == "POST" else (None, "")
        if isinstance(form, RevokeForm) and form.is_valid():
            self.message_user(request, _("Revoked. It opens nothing any more."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        refused = None if secret else form
        answer = self.framed(
            request,
            "admin/releases/partner/keys.html",
            obj=partner,
            title=_("Keys of %(partner)s") % {"partner": partner},
            rows=[(key, *_forms(key, refused)) for key in partner.keys.select_related("created_by", "revoked_by")],
            giving=refused if isinstance(refused, GiveForm) else GiveForm(),
            secret=secret,
        )
        add_never_cache_headers(answer)
        return answer

    def _done(self, request: HttpRequest, partner: Partner) -> tuple[GiveForm | RotateForm | RevokeForm, str]:
        """The form that was sent, with what is wrong in it, and the new secret, empty where none was made."""
        act = request.POST.get("act", "")
        if not staff(request).has_perm("releases.add_key" if act == "give" else "releases.change_key"):
            raise PermissionDenied
        form = GiveForm(request.POST) if act == "give" else _sent(request, partner, act)
        secret = ""
        if form.is_valid():
            try:
                if isinstance(form, GiveForm):
                    _key, secret = keys.give(partner=partner, by=staff(request), **form.cleaned_data)
                elif isinstance(form, RotateForm):
                    overlap = form.cleaned_data["overlap"]
                    _key, secret = keys.rotate(key=form.key, by=staff(request), overlap=overlap)
                else:
                    keys.revoke(key=form.key, by=staff(request))
            except Refusal as refusal:
                form.add_error(None, refusal.message)
        return form, secret

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was read early names its key: a partner's access ends by revoking."""
        return False


def _address(partner: Partner) -> str:
    return reverse("admin:releases_partner_keys", args=[partner.pk])


def _sent(request: HttpRequest, partner: Partner, act: str) -> RotateForm | RevokeForm:
    """The form of a key of this very partner. Raises Http404 for anything else."""
    offered: dict[str, type[RotateForm | RevokeForm]] = {"revoke": RevokeForm, "rotate": RotateForm}
    number = request.POST.get("key", "")
    if act not in offered or not number.isascii() or not number.isdecimal():
        raise Http404
    return offered[act](request.POST, key=get_object_or_404(partner.keys, pk=number))


def _forms(key: Key, refused: forms.Form | None) -> tuple[bool, list[forms.Form]]:
    """Whether the key is live, and the forms for it; the one that was refused as it was sent."""
    is_live = key.is_live(timezone.now())
    shown: list[forms.Form] = []
    if is_live:
        shown = [RevokeForm(key=key)] if key.replaced_by_id else [RotateForm(key=key), RevokeForm(key=key)]
    if isinstance(refused, RotateForm | RevokeForm) and refused.key == key:
        shown = [refused, *(form for form in shown if not isinstance(form, type(refused)))]
    return is_live, shown


@admin.register(EarlyReading)
class EarlyReadingAdmin(NamesEditions, ReadOnly):
    """Who read what, when: by a partner's key, or by the access of one person."""

    list_display = ("read_at", "reader", "edition_named", "path", "times", "network")
    date_hierarchy = "read_at"
    search_fields = ("edition", "path", "key__name", "key__partner__name", "access__name", "access__organisation")
    fields = ("read_at", "reader", "edition", "path", "times", "network", "program")
    readonly_fields = ("reader",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[EarlyReading]:
        rows: QuerySet[EarlyReading] = super().get_queryset(request)
        return rows.select_related("key__partner", "access")

    @admin.display(description=gettext_lazy("reader"))
    def reader(self, reading: EarlyReading) -> str:
        return str(reading.key or reading.access)
