"""A release from draft to withdrawal, through the pages of the desk alone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import Statement, Text, User
from releases.editions import acts, reading
from releases.editions.facts import words_digest
from releases.editions.models import Edition, Submission
from tests.admin.forms import acknowledging, filled
from tests.clock import Clock
from tests.factories import make_mission, make_office, make_release, publish

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


def write_statement(client: Client, *, title: str = "A quiet year") -> Statement:
    """A statement with its English text, made as an author makes it."""
    office = make_office()
    add = reverse("admin:releases_statement_add")
    facts = {"speaker": office.person_id, "office": office.pk, "mode": "written", "delivered_on": "2029-12-30"}
    assert client.post(add, filled(client.get(add), **facts)).status_code == 302
    statement = Statement.objects.get()
    new = f"{reverse('admin:releases_text_add')}?release={statement.pk}&language=en"
    words = {"title": title, "summary": "It was quiet.", "words": "It was a quiet year."}
    assert client.post(new, filled(client.get(new), **words)).status_code == 302
    return statement


def submit(client: Client, statement: Statement) -> Submission:
    page = reverse("admin:releases_statement_submit", args=[statement.pk])
    assert client.post(page, acknowledging(filled(client.get(page)))).status_code == 302
    return Submission.objects.latest("id")


def decide(client: Client, submission: Submission, **typed: Any) -> Any:
    page = reverse("admin:releases_submission_change", args=[submission.pk])
    return client.post(page, filled(client.get(page), "csrfmiddlewaretoken", **typed))


def test_a_new_release_bears_the_name_of_who_made_it(desk: Desk, mission: Any, author: User) -> None:
    statement = write_statement(desk(author))
    text = statement.texts.get()
    assert (statement.created_by, statement.edited_by, text.edited_by) == (author, author, author)
    assert text.slug == "a-quiet-year"


def test_a_return_then_a_release_on_the_minute(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    statement = write_statement(desk(author))
    first = submit(desk(author), statement)
    assert decide(desk(reviewer), first, decision="return", comment="Say where.").status_code == 302
    first.refresh_from_db()
    assert (first.state, first.comment) == ("returned", "Say where.")

    second = submit(desk(author), statement)
    # Berlin is an hour ahead of UTC in January.
    assert decide(desk(reviewer), second, decision="approve", at="2030-01-02T09:00").status_code == 302
    opens = dt.datetime(2030, 1, 2, 8, tzinfo=dt.UTC)
    assert not reading.public(opens - dt.timedelta(seconds=1)).exists()
    assert reading.public(opens).get().title == "A quiet year"


def test_a_correction_and_a_withdrawal(desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User) -> None:
    statement = write_statement(desk(author))
    decide(desk(reviewer), submit(desk(author), statement), decision="approve")
    clock.tick(10)
    page = reverse("admin:releases_text_change", args=[statement.texts.get().pk])
    desk(author).post(page, filled(desk(author).get(page), title="A very quiet year"))
    again = submit(desk(author), statement)
    assert decide(desk(reviewer), again, decision="correct", note_en="The title was wrong.").status_code == 302
    clock.tick(10)
    corrected = reading.public(clock.now).get()
    assert (corrected.number, corrected.note) == (2, {"en": "The title was wrong."})

    withdraw = reverse("admin:releases_statement_withdraw", args=[statement.pk])
    answer = desk(reviewer).post(withdraw, filled(desk(reviewer).get(withdraw), reason_en="Issued in error."))
    assert answer.status_code == 302
    clock.tick(10)
    corrected.refresh_from_db()
    assert (corrected.ended_as, corrected.end_reason) == ("withdrawn", {"en": "Issued in error."})


def test_a_planned_edition_is_moved_and_called_off(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    statement = write_statement(desk(author))
    decide(desk(reviewer), submit(desk(author), statement), decision="approve", at="2030-01-02T09:00")
    page = reverse("admin:releases_edition_change", args=[Edition.objects.get().pk])
    client = desk(reviewer)
    assert client.post(page, {"act": "reschedule", "reschedule-at": "2030-01-03T09:00"}).status_code == 302
    assert Edition.objects.get().public_from == dt.datetime(2030, 1, 3, 8, tzinfo=dt.UTC)
    assert client.post(page, {"act": "cancel", "cancel-reason": "Postponed."}).status_code == 302
    assert Edition.objects.get().ended_as == "cancelled"


def test_all_that_is_not_public_is_offered_at_first(desk: Desk, mission: Any, author: User) -> None:
    cited = make_release("statistic", by=author, languages=("en", "ru"))
    briefing = make_release("briefing", by=author, cites=[cited])
    page = desk(author).get(reverse("admin:releases_briefing_submit", args=[briefing.pk]))
    assert sorted(filled(page)["items"]) == sorted([f"{cited.pk}:en", f"{cited.pk}:ru", f"{briefing.pk}:en"])


def test_what_was_withdrawn_is_not_offered_again_for_being_quoted_still(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    cited = make_release("statement", by=author)
    briefing = make_release("briefing", by=author, cites=[cited])
    editions = publish([cited, briefing], author=author, reviewer=reviewer, clock=clock)
    acts.withdraw(editions=[one for one in editions if one.uid == cited.uid], by=reviewer, reason="Issued in error.")
    clock.tick(5)
    Text.objects.filter(release=briefing).update(title="The briefing, mended", edited_at=clock.now)
    page = reverse("admin:releases_briefing_submit", args=[briefing.pk])
    form = filled(desk(author).get(page))
    assert form["items"] == [f"{briefing.pk}:en"]
    # Without it the text has to do without the quotation, and says so.
    assert "Add it, or take it out." in desk(author).post(page, form).content.decode()
    # Whoever issues it anew submits it by itself.
    again = reverse("admin:releases_statement_submit", args=[cited.pk])
    assert filled(desk(author).get(again))["items"] == [f"{cited.pk}:en"]


def test_a_translation_states_which_source_it_follows(desk: Desk, mission: Any, author: User) -> None:
    statement = make_release("statement", by=author, languages=("en", "ru"))
    source, translation = statement.texts.order_by("language")
    Text.objects.filter(pk=translation.pk).update(made_from="")
    page = reverse("admin:releases_text_change", args=[translation.pk])
    form = filled(desk(author).get(page), follows="on")
    # The source changes while the translator works: what they followed is what they saw.
    seen = words_digest(source)
    Text.objects.filter(pk=source.pk).update(title="Something else")
    assert desk(author).post(page, form).status_code == 302
    translation.refresh_from_db()
    assert translation.made_from == seen


def test_a_title_without_latin_letters_takes_the_address_of_the_source(desk: Desk, mission: Any, author: User) -> None:
    statement = make_release("statement", by=author, slug="quiet-year")
    make_release("statement", by=author, slug="quiet-year-of-others", languages=("ru",))
    page = f"{reverse('admin:releases_text_add')}?release={statement.pk}&language=ru"
    desk(author).post(page, filled(desk(author).get(page), title="Тихий год", summary="Тихо."))
    assert statement.texts.get(language="ru").slug == "quiet-year"


def test_a_taken_address_gets_a_number(desk: Desk, mission: Any, author: User) -> None:
    make_release("statement", by=author, slug="a-quiet-year")
    statement = make_release("statement", by=author, languages=("ru",))
    page = f"{reverse('admin:releases_text_add')}?release={statement.pk}&language=en"
    desk(author).post(page, filled(desk(author).get(page), title="A quiet year", summary="Quiet."))
    assert statement.texts.get(language="en").slug == "a-quiet-year-2"


def test_a_saved_mission_reaches_readers(desk: Desk, mission: Any, clock: Clock, administrator: User) -> None:
    page = reverse("admin:releases_mission_change", args=[1])
    answer = desk(administrator).post(page, filled(desk(administrator).get(page), press_phone="+49 30 1"), follow=True)
    assert "from 2030-01-01 13:00:02 (UTC+1) on" in answer.content.decode()
    imprint = reading.imprint_at(clock.tick(3))
    assert imprint is not None
    assert imprint.body["press_phone"] == "+49 30 1"
