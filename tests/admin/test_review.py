"""The review: what will become public is what is shown, against what is public, and nothing else is approved."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import AnswerBlock, Comment, Mission, Text, TextBlock, User
from releases.editions import acts, reading
from releases.editions.models import Edition, JournalEntry, Submission
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock) -> Mission:
    return make_mission()


def page_of(submission: Submission) -> str:
    return reverse("admin:releases_submission_change", args=[submission.pk])


def decide(client: Client, submission: Submission, **typed: Any) -> Any:
    page = page_of(submission)
    return client.post(page, filled(client.get(page), "seen", **typed))


@pytest.fixture
def corrected(mission: Mission, clock: Clock, author: User, reviewer: User) -> Submission:
    """A briefing that is public, waiting in two languages: one passage is changed and one is added."""
    release = make_release("briefing", by=author, languages=("en", "ur"), title="Spring", html="<p>About 800 came.</p>")
    publish([release], author=author, reviewer=reviewer, clock=clock)
    text = release.texts.get(language="en")
    TextBlock.objects.filter(parent=text).update(html="<p>About 900 came.</p>")
    AnswerBlock.objects.create(parent=text, question="And trade?", html="<p>It grows.</p>", ordering=20)
    return submit([release], by=author)


def test_a_change_is_a_redline_and_what_is_the_same_says_so(desk: Desk, corrected: Submission, reviewer: User) -> None:
    answer = desk(reviewer).get(page_of(corrected))
    states = {item.language: (item.state, item.changes) for item in answer.context["items"]}
    assert states == {"en": ("changed", 3), "ur": ("same", 0)}
    html = answer.content.decode()
    assert 'Removed: </span>800</del> <ins><span class="unseen">Added: </span>900</ins>' in html
    assert "Readers have exactly this already." in html


def test_what_was_never_public_is_shown_whole(desk: Desk, mission: Mission, author: User, reviewer: User) -> None:
    submission = submit([make_release("statement", by=author, title="On the harvest")], by=author)
    answer = desk(reviewer).get(page_of(submission))
    (item,) = answer.context["items"]
    assert (item.state, item.compared) == ("new", None)
    assert "On the harvest!" in answer.content.decode()


def test_what_was_withdrawn_is_not_called_new(
    desk: Desk, mission: Mission, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, title="On the harvest")
    (edition,) = publish([release], author=author, reviewer=reviewer, clock=clock)
    acts.withdraw(editions=[edition], by=reviewer, reason="Issued in error.")
    clock.tick(5)
    answer = desk(reviewer).get(page_of(submit([release], by=author)))
    (item,) = answer.context["items"]
    assert (item.state, item.withdrawn) == ("again", edition)
    why = reverse("admin:releases_edition_change", args=[edition.pk])
    assert f'href="{why}">withdrawn, to be public again</a>' in answer.content.decode()


def test_the_decision_names_the_digest_of_what_the_page_shows(
    desk: Desk, corrected: Submission, reviewer: User
) -> None:
    client = desk(reviewer)
    form = filled(client.get(page_of(corrected)), "seen")
    assert f"<code>{form['seen'][0][:8]}</code>" in client.get(page_of(corrected)).content.decode()
    for seen in ("", "0" * 64):
        sent = {**form, "seen": seen, "decision": "correct", "note_en": "900, not 800."}
        assert "is not what this page shows" in errors_of(client.post(page_of(corrected), sent))
    assert not JournalEntry.objects.filter(act="correct").exists()


def test_a_draft_that_changed_meanwhile_is_shown_beside_what_was_submitted_and_refused(
    desk: Desk, corrected: Submission, clock: Clock, reviewer: User
) -> None:
    client = desk(reviewer)
    form = filled(client.get(page_of(corrected)), "seen", decision="correct", note_en="900, not 800.")
    TextBlock.objects.filter(parent__language="en").update(html="<p>About 700 came.</p>")
    answer = client.post(page_of(corrected), form)
    assert "changed after they were submitted" in errors_of(answer)
    html = answer.content.decode()
    # What was submitted is still what is read; what it has become since stands beside it.
    assert "900</ins>" in html
    assert 'Removed: </span>900</del> <ins><span class="unseen">Added: </span>700</ins>' in html
    assert form["note_en"] in html
    assert not JournalEntry.objects.filter(act="correct").exists()


def test_what_cannot_be_composed_any_more_is_read_as_it_was_submitted(
    desk: Desk, corrected: Submission, reviewer: User
) -> None:
    Text.objects.filter(language="en").update(summary="")
    html = desk(reviewer).get(page_of(corrected)).content.decode()
    assert "the summary is missing." in html
    assert "900</ins>" in html


def test_a_time_is_told_in_three_zones_before_and_after_it_is_decided(
    desk: Desk, mission: Mission, author: User, reviewer: User
) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    told = decide(desk(reviewer), submission, decision="", at="2030-01-02T09:00", show_time="1")
    assert [clock.words for clock in told.context["clocks"]] == ["09:00", "13:00", "08:00"]
    assert errors_of(told) == ""
    assert not Edition.objects.exists()
    fragment = desk(reviewer).get(reverse("admin:releases_submission_time"), {"at": "2030-01-02T09:00"})
    assert 'data-at="2030-01-02T' in fragment.content.decode()

    page = page_of(submission)
    done = desk(reviewer).post(page, filled(told, "seen", decision="approve"), follow=True).content.decode()
    assert "09:00 Mission (UTC+1), 13:00 Capital (UTC+5), 08:00 UTC" in done
    assert Edition.objects.get().public_from == dt.datetime(2030, 1, 2, 8, tzinfo=dt.UTC)


def test_a_time_that_the_clocks_leave_out_is_refused(
    desk: Desk, mission: Mission, author: User, reviewer: User
) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    answer = decide(desk(reviewer), submission, decision="approve", at="2030-03-31T02:30")
    assert "2030-03-31 02:30" in errors_of(answer)
    fragment = desk(reviewer).get(reverse("admin:releases_submission_time"), {"at": "2030-03-31T02:30"})
    assert "does not exist" in fragment.content.decode()


def test_the_page_is_seen_as_readers_will_and_nothing_is_left_behind(
    desk: Desk,
    corrected: Submission,
    clock: Clock,
    author: User,
    second_author: User,
    reviewer: User,
    administrator: User,
) -> None:
    clock.set(acts.publish_imprint(mission=Mission.objects.get(), by=administrator).public_from)
    item = corrected.items.get(language="en")
    address = reverse("admin:releases_submission_page", args=[corrected.pk, item.pk])
    answer = desk(reviewer).get(address, {"at": "2030-01-02T08:00:00Z"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "About 900 came." in html
    assert "no-store" in answer["Cache-Control"]
    assert "/admin/site/2030-01-02T08:00:02Z/en/" in html
    assert (Edition.objects.count(), JournalEntry.objects.count()) == (2, 4)
    assert "800" in reading.public(clock.now).get(language="en").content
    assert desk(author).get(address).status_code == 200
    assert desk(second_author).get(address).status_code == 302
    acts.send_back(submission=corrected, by=reviewer, comment="No.")
    assert desk(reviewer).get(address).status_code == 404


def test_what_was_approved_is_still_read_against_what_it_replaced(
    desk: Desk, corrected: Submission, clock: Clock, reviewer: User
) -> None:
    assert decide(desk(reviewer), corrected, decision="update").status_code == 302
    clock.tick(60)
    answer = desk(reviewer).get(page_of(corrected))
    english = next(item for item in answer.context["items"] if item.language == "en")
    assert (english.state, english.public.number) == ("changed", 1)
    assert answer.context["form"] is None


def test_a_comment_on_a_passage_is_comment_enough_for_a_return(
    desk: Desk, corrected: Submission, reviewer: User
) -> None:
    assert "a comment is needed" in errors_of(decide(desk(reviewer), corrected, decision="return"))
    block = TextBlock.objects.get(parent__language="en")
    begin = reverse("admin:releases_comment_begin", args=[block.parent_id])
    said = {"place": "textblock", "block": block.pk, "words": "Who counted?", "next": page_of(corrected)}
    answer = desk(reviewer).post(begin, said)
    assert answer["Location"] == f"{page_of(corrected)}#comment-{Comment.objects.get().pk}"
    page = desk(reviewer).get(page_of(corrected)).content.decode()
    assert page.index(f'id="on-textblock-{block.pk}"') < page.index("Who counted?")
    assert decide(desk(reviewer), corrected, decision="return").status_code == 302
    corrected.refresh_from_db()
    assert corrected.comment == "See the open comment on the text."


def test_one_person_is_offered_urgent_publication_where_the_mission_allows_it(
    desk: Desk, mission: Mission, clock: Clock, reviewer: User, second_reviewer: User
) -> None:
    submission = submit([make_release("statement", by=reviewer, title="Urgent words")], by=reviewer)
    assert "urgent_reason" not in filled(desk(reviewer).get(page_of(submission)), "seen")
    assert "so a second person must approve it" in errors_of(decide(desk(reviewer), submission, decision="approve"))

    Mission.objects.update(urgent_publication=True)
    assert "Say why it cannot wait" in errors_of(decide(desk(reviewer), submission, decision="approve"))
    assert "urgent_reason" not in filled(desk(second_reviewer).get(page_of(submission)), "seen")
    done = decide(desk(reviewer), submission, decision="approve", urgent_reason="A quake.")
    assert done.status_code == 302
    clock.tick(10)
    page = desk(reviewer).get(page_of(submission))
    assert "urgent: published by one person" in page.content.decode()
    assert page.context["look"] is None

    look = filled(desk(second_reviewer).get(page_of(submission)), "look_remark", look="correction")
    assert "Say what needs a correction." in errors_of(desk(second_reviewer).post(page_of(submission), look))
    look["look_remark"] = "The place."
    assert desk(second_reviewer).post(page_of(submission), look).status_code == 302
    submission.refresh_from_db()
    assert (submission.looked_by, submission.look) == (second_reviewer, "correction")


def test_the_publisher_cannot_send_the_second_look(desk: Desk, mission: Mission, clock: Clock, reviewer: User) -> None:
    Mission.objects.update(urgent_publication=True)
    submission = submit([make_release("statement", by=reviewer)], by=reviewer)
    acts.publish_urgently(submission=submission, by=reviewer, reason="A quake.")
    clock.tick(10)
    answer = desk(reviewer).post(page_of(submission), {"look": "fine", "look_remark": ""})
    assert "another person must look at it" in errors_of(answer)


def test_an_author_reads_the_review_and_cannot_decide(
    desk: Desk, corrected: Submission, author: User, second_author: User
) -> None:
    answer = desk(author).get(page_of(corrected))
    assert answer.context["form"] is None
    sent = {"seen": "", "decision": "return", "comment": "Mine."}
    assert "may not do this" in errors_of(desk(author).post(page_of(corrected), sent))
    assert desk(second_author).get(page_of(corrected)).status_code == 302


def test_the_page_makes_as_many_queries_for_many_texts_as_for_one(
    desk: Desk, mission: Mission, author: User, reviewer: User, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for number in (1, 4):
        releases = [
            make_release("briefing", by=author, languages=("en", "ru"), html="<p>One.</p>") for _ in range(number)
        ]
        submission = submit(releases, by=author)
        client = desk(reviewer)
        with django_assert_max_num_queries(60) as queries:
            assert client.get(page_of(submission)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
