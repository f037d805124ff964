"""Partners, their keys, and what was read ahead of the public: for the administrator alone."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.partners import keys
from releases.partners.models import EarlyAccess, EarlyReading, Key, Partner

from .key_forms import GiveForm, RevokeForm, RotateForm
from .pages import ReadOnly, Seen
from .typed import staff


@admin.register(Partner)
class PartnerAdmin(Seen):
    list_display = ("name", "contact_email", "keys_link", "created_at")
    search_fields = ("name", "contact_email")
    fields = ("name", "contact_email", "remark", "keys_link")
    readonly_fields = ("keys_link",)
    pages = ("keys",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("keys")

    @admin.display(description=gettext_lazy("keys"))
    def keys_link(self, partner: Any) -> str:
        if partner.pk is None:
            return _("Save the partner first.")
        count = len(partner.keys.all())
        label = ngettext("%(count)s key", "%(count)s keys", count) % {"count": count}
        return format_html('<a href="{}">{}</a>', _address(partner), label)

    def keys_page(self, request: HttpRequest, partner: Partner) -> HttpResponse:
        """The keys, and the forms that give, rotate and revoke. A new secret stands in this one answer alone."""
        if not staff(request).has_perm("releases.view_key"):
            raise PermissionDenied
        rows = list(partner.keys.select_related("created_by", "revoked_by"))
        giving, opened, secret = GiveForm(), None, ""
        if request.method == "POST":
            act = request.POST.get("act", "")
            if not staff(request).has_perm("releases.add_key" if act == "give" else "releases.change_key"):
                raise PermissionDenied
            if act == "give":
                giving = GiveForm(request.POST)
                if giving.is_valid():
                    _key, secret = keys.give(partner=partner, by=staff(request), **giving.cleaned_data)
            else:
                opened = self._asked(request, rows, act)
                if opened is None:
                    self.message_user(request, _("This key is not valid any longer."), messages.ERROR)
                    return HttpResponseRedirect(request.path)
                if opened.is_valid():
                    if isinstance(opened, RevokeForm):
                        keys.revoke(key=opened.key, by=staff(request))
                        self.message_user(request, _("Revoked. It opens nothing any more."), messages.SUCCESS)
                        return HttpResponseRedirect(request.path)
                    _key, secret = keys.rotate(
                        key=opened.key, by=staff(request), overlap=opened.cleaned_data["overlap"]
                    )
        if secret:
            giving, opened = GiveForm(), None
            rows = list(partner.keys.select_related("created_by", "revoked_by"))
        answer = self.framed(
            request,
            "admin/releases/partner/keys.html",
            obj=partner,
            title=_("Keys of %(partner)s") % {"partner": partner},
            rows=[(key, *_forms(key, opened)) for key in rows],
            giving=giving,
            secret=secret,
        )
        add_never_cache_headers(answer)
        return answer

    def _asked(self, request: HttpRequest, rows: list[Key], act: str) -> RevokeForm | RotateForm | None:
        """The form for a live key of this very partner."""
        offered: dict[str, type[RevokeForm | RotateForm]] = {"revoke": RevokeForm, "rotate": RotateForm}
        form = offered.get(act)
        for key in rows:
            if form and str(key.pk) == request.POST.get("key") and _is_live(key):
                return form(request.POST, key=key)
        return None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was read early names its key: a partner's access ends by revoking."""
        return False


def _address(partner: Partner) -> str:
    return reverse("admin:releases_partner_keys", args=[partner.pk])


def _is_live(key: Key) -> bool:
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > timezone.now())


def _forms(key: Key, opened: RevokeForm | RotateForm | None) -> tuple[bool, list[RevokeForm | RotateForm]]:
    """Whether the key is live, and its two forms; the one that was refused as it was sent."""
    shown: list[RevokeForm | RotateForm] = [RotateForm(key=key), RevokeForm(key=key)] if _is_live(key) else []
    if opened is not None and opened.key == key:
        shown = [opened if isinstance(opened, type(form)) else form for form in shown]
    return _is_live(key), shown


@admin.register(EarlyAccess)
class EarlyAccessAdmin(ReadOnly):
    list_display = ("name", "organisation", "uid", "created_at", "created_by", "revoked_at")
    list_select_related = ("created_by",)
    fields = ("name", "organisation", "uid", "created_at", "created_by", "revoked_at", "revoked_by")


@admin.register(EarlyReading)
class EarlyReadingAdmin(ReadOnly):
    """Who read what, when."""

    list_display = ("read_at", "key", "access", "edition", "path")
    date_hierarchy = "read_at"
    search_fields = ("edition", "path", "key__name", "key__partner__name", "access__name")
    fields = ("read_at", "key", "access", "edition", "path")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EarlyReading]:
        rows: QuerySet[EarlyReading] = super().get_queryset(request)
        return rows.select_related("key__partner", "access")
