"""Pages by what they are made of: the same editions, imprint and turn of duty make the same page, at any time.

What a page is made of is asked without its contents, together with the imprint. See `releases.editions.parts`.
"""

import datetime as dt
import functools
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, NamedTuple, cast

from django.http import Http404, HttpRequest, HttpResponse

from releases.editions import holding, reading, together, vantage
from releases.editions.canonical import instant, parse_instant
from releases.editions.parts import Key, parts
from releases.outlets import events
from releases.outlets.answering import packed, tag_of

from .frame import origin_of, standing
from .inlining import allowing, inlined, policy_of
from .serving import Kept, Parts, Visit

if TYPE_CHECKING:
    from releases.editions.models import Edition

_OK = 200
_NEVER = "-"


class _About(NamedTuple):
    """Of the edition that was at an address last: when it is over, and the releases that its page reads."""

    pk: int
    digest: str
    over: str
    uids: tuple[str, ...]


class Contents:
    """The editions of some rows, read once, when the first of them is wanted. One query, or none."""

    def __init__(self, at: dt.datetime, *rows: together.Rows) -> None:
        self._at, self._keys = at, {pk for some in rows for pk, _digest, _text in some}

    def of(self, rows: together.Rows) -> "list[Edition]":
        """Newest first."""
        found = [self._editions[pk] for pk, _digest, _text in rows if pk in self._editions]
        return sorted(found, key=lambda edition: (edition.released_at, edition.pk), reverse=True)

    @functools.cached_property
    def _editions(self) -> "dict[int, Edition]":
        return {edition.pk: edition for edition in reading.public(self._at).filter(pk__in=self._keys)}


def asked_of_release(_request: HttpRequest, *, language: str, at: dt.datetime, kind: str, slug: str) -> Parts:
    """The edition at the address; and what is public of that of which its page was made last."""
    asked = {"own": together.by_address(language=language, kind=kind, slug=slug, at=at)}
    if about := _about((language, kind, slug)):
        asked["related"] = together.of_releases(about.uids, at=at)
    return asked


def release(
    visit: Visit, kind: str, slug: str, make: "Callable[[Edition, list[Edition]], HttpResponse]"
) -> HttpResponse:
    """The page of the edition that was found at the address. Two queries where it was not made of the same before."""
    [(pk, digest, _number)] = visit.found["own"]
    about = _about((visit.language, kind, slug))
    if (
        about
        and (pk, digest) == about[:2]
        and visit.parts.get("related") == together.of_releases(about.uids, at=visit.at)
    ):
        kept = _found((*_around(visit), *_made_of(visit, about, visit.found["related"])))
        if kept is not None:
            return kept
    edition = reading.edition_by_address(language=visit.language, kind=kind, slug=slug, at=visit.at)
    if edition is None:
        raise Http404
    relatives = reading.with_relatives(edition, visit.at)
    if vantage.current() is not None:
        return make(edition, relatives)
    about = _noted((visit.language, kind, slug), edition, visit)
    return page(visit, lambda: make(edition, relatives), _made_of(visit, about, rows_of(relatives)))


def page(visit: Visit, make: Callable[[], HttpResponse], made_of: Iterable[Hashable]) -> HttpResponse:
    """A page that was made before of the same, and of what surrounds every page; or made now. No query of its own."""
    if vantage.current() is not None:
        return make()
    key = (*_around(visit), *made_of)
    kept = _found(key)
    if kept is not None:
        return kept
    response = make()
    if response.status_code != _OK:
        return response
    response = inlined(response)
    parts.keep(key, f"{policy_of(response)}\n{tag_of(response.content)}\n".encode() + response.content)
    return _found(key) or response


def rows_of(editions: "Iterable[Edition]") -> together.Rows:
    """As `together` would have found them."""
    return tuple(sorted((edition.pk, edition.content_digest, "") for edition in editions))


def ahead(visit: Visit, rows: together.Rows, contents: Contents) -> tuple[int, ...]:
    """Of briefings those that are not over. One query where that is not known of each."""
    said = {row[:2]: parts.find(("over", *row[:2])) for row in rows}
    if None in said.values():
        for edition in contents.of(rows):
            named = edition.pk, edition.content_digest
            said[named] = f"{_over(edition, visit)} {instant(edition.released_at)}"
            parts.keep(("over", *named), cast(str, said[named]))
    left = []
    for (pk, _digest), text in said.items():
        over, _space, entered = str(text).partition(" ")
        holding.only_until(parse_instant(entered) + events.WINDOW)
        if _is_ahead(over, visit):
            left.append(pk)
    return tuple(left)


def _made_of(visit: Visit, about: _About, related: together.Rows) -> Key:
    return ("release", about.pk, about.digest, related, _is_ahead(about.over, visit))


def _around(visit: Visit) -> Key:
    """What stands around every page, and changes with it."""
    return origin_of(visit.request), *standing(visit.imprint, language=visit.language, at=visit.at)


def _about(address: Key) -> _About | None:
    if vantage.current() is not None or (said := parts.find(("at", *address))) is None:
        return None
    pk, digest, over, *uids = str(said).split(" ")
    return _About(int(pk), digest, over, tuple(uids))


def _noted(address: Key, edition: "Edition", visit: Visit) -> _About:
    uids = tuple(sorted(uid.replace("-", "") for uid in reading.related(edition)))
    about = _About(edition.pk, edition.content_digest, _over(edition, visit), uids)
    parts.replace(("at", *address), " ".join(map(str, (*about[:3], *uids))))
    return about


def _over(edition: "Edition", visit: Visit) -> str:
    """When a briefing is over."""
    event = events.event(edition, visit.tz)
    return instant(event.over) if event else _NEVER


def _is_ahead(over: str, visit: Visit) -> bool:
    if over == _NEVER or (ends := parse_instant(over)) <= visit.at:
        return False
    holding.only_until(ends)
    return True


def _found(key: Key) -> Kept | None:
    kept = parts.find(key)
    if kept is None:
        return None
    policy, tag, html = cast(bytes, kept).split(b"\n", 2)
    answer = Kept(html, tag=tag.decode(), pack=functools.partial(_packed, key))
    allowing(policy.decode(), answer)
    return answer


def _packed(key: Key, content: bytes, coding: str) -> bytes:
    return parts.once((coding, *key), lambda: packed(content, coding))
