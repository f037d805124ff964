"""Give early access to one embargoed release, revoke it, and say what its token opens at an instant.

What is given is the release until it opens, in every language: a translation that is approved later is in it, and when
the embargo is moved it moves along. It ends with the editions that were under embargo when it was given.
"""

import datetime as dt
import secrets
import uuid

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.models import Release, User
from releases.editions import embargo, reading
from releases.editions.canonical import digest_of
from releases.editions.models import Edition
from releases.editions.opening import network_of, program_of
from releases.errors import Refusal

from .early_access import LONGEST_DAYS, EarlyAccess, EarlyText
from .models import EarlyReading

DEFAULT_DAYS = 14
_TOKEN_BYTES = 32
AN_HOUR = 200
"""Readings: more than anybody reads. What is given is noted, so whoever asks for more waits."""
FILES_AN_HOUR = 300
"""Rows of files: from then on, what is new is counted without saying from where, and no file waits."""


def give(
    *, release: Release, name: str, organisation: str, email: str, note: str, days: int, by: User
) -> tuple[EarlyAccess, str]:
    """Access for one person to all of a release that is under embargo, and its token, shown now and never again."""
    if not by.has_perm("releases.give_early_access"):
        raise Refusal(_("You may not give early access. Ask a reviewer."), code="not_permitted")
    said = [part.strip() for part in (name, organisation, email)]
    if not all(said) or not 1 <= days <= LONGEST_DAYS:
        raise Refusal(
            _("Name the person, the organisation and an e-mail address, and let it end within 31 days."),
            code="access_incomplete",
        )
    with transaction.atomic():
        now = timezone.now()
        editions = _first_of_each(list(embargo.opening_after(now, uid=release.uid).defer("content")))
        if not editions:
            raise Refusal(
                _("Nothing of this release is under embargo. Approve it with a time of opening first."),
                code="no_embargo",
            )
        _refuse_twice(release.uid, said[2], now)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        access = EarlyAccess(
            uid=release.uid,
            name=said[0],
            organisation=said[1],
            email=said[2],
            note=note.strip(),
            token_digest=digest_of(token),
            given_at=now,
            given_by=by.username,
            days=days,
        )
        access.full_clean(validate_constraints=False)
        access.save(force_insert=True)
        EarlyText.objects.bulk_create(
            EarlyText(access=access, language=language, number=edition.number) for language, edition in editions.items()
        )
    return access, token


def _refuse_twice(uid: uuid.UUID, email: str, now: dt.datetime) -> None:
    """So a form that is sent twice gives one address."""
    before = EarlyAccess.objects.filter(uid=uid, email__iexact=email).annotate(lasts=lasting(now))
    if any(access.is_live(now) and access.lasts for access in before):
        raise Refusal(
            _("Who reads mail at %(email)s has early access to this release already. Revoke it first to give another.")
            % {"email": email},
            code="given_already",
        )


def revoke(*, access: EarlyAccess, by: User) -> EarlyAccess:
    """Ends it with the next request; that it was given, and what was read, is kept."""
    with transaction.atomic():
        row = EarlyAccess.objects.select_for_update().get(pk=access.pk)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by = timezone.now(), by.username
            row.save(update_fields=["revoked_at", "revoked_by"])
    return row


def find(token: str, at: dt.datetime) -> EarlyAccess | None:
    """The access that this token opens at an instant; where all is out, it leads there. One query, always the same."""
    lately = EarlyReading.objects.filter(
        access=OuterRef("pk"), hour_at__isnull=True, read_at__gt=at - dt.timedelta(hours=1)
    )
    counted = lately.order_by().values("access").annotate(count=Count("pk")).values("count")
    rows = EarlyAccess.objects.annotate(lasts=_lasts(at), read_lately=Coalesce(Subquery(counted), 0))
    row = rows.filter(token_digest=digest_of(token)).first()
    return row if row is not None and row.is_live(at) and row.lasts else None


def is_read_too_often(access: EarlyAccess) -> bool:
    """Of one that `find` gave. No query."""
    return bool(getattr(access, "read_lately") >= AN_HOUR)  # noqa: B009  `find` adds it


def lasting(at: dt.datetime) -> Exists:
    """For a query of accesses: whether something that was given is still under embargo."""
    ahead = _named().filter(public_from__gt=at)
    return Exists(EarlyText.objects.filter(Exists(ahead), access=OuterRef("pk")))


def texts(access: EarlyAccess, at: dt.datetime) -> dict[str, Edition]:
    """By language, what it shows at an instant: of each what opens next, and nothing that comes after. Two queries.

    A language that was approved since goes along for as long as one that was given is under embargo.
    """
    named = {text.language: text.number for text in access.texts.all()}
    opening = _first_of_each(list(embargo.opening_after(at, uid=access.uid)))
    given = {tag: edition for tag, edition in opening.items() if named.get(tag) == edition.number}
    return {tag: edition for tag, edition in opening.items() if tag in given or tag not in named} if given else {}


def note_reading(*, access: EarlyAccess, edition: Edition, what: str, address: str, agent: str) -> None:
    """Written before the answer; `what` is the part of the address that is no secret."""
    EarlyReading.objects.create(
        access=access, edition=edition.key, path=what, network=network_of(address), program=program_of(agent)
    )


def note_file(*, access: EarlyAccess, edition: Edition, what: str, address: str, agent: str, at: dt.datetime) -> None:
    """Written before the answer, as a page is; a page has many, and a recording is asked for in many parts.

    Two queries; for what is new in this hour an insert more. `what` is one of the files that the edition shows, so
    that whoever has the address cannot fill the log.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    where = {"edition": edition.key, "path": what}
    asked = {"network": network_of(address), "program": program_of(agent)}
    rows = EarlyReading.objects.filter(access=access, hour_at=hour)
    there = rows.aggregate(all=Count("pk"), same=Count("pk", filter=Q(**where, **asked)))
    if there["all"] >= FILES_AN_HOUR and not there["same"]:
        asked = dict.fromkeys(asked, "")
    if not rows.filter(**where, **asked).update(times=F("times") + 1):
        _row, is_new = EarlyReading.objects.get_or_create(
            access=access,
            hour_at=hour,
            edition=edition.key,
            path=what,
            network=asked["network"],
            program=asked["program"],
        )
        if not is_new:
            rows.filter(**where, **asked).update(times=F("times") + 1)


def _first_of_each(editions: list[Edition]) -> dict[str, Edition]:
    found: dict[str, Edition] = {}
    for edition in editions:
        found.setdefault(edition.language, edition)
    return dict(sorted(found.items()))


def _named() -> reading.EditionQuerySet:
    """For a query of texts: the edition that each names, unless it was cancelled."""
    rows: reading.EditionQuerySet = Edition.objects.filter(
        uid=OuterRef("access__uid"), language=OuterRef("language"), number=OuterRef("number")
    ).exclude(public_until=F("public_from"))
    return rows


def _lasts(at: dt.datetime) -> Exists:
    """Whether something that was given is still under embargo, or has opened and is public still."""
    public = reading.public(at).filter(uid=OuterRef("uid"), language=OuterRef("language"))
    standing = _named().filter(Q(public_from__gt=at) | Exists(public))
    return Exists(EarlyText.objects.filter(Exists(standing), access=OuterRef("pk")))
