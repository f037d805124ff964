"""What is typed is kept before it is saved: for the person alone, in each window, until it is saved or thrown away."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from releases.authoring.models import Presence, QuoteBlock, Text, TextBlock, User, WorkingDraft
from releases.authoring.working_drafts import LONGEST_DRAFT
from releases.management.commands.deliver import Command
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import make_mission, make_release

Desk = Callable[[User], Client]
ADDED = {
    "textblock-TOTAL_FORMS": "2",
    "textblock-1-html": "<p>Added and not saved.</p>",
    "textblock-1-region": "body",
    "textblock-1-ordering": "5",
    "textblock-1-id": "",
}


@pytest.fixture
def text(clock: Clock, author: User) -> Text:
    make_mission(id=1)
    text: Text = make_release("statement", by=author, html="<p>Quiet.</p>").texts.get()
    return text


def change(text: Text) -> str:
    return reverse("admin:releases_text_change", args=[text.pk])


def keep(client: Client, text: Text, **typed: Any) -> Any:
    """Opens the writing screen, types, and lets the page send it."""
    form = filled(client.get(change(text)), "kept_window", **typed)
    return client.post(reverse("admin:releases_text_keep", args=[text.pk]), form)


def offered(response: Any) -> list[str]:
    return re.findall(r'restore=([0-9a-f-]{36})"', response.content.decode())


def test_it_comes_back_after_a_crash_with_added_blocks_and_touches_nothing_meanwhile(
    desk: Desk, text: Text, author: User
) -> None:
    client = desk(author)
    assert offered(client.get(change(text))) == []
    answer = keep(client, text, title="Half a tit", **ADDED)
    assert (answer.status_code, "Kept at 13:00" in answer.json()["said"]) == (200, True)
    text.refresh_from_db()
    assert (text.title != "Half a tit", TextBlock.objects.count()) == (True, 1)

    again = client.get(change(text))
    assert "You have unsaved changes from 13:00" in again.content.decode()
    [window] = offered(again)
    restored = client.get(change(text), {"restore": window})
    form = filled(restored, "kept_window")
    assert (form["title"], form["textblock-1-html"]) == (["Half a tit"], ["<p>Added and not saved.</p>"])
    assert (form["kept_window"], 'class="errorlist' in restored.content.decode()) == ([window], False)
    assert client.post(change(text), {**form, "_save": "1"}).status_code == 302
    text.refresh_from_db()
    assert (text.title, TextBlock.objects.count(), WorkingDraft.objects.count()) == ("Half a tit", 2, 0)


def test_two_windows_do_not_write_over_one_another_and_what_is_undone_is_not_offered(
    desk: Desk, text: Text, author: User
) -> None:
    client = desk(author)
    keep(client, text, title="In one window")
    keep(client, text, title="In another")
    keep(client, text)
    assert WorkingDraft.objects.count() == 3
    assert len(offered(client.get(change(text)))) == 2


def test_it_can_be_thrown_away(desk: Desk, text: Text, author: User) -> None:
    client = desk(author)
    keep(client, text, title="Never mind")
    page = client.get(change(text))
    [window] = offered(page)
    address = reverse("admin:releases_text_keep", args=[text.pk])
    assert client.post(address, filled(page, "kept_window", desk_discard=window)).status_code == 302
    assert not WorkingDraft.objects.exists()


def test_a_new_text_is_kept_before_there_is_a_row(desk: Desk, text: Text, author: User) -> None:
    client, add = desk(author), reverse("admin:releases_text_add")
    address = {"release": str(text.release_id), "language": "ur"}
    form = filled(client.get(add, address), "kept_window", title="نیا متن")
    query = f"?release={text.release_id}&language=ur"
    assert client.post(reverse("admin:releases_text_keep_new") + query, form).status_code == 200
    [window] = offered(client.get(add, address))
    assert filled(client.get(add, {**address, "restore": window}), "kept_window")["title"] == ["نیا متن"]
    assert offered(client.get(add)) == []
    saved = client.post(add + query, {**form, "_save": "1"})
    assert (saved.status_code, WorkingDraft.objects.exists()) == (302, False)


def test_the_facts_of_a_release_are_kept_too(desk: Desk, text: Text, author: User) -> None:
    client, page = desk(author), reverse("admin:releases_statement_change", args=[text.release_id])
    form = filled(client.get(page), "kept_window", delivered_on="2029-11")
    assert client.post(reverse("admin:releases_statement_keep", args=[text.release_id]), form).status_code == 200
    [window] = offered(client.get(page))
    restored = client.get(page, {"restore": window})
    assert filled(restored, "kept_window")["delivered_on"] == ["2029-11"]


def test_nobody_else_reads_it_and_a_hidden_text_is_no_text(
    desk: Desk, text: Text, author: User, second_author: User, reviewer: User, administrator: User
) -> None:
    keep(desk(author), text, title="My own affair")
    window = str(WorkingDraft.objects.get().window)
    for other in (reviewer, administrator):
        page = desk(other).get(change(text), {"restore": window})
        assert "My own affair" not in page.content.decode()
    for name in ("keep", "presence"):
        hidden = reverse(f"admin:releases_text_{name}", args=[text.pk])
        missing = reverse(f"admin:releases_text_{name}", args=[999_999])
        told = [desk(second_author).post(address, {"kept_window": window}) for address in (hidden, missing)]
        assert [answer.status_code for answer in told] == [404, 404]
        assert desk(administrator).post(hidden, {"kept_window": window}).status_code == 403
        assert desk(author).get(hidden).status_code == 405
    discard = reverse("admin:releases_text_keep", args=[text.pk])
    desk(reviewer).post(discard, {"desk_discard": window})
    assert WorkingDraft.objects.count() == 1


def test_what_is_too_long_is_refused_in_words_and_by_the_database(desk: Desk, text: Text, author: User) -> None:
    answer = keep(desk(author), text, summary="x" * LONGEST_DRAFT)
    assert (answer.status_code, "too long" in answer.json()["said"]) == (413, True)
    draft = WorkingDraft(
        typed_by=author, place="text/new", window=uuid.uuid4(), data="x" * (LONGEST_DRAFT + 1), kept_at=timezone.now()
    )
    with pytest.raises(ValidationError):
        draft.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()
    assert not WorkingDraft.objects.exists()


def test_what_cannot_be_a_window_is_refused_in_words(desk: Desk, text: Text, author: User) -> None:
    address = reverse("admin:releases_text_keep", args=[text.pk])
    answer = desk(author).post(address, {"title": "x", "kept_window": "nonsense"})
    assert (answer.status_code, "Open it anew" in answer.json()["said"]) == (400, True)
    assert desk(author).post(address, {"desk_discard": "nonsense"}).status_code == 404
    assert desk(author).get(change(text), {"restore": "nonsense"}).status_code == 200


def test_it_goes_with_its_text_and_after_thirty_days(desk: Desk, text: Text, author: User, clock: Clock) -> None:
    keep(desk(author), text, title="For a while")
    worker = Command()
    for days, left in ((29, 1), (2, 0)):
        clock.tick(days * 86400)
        worker.sweeps_at = 0.0
        worker._swept()
        assert WorkingDraft.objects.count() == left
    assert not WorkingDraft.objects.exists()
    keep(desk(author), text, title="Once more")
    text.delete()
    assert not WorkingDraft.objects.exists()


def test_presence_shows_who_else_is_there_until_the_beats_end(
    desk: Desk, text: Text, author: User, reviewer: User, clock: Clock
) -> None:
    beat = reverse("admin:releases_text_presence", args=[text.pk])
    page = desk(reviewer)
    assert "is editing" not in desk(author).post(beat, {"unsaved": "1"}).content.decode()
    clock.tick(60 * 2)
    desk(author).post(beat, {"unsaved": "1"})
    assert f"{author}</bdi></b> is editing this since 13:02" in page.get(change(text)).content.decode()
    clock.tick(30)
    desk(author).post(beat, {})
    assert f"{author}</bdi></b> has this open since 13:02" in page.post(beat, {}).content.decode()
    clock.tick(41)
    assert str(author) not in page.post(beat, {}).content.decode()
    keep(desk(author), text, title="Left behind")
    assert "left with unsaved changes" in page.post(beat, {}).content.decode()
    desk(reviewer).post(beat, {"gone": "1"})
    clock.tick(86400)
    desk(author).post(beat, {"gone": "1"})
    desk(author).post(beat, {})
    assert Presence.objects.count() == 1


def test_a_beat_is_one_small_write(
    desk: Desk, text: Text, author: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client, beat = desk(author), reverse("admin:releases_text_presence", args=[text.pk])
    client.post(beat, {})
    with django_assert_max_num_queries(12) as made:
        client.post(beat, {"unsaved": "1"})
    written = [query["sql"] for query in made.captured_queries if not query["sql"].startswith("SELECT")]
    assert [sql.split('"')[1] for sql in written] == ["releases_presence"]
    keeping = reverse("admin:releases_text_keep", args=[text.pk])
    form = filled(client.get(change(text)), "kept_window", title="Twice")
    client.post(keeping, form)
    with django_assert_max_num_queries(14) as made:
        client.post(keeping, {**form, "title": "Thrice"})
    written = [query["sql"] for query in made.captured_queries if not query["sql"].startswith("SELECT")]
    assert [sql.split('"')[1] for sql in written] == ["releases_workingdraft"]


def test_an_incomplete_draft_is_saved_and_its_submission_leads_to_what_is_missing(
    desk: Desk, text: Text, author: User
) -> None:
    client = desk(author)
    empty = {"quoteblock-TOTAL_FORMS": "1", "quoteblock-0-region": "body", "quoteblock-0-ordering": "7"}
    form = filled(client.get(change(text)), "kept_window", title="", summary="", words="", _save="1", **empty)
    assert client.post(change(text), form).status_code == 302
    assert QuoteBlock.objects.get().statement_id is None
    submit = reverse("admin:releases_statement_submit", args=[text.release_id])
    answer = client.post(submit, {"items": [f"{text.release_id}:en"]}).content.decode()
    for anchor in ("id_title", "id_summary", "id_words", "quoteblock-0"):
        assert f'href="{change(text)}#{anchor}"' in answer, anchor
    assert "no statement is chosen" in answer


def test_a_statement_may_wait_for_its_speaker(desk: Desk, text: Text, author: User) -> None:
    client, page = desk(author), reverse("admin:releases_statement_change", args=[text.release_id])
    form = filled(client.get(page), "kept_window", speaker=None, office=None, mode="")
    assert client.post(page, form).status_code == 302
    submit = reverse("admin:releases_statement_submit", args=[text.release_id])
    answer = client.post(submit, {"items": [f"{text.release_id}:en"]}).content.decode()
    assert f'href="{page}#id_speaker"' in answer
    assert f'href="{page}#id_mode"' in answer


def test_a_draft_of_a_day_is_dated(desk: Desk, text: Text, author: User, clock: Clock) -> None:
    keep(desk(author), text, title="Late")
    clock.set(clock.now + dt.timedelta(hours=11, minutes=30))
    assert "from 2030-01-01 13:00" in desk(author).get(change(text)).content.decode()
