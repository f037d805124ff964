"""What the editors decide, at the desk: the home page, the duty roster, large numbers."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import DutyOfficer, User
from releases.editions import acts, reading
from releases.editions.models import JournalEntry
from releases.editions.pins import Pin
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

Desk = Callable[[User], Client]
BERLIN_NINE = dt.datetime(2030, 1, 2, 8, tzinfo=dt.UTC)


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


@pytest.fixture
def statement(mission: Any, clock: Clock, author: User, reviewer: User) -> Any:
    """Public in English and Urdu."""
    release = make_release("statement", by=author, languages=("en", "ur"))
    publish([release], author=author, reviewer=reviewer, clock=clock)
    return release


def pin_page(release: Any) -> str:
    return reverse(f"admin:releases_{release._meta.model_name}_pin", args=[release.pk])


def test_a_reviewer_pins_a_release_in_its_languages_and_unpins_it(
    desk: Desk, statement: Any, clock: Clock, reviewer: User
) -> None:
    client, page = desk(reviewer), pin_page(statement)
    answer = client.post(page, filled(client.get(page), "pin-at", **{"pin-at": "2030-01-02T09:00"}), follow=True)
    assert "2030-01-02 09:00:00 (UTC+1)" in answer.content.decode()
    assert {(pin.language, pin.public_from) for pin in Pin.objects.all()} == {("en", BERLIN_NINE), ("ur", BERLIN_NINE)}

    clock.set(BERLIN_NINE)
    client = desk(reviewer)  # the session is over
    assert client.post(page, filled(client.get(page), "unpin-at", **{"unpin-editions": None})).status_code == 200
    assert client.post(page, filled(client.get(page), "unpin-at")).status_code == 302
    assert not Pin.objects.filter(public_until=None).exists()
    entries = JournalEntry.objects.order_by("-sequence").values_list("act", "by")
    assert list(entries[:2]) == [("unpin", "reviewer"), ("pin", "reviewer")]


def test_an_edition_is_pinned_from_its_own_page(desk: Desk, statement: Any, clock: Clock, reviewer: User) -> None:
    edition = reading.public(clock.now).get(language="ur")
    page = reverse("admin:releases_edition_change", args=[edition.pk])
    client = desk(reviewer)
    assert client.post(page, filled(client.get(page), "pin-at")).status_code == 302
    assert Pin.objects.get().language == "ur"
    assert "pin-at" not in filled(client.get(page), "act")
    assert client.post(page, filled(client.get(page), "unpin-at")).status_code == 302
    assert not Pin.objects.filter(public_until=None).exists()


def test_neither_an_author_nor_an_administrator_chooses(
    desk: Desk, statement: Any, clock: Clock, author: User, administrator: User
) -> None:
    edition = reading.public(clock.now).get(language="en")
    for person in (author, administrator):
        client = desk(person)
        change = client.get(reverse("admin:releases_statement_change", args=[statement.pk]))
        assert pin_page(statement) not in change.content.decode()
        answer = client.post(pin_page(statement), {"act": "pin", "pin-editions": [edition.pk]})
        assert "may not do this" in errors_of(answer)
        answer = client.post(reverse("admin:releases_edition_change", args=[edition.pk]), {"act": "pin"})
        assert "may not do this" in errors_of(answer)
    assert not Pin.objects.exists()


def test_a_visitor_and_an_act_that_is_none_change_nothing(desk: Desk, statement: Any, reviewer: User) -> None:
    assert Client().post(pin_page(statement), {"act": "pin"})["Location"].startswith("/admin/login/")
    assert desk(reviewer).post(pin_page(statement), {"act": "expunge"}).status_code == 200
    assert not Pin.objects.exists()


def test_a_pin_of_what_is_hidden_is_hidden_at_the_desk_too(
    desk: Desk, mission: Any, clock: Clock, second_author: User, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=second_author, title="Zenda talks")
    opens = clock.now + dt.timedelta(hours=1)
    acts.pin(editions=publish([release], author=second_author, reviewer=reviewer, at=opens), by=reviewer)
    page = reverse("admin:releases_pin_changelist")
    assert "Zenda talks" in desk(reviewer).get(page).content.decode()
    assert desk(author).get(page).context["cl"].result_count == 0
    clock.set(opens)
    assert "Zenda talks" in desk(author).get(page).content.decode()


def test_the_page_of_a_draft_offers_no_pin(desk: Desk, mission: Any, author: User, reviewer: User) -> None:
    release = make_release("statement", by=author)
    answer = desk(reviewer).get(pin_page(release))
    assert "This release is not public" in answer.content.decode()
    assert answer.context["forms"] == []


def roster(**typed: Any) -> dict[str, Any]:
    """One new turn of duty, as a browser sends it."""
    turn = {"names_en": "Night desk", "phone": "+49 30 1", "position": "0", **typed}
    return {"duty-TOTAL_FORMS": 1, **{f"duty-0-{name}": value for name, value in turn.items()}}


def test_a_roster_is_published_with_the_mission(desk: Desk, mission: Any, clock: Clock, administrator: User) -> None:
    page = reverse("admin:releases_mission_change", args=[1])
    client = desk(administrator)
    times = {"duty_from_0": "2030-01-02", "duty_from_1": "09:00"}
    typed = roster(languages="en, ur; zh-Hans", **times)
    assert client.post(page, filled(client.get(page), "names_en", **typed)).status_code == 302
    officer = DutyOfficer.objects.get()
    assert (officer.languages, officer.duty_from) == (["en", "ur", "zh-Hans"], BERLIN_NINE)
    imprint = reading.imprint_at(clock.tick(3))
    assert imprint is not None
    assert [turn["names"] for turn in imprint.body["duty"]] == [{"en": "Night desk"}]
    assert filled(client.get(page), "names_en")["duty-0-languages"] == ["en, ur, zh-Hans"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"languages": "English"}, "is not a language tag"),
        ({"phone": ""}, "readers must reach somebody"),
        (
            {
                "duty_from_0": "2030-01-02",
                "duty_from_1": "09:00",
                "duty_until_0": "2030-01-02",
                "duty_until_1": "08:00",
            },
            "ends after it begins",
        ),
        ({"duty_from_0": "2030-03-31", "duty_from_1": "02:30"}, "2030-03-31 02:30:00"),
    ],
    ids=["language", "nobody to reach", "ends before", "daylight saving"],
)
def test_a_turn_that_cannot_be_is_refused_in_words(
    desk: Desk, mission: Any, administrator: User, typed: dict[str, Any], said: str
) -> None:
    page = reverse("admin:releases_mission_change", args=[1])
    answer = desk(administrator).post(page, filled(desk(administrator).get(page), "names_en", **roster(**typed)))
    assert said in errors_of(answer)
    assert not DutyOfficer.objects.exists()
    assert not JournalEntry.objects.exists()


def test_lakh_and_crore_are_chosen_for_what_is_published_from_then_on(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    before = publish([make_release("statistic", by=author)], author=author, reviewer=reviewer, clock=clock)[0]
    page = reverse("admin:releases_mission_change", args=[1])
    client = desk(administrator)
    assert client.post(page, filled(client.get(page), "names_en", english_numbers="south_asian")).status_code == 302
    clock.tick(5)
    after = publish([make_release("statistic", by=author)], author=author, reviewer=reviewer)[0]
    shown = [edition.body["statistic"]["observations"][0]["display"] for edition in (before, after)]
    assert shown == ["6.3 million", "63 lakh"]
