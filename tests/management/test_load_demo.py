"""The founding briefing, loaded through the real acts."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from releases.authoring.languages import LANGUAGES
from releases.authoring.models import Observation, Statement
from releases.editions import reading
from releases.editions.models import Change, Edition, Ending
from releases.editions.verifying import verify
from releases.management.demo import publishing
from tests.clock import Clock


@pytest.fixture
def loaded(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The demonstration waits for the clock; here the clock moves instead."""
    monkeypatch.setattr(publishing.time, "sleep", clock.tick)
    call_command("load_demo", stdout=io.StringIO())
    return clock


FIGURES = [
    ("about", "actual", Decimal(800), "person"),
    ("exact", "actual", Decimal(54), "percent"),
    ("exact", "actual", Decimal(6300000), "person"),
    ("exact", "actual", Decimal(200000000), "USD"),
    ("at_least", "target", Decimal(1000000000), "USD"),
    ("exact", "actual", Decimal(130), "person"),
]
DISPLAYS = {
    "en": ["about 800", "54%", "6.3 million", "200 million US dollars", "at least 1 billion US dollars", "130"],
    "ur": ["63 لاکھ", "20 کروڑ امریکی ڈالر"],
    "ru": ["6,3 миллиона", "200 миллионов долларов США"],
    "kk": ["6,3 миллион", "200 миллион АҚШ доллары"],
}


def test_the_demonstration_is_what_the_founding_text_says(loaded: Clock) -> None:
    rows = Observation.objects.order_by("id").values_list("qualifier", "nature", "value", "unit")
    assert list(rows) == FIGURES
    assert set(Statement.objects.values_list("mode", flat=True)) == {"paraphrase"}
    assert verify()["editions"] == Edition.objects.count()
    briefings = {row.language: row.body for row in reading.public(loaded.now).filter(kind="briefing")}
    assert set(briefings) == set(LANGUAGES)
    for language, expected in DISPLAYS.items():
        cards = [card["statistic"]["observations"] for card in briefings[language]["cites"] if "statistic" in card]
        shown = [row["display"] for rows in cards for row in rows]
        assert [display for display in expected if display not in shown] == []


def test_every_state_can_be_seen(loaded: Clock) -> None:
    for language in LANGUAGES:
        editions = Edition.objects.filter(language=language)
        assert editions.filter(public_from__gt=loaded.now).count() == 1
        assert editions.filter(change=Change.CORRECTION).exclude(note={}).count() == 1
        assert editions.filter(ended_as=Ending.WITHDRAWN).exclude(end_reason={}).count() == 1


def test_a_second_load_is_refused_and_if_empty_does_nothing(loaded: Clock) -> None:
    before = Edition.objects.count()
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_demo")
    call_command("load_demo", if_empty=True)
    assert Edition.objects.count() == before
