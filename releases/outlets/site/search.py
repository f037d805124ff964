"""Everything that was released: searched, filtered, counted, listed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES
from releases.editions import reading, together
from releases.editions.search import by_words, counted, excerpts, finding
from releases.editions.search.folding import LONGEST_QUERY, terms
from releases.outlets import cursors
from releases.outlets.addresses import SECTIONS, page

from . import addresses, cards, dates, labels, remembered
from .asked import Asked, asked
from .listing import PAGE_SIZE, in_list
from .serving import Parts, Visit, at_cursor, served, served_with

if TYPE_CHECKING:
    from releases.editions.models import Edition

_MOST_CHOICES = 30
_SUGGESTED = 8
_SHORTEST_SUGGESTED = 2
_NARROWING = ("q", "kind", "topic", "person", "year", "language")


@dataclass(frozen=True)
class Choice:
    """A way to narrow the result, or, where `current`, to widen it again."""

    name: str
    count: str
    path: str
    current: bool


@dataclass(frozen=True)
class Filter:
    """`chosen` is the name of the choice that is made."""

    title: str
    choices: list[Choice]
    chosen: str


@dataclass(frozen=True)
class Hit:
    card: cards.Card
    title: list[excerpts.Piece]
    excerpt: list[excerpts.Piece]


@dataclass(frozen=True)
class Results:
    """`hits` where words were sought, `cards` where they were not."""

    hits: list[Hit]
    cards: list[cards.Card]
    counts: finding.Counts
    next_cursor: str


def _asked_of_list(request: HttpRequest, *, language: str, at: dt.datetime) -> Parts:
    newest = together.newest(language=language, at=at, limit=PAGE_SIZE + 1)
    is_whole = not any(request.GET.get(name) for name in (*_NARROWING, "cursor"))
    more = {"newest": newest} if is_whole else at_cursor(request, at=at)
    return {"standing": together.standing(at=at), **more}


@served_with(_asked_of_list)
def releases(visit: Visit) -> HttpResponse:
    """At most three queries: the imprint with what is newest; the counts, once for all lists; the editions.

    Of words also three: what is found with its counts, the page of it; of words that more than `by_words.MOST` have,
    up to six. 404 for a cursor that is not ours.
    """
    ask = asked(visit)
    if ask.terms:
        return _page(visit, ask, _sought(visit, ask))
    count = counted.count(
        wanted := ask.wanted(visit),
        at=visit.at,
        periods=ask.periods(visit),
        zone=visit.zone,
        standing=visit.found["standing"],
    )
    newest = visit.found.get("newest")
    if newest is None:
        found = list(wanted.public(visit.at).newest_first(before=ask.before)[: PAGE_SIZE + 1])
        known = remembered.rows_of(found)
    else:
        contents, known = remembered.Contents(visit.at, newest), newest

    def make() -> HttpResponse:
        shown = found if newest is None else contents.of(newest)
        return _page(visit, ask, _of(visit, count.counts, shown))

    return remembered.page(visit, make, ("releases", ask, count.digest, known))


def _page(visit: Visit, ask: Asked, results: Results) -> HttpResponse:
    here = addresses.listing(visit.language)
    bare = ask.but(words="", sort="")
    return visit.render(
        "site/search.html",
        status=404 if ask.bad_cursor else 200,
        kind="" if not ask.kind else ask.kind,
        path=here + ask.at_cursor(ask.cursor),
        alternates={tag: addresses.listing(tag) + bare for tag in LANGUAGES},
        title=_("Search") if ask.words else _heading(ask, visit.language),
        ask=ask,
        here=here,
        results=results,
        total=_number(results.counts.total, visit.language),
        most={"number": by_words.MOST, "shown": _number(by_words.MOST, visit.language)},
        filters=_filters(ask, results.counts, visit.language),
        hidden=_hidden(ask),
        sorts=[
            Choice(_("Best first"), "", here + ask.but(sort=""), current=ask.order == "best"),
            Choice(_("Newest first"), "", here + ask.but(sort="newest"), current=ask.order == "newest"),
        ],
        unfiltered=here + Asked(words=ask.words, sort=ask.sort, everywhere=ask.everywhere).query,
        everywhere=here + ask.but(everywhere=not ask.everywhere),
        first=here + ask.query if ask.cursor else "",
        next=here + ask.at_cursor(results.next_cursor) if results.next_cursor else "",
        longest=LONGEST_QUERY,
    )


@served
def suggest(visit: Visit) -> HttpResponse:
    """Titles that are public now and have the words of `q`, the last of them half typed. Three queries, or one."""
    sought = terms(visit.request.GET.get("q", ""), visit.language, unfinished=True)
    titles = []
    if sought and len(sought[-1].stem) >= _SHORTEST_SUGGESTED:
        wanted = finding.Wanted(visit.language, (visit.language,), terms=sought)
        titles = [
            {
                "title": edition.title,
                "address": page(edition.language, edition.kind, edition.slug),
                "label": labels.section(edition.kind),
            }
            for edition in finding.entitled(wanted, at=visit.at, limit=_SUGGESTED)
        ]
    return JsonResponse({"suggestions": titles}, json_dumps_params={"ensure_ascii": False})


def _sought(visit: Visit, ask: Asked) -> Results:
    found = by_words.find(
        ask.wanted(visit),
        at=visit.at,
        periods=ask.periods(visit),
        order=ask.order,
        limit=PAGE_SIZE + (ask.order == "newest"),
        before=ask.before,
    )
    rows = {edition.pk: edition for edition in reading.public(visit.at).filter(pk__in=found.editions)}
    shown = [rows[key] for key in found.editions[:PAGE_SIZE] if key in rows]
    hits = [
        Hit(
            in_list(edition, language=visit.language, zone=visit.zone),
            excerpts.marked(edition.title, ask.terms),
            excerpts.excerpt(edition.body, ask.terms),
        )
        for edition in shown
    ]
    more = len(found.editions) > PAGE_SIZE
    return Results(hits, [], found.counts, cursors.write(shown[-1].released_at, shown[-1]) if more else "")


def _of(visit: Visit, counts: finding.Counts, found: "list[Edition]") -> Results:
    shown = found[:PAGE_SIZE]
    return Results(
        [],
        [in_list(edition, language=visit.language, zone=visit.zone) for edition in shown],
        counts,
        cursors.write(shown[-1].released_at, shown[-1]) if len(found) > PAGE_SIZE else "",
    )


def _heading(ask: Asked, language: str) -> str:
    """All releases, or those of a kind; with the year or the month."""
    name = labels.section(ask.kind)
    if not ask.year:
        return name
    return labels.comma(language).join((name, _period(ask.year, ask.month, language)))


def _period(year: int, month: int, language: str) -> str:
    date = {"date": f"{year}-{month:02}", "precision": "month"} if month else {"date": str(year), "precision": "year"}
    reduced = dates.reduced(date, language)
    return reduced.words if reduced else ""


def _filters(ask: Asked, counts: finding.Counts, language: str) -> list[Filter]:
    here = addresses.listing(language)

    def one(name: str, value: str | int, title: str, count: int) -> Choice:
        current = getattr(ask, name) == value
        return Choice(
            title,
            _number(count, language),
            here + ask.but(**{name: type(value)() if current else value}),
            current=current,
        )

    def group(title: str, choices: Sequence[Choice]) -> Filter:
        return Filter(title, list(choices), next((choice.name for choice in choices if choice.current), ""))

    kinds = [one("kind", kind, labels.section(kind), counts.kinds[kind]) for kind in SECTIONS if kind in counts.kinds]
    topics = [one("topic", named.slug, named.name, named.count) for named in counts.topics[:_MOST_CHOICES]]
    people = [one("person", named.slug, named.name, named.count) for named in counts.people[:_MOST_CHOICES]]
    periods = sorted((period for period in counts.periods if period), reverse=True)
    if ask.year:
        whole = Choice(
            _period(ask.year, 0, language), _number(counts.total, language), here + ask.but(year=0), current=True
        )
        months = [one("month", month, _period(ask.year, month, language), counts.periods[month]) for month in periods]
        dated = Filter(_("Month"), [whole, *months], _period(ask.year, ask.month, language))
    else:
        years = [one("year", year, _period(year, 0, language), counts.periods[year]) for year in periods]
        dated = group(_("Year"), years)
    groups = [group(_("Kind"), kinds), group(_("Topic"), topics), group(_("Person"), people), dated]
    return [found for found in groups if found.choices]


def _hidden(ask: Asked) -> list[tuple[str, str]]:
    """What the form sends along besides the words."""
    return [
        (name, str(value))
        for name, value in (
            ("kind", ask.kind),
            ("topic", ask.topic),
            ("person", ask.person),
            ("year", ask.year),
            ("month", ask.month),
            ("sort", ask.sort),
        )
        if value
    ]


def _number(number: int, language: str) -> str:
    return str(format_decimal(number, locale=language))
