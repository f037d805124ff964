"""Who changed what of whose way in: rows in the history of the account, in Django's own form, told in any language."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest

from releases.authoring.models import User

from ..typed import staff


def audit(request: HttpRequest, person: User, **what: Any) -> None:
    """`what` is one of added, changed, deleted, as in LogEntry.change_message."""
    LogEntry.objects.log_actions(staff(request).pk, [person], CHANGE, [what], single_object=True)
