"""A search or a filter of the desk looks at each of the newest rows alone, and finds older ones by an index.

Seen red: with every row looked at (bounds, remarks); with the law left out of what may be cited, and with the address
of a draft that may not be seen (permission); with withdrawals sought among the newest alone.
"""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.admin import looking
from releases.authoring.models import Release, Text, User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

Desk = Callable[[User], Client]
FEW = 3
OLD = dt.datetime(2020, 5, 5, tzinfo=dt.UTC)
CUT = "Older than the newest"


@pytest.fixture
def long_ago(clock: Clock, author: User, reviewer: User, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Public since long, when no more than three rows are looked at: `Accord of Zenda`, and since then three others."""
    make_mission()
    old = make_release("statement", by=author, title="Accord of Zenda", slug="accord")
    publish([old], author=author, reviewer=reviewer, clock=clock)
    Release.objects.update(created_at=OLD)
    Text.objects.update(edited_at=OLD)
    new = [make_release("statement", by=author, title=title) for title in ("Tariffs", "A fresh accord", "Customs")]
    publish(new, author=author, reviewer=reviewer, clock=clock)
    monkeypatch.setattr(looking, "LOOKED_AT", FEW)
    return old


def listed(desk: Client, model: str, **asked: str) -> tuple[list[str], str]:
    """Titles in the order of the list, and what stands below it."""
    answer = desk.get(reverse(f"admin:releases_{model}_changelist"), asked)
    assert answer.status_code == 200
    titles = [getattr(row, "title", "") or str(row) for row in answer.context["cl"].result_list]
    return titles, html.unescape(answer.content.decode())


def offered(desk: Client, term: str, *, model: str = "citation", field: str = "cited", **more: Any) -> list[str]:
    return [row["text"] for row in results(desk, term, model=model, field=field, **more) if row["id"]]


def results(desk: Client, term: str, *, model: str = "citation", field: str = "cited", **more: Any) -> Any:
    where = {"app_label": "releases", "model_name": model, "field_name": field, "term": term, **more}
    return desk.get(reverse("admin:autocomplete"), where).json()["results"]


LISTS = ["release", "statement", "edition", "text"]


def test_a_list_finds_the_newest_by_letters_and_older_ones_by_words(
    desk: Desk, long_ago: Release, reviewer: User
) -> None:
    for model in LISTS:
        found, below = listed(desk(reviewer), model, q="ccor")
        assert found == ["A fresh accord"], model
        assert f"{CUT} {FEW}: type" in " ".join(below.split())
        assert sorted(listed(desk(reviewer), model, q="Acco")[0]) == ["A fresh accord", "Accord of Zenda"], model
        assert listed(desk(reviewer), model, q="zenda accord")[0] == ["Accord of Zenda"], model


def test_a_list_finds_by_address_and_permanent_id(desk: Desk, long_ago: Release, reviewer: User) -> None:
    for model in LISTS:
        for asked in ("accord", "https://ruritania.example/en/statements/accord/", str(long_ago.uid)):
            assert listed(desk(reviewer), model, q=asked)[0][-1:] == ["Accord of Zenda"], (model, asked)


def test_where_all_is_looked_at_nothing_is_said(
    desk: Desk, long_ago: Release, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "LOOKED_AT", FEW + 1)
    for model in LISTS:
        found, below = listed(desk(reviewer), model, q="ccor")
        assert found == ["A fresh accord", "Accord of Zenda"], model
        assert CUT not in below


def test_within_a_year_its_newest_are_looked_at(desk: Desk, long_ago: Release, reviewer: User) -> None:
    assert listed(desk(reviewer), "statement", q="ccor", created_at__year="2020")[0] == ["Accord of Zenda"]
    assert listed(desk(reviewer), "text", q="ccor", edited_at__year="2020")[0] == ["Accord of Zenda"]
    # In the journal every row is one of the newest three, or of its year.
    entries, below = listed(desk(reviewer), "journalentry", q="reviewer")
    assert len(entries) < FEW
    assert "choose a year to look further back" in " ".join(below.split())


def test_the_order_that_was_chosen_stays(desk: Desk, long_ago: Release, reviewer: User) -> None:
    assert listed(desk(reviewer), "edition", q="acco", o="0")[0] == ["A fresh accord", "Accord of Zenda"]
    assert listed(desk(reviewer), "edition", q="acco", o="-0")[0] == ["Accord of Zenda", "A fresh accord"]


def test_a_choice_finds_the_newest_by_letters_and_older_ones_by_words(
    desk: Desk, long_ago: Release, author: User
) -> None:
    assert offered(desk(author), "ccor") == ["A fresh accord"]
    assert offered(desk(author), "acco") == ["A fresh accord", "Accord of Zenda"]
    assert offered(desk(author), "zenda acc") == ["Accord of Zenda"]
    assert offered(desk(author), str(long_ago.uid)) == ["Accord of Zenda"]
    assert offered(desk(author), "/en/statements/accord/") == ["Accord of Zenda"]
    assert offered(desk(author), "") == ["Customs", "A fresh accord", "Tariffs"]


def test_a_choice_says_how_older_ones_are_found(
    desk: Desk, long_ago: Release, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    *found, remark = results(desk(author), "ccor")
    assert [row["text"] for row in found] == ["A fresh accord"]
    assert f"{CUT} {FEW}: type" in remark["text"]
    assert (remark["id"], remark["disabled"]) == (None, True)
    monkeypatch.setattr(looking, "LOOKED_AT", FEW + 1)
    assert [row["text"] for row in results(desk(author), "ccor")] == ["A fresh accord", "Accord of Zenda"]


def test_an_old_figure_is_found_by_the_title_of_its_statistic(
    desk: Desk, clock: Clock, author: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_mission()
    old = make_release("statistic", by=author, title="Observers of Zenda")
    publish([old], author=author, reviewer=reviewer, clock=clock)
    make_release("statistic", by=author, title="Turnout", observations=[{}] * FEW)
    monkeypatch.setattr(looking, "LOOKED_AT", FEW)
    where = {"model": "figureblock", "field": "observation"}
    assert offered(desk(author), "bservers", **where) == []
    assert offered(desk(author), "observ", **where) == ["Observers of Zenda: 6.3 million"]


def test_no_old_draft_of_another_is_found_by_any_way(
    desk: Desk, long_ago: Release, clock: Clock, author: User, second_author: User, reviewer: User
) -> None:
    """What was approved and opens later has its words in the index, and may not be seen by everybody."""
    hidden = make_release("statement", by=second_author, title="Hentzau treaty", slug="hentzau-treaty")
    later = clock.now + dt.timedelta(days=9)
    publish([hidden], author=second_author, reviewer=reviewer, at=later)
    Text.objects.filter(release=long_ago).update(slug="annulment", title="Annulment", edited_by=second_author)
    Release.objects.filter(pk=long_ago.pk).update(created_by=second_author, edited_by=second_author)
    ahead = make_release("statement", by=second_author, title="Memorandum")
    publish([ahead], author=second_author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=ahead).update(title="Ultimatum", slug="ultimatum")
    acts.correct(submission=submit([ahead], by=second_author), by=reviewer, note="It was none.", at=later)
    for number in range(FEW):
        make_release("statement", by=author, title=f"Mine {number}")
    for asked in ("hentzau", "hentzau-treaty", str(hidden.uid), "annulment", "ultimatum"):
        assert offered(desk(author), asked) == []
        for model in LISTS:
            found, below = listed(desk(author), model, q=asked)
            assert found == []
            assert "Hentzau treaty" not in below
    # As the public knows it, whatever its draft says.
    assert offered(desk(author), "accord")[-1] == "Accord of Zenda"
    assert offered(desk(author), "memorandum") == ["Memorandum"]
    assert offered(desk(reviewer), "ultimatum")[-1:] == ["Ultimatum"]
    clock.set(later)
    assert offered(desk(author), "hentzau") == ["Hentzau treaty"]


def test_how_long_the_record_is_tells_nothing_of_what_a_list_hides(
    desk: Desk, clock: Clock, author: User, second_author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at are the newest that the person may see, and the list says so of these alone."""
    make_mission()
    monkeypatch.setattr(looking, "LOOKED_AT", FEW)
    mine = make_release("statement", by=author, title="My accord")
    for number in range(FEW):
        make_release("statement", by=second_author, title=f"Accord {number}")
    found, below = listed(desk(author), "statement", q="ccor")
    assert found == [str(mine)]
    assert CUT not in below
    assert len(listed(desk(second_author), "statement", q="ccor")[0]) == FEW


@pytest.fixture
def standing(clock: Clock, author: User, reviewer: User, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Old ones of every state, three new ones that are public, and no more than three are looked at."""
    make_mission()
    old = {name: make_release("briefing", by=author, title=f"Old {name}") for name in STATES}
    editions = publish([old["withdrawn"], old["public"]], author=author, reviewer=reviewer, clock=clock)
    acts.withdraw(editions=editions[:1], by=reviewer, reason="It was another treaty.")
    submit([old["waiting"]], by=author)
    publish([old["scheduled"]], author=author, reviewer=reviewer, at=clock.now + dt.timedelta(days=9))
    Release.objects.update(created_at=OLD)
    new = [make_release("briefing", by=author, title=f"New {number}") for number in range(FEW)]
    publish(new, author=author, reviewer=reviewer, clock=clock)
    monkeypatch.setattr(looking, "LOOKED_AT", FEW)
    return old


STATES = ("draft", "waiting", "scheduled", "public", "withdrawn")
NEW = ["New 2", "New 1", "New 0"]
FOUND = {
    # By the newest three; within the year of the old ones, where five are.
    "draft": ([], ["Old waiting", "Old draft"]),
    "waiting": (["Old waiting"], ["Old waiting"]),
    "scheduled": (["Old scheduled"], ["Old scheduled"]),
    "public": (NEW, ["Old public"]),
    "withdrawn": (["Old withdrawn"], ["Old withdrawn"]),
}


@pytest.mark.parametrize("model", ["briefing", "release"])
def test_a_filter_by_state_looks_at_the_newest_and_finds_by_an_index_what_is_seldom(
    desk: Desk, standing: Any, reviewer: User, model: str
) -> None:
    for state in STATES:
        found, below = listed(desk(reviewer), model, standing=state)
        assert found == FOUND[state][0], state
        says = f"Only the newest {FEW} were looked at: choose a year" in " ".join(below.split())
        assert says is (state in {"draft", "public"}), state
        within = listed(desk(reviewer), model, standing=state, created_at__year="2020")[0]
        assert within == FOUND[state][1], state


def test_a_filter_by_state_finds_all_where_all_is_looked_at(
    desk: Desk, standing: Any, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "LOOKED_AT", 100)
    several = {"draft": ["Old waiting", "Old draft"], "public": [*NEW, "Old public"]}
    for state in STATES:
        found, below = listed(desk(reviewer), "briefing", standing=state)
        assert found == several.get(state, [f"Old {state}"])
        assert "looked at" not in below


def test_of_many_withdrawals_the_last_are_found(
    desk: Desk, standing: Any, clock: Clock, author: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [make_release("briefing", by=author, title=f"Mistake {number}") for number in range(2)]
    for release in more:
        editions = publish([release], author=author, reviewer=reviewer, clock=clock)
        clock.set(acts.withdraw(editions=editions, by=reviewer, reason="It was wrong.")[0].public_until)
    for number in range(2):
        make_release("briefing", by=author, title=f"Draft {number}")
    monkeypatch.setattr(looking, "LOOKED_AT", 2)
    found, below = listed(desk(reviewer), "briefing", standing="withdrawn")
    assert found == ["Mistake 1", "Mistake 0"]
    assert "Only the newest 2 were looked at" in " ".join(below.split())


def test_a_choice_goes_on_page_by_page_without_counting(
    desk: Desk, clock: Clock, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_mission()
    for number in range(25):
        make_release("briefing", by=author, title=f"Harbour {number:02}")
    address = reverse("admin:autocomplete")
    where = {"app_label": "releases", "model_name": "citation", "field_name": "cited", "term": "arbou"}

    def page(number: Any) -> Any:
        answer = desk(author).get(address, {**where, "page": number})
        return answer.json() if answer.status_code == 200 else answer.status_code

    shown = [f"Harbour {number:02}" for number in reversed(range(25))]
    assert [row["text"] for row in page(1)["results"]] == shown[:20]
    assert page(1)["pagination"] == {"more": True}
    assert [row["text"] for row in page(2)["results"]] == shown[20:]
    assert page(2)["pagination"] == {"more": False}
    assert [page(number) for number in (0, "x", 10**30)] == [404, 404, 404]
    monkeypatch.setattr(looking, "LOOKED_AT", 22)
    *rest, remark = page(2)["results"]
    assert [row["text"] for row in rest] == shown[20:22]
    assert CUT in remark["text"]


QUERIES = {
    # Where a list is longer than what is looked at: one that finds where that ends, the search itself, the words,
    # the address, what they lead to, and the rows.
    ("release", "acco"): 29,
    ("edition", "acco"): 15,
    ("text", "acco"): 18,
    ("choice", ""): 9,
    ("choice", "ccor"): 12,
    ("choice", "acco"): 13,
}


def test_how_often_a_search_asks_the_database(desk: Desk, long_ago: Release, reviewer: User) -> None:
    client, counts = desk(reviewer), {}
    for door, term in QUERIES:
        for _again in range(2):
            with CaptureQueriesContext(connection) as queries:
                offered(client, term) if door == "choice" else listed(client, door, q=term)
        counts[door, term] = len(queries)
    assert counts == QUERIES
