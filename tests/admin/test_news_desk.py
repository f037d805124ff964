"""The first screen of the desk: what waits, what opens next, what is not finished; each row with its one next step."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.admin.news_desk import sections
from releases.admin.news_rows import Row
from releases.authoring.models import MediaAsset, Office, Release, Text, User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import (
    Seen,
    make_mission,
    make_office,
    make_release,
    make_text,
    publish,
    submit,
)

Desk = Callable[[User], Client]
QUERIES = 56  # of the news desk, for a reviewer, with a row in every section


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


def rows(user: User, key: str) -> list[Row]:
    context = sections(user)
    found = [section for section in [*context["doing"], *context["knowing"]] if section.key == key]
    return list(found[0].rows) if found else []


def words(row: Row) -> str:
    assert row.step is not None
    return row.step.words


def test_what_waits_for_a_reviewer_is_theirs_to_review_and_the_author_s_to_see(
    mission: Any, author: User, reviewer: User
) -> None:
    submission = submit([make_release("statement", by=author, title="On the harvest")], by=author)
    [waiting] = rows(reviewer, "waiting")
    assert (waiting.title, words(waiting)) == ("On the harvest", "Review")
    assert waiting.step.address == reverse("admin:releases_submission_change", args=[submission.pk])  # type: ignore[union-attr]
    assert rows(author, "waiting") == []
    assert [words(row) for row in rows(author, "others")] == ["See what was submitted"]


def test_a_reviewer_is_not_asked_to_review_what_they_wrote(
    mission: Any, author: User, reviewer: User, second_reviewer: User
) -> None:
    own = make_release("statement", by=reviewer)
    submit([own], by=author)
    assert rows(reviewer, "waiting") == []
    assert len(rows(second_reviewer, "waiting")) == 1


def test_what_was_returned_comes_first_with_the_comment_until_it_is_submitted_again(
    mission: Any, author: User, reviewer: User
) -> None:
    statement = make_release("statement", by=author)
    make_release("briefing", by=author, title="Unfinished")
    acts.send_back(submission=submit([statement], by=author), by=reviewer, comment="Say where.")
    first, second = rows(author, "mine")
    assert (first.said, words(first)) == ("Say where.", "Mend")
    assert second.title == "Unfinished"
    submit([statement], by=author)
    assert [row.title for row in rows(author, "mine")] == ["Unfinished"]


def test_a_complete_draft_is_submitted_and_an_incomplete_one_finished(mission: Any, author: User) -> None:
    make_release("briefing", by=author, title="Complete")
    incomplete = make_release("briefing", by=author, title="Incomplete")
    incomplete.texts.update(summary="")
    assert {row.title: words(row) for row in rows(author, "mine")} == {"Complete": "Submit", "Incomplete": "Finish"}


def test_an_opening_is_shown_in_three_zones_with_how_far_off_it_is(
    desk: Desk, mission: Any, author: User, reviewer: User
) -> None:
    opens = dt.datetime(2030, 1, 1, 21, 30, tzinfo=dt.UTC)
    publish([make_release("statement", by=author, title="At night")], author=author, reviewer=reviewer, at=opens)
    [row] = rows(reviewer, "opens")
    # Berlin is an hour ahead of UTC in January, Almaty five: there it is the next day.
    assert [(clock.zone, clock.words) for clock in row.clocks] == [
        ("Europe/Berlin", "22:30"),
        ("Asia/Almaty", "2030-01-02 02:30"),
        ("UTC", "21:30"),
    ]
    page = desk(reviewer).get("/admin/").content.decode()
    assert '<time datetime="2030-01-01T22:30:00+01:00">' in page
    assert re.search(r'data-countdown="2030-01-01T22:30:00\+01:00">\s*in 10 hours', page)
    assert (words(row), words(rows(author, "opens")[0])) == ("Reschedule or cancel", "See what opens")


def test_a_language_that_is_missing_or_behind_is_named_with_the_step_that_mends_it(mission: Any, author: User) -> None:
    release = make_release("statement", by=author, languages=("en", "ru", "ur"))
    Text.objects.filter(release=release, language="ur").update(made_from="")
    [row] = rows(author, "languages")
    assert {mark.language: mark.key for mark in row.marks} == {"kk": "missing", "ur": "behind"}
    assert words(row) == "Bring up to date: اردو"
    Text.objects.filter(release=release, language="ur").delete()
    source = Text.objects.get(release=release, language="en")
    assert rows(author, "languages")[0].step.address == reverse("admin:releases_text_translate", args=[source.pk])  # type: ignore[union-attr]


def test_a_public_text_that_quotes_a_figure_since_corrected_is_to_be_corrected(
    mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    figure = make_release("statistic", by=author, title="Voters")
    briefing = make_release("briefing", by=author, title="On the elections", cites=[figure])
    publish([figure, briefing], author=author, reviewer=reviewer, clock=clock)
    assert rows(author, "superseded") == []
    figure.observations.update(value=6_400_000)
    acts.correct(submission=submit([figure], by=author), by=reviewer, note="The figure was too low.")
    clock.tick(5)
    [row] = rows(author, "superseded")
    assert (row.title, words(row)) == ("On the elections", "Correct")
    assert "Voters" in row.facts
    assert row.step.address == reverse("admin:releases_briefing_correct", args=[briefing.pk])  # type: ignore[union-attr]


def test_a_public_text_that_quotes_what_was_withdrawn_is_told(
    mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    said = make_release("statement", by=author, title="Said too soon")
    briefing = make_release("briefing", by=author, cites=[said])
    editions = publish([said, briefing], author=author, reviewer=reviewer, clock=clock)
    withdrawn = [edition for edition in editions if edition.uid == said.uid]
    acts.withdraw(editions=withdrawn, by=reviewer, reason="Issued in error.")
    clock.tick(5)
    [row] = rows(author, "superseded")
    assert row.facts == "quotes “Said too soon”, withdrawn since"


def test_a_draft_of_another_s_that_quotes_it_is_not_told(
    mission: Any, clock: Clock, author: User, second_author: User, reviewer: User
) -> None:
    figure = make_release("statistic", by=author)
    briefing = make_release("briefing", by=author, cites=[figure])
    publish([figure, briefing], author=author, reviewer=reviewer, clock=clock)
    figure.observations.update(value=1)
    acts.correct(submission=submit([figure], by=author), by=reviewer, note="Too high.")
    clock.tick(5)
    assert (len(rows(author, "superseded")), rows(second_author, "superseded")) == (1, [])


def test_licences_and_offices_that_end_within_thirty_days_are_told(mission: Any, author: User) -> None:
    asset = make_release("media", by=author, title="A photograph")
    MediaAsset.objects.filter(pk=asset.pk).update(licence_until="2030-01-20")
    office = make_office()
    Office.objects.filter(pk=office.pk).update(held_until="2030-01-31")
    make_office(held_until="2030-03-01")
    assert [words(row) for row in rows(author, "ending")] == ["Renew or replace", "Name who follows"]


def test_what_happened_lately_leads_to_what_readers_see_of_it(
    mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="harvest", title="On the harvest")
    publish([release], author=author, reviewer=reviewer, clock=clock)
    [published] = rows(author, "published")
    assert published.step.address == "/en/statements/harvest/"  # type: ignore[union-attr]
    release.texts.update(title="On the late harvest")
    again = acts.submit(items=[(release, "en")], by=author, acknowledged=Seen(x=""))
    [corrected] = acts.correct(submission=again, by=reviewer, note="It was late.")
    clock.tick(5)
    assert words(rows(author, "corrected")[0]) == "See what changed"
    acts.withdraw(editions=[corrected], by=reviewer, reason="Issued in error.")
    clock.tick(5)
    assert words(rows(author, "withdrawn")[0]) == "See why"


def test_an_author_is_told_nothing_of_another_s_drafts(
    desk: Desk, mission: Any, author: User, second_author: User
) -> None:
    make_release("statement", by=second_author, title="Secret talks", languages=("en", "ru"))
    submit([make_release("briefing", by=second_author, title="A secret visit")], by=second_author)
    page = desk(author).get("/admin/").content.decode()
    assert "ecret" not in page


def test_the_news_desk_makes_as_many_queries_for_two_hundred_releases_as_for_two(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User, django_assert_num_queries: Any
) -> None:
    client = desk(reviewer)
    one_of_everything(author, reviewer, clock)
    first = list(Text.objects.values_list("pk", flat=True))
    client.get("/admin/")
    with django_assert_num_queries(QUERIES):
        client.get("/admin/")
    for number in range(200):
        release = Release.objects.create(kind="statement", created_by=author, edited_by=author)
        make_text(release, "en", by=author, slug=f"many-{number}", title=f"One of many {number}")
    # What is looked at is what was touched last.
    Text.objects.filter(pk__in=first).update(edited_at=clock.tick(1))
    with django_assert_num_queries(QUERIES):
        client.get("/admin/")


def one_of_everything(author: User, reviewer: User, clock: Clock) -> None:
    figure = make_release("statistic", by=author)
    briefing = make_release("briefing", by=author, cites=[figure], languages=("en", "ur"))
    publish([figure, briefing], author=author, reviewer=reviewer, clock=clock)
    figure.observations.update(value=1)
    acts.correct(submission=submit([figure], by=author), by=reviewer, note="Too high.")
    clock.tick(5)
    publish([make_release("statement", by=author)], author=author, reviewer=reviewer, at=clock.now + dt.timedelta(1))
    submit([make_release("statement", by=author)], by=author)
    acts.send_back(submission=submit([make_release("statement", by=reviewer)], by=reviewer), by=reviewer, comment="No.")
    make_release("media", by=author, licence_until="2030-01-20")
    Text.objects.filter(release=briefing, language="ur").update(made_from="")


def test_the_way_around_is_grouped_in_the_press_office_s_own_terms(
    desk: Desk, mission: Any, author: User, administrator: User
) -> None:
    def groups(user: User) -> list[str]:
        page = desk(user).get("/admin/").content.decode()
        return re.findall(r'class="desk-nav-(\w+)"', page.partition("</nav>")[0])

    assert groups(author)[:4] == ["home", "releases", "record", "registers"]
    assert groups(administrator)[4:6] == ["partners", "mission"]
    assert desk(author).get("/admin/releases/")["Location"] == "/admin/"


def test_the_header_bears_the_mission_s_name(desk: Desk, mission: Any, author: User) -> None:
    page = desk(author).get(reverse("admin:releases_briefing_changelist")).content.decode()
    assert '<span class="desk-mission">Embassy of Ruritania in Strelsau</span>' in page
