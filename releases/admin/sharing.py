"""Show a draft to somebody without an account: the form, and who was shown what until when."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from releases.authoring.languages import own_name
from releases.authoring.models import Release, User
from releases.editions import opening, sharing
from releases.editions.shares import LONGEST_HOURS, SharedPreview
from releases.errors import PressOfficeError
from releases.outlets.addresses import absolute

from .pages import Seen
from .refusals import add_refusal
from .typed import staff

_LISTED = 50
_OPENINGS = 10
_DAY = 24


class ShareForm(forms.Form):
    """Its cleaned data are the verb's arguments."""

    recipient = forms.CharField(
        label=gettext_lazy("Recipient"),
        max_length=120,
        help_text=gettext_lazy("A person, by name and house. It stands across every page that they see or print."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    languages = forms.MultipleChoiceField(label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple)
    hours = forms.TypedChoiceField(
        label=gettext_lazy("Ends after"),
        coerce=int,
        initial=sharing.DEFAULT_HOURS,
        help_text=gettext_lazy("Or sooner: when the text is published, or when you revoke it."),
    )

    def __init__(self, *args: Any, languages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["languages"].choices = [(tag, own_name(tag)) for tag in languages]  # type: ignore[attr-defined]
        self.initial.setdefault("languages", languages)
        hours = ngettext_lazy("%(count)d hour", "%(count)d hours", "count")
        days = ngettext_lazy("%(count)d day", "%(count)d days", "count")
        self.fields["hours"].choices = [  # type: ignore[attr-defined]
            *((number, hours % {"count": number}) for number in (4, 24, 48)),
            *((number * _DAY, days % {"count": number}) for number in (3, 7, LONGEST_HOURS // _DAY)),
        ]


class SharesPreviews(Seen):
    """Adds the page `share` to the forms of releases; whoever may see the draft may read there who was shown it."""

    def share_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        """Eight queries, besides those of the frame. The address of a new preview stands in this one answer alone."""
        user = staff(request)
        written = sorted(release.texts.values_list("language", flat=True))
        act = request.POST.get("act", "") if request.method == "POST" else ""
        form = ShareForm(request.POST if act == "share" else None, languages=written)
        if act == "revoke":
            return self._revoked(request, release)
        if form.is_bound and not user.has_perm("releases.share_preview"):
            raise PermissionDenied
        address = self._shared(request, release, form) if form.is_bound and form.is_valid() else ""
        answer = self.framed(
            request,
            "admin/releases/share.html",
            obj=release,
            title=_("Share a preview"),
            form=ShareForm(languages=written) if address else form,
            address=address,
            may_share=user.has_perm("releases.share_preview") and bool(written),
            may_revoke=_may_revoke(user),
            previews=_listed(release),
        )
        add_never_cache_headers(answer)
        # Not `no-referrer`: under it a browser says no origin with a POST, and every form of the page is refused.
        answer["Referrer-Policy"] = "same-origin"
        return answer

    def _shared(self, request: HttpRequest, release: Release, form: ShareForm) -> str:
        """The address of the preview; "" where it was refused, and then the form says why."""
        try:
            preview, token = sharing.share(release=release, by=staff(request), **form.cleaned_data)
        except PressOfficeError as refused:
            add_refusal(form, refused)
            return ""
        said = _("Shared a preview with %(recipient)s.") % {"recipient": preview.recipient}
        self.log_change(request, release, said)
        return absolute(request, reverse("site:preview", args=[token]))

    def _revoked(self, request: HttpRequest, release: Release) -> HttpResponse:
        if not _may_revoke(staff(request)):
            raise PermissionDenied
        number = request.POST.get("preview", "")
        if not number.isascii() or not number.isdecimal():
            raise Http404
        preview = get_object_or_404(SharedPreview, pk=number[:18], uid=release.uid)
        sharing.revoke(preview=preview, by=staff(request))
        said = _("Revoked the preview for %(recipient)s.") % {"recipient": preview.recipient}
        self.log_change(request, release, said)
        self.message_user(request, _("Revoked. It opens nothing any more."))
        return HttpResponseRedirect(request.path)


def _may_revoke(user: User) -> bool:
    return bool(user.has_perm("releases.share_preview") or user.has_perm("releases.withdraw"))


def _listed(release: Release) -> list[dict[str, Any]]:
    """The last fifty, with how often and when each was opened. Four queries."""
    now = timezone.now()
    rows = SharedPreview.objects.filter(uid=release.uid).prefetch_related("pages", "openings")
    latest = Max(Coalesce("openings__last_at", "openings__opened_at"))
    counted = rows.annotate(opened=Sum("openings__times"), opened_last=latest).order_by("-shared_at", "-pk")
    written = release.texts.values_list("language", flat=True)
    out_since = {tag: last for tag in written if (last := opening.came_out(release.uid, tag, now))}
    listed = []
    for preview in counted[:_LISTED]:
        languages = [page.language for page in preview.pages.all()]
        out = bool(languages) and all(out_since.get(tag, preview.shared_at) > preview.shared_at for tag in languages)
        state = "revoked" if preview.revoked_at else "ended" if not preview.is_live(now) else "out" if out else "live"
        listed.append(
            {
                "preview": preview,
                "state": state,
                "languages": [own_name(tag) for tag in languages],
                "drafted_at": max((page.drafted_at for page in preview.pages.all()), default=None),
                "openings": list(preview.openings.all())[:_OPENINGS],
                "opened": preview.opened,
                "opened_last": preview.opened_last,
            }
        )
    return listed
