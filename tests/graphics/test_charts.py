"""Charts do not mislead: zero-based, in proportion, labelled, mirrored, told apart without colour."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from releases.graphics import charts
from releases.graphics.charts import Mark
from releases.graphics.sheet import Palette, Subject, width_of, wrapped

_SVG = "{http://www.w3.org/2000/svg}"
SHIPPED = Mark(200, "200 t", ("2028",))
PLANNED = Mark(1000, "at least 1,000 t", ("Target",), "outlined")


def subject(language: str = "en", **more: Any) -> Subject:
    return Subject(
        **{"key": "k", "title": "Wool <sheared> & shipped", "description": "By year.", "language": language, **more}
    )


def all_of(svg: str, tag: str, *, look: str = "") -> list[ET.Element]:
    found = ET.fromstring(svg).iter(f"{_SVG}{tag}")
    return [element for element in found if not look or element.get("class") == f"chart-{look}"]


def number(element: ET.Element, name: str) -> float:
    """Of a length in per cent or em."""
    return float(re.sub(r"%|em", "", element.get(name, "")))


def marks_of(svg: str) -> list[ET.Element]:
    """The bars or columns, without tracks, and without the pieces that patterns are made of."""
    return [
        element
        for element in all_of(svg, "rect")
        if element.get("class") in {"chart-solid", "chart-hatched", "chart-dotted", "chart-outlined"}
        and element.get("x")
    ]


def words_of(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in all_of(svg, "text")]


@pytest.mark.parametrize(("values", "widths"), [([50, 100], [50, 100]), ([90, 100], [90, 100]), ([0, 5], [0, 100])])
def test_every_bar_begins_at_zero_and_is_as_long_as_its_value(values: list[float], widths: list[float]) -> None:
    bars = marks_of(charts.bars([Mark(value, str(value), ()) for value in values], subject()))
    assert [number(bar, "x") for bar in bars] == [0, 0]
    assert [number(bar, "width") for bar in bars] == widths


def test_every_column_stands_on_zero_and_is_as_high_as_its_value() -> None:
    svg = charts.columns([Mark(value, str(value), ("2028",)) for value in (90, 100, 25)], subject())
    columns = marks_of(svg)
    feet = {round(number(column, "y") + number(column, "height"), 3) for column in columns}
    heights = [number(column, "height") for column in columns]
    assert feet == {number(all_of(svg, "line", look="axis")[0], "y1")}
    assert [round(height / heights[1], 2) for height in heights] == [0.9, 1, 0.25]


def test_what_is_less_than_nothing_goes_the_other_way_from_the_same_zero() -> None:
    low, high = marks_of(charts.bars([Mark(-25, "-25", ()), Mark(75, "75", ())], subject()))
    assert (number(low, "x"), number(low, "width")) == (0, 25)
    assert (number(high, "x"), number(high, "width")) == (25, 75)
    below, above = marks_of(charts.columns([Mark(-25, "-25", ()), Mark(75, "75", ())], subject()))
    assert number(below, "y") == number(above, "y") + number(above, "height")


def test_a_line_is_drawn_over_a_scale_from_zero_at_the_places_of_its_dates() -> None:
    years = (2000, 2001, 2010)
    svg = charts.lines([Mark(50 + year - 2000, str(year), (str(year),), at=year) for year in years], subject())
    zero = number(all_of(svg, "line", look="axis")[0], "y1")
    dots = all_of(svg, "circle", look="solid")[-3:]
    heights = [zero - number(dot, "cy") for dot in dots]
    assert [round(height / heights[0], 2) for height in heights] == [1, 1.02, 1.2]
    first, second, last = (number(dot, "cx") for dot in dots)
    assert round((second - first) / (last - first), 2) == 0.1


def test_a_target_is_on_the_scale_of_the_value_and_a_broken_line_marks_it() -> None:
    svg = charts.against_target(SHIPPED, [PLANNED], subject())
    (value,), (aim,) = all_of(svg, "rect", look="solid")[-1:], all_of(svg, "rect", look="outlined")
    assert number(value, "width") == number(aim, "width") / 5 == 20
    assert number(all_of(svg, "line", look="aim")[0], "x1") == 100


def test_parts_lie_one_after_the_other_and_together_are_the_whole() -> None:
    parts = marks_of(charts.share([Mark(54, "54%", ()), Mark(40, "40%", ()), Mark(6, "6%", ())], 100, subject()))
    assert [(number(part, "x"), number(part, "width")) for part in parts] == [(0, 54), (54, 40), (94, 6)]


@pytest.mark.parametrize("values", [(60, 50), (-1, 50)])
def test_parts_that_are_more_than_the_whole_or_less_than_nothing_are_refused(values: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="whole"):
        charts.share([Mark(value, str(value), ()) for value in values], 100, subject())


def test_in_urdu_bars_grow_and_time_runs_from_the_right() -> None:
    bar = marks_of(charts.bars([Mark(25, "25", ()), Mark(100, "100", ())], subject("ur")))[0]
    assert (number(bar, "x"), number(bar, "width")) == (75, 25)
    series = [Mark(1, "1", ("2028",), at=2028), Mark(2, "2", ("2029",), at=2029)]
    earlier, later = marks_of(charts.columns(series, subject("ur")))
    assert number(earlier, "x") > number(later, "x")
    earlier, later = all_of(charts.lines(series, subject("ur")), "circle", look="solid")[-2:]
    assert number(earlier, "cx") > number(later, "cx")


def test_a_drawing_says_what_it_is_under_ids_of_its_own() -> None:
    root = ET.fromstring(charts.bars([SHIPPED], subject()))
    title, description = root[0], root[1]
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "k-title k-desc")
    assert (title.tag, title.get("id"), title.text) == (f"{_SVG}title", "k-title", "Wool <sheared> & shipped")
    assert (description.get("id"), description.text) == ("k-desc", "By year.")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert all(name and name.startswith("k-") for name in ids)


def test_every_mark_bears_its_value_and_what_it_is() -> None:
    assert words_of(charts.against_target(SHIPPED, [PLANNED], subject())) == [
        "200 t\u20022028",
        "at least 1,000 t\u2002Target",
    ]
    assert words_of(charts.columns([SHIPPED], subject())) == ["200 t", "2028"]


def test_kinds_of_marks_differ_in_more_than_colour() -> None:
    looks: list[Any] = ["solid", "hatched", "dotted", "outlined"]
    svg = charts.bars([Mark(1, "1", (), look) for look in looks], subject(palette=Palette()))
    bars = [bar for bar in all_of(svg, "rect") if bar.get("x")]
    told = {(re.sub(r"#[0-9a-f]{6}", "", bar.get("fill", "")), bar.get("stroke-dasharray")) for bar in bars}
    assert len(told) == len(bars) == 4


def test_on_a_page_the_stylesheet_has_every_colour() -> None:
    for svg in (charts.bars([SHIPPED], subject()), charts.lines([SHIPPED, PLANNED], subject())):
        assert not re.search(r"style=|stroke=|#[0-9a-f]{6}\b", svg)
        assert set(re.findall(r'fill="([^"]*)"', svg)) <= {"url(#k-hatched)", "url(#k-dotted)"}


def test_standing_alone_it_needs_nothing_else() -> None:
    svg = charts.bars([SHIPPED], subject(palette=Palette(), heading=("Wool", "Tonnes"), footing=("Source: Census",)))
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("viewBox")) == ("1200", f"0 0 1200 {root.get('height')}")
    assert not re.search(r'class=|style=|"[\d.]+(?:%|em)"', svg.replace('"100%"', ""))
    assert words_of(svg) == ["Wool", "Tonnes", "200 t\u20022028", "Source: Census"]


def test_what_xml_cannot_hold_is_left_out() -> None:
    svg = charts.bars([Mark(1, "1\x00\x0b", ("\ud800",))], subject(title="A\x01"))
    assert ET.fromstring(svg)[0].text == "A"
    assert words_of(svg) == ["1\u2002"]


def test_only_labels_that_do_not_meet_stand_at_a_line_and_its_ends_always() -> None:
    marks = [Mark(value, f"{value} thousand", (str(2000 + value),), at=value) for value in range(30)]
    words = words_of(charts.lines(marks, subject()))
    shown = [word for word in words if word.endswith("thousand")]
    assert {"0 thousand", "29 thousand"} <= set(shown)
    assert sum(width_of(word) for word in shown) < 18


def test_columns_are_for_words_that_fit_above_them() -> None:
    assert charts.columns_fit([Mark(1, "63", ("2029",))] * 6, subject())
    assert not charts.columns_fit([Mark(1, "6,312,345", ("2029",))] * 6, subject())


@pytest.mark.parametrize("text", ["A figure that takes some words to be written out at length", "W" * 200])
def test_a_text_keeps_to_its_width_and_says_where_it_was_cut(text: str) -> None:
    lines = wrapped(text, 8, lines=2)
    assert len(lines) <= 2
    assert max(width_of(line) for line in lines) <= 8
    assert lines[-1].endswith("…")


def test_in_urdu_a_drawing_that_stands_alone_says_which_way_its_words_run() -> None:
    page, alone = (charts.bars([SHIPPED], subject("ur", palette=palette)) for palette in (None, Palette()))
    assert ET.fromstring(page).get("direction") == "rtl"
    assert "direction" not in ET.fromstring(alone).attrib
    assert all_of(alone, "text")[0].get("text-anchor") == "end"
    assert words_of(alone)[0].startswith("\u2067\u2068\u2066200\u2069 t\u2069")
