"""What a reader may do: ask, confirm, change, take their data, leave. And what is done for them when they are away."""

import datetime as dt
import zoneinfo
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from releases.editions.canonical import instant

from .models import Departure, Letter, Subscriber

FORGOTTEN_AFTER = dt.timedelta(hours=48)
# Of one that is paused, since mail to it comes back.
PAUSED_FOR = dt.timedelta(days=90)
_LETTERS_KEPT = dt.timedelta(days=365)
_LINKS_KEPT = dt.timedelta(days=7)
# Links to one address: nobody's mailbox is filled by somebody else.
_PAUSE = dt.timedelta(minutes=10)
_MOST_A_DAY = 3
_AT_ONCE = 2000
_BOUNCES_LAST = dt.timedelta(days=30)
_MOST_BOUNCES = 2


def ask(*, address: str, language: str, **choices: Any) -> None:
    """Notes what somebody asks for, and plans the mail that asks the owner of the address whether they do.

    Says nothing of whether the address is known: who has confirmed already gets a personal link, and no choice of
    theirs is changed.
    """
    with transaction.atomic():
        asked = {"language": language, "asked_at": timezone.now(), **choices}
        known, fresh = Subscriber.objects.select_for_update().get_or_create(address=_normal(address), defaults=asked)
        if not fresh and known.state == Subscriber.State.ASKED:
            Subscriber.objects.filter(pk=known.pk).update(**asked)
        active = known.state == Subscriber.State.ACTIVE
        _plan_link(known, Letter.Event.LINK if active else Letter.Event.CONFIRM)


def send_link(*, address: str) -> None:
    """A new personal link, where the address is a subscriber's; the same answer where it is not."""
    with transaction.atomic():
        known = Subscriber.objects.select_for_update().filter(address=_normal(address)).first()
        if known is not None:
            active = known.state == Subscriber.State.ACTIVE
            _plan_link(known, Letter.Event.LINK if active else Letter.Event.CONFIRM)


def confirm(*, subscriber: Subscriber) -> None:
    """Also of one that was paused: who opened the link reads the mailbox."""
    now = timezone.now()
    with transaction.atomic():
        rows = Subscriber.objects.filter(pk=subscriber.pk)
        rows.filter(state=Subscriber.State.ASKED).update(state=Subscriber.State.ACTIVE, confirmed_at=now)
        rows.filter(state=Subscriber.State.PAUSED).update(state=Subscriber.State.ACTIVE, bounces=0, bounced_at=None)


def change(*, subscriber: Subscriber, **choices: Any) -> None:
    """What waits comes when the new choice says."""
    with transaction.atomic():
        kept = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        for name, value in choices.items():
            setattr(kept, name, value)
        kept.full_clean()
        kept.save(update_fields=list(choices))
        waiting = kept.letters.filter(state=Letter.State.WAITING, release__isnull=False, attempts=0)
        waiting.update(next_at=due_at(kept.cadence, kept.hour, kept.time_zone, now=timezone.now()))


def leave(*, subscriber: Subscriber, way: str = Departure.Way.THEMSELVES) -> None:
    """Address, choices and letters go at once; a number stays. Twice is as good as once."""
    _forget(Q(pk=subscriber.pk), way)


def data_of(subscriber: Subscriber) -> dict[str, Any]:
    """All that is kept of one reader, for themselves. Two queries."""
    return {
        "address": subscriber.address,
        "state": subscriber.state,
        "language_of_letters": subscriber.language,
        "languages": subscriber.languages,
        "kinds": subscriber.kinds,
        "topics": subscriber.topics,
        "how_often": subscriber.cadence,
        "hour_of_the_daily_mail": subscriber.hour,
        "time_zone": subscriber.time_zone,
        "asked_at": instant(subscriber.asked_at),
        "confirmed_at": instant(subscriber.confirmed_at) if subscriber.confirmed_at else None,
        "mails_that_came_back": subscriber.bounces,
        "letters": [
            {
                "event": letter.event,
                "release": str(letter.release) if letter.release else None,
                "language": letter.language,
                "edition": letter.number or None,
                "state": letter.state,
                "sent_at": instant(letter.sent_at) if letter.sent_at else None,
            }
            for letter in subscriber.letters.order_by("id")
        ],
    }


def came_back(*, subscriber: Subscriber) -> None:
    """Mail to it cannot be delivered, for good. At the second time within thirty days it is paused."""
    now = timezone.now()
    with transaction.atomic():
        kept = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
        if kept is None:
            return
        recent = kept.bounced_at is not None and kept.bounced_at > now - _BOUNCES_LAST
        kept.bounces, kept.bounced_at = (kept.bounces if recent else 0) + 1, now
        if kept.bounces >= _MOST_BOUNCES and kept.state == Subscriber.State.ACTIVE:
            kept.state = Subscriber.State.PAUSED
            waiting = kept.letters.filter(state=Letter.State.WAITING)
            waiting.update(state=Letter.State.DROPPED, next_at=None)
        kept.save(update_fields=["state", "bounces", "bounced_at"])


def due_at(cadence: str, hour: int, time_zone: str, *, now: dt.datetime) -> dt.datetime:
    """Now, or the next time that it is this hour where the reader is."""
    if cadence != Subscriber.Cadence.DAILY:
        return now
    local = now.astimezone(zoneinfo.ZoneInfo(time_zone))
    # Each of the two in UTC: days are not all of 24 hours.
    days = [local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0) + dt.timedelta(days=n) for n in (0, 1)]
    return next(at for at in (day.astimezone(dt.UTC) for day in days) if at > now)


def sweep(*, now: dt.datetime) -> int:
    """Forgets who never confirmed, whose mail comes back, and letters of long ago; how many rows."""
    gone = _forget(Q(state=Subscriber.State.ASKED, asked_at__lt=now - FORGOTTEN_AFTER), Departure.Way.UNCONFIRMED)
    gone += _forget(Q(state=Subscriber.State.PAUSED, bounced_at__lt=now - PAUSED_FOR), Departure.Way.BOUNCED)
    settled = Letter.objects.exclude(state__in=[Letter.State.WAITING, Letter.State.SENDING])
    old = settled.filter(
        Q(effective_at__lt=now - _LETTERS_KEPT) | Q(release__isnull=True, effective_at__lt=now - _LINKS_KEPT)
    )
    while keys := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        gone += Letter.objects.filter(pk__in=keys).delete()[0]
    return gone


def _normal(address: str) -> str:
    """One mailbox, one subscriber: no provider of ours tells capitals apart."""
    return address.strip().lower()


def _plan_link(subscriber: Subscriber, event: str) -> None:
    now = timezone.now()
    links = subscriber.letters.filter(release__isnull=True, effective_at__gt=now - dt.timedelta(days=1))
    sent = list(links.values_list("effective_at", flat=True))
    if len(sent) < _MOST_A_DAY and not any(at > now - _PAUSE for at in sent):
        Letter.objects.create(subscriber=subscriber, event=event, effective_at=now, next_at=now)


def _forget(whom: Q, way: str) -> int:
    with transaction.atomic():
        rows = Subscriber.objects.filter(whom)
        keys = list(rows.values_list("pk", flat=True))
        if not keys:
            return 0
        Letter.objects.filter(subscriber__in=rows).delete()
        people = rows.delete()[0]
        day, _created = Departure.objects.get_or_create(left_on=timezone.now().date(), way=way)
        Departure.objects.filter(pk=day.pk).update(people=F("people") + people)
    return people
