"""Hours of a briefing against the mission's own, and embargoes that the words name.

Shown to work: with weekends worked through, and with an embargo on trade taken for one of words, tests here go red.
"""

import datetime as dt

import pytest

from releases.authoring.checks.context import OfficeHours
from tests.authoring.checks.contents import content, found, passages

OFFICE = OfficeHours(holidays=frozenset({"--03-22"}))


@pytest.mark.parametrize(
    ("starts", "wrong"),
    [
        ("2030-03-20T10:00:00Z", 0),
        ("2030-03-23T10:00:00Z", 1),
        ("2030-03-22T10:00:00Z", 1),
        ("2031-03-22T10:00:00Z", 1),
        ("2030-03-20T15:30:00Z", 1),
        # At night: the other check says so already.
        ("2030-03-20T22:00:00Z", 0),
    ],
)
def test_a_briefing_begins_when_the_mission_is_open(starts: str, wrong: int) -> None:
    raw = content(facts={"starts_at": starts, "held_on": None})
    facts = {"office": OFFICE, "time_zone": "Asia/Karachi"}
    assert len(found("time.office", raw, **facts)) == wrong


def test_hours_are_kept_apart_from_others() -> None:
    raw = content(facts={"starts_at": "2030-03-20T10:00:00Z", "held_on": None})
    for office, wrong in ((OFFICE, 0), (OfficeHours(days=(6, 7)), 1), (OfficeHours(until=dt.time(9)), 1)):
        assert len(found("time.office", raw, office=office)) == wrong


@pytest.mark.parametrize(
    ("language", "words", "passage"),
    [
        ("en", "Embargoed until 18:00 on 9 January 2030.", "Embargoed until 18:00 on 9 January 2030"),
        ("en", "EMBARGO: 9 January 2030, 18:00. The line opens.", "EMBARGO: 9 January 2030, 18:00"),
        ("ru", "Эмбарго до 18:00 9 января 2030 года.", "Эмбарго до 18:00 9 января 2030"),
        ("kk", "Эмбарго 2030 жылғы 9 қаңтар сағат 18:00-ге дейін.", "Эмбарго 2030 жылғы 9 қаңтар сағат 18:00"),
        ("ur", "ایمبارگو: 9 جنوری 2030 شام 18:00 بجے تک۔", "ایمبارگو: 9 جنوری 2030 شام 18:00"),
        ("en", "The ministers spoke for an hour on 9 January 2030 about the oil embargo, until 18:00.", ""),
        ("en", "The embargo on grain ends on 9 January 2030.", ""),
    ],
)
def test_an_embargo_in_the_words_is_found(language: str, words: str, passage: str) -> None:
    assert passages("time.embargo", content(language=language, html=f"<p>{words}</p>")) == (
        [passage] if passage else []
    )
