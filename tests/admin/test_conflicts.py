"""Two people on one text: the second is shown both versions, and chooses; nothing that either typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.admin.merging import together
from releases.authoring.models import Statement, Text, TextBlock, User, WorkingDraft
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import make_mission, make_release

Desk = Callable[[User], Client]


@pytest.fixture
def text(clock: Clock, author: User) -> Text:
    make_mission(id=1)
    text: Text = make_release("statement", by=author, html="<p>Quiet.</p>").texts.get()
    TextBlock.objects.create(parent=text, html="<p>Second.</p>", ordering=20)
    return text


def change(text: Text) -> str:
    return reverse("admin:releases_text_change", args=[text.pk])


def keep(client: Client, text: Text, form: dict[str, Any]) -> None:
    """As the page does while the person types: so it is known what they opened."""
    assert client.post(reverse("admin:releases_text_keep", args=[text.pk]), form).status_code == 200


def added(html: str, index: int = 2) -> dict[str, Any]:
    return {
        "textblock-TOTAL_FORMS": str(index + 1),
        f"textblock-{index}-html": html,
        f"textblock-{index}-region": "body",
        f"textblock-{index}-ordering": "30",
        f"textblock-{index}-id": "",
    }


def bodies(text: Text) -> list[str]:
    return list(TextBlock.objects.filter(parent=text).order_by("ordering").values_list("html", flat=True))


def chosen(form: dict[str, Any]) -> dict[str, str]:
    found = {name.removeprefix("desk_choice:"): value for name, value in form.items() if "desk_choice" in name}
    return {name: value[0] if isinstance(value, list) else value for name, value in found.items()}


def test_changes_that_do_not_touch_go_in_together_and_the_same_words_are_asked_about(
    desk: Desk, text: Text, clock: Clock, author: User, reviewer: User
) -> None:
    first, second = TextBlock.objects.order_by("ordering").values_list("pk", flat=True)
    mine = filled(
        desk(author).get(change(text)),
        "kept_window",
        title="Mine",
        **{"textblock-0-html": "<p>Quiet. I add this.</p>"},
        **added("<p>A block of mine.</p>"),
    )
    keep(desk(author), text, mine)
    clock.tick(5)
    theirs = filled(
        desk(reviewer).get(change(text)),
        "kept_window",
        title="Theirs",
        **{"textblock-1-html": "<p>Second, changed.</p>"},
        **added("<p>A block of theirs.</p>"),
    )
    assert desk(reviewer).post(change(text), {**theirs, "_save": "1"}).status_code == 302

    refused = desk(author).post(change(text), {**mine, "_save": "1"})
    page = refused.content.decode()
    assert (refused.status_code, "What it was when you opened it" in page) == (409, True)
    assert f"<bdi>{reviewer}</bdi> saved this at 13:00:05" in page
    assert ("<ins>Mine</ins>" in page, "<ins>Theirs</ins>" in page) == (True, True)
    form = filled(refused, "desk_conflict")
    added_by_them = TextBlock.objects.latest("pk").pk
    assert chosen(form) == {
        f"textblock:{first}:html": "mine",
        f"textblock:{second}:html": "theirs",
        f"textblock:{added_by_them}": "theirs",
        "textblock:+2": "mine",
    }

    unanswered = desk(author).post(change(text), form)
    assert (unanswered.status_code, "Choose one of these." in unanswered.content.decode()) == (409, True)
    done = desk(author).post(change(text), {**filled(unanswered, "desk_conflict"), "desk_choice:title": "mine"})
    assert done.status_code == 302
    text.refresh_from_db()
    assert (text.title, text.edited_by) == ("Mine", author)
    assert bodies(text) == [
        "<p>Quiet. I add this.</p>",
        "<p>Second, changed.</p>",
        "<p>A block of theirs.</p>",
        "<p>A block of mine.</p>",
    ]
    assert not WorkingDraft.objects.exists()


def test_without_what_it_was_each_change_is_asked_about_and_both_can_stay(
    desk: Desk, text: Text, clock: Clock, author: User, reviewer: User
) -> None:
    mine = filled(desk(author).get(change(text)), "kept_window", **{"textblock-0-html": "<p>Quiet.</p><p>Mine.</p>"})
    clock.tick(5)
    theirs = filled(
        desk(reviewer).get(change(text)), "kept_window", **{"textblock-0-html": "<p>Quiet.</p><p>Theirs.</p>"}
    )
    desk(reviewer).post(change(text), {**theirs, "_save": "1"})
    refused = desk(author).post(change(text), {**mine, "_save": "1"})
    form = filled(refused, "desk_conflict")
    assert chosen(form) == {}
    first = TextBlock.objects.order_by("ordering").values_list("pk", flat=True)[0]
    # It is kept as well, should the browser go away now.
    assert WorkingDraft.objects.get().typed_by == author
    assert desk(author).post(change(text), {**form, f"desk_choice:textblock:{first}:html": "both"}).status_code == 302
    assert bodies(text)[0] == "<p>Quiet.</p><p>Theirs.</p><p>Mine.</p>"


def test_a_third_save_meanwhile_asks_again_with_my_words_still_there(
    desk: Desk, text: Text, clock: Clock, author: User, reviewer: User
) -> None:
    mine = filled(desk(author).get(change(text)), "kept_window", title="Mine")
    for title in ("Theirs", "Theirs again"):
        clock.tick(5)
        desk(reviewer).post(
            change(text), {**filled(desk(reviewer).get(change(text)), "kept_window", title=title), "_save": "1"}
        )
        refused = desk(author).post(change(text), {**mine, "_save": "1"})
        mine = {**filled(refused, "desk_conflict"), "desk_choice:title": "theirs"}
    clock.tick(5)
    desk(reviewer).post(
        change(text), {**filled(desk(reviewer).get(change(text)), "kept_window", title="At last"), "_save": "1"}
    )
    again = desk(author).post(change(text), mine)
    assert (again.status_code, "At last" in again.content.decode(), "Mine" in again.content.decode()) == (
        409,
        True,
        True,
    )


def test_a_block_that_one_took_away_and_the_other_changed_is_asked_about(
    desk: Desk, text: Text, clock: Clock, author: User, reviewer: User
) -> None:
    first, second = TextBlock.objects.order_by("ordering").values_list("pk", flat=True)
    mine = filled(
        desk(author).get(change(text)),
        "kept_window",
        **{"textblock-0-DELETE": "on", "textblock-1-html": "<p>Second, and mine.</p>"},
    )
    keep(desk(author), text, mine)
    clock.tick(5)
    taken = {"textblock-0-html": "<p>Quiet, and theirs.</p>", "textblock-1-DELETE": "on"}
    desk(reviewer).post(
        change(text), {**filled(desk(reviewer).get(change(text)), "kept_window", **taken), "_save": "1"}
    )
    form = filled(desk(author).post(change(text), {**mine, "_save": "1"}), "desk_conflict")
    assert chosen(form) == {}
    form |= {f"desk_choice:textblock:{first}": "theirs", f"desk_choice:textblock:{second}": "mine"}
    assert desk(author).post(change(text), form).status_code == 302
    assert bodies(text) == ["<p>Quiet, and theirs.</p>", "<p>Second, and mine.</p>"]


def test_the_facts_of_a_release_are_guarded_alike(
    desk: Desk, text: Text, clock: Clock, author: User, reviewer: User
) -> None:
    page = reverse("admin:releases_statement_change", args=[text.release_id])
    mine = filled(desk(author).get(page), "kept_window", occasions_en="Spring fair", mode="written")
    clock.tick(5)
    desk(reviewer).post(
        page, filled(desk(reviewer).get(page), "kept_window", occasions_en="Autumn fair", delivered_on="2029-12")
    )
    refused = desk(author).post(page, mine)
    shown = refused.content.decode()
    assert refused.status_code == 409
    for words in ("Spring", "Autumn", "2029-12", "written", "English: "):
        assert words in shown, words
    form = filled(refused, "desk_conflict")
    form |= {"desk_choice:occasions": "mine", "desk_choice:mode": "mine", "desk_choice:delivered_on": "theirs"}
    assert desk(author).post(page, form).status_code == 302
    statement = Statement.objects.get()
    assert (statement.occasions, statement.mode, statement.delivered_on) == (
        {"en": "Spring fair"},
        "written",
        "2029-12",
    )


def test_nonsense_in_place_of_a_choice_saves_nothing(
    desk: Desk, text: Text, clock: Clock, author: User, reviewer: User
) -> None:
    mine = filled(desk(author).get(change(text)), "kept_window", title="Mine")
    clock.tick(5)
    desk(reviewer).post(
        change(text), {**filled(desk(reviewer).get(change(text)), "kept_window", title="Theirs"), "_save": "1"}
    )
    form = filled(desk(author).post(change(text), {**mine, "_save": "1"}), "desk_conflict")
    for nonsense in ({"desk_choice:title": "neither"}, {"desk_conflict": "{"}, {"desk_conflict": "[1]"}):
        assert desk(author).post(change(text), {**form, **nonsense}).status_code in {200, 409}
    text.refresh_from_db()
    assert text.title == "Theirs"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("<p>a</p><p>b</p>", "<p>a</p><p>c</p>", "<p>a</p><p>b</p><p>c</p>"),
        ("<ul><li>a<br>b</li></ul>", "<p>&amp;</p>", "<ul><li>a<br>b</li></ul><p>&amp;</p>"),
        ("a\nb", "a\nc", "a\nb\nc"),
    ],
)
def test_what_both_have_stands_once(one: str, other: str, both: str) -> None:
    assert together(one, other) == both


BEFORE = "<p>One two three.</p>"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("<p>One two three. Theirs.</p>", "<p>One two three. Mine.</p>", "<p>One two three. Theirs. Mine.</p>"),
        ("<p>Uno two three.</p>", "<p>One two <strong>three.</strong></p>", "<p>Uno two <strong>three.</strong></p>"),
        ("<p>Two three.</p>", "<p>One two three.</p><p>Four.</p>", "<p>Two three.</p><p>Four.</p>"),
        ("<p>One 2 three.</p>", "<p>One II three.</p>", "<p>One 2 three.</p><p>One II three.</p>"),
    ],
)
def test_changes_of_one_paragraph_are_woven_where_they_do_not_touch(one: str, other: str, both: str) -> None:
    assert together(one, other, before=BEFORE) == both
