"""The queue of mails to the staff, to be read: what was sent, what waits, what failed and why."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.notices.models import StaffMail

from .pages import ReadOnly

_SAYS = {
    "submitted": gettext_lazy("a text waits for review"),
    "returned": gettext_lazy("a text was returned"),
    "approved": gettext_lazy("a text was approved"),
    "urgent": gettext_lazy("a text was published urgently"),
    "looked": gettext_lazy("somebody looked at an urgent publication"),
}


class SentFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("sent", _("sent")), ("waiting", _("waiting")), ("failed", _("given up"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        found = {
            "sent": {"sent_at__isnull": False},
            "waiting": {"sent_at__isnull": True, "next_at__isnull": False},
            "failed": {"sent_at__isnull": True, "next_at__isnull": True},
        }
        return queryset.filter(**found.get(self.value() or "", {}))


@admin.register(StaffMail)
class StaffMailAdmin(ReadOnly):
    list_display = ("says", "recipient", "state", "attempts", "next_at", "sent_at", "last_error")
    list_filter = (SentFilter,)
    list_select_related = ("recipient",)
    fields = ("says", "recipient", "state", "sequence", "planned_at", "attempts", "next_at", "sent_at", "last_error")
    readonly_fields = ("says", "state")

    @admin.display(description=gettext_lazy("what it says"), ordering="template")
    def says(self, mail: StaffMail) -> str:
        return str(_SAYS.get(mail.template, mail.template))

    @admin.display(description=gettext_lazy("state"))
    def state(self, mail: StaffMail) -> str:
        if mail.sent_at:
            return _("sent")
        return _("waiting") if mail.next_at else _("given up")
