"""Pages by what they are made of: the same editions, imprint and turn of duty make the same page, at any time.

What a page is made of is looked up without its contents first, where it was made before. See `releases.editions.parts`.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING

from django.http import HttpResponse

from releases.editions import holding, reading, vantage
from releases.editions.canonical import instant, parse_instant
from releases.editions.duty import on_duty
from releases.editions.parts import Key, parts
from releases.outlets import events

from .frame import origin_of
from .inlining import inlined
from .serving import Visit

if TYPE_CHECKING:
    from releases.editions.models import Edition

_OK = 200


def release(
    visit: Visit, edition: "Edition", make: Callable[["list[Edition]"], HttpResponse], *, also: Iterable[Hashable] = ()
) -> HttpResponse:
    """The page of an edition. One query for all that it is related to; another where that is not what it was.

    `also` is what the page shows besides.
    """
    if vantage.current() is not None:
        return make(reading.with_relatives(edition, visit.at))
    about: Key = ("about", edition.pk, edition.content_digest)
    relatives: list[Edition] | None = None
    if about not in parts:
        relatives = reading.with_relatives(edition, visit.at)
    over, _space, uids = parts.once(about, lambda: _about(edition, visit)).partition(" ")
    known = _known(relatives) if relatives is not None else reading.known_of(uids.split(), visit.at)
    key = (*_around(visit), "release", edition.pk, known, _is_ahead(over, visit), *also)

    def page() -> HttpResponse:
        return make(reading.with_relatives(edition, visit.at) if relatives is None else relatives)

    return _made(key, page)


def listing(
    visit: Visit,
    editions: "list[Edition]",
    make: Callable[["list[Edition]"], HttpResponse],
    *,
    also: Iterable[Hashable] = (),
) -> HttpResponse:
    """The page of a list, of which the rows are here already. No query."""
    if vantage.current() is not None:
        return make(editions)
    known = tuple((edition.pk, edition.content_digest) for edition in editions)
    key = (*_around(visit), visit.request.get_full_path(), known, *also)
    return _made(key, lambda: make(editions))


def _around(visit: Visit) -> Key:
    """What stands around every page, and changes with it."""
    said = visit.imprint.body
    turns = said.get("duty", [])
    on = on_duty(said, visit.at)
    imprint = visit.imprint
    return (
        visit.language,
        origin_of(visit.request),
        imprint.pk,
        imprint.content_digest,
        tuple(turn in on for turn in turns),
    )


def _known(editions: "list[Edition]") -> tuple[tuple[int, str], ...]:
    return tuple(sorted((edition.pk, edition.content_digest) for edition in editions))


def _about(edition: "Edition", visit: Visit) -> str:
    """When it is over, for a briefing; and the releases that its page reads."""
    event = events.event(edition, visit.tz)
    return " ".join([instant(event.over) if event else "", *sorted(map(str, reading.related(edition)))])


def _is_ahead(over: str, visit: Visit) -> bool:
    if not over:
        return False
    ends = parse_instant(over)
    if ends > visit.at:
        holding.only_until(ends)
    return ends > visit.at


def _made(key: Key, make: Callable[[], HttpResponse]) -> HttpResponse:
    other: list[HttpResponse] = []

    def page() -> str:
        response = make()
        if response.status_code != _OK:
            other.append(response)
            return ""
        response = inlined(response)
        policy = getattr(response, "_csp_update", {"style-src": [""]})["style-src"][0]
        return f"{policy}\n{response.content.decode()}"

    made = parts.once(key, page)
    if other:
        return other[0]
    policy, _newline, html = made.partition("\n")
    answer = HttpResponse(html)
    if policy:
        answer._csp_update = {"style-src": [policy]}  # type: ignore[attr-defined]
    return answer
