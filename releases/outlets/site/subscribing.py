"""Releases by e-mail: asking for them, confirming, changing, leaving. No cookie, no script.

There is no token against forged requests, since there is nothing to forge: no cookie of a reader gives a request any
power, so a page elsewhere could do no more than its author can without it. A form that a browser says it sends from
elsewhere is refused nevertheless, so that nobody's visitors are used to get around the limit of one network.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from releases.authoring.languages import LANGUAGES
from releases.editions import reading
from releases.editions.search import finding
from releases.outlets import limiting
from releases.outlets.addresses import SECTIONS
from releases.subscribers import links, subscribing
from releases.subscribers.models import Subscriber

from . import labels
from .serving import Visit
from .subscribe_form import ChoicesForm, LinkForm, SubscribeForm, kept, usual

_ASKED, _OFTEN = 10, 429
_WINDOW_S = 3600
_BAD, _SEE_OTHER = 400, 303


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """As `serving.served`, for pages that also take forms and are one person's: no cache keeps them."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, language: str, **address: Any) -> HttpResponseBase:
        at = reading.now()
        with translation.override(language):
            imprint = reading.imprint_at(at)
            if imprint is None or language not in imprint.body["languages"]:
                raise Http404
            response = view(Visit(request, language, at, imprint), **address)
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "no-store")
        # The address is the key: it is told to no other site.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(wrapper))


@answered
def subscribe(visit: Visit) -> HttpResponse:
    """Two queries to show it. What it answers does not depend on whether the address is known."""
    if not settings.MAIL_IS_SENT:
        raise Http404
    post = visit.request.POST if visit.request.method == "POST" else None
    if post is not None and post.get("act") == "link":
        return _link_asked(visit)
    form = SubscribeForm(
        post,
        spoken=visit.imprint.body["languages"],
        topics=_topics(visit),
        initial={
            "languages": [visit.language],
            "kinds": list(SECTIONS),
            "cadence": Subscriber.Cadence.IMMEDIATE,
            "hour": 8,
            "time_zone": usual(visit.zone),
        },
    )
    if post is None or not form.is_valid():
        return _asking(visit, form, status=_BAD if post is not None else 200)
    if refusal := _refused(visit):
        form.add_error(None, refusal[1])
        return _asking(visit, form, status=refusal[0])
    subscribing.ask(language=visit.language, **form.chosen)
    return _to(visit, "site:subscribe_asked")


@answered
def asked(visit: Visit) -> HttpResponse:
    """One query."""
    if not settings.MAIL_IS_SENT or visit.request.method == "POST":
        raise Http404
    return _render(visit, "asked", title=_("Look into your mailbox"), subscribe=_here(visit))


@answered
def confirm(visit: Visit, token: str) -> HttpResponse:
    """Opened, it shows a button: programs that follow the links of a mail confirm nothing."""
    reader = links.subscriber_of("confirm", token)
    if reader is None:
        return _stale(visit)
    if visit.request.method == "POST":
        subscribing.confirm(subscriber=reader)
        return _render(visit, "confirmed", title=_("You are subscribed"), manage=_path(visit, "manage", reader))
    return _render(visit, "confirm", title=_("Confirm your subscription"), reader=reader, choices=_said(visit, reader))


@answered
def manage(visit: Visit, token: str) -> HttpResponse:
    """Three queries to show it."""
    reader = links.subscriber_of("manage", token)
    if reader is None:
        return _stale(visit)
    post = visit.request.POST if visit.request.method == "POST" else None
    if post is not None and post.get("act") == "erase":
        subscribing.leave(subscriber=reader)
        return _left(visit)
    form = ChoicesForm(post, spoken=visit.imprint.body["languages"], topics=_topics(visit), initial=kept(reader))
    saved = post is not None and form.is_valid()
    if saved:
        subscribing.change(subscriber=reader, language=visit.language, **form.chosen)
        return HttpResponseRedirect(f"{visit.request.path}?saved", status=_SEE_OTHER)
    return _render(
        visit,
        "manage",
        status=200 if post is None else _BAD,
        title=_("Your subscription"),
        reader=reader,
        form=form,
        fields=form.boxes,
        saved="saved" in visit.request.GET and post is None,
        data=reverse("site:subscribe_data", args=[visit.language, token]),
    )


@answered
def data(visit: Visit, token: str) -> HttpResponse:
    """All that is kept of one reader, as a file. Three queries."""
    reader = links.subscriber_of("manage", token)
    if reader is None or visit.request.method == "POST":
        raise Http404
    answer = JsonResponse(subscribing.data_of(reader), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="subscription.json"'
    return answer


@answered
def leave(visit: Visit, token: str) -> HttpResponse:
    """RFC 8058: a POST leaves, whoever sends it and whatever is in it; opened, it shows a button.

    The same where the reader has left before. 404 for an address that was never ours.
    """
    uid = links.uid_of("leave", token)
    if uid is None:
        raise Http404
    reader = Subscriber.objects.filter(uid=uid).first()
    if visit.request.method != "POST":
        return _render(visit, "leave", title=_("Receive no more of our mails")) if reader else _left(visit)
    if reader is not None:
        subscribing.leave(subscriber=reader)
    return _left(visit)


def _link_asked(visit: Visit) -> HttpResponse:
    form = LinkForm(visit.request.POST)
    if form.is_valid() and not _refused(visit):
        subscribing.send_link(address=form.cleaned_data["address"])
    return _to(visit, "site:subscribe_asked")


def _refused(visit: Visit) -> tuple[int, str] | None:
    """(status, words) for a form from another site, and for one network's eleventh within an hour."""
    request = visit.request
    sent_from = request.headers.get("Origin", "")
    here = f"{request.scheme}://{request.get_host()}"
    known = {"", here, settings.SITE_ORIGIN, *settings.CSRF_TRUSTED_ORIGINS}
    if request.headers.get("Sec-Fetch-Site", "") == "cross-site" or sent_from not in known:
        return 403, _("This form came from another site. Please send it from this page.")
    if not limiting.may(request, "subscribe", times=_ASKED, window_s=_WINDOW_S):
        return _OFTEN, _("Too many subscriptions came from your network. Please try again in an hour.")
    return None


def _asking(visit: Visit, form: SubscribeForm, *, status: int) -> HttpResponse:
    answer = visit.render(
        "site/subscribe.html",
        status=status,
        path=_here(visit) if status == HttpResponse.status_code else "",
        alternates={tag: reverse("site:subscribe", args=[tag]) for tag in LANGUAGES},
        title=_("Releases by e-mail"),
        form=form,
        fields=form.boxes,
    )
    if status == _OFTEN:
        answer.headers["Retry-After"] = str(_WINDOW_S)
    answer.headers["Cache-Control"] = "no-cache" if status == HttpResponse.status_code else "no-store"
    return answer


def _render(visit: Visit, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Without a canonical address: these pages are nobody else's."""
    return visit.render(f"site/subscribe_{name}.html", status=status, **context)


def _stale(visit: Visit) -> HttpResponse:
    """Too old, used up, or cut short: the way to a new one."""
    return _render(visit, "stale", status=404, title=_("This link does not work any more"), subscribe=_here(visit))


def _left(visit: Visit) -> HttpResponse:
    return _render(visit, "left", title=_("You get no more mails from us"), subscribe=_here(visit))


def _to(visit: Visit, route: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(route, args=[visit.language]), status=_SEE_OTHER)


def _here(visit: Visit) -> str:
    return reverse("site:subscribe", args=[visit.language]) if settings.MAIL_IS_SENT else ""


def _path(visit: Visit, purpose: links.Purpose, reader: Subscriber) -> str:
    return links.path(purpose, uid=reader.uid, language=visit.language)


def _topics(visit: Visit) -> list[tuple[str, str]]:
    """Of what is public, in the words of the page's language. One query."""
    wanted = finding.Wanted(visit.language, tuple(visit.imprint.body["languages"]))
    named = finding.count(wanted, at=visit.at, periods=[(1, visit.at)]).topics
    return sorted(((topic.slug, topic.name) for topic in named), key=lambda one: one[1])


def _said(visit: Visit, reader: Subscriber) -> list[tuple[str, str]]:
    """What they asked for, to be read before they confirm."""
    form = ChoicesForm(None, spoken=visit.imprint.body["languages"], topics=_topics(visit), initial=kept(reader))
    said = []
    for name in ("languages", "kinds", "topics"):
        field: Any = form.fields[name]
        names = [str(words) for value, words in field.choices if value in form.initial[name]]
        said.append((str(field.label), labels.comma(visit.language).join(names) or _("all")))
    often = reader.get_cadence_display()
    if reader.is_daily:
        city = dict(form.fields["time_zone"].choices).get(reader.time_zone, reader.time_zone)  # type: ignore[attr-defined]
        often = _("Once a day at %(hour)s, %(zone)s") % {"hour": f"{reader.hour:02}:00", "zone": city}
    return [*said, (str(form.fields["cadence"].label), often)]
