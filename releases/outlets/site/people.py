"""The people whom the mission's releases name: from public editions alone, as those say it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.editions.reading import EditionQuerySet, public
from releases.editions.search import describing, finding
from releases.editions.search.models import Role
from releases.outlets import cursors
from releases.outlets.named import card_of_person

from . import addresses, cards, dates, pictures
from .cards import Since
from .listing import PAGE_SIZE, in_list
from .moved import moved
from .serving import BadCursor, Visit, at_cursor, served_with
from .topics import all_named, asked_of_counts

_BRIEFINGS = 10


@dataclass(frozen=True)
class Office:
    """`held` is for people; `held_from` and `held_until`, as far as they are known, for machines."""

    title: str
    organisation: str
    held: dates.Date | None
    held_from: str
    held_until: str


@served_with(asked_of_counts)
def people(visit: Visit) -> HttpResponse:
    """One query: the imprint. A second for the counts, once for as long as they hold."""
    return all_named(
        visit,
        "people",
        of=lambda counts: counts.people,
        page="site:person",
        template="site/person_list.html",
        title=_("People"),
    )


@served_with(at_cursor)
def person(visit: Visit, slug: str) -> HttpResponse:
    """Three queries: the imprint, what the editions say of the person, a page of statements with the last briefings."""
    try:
        before = visit.before
    except BadCursor:
        raise Http404 from None
    cursor = visit.request.GET.get("cursor")
    described = describing.described(role=Role.PERSON, slug=slug, at=visit.at)
    said = [one.body for one in described if one.language == visit.language]
    if not said:
        return moved(visit, Role.PERSON, slug, route="site:person")
    statements = _naming(visit, slug, "statement").newest_first(before=before)[: PAGE_SIZE + 1]
    briefings = _naming(visit, slug, "briefing").newest_first()[:_BRIEFINGS]
    # Each by its keys: of both at once a database would go along all that is public.
    found = [public(visit.at).filter(pk__in=rows.values("pk")).order_by() for rows in (statements, briefings)]
    rows = sorted(found[0].union(found[1]), key=lambda one: (one.released_at, one.pk), reverse=True)
    spoken = [edition for edition in rows if edition.kind == "statement"]
    shown = spoken[:PAGE_SIZE]
    here = reverse("site:person", args=[visit.language, slug])
    last = cursors.write(shown[-1].released_at, shown[-1]) if len(spoken) > PAGE_SIZE else ""
    return visit.render(
        "site/person.html",
        path=f"{here}?cursor={cursor}" if cursor else here,
        alternates={one.language: reverse("site:person", args=[one.language, slug]) for one in described},
        title=said[0]["name"],
        preview=pictures.card(card_of_person(said, language=visit.language, said=visit.imprint.body)),
        biography=next((one["biography"] for one in said if one.get("biography")), ""),
        offices=_offices(said, visit.language),
        quotes=[cards.quote(edition.body, visit.language, Since(addresses.release(edition.body))) for edition in shown],
        briefings=[]
        if cursor
        else [
            in_list(edition, language=visit.language, zone=visit.zone) for edition in rows if edition.kind == "briefing"
        ],
        everything=f"{addresses.listing(visit.language)}?person={slug}",
        first=here if cursor else "",
        next=f"{here}?cursor={last}" if last else "",
    )


def _naming(visit: Visit, slug: str, kind: str) -> EditionQuerySet:
    return finding.Wanted(visit.language, (visit.language,), kind=kind, person=slug).public(visit.at)


def _offices(said: Iterable[Mapping[str, Any]], language: str) -> list[Office]:
    """Each office once, in the order of its beginning, the latest first."""
    offices = sorted(
        (one["office"] for one in said if one["office"]),
        key=lambda office: (office["held_from"] or {"date": ""})["date"],
        reverse=True,
    )
    return list(
        dict.fromkeys(
            Office(
                office["title"],
                office["organisation"],
                dates.span(office["held_from"], office["held_until"], language),
                (office["held_from"] or {"date": ""})["date"],
                (office["held_until"] or {"date": ""})["date"],
            )
            for office in offices
        )
    )
