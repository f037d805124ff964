"""What one person published urgently: who is still to look at it, and the form with which they say what they found."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from releases.authoring.models import User
from releases.editions import acts
from releases.editions.models import Look, Submission
from releases.errors import PressOfficeError

from . import sight
from .refusals import add_refusal
from .typed import staff


def waiting(user: User) -> QuerySet[Submission]:
    """Urgent publications that this person is asked to look at: not their own, and nobody has looked yet. One query."""
    if not user.has_perm("releases.approve"):
        return Submission.objects.none()
    rows = Submission.objects.exclude(urgent_reason="").filter(looked_at=None).exclude(decided_by=user)
    return sight.submissions_seen_by(user, rows).select_related("decided_by").order_by("decided_at")


class LookForm(forms.Form):
    """The second pair of eyes. It changes nothing for readers; what is wrong is then corrected, as always."""

    look = forms.ChoiceField(
        label=_("What you found"),
        choices=[
            (Look.FINE, _("It is fine as it is")),
            (Look.CORRECTION, _("It needs a correction")),
        ],
        widget=forms.RadioSelect,
    )
    look_remark = forms.CharField(
        label=_("What needs a correction"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @classmethod
    def of(cls, submission: Submission, request: HttpRequest) -> "LookForm | None":
        """The form, for whom it is; bound where it was sent, whoever sent it: the act says no in words."""
        sent = request.method == "POST" and "look" in request.POST
        user = staff(request)
        asked = submission.urgent_reason and submission.looked_at is None and submission.decided_by_id != user.pk
        if sent:
            return cls(request.POST)
        return cls() if asked and user.has_perm("releases.approve") else None

    def done(self, submission: Submission, by: User) -> bool:
        if not self.is_valid():
            return False
        said: dict[str, Any] = self.cleaned_data
        try:
            acts.look_again(submission=submission, by=by, look=Look(said["look"]), remark=said["look_remark"])
        except PressOfficeError as refused:
            add_refusal(self, refused)
            return False
        return True
