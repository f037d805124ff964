"""The topics of the mission's releases, as the public editions name them."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES
from releases.editions.search import finding
from releases.editions.search.models import Role
from releases.outlets.named import card_of_topic, topic_of

from . import addresses, listing, pictures
from .moved import moved
from .serving import Visit, served


@served
def topics(visit: Visit) -> HttpResponse:
    """Two queries: the imprint, the counts. 404 while no topic is named."""
    wanted = finding.Wanted(visit.language, (visit.language,))
    named = finding.count(wanted, at=visit.at, periods=[(1, visit.at)]).topics
    if not named:
        raise Http404
    return visit.render(
        "site/topic_list.html",
        path=reverse("site:topics", args=[visit.language]),
        alternates={tag: reverse("site:topics", args=[tag]) for tag in LANGUAGES},
        title=_("Topics"),
        named=sorted(named, key=lambda topic: topic.name),
        page="site:topic",
    )


@served
def topic(visit: Visit, slug: str) -> HttpResponse:
    """Two queries: the imprint, a page of the list; a third with a cursor."""
    cursor = visit.request.GET.get("cursor")
    wanted = finding.Wanted(visit.language, (visit.language,), topic=slug)
    try:
        found = listing.listing(wanted.public(visit.at), cursor=cursor, at=visit.at, zone=visit.zone)
    except listing.BadCursor:
        raise Http404 from None
    if not found.editions:
        return moved(visit, Role.TOPIC, slug, route="site:topic")
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
