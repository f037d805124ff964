"""The review of a submission: exactly what will become public, against what is public now, and the decision."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.models import Mission, Text
from releases.editions.hours import oddities
from releases.editions.models import Edition, Submission
from releases.errors import PressOfficeError

from . import looking, previewing
from .deciding import DecisionForm, clocks_at, digest_of_all, in_three_zones
from .listing import signed
from .local_time import MomentField
from .pages import ReadOnly
from .redlining import Reviewed, short
from .refusals import add_refusal
from .replacing import begun_as
from .submitted import kept, read
from .tallied import Warned, WarnedFilter
from .typed import staff
from .urgent import LookForm


@admin.register(Submission)
class SubmissionAdmin(Warned, ReadOnly):
    list_display = ("contents", "state", "found", "submitted", "decided", "urgent")
    list_filter = ("state", WarnedFilter)
    search_fields = ("items__release__texts__title",)
    date_hierarchy = "submitted_at"
    newest = "pk"
    list_select_related = ("submitted_by", "decided_by")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        texts = Text.objects.filter(release__submission_items__submission=OuterRef("pk"))
        return (looking.titled(queryset, texts, search_term) if search_term else queryset), False

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("submitted_by", "decided_by", "looked_by").prefetch_related("items__release__texts")

    @admin.display(description=gettext_lazy("texts"))
    def contents(self, submission: Submission) -> str:
        items = list(submission.items.all())
        if not items:
            return str(submission)
        rest = len(items) - 1
        return f"{items[0]}" + (_(" and %(count)d more") % {"count": rest} if rest else "")

    @admin.display(description=gettext_lazy("submitted"), ordering="submitted_at")
    def submitted(self, submission: Submission) -> Any:
        return signed(submission.submitted_at, submission.submitted_by)

    @admin.display(description=gettext_lazy("decided"), ordering="decided_at")
    def decided(self, submission: Submission) -> Any:
        return signed(submission.decided_at, submission.decided_by)

    @admin.display(description=gettext_lazy("urgent"))
    def urgent(self, submission: Submission) -> str:
        if not submission.urgent_reason:
            return ""
        return _("urgent, looked at") if submission.looked_at else _("urgent, to be looked at")

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/page/<int:item>/", guarded(self.preview_view), name="releases_submission_page"),
            path("time/", guarded(self.time_view), name="releases_submission_time"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return self.opened(request, object_id, self.review_page)

    def review_page(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        """As many queries for a bundle of forty texts as for one of four."""
        user, is_open = staff(request), submission.state == Submission.State.OPEN
        items, problems = read(submission, user)
        digest = digest_of_all(item.item for item in items)
        may_decide = is_open and user.has_perm("releases.approve")
        sent = request.method == "POST" and "look" not in request.POST
        open_comments = sum(item.open_comments for item in items)
        own = may_decide and _is_own(submission, items, user.pk)
        form = DecisionForm(
            request.POST if sent else None,
            replaces=any(item.public for item in items),
            own=own and _may_be_urgent(),
            digest=digest if may_decide else None,
            open_comments=open_comments,
            contents=[json.loads(item.item.content) for item in items if item.item.content] if sent else (),
            initial=begun_as(submission),
        )
        look = LookForm.of(submission, request)
        done = self._decided(request, submission, form) or self._looked(request, submission, look)
        if done is not None:
            return done
        at = form.cleaned_data.get("at") if form.is_bound else None
        for item in items:
            item.preview = _preview(submission, item, at)
        return self.framed(
            request,
            "admin/releases/submission/review.html",
            obj=submission,
            title=_("Review"),
            items=items,
            bundles=_by_release(items),
            languages=list({item.language: item.language_name for item in items}.items()),
            problems=problems,
            acknowledged=list(submission.acknowledgements.all()),
            changed=is_open and (problems or any(item.since is not None for item in items)),
            is_open=is_open,
            form=form if form.is_bound or may_decide else None,
            digest=short(digest),
            own=own,
            clocks=clocks_at(at) if at else [],
            open_comments=open_comments,
            look=look,
        )

    def _decided(self, request: HttpRequest, submission: Submission, form: DecisionForm) -> HttpResponse | None:
        if not form.is_bound:
            return None
        valid = form.is_valid()
        if "show_time" in request.POST:
            form.keep_errors_of("at")
            return None
        if not valid:
            return None
        try:
            editions = form.decide(submission, staff(request))
        except PressOfficeError as refused:
            add_refusal(form, refused)
            return None
        self.message_user(request, _said(submission, editions), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _looked(self, request: HttpRequest, submission: Submission, look: LookForm | None) -> HttpResponse | None:
        if look is None or not look.is_bound or not look.done(submission, staff(request)):
            return None
        self.message_user(request, _("Thank you. What you found is in the journal."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def preview_view(self, request: HttpRequest, pk: int, item: int) -> HttpResponseBase:
        """The page of one text, as readers will see it at `?at=` (an instant of ISO 8601), or from now on."""

        def page(request: HttpRequest, submission: Submission) -> HttpResponseBase:
            contents = kept(submission) if submission.state == Submission.State.OPEN else []
            if item not in [row.pk for row, _content in contents]:
                raise Http404
            return previewing.page(request, contents, item, _instant(request.GET.get("at", "")))

        return self.opened(request, str(pk), page)

    def time_view(self, request: HttpRequest) -> HttpResponse:
        """For the script of the page: what is typed as a time, told back in three zones, or why it is none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        at, error = None, ""
        try:
            at = MomentField(required=False).clean(request.GET.get("at", ""))
        except ValidationError as fault:
            error = " ".join(fault.messages)
        odd = list(oddities(at).values()) if at else []
        told = {"clocks": clocks_at(at) if at else [], "error": error, "at": at, "odd": odd}
        return TemplateResponse(
            request, "admin/releases/submission/_clocks.html", told, headers={"Cache-Control": "private, no-store"}
        )


def _is_own(submission: Submission, items: Sequence[Reviewed], person: int) -> bool:
    """Whether they submitted it or were the last to edit any of it."""
    edited = {item.item.release.edited_by_id for item in items}
    edited |= {item.text.edited_by_id for item in items if item.text is not None}
    return person in edited | {submission.submitted_by_id}


def _may_be_urgent() -> bool:
    return Mission.objects.filter(urgent_publication=True).exists()


def _by_release(items: Sequence[Reviewed]) -> list[tuple[Any, list[Reviewed]]]:
    found: dict[int, tuple[Any, list[Reviewed]]] = {}
    for item in items:
        found.setdefault(item.item.release_id, (item.item.release, []))[1].append(item)
    return list(found.values())


def _preview(submission: Submission, item: Reviewed, at: dt.datetime | None) -> str:
    if submission.state != Submission.State.OPEN or item.content is None:
        return ""
    address = reverse("admin:releases_submission_page", args=[submission.pk, item.item.pk])
    return f"{address}?at={at:%Y-%m-%dT%H:%M:%SZ}" if at else address


def _instant(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else None


def _said(submission: Submission, editions: Sequence[Edition]) -> str:
    if not editions:
        return _("Returned to %(who)s.") % {"who": submission.submitted_by}
    return _("Approved. Public from %(at)s on.") % {"at": in_three_zones(editions[0].public_from)}
