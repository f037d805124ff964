"""Submit a bundle for review; send one back."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from releases.authoring.models import Release, User
from releases.errors import Refusal

from ..canonical import canonical
from ..compose import compose_with_files, digest
from ..models import Act, Submission, SubmissionItem
from ..working import Item
from .acknowledging import checked, keep
from .acting import Acting, acting


def submit(
    *,
    items: Iterable[tuple[Release, str]],
    by: User,
    remark: str = "",
    acknowledged: Mapping[str, str] | None = None,
) -> Submission:
    """Puts (release, language) pairs to a reviewer, with the digest of each.

    `acknowledged` are reasons by key of a finding. An open submission of any of the same texts is superseded. Raises
    NotComposable with every fault of every text, then Objections with all else that the checks find.
    """
    pairs = list(dict.fromkeys(items))
    if not pairs:
        raise Refusal(_("Nothing was chosen. Choose at least one text to submit."), code="empty")
    bundle = frozenset((release.pk, language) for release, language in pairs)
    with acting(Act.SUBMIT, by=by) as act:
        composed = compose_with_files(bundle, at=act.now, by=act.by)
        digests = {item: digest(content) for item, content in composed.contents.items()}
        warnings = checked(composed, act, {} if acknowledged is None else acknowledged)
        composed.files.plan()
        _supersede(bundle, act)
        submission = Submission.objects.create(submitted_at=act.now, submitted_by=by, remark=remark)
        SubmissionItem.objects.bulk_create(
            SubmissionItem(
                submission=submission,
                release_id=release.pk,
                language=language,
                digest=digests[release.pk, language],
                content=canonical(composed.contents[release.pk, language]),
            )
            for release, language in pairs
        )
        act.details = {
            "submission": submission.pk,
            "items": [
                {"uid": str(release.uid), "language": language, "digest": digests[release.pk, language]}
                for release, language in pairs
            ],
            **keep(submission, warnings, act),
        }
        act.reason = remark
    return submission


def send_back(*, submission: Submission, by: User, comment: str) -> Submission:
    """Returns a submission to its author, with a comment. (`return` is a word of the language.)"""
    if not comment.strip():
        raise Refusal(_("Say what should change: a comment is needed to return a submission."), code="comment_missing")
    with acting(Act.RETURN, by=by) as act:
        submission = open_submission(submission)
        decide(submission, Submission.State.RETURNED, act, comment=comment.strip())
        act.details = {"submission": submission.pk}
        act.reason = comment.strip()
    return submission


def open_submission(submission: Submission) -> Submission:
    """The submission as it is now, locked. Refuses when it has been decided."""
    current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if current.state != Submission.State.OPEN:
        raise Refusal(
            _("Submission %(id)s was already decided (%(state)s, by %(who)s). Submit the texts again to go on.")
            % {"id": current.pk, "state": current.get_state_display(), "who": current.decided_by},
            code="already_decided",
        )
    return current


def decide(
    submission: Submission, state: Submission.State, act: Acting, *, comment: str = "", urgent_reason: str = ""
) -> None:
    """What was submitted is kept no longer: approved, it is an edition; otherwise it is nobody's to read any more."""
    submission.state, submission.decided_at, submission.decided_by, submission.comment = state, act.now, act.by, comment
    submission.urgent_reason = urgent_reason
    submission.save(update_fields=["state", "decided_at", "decided_by", "comment", "urgent_reason"])
    submission.items.update(content="")


def _supersede(bundle: frozenset[Item], act: Acting) -> None:
    for submission in Submission.objects.filter(state=Submission.State.OPEN).prefetch_related("items"):
        if any((item.release_id, item.language) in bundle for item in submission.items.all()):
            decide(submission, Submission.State.SUPERSEDED, act)
