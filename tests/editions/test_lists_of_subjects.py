"""The lists of topics, people and forms have what reading every edition finds, at every instant, from every cursor."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection

from releases.authoring.models import User
from releases.editions import acts, guards, vantage
from releases.editions.models import Edition
from releases.editions.reading import public
from releases.editions.search import describing, finding, index, listed
from releases.editions.search.models import Description, Listed, Role, Subject
from releases.editions.search.texts import subjects
from tests.clock import Clock
from tests.factories import make_office, make_person, make_release, make_topic, publish, submit

HOUR = dt.timedelta(hours=1)
LANGUAGES = ("en", "ur")


@pytest.fixture
def lived(clock: Clock, author: User, reviewer: User, administrator: User) -> list[dt.datetime]:
    """A life of releases that share two topics and a person: planned, moved, corrected, withdrawn, expunged."""
    topics = [make_topic(slug="salt"), make_topic(slug="wool")]
    office = make_office(make_person(slug="rudolf"))
    spoken = {"speaker": office.person, "office": office}
    instants = [clock.now]

    def out(*releases: Any, **when: Any) -> list[Edition]:
        found = publish(releases, author=author, reviewer=reviewer, **(when or {"clock": clock}))
        instants.append(clock.tick(60))
        return found

    def made(kind: str, *of: Any, languages: tuple[str, ...] = LANGUAGES, **facts: Any) -> Any:
        said = spoken if kind == "statement" else {"speakers": [office]} if kind == "briefing" else {}
        return make_release(kind, by=author, languages=languages, topics=of, **said, **facts)

    statement, briefing = made("statement", *topics), made("briefing", topics[0])
    # Two of one instant, of which the list keeps the order.
    out(statement, briefing)
    gone = out(made("statistic", topics[0]), made("media", topics[1]))
    planned = out(made("briefing", *topics), at=clock.now + 5 * HOUR)
    acts.reschedule(editions=planned, by=reviewer, at=clock.now + 3 * HOUR)
    briefing.topics.set([topics[1]])
    corrected = acts.correct(submission=submit([briefing], by=author), by=reviewer, note="Another topic.")
    clock.set(corrected[0].public_from)
    instants.append(clock.tick(60))
    withdrawn = acts.withdraw(editions=gone[:1], by=reviewer, reason="Wrong.")
    clock.set(withdrawn[0].public_until)
    acts.expunge(editions=withdrawn, by=administrator, reason="A court.")
    instants.append(clock.tick(60))
    for _number in range(5):
        out(made("statement", topics[0]))
    instants += [clock.now + 2 * HOUR, clock.now + 4 * HOUR]
    return instants


def _named(edition: Edition) -> set[tuple[str, str]]:
    """What its own content names; nothing where that was expunged."""
    treated = json.loads(subjects(edition.body)) if edition.content else {}
    roles = {"topic": "topics", "person": "people", "form": "forms"}
    return {(role, one["slug"]) for role, part in roles.items() for one in treated.get(part, ())}


WANTED = [
    finding.Wanted(languages[0], languages, **asked)
    for languages in (("en",), ("ur",), LANGUAGES)
    for asked in (
        {"topic": "salt"},
        {"topic": "wool"},
        {"person": "rudolf"},
        {"person": "rudolf", "kind": "statement"},
        {"topic": "salt", "person": "rudolf", "kind": "briefing"},
        {"topic": "nothing"},
        {"forms": ("image", "landscape"), "kind": "media"},
    )
]


def test_a_list_has_what_reading_every_edition_finds(lived: list[dt.datetime]) -> None:
    longest = dict.fromkeys(range(len(WANTED)), 0)
    for at in lived:
        newest = sorted(public(at), key=lambda one: (one.released_at, one.pk), reverse=True)
        named = {edition.pk: _named(edition) for edition in newest}
        for number, wanted in enumerate(WANTED):
            expected = [
                edition.pk
                for edition in newest
                if edition.language in wanted.languages
                and wanted.kind in {"", edition.kind}
                and set(wanted.subjects) <= named[edition.pk]
            ]
            assert [edition.pk for edition in wanted.public(at).newest_first()] == expected, wanted
            assert _paged(wanted, at) == expected, wanted
            assert wanted.public(at).count() == len(expected)
            longest[number] = max(longest[number], len(expected))
    assert {WANTED[number].topic for number, most in longest.items() if not most} == {"nothing"}


def _paged(wanted: finding.Wanted, at: dt.datetime) -> list[int]:
    paged: list[int] = []
    before = None
    while page := list(wanted.public(at).newest_first(before=before)[:2]):
        paged += [edition.pk for edition in page]
        before = page[-1].released_at, page[-1].pk
    return paged


def test_who_looks_ahead_finds_what_is_planned(lived: list[dt.datetime], clock: Clock) -> None:
    wanted = finding.Wanted("en", ("en",), topic="wool")
    ahead = clock.now + 4 * HOUR
    with vantage.looking_from(ahead, ahead=vantage.Q()):
        known = {edition.pk for edition in wanted.public(ahead).newest_first()}
    with vantage.looking_from(ahead, ahead=vantage.Q(pk__in=[])):
        others = {edition.pk for edition in wanted.public(ahead).newest_first()}
    [planned] = known - others
    assert Edition.objects.get(pk=planned).public_from > clock.now


def test_what_differs_is_told_and_made_up_for(lived: list[dt.datetime]) -> None:
    assert list(index.faults()) == []
    before = set(Listed.objects.values_list("edition", "role", "slug", "released_at"))
    taken = Listed.objects.filter(slug="wool").latest("edition")
    Listed.objects.filter(pk=taken.pk).delete()
    Listed.objects.filter(slug="salt").update(kind="media")
    assert f"edition row {taken.edition_id}: the list of the topic wool differs from the index" in set(index.faults())
    index.rebuild()
    assert list(index.faults()) == []
    assert set(Listed.objects.values_list("edition", "role", "slug", "released_at")) == before


def test_what_other_code_wrote_during_an_upgrade_is_made_up_for(
    lived: list[dt.datetime], clock: Clock, author: User, reviewer: User
) -> None:
    """As the code before the lists and the descriptions leaves it: entries without either."""
    told = {(said.language, said.content) for said in described(clock)}
    Subject.objects.update(description=None)
    Description.objects.all().delete()
    Listed.objects.all().delete()
    assert described(clock) == []
    listed.make_up()
    publish([make_release("statement", by=author)], author=author, reviewer=reviewer, clock=clock)
    assert {(said.language, said.content) for said in described(clock)} == told
    assert list(index.faults()) == []


def described(clock: Clock) -> list[Description]:
    return describing.described(role=Role.PERSON, slug="rudolf", at=clock.now)


def test_all_offices_that_a_person_ever_held_are_told_the_latest_first(
    clock: Clock, author: User, reviewer: User
) -> None:
    person = make_person(slug="rudolf")
    for number in range(25):
        office = make_office(person, titles={"en": f"Envoy {number}"})
        one = make_release("statement", by=author, speaker=person, office=office, languages=("en",))
        publish([one], author=author, reviewer=reviewer, clock=clock)
    assert [said.body["office"]["title"] for said in described(clock)] == [f"Envoy {n}" for n in range(24, -1, -1)]


def test_an_office_is_told_from_its_second_on_and_no_longer_than_somebody_says_so(
    clock: Clock, author: User, reviewer: User
) -> None:
    person = make_person(slug="rudolf")
    offices = [make_office(person, titles={"en": title}) for title in ("Envoy", "Minister")]
    spoken = [make_release("statement", by=author, speaker=person, office=one, languages=("en",)) for one in offices]
    publish(spoken[:1], author=author, reviewer=reviewer, clock=clock)
    [planned] = publish(spoken[1:], author=author, reviewer=reviewer, at=clock.now + HOUR)

    def told() -> list[str]:
        return [said.body["office"]["title"] for said in described(clock)]

    assert told() == ["Envoy"]
    clock.set(planned.public_from - dt.timedelta(microseconds=1))
    assert told() == ["Envoy"]
    clock.tick(0.000001)
    assert told() == ["Minister", "Envoy"]
    acts.withdraw(editions=[planned], by=reviewer, reason="Wrong.")
    clock.tick(60)
    assert told() == ["Envoy"]


def test_what_was_said_of_somebody_goes_with_the_only_edition_that_said_it(
    clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    office = make_office(make_person(slug="rudolf"))
    spoken = {"speaker": office.person, "office": office}
    release = make_release("statement", by=author, topics=[make_topic(slug="salt")], **spoken)
    editions = publish([release], author=author, reviewer=reviewer, clock=clock)
    withdrawn = acts.withdraw(editions=editions, by=reviewer, reason="Wrong.")
    clock.set(withdrawn[0].public_until)
    assert Description.objects.count() == 2
    acts.expunge(editions=withdrawn, by=administrator, reason="A court.")
    assert not Description.objects.exists()
    assert not Listed.objects.exists()


def test_the_lists_are_kept_by_the_database(lived: list[dt.datetime]) -> None:
    """Whoever writes an entry: the code before these lists does not know of them."""
    assert {"record_searchentry_insert", "record_searchentry_moved", "record_searchentry_delete"} <= guards.names(
        connection.vendor
    )
    edition = Edition.objects.get(pk=Listed.objects.latest("edition").edition_id)
    entry = edition.search
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_searchentry WHERE edition_id = %s", [edition.pk])
    assert not edition.listed.exists()
    entry.save(force_insert=True)
    assert set(edition.listed.values_list("role", "slug")) == _named(edition) != set()
