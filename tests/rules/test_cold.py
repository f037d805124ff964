"""With nothing kept, a page takes at most three queries: every public page of the URL configuration.

They are filled with what is public, and lead to one another by each question that they put: filters, cursors. Shown to
work: with the row of a cursor, the imprint of a 404, or the counts of a list asked apart, it goes red.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from releases.authoring.models import User
from releases.authoring.roles import install_roles
from releases.editions import reading
from releases.editions.models import Edition
from releases.editions.parts import parts
from releases.editions.search.settled import tallies
from releases.outlets.addresses import SECTIONS
from releases.outlets.site import listing, people, search
from tests.clock import standing
from tests.links import links
from tests.published import Cast, publish_everything

from .doors import doors

pytestmark = pytest.mark.django_db
MOST = 3
# Of one person, by a token; what a form is sent to; files; what asks how we are.
_NO_PAGE = re.compile(r"preview/|early/|.*subscribe/.+|media/|metrics|readyz|healthz|.*\.(\w+|%\(form\)s)\Z")
_SHOWN = ("spring", "said-verbatim", "trade", "map", "gone")
_BESIDES = (
    *("/en/statements/never/", "/en/statements/never/editions/1/", "/en/nothing/at/all/", "/en/topics/never/"),
    *("/en/people/rassendyll/", "/en/people/never/", "/en/releases/?cursor=none", "/en/people/rassendyll/?cursor=none"),
    *("/en/releases/?q=words&sort=newest", "/en/releases/?q=words&kind=briefing&language=all", "/en/suggest?q=wor"),
)


@dataclass(frozen=True)
class Asked:
    """How many queries an address took, with nothing kept and once more."""

    status: int
    cold: int
    again: int


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: Any) -> dict[str, Asked]:
    short, mail = pytest.MonkeyPatch.context(), override_settings(MAIL_IS_SENT=True)
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock, mail, short as patched:
        for module in (listing, search, people):
            patched.setattr(module, "PAGE_SIZE", 1)  # so that lists go on, and say where
        install_roles()
        withdrawn = publish_everything(Cast(*map(_member, ("author", "reviewer", "administrator")), clock=clock))
        there = [*reading.public(clock.now), *withdrawn]
        shown = [edition for edition in there if edition.language == "en" and edition.slug in _SHOWN]
        found = _ask(sorted({*_BESIDES, *(path for edition in shown for path in _filled(edition))}))
        transaction.set_rollback(True)
    return found


def _member(role: str) -> User:
    user = User.objects.create_user(role, f"{role}@ruritania.example", "password of the tests", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def _pages() -> Iterator[Any]:
    yield from (door for door in doors() if door.kind == "public" and not _NO_PAGE.match(door.route.lstrip("^")))


def _filled(edition: Edition) -> Iterator[str]:
    names: dict[str, list[Any]] = {
        "language": [edition.language],
        "kind": [SECTIONS[edition.kind]],
        "slug": [edition.slug],
        "number": [1, edition.number],
        "earlier": [1, edition.number],
    }
    for door in _pages():
        if set(door.parameters) <= names.keys():
            for values in itertools.product(*(names[name] for name in door.parameters)):
                yield door.at(dict(zip(door.parameters, values, strict=True)))


def _ask(paths: list[str]) -> dict[str, Asked]:
    """Also what they lead to by a question of another kind: a filter, two of them, a cursor."""
    client, found, put = Client(), dict[str, Asked](), set[tuple[str, ...]]()
    client.get("/en/")  # puts together what is put together once in a process
    ahead = list(paths)
    while ahead:
        path = ahead.pop()
        counts = []
        parts.forget()
        tallies.forget()
        for _time in range(2):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
            counts.append(len(queries))
        found[path] = Asked(response.status_code, *counts)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            for link in sorted(links(response.content.decode(), "text/html", path, "http://testserver")):
                page, _mark, question = link.partition("?")
                asks = (page, *sorted(parse_qs(question)))
                if page == path.partition("?")[0] and len(asks) > 1 and asks not in put:
                    put.add(asks)
                    ahead.append(link)
    return found


def test_no_page_takes_more_than_three_queries(asked: dict[str, Asked]) -> None:
    assert {path: one for path, one in asked.items() if max(one.cold, one.again) > MOST} == {}
    assert {one.status for one in asked.values()} == {200, 301, 302, 404, 410}


def test_what_is_asked_for_most_takes_one_when_it_was_made_before(asked: dict[str, Asked]) -> None:
    often = ("/en/", "/en/releases/", "/en/briefings/", "/en/statements/", "/en/media/", "/en/briefings/spring/")
    assert {path: asked[path].again for path in often} == dict.fromkeys(often, 1)


def test_every_public_page_was_asked(asked: dict[str, Asked]) -> None:
    """One that is added later must be filled by what is public, or be named among those that are no pages."""
    answered = {resolve(path.partition("?")[0]).route for path, one in asked.items() if one.status != 404}
    assert {door.route for door in _pages()} - {_as_door(route) for route in answered} == set()


def _as_door(route: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"%(\1)s", route)
