"""Before it opens, a plan cannot be told from no plan, at any address, by anybody; a second after it is there.

Two worlds differ in one plan: a briefing in four languages with its statement, figures, picture and map, by a person
and on a topic that nothing else names, pinned; a correction and a withdrawal of what is public. Every address that
the application names a second after the opening is asked for a second and a twentieth of a second before it, in both.

Shown to work: with cursors that bear row numbers (as they did), with lists that look half a second ahead, and with
files that are given out without the law, tests here go red.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache as counters
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver, resolve

from releases.editions.models import Edition
from releases.editions.parts import parts
from releases.editions.search.settled import tallies
from releases.outlets.site import listing, people, search
from tests.clock import Clock, standing
from tests.outlets.page_cache.conftest import Reader, make_layer

from .two_worlds import WORD, Site, Told, asked_for, build, crawl, go_on, own, plan, read

pytestmark = pytest.mark.django_db
BEFORE_S = (1, 0.05)
# Asked for with a token of one person, not there where no mail can go out, of colours alone, or there for nothing.
_ASIDE = re.compile(r"preview/|early/|subscribe/|metrics|\^api\(|\^theme/.*css")
# What our own layer says of how long a CDN may keep a page; it is compared between the worlds as all else is.
_OF_THE_LAYER = {"Cache-Control", "Surrogate-Key", "Cache-Tag"}
_COUNTING = {"RateLimit"}

Key = tuple[float, str, str, str]
"""Seconds before the opening, who asks, how, and for what."""


@dataclass
class Swept:
    """What was told in both worlds before the opening, and what in the world with the plan after it."""

    planned: list[Edition]
    files: set[str]
    after: dict[str, Told]
    without: dict[Key, Told] = field(default_factory=dict)
    hidden: dict[Key, Told] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    desk: str = ""

    @property
    def touched(self) -> list[str]:
        """The addresses that the plan makes, changes or ends."""
        before = {path: self.hidden[BEFORE_S[0], "nobody", "GET", path] for path in self.after}
        return [path for path, told in self.after.items() if _is_other(told, before[path])]


def _is_other(told: Told, before: Told) -> bool:
    return (told.status, told.body) != (before.status, before.body)


@contextmanager
def undone(clock: Clock) -> Iterator[None]:
    """A world of its own: nothing of it is left, neither in the database nor in memory."""
    now = clock.now
    counters.clear()
    parts.forget()
    tallies.forget()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    counters.clear()
    parts.forget()
    tallies.forget()
    clock.set(now)


@pytest.fixture(scope="module")
def swept(django_db_setup: None, django_db_blocker: Any) -> Swept:
    limits = override_settings(API_PER_MINUTE=10**6, API_PER_MINUTE_KEY=10**6, CDN_SECONDS=60)
    short = pytest.MonkeyPatch.context()
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock, limits, short as patched:
        for module in (listing, search, people):
            patched.setattr(module, "PAGE_SIZE", 1)  # so that lists of the site go on, and say where
        site = build(clock)
        # Not a full minute, at which everything that may be kept ends anyway.
        opens = clock.now.replace(second=30, microsecond=0) + dt.timedelta(hours=1)
        readers = _readers(site)
        with undone(clock):
            planned = plan(site, opens=opens)
            go_on(site)
            swept = Swept(planned, _files(planned), _after(site, planned, opens))
            _sweep(site, opens, readers, swept, swept.hidden)
            clock.set(opens - dt.timedelta(seconds=1))
            swept.desk = _at_the_desk(readers["author"])
        with undone(clock):
            go_on(site)
            _sweep(site, opens, readers, swept, swept.without)
        transaction.set_rollback(True)
    return swept


def _files(planned: list[Edition]) -> set[str]:
    rows = (edition.files.values_list("digest", flat=True) for edition in planned)
    return {digest for digests in rows for digest in digests}


def _after(site: Site, planned: list[Edition], opens: dt.datetime) -> dict[str, Told]:
    """What is there once the plan opened; what is made while it is asked for is taken back."""
    with undone(site.clock):
        site.clock.set(opens + dt.timedelta(seconds=1))
        found = crawl(Client(), ["/", *own(planned), *asked_for(planned, opens=opens)])
    return {path: told for path, told in found.items() if told.status != HTTPStatus.NOT_FOUND}


def _at_the_desk(author: Client) -> str:
    """What the author reads there of what they wrote."""
    return author.get("/admin/releases/briefing/").content.decode()


def _readers(site: Site) -> dict[str, Client]:
    author = Client()
    author.force_login(site.author)
    return {"nobody": Client(), "partner": Client(headers={"Authorization": f"Bearer {site.key}"}), "author": author}


def _sweep(site: Site, opens: dt.datetime, readers: dict[str, Client], swept: Swept, told: dict[Key, Told]) -> None:
    """Everything by nobody a second before; what the plan touches by everybody, in every manner, at both instants.

    Then whether the layer above Django, having kept what it said before, says after the opening what Django says.
    """
    layer = Reader(make_layer())
    site.clock.set(opens - dt.timedelta(seconds=BEFORE_S[0]))
    told |= {(BEFORE_S[0], "nobody", "GET", path): read(readers["nobody"].get(path)) for path in swept.after}
    touched = swept.touched
    for before_s, manners in zip(BEFORE_S, (_by_nobody, _by_each), strict=True):
        site.clock.set(opens - dt.timedelta(seconds=before_s))
        for path in touched:
            for who, how, answer in manners(readers, layer, path, swept.after[path]):
                told[before_s, who, how, path] = answer
    if told is swept.without:
        return
    site.clock.set(opens + dt.timedelta(seconds=1))
    for path in touched:
        kept = _by(layer, path)
        # Files have been made since: an enclosure has a length.
        if not _is_alike(kept, swept.after[path]) and not _is_alike(kept, read(readers["nobody"].get(path))):
            swept.stale.append(path)


def _by_nobody(readers: dict[str, Client], layer: Reader, path: str, after: Told) -> Iterator[tuple[str, str, Told]]:
    """Without a name, in every manner. Conditions bear the tag and the time that the answer will have."""
    ask = readers["nobody"]
    yield "nobody", "HEAD", read(ask.head(path))
    yield "layer", "GET", _by(layer, path)
    conditions = {"If-None-Match": after.headers.get("ETag"), "If-Modified-Since": after.headers.get("Last-Modified")}
    if given := {name: value for name, value in conditions.items() if value}:
        yield "nobody", "conditional", read(ask.get(path, headers=given))
    if path.startswith("/media/"):
        yield "nobody", "range", read(ask.get(path, headers={"Range": "bytes=0-9"}))


def _by_each(readers: dict[str, Client], layer: Reader, path: str, after: Told) -> Iterator[tuple[str, str, Told]]:
    yield "layer", "GET", _by(layer, path)
    for who in readers if path.startswith("/api/") else ("nobody", "author"):
        yield who, "GET", read(readers[who].get(path))


def _by(layer: Reader, path: str, **headers: str) -> Told:
    answer = layer(path, **headers)
    return Told(answer.status, answer.headers, answer.body)


def test_before_it_opens_a_plan_cannot_be_told_from_no_plan(swept: Swept) -> None:
    """Status, every header and every byte."""
    assert swept.hidden.keys() == swept.without.keys()
    leaks = [
        (*key, _difference(told, swept.without[key]))
        for key, told in swept.hidden.items()
        if told != swept.without[key]
    ]
    assert leaks == []


def _difference(told: Told, expected: Told) -> Any:
    if told.status != expected.status:
        return told.status, expected.status
    names = told.headers.keys() | expected.headers.keys()
    headers = {name for name in names if told.headers.get(name) != expected.headers.get(name)}
    at = next((n for n, pair in enumerate(zip(told.body, expected.body, strict=False)) if pair[0] != pair[1]), None)
    return headers, told.body[at - 60 : at + 60] if at is not None and at > 60 else told.body[:120]


def test_it_is_named_nowhere_before_it_opens(swept: Swept) -> None:
    """Not even where both worlds would name it alike."""
    marks = {WORD, *(str(edition.uid) for edition in swept.planned)}
    found = [
        (key, mark)
        for key, told in swept.hidden.items()
        for mark in marks
        if mark in _without_the_question(told, key[3])
    ]
    assert found == []


def _without_the_question(told: Told, path: str) -> str:
    """An answer may repeat what it was asked."""
    said = f"{told.body.decode(errors='replace')}{told.headers}".lower()
    if path.startswith("/api/v1/") or "?" in path:
        for part in re.findall(rf"{WORD}[-\w]*|[0-9a-f-]{{36}}", path):
            said = said.replace(part, "")
    return said


def test_after_it_opened_all_of_it_is_there(swept: Swept) -> None:
    """Each edition's page, editions, text and files; and what the layer had kept of the time before has ended."""
    assert swept.stale == []
    touched = set(swept.touched)
    for edition in swept.planned:
        page = next(path for path in touched if path.endswith(f"/{edition.slug}/") and path[1:3] == edition.language)
        assert {page, f"{page}editions/", f"{page}editions/1/", f"{page}press-kit.zip", f"{page}text.txt"} <= touched
        assert f"/api/v1/releases/{edition.uid}/" in touched
    assert swept.files <= {path.split("/")[2] for path in touched if path.startswith("/media/")}
    assert len(touched) > 100


def _is_alike(told: Told, bare: Told) -> bool:
    aside = _OF_THE_LAYER | _COUNTING | {"RateLimit-Policy"}
    return (told.status, told.body) == (bare.status, bare.body) and _but(told.headers, aside) == _but(
        bare.headers, aside
    )


def _but(headers: Mapping[str, str], aside: set[str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in aside}


def test_every_address_of_the_configuration_is_asked(swept: Swept) -> None:
    """One that is added later must be named by the application, or be filled by what the plan is called."""
    asked = {resolve(path.partition("?")[0]).route for path in swept.after}
    there = set(_routes(get_resolver("releases.urls")))
    assert sorted(route for route in there - asked if not _ASIDE.search(route)) == []


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route


def test_whoever_wrote_it_sees_it_at_the_desk(swept: Swept) -> None:
    """So what is hidden from them at public addresses is there to be hidden."""
    assert WORD in swept.desk
