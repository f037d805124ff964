"""The right chart for a statistic, in the words, the digits and the direction of a language."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any

import pytest

from releases.editions import figures
from releases.graphics import raster
from releases.outlets import charting

_SVG = "{http://www.w3.org/2000/svg}"


def reduced(date: str) -> dict[str, str] | None:
    return {"date": date, "precision": {4: "year", 7: "month", 10: "day"}[len(date)]} if date else None


def statistic(*rows: dict[str, Any], language: str = "en") -> dict[str, Any]:
    """A content with observations; `at` is the period, the display is made as composing makes it."""
    observations = []
    for number, row in enumerate(rows):
        facts = {"unit": "person", "qualifier": "exact", "nature": "actual", "source": "Census", "as_of": "", **row}
        display = figures.display(
            Decimal(facts["value"]), unit=facts["unit"], qualifier=facts["qualifier"], language=language
        )
        dates = {"period_from": reduced(facts.pop("at", "")), "period_until": None, "as_of": reduced(facts["as_of"])}
        observations.append({**facts, **dates, "id": number, "display": display})
    return {"title": "Trade", "language": language, "statistic": {"observations": observations}}


def years(*values: object, since: int = 2020, step: int = 1, **facts: Any) -> list[dict[str, Any]]:
    return [{"value": str(value), "at": str(since + number * step), **facts} for number, value in enumerate(values)]


TRADE = (
    {"value": "200000000", "unit": "USD", "as_of": "2023"},
    {"value": "1000000000", "unit": "USD", "as_of": "2023", "qualifier": "at_least", "nature": "target"},
)


def words_of(svg: str) -> list[str]:
    texts = ("".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{_SVG}text"))
    return [re.sub("[\u2066-\u2069]", "", text) for text in texts]


def form(content: dict[str, Any]) -> str:
    """Told by what only this form has: a line joins points, columns stand on an axis, bars lie."""
    chart = charting.chart(content, "en")
    assert chart
    return "lines" if "chart-curve" in chart.svg else "columns" if "chart-axis" in chart.svg else "bars"


def test_a_single_number_is_not_drawn() -> None:
    single = statistic({"value": "54", "unit": "percent"})
    assert charting.chart(single, "en") is None
    assert charting.chart_svg(single, "en") is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (statistic(*years(1, 2, 3)), "columns"),
        (statistic(*years(*range(1, 13))), "lines"),
        (statistic(*years(1, 2), {"value": "3", "at": "2029"}), "lines"),
        (statistic(*years(1234567, 1234568, 1234569, 1234570, 1234571)), "bars"),
        (statistic(*TRADE), "bars"),
    ],
)
def test_few_even_dates_make_columns_many_a_line_and_long_words_bars(content: dict[str, Any], expected: str) -> None:
    assert form(content) == expected


def test_a_value_is_drawn_against_its_target_with_every_qualifier() -> None:
    chart = charting.chart(statistic(*TRADE), "en")
    assert chart is not None
    assert chart.caption == "Value and target · US dollars"
    assert words_of(chart.svg) == ["200 million US dollars\u20022023", "at least 1 billion US dollars\u2002Target"]
    assert "2023: 200 million US dollars; Target: at least 1 billion US dollars." in chart.svg


def test_an_estimate_says_so_and_looks_another_way() -> None:
    chart = charting.chart(statistic(*years(1, 2), {"value": "3", "at": "2022", "nature": "estimate"}), "en", key="a")
    assert chart is not None
    assert "Estimate" in words_of(chart.svg)
    assert chart.svg.count('fill="url(#a-hatched)"') == 1


def test_columns_leave_the_unit_to_the_caption_and_keep_the_qualifier() -> None:
    rows = years(2_000_000, 3_000_000, unit="USD", qualifier="more_than")
    chart = charting.chart(statistic(*rows), "en")
    assert chart is not None
    assert chart.caption == "Over time · US dollars"
    assert " ".join(words_of(chart.svg)).startswith("more than 2 million 2020")


@pytest.mark.parametrize(
    ("language", "display"),
    [("kk", "200 миллион АҚШ доллары"), ("ru", "200 миллионов долларов США"), ("ur", "20 کروڑ امریکی ڈالر")],
)
def test_a_content_of_another_language_is_drawn_in_the_reader_s(language: str, display: str) -> None:
    chart = charting.chart(statistic(*TRADE), language)
    assert chart is not None
    root = ET.fromstring(chart.svg)
    assert (root.get("lang"), root[0].get("lang")) == (language, "en")
    assert display in words_of(chart.svg)[0]


def test_figures_stay_as_the_edition_wrote_them() -> None:
    content = statistic(*TRADE, language="ur")
    content["statistic"]["observations"][0]["display"] = "200 ملین امریکی ڈالر"
    assert "200 ملین" in words_of(charting.chart_svg(content, "ur", standalone=False) or "")[0]


def test_columns_name_large_numbers_in_the_way_of_the_edition() -> None:
    content = statistic(*years(63_000_000, 64_000_000, unit="USD"), language="ur")
    for row in content["statistic"]["observations"]:
        facts = {"unit": "USD", "qualifier": "exact", "language": "ur"}
        row["display"] = figures.display(Decimal(row["value"]), **facts, large_numbers="international")
    words = "".join(words_of(charting.chart_svg(content, "ur", standalone=False) or ""))
    assert "ملین" in words
    assert "کروڑ" not in words


def test_values_of_one_date_are_labelled_by_what_tells_them_apart() -> None:
    rows = [{"value": "1", "at": "2029", "source": source} for source in ("Census", "Survey")]
    chart = charting.chart(statistic(*rows), "en")
    assert chart is not None
    assert words_of(chart.svg) == ["1\u2002Census", "1\u2002Survey"]


def test_the_drawing_for_a_file_has_title_unit_source_and_whose_it_is() -> None:
    svg = charting.chart_svg(statistic(*TRADE), "en", footing="Embassy of Ruritania")
    assert svg is not None
    words = words_of(svg)
    assert words[:2] == ["Trade", "Value and target · US dollars"]
    assert words[-2:] == ["Source: Census", "Embassy of Ruritania"]
    assert not re.search("class=", svg)


def test_the_drawing_for_a_file_can_be_made_a_picture() -> None:
    svg = charting.chart_svg(statistic(*TRADE), "ru")
    assert raster.png(svg or "", width_px=600, language="ru").startswith(b"\x89PNG")


def test_in_words_a_chart_is_its_values_in_their_order() -> None:
    said = [(line.label, line.shown) for line in charting.lines(statistic(*years(5, 6)), "en")]
    assert said == [("2020", "5"), ("2021", "6")]
