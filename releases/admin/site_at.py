"""The site at a time: the public pages as they will be, or were, at an instant. The site's own views make them.

`/admin/site/` asks for an instant; `/admin/site/<instant>/<address of the site>` is that address at that instant.
"""

import copy
import datetime as dt
import re
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template import loader
from django.template.response import TemplateResponse
from django.urls import Resolver404, URLPattern, path, re_path, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from releases.authoring.languages import LANGUAGES, direction, interface_language, own_name
from releases.authoring.models import Release, User
from releases.authoring.visibility import reads_all_drafts, releases_seen_by
from releases.editions import reading, vantage
from releases.editions.models import Edition
from releases.outlets.site.errors import not_found
from releases.outlets.site.relinking import relinked, with_head_and_banner

from . import sight
from .clocks import offset
from .local_time import MomentField
from .only_in_public import said_in_words
from .typed import staff

_INSTANT = r"(?P<instant>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z)"
_FIRST, _LAST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
_OUTLETS = ("site", "media", "drawn", "downloads", "presskit", "calendar")
_SHOWN = tuple(f"releases.outlets.{outlet}." for outlet in _OUTLETS)
# A page for the one person who holds its address, for as long as that lasts: at no other time, and not from here.
_PERSONAL = ("releases.outlets.site.shared", "releases.outlets.site.early", "releases.outlets.site.subscribing")
# What would make of a page a 304, or bytes that no link can be led in.
OF_CACHES = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_ACCEPT_ENCODING")
_SUGGESTED = re.compile(rb'(?<="address": ")/(?!/)')
_LISTED = 12
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


class LookForm(forms.Form):
    at = MomentField(label=gettext_lazy("Time"), help_text=gettext_lazy("In the mission’s time zone."))
    page = forms.RegexField(r"\A/(?!/)[^\s\\]*\Z", required=False, widget=forms.HiddenInput, max_length=500)

    def clean_at(self) -> dt.datetime:
        at: dt.datetime = self.cleaned_data["at"]
        if not _FIRST <= at < _LAST:
            raise ValidationError(_("Choose a time between 1990 and 2099."), code="too_far")
        return at


def urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("site/", site.admin_view(ask), {"site": site}, name="site_at"),
        re_path(rf"^site/{_INSTANT}(?P<page>/.*)\Z", site.admin_view(look), name="site_at_page"),
    ]


def address_at(at: dt.datetime, page: str = "/") -> str:
    """Where the desk shows a page of the site as it is at an instant."""
    return f"{reverse('admin:site_at')}{_written(at)}{page}"


@require_safe
def ask(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Which instant? And what opens and closes around now, each a way in. Five queries, besides the desk's own."""
    _may_look(request)
    given = "at" in request.GET
    form = LookForm(request.GET if given else None, initial={"at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"})
    if given and form.is_valid():
        return HttpResponseRedirect(address_at(form.cleaned_data["at"], form.cleaned_data["page"] or "/"))
    user, now = staff(request), timezone.now()
    return TemplateResponse(
        request,
        "admin/site_at/ask.html",
        {
            **site.each_context(request),
            "title": _("The site at a time"),
            "form": form,
            "zone": offset(timezone.localtime(now)),
            "now": address_at(now),
            "ahead": _ends(_editions(user).filter(public_from__gt=now), ahead=True),
            "behind": _ends(_editions(user).filter(public_from__lte=now), ahead=False),
        },
        # Under `no-referrer` a browser says no origin with a POST, and signing out from here would be refused.
        headers={**HEADERS, "Referrer-Policy": "same-origin"},
    )


@require_safe
def look(request: HttpRequest, instant: str, page: str) -> HttpResponseBase:
    """The page as the site's own view makes it, with every link led here. Four queries besides that view's."""
    user = staff(request)
    _may_look(request)
    at = _read(instant)
    if at is None:
        return HttpResponseRedirect(reverse("admin:site_at"))
    with vantage.looking_from(at, ahead=_ahead(user)) as standing:
        response = _of_the_site(request, page)
        ends = _around(standing)
    if response.get("Location", "").startswith("/"):
        response["Location"] = address_at(at, response["Location"])
    kind = response.get("Content-Type", "")
    if isinstance(response, HttpResponse) and kind.startswith("text/html"):
        response.content = _framed(request, response.content.decode(), standing, page, ends)
    elif isinstance(response, HttpResponse) and kind.startswith("application/json"):
        response.content = _SUGGESTED.sub(address_at(at).encode(), response.content)
    for name in ("ETag", "Last-Modified", "Expires"):
        response.headers.pop(name, None)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _may_look(request: HttpRequest) -> None:
    if not staff(request).has_perm("releases.view_edition"):
        raise PermissionDenied


def _ahead(user: User) -> Q:
    """Of which editions the person may know what is planned; empty for all."""
    if reads_all_drafts(user):
        return Q()
    return Q(uid__in=releases_seen_by(user, Release.objects.all()).values("uid"))


def _of_the_site(request: HttpRequest, page: str) -> HttpResponseBase:
    """What the site answers to this address, by the view that answers it in public."""
    inner = copy.copy(request)
    inner.META = {name: value for name, value in request.META.items() if name not in OF_CACHES}
    inner.META["PATH_INFO"] = inner.path = inner.path_info = page
    inner.__dict__.pop("headers", None)
    try:
        if _is_away(page):
            raise Http404
        inner.resolver_match = found = resolve(page)
        response: HttpResponseBase = found.func(inner, *found.args, **found.kwargs)
    except (Http404, Resolver404):
        response = not_found(inner)
    return response


def _is_away(page: str) -> bool:
    """Whether something is at the address, and is shown in public alone."""
    try:
        module = resolve(page).func.__module__
    except Resolver404:
        return False
    return not module.startswith(_SHOWN) or module in _PERSONAL


def _framed(
    request: HttpRequest,
    html: str,
    standing: vantage.Vantage,
    page: str,
    ends: tuple[dt.datetime | None, dt.datetime | None],
) -> str:
    tense = "now" if abs(standing.at - standing.now) < dt.timedelta(minutes=1) else ""
    before, after = (address_at(end, page) if end else "" for end in ends)
    banner = loader.get_template("admin/site_at/_banner.html").render(
        {
            "language": interface_language(),
            "direction": direction(interface_language()),
            "at": timezone.localtime(standing.at),
            "tense": tense or ("ahead" if standing.at > standing.now else "behind"),
            "zone": offset(timezone.localtime(standing.at)),
            "page": page,
            "before": before,
            "after": after,
            "partial": bool(standing.ahead),
        },
        request,
    )
    head = loader.get_template("admin/site_at/_head.html").render({})
    html = said_in_words(request, html, _is_away)
    led = relinked(html, lambda link: address_at(standing.at, link))
    return with_head_and_banner(led, head=head, banner=banner)


def _around(standing: vantage.Vantage) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The last interval end before the instant and the first after it, as far as the person may know. Four queries."""
    lasting = reading.everything().exclude(public_until=F("public_from"))
    # Of a release whose plans are hidden, an end that is still ahead is one of them.
    closing = lasting.filter(standing.ahead | Q(public_until__lte=standing.now)) if standing.ahead else lasting
    found: list[list[dt.datetime]] = [[], []]
    for rows, end in ((lasting, "public_from"), (closing, "public_until")):
        moments = rows.values_list(end, flat=True)
        found[0] += moments.filter(**{f"{end}__lt": standing.at}).order_by(f"-{end}")[:1]
        found[1] += moments.filter(**{f"{end}__gt": standing.at}).order_by(end)[:1]
    return max(found[0], default=None), min(found[1], default=None)


def _editions(user: User) -> Any:
    rows = Edition.objects.exclude(public_until=F("public_from"))
    return sight.editions_seen_by(user, rows).defer("content")


def _ends(editions: Any, *, ahead: bool) -> list[dict[str, Any]]:
    """The openings nearest to now, each once, with what opens at it and the way to see it. Two queries."""
    end = "public_from" if ahead else "-public_from"
    moments = editions.order_by(end).values_list("public_from", flat=True).distinct()[:_LISTED]
    events: dict[dt.datetime, list[Edition]] = {at: [] for at in moments}
    for edition in editions.filter(public_from__in=events).order_by("pk"):
        events[edition.public_from].append(edition)
    return [_event(at, opened) for at, opened in events.items()]


def _event(at: dt.datetime, opened: list[Edition]) -> dict[str, Any]:
    """Named after one release, in the language of the interface where it can be."""
    first = min(opened, key=lambda edition: edition.language != interface_language())
    languages = [tag for tag in LANGUAGES if any(edition.language == tag for edition in opened)]
    return {
        "at": at,
        "address": address_at(at),
        "first": first,
        "others": len({edition.uid for edition in opened}) - 1,
        "languages": [(tag, own_name(tag)) for tag in languages],
    }


def _written(at: dt.datetime) -> str:
    utc = at.astimezone(dt.UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}{f'.{utc.microsecond:06}' if utc.microsecond else ''}Z"


def _read(text: str) -> dt.datetime | None:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if _FIRST <= at < _LAST else None
