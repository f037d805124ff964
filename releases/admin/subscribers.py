"""Who gets our releases by mail: for the administrator alone, to be read, handed out and erased on request."""

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.languages import listed, own_name
from releases.subscribers.models import Departure, Subscriber
from releases.subscribers.subscribing import data_of, leave

from .pages import ReadOnly
from .typed import staff

_STATES = tuple(Subscriber.State.values)


@admin.register(Subscriber)
class SubscriberAdmin(ReadOnly):
    """By address, on the request of its owner: a copy of all that is kept, and its end. Both go into the log, without
    the address."""

    list_display = ("address", "state", "languages_named", "cadence", "confirmed_at", "bounces")
    list_filter = ("state", "cadence", "language")
    search_fields = ("address",)
    search_help_text = gettext_lazy("Address, or a part of it")
    fields = (
        *("address", "state", "language", "languages_named", "kinds_named", "topics_named"),
        *("cadence", "hour", "time_zone", "asked_at", "confirmed_at", "bounces", "bounced_at", "on_request"),
    )
    readonly_fields = ("languages_named", "kinds_named", "topics_named", "on_request")
    pages = ("export", "erase")

    @admin.display(description=gettext_lazy("languages of releases"))
    def languages_named(self, subscriber: Subscriber) -> str:
        return listed(subscriber.language_names)

    @admin.display(description=gettext_lazy("kinds"))
    def kinds_named(self, subscriber: Subscriber) -> str:
        return listed(subscriber.kind_names) or _("all")

    @admin.display(description=gettext_lazy("topics"))
    def topics_named(self, subscriber: Subscriber) -> str:
        return listed(subscriber.topics) or _("all")

    @admin.display(description=gettext_lazy("On request of the reader"))
    def on_request(self, subscriber: Subscriber) -> str:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:releases_subscriber_export", args=[subscriber.pk]),
            _("A copy of all that is kept (JSON)"),
            reverse("admin:releases_subscriber_erase", args=[subscriber.pk]),
            _("Erase"),
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), **_counts()})

    def export_page(self, request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
        self.log_change(request, subscriber, _("A copy of the data was taken, on request."))
        body = json.dumps(data_of(subscriber), ensure_ascii=False, indent=2)
        answer = HttpResponse(body, content_type="application/json")
        answer.headers["Content-Disposition"] = f'attachment; filename="subscriber-{subscriber.pk}.json"'
        add_never_cache_headers(answer)
        return answer

    def erase_page(self, request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
        if not staff(request).has_perm("releases.delete_subscriber"):
            raise PermissionDenied
        if request.method == "POST":
            self.log_deletions(request, Subscriber.objects.filter(pk=subscriber.pk))
            leave(subscriber=subscriber, way=Departure.Way.ON_REQUEST)
            self.message_user(request, _("Erased. No mail goes there any more."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:releases_subscriber_changelist"))
        return self.framed(request, "admin/releases/subscriber/erase.html", obj=subscriber, title=_("Erase"))


def _counts() -> dict[str, Any]:
    """Two queries: by language and state, and how many left."""
    rows = Subscriber.objects.order_by().values_list("language", "state").annotate(people=Count("pk"))
    by_language: dict[str, dict[str, int]] = {}
    for language, state, people in rows:
        by_language.setdefault(language, dict.fromkeys(_STATES, 0))[state] = people
    left = Departure.objects.order_by().values_list("way").annotate(people=Sum("people"))
    return {
        "states": [Subscriber.State(state).label for state in _STATES],
        "by_language": [
            (own_name(language), list(counts.values())) for language, counts in sorted(by_language.items())
        ],
        "left": [(Departure.Way(way).label, people) for way, people in sorted(left)],
    }
