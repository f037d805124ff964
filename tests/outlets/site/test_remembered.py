"""A page is made once of the same editions, and anew when anything that it is made of is another."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.parts import Parts, parts
from releases.outlets.answering import tag_of
from releases.outlets.site import remembered, views
from tests.clock import Clock
from tests.factories import in_each, make_release, submit

pytestmark = pytest.mark.django_db
PAGE = "/en/briefings/spring/"


@pytest.fixture
def made(monkeypatch: Any) -> list[str]:
    """The titles of the release pages that were made."""
    pages: list[str] = []
    make: Callable[..., Any] = views.release_page

    def counted(visit: Any, edition: Any, relatives: Any) -> Any:
        pages.append(edition.title)
        return make(visit, edition, relatives)

    monkeypatch.setattr(views, "release_page", counted)
    return pages


@pytest.fixture
def spring(out: Any, author: User) -> Any:
    said = make_release("statement", by=author, slug="said")
    out(said, make_release("briefing", by=author, slug="spring", cites=[said], title="Spring"))
    return said


def test_the_second_time_it_is_not_made_again_and_takes_one_query(
    spring: Any, client: Client, made: list[str], django_assert_num_queries: Any
) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(1):
        second = client.get(PAGE)
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))
    assert made == ["Spring"]


def test_it_is_made_anew_when_what_it_cites_was_corrected(
    spring: Any, client: Client, made: list[str], author: User, reviewer: User, clock: Clock
) -> None:
    before = client.get(PAGE).content
    Text.objects.filter(release=spring).update(summary="Other words.")
    submission = submit([spring], by=author)
    corrected = acts.correct(submission=submission, by=reviewer, note=in_each("A word was wrong."))
    clock.set(corrected[0].public_from)
    after = client.get(PAGE).content
    assert made == ["Spring", "Spring"]
    assert after != before


def test_it_is_packed_once_and_its_tag_is_of_what_goes_out(
    spring: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs: list[str] = []
    pack: Callable[..., bytes] = remembered.packed

    def counted(content: bytes, coding: str) -> bytes:
        packs.append(coding)
        return pack(content, coding)

    monkeypatch.setattr(remembered, "packed", counted)
    answers = [
        client.get(PAGE, headers={"Accept-Encoding": coding}) for coding in ("br", "br", "gzip", "identity", "br")
    ]
    assert packs == ["br", "gzip"]
    assert {answer["ETag"] for answer in answers} == {tag_of(answer.content) for answer in answers}
    assert len({answer["ETag"] for answer in answers}) == 3
    unchanged = client.get(PAGE, headers={"Accept-Encoding": "br", "If-None-Match": answers[0]["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_another_edition_at_the_address_is_another_page(
    out: Any, client: Client, made: list[str], author: User, reviewer: User, clock: Clock
) -> None:
    said = make_release("statement", by=author, slug="said", title="First")
    out(said)
    opens = clock.now.replace(year=2031)
    Text.objects.filter(release=said).update(title="Second")
    acts.update(submission=submit([said], by=author), by=reviewer, at=opens)
    for moment, title in ((clock.now, "First"), (clock.now, "First"), (opens, "Second"), (opens, "Second")):
        clock.set(moment)
        assert f"<h1>{title}</h1>" in client.get("/en/statements/said/").content.decode()
    assert made == ["First", "Second"]


def test_a_list_is_made_anew_when_its_counts_are_others(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    oldest = out(make_release("statement", by=author))
    out(*(make_release("statement", by=author, title=f"Said {number}") for number in range(22)))
    first = client.get("/en/releases/").content
    withdrawn = acts.withdraw(editions=oldest, by=reviewer, reason="Why.")
    clock.set(withdrawn[0].public_until or clock.now)
    assert client.get("/en/releases/").content != first
    before = client.get("/en/releases/").content
    assert client.get("/en/releases/").content == before
    out(make_release("statistic", by=author, title="Newest"))
    assert b"Newest" in client.get("/en/releases/").content


def test_what_is_expunged_is_forgotten(
    spring: Any,
    client: Client,
    reviewer: User,
    administrator: User,
    clock: Clock,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.get(PAGE)
    key = next(key for key in parts._parts if "release" in key)
    editions = acts.withdraw(editions=_public(), by=reviewer, reason=in_each("Issued in error."))
    clock.set(editions[0].public_until)
    with django_capture_on_commit_callbacks(execute=True):
        acts.expunge(editions=editions, by=administrator, reason="A court order.")
    assert key not in parts


def _public() -> list[Any]:
    from releases.editions.models import Edition

    return list(Edition.objects.all())


def test_room_is_bounded_and_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Parts(5000)
    for name in "abc":
        kept.once((name,), lambda: "x" * 1000)
    kept.once(("a",), lambda: "never")
    kept.once(("d",), lambda: "x" * 1000)
    assert [(name,) in kept for name in "abcd"] == [True, False, True, True]
