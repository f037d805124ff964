"""A query that was put together once finds what the ORM's own finds, whatever the values."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from releases.authoring.models import User
from releases.editions import acts, interval_ends, known, reading
from releases.editions.models import Edition
from releases.editions.prepared import Prepared
from tests.clock import Clock
from tests.factories import in_each, make_mission, make_release, publish

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ru")


@pytest.fixture
def published(clock: Clock, author: User, reviewer: User) -> list[Edition]:
    """Two that are public in two languages, one that opens in an hour, one that was withdrawn."""
    told = {"author": author, "reviewer": reviewer}
    releases = [
        make_release("statement", by=author, slug=slug, languages=LANGUAGES) for slug in ("one", "two", "ahead", "gone")
    ]
    shown = publish(releases[:2], clock=clock, **told)  # type: ignore[arg-type]
    publish(releases[2:3], at=clock.now + dt.timedelta(hours=1), **told)  # type: ignore[arg-type]
    gone = publish(releases[3:], clock=clock, **told)  # type: ignore[arg-type]
    withdrawn = acts.withdraw(editions=gone, by=reviewer, reason=in_each("Issued in error."))
    clock.set(withdrawn[0].public_until or clock.now)
    return shown


def facts(edition: Edition | None) -> dict[str, Any]:
    return {} if edition is None else {f.attname: getattr(edition, f.attname) for f in Edition._meta.concrete_fields}


@pytest.mark.parametrize("slug", ["one", "two", "ahead", "gone", "a slug", "o'ne", "%s", ""])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_by_address(slug: str, language: str, published: list[Edition], clock: Clock) -> None:
    asked = {"language": language, "kind": "statement", "slug": slug}
    for at in (clock.now, clock.now + dt.timedelta(hours=2)):
        own = reading.public(at).filter(**asked).first()
        assert facts(reading.edition_by_address(at=at, **asked)) == facts(own)


def test_of_a_release(published: list[Edition], clock: Clock) -> None:
    one = published[0].uid
    assert {row.pk for row in reading.in_every_language(uid=one, at=clock.now)} == {
        row.pk for row in reading.public(clock.now).filter(uid=one)
    }


@pytest.mark.parametrize("limit", [1, 2, 21])
def test_the_newest(limit: int, published: list[Edition], clock: Clock) -> None:
    own = reading.public(clock.now).filter(language="en").newest_first()[:limit]
    assert list(map(facts, reading.newest_in("en", at=clock.now, limit=limit))) == list(map(facts, own))


@pytest.mark.parametrize("kind", ["", "statement", "briefing"])
def test_the_newest_without_their_contents(kind: str, published: list[Edition], clock: Clock) -> None:
    for at in (clock.now, clock.now + dt.timedelta(hours=2)):
        own = reading.public(at).filter(language="ru", **({"kind": kind} if kind else {})).newest_first()
        rows = tuple(own.values_list("pk", "content_digest"))
        assert [known.newest("ru", kind=kind, at=at, limit=limit) for limit in (2, 21)] == [rows[:2], rows]


def test_the_languages_of_a_release_without_their_contents(published: list[Edition], clock: Clock) -> None:
    for uid in {edition.uid for edition in Edition.objects.all()}:
        own = reading.public(clock.now).filter(uid=uid).newest_first()
        rows = tuple(own.values_list("pk", "content_digest", "language", "kind"))
        assert known.in_every_language(uid=uid, at=clock.now) == rows


def test_the_imprint_and_the_last_end(
    published: list[Edition], clock: Clock, administrator: User, django_assert_num_queries: Any
) -> None:
    ends = [end for edition in Edition.objects.all() for end in (edition.public_from, edition.public_until) if end]
    assert interval_ends.last_end_until(clock.now) == max(end for end in ends if end <= clock.now)
    assert reading.imprint_at(clock.now) is None
    imprint = acts.publish_imprint(mission=make_mission(), by=administrator)
    assert reading.imprint_at(clock.now) is None
    clock.set(imprint.public_from)
    with django_assert_num_queries(1):
        found = reading.imprint_at(clock.now)
    assert found == imprint
    assert (found.body, found.public_from) == (imprint.body, imprint.public_from)  # type: ignore[union-attr]
    assert interval_ends.last_end_until(clock.now) == imprint.public_from


def test_a_sample_that_is_not_in_the_statement_is_refused() -> None:
    prepared = Prepared(lambda at, slug: reading.public(at), at=timezone.now(), slug="nowhere")
    with pytest.raises(ValueError, match="not in the statement"):
        prepared.tuples(at=timezone.now(), slug="one")
