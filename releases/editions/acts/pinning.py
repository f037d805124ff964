"""The editors' choice for the home page: pin, unpin."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from releases.authoring.languages import own_name
from releases.authoring.models import User
from releases.errors import Refusal

from .. import journal
from ..canonical import instant
from ..models import Act, Edition, Ending
from ..pins import Pin
from .acting import Acting, acting


def pin(*, editions: Iterable[Edition], by: User, at: dt.datetime | None = None) -> list[Pin]:
    """Lets the release of each edition lead the home page of its language, from `at` or as soon as the record allows.

    What is not public yet may be pinned: the pin shows nothing until it opens. One pin a language in one act.
    """
    with acting(Act.PIN, by=by) as act:
        chosen = _chosen(editions)
        opens = act.takes_effect(at)
        pins = [_pin(act, edition, opens) for edition in chosen]
        act.details = {"pins": [journal.pinned(row) for row in pins]}
    return pins


def unpin(*, editions: Iterable[Edition], by: User, at: dt.datetime | None = None) -> list[Pin]:
    """Ends every pin of the editions' releases in their languages, those that are still ahead too."""
    with acting(Act.UNPIN, by=by) as act:
        chosen = _chosen(editions)
        closes = act.takes_effect(at)
        pins = [row for edition in chosen for row in _unpin(act, edition, closes)]
        act.details = {"pins": [journal.pinned(row) for row in pins]}
    return pins


def _chosen(editions: Iterable[Edition]) -> list[Edition]:
    """One edition a language. Refuses none, and two of one language."""
    rows = list(Edition.objects.filter(pk__in=[edition.pk for edition in editions]).order_by("language", "id"))
    if not rows:
        raise Refusal(_("Nothing was chosen. Choose at least one edition."), code="empty")
    if len({row.language for row in rows}) < len(rows):
        raise Refusal(_("Only one release can lead the home page of a language. Choose one."), code="two_leads")
    return rows


def _pin(act: Acting, edition: Edition, opens: dt.datetime) -> Pin:
    lasting = Q(public_until__isnull=True) | Q(public_until__gt=opens)
    editions = Edition.objects.filter(lasting, uid=edition.uid, language=edition.language)
    if not editions.exclude(ended_as=Ending.CANCELLED).exists():
        raise Refusal(
            _("“%(title)s” (%(language)s) is not public then, and will not be. Approve it first, then pin it.")
            % {"title": edition.title, "language": own_name(edition.language)},
            code="never_public",
        )
    last = Pin.objects.filter(language=edition.language, public_from__lte=opens, public_until__isnull=True).first()
    if last is not None and last.uid == edition.uid:
        raise Refusal(
            _("“%(title)s” (%(language)s) is pinned already, since %(at)s.")
            % {"title": edition.title, "language": own_name(edition.language), "at": instant(last.public_from)},
            code="pinned_already",
        )
    return Pin.objects.create(
        language=edition.language, uid=edition.uid, public_from=opens, opened_by_entry_id=act.sequence
    )


def _unpin(act: Acting, edition: Edition, closes: dt.datetime) -> list[Pin]:
    pins = list(Pin.objects.filter(uid=edition.uid, language=edition.language, public_until__isnull=True))
    if not pins:
        raise Refusal(
            _("“%(title)s” (%(language)s) is not pinned.")
            % {"title": edition.title, "language": own_name(edition.language)},
            code="not_pinned",
        )
    for row in pins:
        # One that is still ahead ends where it would begin: it never is.
        row.public_until = max(closes, row.public_from)
        row.ended_by_entry_id = act.sequence
        act.touch(row.public_until)
        row.save(update_fields=["public_until", "ended_by_entry"])
    return pins
