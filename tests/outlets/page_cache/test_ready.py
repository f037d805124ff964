"""What goes out to who asks in the same words, without being looked for: the same as what would be found."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from releases.authoring.models import User
from releases.editions import acts, bell
from releases.editions.parts import parts
from releases.graphics import raster
from releases.outlets.page_cache.layer import PageCache
from tests.clock import Clock
from tests.factories import in_each, make_release
from tests.outlets.page_cache.conftest import Reader, make_layer, own_connection

pytestmark = pytest.mark.django_db
PAGE = "/en/statements/said/"


@pytest.fixture
def said(out: Any, author: User) -> Any:
    return out(make_release("statement", by=author, slug="said", languages=("en", "ru")))


def ready(layer: PageCache) -> Any:
    last = layer._watch.last
    assert last is not None
    return last.ready


def test_every_way_to_ask_gets_the_same_answer_the_second_and_the_third_time(said: Any, layer: PageCache) -> None:
    """Seen red: without the condition, the method or the coding among the words, one gets the answer of another."""
    read = Reader(layer)
    tag = read(PAGE).headers["ETag"]
    ways = [
        {"method": method, "accept_encoding": coding, **known}
        for method, coding in itertools.product(("GET", "HEAD"), ("identity", "gzip", "br", "gzip;q=0"))
        for known in ({}, {"if_none_match": tag}, {"if_none_match": '"other"'}, {"if_modified_since": "nonsense"})
    ]
    found = [Reader(make_layer())(PAGE, **way) for way in ways]
    for _time in range(2):
        assert [read(PAGE, **way) for way in ways] == found
    assert len(ready(layer)) >= len(ways)


def test_languages_formats_and_hosts_stay_apart(said: Any, layer: PageCache) -> None:
    read = Reader(layer)
    for _time in range(3):
        assert [read("/", accept_language=tongue).headers["Location"] for tongue in ("ru", "en", "kk")] == [
            "/ru/",
            "/en/",
            "/kk/",
        ]
        assert read(PAGE, host="evil.example").status == 400
        assert read(PAGE, cookie="a=b").status == 200


def test_who_is_somebody_gets_nothing_that_was_ready(said: Any, layer: PageCache) -> None:
    read = Reader(layer)
    for _time in range(3):
        read(PAGE)
    hits = layer.counts["hits"]
    session = f"{settings.SESSION_COOKIE_NAME}=abc"
    for headers in ({"authorization": "Bearer nothing"}, {"cookie": session}, {"range": "bytes=0-9"}):
        read(PAGE, **headers)
    read(PAGE, method="POST")
    assert layer.counts["hits"] == hits


def test_a_server_that_writes_into_what_it_is_given_changes_no_other_answer(said: Any, layer: PageCache) -> None:
    """PEP 3333 allows it. Granian takes a list for the whole answer, and asks anything else for its parts."""
    environ = {**RequestFactory().get(PAGE).environ, "HTTP_HOST": "testserver"}
    for _time in range(4):
        started: list[Any] = []
        with own_connection():
            body = layer(environ, lambda *line, to=started: to.extend(line))
        assert type(body) is list
        assert (len(body), [name for name, _value in started[1]].count("X-Poison")) == (1, 0)
        started[1].append(("X-Poison", "1"))
        body.append(b"poison")


def test_a_lifetime_goes_on_counting(said: Any, read: Reader, clock: Clock, monkeypatch: Any) -> None:
    """Seen red: without the end of the second, the third answer says what the first said."""
    monkeypatch.setattr(settings, "CDN_SECONDS", 60)
    clock.set(clock.now.replace(second=0, microsecond=0) + dt.timedelta(minutes=5, seconds=10.2))
    left = []
    for _time in range(6):
        left.append(read(PAGE).headers["Cache-Control"].rpartition("=")[2])
        clock.tick(0.3)
    assert left == ["49", "49", "49", "48", "48", "48"]


def test_only_what_lies_on_the_shelves_is_ready(said: Any) -> None:
    """Seen red: without telling of a change, bytes stay that were put out."""
    layer = make_layer(800_000)
    read = Reader(layer)
    for number in range(40):
        for _time in range(2):
            read(f"/en/releases/?q=word{number}")
    last = layer._watch.last
    assert last is not None
    lying = {
        id(coded.body)
        for page in last.loose._pages.values()
        for entry in page.variants.values()
        for coded in entry._coded.values()
    }
    assert {id(body) for answer in last.ready.values() for body in answer.body} <= lying
    read("/en/releases/?q=word39")
    assert last.ready


def test_what_is_ready_is_bounded(said: Any, layer: PageCache, monkeypatch: Any) -> None:
    monkeypatch.setattr("releases.outlets.page_cache.kept._MOST_READY", 5)
    read = Reader(layer)
    for number in range(23):
        answer = read(PAGE, if_none_match=f'"{number}"')
        assert answer.status == 200
    assert 0 < len(ready(layer)) <= 5
    read(PAGE, if_none_match=f'"{"a" * 2000}"')
    assert all(sum(len(word) for word in words if word) < 2000 for words in ready(layer))


def test_a_process_that_hears_of_an_expunging_forgets_what_it_made(
    said: Any, layer: PageCache, read: Reader, reviewer: User, administrator: User, clock: Clock, monkeypatch: Any
) -> None:
    """The act is another process's: what that one does after its commit is not done here."""
    pictures: list[str] = []
    monkeypatch.setattr(raster, "forget", lambda: pictures.append("forgotten"))
    read(PAGE)
    made = next(key for key in parts._parts if "release" in key)
    ends = acts.withdraw(editions=said, by=reviewer, reason=in_each("Issued in error."))[0].public_until
    assert ends is not None
    clock.set(ends)
    bell.ring()
    assert read(PAGE).status == 410
    assert (made in parts, pictures) == (True, [])  # of another act nothing has to be forgotten
    acts.expunge(editions=said, by=administrator, reason="A court order.")
    bell.ring()
    read(PAGE)
    assert (made in parts, pictures) == (False, ["forgotten"])
    bell.ring()
    read(PAGE)
    assert pictures == ["forgotten"]
