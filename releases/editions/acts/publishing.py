"""Approve a submission: as new editions, as a correction, or as an update."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from releases.authoring.models import Release, User
from releases.errors import NotComposable, Refusal

from ..canonical import canonical, digest_of, instant
from ..compose import compose
from ..hours import oddities
from ..models import Act, Change, Edition, EditionFile, Ending, Submission, SubmissionItem
from ..search import index
from ..shape import files_shown
from .acting import Acting, acting, public_words, who_may
from .submitting import decide, open_submission


def approve(*, submission: Submission, by: User, at: dt.datetime | None = None) -> list[Edition]:
    """Makes the submitted texts public: all in the same instant, `at`, or as soon as the record allows.

    Refuses a release that is public already: say whether it is a correction or an update.
    """
    return publish(Act.APPROVE, submission=submission, by=by, at=at)


def correct(
    *, submission: Submission, by: User, note: str | Mapping[str, str], at: dt.datetime | None = None
) -> list[Edition]:
    """Replaces public editions because something in them was wrong. Readers see the note."""
    said = public_words(note, what=_("The note on the correction"))
    return publish(Act.CORRECT, submission=submission, by=by, at=at, change=Change.CORRECTION, note=said)


def update(
    *, submission: Submission, by: User, note: str | Mapping[str, str] = "", at: dt.datetime | None = None
) -> list[Edition]:
    """Replaces public editions because there is more to say. A note is welcome."""
    said = public_words(note, what=_("The note")) if note else {}
    return publish(Act.UPDATE, submission=submission, by=by, at=at, change=Change.UPDATE, note=said)


def publish(
    act_: Act,
    *,
    submission: Submission,
    by: User,
    at: dt.datetime | None,
    change: Change = Change.NEW,
    note: dict[str, str] | None = None,
    urgent_reason: str = "",
) -> list[Edition]:
    """What every approval does. `change` is what the new editions are to public ones; NEW refuses where there is one.

    With `urgent_reason` the person publishes their own work, which is refused otherwise.
    """
    with acting(act_, by=by) as act:
        submission = open_submission(submission)
        items = list(submission.items.select_related("release").prefetch_related("release__texts"))
        involved = _involved(submission, items)
        if urgent_reason and by.pk not in involved:
            raise Refusal(
                _("%(who)s neither wrote nor submitted this: approve it as usual.") % {"who": by}, code="not_own_work"
            )
        if not urgent_reason:
            _refuse_own_work(involved, by)
        contents = _as_submitted(items, act)
        opens = act.takes_effect(at)
        said = note or {}
        editions = [_open(act, item, contents[item.pk], opens, change=change, note=said) for item in items]
        if change != Change.NEW and all(edition.change == Change.NEW for edition in editions):
            raise Refusal(_("None of these texts is public yet: approve them instead."), code="nothing_to_replace")
        decide(submission, Submission.State.APPROVED, act, urgent_reason=urgent_reason)
        act.reason = urgent_reason
        # Of the account, whatever its name will be: what is urgent asks for another one than this.
        act.details = {"submission": submission.pk, **({"person": by.pk} if urgent_reason else {})}
        odd = oddities(opens, [json.loads(content) for content in contents.values()]) if at is not None else {}
        act.details |= {"odd_time": sorted(odd)} if odd else {}
    return editions


def _involved(submission: Submission, items: list[SubmissionItem]) -> dict[int, str]:
    """Who had a hand in it, and in which way: each may not approve it."""
    involved = {submission.submitted_by_id: _("submitted it")}
    for item in items:
        involved.setdefault(
            item.release.edited_by_id, _("was the last to edit “%(release)s”") % {"release": item.release}
        )
        for text in item.release.texts.all():
            if text.language == item.language:
                involved.setdefault(
                    text.edited_by_id, _("was the last to edit “%(release)s”") % {"release": item.release}
                )
    return involved


def _refuse_own_work(involved: dict[int, str], by: User) -> None:
    if by.pk in involved:
        raise Refusal(
            _("%(who)s %(did)s, so a second person must approve it: %(names)s.")
            % {"who": by, "did": involved[by.pk], "names": who_may("releases.approve", besides=list(involved))},
            code="own_work",
        )


def _as_submitted(items: list[SubmissionItem], act: Acting) -> dict[int, str]:
    """The canonical content of each item. Refuses when anything differs from what was submitted."""
    try:
        composed = compose([(item.release_id, item.language) for item in items], at=act.now)
    except NotComposable as error:
        raise _changed(error.problems) from None
    contents = {item.pk: canonical(composed[item.release_id, item.language]) for item in items}
    changed = [str(item) for item in items if digest_of(contents[item.pk]) != item.digest]
    if changed:
        raise _changed(changed)
    return contents


def _changed(problems: list[str]) -> Refusal:
    return Refusal(
        _("These changed after they were submitted. Submit them again, so that what was read is what is published."),
        code="changed_since_submission",
        problems=problems,
    )


def _open(
    act: Acting, item: SubmissionItem, content: str, opens: dt.datetime, *, change: Change, note: dict[str, str]
) -> Edition:
    release: Release = item.release
    earlier = Edition.objects.filter(uid=release.uid, language=item.language).order_by("-number")
    last = earlier.first()
    predecessor = _predecessor(act, release, earlier.exclude(ended_as=Ending.CANCELLED).first(), change)
    edition = Edition(
        uid=release.uid,
        kind=release.kind,
        language=item.language,
        number=(last.number if last else 0) + 1,
        content=content,
        content_digest=item.digest,
        change=change if predecessor else Change.NEW,
        note=note if predecessor else {},
        released_at=predecessor.released_at if predecessor else opens,
        public_from=opens,
        urgent_by_entry_id=act.sequence if act.act == Act.URGENT else None,
    )
    edition.slug, edition.title = edition.body["slug"], edition.body["title"]
    _refuse_taken_address(edition)
    if predecessor is not None:
        act.move(predecessor, public_until=opens, ended_as=Ending.SUPERSEDED)
    act.open(edition)
    EditionFile.objects.bulk_create(
        EditionFile(edition=edition, digest=name) for name in sorted(files_shown(edition.body))
    )
    index.write([edition])
    return edition


def _predecessor(act: Acting, release: Release, last: Edition | None, change: Change) -> Edition | None:
    """The open edition that the new one replaces; None when there is none. Refuses where a plan stands in the way."""
    if last is None or (last.public_until is not None and last.public_until <= act.now):
        return None
    if last.public_from > act.now:
        raise Refusal(
            _("“%(release)s” (%(language)s) has an edition that opens at %(at)s. Reschedule or cancel that one first.")
            % {"release": release, "language": last.language, "at": instant(last.public_from)},
            code="opening_planned",
        )
    if last.public_until is not None:
        raise Refusal(
            _("“%(release)s” (%(language)s) is to be withdrawn at %(at)s. Cancel the withdrawal first.")
            % {"release": release, "language": last.language, "at": instant(last.public_until)},
            code="withdrawal_planned",
        )
    if change == Change.NEW:
        raise Refusal(
            _("“%(release)s” (%(language)s) is public already. Say whether this is a correction or an update.")
            % {"release": release, "language": last.language},
            code="already_public",
        )
    return last


def _refuse_taken_address(edition: Edition) -> None:
    taken: dict[str, Any] = {"language": edition.language, "kind": edition.kind, "slug": edition.slug}
    if Edition.objects.filter(**taken).exclude(uid=edition.uid).exists():
        raise Refusal(
            _("“%(slug)s” is the address of another release, for ever. Choose another one for “%(title)s”.")
            % {"slug": edition.slug, "title": edition.title},
            code="address_taken",
        )
