"""The atlas is read as TopoJSON says, and what lies where stays there through projection and cutting."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from releases.graphics import atlas, land, lines
from releases.graphics.lines import Box
from releases.graphics.projection import Frame, azimuthal, equal_earth, fitted

# Two neighbours that share one arc, the eastern one with a lake; a third beyond the date line. Quantised: steps.
RURITANIA = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 0], [10, 0], [0, 10], [-10, 0]],
        [[14, 4], [0, 2], [2, 0], [0, -2], [-2, 0]],
        [[179, 0], [-358, 0], [0, 5], [358, 0], [0, -5]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "398", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "031", "arcs": [[[-1, 2], [3]]]},
                {"type": "Polygon", "arcs": [[4]]},
            ],
        }
    },
}


@pytest.fixture
def topology(tmp_path: Path) -> Path:
    path = tmp_path / "atlas.json"
    path.write_text(json.dumps(RURITANIA), encoding="utf-8")
    return path


def read(path: Path) -> atlas.Atlas:
    found = atlas.read(path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("at", "code"),
    [((5, 5), "KZ"), ((12, 5), "AZ"), ((15, 5), ""), ((25, 5), ""), ((180, 2), ""), ((-179.5, 2), "")],
)
def test_a_point_lies_in_the_polygon_that_encloses_it(topology: Path, at: tuple[float, float], code: str) -> None:
    assert read(topology).country_at(*at) == code


def test_an_arc_does_not_leap_at_the_date_line(topology: Path) -> None:
    assert read(topology).arcs[4] == ((179, 0), (181, 0), (181, 5), (179, 5), (179, 0))


def test_without_a_file_there_is_no_atlas(tmp_path: Path) -> None:
    assert atlas.read(tmp_path / "none.json") is None


CAPITALS = {
    "KZ": (71.43, 51.13),
    "TM": (58.38, 37.95),
    "IR": (51.42, 35.69),
    "AZ": (49.5, 40.4),
    "GE": (44.79, 41.72),
    "TR": (32.85, 39.92),
    "PK": (73.06, 33.72),
    "": (51.0, 42.0),
    "NZ": (175.2, -39.0),
    "FJ": (178.0, -17.9),
    "RU": (-172.0, 66.0),
}


@pytest.mark.parametrize(("code", "at"), CAPITALS.items())
def test_known_places_lie_in_their_countries(code: str, at: tuple[float, float]) -> None:
    found = atlas.read(settings.ATLAS_FILE)
    assert found is not None, "The atlas is not here: `make atlas` brings it in."
    assert found.country_at(*at) == code


def test_the_azimuthal_projection_keeps_areas_and_its_middle() -> None:
    """A cap of 30 degrees has the area pi k², k = 2 sin(15°): Snyder, Map Projections, equation 24-1."""
    project = azimuthal(60, 40)
    assert project(60, 40) == pytest.approx((0, 0))
    assert math.hypot(*project(60, 70)) == pytest.approx(2 * math.sin(math.radians(15)))
    assert project(60, 70)[1] > 0
    assert project(70, 40)[0] > 0


@pytest.mark.parametrize(("latitude", "y"), [(0, 0), (90, 1.3173627591574), (-90, -1.3173627591574)])
def test_equal_earth_has_the_heights_of_its_authors(latitude: float, y: float) -> None:
    assert equal_earth(0)(0, latitude)[1] == pytest.approx(y)


def test_a_drawing_holds_its_whole_frame() -> None:
    frame = Frame.of(west=25, south=24, east=88, north=56)
    view = fitted(frame, width=1000)
    places = [view.place(*point) for point in frame.edge()]
    assert min(x for x, _y in places) == pytest.approx(0, abs=1)
    assert max(x for x, _y in places) == pytest.approx(1000, abs=1)
    assert all(-1 <= y <= view.height + 1 for _x, y in places)


def test_a_frame_across_the_date_line_is_no_world() -> None:
    frame = Frame.of(west=170, south=-25, east=-170, north=-10)
    assert (frame.east, frame.is_world, frame.centre) == (190, False, (180, -17.5))


def test_a_ring_is_cut_to_the_box_and_a_line_into_its_parts() -> None:
    box = Box(0, 0, 10, 10)
    square = [(-5.0, 2.0), (5.0, 2.0), (5.0, 6.0), (-5.0, 6.0), (-5.0, 2.0)]
    assert lines.area(lines.ring_within(square, box)) == 20
    assert lines.ring_within([(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)], box) == []
    zigzag = [(-5.0, 5.0), (5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)]
    assert lines.line_within(zigzag, box) == [[(0.0, 5.0), (5.0, 5.0), (10.0, 5.0)], [(10.0, 8.0), (5.0, 8.0)]]


def test_simplifying_keeps_both_ends_and_what_stands_out() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 3.0), (3.0, 0.01), (4.0, 0.0)]
    assert lines.simplified(line, 0.1) == [(0.0, 0.0), (1.0, 0.01), (2.0, 3.0), (3.0, 0.01), (4.0, 0.0)]
    assert lines.simplified([(0.0, 0.0), (1.0, 0.01), (2.0, 0.0)], 0.1) == [(0.0, 0.0), (2.0, 0.0)]


def drawn(topology: Path, **choices: Any) -> land.Land:
    frame = Frame.of(west=-2, south=-2, east=22, north=12)
    given = {"emphasised": ["KZ"], "boundaries": land.EMPHASISED, **choices}
    return land.drawn(read(topology), frame=frame, view=fitted(frame, width=400), **given)


def test_land_is_one_shape_without_the_boundary_between_neighbours(topology: Path) -> None:
    """Two rings: the outline of both countries together, and the lake."""
    assert drawn(topology).land.count("z") == 2
    assert [code for code, _path in drawn(topology).countries] == ["KZ"]


@pytest.mark.parametrize(
    ("boundaries", "emphasised", "shown"),
    [
        (land.ALL, [], True),
        (land.EMPHASISED, ["AZ"], True),
        (land.EMPHASISED, ["PK"], False),
        (land.NONE, ["KZ", "AZ"], False),
    ],
)
def test_only_the_boundaries_that_were_chosen_are_drawn(
    topology: Path, boundaries: str, emphasised: list[str], shown: bool
) -> None:
    assert bool(drawn(topology, boundaries=boundaries, emphasised=emphasised).borders) is shown


def test_a_map_of_the_world_holds_all_land_once(topology: Path) -> None:
    frame = Frame.of(west=-180, south=-80, east=180, north=80)
    world = land.drawn(read(topology), frame=frame, view=fitted(frame, width=800), emphasised=[], boundaries=land.ALL)
    # The outline, the lake, and the country on both sides of the edge of the map.
    assert world.land.count("z") == 4
    assert land.globe(frame, fitted(frame, width=800)) != ""
