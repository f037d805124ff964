"""What is kept, for whom, and for how long."""

import datetime as dt
import gzip
from typing import Any

import brotli
import pytest
from backports import zstd
from django.conf import settings
from django.core.cache import cache as counters
from django.db import OperationalError

from releases.authoring.models import DutyOfficer, User
from releases.editions import acts, bell
from releases.outlets.page_cache import looking
from releases.outlets.page_cache.layer import PageCache
from tests.clock import Clock
from tests.factories import in_each, make_release
from tests.outlets.page_cache.conftest import Reader, make_layer

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
ALMOST = dt.timedelta(milliseconds=50)
PAGE = "/en/statements/said/"


@pytest.fixture
def said(out: Any, author: User) -> Any:
    return out(make_release("statement", by=author, slug="said", languages=("en", "ru")))


def test_the_second_reader_gets_the_same_bytes_and_django_is_not_asked(
    said: Any, layer: PageCache, read: Reader, django_assert_num_queries: Any
) -> None:
    first = read(PAGE)
    with django_assert_num_queries(0):
        second = read(PAGE)
    assert second == first
    assert (layer.counts["misses"], layer.counts["hits"]) == (1, 1)


def test_each_coding_holds_the_same_page(said: Any, read: Reader, layer: PageCache) -> None:
    plain = read(PAGE)
    packed = {coding: read(PAGE, accept_encoding=coding) for coding in ("gzip", "br", "zstd")}

    assert {coding: answer.headers["Content-Encoding"] for coding, answer in packed.items()} == {
        coding: coding for coding in packed
    }
    assert gzip.decompress(packed["gzip"].body) == plain.body
    assert brotli.decompress(packed["br"].body) == zstd.decompress(packed["zstd"].body) == plain.body
    assert len({answer.headers["ETag"] for answer in (plain, *packed.values())}) == 4
    assert layer.counts["misses"] == 1


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_who_has_the_page_is_told_so(said: Any, read: Reader, coding: str) -> None:
    tag = read(PAGE, accept_encoding=coding).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = read(PAGE, accept_encoding=coding, if_none_match=known)
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
        assert "Content-Type" not in answer.headers
        assert answer.headers["Content-Security-Policy"]
    assert read(PAGE, accept_encoding=coding, if_none_match='"other"').status == 200


def test_the_api_also_goes_by_time(said: Any, read: Reader, clock: Clock) -> None:
    clock.tick(5)
    answer = read("/api/v1/releases/?language=en")
    modified = answer.headers["Last-Modified"]
    assert read("/api/v1/releases/?language=en", if_modified_since=modified).status == 304
    earlier = "Tue, 01 Jan 2030 11:00:00 GMT"
    assert read("/api/v1/releases/?language=en", if_modified_since=earlier).status == 200


def test_head_gets_the_headers_of_get(said: Any, read: Reader, layer: PageCache) -> None:
    asked_first = read(PAGE, method="HEAD")
    whole = read(PAGE)
    assert (asked_first.headers, asked_first.body) == (whole.headers, b"")
    assert read(PAGE, method="HEAD") == asked_first
    assert layer.counts["misses"] == 1


def test_a_kept_404_ends_at_the_instant_that_makes_it_untrue(
    out: Any, mission: Any, author: User, clock: Clock, read: Reader
) -> None:
    opens = clock.now + HOUR
    out(make_release("statement", by=author, slug="said"), at=opens)
    bell.ring()
    for path in (PAGE, "/en/", "/en/feed.atom", "/api/v1/releases/?language=en"):
        read(path)
    clock.set(opens - ALMOST)
    assert read(PAGE).status == 404
    assert b"said" not in read("/en/").body + read("/en/feed.atom").body + read("/api/v1/releases/?language=en").body
    clock.set(opens)
    assert read(PAGE).status == 200
    for path in ("/en/", "/en/feed.atom", "/api/v1/releases/?language=en"):
        assert PAGE.encode() in read(path).body


def test_a_planned_withdrawal_a_turn_of_duty_and_a_pin_end_what_is_kept(
    said: Any, mission: Any, administrator: User, reviewer: User, clock: Clock, read: Reader
) -> None:
    ends = clock.now + HOUR
    DutyOfficer.objects.create(mission=mission, names=in_each("Night desk"), phone="+49 1", duty_until=ends + HOUR)
    acts.publish_imprint(mission=mission, by=administrator)
    acts.withdraw(editions=said, by=reviewer, reason=in_each("Issued in error."), at=ends)
    clock.tick(5)
    bell.ring()
    assert (read(PAGE).status, b"Night desk" in read("/en/").body) == (200, True)
    clock.set(ends - ALMOST)
    assert read(PAGE).status == 200
    clock.set(ends)
    assert (read(PAGE).status, b"Night desk" in read("/en/").body) == (410, True)
    clock.set(ends + HOUR)
    assert b"Night desk" not in read("/en/").body


def test_a_briefing_that_is_over_is_no_longer_coming(out: Any, author: User, clock: Clock, read: Reader) -> None:
    starts = clock.now + HOUR
    out(make_release("briefing", by=author, slug="soon", starts_at=starts, ends_at=starts + HOUR))
    before = {path: read(path).body for path in ("/en/", "/en/calendar/")}
    clock.set(starts + HOUR - ALMOST)
    assert {path: read(path).body for path in before} == before
    clock.set(starts + HOUR)
    assert all(read(path).body != body for path, body in before.items())


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (PAGE, {"authorization": "Bearer press_nothing"}),
        (PAGE, {"cookie": f"{settings.SESSION_COOKIE_NAME}=abc"}),
        (PAGE, {"range": "bytes=0-9"}),
        ("/en/subscribe/", {}),
        ("/admin/login/", {}),
        (f"/preview/{'a' * 43}/", {}),
        (f"/early/{'a' * 43}/", {}),
        ("/healthz", {}),
        ("/readyz", {}),
        ("/api/v1/me/", {}),
        ("/api/v1/changes/?wait=0", {}),
        ("/api/v1/releases/?format=ndjson&language=en", {}),
        ("/api/v1/releases/?colour=red", {}),
        ("/api/v1/releases/00000000-0000-0000-0000-000000000000/", {}),
        ("/en/statements/?cursor=nonsense", {}),
        (f"{PAGE}?colour=red", {}),
        (f"/en/{'a' * 2000}/", {}),
        (f"/en/releases/?q={'a' * 2000}", {}),
    ],
)
def test_nothing_is_kept_of(path: str, headers: dict[str, str], said: Any, layer: PageCache, read: Reader) -> None:
    for _time in range(2):
        read(path, **headers)
    assert layer.counts["hits"] == 0
    assert kept_of(layer) == 0


def kept_of(layer: PageCache) -> int:
    found = layer._watch._kept
    return len(found.firm) + len(found.loose) if found else 0


def test_posting_goes_to_django(said: Any, read: Reader) -> None:
    read(PAGE)
    assert read(PAGE, method="POST").status == 405


def test_what_a_reader_sends_changes_nothing_for_the_next(said: Any, read: Reader, bare: Reader) -> None:
    clean = {path: bare(path) for path in (PAGE, "/api/v1/releases/", "/en/nothing/")}
    poison = {
        "x_forwarded_host": "evil.example",
        "x_forwarded_proto": "https",
        "x_original_url": "/admin/",
        "forwarded": "host=evil.example",
        "cookie": f"{settings.LANGUAGE_COOKIE_NAME}=ru; csrftoken=evil",
        "accept_language": "evil-\x00, *;q=0, xx-yy;q=5",
        "referer": "https://evil.example/",
        "user_agent": "<script>",
        "if_none_match": "",
        "if_modified_since": "nonsense",
        "accept_encoding": "evil, *;q=0",
    }
    for path, own in clean.items():
        read(f"{path}?utm_source=evil" if not path.startswith("/api") else path, **poison)
        answer = read(path)
        assert (answer.status, answer.body) == (own.status, own.body)
        assert without_counts(answer.headers) == without_counts(own.headers)


def without_counts(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if not name.startswith("RateLimit")}


def test_the_host_that_was_asked_is_in_no_page_of_another(said: Any, read: Reader) -> None:
    settings.ALLOWED_HOSTS.append("other.example")
    try:
        assert b"http://other.example/" in read("/en/feed.atom", host="other.example").body
        assert b"other.example" not in read("/en/feed.atom").body
        assert read(PAGE, host="evil.example").status == 400
        assert read(PAGE).status == 200
    finally:
        settings.ALLOWED_HOSTS.remove("other.example")


def test_what_others_append_to_an_address_is_not_another_page(said: Any, read: Reader, layer: PageCache) -> None:
    first = read(f"{PAGE}?utm_source=mail&fbclid=1")
    assert read(f"{PAGE}?gclid=2") == read(PAGE) == first
    assert (layer.counts["misses"], kept_of(layer)) == (1, 1)
    # The API refuses what it does not know, and goes on to.
    assert read("/api/v1/releases/?utm_source=mail").status == 400


def test_each_language_and_each_format_is_kept_apart(said: Any, read: Reader, layer: PageCache) -> None:
    assert read("/", accept_language="ru-RU,ru;q=0.9").headers["Location"] == "/ru/"
    assert read("/", accept_language="en-GB").headers["Location"] == "/en/"
    assert read("/", accept_language="ru").headers["Location"] == "/ru/"
    assert layer.counts["misses"] == 2
    plain, ninjs = (read("/api/v1/releases/", accept=f"application/{name}") for name in ("json", "vnd.iptc.ninjs+json"))
    assert plain.headers["Content-Type"] != ninjs.headers["Content-Type"]
    assert read("/api/v1/releases/", accept="application/json").body == plain.body


def test_answers_from_memory_count_against_the_limit_of_the_api(
    said: Any, read: Reader, layer: PageCache, settings: Any
) -> None:
    counters.clear()
    settings.API_PER_MINUTE = 3
    left = [read("/api/v1/releases/").headers["RateLimit"].split(";")[1] for _time in range(3)]
    assert (left, layer.counts["hits"]) == (["r=2", "r=1", "r=0"], 2)
    refused = read("/api/v1/releases/")
    assert (refused.status, "Retry-After" in refused.headers) == (429, True)
    other = read("/api/v1/releases/", remote_addr="198.51.100.7")
    assert (other.status, other.headers["RateLimit"].split(";")[1]) == (200, "r=2")
    counters.clear()


def test_room_is_bounded_and_searches_do_not_drive_out_pages(said: Any) -> None:
    layer = make_layer(800_000)
    read = Reader(layer)
    read(PAGE)
    for number in range(40):
        read(f"/en/releases/?q=word{number}")
        read(f"/en/nothing{number}/")
    found = layer._watch._kept
    assert found is not None
    assert 0 < found.loose.size_bytes <= found.loose.room_bytes <= 200_000
    misses = layer.counts["misses"]
    read(PAGE)
    assert layer.counts["misses"] == misses
    read("/en/releases/?q=word0")
    assert layer.counts["misses"] == misses + 1


def test_one_address_has_a_bounded_number_of_variants(said: Any) -> None:
    layer = make_layer()
    read = Reader(layer)
    for number in range(60):
        read("/api/v1/releases/", accept=f"application/json;v={number}")
    page = layer._watch._kept.loose.get(("http", "testserver", "/api/v1/releases/", ""))  # type: ignore[union-attr]
    firm = layer._watch._kept.firm.get(("http", "testserver", "/api/v1/releases/", ""))  # type: ignore[union-attr]
    assert len((page or firm).variants) <= 24  # type: ignore[union-attr]


def test_while_the_database_is_away_what_is_kept_goes_on_until_it_would_end(
    out: Any, said: Any, author: User, clock: Clock, layer: PageCache, read: Reader, monkeypatch: Any
) -> None:
    ends = clock.now + HOUR
    out(make_release("statement", by=author, slug="later"), at=ends)
    bell.ring()
    first = read(PAGE)
    monkeypatch.setattr(looking, "state", away)
    layer._watch._soon = layer._watch._latest = 0.0
    clock.set(ends - ALMOST)
    assert read(PAGE) == first
    clock.set(ends)
    layer._watch._soon = layer._watch._latest = 0.0
    hits = layer.counts["hits"]
    read(PAGE)  # the database of the test is there: without the layer's memory, Django answers
    assert layer.counts["hits"] == hits


@pytest.mark.parametrize("why", ["the bell was rung", "it is away for too long"])
def test_while_the_database_is_away_nothing_is_shown_that_may_have_ended(
    why: str, said: Any, layer: PageCache, read: Reader, monkeypatch: Any, settings: Any
) -> None:
    read(PAGE)
    monkeypatch.setattr(looking, "state", away)
    layer._watch._soon = layer._watch._latest = 0.0
    if why == "the bell was rung":
        bell.ring()
    else:
        settings.PAGE_CACHE_AWAY_S = -1
    read(PAGE)
    assert layer.counts["hits"] == 0


def away(**_known: Any) -> Any:
    raise OperationalError("gone")


def test_a_clock_that_jumps_back_shows_nothing_ahead_of_its_time(
    out: Any, mission: Any, author: User, clock: Clock, read: Reader
) -> None:
    opens = clock.now + HOUR
    out(make_release("statement", by=author, slug="said"), at=opens)
    bell.ring()
    clock.set(opens + HOUR)
    assert read(PAGE).status == 200
    clock.set(opens - HOUR / 2)
    assert read(PAGE).status == 404


def test_a_picture_is_kept_until_it_is_withdrawn(
    out: Any, author: User, reviewer: User, clock: Clock, layer: PageCache, read: Reader, bare: Reader
) -> None:
    editions = out(make_release("media", by=author, slug="map"))
    rows = editions[0].body["media"]["renditions"]
    digest = next(row["digest"] for row in rows if row["media_type"] == "image/jpeg")
    path = f"/media/{digest}/map.jpg"
    assert without_counts(read(path).headers) == without_counts(bare(path).headers)
    first = read(path)
    assert (layer.counts["hits"], first.body) == (1, bare(path).body)
    assert read(path, if_none_match=first.headers["ETag"]).status == 304
    assert read(path, range="bytes=0-9").status == 206
    ended = acts.withdraw(editions=editions, by=reviewer, reason=in_each("Issued in error."))
    bell.ring()
    assert read(path).status == 200
    clock.set(ended[0].public_until)
    assert read(path).status == 404
