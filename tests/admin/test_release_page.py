"""A release at the desk: the matrix of its languages, what can be done with it, its correction and its withdrawal."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.admin import steps
from releases.admin.states import text_states
from releases.authoring.models import Briefing, PlannedCorrection, Release, Text, User
from releases.editions import acts
from releases.editions.models import Edition, JournalEntry, Submission
from releases.outlets.addresses import media
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, make_text, publish, submit

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock, administrator: User) -> Any:
    mission = make_mission(id=1)
    acts.publish_imprint(mission=mission, by=administrator)
    clock.tick(5)
    return mission


@pytest.fixture
def public(mission: Any, clock: Clock, author: User, reviewer: User) -> Any:
    """A statement that is public in English and Russian."""
    statement = make_release(
        "statement", by=author, slug="harvest", title="On the harvest", languages=("en", "ru"), html="<p>Good.</p>"
    )
    publish([statement], author=author, reviewer=reviewer, clock=clock)
    return statement


def page_of(release: Release, page: str) -> str:
    return steps.address_of_page(release, page)


def step_of(release: Release, language: str, user: User) -> str:
    release = type(release)._default_manager.get(pk=release.pk)
    [state] = [state for state in text_states([release], missing=True) if state.language == language]
    step = steps.next_step(state, user)
    return step.words if step else ""


def test_each_language_has_the_one_step_that_comes_next(
    mission: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    release = make_release("statement", by=author, languages=("en", "ru"))
    assert (step_of(release, "kk", author), step_of(release, "en", author)) == ("Translate", "Submit")
    Text.objects.filter(release=release, language="ru").update(made_from="", summary="")
    assert step_of(release, "ru", author) == "Bring up to date"
    submission = submit([release], by=author, languages=["en"])
    assert (step_of(release, "en", reviewer), step_of(release, "en", author)) == ("Review", "See what was submitted")
    acts.approve(submission=submission, by=reviewer)
    clock.tick(5)
    assert step_of(release, "en", author) == "See the public page"
    Text.objects.filter(release=release, language="en").update(title="Changed", edited_at=clock.now)
    assert (step_of(release, "en", author), step_of(release, "en", administrator)) == ("Submit", "See the public page")


def test_the_page_shows_the_matrix_what_it_cites_and_only_what_the_person_may_do(
    desk: Desk, public: Any, author: User, reviewer: User
) -> None:
    briefing = make_release("briefing", by=author, cites=[public])
    cited_by = desk(author).get(page_of(public, "change")).content.decode()
    assert page_of(briefing, "change") in cited_by.partition('id="cited-by"')[2]
    assert page_of(public, "change") in desk(author).get(page_of(briefing, "change")).content.decode()
    bar = cited_by.partition('class="object-tools"')[2].partition("</ul>")[0]
    assert page_of(public, "correct") in bar
    assert page_of(public, "withdraw") not in bar
    assert page_of(public, "withdraw") in desk(reviewer).get(page_of(public, "change")).content.decode()
    assert cited_by.count('class="desk-next"') == 4


def queries_of(client: Client, address: str) -> int:
    """Once it is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_page_makes_as_many_queries_for_four_languages_as_for_two(desk: Desk, public: Any, author: User) -> None:
    page = page_of(public, "change")
    before = queries_of(desk(author), page)
    for language in ("kk", "ur"):
        make_text(public, language, by=author, slug="harvest", title="On the harvest", html="<p>Good.</p>")
    assert queries_of(desk(author), page) == before


def test_correct_asks_for_the_note_keeps_it_and_opens_the_text(
    desk: Desk, public: Any, author: User, reviewer: User
) -> None:
    page = page_of(public, "correct")
    told = desk(author).post(page, filled(desk(author).get(page), "note_en"))
    assert "Say what was wrong" in errors_of(told)
    answer = desk(author).post(page, filled(desk(author).get(page), "note_en", note_en="The harvest was late."))
    text = public.texts.get(language="en")
    assert answer["Location"] == reverse("admin:releases_text_change", args=[text.pk])
    plan = PlannedCorrection.objects.get()
    assert (plan.note, plan.planned_by) == ({"en": "The harvest was late."}, author)
    assert "The harvest was late." in desk(reviewer).get(page_of(public, "change")).content.decode()


def test_the_reviewer_finds_the_note_in_the_decision_and_approves_a_correction(
    desk: Desk, public: Any, clock: Clock, author: User, reviewer: User
) -> None:
    page = page_of(public, "correct")
    desk(author).post(page, filled(desk(author).get(page), "note_en", note_en="The harvest was late."))
    Text.objects.filter(release=public, language="en").update(title="On the late harvest")
    submission = submit([public], by=author, languages=["en"])
    decision = reverse("admin:releases_submission_change", args=[submission.pk])
    form = filled(desk(reviewer).get(decision), "decision")
    assert (form["note_en"], form["decision"]) == (["The harvest was late."], ["correct"])
    assert desk(reviewer).post(decision, form).status_code == 302
    corrected = Edition.objects.get(uid=public.uid, language="en", number=2)
    assert (corrected.change, corrected.note) == ("correction", {"en": "The harvest was late."})
    # It is done: the next one begins with an empty note.
    clock.tick(5)
    assert filled(desk(author).get(page), "note_en")["note_en"] == [""]


def test_a_correction_that_was_begun_can_be_dropped(desk: Desk, public: Any, author: User) -> None:
    page = page_of(public, "correct")
    desk(author).post(page, filled(desk(author).get(page), "note_en", note_en="Wrong."))
    desk(author).post(page, {"drop": "1"})
    assert not PlannedCorrection.objects.exists()


def test_who_may_not_submit_cannot_begin_a_correction(desk: Desk, public: Any, administrator: User) -> None:
    page = page_of(public, "correct")
    assert "You may not correct this." in desk(administrator).get(page).content.decode()
    assert desk(administrator).post(page, {"note_en": "Wrong.", "language": "en"}).status_code == 403
    assert not PlannedCorrection.objects.exists()


@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_both_name_what_else_is_public_or_scheduled_and_cites_it(
    desk: Desk, public: Any, clock: Clock, author: User, reviewer: User, act: str
) -> None:
    citing = make_release("briefing", by=author, title="Spring briefing", cites=[public])
    later = make_release("briefing", by=author, title="Summer briefing", cites=[public])
    make_release("briefing", by=author, title="A draft only", cites=[public])
    publish([citing], author=author, reviewer=reviewer, clock=clock)
    publish([later], author=author, reviewer=reviewer, at=clock.now + dt.timedelta(days=1))
    page = desk(reviewer).get(page_of(public, act)).content.decode()
    named = page.partition('id="cited-in"')[2]
    assert ("Spring briefing" in named, "Summer briefing" in named, "A draft only" in named) == (True, True, False)


def test_the_notice_of_a_withdrawal_is_the_page_that_readers_will_find(desk: Desk, public: Any, reviewer: User) -> None:
    entries, page = JournalEntry.objects.count(), page_of(public, "notice")
    typed = {"as": "withdraw", "language": "ru", "reason_ru": "Опубликовано по ошибке."}
    shown = desk(reviewer).post(page, typed)
    assert "Опубликовано по ошибке." in shown.content.decode()
    assert "<base target=" in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    # Nothing of it has happened.
    assert JournalEntry.objects.count() == entries
    assert not Edition.objects.filter(ended_as="withdrawn").exists()
    assert Client().get("/ru/statements/harvest/").status_code == 200


def test_the_notice_of_a_correction_is_the_page_with_the_note(desk: Desk, public: Any, author: User) -> None:
    page = page_of(public, "notice")
    shown = desk(author).post(page, {"as": "correct", "language": "en", "note_en": "The harvest was late."})
    assert "The harvest was late." in shown.content.decode()
    assert "Corrected" in shown.content.decode()
    assert Edition.objects.filter(uid=public.uid, language="en").count() == 1


def test_the_notice_of_what_is_not_public_says_so(desk: Desk, mission: Any, author: User) -> None:
    draft = make_release("statement", by=author)
    assert "readers see nothing" in desk(author).get(page_of(draft, "notice")).content.decode()


def test_a_withdrawal_takes_effect_everywhere_within_two_seconds(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    asset = make_release("media", by=author, slug="zenda", title="The castle of Zenda")
    editions = publish([asset], author=author, reviewer=reviewer, clock=clock)
    rendition = editions[0].body["media"]["renditions"][0]
    addresses = {
        "page": "/en/media/zenda/",
        "list": "/en/media/",
        "feed": "/en/feed.atom",
        "search": "/en/releases/?q=zenda",
        "api": f"/api/v1/releases/{asset.uid}/?language=en",
        "file": media("zenda", rendition),
    }

    def shown() -> set[str]:
        found = {}
        for name, address in addresses.items():
            answer = Client().get(address)
            content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
            found[name] = answer.status_code == 200 and (name == "file" or b"media/zenda/" in content)
        return {name for name, is_there in found.items() if is_there}

    assert shown() == set(addresses)
    page = page_of(asset, "withdraw")
    assert (
        desk(reviewer).post(page, filled(desk(reviewer).get(page), "reason_en", reason_en="An error.")).status_code
        == 302
    )
    clock.tick(2)
    assert shown() == set()
    gone = Client().get(addresses["page"])
    assert (gone.status_code, "An error." in gone.content.decode()) == (410, True)


def test_an_author_cannot_withdraw(desk: Desk, public: Any, author: User) -> None:
    page = page_of(public, "withdraw")
    assert "You may not withdraw this." in desk(author).get(page).content.decode()
    pk = Edition.objects.get(uid=public.uid, language="en").pk
    desk(author).post(page, {"editions": [pk], "reason_en": "Because."})
    assert not Edition.objects.filter(ended_as="withdrawn").exists()


@pytest.mark.parametrize("name", ["briefing", "release", "text", "submission", "edition", "journalentry", "mediaasset"])
def test_a_list_makes_as_many_queries_for_two_hundred_rows_as_for_ten(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User, name: str
) -> None:
    kind = "media" if name == "mediaasset" else "briefing"
    client, address = desk(reviewer), reverse(f"admin:releases_{name}_changelist")

    def more(count: int) -> None:
        first = make_release(kind, by=author, languages=("en", "ru"))
        publish([first], author=author, reviewer=reviewer, clock=clock)
        facts = (
            {"file": first.file, "credit_line": "Ruritania", "source_type": first.source_type}
            if kind == "media"
            else {}
        )
        for _number in range(count):
            release = type(first)._default_manager.create(created_by=author, edited_by=author, **facts)
            number = release.pk
            text = make_text(release, "en", by=author, slug=f"many-{number}", title=f"One of many {number}")
            if name == "submission":
                row = Submission.objects.create(submitted_at=clock.now, submitted_by=author)
                row.items.create(release=release, language="en", digest=text.slug)

    more(9)
    few = queries_of(client, address)
    more(190)
    assert (queries_of(client, address), few <= 30) == (few, True)


def test_the_list_of_releases_marks_each_language_and_is_filtered_by_state(
    desk: Desk, public: Any, author: User
) -> None:
    make_release("statement", by=author, title="Never public")
    address = reverse("admin:releases_statement_changelist")
    page = desk(author).get(address).content.decode()
    [row] = [row for row in page.split("<tr>") if "On the harvest" in row]
    assert re.findall(r'desk-mark desk-(\w+)" title="(\S+?):', row) == [
        ("public", "English"),
        ("missing", "Қазақша"),
        ("public", "Русский"),
        ("missing", "اردو"),
    ]
    drafts = desk(author).get(f"{address}?standing=draft").content.decode()
    assert ("Never public" in drafts, "On the harvest" in drafts) == (True, False)


def test_the_count_of_all_rows_is_not_asked_for() -> None:
    assert [model for model, one in admin.site._registry.items() if one.show_full_result_count] == []


def test_a_planned_correction_goes_with_its_release(public: Any, author: User) -> None:
    draft = Briefing.objects.create(created_by=author, edited_by=author)
    PlannedCorrection.objects.create(
        release=draft, note={"en": "x"}, planned_at=dt.datetime.now(dt.UTC), planned_by=author
    )
    draft.delete()
    assert not PlannedCorrection.objects.exists()
