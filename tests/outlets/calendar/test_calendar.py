"""Calendars as an independent library parses them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from releases.authoring.models import Briefing, Text, User
from releases.editions import acts
from releases.editions.models import Edition
from tests.clock import Clock
from tests.factories import in_each, make_release, submit

STARTS = dt.datetime(2030, 7, 1, 9, 30, tzinfo=dt.UTC)


def _events(client: Client, path: str = "/en/calendar.ics") -> list[Any]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def _planned(author: User, **facts: Any) -> Any:
    return make_release(
        "briefing",
        by=author,
        **{
            "slug": "spring",
            "title": "Spring",
            "starts_at": STARTS,
            "ends_at": STARTS + dt.timedelta(hours=1),
            **facts,
        },
    )


def test_a_briefing_stands_in_the_zone_of_the_mission(out: Any, client: Client, author: User) -> None:
    out(_planned(author, venues=in_each("Castle of Zenda")))
    calendar = Calendar.from_ical(client.get("/en/calendar.ics").content)
    [event] = calendar.walk("VEVENT")
    assert event.start == STARTS
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert event.end == STARTS + dt.timedelta(hours=1)
    assert str(event["LOCATION"]) == "Castle of Zenda, Strelsau"
    assert "press@ruritania.example" in event["CONTACT"]


def test_a_briefing_s_own_word_on_accreditation_stands_for_the_mission_s(
    out: Any, client: Client, author: User
) -> None:
    out(_planned(author, accreditations=in_each("Write to the chancery by 1 June.")))
    [event] = _events(client)
    assert str(event["CONTACT"]) == "Accreditation: Write to the chancery by 1 June."
    assert "Accreditation: Write to the chancery by 1 June." in str(event["DESCRIPTION"])
    assert "press@ruritania.example" not in str(event["DESCRIPTION"])


def test_a_briefing_known_to_the_day_lasts_all_of_it(out: Any, client: Client, author: User) -> None:
    out(_planned(author, held_on="2030-07-01", starts_at=None, ends_at=None))
    [event] = _events(client)
    assert (event.start, event.end) == (dt.date(2030, 7, 1), dt.date(2030, 7, 2))


@pytest.mark.parametrize("held_on", ["2030", "2030-07"])
def test_a_briefing_known_to_the_month_or_year_is_in_no_calendar(
    out: Any, client: Client, author: User, held_on: str
) -> None:
    out(_planned(author, held_on=held_on, starts_at=None, ends_at=None))
    assert _events(client) == []
    assert client.get("/en/briefings/spring/event.ics").status_code == 404
    assert "event.ics" not in client.get("/en/briefings/spring/").content.decode()


def test_a_correction_raises_the_sequence_of_the_same_event(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    briefing = _planned(author)
    out(briefing)
    [before] = _events(client)
    Briefing.objects.filter(pk=briefing.pk).update(ends_at=STARTS + dt.timedelta(hours=2))
    submission = submit([briefing], by=author)
    clock.set(acts.correct(submission=submission, by=reviewer, note={"en": "Longer."})[0].public_from)
    [after] = _events(client)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (after["STATUS"], after.end) == ("CONFIRMED", STARTS + dt.timedelta(hours=2))


def test_a_withdrawn_briefing_is_cancelled_for_those_who_have_it(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(_planned(author, venues=in_each("Castle of Zenda")))
    [before] = _events(client)
    clock.set(
        acts.withdraw(editions=editions, by=reviewer, reason={"en": "The King is ill."})[0].public_until or STARTS
    )
    [after] = _events(client)
    assert (after["STATUS"], after["UID"], after["SEQUENCE"]) == ("CANCELLED", before["UID"], 1)
    assert "The King is ill." in after["DESCRIPTION"]
    assert "LOCATION" not in after
    assert client.get("/en/briefings/spring/event.ics").status_code == 404


def test_a_withdrawn_briefing_leaves_the_calendar_after_the_window(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(_planned(author))
    clock.set(acts.withdraw(editions=editions, by=reviewer, reason={"en": "Why."})[0].public_until or STARTS)
    clock.tick(731 * 86_400)
    assert _events(client) == []


def test_a_briefing_that_came_back_is_not_cancelled(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    briefing = _planned(author)
    editions = out(briefing)
    clock.set(acts.withdraw(editions=editions, by=reviewer, reason={"en": "Why."})[0].public_until or STARTS)
    Text.objects.filter(release=briefing).update(title="Spring again")
    out(briefing)
    [event] = _events(client)
    assert (event["STATUS"], event["SUMMARY"]) == ("CONFIRMED", "Spring again")


def test_what_was_expunged_is_not_even_cancelled(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(_planned(author))
    clock.set(acts.withdraw(editions=editions, by=reviewer, reason={"en": "Why."})[0].public_until or STARTS)
    judge = User.objects.get(username="administrator")
    acts.expunge(editions=Edition.objects.filter(pk=editions[0].pk), by=judge, reason="Court order.")
    assert _events(client) == []


def test_an_announcement_is_in_no_calendar_before_its_instant(
    out: Any, client: Client, clock: Clock, author: User
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    out(_planned(author), at=opens)
    clock.set(opens - dt.timedelta(seconds=1))
    assert _events(client) == []
    assert client.get("/en/briefings/spring/event.ics").content == client.get("/en/briefings/no/event.ics").content
    clock.set(opens)
    assert len(_events(client)) == 1


def test_one_briefing_comes_as_a_file(out: Any, client: Client, author: User) -> None:
    out(_planned(author))
    [event] = _events(client, "/en/briefings/spring/event.ics")
    assert event["SUMMARY"] == "Spring"
    assert 'href="/en/briefings/spring/event.ics"' in client.get("/en/briefings/spring/").content.decode()


def test_the_page_lists_coming_and_past_briefings_by_month(
    out: Any, client: Client, author: User, html_of: Any
) -> None:
    out(_planned(author, venues=in_each("Castle of Zenda")))
    out(_planned(author, slug="past", title="Past", held_on="2029-12-30", starts_at=None, ends_at=None))
    html = html_of("/en/calendar/")
    assert html.index("July 2030") < html.index("December 2029")
    assert "Castle of Zenda" in html
    assert 'href="/en/calendar.ics"' in html
    assert "press@ruritania.example" in html.partition("<main")[2].partition("</main>")[0]


def test_a_calendar_that_has_not_changed_is_not_sent_twice(
    out: Any, client: Client, clock: Clock, author: User
) -> None:
    out(_planned(author))
    tag = client.get("/en/calendar.ics")["ETag"]
    clock.tick(60)
    assert client.get("/en/calendar.ics", headers={"if-none-match": tag}).status_code == 304


def test_calendars_take_three_queries_the_page_and_one_event_two(
    out: Any, client: Client, author: User, django_assert_num_queries: Any
) -> None:
    out(*(_planned(author, slug=f"spring-{number}") for number in range(3)))
    with django_assert_num_queries(3):
        client.get("/en/calendar.ics")
    for path in ("/en/calendar/", "/en/briefings/spring-1/event.ics"):
        with django_assert_num_queries(2):
            client.get(path)
