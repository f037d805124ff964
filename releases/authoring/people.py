"""Who works at the desk, and what each may do."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of the staff. Roles are the groups `author`, `reviewer` and `administrator`."""

    interface_language = models.CharField(
        _("interface language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    mails = models.BooleanField(
        _("mails"),
        default=True,
        help_text=_("A mail when a text waits for this person’s review, and when their own was decided on."),
    )

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
