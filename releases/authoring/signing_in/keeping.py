"""Factors after the day on which they were made: a new name, the end of one, the end of all."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from releases.authoring.people import User
from releases.errors import Refusal

from .factors import KINDS, RecoveryCodes, factors_of
from .sessions import end_sessions


def rename(*, factor: Any, name: str) -> None:
    factor.name = name
    factor.save(update_fields=["name"])


def remove(*, factor: Any) -> None:
    """Refuses the last one, since the next sign-in would have nothing to ask for; in the demonstration it may go."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=factor.user_id)
        if len(factors_of(person)) == 1 and not settings.DEMONSTRATION:
            raise Refusal(_("One must stay. Add another first, then remove this one."), code="last_factor")
        factor.delete()
        if not factors_of(person):
            RecoveryCodes.objects.filter(user=person).delete()


def reset(*, user: User) -> None:
    """Takes away all that the person can show besides the password, and ends their sessions.

    The next sign-in asks for a new factor.
    """
    with transaction.atomic():
        for model in (*KINDS.values(), RecoveryCodes):
            model.objects.filter(user=user).delete()
        end_sessions(user=user)
