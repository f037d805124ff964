"""One person publishes their own work, where the mission allows it; another one looks at it afterwards."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from releases.authoring.models import Mission, User
from releases.errors import Refusal

from ..models import Act, Change, Edition, Look, Submission
from .acting import acting, public_words, who_may
from .publishing import publish


def publish_urgently(
    *,
    submission: Submission,
    by: User,
    reason: str,
    change: Change = Change.NEW,
    note: str | Mapping[str, str] = "",
    at: dt.datetime | None = None,
) -> list[Edition]:
    """As approve, correct or update (`change` says which), by the one who wrote or submitted it.

    The editions are marked for ever, the journal keeps the reason, and others are asked to look: `look_again`.
    """
    if not reason.strip():
        raise Refusal(
            _("Say why it cannot wait for a second person: the journal keeps the reason."), code="reason_missing"
        )
    if not Mission.objects.filter(urgent_publication=True).exists():
        raise Refusal(
            _("The mission does not allow urgent publication by one person. These may approve it: %(names)s.")
            % {"names": who_may("releases.approve", besides=[by.pk])},
            code="urgent_not_allowed",
        )
    must_say = change == Change.CORRECTION or (change == Change.UPDATE and note)
    said = public_words(note, what=_("The note")) if must_say else {}
    return publish(
        Act.URGENT, submission=submission, by=by, at=at, change=change, note=said, urgent_reason=reason.strip()
    )


def look_again(*, submission: Submission, by: User, look: Look, remark: str = "") -> Submission:
    """What another person found in an urgent publication. It changes nothing for readers: a correction does."""
    if look == Look.CORRECTION and not remark.strip():
        raise Refusal(_("Say what needs a correction."), code="remark_missing")
    with acting(Act.LOOK, by=by) as act:
        current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if not current.urgent_reason:
            raise Refusal(
                _("Submission %(id)s was not published by one person: it was read before.") % {"id": current.pk},
                code="not_urgent",
            )
        if current.looked_at is not None:
            raise Refusal(_("%(who)s has looked at it already.") % {"who": current.looked_by}, code="already_looked_at")
        if current.decided_by_id == by.pk:
            raise Refusal(
                _("%(who)s published it, so another person must look at it: %(names)s.")
                % {"who": by, "names": who_may("releases.approve", besides=[by.pk])},
                code="own_work",
            )
        current.looked_at, current.looked_by, current.look, current.look_remark = act.now, by, look, remark.strip()
        current.save(update_fields=["looked_at", "looked_by", "look", "look_remark"])
        act.reason = current.look_remark
        act.details = {"submission": current.pk, "person": by.pk, "look": str(look)}
    return current
