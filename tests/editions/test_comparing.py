"""What differs between two contents, in the words that a reader saw."""

import copy
from typing import Any

import pytest

from releases.editions.comparing import Comparison, Difference, Run, compare, runs

_DIGEST = "a" * 64


def _text(*paragraphs: str) -> list[dict[str, Any]]:
    return [{"type": "text", "html": "".join(f"<p>{words}</p>" for words in paragraphs)}]


def _content(**facts: Any) -> dict[str, Any]:
    briefing = {"held_on": None, "starts_at": None, "ends_at": None, "venue": "", "place": "Strelsau", "speakers": []}
    return {
        "uid": "u",
        "kind": "briefing",
        "language": "en",
        "slug": "spring",
        "title": "Spring",
        "summary": "A briefing.",
        "note": "",
        "topics": [],
        "organisations": [],
        "body": [],
        "cites": [],
        "briefing": briefing,
        **facts,
    }


def _statistic(display: str, value: str) -> dict[str, Any]:
    row = {
        "id": 7,
        "value": value,
        "unit": "person",
        "qualifier": "exact",
        "nature": "actual",
        "period_from": None,
        "period_until": None,
        "as_of": None,
        "source": "",
        "display": display,
    }
    card = {"uid": "s", "kind": "statistic", "language": "en", "slug": "trade", "title": "Voters", "summary": "Count."}
    return {**card, "statistic": {"observations": [row]}}


def _media(digest: str) -> dict[str, Any]:
    facts = {
        "type": "image",
        "alt_text": "A map",
        "creator": "",
        "credit_line": "Embassy",
        "copyright_notice": "",
        "usage_terms": "",
        "taken_on": None,
        "place": "",
        "licence_until": None,
        "file": None,
        "captions": None,
        "renditions": [{"digest": digest}],
    }
    card = {"uid": "m", "kind": "media", "language": "en", "slug": "map", "title": "Map", "summary": "A map."}
    return {**card, "media": facts}


def _changes(comparison: Comparison) -> list[tuple[str, str]]:
    return [(passage.change, "".join(run.text for run in passage.runs)) for passage in comparison.body]


def test_a_changed_number_is_one_word_whatever_separates_its_digits() -> None:
    assert runs("Trade was 6.3 million.", "Trade was 6,3 million.") == (
        Run("equal", "Trade was "),
        Run("removed", "6.3 "),
        Run("added", "6,3 "),
        Run("equal", "million."),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("تجارت ۲۰۰ ملین ڈالر رہی۔", "تجارت ۲۱۹ ملین ڈالر رہی۔"),
        ("مُلک میں امن", "مُلک میں اَمن"),
        ("Қазақстан мен Өзбекстан", "Қазақстан мен Әзірбайжан"),
        ("", "All of it"),
        ("All of it", ""),
        ("the ambassador’s words", "the ambassador’s own words"),
    ],
)
def test_the_runs_give_back_both_texts(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.kind != "added") == old
    assert "".join(run.text for run in found if run.kind != "removed") == new


def test_an_urdu_word_is_never_cut_at_its_vowel_marks() -> None:
    assert Run("added", "اَمن") in runs("مُلک میں امن", "مُلک میں اَمن")


def test_a_comma_between_two_changed_words_does_not_stand_alone() -> None:
    assert [run.kind for run in runs("one, two", "three, four")] == ["removed", "added"]


def test_the_same_content_differs_in_nothing() -> None:
    content = _content(body=_text("One.", "Two."), cites=[_statistic("6.3 million", "6300000")])
    assert not compare(content, copy.deepcopy(content))


def test_only_facts_that_changed_are_named_and_a_date_is_replaced_whole() -> None:
    old, new = _content(), _content(title="Spring briefing")
    new["briefing"] = {**new["briefing"], "held_on": {"date": "2029-12-30", "precision": "day"}, "place": ""}
    assert compare(old, new).facts == (
        Difference("title", "changed", "en", (Run("equal", "Spring "), Run("added", "briefing"))),
        Difference("held on", "added", "en", (Run("added", "30 December 2029"),)),
        Difference("place", "removed", "en", (Run("removed", "Strelsau"),)),
    )


def test_paragraphs_are_told_as_added_removed_or_changed_and_their_words_beside_them() -> None:
    old = _content(body=_text("First stays.", "Trade was 54 percent.", "Gone for good.", "Last stays."))
    new = _content(body=_text("First stays.", "Trade was 45 percent.", "Last stays.", "Entirely new here!"))
    assert _changes(compare(old, new)) == [
        ("equal", "First stays."),
        ("changed", "Trade was 54 45 percent."),
        ("removed", "Gone for good."),
        ("equal", "Last stays."),
        ("added", "Entirely new here!"),
    ]


def test_a_paragraph_that_stands_elsewhere_is_moved_and_neither_added_nor_removed() -> None:
    old, new = _content(body=_text("One.", "Two.", "Three.")), _content(body=_text("Three.", "One.", "Two."))
    assert _changes(compare(old, new)) == [("moved", "Three."), ("equal", "One."), ("equal", "Two.")]


def test_a_paragraph_that_stands_elsewhere_and_says_something_else_is_compared_with_what_it_was() -> None:
    old = _content(body=_text("Stays as it is.", "And so does this one.", "Trade was 54 percent."))
    new = _content(body=_text("Trade was 45 percent.", "Stays as it is.", "And so does this one."))
    assert _changes(compare(old, new))[0] == ("changed", "Trade was 54 45 percent.")


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    old = _content(body=_text('See <a href="https://old.example/">the report</a>.'))
    new = _content(body=_text('See <a href="https://new.example/">the report</a>.'))
    (passage,) = compare(old, new).body
    assert "".join(run.text for run in passage.runs if run.kind == "added") == "new"
    assert passage.change == "changed"


def test_a_cited_figure_shows_its_old_and_its_new_value() -> None:
    old = _content(cites=[_statistic("6.3 million", "6300000")])
    new = _content(cites=[_statistic("6.5 million", "6500000")])
    (card,) = compare(old, new).cites
    assert card.title == "Voters"
    assert card.differences == (
        Difference("value", "changed", "en", (Run("removed", "6.3 million"), Run("added", "6.5 million"))),
    )


def test_a_replaced_picture_is_said_to_be_and_no_digest_is_told() -> None:
    (card,) = compare(_content(cites=[_media("a" * 64)]), _content(cites=[_media("b" * 64)])).cites
    assert card.differences == (Difference("", "replaced", "en"),)


def test_a_release_cited_for_the_first_time_is_added() -> None:
    (card,) = compare(_content(), _content(cites=[_media(_DIGEST)])).cites
    assert (card.change, card.title) == ("added", "Map")


def test_texts_too_long_to_compare_word_by_word_are_replaced_whole() -> None:
    old, new = "one " * 2500, "two " * 2500
    assert runs(old, new) == (Run("removed", old), Run("added", new))
