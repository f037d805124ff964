"""The worker on the news desk: each one that is heard of, and what waits for them, for whoever looks after it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from releases.authoring.languages import isolated
from releases.authoring.models import User
from releases.running import beating
from releases.running.backlog import Backlog, backlog
from releases.running.models import Worker

from .clocks import ahead
from .news_rows import SHOWN, Mark, Row
from .steps import Step


def rows(user: User) -> list[Row]:
    """Five queries, or none. That no worker is heard of at all is told among what failed."""
    if not user.has_perm("releases.view_endpoint"):
        return []
    heard = [_worker(worker) for worker in Worker.objects.order_by("-beat_at")[:SHOWN]]
    return [*heard, _waiting(backlog())]


def _worker(worker: Worker) -> Row:
    late = beating.is_late(worker.beat_at)
    heard = _("heard of %(when)s") % {"when": ahead(worker.beat_at)}
    return Row(
        title=worker.name,
        facts=_("runs since %(time)s") % {"time": isolated(f"{timezone.localtime(worker.started_at):%Y-%m-%d %H:%M}")},
        marks=[Mark("late" if late else "public", heard)],
        step=None,
    )


def _waiting(found: Backlog) -> Row:
    if not found:
        return Row(title=_("Nothing waits for it"), step=None)
    counted = (
        (found.deliveries, ngettext("%(count)d webhook", "%(count)d webhooks", found.deliveries)),
        (found.letters, ngettext("%(count)d letter to readers", "%(count)d letters to readers", found.letters)),
        (found.mails, ngettext("%(count)d mail to the staff", "%(count)d mails to the staff", found.mails)),
        (found.files, ngettext("%(count)d file to make", "%(count)d files to make", found.files)),
    )
    late = found.oldest_at is not None and timezone.now() - found.oldest_at > beating.LATE_AFTER
    return Row(
        title=_("Waits for it"),
        facts=_("the oldest was due %(when)s") % {"when": ahead(found.oldest_at)} if found.oldest_at else "",
        marks=[Mark("late" if late else "plain", words % {"count": count}) for count, words in counted if count],
        step=Step(_("See the state"), reverse("admin:state")),
    )
