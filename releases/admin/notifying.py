"""The queue of mails to the staff, to be read: what was sent, what waits, what failed and why."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.notices.models import StaffMail

from .pages import ReadOnly


@admin.register(StaffMail)
class StaffMailAdmin(ReadOnly):
    list_display = ("template", "recipient", "state", "attempts", "next_at", "sent_at", "last_error")
    list_filter = (("sent_at", admin.EmptyFieldListFilter), "template")
    list_select_related = ("recipient",)
    fields = ("template", "recipient", "sequence", "planned_at", "attempts", "next_at", "sent_at", "last_error")

    @admin.display(description=gettext_lazy("state"))
    def state(self, mail: StaffMail) -> str:
        if mail.sent_at:
            return _("sent")
        return _("waiting") if mail.next_at else _("given up")
