"""A map by value: names where there is room, in the direction of their language, and nothing a page would run."""

import itertools
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from releases.graphics import map_labels, map_svg, maps
from releases.graphics.lines import Box
from releases.graphics.map_svg import Words
from releases.graphics.maps import Place, Route
from releases.graphics.projection import Frame

FRAME = Frame.of(west=20, south=20, east=60, north=45)
ROUTE = Route("Road to Zenda", "dashed", ((22, 25), (40, 40), (58, 25)))
STRELSAU = Place("Strelsau", "point", "right", 1, 30, 30)


def draw(**given: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "frame": FRAME,
        "emphasised": [],
        "boundaries": "emphasised",
        "routes": [ROUTE],
        "places": [STRELSAU],
        "rtl": False,
        "atlas_file": Path("none.json"),
    }
    return maps.draw(**{**facts, **given})


def words(**given: Any) -> Words:
    return Words(**{"title": "Ruritania", "description": "A road.", "language": "en", "rtl": False, **given})


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def by_tag(root: ET.Element, tag: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == tag]


def test_without_an_atlas_a_map_has_routes_places_and_a_graticule_and_names_no_source() -> None:
    drawing = draw()
    assert (drawing["land"], drawing["source"], drawing["countries"]) == ("", "", [])
    assert drawing["graticule"]
    assert drawing["routes"][0]["path"]
    assert 0 < drawing["places"][0]["x"] < drawing["width"]


def test_everything_in_a_drawing_is_whole_numbers_and_words() -> None:
    def floats(value: Any) -> bool:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return isinstance(value, float) or any(map(floats, inner))

    assert not floats(draw())


def test_east_is_right_and_north_is_up() -> None:
    places = [
        Place(name, "point", "right", 1, *at) for name, at in {"W": (25, 30), "E": (55, 30), "N": (40, 42)}.items()
    ]
    west, east, north = draw(places=places)["places"]
    assert west["x"] < north["x"] < east["x"]
    assert north["y"] < west["y"]


def test_both_forms_bear_title_and_description_first() -> None:
    for svg in (map_svg.inline(draw(), words()), map_svg.standalone(draw(), words())):
        first, second = list(parsed(svg))[:2]
        assert (first.tag.rpartition("}")[2], first.text) == ("title", "Ruritania")
        assert (second.tag.rpartition("}")[2], second.text) == ("desc", "A road.")


def test_what_somebody_typed_stays_words() -> None:
    hostile = '<script>alert("1")</script>&'
    drawing = draw(places=[Place(hostile, "point", "right", 1, 30, 30)], routes=[Route(hostile, "solid", ROUTE.points)])
    said = words(title=hostile, description=hostile, caption=hostile)
    for svg in (map_svg.inline(drawing, said), map_svg.standalone(drawing, said)):
        assert by_tag(parsed(svg), "script") == []
        assert hostile.split("<")[1][7:12] in svg


def test_a_page_gets_no_styles_and_a_file_brings_its_colours() -> None:
    assert re.search(r'style=|fill="#|<style', map_svg.inline(draw(), words())) is None
    file = map_svg.standalone(draw(), words(caption="Boundaries: none"))
    assert 'class="' not in file
    assert "Boundaries: none" in file


def test_routes_differ_by_their_strokes_and_not_by_colour_alone() -> None:
    routes = [Route("A", "solid", ROUTE.points), Route("B", "dotted", ((22, 40), (58, 40)))]
    svg = map_svg.standalone(draw(routes=routes), words())
    strokes = [
        element.get("stroke-dasharray") for element in by_tag(parsed(svg), "path") if element.get("stroke-width") == "6"
    ]
    assert strokes == [None, "1 13"]


def test_urdu_runs_from_right_to_left_and_begins_at_its_right_side() -> None:
    drawing = draw(places=[Place("سٹریلساؤ", "point", "right", 1, 30, 30)], rtl=True, routes=[])
    (text,) = by_tag(parsed(map_svg.inline(drawing, words(language="ur", rtl=True))), "text")[:1]
    assert (text.get("direction"), text.get("text-anchor")) == ("rtl", "end")
    (label,) = drawing["labels"]["wide"]
    assert (label["anchor"], label["x"] > drawing["places"][0]["x"]) == ("left", True)


def test_a_file_in_urdu_needs_no_agreement_on_where_words_begin() -> None:
    drawing = draw(places=[Place("سٹریلساؤ", "point", "right", 1, 30, 30)], rtl=True, routes=[])
    texts = by_tag(parsed(map_svg.standalone(drawing, words(language="ur", rtl=True))), "text")
    assert {text.get("text-anchor") for text in texts} == {"middle"}


def boxes(drawing: dict[str, Any], layout: str) -> list[Box]:
    found = []
    for label in drawing["labels"][layout]:
        left = label["x"] - {"left": 0, "middle": 0.5, "right": 1}[label["anchor"]] * label["width"]
        top = label["y"] - label["size"]
        found.append(Box(left, top, left + label["width"], top + len(label["lines"]) * label["step"]))
    return found


@pytest.mark.parametrize("layout", map_labels.LAYOUTS)
def test_no_name_covers_another_and_none_leaves_the_drawing(layout: str) -> None:
    crowd = [
        Place(f"Town {number}", "point", "right", 1 + number % 3, 38 + number % 4, 30 + number // 4)
        for number in range(24)
    ]
    drawing = draw(places=crowd)
    found = boxes(drawing, layout)
    assert found
    # A unit each way for rounding.
    assert [pair for pair in itertools.combinations(found, 2) if pair[0].grown(-1).meets(pair[1].grown(-1))] == []
    assert all(Box(0, 0, drawing["width"], drawing["height"]).holds(box) for box in found)


def test_letters_are_larger_where_the_map_is_small_and_lesser_names_are_left_out_there() -> None:
    drawing = draw(places=[STRELSAU, Place("Hentzau", "point", "right", 3, 50, 30)])
    sizes = [max(label["size"] for label in drawing["labels"][layout]) for layout in ("wide", "medium", "narrow")]
    assert sizes == sorted(sizes)
    # 350 pixels for 1600 units, as on a telephone: no letter under 10 pixels.
    assert sizes[2] * 350 / maps.WIDTH > 10
    shown = [line for label in drawing["labels"]["narrow"] for line in label["lines"]]
    assert "Strelsau" in shown
    assert "Hentzau" not in shown


def test_a_name_takes_another_side_where_its_own_has_no_room() -> None:
    (label,) = draw(places=[Place("Strelsau", "point", "right", 1, 59.6, 30)], routes=[])["labels"]["wide"]
    assert label["anchor"] == "right"


def test_a_place_beyond_the_date_line_is_on_the_map() -> None:
    frame = Frame.of(west=160, south=-30, east=-160, north=0)
    (place,) = draw(frame=frame, places=[Place("Isle", "point", "right", 1, -170, -15)], routes=[])["places"]
    assert 0 < place["x"] < maps.WIDTH
