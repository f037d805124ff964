"""The review of a submission: what will become public, as it is composed now, and the decision."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.fields import LocalizedFormField
from releases.authoring.models import User
from releases.editions import acts, reading
from releases.editions.compose import compose, digest
from releases.editions.models import Submission, SubmissionItem
from releases.errors import NotComposable, PressOfficeError

from .local_time import MomentField, in_words
from .pages import ReadOnly
from .refusals import add_refusal
from .showing import Shown, shown
from .typed import staff


class DecisionForm(forms.Form):
    """Approve, correct, update or return. Only what can be done is offered; the act decides all the same."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
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
    comment = forms.CharField(
        label=gettext_lazy("Comment for the author"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, replaces: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        approving = [("approve", _("Approve: make it public"))]
        replacing = [
            ("correct", _("Approve as a correction: something was wrong")),
            ("update", _("Approve as an update: there is more to say")),
        ]
        returning = [("return", _("Return it to the author with a comment"))]
        self.fields["decision"].choices = [*(replacing if replaces else approving), *returning]  # type: ignore[attr-defined]
        if not replaces:
            del self.fields["note"]

    def decide(self, submission: Submission, by: User) -> str:
        """Runs the act; what to tell the person. Raises what the act raises."""
        said = self.cleaned_data
        if said["decision"] == "return":
            acts.send_back(submission=submission, by=by, comment=said["comment"])
            return _("Returned to %(who)s.") % {"who": submission.submitted_by}
        act: dict[str, Callable[..., Any]] = {
            "approve": acts.approve,
            "correct": acts.correct,
            "update": acts.update,
        }
        note = {"note": said["note"]} if said["decision"] != "approve" else {}
        editions = act[said["decision"]](submission=submission, by=by, at=said["at"], **note)
        return _("Approved. Public from %(at)s on.") % {"at": in_words(editions[0].public_from)}


@dataclass
class Item:
    """One text of a submission: what it would become now, and whether that is what was submitted."""

    item: SubmissionItem
    content: Shown | None = None
    digest: str = ""

    @property
    def changed(self) -> bool:
        return self.content is not None and self.digest != self.item.digest


@admin.register(Submission)
class SubmissionAdmin(ReadOnly):
    list_display = ("__str__", "state", "contents", "submitted_by", "submitted_at", "decided_by")
    list_filter = ("state",)
    list_select_related = ("submitted_by", "decided_by")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("submitted_by", "decided_by").prefetch_related("items__release__texts")

    @admin.display(description=gettext_lazy("texts"))
    def contents(self, submission: Submission) -> str:
        items = list(submission.items.all())
        rest = len(items) - 1
        return f"{items[0]}" + (_(" and %(count)d more") % {"count": rest} if rest > 0 else "") if items else ""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return self.opened(request, object_id, self.review_page)

    def review_page(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        items, problems = _items(submission)
        form = DecisionForm(request.POST or None, replaces=_replaces(submission))
        if request.method == "POST" and form.is_valid():
            try:
                said = form.decide(submission, staff(request))
            except PressOfficeError as refused:
                add_refusal(form, refused)
            else:
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(request.path)
        is_open = submission.state == Submission.State.OPEN
        return self.framed(
            request,
            "admin/releases/submission/review.html",
            obj=submission,
            title=str(submission),
            items=items,
            problems=problems,
            changed=is_open and (problems or any(item.changed for item in items)),
            is_open=is_open,
            form=form if form.is_bound or (is_open and staff(request).has_perm("releases.approve")) else None,
        )


def _items(submission: Submission) -> tuple[list[Item], list[str]]:
    """Every text as it would be published now; or none, and why not."""
    rows = list(submission.items.all())
    try:
        contents = compose([(row.release_id, row.language) for row in rows], at=timezone.now())
    except NotComposable as fault:
        return [Item(row) for row in rows], fault.problems
    composed = [(row, contents[row.release_id, row.language]) for row in rows]
    return [Item(row, shown(content), digest(content)) for row, content in composed], []


def _replaces(submission: Submission) -> bool:
    """Whether any of the texts is public now."""
    pairs = {(item.release.uid, item.language) for item in submission.items.all()}
    public = reading.public(timezone.now()).filter(uid__in=[uid for uid, _language in pairs])
    return any(pair in pairs for pair in public.values_list("uid", "language"))
