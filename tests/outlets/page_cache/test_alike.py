"""With the layer or without it, every address answers alike: at once, from memory, and at any later instant."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache as counters
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from releases.authoring.models import User
from releases.authoring.roles import install_roles
from releases.editions import reading
from releases.editions.parts import parts
from tests.clock import START, Clock, standing
from tests.outlets.page_cache.conftest import Answer, Reader, make_layer
from tests.published import Cast, hide_much, publish_everything

pytestmark = pytest.mark.django_db
PATHS = (
    "/",
    "/robots.txt",
    "/favicon.ico",
    "/.well-known/security.txt",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap-lists.xml",
    "/sitemap-2030-01.xml",
    "/en/",
    "/ur/",
    "/en/calendar/",
    "/en/calendar.ics",
    "/en/feed.atom",
    "/en/feed.json",
    "/ru/statements/feed.rss",
    "/en/releases/",
    "/en/releases/?q=trade",
    "/en/releases/?year=2030",
    "/en/suggest?q=rur",
    "/en/briefings/",
    "/en/statements/",
    "/en/media/",
    "/en/people/",
    "/en/topics/",
    "/en/briefings/spring/",
    "/ur/briefings/spring/",
    "/en/briefings/coming/",
    "/en/briefings/coming/event.ics",
    "/en/statements/said-verbatim/",
    "/en/statements/said-verbatim/editions/",
    "/en/statements/said-verbatim/editions/1/",
    "/en/statements/said-verbatim/editions/2/changes/1/",
    "/en/statements/gone/",
    "/en/statements/never/",
    "/en/statistics/trade/",
    "/en/statistics/trade/data.csv",
    "/en/statistics/trade/chart.svg",
    "/en/briefings/spring/text.txt",
    "/xx/nothing/",
    "/api/v1/",
    "/api/v1/schema/",
    "/api/v1/docs/",
    "/api/v1/releases/",
    "/api/v1/releases/?language=all&limit=3",
    "/api/v1/releases/?q=trade",
    "/api/v1/statistics/?format=csv",
    "/api/v1/changes/?limit=2",
    "/api/v1/people/",
    "/api/v1/topics/?language=ru",
)
# Each a little after something that only time brings about.
LATER = (
    START + dt.timedelta(days=1, hours=1),  # another day; a plan took effect
    START + dt.timedelta(days=2, minutes=2),  # no longer news
    START + dt.timedelta(days=30, hours=2),  # the briefing is over
    START + dt.timedelta(days=366),  # another year
    START + dt.timedelta(days=731),  # out of the calendar's window
)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Clock]:
    """One of everything, with much that is hidden; once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock:  # type: ignore[attr-defined]
        install_roles()
        cast = Cast(*(_member(role) for role in ("author", "reviewer", "administrator")), clock=clock)
        publish_everything(cast)
        hide_much(cast)
        yield clock
        transaction.set_rollback(True)


def _member(role: str) -> User:
    user = User.objects.create_user(role, f"{role}@ruritania.example", "password of the tests", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def paths() -> list[str]:
    edition = reading.public(reading.now()).filter(slug="spring", language="en").get()
    api = f"/api/v1/releases/{edition.uid}/"
    return [*PATHS, api, f"{api}?format=ninjs", f"{api}editions/", f"{api}editions/1/?language=en"]


def alike(answer: Answer) -> tuple[int, bytes, dict[str, str]]:
    own = {"RateLimit", "RateLimit-Policy"}
    return answer.status, answer.body, {name: said for name, said in answer.headers.items() if name not in own}


def test_every_address_answers_as_without_the_layer_now_and_later(site: Clock) -> None:
    layer, wrong = make_layer(), []
    read, bare = Reader(layer), Reader(WSGIHandler())
    asked = paths()
    for moment in (site.now, *LATER):
        site.set(moment)
        counters.clear()
        for coding in ("identity", "br"):  # the second from memory
            answers = {path: alike(read(path, accept_encoding=coding)) for path in asked}
            parts.forget()  # what was made of editions at the moment before has been tried, and now all is made anew
            wrong += [
                (f"{moment:%Y-%m-%d}", coding, path)
                for path in asked
                if answers[path] != alike(bare(path, accept_encoding=coding))
            ]
    assert not wrong, "\n".join(map(str, wrong))
    assert layer.counts["hits"] >= len(asked) * len(LATER)
