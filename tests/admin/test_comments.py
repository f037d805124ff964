"""Comments on a text: on which passage, by whom, until when; and nobody learns of them who may not see the draft."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from releases.admin.commenting import open_on, threads_of
from releases.authoring import commenting
from releases.authoring.models import Comment, Mission, Text, TextBlock, User
from releases.editions.models import Edition
from releases.errors import Refusal
from tests.admin.forms import errors_of
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock) -> Mission:
    return make_mission()


@pytest.fixture
def text(mission: Mission, author: User) -> Text:
    found: Text = make_release("briefing", by=author, html="<h2>Trade</h2><p>It &amp; they grow.</p>").texts.get()
    return found


def begin(text: Text) -> str:
    return reverse("admin:releases_comment_begin", args=[text.pk])


def act(name: str, comment: Comment) -> str:
    return reverse(f"admin:releases_comment_{name}", args=[comment.pk])


def test_a_thread_is_begun_answered_resolved_and_reopened(
    desk: Desk, text: Text, clock: Clock, author: User, reviewer: User
) -> None:
    block = TextBlock.objects.get()
    desk(reviewer).post(begin(text), {"place": "textblock", "block": block.pk, "words": " By how much? "})
    first = Comment.objects.get()
    assert (first.words, first.quoted, first.written_by) == ("By how much?", "Trade It & they grow.", reviewer)
    desk(author).post(act("reply", first), {"words": "By a tenth."})
    desk(author).post(act("resolve", first), {})
    (thread,) = threads_of(author, [text])[text.pk].all
    assert ([said.words for said in thread.replies], thread.is_open) == (["By a tenth."], False)
    assert (thread.first.resolved_by, thread.first.resolved_at) == (author, clock.now)
    desk(reviewer).post(act("reopen", first), {})
    assert threads_of(author, [text])[text.pk].open[0].first == first


def test_a_comment_outlives_its_passage_with_what_it_said(desk: Desk, text: Text, author: User) -> None:
    block = TextBlock.objects.get()
    commenting.comment(text=text, by=author, words="Cut this?", place="textblock", block=block.pk)
    block.delete()
    found = threads_of(author, [text])[text.pk]
    assert found.on("textblock", block.pk) == []
    (thread,) = found.elsewhere({("textblock", block.pk)})
    assert (thread.place_name, thread.first.quoted) == ("on a removed passage", "Trade It & they grow.")


def test_a_comment_stands_on_a_passage_of_its_own_text(text: Text, author: User) -> None:
    other = make_release("briefing", by=author, html="<p>Another.</p>").texts.get()
    block = TextBlock.objects.get(parent=other)
    for place, key in (("textblock", block.pk), ("textblock", None), ("quoteblock", block.pk)):
        with pytest.raises(Refusal) as refusal:
            commenting.comment(text=text, by=author, words="Which?", place=place, block=key)
        assert refusal.value.code == "passage_gone"


@pytest.mark.parametrize("words", ["", "  \n", "x" * 4001], ids=["none", "spaces", "too many"])
def test_what_cannot_be_kept_is_said_and_not_lost(desk: Desk, text: Text, author: User, words: str) -> None:
    answer = desk(author).post(begin(text), {"words": words, "place": "title", "next": "/admin/"})
    assert errors_of(answer)
    assert words.strip() in answer.content.decode()
    assert 'name="place" value="title"' in answer.content.decode()
    assert not Comment.objects.exists()


def test_nobody_comments_on_or_reads_of_a_draft_that_is_hidden(
    desk: Desk, text: Text, author: User, second_author: User, stranger: User
) -> None:
    first = commenting.comment(text=text, by=author, words="Is the Zenda figure right?")
    client = desk(second_author)
    missing = client.post(reverse("admin:releases_comment_begin", args=[text.pk + 1000]), {"words": "?"})
    answers = [client.post(begin(text), {"words": "?"})]
    answers += [client.post(act(name, first), {"words": "?"}) for name in ("reply", "resolve", "reopen")]
    assert {answer.status_code for answer in answers} == {missing.status_code} == {302}
    assert {answer["Location"] for answer in answers} == {missing["Location"]}
    listed = client.get(reverse("admin:releases_comment_changelist"))
    assert listed.context["cl"].result_count == 0
    assert open_on(second_author, [(text.release_id, "en")]) == []
    assert desk(stranger).post(begin(text), {"words": "?"})["Location"].startswith("/admin/login/")
    assert Comment.objects.get() == first


def test_comments_follow_the_rule_for_drafts(
    desk: Desk, text: Text, author: User, second_author: User, mission: Mission
) -> None:
    commenting.comment(text=text, by=author, words="Here.")
    Mission.objects.update(authors_read_all_drafts=True)
    assert "Here." in desk(second_author).get(reverse("admin:releases_comment_changelist")).content.decode()
    assert [row.words for row in open_on(second_author, [(text.release_id, "en"), (text.release_id, "ru")])] == [
        "Here."
    ]


def test_a_comment_never_reaches_an_edition(text: Text, clock: Clock, author: User, reviewer: User) -> None:
    commenting.comment(
        text=text, by=author, words="Zenda is wrong.", place="textblock", block=TextBlock.objects.get().pk
    )
    publish([text.release], author=author, reviewer=reviewer, clock=clock)
    assert "Zenda" not in Edition.objects.get().content
    assert "Zenda" not in Client().get(f"/en/briefings/{text.slug}/").content.decode()


def test_a_script_gets_the_thread_alone(desk: Desk, text: Text, author: User) -> None:
    answer = desk(author).post(begin(text), {"words": "<b>No</b>"}, headers={"X-Fragment": "comments"})
    html = answer.content.decode()
    assert html.lstrip().startswith("<article")
    assert "&lt;b&gt;No&lt;/b&gt;" in html


def test_a_comment_leads_back_to_this_host_alone(desk: Desk, text: Text, author: User) -> None:
    answer = desk(author).post(begin(text), {"words": "Away", "next": "https://elsewhere.example/"})
    assert answer["Location"].startswith(reverse("admin:releases_text_change", args=[text.pk]))


@pytest.mark.parametrize(
    "values",
    [
        {"words": ""},
        {"resolved_at": timezone.now()},
        {"place": "textblock"},
        {"place": "title", "block": 3},
    ],
    ids=["no words", "resolved by nobody", "on no block", "a field with a key"],
)
def test_the_database_refuses_half_a_comment(text: Text, author: User, values: dict[str, Any]) -> None:
    first = commenting.comment(text=text, by=author, words="Whole.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=first.pk).update(**values)


def test_the_threads_of_many_texts_take_few_queries(
    mission: Mission, author: User, django_assert_num_queries: Any
) -> None:
    texts = [make_release("briefing", by=author, html="<p>One.</p>").texts.get() for _ in range(3)]
    for text in texts:
        key = TextBlock.objects.get(parent=text).pk
        commenting.comment(text=text, by=author, words="Here.", place="textblock", block=key)
    person = User.objects.get(pk=author.pk)
    with django_assert_num_queries(4):  # who may, in two; the comments; the blocks that they are on
        threads_of(person, texts)
