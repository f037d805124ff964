"""The decision on a submission: what the reviewer read, by its digest, and what they want done with it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.authoring.fields import LocalizedFormField
from releases.authoring.languages import listed
from releases.authoring.models import Mission, User
from releases.editions import acts
from releases.editions.canonical import canonical, digest_of
from releases.editions.models import Change, Edition, Submission, SubmissionItem

from .asking_time import AsksAboutTime
from .clocks import Clock, zones
from .local_time import MomentField

APPROVING: Mapping[str, Change] = {"approve": Change.NEW, "correct": Change.CORRECTION, "update": Change.UPDATE}


def digest_of_all(items: Iterable[SubmissionItem]) -> str:
    """One digest for the whole submission: what an approval names."""
    return digest_of(canonical([[item.release_id, item.language, item.digest] for item in items]))


class DecisionForm(AsksAboutTime):
    """Approve, correct, update or return. Only what can be done is offered; the act decides all the same.

    `seen` is the digest of what the page showed: an approval of anything else is refused.
    """

    field_order = ("seen", "decision", "at", "meant", "note", "urgent_reason", "comment")

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=gettext_lazy("Your decision"), widget=forms.RadioSelect)
    at = MomentField(
        label=gettext_lazy("Takes effect at"),
        required=False,
        help_text=gettext_lazy("In the mission’s time zone. Empty: at once."),
    )
    note = LocalizedFormField(
        label=gettext_lazy("Public note"),
        multiline=True,
        required=False,
        help_text=gettext_lazy("What was corrected or added. Readers will see it."),
    )
    urgent_reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait for a second person"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The journal keeps it. Another reviewer is asked to look at it afterwards."),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment for the author"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        replaces: bool,
        own: bool,
        digest: str | None,
        open_comments: int,
        contents: Iterable[Mapping[str, Any]] = (),
        **options: Any,
    ) -> None:
        """`digest` is None for who may not decide: the act says so. A planned time is held against `contents`."""
        super().__init__(*args, **options)
        self._contents = list(contents)
        self._digest, self._own, self._open_comments = digest, own, open_comments
        self.initial.setdefault("seen", digest)
        approving = [("approve", _("Publish it urgently, alone") if own else _("Approve: make it public"))]
        replacing = [
            (
                "correct",
                _("Publish it urgently, alone, as a correction: something was wrong")
                if own
                else _("Approve as a correction: something was wrong"),
            ),
            (
                "update",
                _("Publish it urgently, alone, as an update: there is more to say")
                if own
                else _("Approve as an update: there is more to say"),
            ),
        ]
        returning = [("return", _("Return it to the author with a comment"))]
        self.fields["decision"].choices = [*(replacing if replaces else approving), *returning]  # type: ignore[attr-defined]
        if not replaces:
            del self.fields["note"]
        if not own:
            del self.fields["urgent_reason"]

    def keep_errors_of(self, *names: str) -> None:
        """For a look at what is half filled in: nobody has decided yet."""
        for name in set(self.errors) - set(names):
            del self.errors[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self._digest and cleaned.get("decision") in APPROVING and cleaned.get("seen") != self._digest:
            self.add_error(
                None,
                ValidationError(
                    _("What you approve is not what this page shows. Read it as it is now, then decide again."),
                    code="not_what_was_read",
                ),
            )
        self.ask_about(cleaned.get("at") if cleaned.get("decision") in APPROVING else None, self._contents)
        return cleaned

    def decide(self, submission: Submission, by: User) -> list[Edition]:
        """Runs the act; the editions that it opened, none for a return. Raises what the act raises."""
        said = self.cleaned_data
        if said["decision"] == "return":
            acts.send_back(submission=submission, by=by, comment=said["comment"].strip() or self._see_comments())
            return []
        if self._own:
            return acts.publish_urgently(
                submission=submission,
                by=by,
                reason=said["urgent_reason"],
                change=APPROVING[said["decision"]],
                note=said.get("note", ""),
                at=said["at"],
            )
        act: dict[str, Callable[..., list[Edition]]] = {
            "approve": acts.approve,
            "correct": acts.correct,
            "update": acts.update,
        }
        note = {"note": said["note"]} if said["decision"] != "approve" else {}
        return act[said["decision"]](submission=submission, by=by, at=said["at"], **note)

    def _see_comments(self) -> str:
        """A comment on a block is a comment: nobody has to say it twice."""
        if not self._open_comments:
            return ""
        return ngettext(
            "See the open comment on the text.", "See the %(count)d open comments on the texts.", self._open_comments
        ) % {"count": self._open_comments}


def clocks_at(at: dt.datetime) -> list[Clock]:
    """The instant at the mission, in the capital, in UTC. One query."""
    return zones(Mission.objects.first()).clocks(at)


def in_three_zones(at: dt.datetime) -> str:
    return listed(f"{clock.words} {clock.place}" for clock in clocks_at(at))
