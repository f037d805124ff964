"""A mail in the recipient's language: plain words, and the same as simple HTML. Of a draft it tells the title alone."""

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.urls import reverse
from django.utils import translation

from releases.authoring.languages import direction, own_name
from releases.authoring.models import Mission, Release
from releases.authoring.visibility import releases_seen_by
from releases.editions import journal
from releases.editions.models import JournalEntry, Submission, SubmissionItem

from .models import StaffMail

# Line breaks of any script, and everything else that is no letter: a header is one line.
_NOT_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 120


@dataclass(frozen=True)
class Clock:
    zone: str
    words: str


def message(mail: StaffMail) -> EmailMultiAlternatives | None:
    """None where the recipient may not see what it is about, or may no longer."""
    person = mail.recipient
    entry = mail.entry
    submission = Submission.objects.filter(pk=journal.details_of(entry).get("submission", 0)).first()
    if submission is None:
        return None
    items = list(submission.items.select_related("release").prefetch_related("release__texts"))
    rows = Release.objects.filter(pk__in={item.release_id for item in items})
    if not items or releases_seen_by(person, rows).count() < rows.count():
        return None
    with translation.override(person.interface_language):
        return _written(mail, entry, submission, items)


def one_line(text: str, longest: int = _LONGEST) -> str:
    """Fit for a header: no line break, no control character, not too long."""
    plain = " ".join(_NOT_IN_A_LINE.sub(" ", text).split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


def _written(
    mail: StaffMail, entry: JournalEntry, submission: Submission, items: list[SubmissionItem]
) -> EmailMultiAlternatives:
    mission = Mission.objects.first()
    address = f"{settings.OWN_ORIGIN}{reverse('admin:releases_submission_change', args=[submission.pk])}"
    context: dict[str, Any] = {
        "language": mail.recipient.interface_language,
        "direction": direction(mail.recipient.interface_language),
        "mission": str(mission or ""),
        "texts": _texts(items),
        "title": one_line(str(items[0].release)),
        "rest": len({item.release_id for item in items}) - 1,
        "mail_clocks": _clocks(entry.effective_at, mission),
        "submission": submission,
        "address": address,
    }
    folder = "mail/staff"
    subject = one_line(loader.render_to_string(f"{folder}/{mail.template}.subject.txt", context), 200)
    text = loader.render_to_string(f"{folder}/{mail.template}.txt", context)
    html = loader.render_to_string(f"{folder}/{mail.template}.html", context)
    host = urlsplit(settings.OWN_ORIGIN).hostname
    message = EmailMultiAlternatives(
        subject,
        text,
        formataddr((one_line(str(mission or "")), settings.DEFAULT_FROM_EMAIL)),
        [mail.recipient.email],
        headers={
            # The same at each attempt: who gets it twice sees it once.
            "Message-ID": f"<staff-{mail.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.recipient.interface_language,
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def _texts(items: list[SubmissionItem]) -> list[tuple[str, str]]:
    """Each release once, with the languages of it."""
    languages: dict[str, list[str]] = {}
    for item in items:
        languages.setdefault(one_line(str(item.release)), []).append(own_name(item.language))
    return [(title, ", ".join(named)) for title, named in languages.items()]


def _clocks(at: dt.datetime | None, mission: Mission | None) -> list[Clock]:
    """The instant at the mission, in the capital, in UTC; each zone once."""
    if at is None:
        return []
    zones = [mission.time_zone, mission.capital_time_zone] if mission else []
    return [
        Clock(zone, f"{at.astimezone(zoneinfo.ZoneInfo(zone)):%Y-%m-%d %H:%M}")
        for zone in dict.fromkeys([*zones, "UTC"])
    ]
