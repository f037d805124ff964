"""What failed and asks for somebody: deliveries given up, mails given up, workers not heard of."""

import datetime as dt

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from releases.authoring.models import User
from releases.notices.models import StaffMail
from releases.partners.endpoints import Delivery, Endpoint
from releases.running import beating

from .news_rows import SHOWN, Mark, Row
from .steps import Step

_LATELY = dt.timedelta(days=7)


def rows(user: User) -> list[Row]:
    """For whoever looks after partners. Three queries, or none."""
    if not user.has_perm("releases.view_endpoint"):
        return []
    return [*_endpoints(), *_mails(), *workers()]


def _endpoints() -> list[Row]:
    failed = Count(
        "deliveries",
        filter=Q(deliveries__state=Delivery.State.FAILED, deliveries__effective_at__gt=timezone.now() - _LATELY),
    )
    found = Endpoint.objects.annotate(failed=failed).filter(Q(failed__gt=0) | Q(state=Endpoint.State.GONE))
    return [
        Row(
            title=str(endpoint.partner),
            facts=endpoint.url,
            marks=[Mark("late", _failed(endpoint.failed) if endpoint.failed else endpoint.get_state_display())],
            step=Step(_("See what failed"), reverse("admin:releases_partner_endpoints", args=[endpoint.partner_id])),
        )
        for endpoint in found.select_related("partner").order_by("-failed", "pk")[:SHOWN]
    ]


def _failed(count: int) -> str:
    return ngettext("%(count)d delivery failed", "%(count)d deliveries failed", count) % {"count": count}


def _mails() -> list[Row]:
    given_up = StaffMail.objects.filter(sent_at=None, next_at=None, planned_at__gt=timezone.now() - _LATELY).exclude(
        last_error=""
    )
    count = given_up.count()
    if not count:
        return []
    said = ngettext("%(count)d mail was given up", "%(count)d mails were given up", count) % {"count": count}
    return [
        Row(
            title=_("Mail to the staff"),
            marks=[Mark("late", said)],
            step=Step(_("See what failed"), reverse("admin:releases_staffmail_changelist")),
        )
    ]


def workers() -> list[Row]:
    """One row where none is heard of. One query."""
    beat_at = beating.last_beat()
    if not beating.is_late(beat_at):
        return []
    return [
        Row(
            title=_("No worker is heard of"),
            facts=_("What is public is not touched by it; files, webhooks and mails wait. Start manage.py deliver."),
            at=beat_at,
            step=Step(_("See the state"), reverse("admin:state")),
        )
    ]
