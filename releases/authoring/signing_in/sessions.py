"""Sessions as rows that know whose they are, so that a person can see and end them.

The engine of SESSION_ENGINE. What a row tells is copied from the session's own data each time that it is saved.
"""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.authoring.people import User

FACTS = "sign_in_facts"


class StaffSession(AbstractBaseSession):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("staff member"),
        on_delete=models.CASCADE,
        related_name="sessions",
        null=True,
        editable=False,
    )
    address = models.GenericIPAddressField(_("address"), null=True, editable=False)
    browser = models.CharField(_("browser"), max_length=100, blank=True, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    seen_at = models.DateTimeField(_("last seen"), null=True, editable=False)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = _("session")  # type: ignore[assignment]
        verbose_name_plural = _("sessions")  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.user_id} {self.browser}"

    @classmethod
    def get_session_store_class(cls) -> type[DatabaseStore]:
        return SessionStore

    @property
    def handle(self) -> str:
        """Names the session in a form, without giving away its key."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:32]


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return StaffSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        facts = data.get(FACTS, {})
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.address, row.browser = facts.get("address"), facts.get("browser", "")
        row.started_at, row.seen_at = _moment(facts.get("started")), _moment(facts.get("seen"))
        return row


def _moment(epoch_s: float | None) -> dt.datetime | None:
    return None if epoch_s is None else dt.datetime.fromtimestamp(epoch_s, dt.UTC)


def sessions_of(user: User) -> QuerySet[StaffSession]:
    """Those that can still be used, the latest first."""
    return StaffSession.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at", "session_key")


def end_sessions(*, user: User, but: str | None = None, handle: str | None = None) -> int:
    """Ends all sessions of the person, but for the one with the key `but`; with `handle`, that one alone.

    How many were ended. They end with their next request.
    """
    chosen = [row for row in sessions_of(user) if row.session_key != but and handle in {None, row.handle}]
    StaffSession.objects.filter(pk__in=[row.pk for row in chosen]).delete()
    return len(chosen)


def forget_expired() -> None:
    StaffSession.objects.filter(expire_date__lt=timezone.now()).delete()
