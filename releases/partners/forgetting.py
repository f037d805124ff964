"""Forgets who had early access or a preview, some time after it was over: what they read is kept, of a number."""

import datetime as dt
import re
import uuid

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from releases.authoring.models import Release
from releases.editions.shares import SharedPreview

from .early_access import EarlyAccess

_NUMBERED = "№ "


def forget_readers(*, now: dt.datetime) -> int:
    """How many. Two queries where there is none."""
    # It was over some time after it was given, which the database can look up.
    before = now - dt.timedelta(days=settings.READER_DAYS)
    given = EarlyAccess.objects.filter(forgotten_at=None, given_at__lt=before).order_by("pk")
    # Its own number alone says that a recipient is forgotten: anybody may have been called "№ 12" when it was shared.
    own = Concat(Value(_NUMBERED), Cast("pk", CharField()))
    shared = SharedPreview.objects.filter(shared_at__lt=before).exclude(recipient=own).order_by("pk")
    readers = [access for access in given if access.over_at < before]
    recipients = [preview for preview in shared if _over(preview) < before]
    for access in readers:
        _forget_reader(access, now)
    for preview in recipients:
        _forget_recipient(preview)
    return len(readers) + len(recipients)


def _over(preview: SharedPreview) -> dt.datetime:
    return min(preview.revoked_at, preview.ends_at) if preview.revoked_at else preview.ends_at


def _forget_reader(access: EarlyAccess, now: dt.datetime) -> None:
    named = str(access)
    with transaction.atomic():
        access.name = access.organisation = access.email = access.note = ""
        access.forgotten_at = now
        access.save(update_fields=["name", "organisation", "email", "note", "forgotten_at"])
        _out_of_the_history(access.uid, named, f"{_NUMBERED}{access.pk}")


def _forget_recipient(preview: SharedPreview) -> None:
    named = preview.recipient
    with transaction.atomic():
        preview.recipient = f"{_NUMBERED}{preview.pk}"
        preview.save(update_fields=["recipient"])
        _out_of_the_history(preview.uid, named, preview.recipient)


def _out_of_the_history(uid: uuid.UUID, named: str, number: str) -> None:
    """Where the desk wrote to whom it was given, in words of whichever language."""
    whole = re.compile(rf"(?<!\w){re.escape(named)}(?!\w)")
    releases = [str(pk) for pk in Release.objects.filter(uid=uid).values_list("pk", flat=True)]
    for entry in LogEntry.objects.filter(object_id__in=releases, change_message__contains=named):
        entry.change_message = whole.sub(number, entry.change_message)
        entry.save(update_fields=["change_message"])
