"""Correct and withdraw, two clicks from the release: what will happen, what readers will see, and who cites it."""

from collections.abc import Mapping
from typing import Any

from csp.constants import SELF
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.fields import LocalizedFormField
from releases.authoring.languages import own_name
from releases.authoring.models import PlannedCorrection, Release, Text, User
from releases.editions import acts, reading
from releases.editions.acts.acting import who_may
from releases.editions.models import Edition, Submission
from releases.errors import PressOfficeError

from . import notices
from .ending import EndingForm
from .refusals import add_refusal
from .superseded import cited_in
from .typed import staff


class CorrectionForm(forms.Form):
    """The public note of the correction that begins here, and the text to open first."""

    note = LocalizedFormField(
        label=gettext_lazy("Public note"),
        multiline=True,
        required=False,
        help_text=gettext_lazy("What was wrong, in one sentence. Readers see it above the corrected text."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Text to correct first"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, texts: Mapping[str, Text], **options: Any) -> None:
        super().__init__(*args, **options)
        said = '<bdi lang="{}">{}</bdi>: <bdi lang="{}">{}</bdi>'
        choices = [(tag, format_html(said, tag, own_name(tag), tag, text.title)) for tag, text in texts.items()]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
        if choices:
            self.initial.setdefault("language", choices[0][0])

    def clean_note(self) -> dict[str, str]:
        note: dict[str, str] = self.cleaned_data["note"]
        if not note:
            raise forms.ValidationError(_("Say what was wrong, in at least one language: readers will see it."))
        return note


def planned_note(submission: Submission) -> dict[str, str]:
    """What was written for readers when the correction of a submitted release was begun. Two queries."""
    releases = {item.release_id: item.release for item in submission.items.select_related("release")}
    plans = PlannedCorrection.objects.filter(release__in=releases).order_by("planned_at")
    note: dict[str, str] = {}
    for plan in plans:
        if _is_ahead(plan, releases[plan.release_id]):
            note = plan.note | note
    return note


def begun_as(submission: Submission) -> dict[str, Any]:
    """What the form of the decision holds at first. Two queries."""
    note = planned_note(submission) if submission.state == Submission.State.OPEN else {}
    return {"decision": "correct", "note": note} if note else {}


def plan_of(release: Release) -> PlannedCorrection | None:
    """The correction of the release that was begun and is not published yet. Two queries."""
    plan = PlannedCorrection.objects.filter(release=release).select_related("planned_by").first()
    return plan if plan is not None and _is_ahead(plan, release) else None


def _is_ahead(plan: PlannedCorrection, release: Release) -> bool:
    """Whether no edition was made since: the last one that was is the correction itself."""
    made = Edition.objects.filter(uid=release.uid).order_by("-opened_by_entry_id")
    last = made.values_list("opened_by_entry__recorded_at", flat=True).first()
    return last is None or last < plan.planned_at


def may_correct(user: User) -> bool:
    return user.has_perm("releases.submit") and user.has_perm("releases.change_text")


class Replacing:
    """For the admin of a kind: its pages `correct`, `withdraw` and `notice`."""

    def correct_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        user = staff(request)
        if request.method == "POST" and not may_correct(user):
            raise PermissionDenied
        public = _public(release)
        texts = {text.language: text for text in release.texts.all() if text.language in public}
        plan = plan_of(release)
        if request.method == "POST" and "drop" in request.POST:
            PlannedCorrection.objects.filter(release=release).delete()
            dropped = _("The correction was dropped. Nothing that is public changed.")
            self.message_user(request, dropped, messages.SUCCESS)  # type: ignore[attr-defined]
            return HttpResponseRedirect("../change/")
        initial = {"note": plan.note} if plan else {}
        form = CorrectionForm(request.POST or None, texts=texts, initial=initial)
        if request.method == "POST" and form.is_valid():
            PlannedCorrection.objects.update_or_create(
                release=release,
                defaults={"note": form.cleaned_data["note"], "planned_at": timezone.now(), "planned_by": user},
            )
            said = _("The note is kept. Correct the text, then submit it: a second person approves it as a correction.")
            self.message_user(request, said, messages.SUCCESS)  # type: ignore[attr-defined]
            text = texts[form.cleaned_data["language"]]
            return HttpResponseRedirect(reverse("admin:releases_text_change", args=[text.pk]))
        return self._replacing(
            request,
            release,
            "correct",
            form=form,
            title=_("Correct"),
            plan=plan,
            public=public,
            may_act=may_correct(user),
            who_may=who_may("releases.submit"),
        )

    def withdraw_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        public = _public(release)
        form = EndingForm(request.POST or None, editions=list(public.values()))
        if request.method == "POST" and form.is_valid():
            try:
                acts.withdraw(by=staff(request), **form.cleaned_data)
            except PressOfficeError as refused:
                add_refusal(form, refused)
            else:
                self.message_user(request, _("It will be withdrawn at the time shown."), messages.SUCCESS)  # type: ignore[attr-defined]
                return HttpResponseRedirect("../record/")
        may_act = form.is_bound or staff(request).has_perm("releases.withdraw")
        return self._replacing(
            request,
            release,
            "withdraw",
            form=form,
            title=_("Withdraw"),
            public=public,
            may_act=may_act,
            who_may=who_may("releases.withdraw"),
        )

    def notice_page(self, request: HttpRequest, release: Release) -> HttpResponseBase:
        """The page in one language as readers will find it, made from what is typed so far. Nothing is kept."""
        typed = request.POST if request.method == "POST" else request.GET
        public = _public(release)
        edition = public.get(typed.get("language", "")) or next(iter(public.values()), None)
        if edition is None:
            return self.framed(request, "admin/releases/no_notice.html", obj=release, title=_("Withdraw"))  # type: ignore[attr-defined, no-any-return]
        user = staff(request)
        if typed.get("as") == "withdraw" and user.has_perm("releases.withdraw"):
            form = EndingForm(typed, editions=list(public.values()))
            form.is_valid()
            said = form.cleaned_data
            try:
                return notices.of_withdrawal(
                    request, edition, by=user, reason=said.get("reason") or {}, at=said.get("at")
                )
            except PressOfficeError:
                return notices.of_withdrawal(request, edition, by=user, reason=said.get("reason") or {}, at=None)
        correction = CorrectionForm(typed, texts={})
        correction.is_valid()
        return notices.of_correction(request, edition, note=correction.cleaned_data.get("note") or {})

    def _replacing(self, request: HttpRequest, release: Release, act: str, **context: Any) -> HttpResponse:
        citing = cited_in(release.uid, staff(request))
        response: HttpResponse = self.framed(  # type: ignore[attr-defined]
            request, f"admin/releases/{act}.html", obj=release, act=act, cited_in=citing, **context
        )
        response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]
        return response


def _public(release: Release) -> dict[str, Edition]:
    """What is public of the release now, by language, in the order of languages. One query."""
    found = {edition.language: edition for edition in reading.public(timezone.now()).filter(uid=release.uid)}
    return {tag: found[tag] for tag in sorted(found, key=lambda tag: (tag != release.source_language, tag))}
