"""Move or close intervals: reschedule, cancel, withdraw; and expunge what a court or the law demands gone."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from releases.authoring.comments import Comment
from releases.authoring.models import User
from releases.errors import Refusal

from .. import acknowledgements, forgetting, journal, sharing
from ..canonical import instant
from ..models import Act, Edition, Ending
from ..search import index
from .acting import Acting, acting, public_words


def reschedule(*, editions: Iterable[Edition], by: User, at: dt.datetime, reason: str = "") -> list[Edition]:
    """Moves the opening of editions that are not public yet, or a withdrawal that is still ahead, to `at`.

    The end of the edition before moves with the opening: no gap, no overlap.
    """
    with acting(Act.RESCHEDULE, by=by) as act:
        act.reason = reason
        opens = act.takes_effect(at)
        return [_reschedule(act, edition, opens) for edition in _current(editions)]


def cancel(*, editions: Iterable[Edition], by: User, reason: str = "") -> list[Edition]:
    """Calls off an opening, or a withdrawal, that is still ahead. The edition before stays public."""
    with acting(Act.CANCEL, by=by) as act:
        act.reason = reason
        return [_cancel(act, edition) for edition in _current(editions)]


def withdraw(
    *, editions: Iterable[Edition], by: User, reason: str | Mapping[str, str], at: dt.datetime | None = None
) -> list[Edition]:
    """Closes public editions, with a reason that readers see; calls off what was to replace them."""
    said = public_words(reason, what=_("The reason"))
    with acting(Act.WITHDRAW, by=by) as act:
        closes = act.takes_effect(at)
        return [_withdraw(act, edition, closes, said) for edition in _current(editions)]


def expunge(*, editions: Iterable[Edition], by: User, reason: str) -> list[Edition]:
    """Blanks the content of editions that are no longer public; digest, dates and the reason stay, for ever."""
    if not reason.strip():
        raise Refusal(_("Say on what ground: the journal keeps the reason for an expunging."), code="reason_missing")
    with acting(Act.EXPUNGE, by=by) as act:
        act.reason = reason.strip()
        expunged = [_expunge(act, edition) for edition in _current(editions)]
        transaction.on_commit(forgetting.forget)
        act.details = {"expunged": [journal.blanked(edition) for edition in expunged]}
    return expunged


def _current(editions: Iterable[Edition]) -> list[Edition]:
    """The editions as they are now, in the order of their opening. Refuses an empty list."""
    rows = list(Edition.objects.filter(pk__in=[edition.pk for edition in editions]).order_by("public_from", "id"))
    if not rows:
        raise Refusal(_("Nothing was chosen. Choose at least one edition."), code="empty")
    return rows


def _before(edition: Edition) -> Edition | None:
    """The edition that ends where this one opens."""
    return (
        Edition.objects.filter(
            uid=edition.uid, language=edition.language, public_until=edition.public_from, ended_as=Ending.SUPERSEDED
        )
        .exclude(pk=edition.pk)
        .exclude(public_until=F("public_from"))
        .first()
    )


def _opening_ahead(act: Acting, edition: Edition) -> bool:
    return edition.public_from > act.now and edition.ended_as != Ending.CANCELLED


def _withdrawal_ahead(act: Acting, edition: Edition) -> bool:
    return edition.ended_as == Ending.WITHDRAWN and edition.public_until is not None and edition.public_until > act.now


def _nothing_ahead(edition: Edition) -> Refusal:
    return Refusal(
        _("“%(edition)s” has neither an opening nor a withdrawal ahead. Correct or withdraw it instead.")
        % {"edition": edition},
        code="nothing_ahead",
    )


def _reschedule(act: Acting, edition: Edition, to: dt.datetime) -> Edition:
    if _opening_ahead(act, edition):
        before = _before(edition)
        first = {"released_at": to} if edition.released_at == edition.public_from else {}
        # The end that moves away goes first, so that at no statement two editions overlap.
        if before is not None and to < edition.public_from:
            act.move(before, public_until=to)
        act.move(edition, public_from=to, **first)
        if before is not None and before.public_until != to:
            act.move(before, public_until=to)
        return edition
    if _withdrawal_ahead(act, edition):
        return act.move(edition, public_until=to)
    raise _nothing_ahead(edition)


def _cancel(act: Acting, edition: Edition) -> Edition:
    if _opening_ahead(act, edition):
        before = _before(edition)
        act.move(edition, public_until=edition.public_from, ended_as=Ending.CANCELLED)
        if before is not None:
            act.move(before, public_until=None, ended_as="")
        return edition
    if _withdrawal_ahead(act, edition):
        return act.move(edition, public_until=None, ended_as="", end_reason={})
    raise _nothing_ahead(edition)


def _withdraw(act: Acting, edition: Edition, closes: dt.datetime, reason: dict[str, str]) -> Edition:
    ahead = Edition.objects.filter(uid=edition.uid, language=edition.language, public_from__gt=act.now).exclude(
        ended_as=Ending.CANCELLED
    )
    if edition.public_from > act.now:
        raise Refusal(
            _("“%(edition)s” is not public yet. Cancel it instead.") % {"edition": edition}, code="not_public"
        )
    if edition.public_until is not None and edition.public_until <= act.now:
        raise Refusal(
            _("“%(edition)s” is not public any more: it ended at %(at)s.")
            % {"edition": edition, "at": instant(edition.public_until)},
            code="not_public",
        )
    for planned in ahead:
        _cancel(act, planned)
        edition.refresh_from_db()
    return act.move(edition, public_until=closes, ended_as=Ending.WITHDRAWN, end_reason=reason)


def _expunge(act: Acting, edition: Edition) -> Edition:
    if edition.expunged_at is not None:
        raise Refusal(_("Edition %(key)s was expunged already.") % {"key": edition.key}, code="already_expunged")
    over = edition.ended_as == Ending.CANCELLED or (
        edition.public_until is not None and edition.public_until <= act.now
    )
    if not over:
        raise Refusal(
            _("“%(edition)s” is public, or will be. Withdraw or cancel it first, then expunge it.")
            % {"edition": edition},
            code="still_public",
        )
    edition.content, edition.title, edition.note, edition.expunged_at = "", "", {}, act.now
    edition.save(update_fields=["content", "title", "note", "expunged_at"])
    edition.__dict__.pop("body", None)
    index.blank(edition)
    acknowledgements.expunge(uid=edition.uid, language=edition.language)
    # The passages that comments were about are kept by value. What colleagues wrote of them is theirs to delete.
    Comment.objects.filter(text__release__uid=edition.uid, text__language=edition.language).update(quoted="")
    sharing.expunge(uid=edition.uid, language=edition.language, at=act.now, by=act.by)
    return edition
