"""The checks at the desk: a panel beside the text, reasons at submission, and who may see what of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.admin import checking
from releases.authoring.models import CheckSetting, NumberMark, TextBlock, User
from releases.editions.models import Submission
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(languages=["en"])


@pytest.fixture
def release(mission: Any, author: User) -> Any:
    return make_release("briefing", by=author, title="A quiet year", html="<p>They signed 12, he said, [name].</p>")


def asked(user: User) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def submit_page(release: Any) -> str:
    return reverse("admin:releases_briefing_submit", args=[release.pk])


def test_the_panel_leads_to_the_passage(release: Any, author: User) -> None:
    text, block = release.texts.get(), TextBlock.objects.get()
    checks = checking.panel(asked(author), release, "en")["checks"]
    (error,), (warning,) = checks.errors, checks.warnings
    change = reverse("admin:releases_text_change", args=[text.pk])
    assert error.address == f"{change}?passage=html%2C25%2C31#textblock-0"
    assert (error.block, error.finding.place.start, error.finding.place.end) == (f"textblock:{block.pk}", 25, 31)
    assert warning.mark == f"{reverse('admin:releases_numbermark_add')}?text={text.pk}&passage=12"


def test_the_panel_escapes_what_was_typed(release: Any, author: User) -> None:
    release.texts.update(title="<script>[name]</script>")
    html = checking.rendered(asked(author), release, "en")
    assert "<script>" not in html
    assert "<bdi>[name]</bdi>" in html


def test_a_near_miss_of_a_quotation_shows_the_difference(mission: Any, author: User) -> None:
    said: Any = make_release("statement", by=author, title="Said", mode="verbatim")
    said.texts.update(words="We have walked a long and stony road together since then.")
    html = "<p>“We have walked a long road together since then,” she said.</p>"
    release: Any = make_release("briefing", by=author, title="A year", html=html, cites=[said])
    html = checking.rendered(asked(author), release, "en")
    assert '<del><span class="unseen">Removed: </span>and stony</del>' in html


def test_the_panel_is_of_one_language(release: Any, author: User) -> None:
    assert checking.panel(asked(author), release, "ru")["checks"].is_clean


def test_the_counts_are_those_of_each_language_and_cost_the_same_for_many(
    release: Any, author: User, mission: Any
) -> None:
    release.texts.update(summary="")
    other = make_release("briefing", by=author, title="Another", html="<p>They signed 12.</p>")
    assert checking.counts([release, other], author) == {(release.pk, "en"): (2, 1), (other.pk, "en"): (0, 1)}
    assert checking.counts([], author) == {}
    more = [make_release("briefing", by=author, title="Another", html="<p>They signed 12.</p>") for _n in range(4)]
    spent = []
    for rows in ([release], [release, other, *more]):
        with CaptureQueriesContext(connection) as queries:
            checking.counts(rows, author)
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_the_submit_page_asks_for_reasons_and_loses_none(desk: Desk, release: Any, author: User) -> None:
    TextBlock.objects.update(html="<p>They signed 12 and 14.</p>")
    client, page = desk(author), submit_page(release)
    form = filled(client.get(page), remark="Please hurry.")
    first, second = [name for name in form if name.startswith("because-")]
    answer = client.post(page, form | {first: "Counted by hand."})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "say of each why it stands" in errors_of(answer)
    assert "Please hurry." in shown
    assert ">Counted by hand.</textarea>" in shown
    assert shown.count('aria-invalid="true"') == 1
    assert not Submission.objects.exists()
    answer = client.post(page, form | {first: "Counted by hand.", second: "Counted as well."}, follow=True)
    assert Submission.objects.get().acknowledgements.count() == 2
    assert "Counted as well." in answer.content.decode()


def test_an_error_is_shown_in_its_place_and_cannot_be_talked_away(desk: Desk, release: Any, author: User) -> None:
    client, page = desk(author), submit_page(release)
    form = filled(client.get(page))
    answer = client.post(page, form | {name: "It may stay." for name in form if name.startswith("because-")})
    assert "The checks found errors" in errors_of(answer)
    assert "Write them, or take the sentence out." in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_reason_that_was_given_before_is_offered_again(
    desk: Desk, release: Any, author: User, reviewer: User, clock: Clock
) -> None:
    TextBlock.objects.update(html="<p>They signed 12.</p>")
    publish([release], author=author, reviewer=reviewer, clock=clock)
    release.texts.update(title="A very quiet year", edited_at=clock.tick(60))
    shown = desk(author).get(submit_page(release)).content.decode()
    assert ">Seen by the tests.</textarea>" in shown


def test_the_edition_shows_in_spite_of_what_it_was_submitted(
    desk: Desk, release: Any, author: User, reviewer: User, clock: Clock
) -> None:
    TextBlock.objects.update(html="<p>They signed 12.</p>")
    (edition,) = publish([release], author=author, reviewer=reviewer, clock=clock)
    page = desk(reviewer).get(reverse("admin:releases_edition_change", args=[edition.pk])).content.decode()
    assert "1 warning was acknowledged" in page
    assert "Seen by the tests." in page


def test_a_number_is_marked_from_its_finding(desk: Desk, release: Any, author: User) -> None:
    (warning,) = checking.panel(asked(author), release, "en")["checks"].warnings
    client = desk(author)
    form = filled(client.get(warning.mark), reason="The door of the hall.")
    assert client.post(warning.mark, form).status_code == 302
    mark = NumberMark.objects.get()
    assert (mark.passage, mark.text, mark.marked_by) == ("12", release.texts.get(), author)
    assert checking.panel(asked(author), release, "en")["checks"].warnings == []


def test_anothers_text_cannot_be_marked_nor_its_marks_be_seen(
    desk: Desk, release: Any, author: User, second_author: User
) -> None:
    text = release.texts.get()
    page = reverse("admin:releases_numbermark_add")
    client = desk(second_author)
    hidden = client.post(page, {"text": text.pk, "passage": "12", "reason": "A door."})
    missing = client.post(page, {"text": text.pk + 999, "passage": "12", "reason": "A door."})
    assert errors_of(hidden) == errors_of(missing) != ""
    mark = NumberMark.objects.create(text=text, passage="12", reason="A secret door.", marked_by=author)
    assert "A secret door." not in client.get(reverse("admin:releases_numbermark_changelist")).content.decode()
    assert client.get(reverse("admin:releases_numbermark_change", args=[mark.pk])).status_code == 302


def test_the_other_side_of_a_contradiction_is_not_named_to_whom_may_not_see_it(
    mission: Any, author: User, second_author: User, clock: Clock
) -> None:
    secret = make_release(
        "statistic", by=second_author, title="Secret trade", observations=[{"value": 200, "unit": "USD"}]
    )
    release = make_release("briefing", by=author, title="Trade", html="<p>It is USD 220.</p>", cites=[secret])
    html = checking.rendered(asked(author), release, "en")
    assert "Secret trade" not in html
    assert "Secret trade" in checking.rendered(asked(second_author), release, "en")


def test_the_mission_switches_a_check_off_with_a_reason(desk: Desk, mission: Any, administrator: User) -> None:
    client, page = desk(administrator), reverse("admin:releases_mission_change", args=[1])
    form = filled(client.get(page)) | {
        "check_settings-TOTAL_FORMS": "1",
        "check_settings-0-code": "figures.untied",
        "check_settings-0-level": "off",
    }
    assert "check_settings-0-reason" not in form
    assert client.post(page, form).status_code == 200
    assert not CheckSetting.objects.exists()
    assert client.post(page, form | {"check_settings-0-reason": "No statistics here."}).status_code == 302
    assert CheckSetting.objects.get().code == "figures.untied"
