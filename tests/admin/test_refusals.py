"""What the record refuses is said in words, beside what was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from releases.authoring.models import MediaAsset, Release, Statement, Text, TextBlock, User
from releases.editions.models import Edition, Imprint, Submission
from tests.admin.forms import errors_of, filled
from tests.admin.test_life import decide
from tests.clock import Clock
from tests.factories import make_mission, make_release, picture, publish, submit

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


def test_own_work_needs_a_second_person(desk: Desk, mission: Any, reviewer: User, second_reviewer: User) -> None:
    submission = submit([make_release("statement", by=reviewer)], by=reviewer)
    answer = decide(desk(reviewer), submission, decision="approve")
    assert "a second person must approve it: second_reviewer" in errors_of(answer)
    assert not Edition.objects.exists()


def test_what_changed_since_it_was_submitted_is_not_approved(
    desk: Desk, mission: Any, author: User, reviewer: User
) -> None:
    statement = make_release("statement", by=author)
    submission = submit([statement], by=author)
    Text.objects.update(title="Something else")
    page = desk(reviewer).get(reverse("admin:releases_submission_change", args=[submission.pk]))
    assert "not what was submitted" in page.content.decode()
    answer = decide(desk(reviewer), submission, decision="approve")
    assert "changed after they were submitted" in errors_of(answer)
    assert not Edition.objects.exists()


def test_a_decision_taken_meanwhile_stands(desk: Desk, mission: Any, author: User, reviewer: User) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    page = reverse("admin:releases_submission_change", args=[submission.pk])
    form = filled(desk(reviewer).get(page), "csrfmiddlewaretoken", decision="return", comment="Late.")
    decide(desk(reviewer), submission, decision="approve")
    assert "already decided" in errors_of(desk(reviewer).post(page, form))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2030-03-31T02:30", "does not exist in Europe/Berlin"),
        ("2030-10-27T02:30", "occurs twice in Europe/Berlin"),
        ("2029-12-31T10:00", "is past"),
        ("tomorrow", "is not a time"),
    ],
)
def test_a_time_that_cannot_be_is_an_error_of_its_field(
    desk: Desk, mission: Any, author: User, reviewer: User, moment: str, said: str
) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    answer = decide(desk(reviewer), submission, decision="approve", at=moment, comment="Kept.")
    assert said in str(answer.context["form"].errors["at"])
    assert "Kept." in answer.content.decode()
    assert not Edition.objects.exists()


def test_a_correction_without_a_note_is_refused(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    statement = make_release("statement", by=author)
    publish([statement], author=author, reviewer=reviewer, clock=clock)
    Text.objects.update(title="Something else")
    answer = decide(desk(reviewer), submit([statement], by=author), decision="correct")
    assert "Readers will see it" in str(answer.context["form"].errors["note"])


def test_an_author_cannot_decide(desk: Desk, mission: Any, author: User, reviewer: User) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    page = reverse("admin:releases_submission_change", args=[submission.pk])
    assert "decision" not in desk(author).get(page).context["form"].__class__.__name__.lower()
    answer = desk(author).post(page, {"decision": "approve"})
    assert "may not do this" in errors_of(answer)
    assert Submission.objects.get().state == "open"


def test_an_author_cannot_withdraw(desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User) -> None:
    statement = make_release("statement", by=author)
    publish([statement], author=author, reviewer=reviewer, clock=clock)
    edition = Edition.objects.get()
    page = reverse("admin:releases_edition_change", args=[edition.pk])
    assert not desk(author).get(page).context["forms"]
    assert "may not do this" in errors_of(desk(author).post(page, {"act": "withdraw", "withdraw-reason_en": "No."}))
    edition.refresh_from_db()
    assert edition.public_until is None


def test_a_text_that_is_not_ready_names_what_is_missing(desk: Desk, mission: Any, author: User) -> None:
    statement = make_release("statement", by=author)
    Text.objects.update(words="")
    page = reverse("admin:releases_statement_submit", args=[statement.pk])
    answer = desk(author).post(page, {"items": [f"{statement.pk}:en"], "remark": "Please hurry."})
    assert "the words of the statement are missing" in errors_of(answer)
    assert "Please hurry." in answer.content.decode()


def test_a_block_that_changes_counts_as_an_edit_of_its_text(
    desk: Desk, mission: Any, author: User, reviewer: User
) -> None:
    text = make_release("statement", by=author, html="<p>Quiet.</p>").texts.get()
    page = reverse("admin:releases_text_change", args=[text.pk])
    form = filled(desk(reviewer).get(page), **{"textblock-0-html": "<p>Calm.</p><script>no()</script>"})
    assert desk(reviewer).post(page, form).status_code == 302
    text.refresh_from_db()
    assert (TextBlock.objects.get().html, text.edited_by) == ("<p>Calm.</p>", reviewer)


def test_a_bad_file_is_an_error_of_its_field(desk: Desk, mission: Any, author: User) -> None:
    add = reverse("admin:releases_mediaasset_add")
    facts = {"credit_line": "Ruritania", "source_type": "digitalCapture"}
    bad = SimpleUploadedFile("notes.png", b"not a picture at all")
    answer = desk(author).post(add, {**filled(desk(author).get(add), **facts), "upload": bad})
    assert "notes.png" in errors_of(answer)
    good = SimpleUploadedFile("good.png", picture())
    answer = desk(author).post(add, {**filled(desk(author).get(add), **facts), "upload": good})
    assert errors_of(answer) == ""
    assert MediaAsset.objects.get().file.media_type == "image/png"


def test_a_mission_that_may_not_be_published_is_not_saved(desk: Desk, mission: Any, administrator: User) -> None:
    from django.contrib.auth.models import Group, Permission

    Group.objects.get(name="administrator").permissions.remove(Permission.objects.get(codename="publish_imprint"))
    page = reverse("admin:releases_mission_change", args=[1])
    answer = desk(administrator).post(page, filled(desk(administrator).get(page), press_phone="+49 30 1"))
    assert "may not do this" in errors_of(answer)
    mission.refresh_from_db()
    assert (mission.press_phone, Imprint.objects.count()) == ("", 0)


@pytest.mark.parametrize("kind", ["statement", "statistic"])
def test_a_draft_that_was_never_submitted_can_be_deleted(desk: Desk, mission: Any, author: User, kind: str) -> None:
    release = make_release(kind, by=author)
    delete = reverse(f"admin:releases_{kind}_delete", args=[release.pk])
    assert desk(author).post(delete, {"post": "yes"}).status_code == 302
    assert not Release.objects.exists()


def test_what_was_submitted_cannot_be_deleted(desk: Desk, mission: Any, author: User) -> None:
    statement = make_release("statement", by=author)
    delete = reverse("admin:releases_statement_delete", args=[statement.pk])
    assert desk(author).get(delete).status_code == 200
    submit([statement], by=author)
    text = reverse("admin:releases_text_delete", args=[statement.texts.get().pk])
    assert [desk(author).post(page, {"post": "yes"}).status_code for page in (delete, text)] == [403, 403]
    assert Statement.objects.exists()
