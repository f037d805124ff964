"""The topics of the mission's releases, as the public editions name them."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES
from releases.editions import together
from releases.editions.search import counted, finding
from releases.editions.search.models import Role
from releases.outlets.named import card_of_topic, topic_of

from . import addresses, listing, pictures, remembered
from .moved import moved
from .serving import Parts, Visit, at_cursor, served_with


def asked_of_counts(_request: HttpRequest, *, language: str, at: dt.datetime) -> Parts:
    """Whether the counts are those of before."""
    return {"standing": together.standing(at=at)}


def all_named(
    visit: Visit,
    name: str,
    *,
    of: Callable[[finding.Counts], list[finding.Named]],
    page: str,
    template: str,
    title: str,
) -> HttpResponse:
    """A page of all that is named, by name; `page` is the route of each. 404 while there is none."""
    count = counted.everything(visit.language, at=visit.at, standing=visit.found["standing"])

    def make() -> HttpResponse:
        named = of(count.counts)
        if not named:
            raise Http404
        return visit.render(
            template,
            path=reverse(f"site:{name}", args=[visit.language]),
            alternates={tag: reverse(f"site:{name}", args=[tag]) for tag in LANGUAGES},
            title=title,
            named=sorted(named, key=lambda one: one.name),
            page=page,
        )

    return remembered.page(visit, make, (name, count.digest))


@served_with(asked_of_counts)
def topics(visit: Visit) -> HttpResponse:
    """One query: the imprint. A second for the counts, once for as long as they hold."""
    return all_named(
        visit,
        "topics",
        of=lambda counts: counts.topics,
        page="site:topic",
        template="site/topic_list.html",
        title=_("Topics"),
    )


@served_with(at_cursor)
def topic(visit: Visit, slug: str) -> HttpResponse:
    """Two queries: the imprint, a page of the list. A third for a topic that has moved."""
    wanted = finding.Wanted(visit.language, (visit.language,), topic=slug)
    return listing.page(
        visit,
        lambda found: (
            _topic(visit, slug, found) if found.editions else moved(visit, Role.TOPIC, slug, route="site:topic")
        ),
        rows=lambda: wanted.public(visit.at),
        made_of=("topic", slug, visit.request.GET.get("cursor")),
    )


def _topic(visit: Visit, slug: str, found: listing.Listing) -> HttpResponse:
    cursor = visit.request.GET.get("cursor")
    here = reverse("site:topic", args=[visit.language, slug])
    treated = topic_of(found.editions[0].body, slug)
    # Of later pages none: what was said of the topic then is not what its card says.
    preview: dict[str, Any] = {} if cursor else {"preview": _card(visit, treated)}
    return visit.render(
        "site/topic.html",
        path=f"{here}?cursor={cursor}" if cursor else here,
        title=treated["name"],
        **preview,
        listing=found,
        everything=f"{addresses.listing(visit.language)}?topic={slug}",
        first=here if cursor else "",
        next=f"{here}?cursor={found.next_cursor}" if found.next_cursor else "",
    )


def _card(visit: Visit, treated: Mapping[str, Any]) -> pictures.Preview | None:
    return pictures.card(card_of_topic(treated, language=visit.language, said=visit.imprint.body))
