"""An author learns nothing of another's draft: neither its title nor that it exists, at any door.

Shown to work: where everybody may read all drafts, every test here goes red but those of who may see, of filters
(the stock admin's own rule), of cloning (red without `TextAdmin.save_related`) and of the counted deletion (red
without `Editing.get_deleted_objects`).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.assets import recipes
from releases.authoring.models import (
    Briefing,
    Citation,
    FigureBlock,
    Mission,
    PictureBlock,
    QuoteBlock,
    Release,
    Text,
    User,
)
from releases.editions.models import JournalEntry
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

Desk = Callable[[User], Client]
SECRET = "Zenda talks"
KINDS = {"briefing": "briefing", "statement": "statement", "statistic": "statistic", "media": "mediaasset"}


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


@pytest.fixture
def hidden(mission: Any, second_author: User) -> dict[str, Any]:
    """By kind, a draft of somebody else's, all of the same title."""
    return {kind: make_release(kind, by=second_author, title=SECRET) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("door", ["change", "history", "delete", "submit", "record", "withdraw"])
def test_a_page_of_it_answers_as_one_that_never_was(
    desk: Desk, hidden: dict[str, Any], author: User, kind: str, door: str
) -> None:
    name = f"admin:releases_{KINDS[kind]}_{door}"
    answers = [desk(author).get(reverse(name, args=[pk]), follow=True) for pk in (hidden[kind].pk, 999_999)]
    told = [(answer.status_code, answer.redirect_chain, SECRET in answer.content.decode()) for answer in answers]
    assert told[0] == told[1]
    assert told[0][2] is False


@pytest.mark.parametrize("door", ["change", "history", "delete"])
@pytest.mark.parametrize("model", ["text", "release"])
def test_its_text_is_no_door_either(desk: Desk, hidden: dict[str, Any], author: User, model: str, door: str) -> None:
    text = hidden["statement"].texts.get()
    pk = text.pk if model == "text" else text.release_id
    answer = desk(author).get(reverse(f"admin:releases_{model}_{door}", args=[pk]), follow=True)
    assert answer.redirect_chain or answer.status_code == 403
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("model", [*KINDS.values(), "text", "release", "observation", "submission", "journalentry"])
def test_no_list_and_no_search_shows_it(desk: Desk, hidden: dict[str, Any], author: User, model: str) -> None:
    submit([hidden["statement"]], by=hidden["statement"].created_by)
    page = reverse(f"admin:releases_{model}_changelist")
    for query in ({}, {"q": "Zenda"}):
        answer = desk(author).get(page, query)
        if "cl" in answer.context:
            assert answer.context["cl"].result_count == 0
        assert SECRET not in answer.content.decode()


CHOICES = [
    ("citation", "cited"),
    ("quoteblock", "statement"),
    ("figureblock", "observation"),
    ("chartblock", "statistic"),
    ("pictureblock", "asset"),
    ("statement", "made_at"),
    ("text", "release"),
]


@pytest.mark.parametrize(("model", "field"), CHOICES)
def test_no_choice_offers_it(desk: Desk, hidden: dict[str, Any], author: User, model: str, field: str) -> None:
    where = {"app_label": "releases", "model_name": model, "field_name": field}
    for term in ("", "Zenda"):
        answer = desk(author).get(reverse("admin:autocomplete"), {**where, "term": term})
        assert answer.json()["results"] == []


@pytest.mark.parametrize(("model", "field"), CHOICES)
def test_its_own_author_and_a_reviewer_are_offered_it(
    desk: Desk, hidden: dict[str, Any], second_author: User, reviewer: User, model: str, field: str
) -> None:
    where = {"app_label": "releases", "model_name": model, "field_name": field, "term": "Zenda"}
    for person in (second_author, reviewer):
        assert SECRET in desk(person).get(reverse("admin:autocomplete"), where).content.decode()


def test_a_citation_forced_by_hand_is_refused_without_its_title(
    desk: Desk, hidden: dict[str, Any], author: User
) -> None:
    briefing = make_release("briefing", by=author)
    page = reverse("admin:releases_briefing_change", args=[briefing.pk])
    forced = {"citations-TOTAL_FORMS": 1, "citations-0-cited": hidden["statement"].pk, "citations-0-position": 0}
    answer = desk(author).post(page, filled(desk(author).get(page), **forced))
    assert "Select a valid choice" in errors_of(answer)
    assert SECRET not in answer.content.decode()
    assert not Citation.objects.exists()


@pytest.mark.parametrize(
    ("block", "field", "kind"),
    [(QuoteBlock, "statement", "statement"), (PictureBlock, "asset", "media"), (FigureBlock, "observation", "")],
)
def test_what_a_colleague_put_in_stays_under_no_name(
    desk: Desk, hidden: dict[str, Any], author: User, block: Any, field: str, kind: str
) -> None:
    text = make_release("briefing", by=author).texts.get()
    shown = hidden[kind] if kind else hidden["statistic"].observations.get()
    block.objects.create(parent=text, ordering=10, **{field: shown})
    page = reverse("admin:releases_text_change", args=[text.pk])
    answer = desk(author).get(page)
    assert SECRET not in answer.content.decode()
    assert "a draft of somebody else’s" in answer.content.decode()
    assert desk(author).post(page, filled(answer, title="Mine")).status_code == 302
    assert getattr(block.objects.get(), field) == shown


def test_cloning_a_block_of_another_text_copies_nothing(desk: Desk, hidden: dict[str, Any], author: User) -> None:
    theirs = hidden["briefing"].texts.get()
    quote = QuoteBlock.objects.create(parent=theirs, ordering=10, statement=hidden["statement"])
    page = reverse("admin:releases_text_change", args=[make_release("briefing", by=author).texts.get().pk])
    clone = {"_clone": f"releases.quoteblock:{quote.pk}", "_clone_region": "body", "_clone_ordering": 20}
    assert desk(author).post(page, filled(desk(author).get(page), **clone)).status_code == 302
    assert QuoteBlock.objects.count() == 1


def test_a_refused_deletion_counts_and_does_not_name(desk: Desk, hidden: dict[str, Any], author: User) -> None:
    mine = make_release("briefing", by=author)
    hidden["statement"].made_at = mine
    hidden["statement"].save()
    page = desk(author).get(reverse("admin:releases_briefing_delete", args=[mine.pk]))
    assert "One place in another release refers to it" in page.content.decode()
    assert SECRET not in page.content.decode()
    assert Briefing.objects.filter(pk=mine.pk).exists()


def test_the_submit_page_leaves_out_what_it_cites_and_may_not_be_seen(
    desk: Desk, hidden: dict[str, Any], author: User
) -> None:
    briefing = make_release("briefing", by=author, cites=[hidden["statement"]])
    page = reverse("admin:releases_briefing_submit", args=[briefing.pk])
    assert SECRET not in desk(author).get(page).content.decode()
    answer = desk(author).post(page, {"items": [f"{hidden['statement'].pk}:en"]})
    assert "items" in answer.context["form"].errors


def test_its_picture_has_no_address(desk: Desk, hidden: dict[str, Any], author: User, second_author: User) -> None:
    digest = recipes.first_usable(hidden["media"].file).digest
    page = reverse("admin:releases_mediaasset_file", args=[digest])
    assert desk(author).get(page).status_code == 404
    answer = desk(second_author).get(page)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_a_submission_of_it_has_no_page(desk: Desk, hidden: dict[str, Any], author: User) -> None:
    submission = submit([hidden["statement"]], by=hidden["statement"].created_by)
    answer = desk(author).get(reverse("admin:releases_submission_change", args=[submission.pk]))
    assert answer.status_code == 302
    index = desk(author).get(reverse("admin:index")).content.decode()
    assert SECRET not in index
    entry = reverse("admin:releases_journalentry_change", args=[JournalEntry.objects.get().pk])
    assert desk(author).get(entry).status_code == 302


def test_what_opens_tomorrow_is_hidden_until_then(
    desk: Desk, hidden: dict[str, Any], clock: Clock, author: User, second_author: User, reviewer: User
) -> None:
    opens = clock.now.replace(day=2)
    (edition,) = publish([hidden["statement"]], author=second_author, reviewer=reviewer, at=opens)
    page = reverse("admin:releases_edition_change", args=[edition.pk])
    assert desk(author).get(page).status_code == 302
    assert SECRET not in desk(author).get(reverse("admin:index")).content.decode()
    clock.set(opens)
    assert SECRET in desk(author).get(page).content.decode()


def test_what_is_public_is_offered_under_its_public_title(
    desk: Desk, hidden: dict[str, Any], clock: Clock, author: User, second_author: User, reviewer: User
) -> None:
    publish([hidden["statement"]], author=second_author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=hidden["statement"]).update(title="The King is missing")
    where = {"app_label": "releases", "model_name": "citation", "field_name": "cited"}
    offered = desk(author).get(reverse("admin:autocomplete"), {**where, "term": "Zenda"}).json()["results"]
    assert [row["text"] for row in offered] == [SECRET]
    assert desk(author).get(reverse("admin:autocomplete"), {**where, "term": "King"}).json()["results"] == []


def test_what_has_the_words_in_several_languages_is_offered_once(desk: Desk, mission: Any, author: User) -> None:
    for title in ("Port of Zenda", "Port of Ruritania"):
        release = make_release("statement", by=author, languages=("en", "ru"), title=title)
        release.texts.filter(language="ru").update(title=f"Порт, {title}")
    where = {"app_label": "releases", "model_name": "citation", "field_name": "cited"}

    def offered(term: str) -> list[str]:
        results = desk(author).get(reverse("admin:autocomplete"), {**where, "term": term}).json()["results"]
        return [row["text"] for row in results]

    assert offered("port") == ["Port of Ruritania", "Port of Zenda"]
    assert offered("Порт zenda") == ["Port of Zenda"]


def test_a_new_figure_of_a_public_statistic_stays_hidden(
    desk: Desk, hidden: dict[str, Any], clock: Clock, author: User, second_author: User, reviewer: User
) -> None:
    publish([hidden["statistic"]], author=second_author, reviewer=reviewer, clock=clock)
    statistic = hidden["statistic"]
    statistic.observations.create(value=7, unit="person", period_from="2030")
    where = {"app_label": "releases", "model_name": "figureblock", "field_name": "observation", "term": ""}
    offered = desk(author).get(reverse("admin:autocomplete"), where).json()["results"]
    assert [row["text"] for row in offered] == [f"{SECRET}: 6.3 million"]


def test_a_mission_may_let_authors_read_all_drafts(desk: Desk, hidden: dict[str, Any], author: User) -> None:
    Mission.objects.update(authors_read_all_drafts=True)
    page = reverse("admin:releases_statement_change", args=[hidden["statement"].pk])
    assert SECRET in desk(author).get(page).content.decode()


def test_a_filter_on_a_neighbours_fields_is_refused(desk: Desk, hidden: dict[str, Any], author: User) -> None:
    make_release("statement", by=author, made_at=hidden["briefing"])
    page = reverse("admin:releases_statement_changelist")
    answer = desk(author).get(page, {"made_at__held_on__startswith": "2029"})
    assert answer.status_code == 400


def test_who_edited_a_text_sees_its_release(desk: Desk, hidden: dict[str, Any], author: User) -> None:
    Text.objects.filter(release=hidden["statement"]).update(edited_by=author)
    page = reverse("admin:releases_statement_change", args=[hidden["statement"].pk])
    assert desk(author).get(page).status_code == 200
    assert Release.objects.count() == len(KINDS)
