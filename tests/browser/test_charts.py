"""Charts in Chromium: legible on a telephone, mirrored, and in forced colours still there."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "kk", "ru", "ur")
SERIES = {
    "goal": [
        {"value": Decimal(200_000_000), "unit": "USD"},
        {"value": Decimal(1_000_000_000), "unit": "USD", "qualifier": "at_least", "nature": "target"},
    ],
    "few": [{"value": Decimal(6_000_000 + 100_000 * year), "period_from": str(2020 + year)} for year in range(4)],
    "many": [{"value": Decimal(10_000 + 500 * year), "period_from": str(2000 + year)} for year in range(20)],
    "turn": [
        {"value": Decimal(value), "unit": "t", "period_from": f"2029-0{month}"}
        for month, value in ((1, -40), (2, 60), (3, 25))
    ],
}
# Words that leave the drawing on a side (a letter of Nastaliq may hang over its own edge),
# words that lie on others, and the size of the smallest.
_MEASURE = """() => {
  const svg = document.querySelector('svg.chart-drawing'), frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('text')].map(text => text.getBoundingClientRect());
  const outside = boxes.filter(box => box.left < frame.left - 8 || box.right > frame.right + 8);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom - 2 && b.top + 2 < a.bottom - 2;
  const met = boxes.filter((a, i) => boxes.some((b, j) => i < j && a.top === b.top && meet(a, b)));
  const sizes = [...svg.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize));
  const said = [...svg.querySelectorAll('text')].filter((_, i) => outside.includes(boxes[i]) || met.includes(boxes[i]));
  const wrong = said.map(text => text.textContent);
  return {wrong, outside: outside.length, met: met.length, smallest: Math.min(...sizes)};
}"""


@pytest.fixture
def site(live: str, clock: Clock, author: User, reviewer: User, administrator: User) -> str:
    clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
    releases = [
        make_release("statistic", by=author, slug=slug, languages=LANGUAGES, observations=rows)
        for slug, rows in SERIES.items()
    ]
    publish(releases, author=author, reviewer=reviewer, clock=clock)
    return live


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_words_stay_in_the_drawing_apart_and_large_enough(site: str, page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for slug in SERIES:
        page.goto(f"{site}/{language}/statistics/{slug}/")
        measured: dict[str, Any] = page.evaluate(_MEASURE)
        assert (measured["outside"], measured["met"]) == (0, 0), (slug, measured["wrong"])
        assert measured["smallest"] >= 12


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_drawn_statistic_breaks_no_rule_of_access(
    site: str, page: Page, axe: Callable[[Page], list[str]], language: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    for slug in SERIES:
        page.goto(f"{site}/{language}/statistics/{slug}/")
        assert axe(page) == [], slug


def test_a_bar_begins_where_the_language_begins(site: str, page: Page) -> None:
    for language, edge in (("en", "left"), ("ur", "right")):
        page.goto(f"{site}/{language}/statistics/goal/")
        bar, frame = (
            page.evaluate(f"document.querySelector('{part}').getBoundingClientRect().{edge}")
            for part in (".chart-solid", "svg.chart-drawing")
        )
        assert abs(bar - frame) < 1


def test_in_forced_colours_a_bar_is_still_there(site: str, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{site}/en/statistics/goal/")
    fills = [
        page.evaluate(f"getComputedStyle(document.querySelector('{part}')).fill")
        for part in (".chart-solid", ".chart-track")
    ]
    assert fills[0] != fills[1]
