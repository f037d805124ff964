"""A map is drawn on the page of its asset; what is wrong with a row is said at its field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import DrawnMap, MapPlace, MapRoute, MediaAsset, User
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import LANGUAGES, make_drawn_map, make_mission, make_release, submit

Desk = Callable[[User], Client]
FRAME = {"west": "8", "south": "46", "east": "20", "north": "54", "boundaries": "emphasised", "emphasised": ["CZ"]}


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


def page_of(asset: MediaAsset) -> str:
    return reverse("admin:releases_mediaasset_change", args=[asset.pk])


def typed(**rows: str | list[str]) -> dict[str, Any]:
    names = {f"{prefix}-0-names_{tag}": "" for prefix in ("map_routes", "map_places") for tag in LANGUAGES}
    return {**{f"drawn_map-0-{name}": value for name, value in FRAME.items()}, **names, **rows}


def test_a_map_may_be_saved_without_a_file_and_a_picture_may_not(desk: Desk, mission: Any, author: User) -> None:
    page = reverse("admin:releases_mediaasset_add")
    facts = {"credit_line": "Ruritania", "source_type": "digitalArt"}
    form = desk(author).get(page)
    refused = desk(author).post(page, filled(form, "credit_line", **facts, asset_type="image"))
    assert "Choose a file." in errors_of(refused)
    taken = desk(author).post(page, filled(form, "credit_line", **facts, asset_type="map"))
    assert taken.status_code == 302, errors_of(taken)
    assert MediaAsset.objects.get().file is None


def test_a_map_is_drawn_with_its_routes_and_places(desk: Desk, mission: Any, author: User) -> None:
    asset = make_release("media", by=author, file=None, asset_type="map")
    rows = typed(
        **{
            "map_routes-0-names_en": "Road to Zenda",
            "map_routes-0-points": "12 51\r\n14, 50.5",
            "map_places-0-names_en": "Strelsau",
            "map_places-0-longitude": "13",
            "map_places-0-latitude": "50",
        }
    )
    answer = desk(author).post(page_of(asset), filled(desk(author).get(page_of(asset)), "drawn_map-0-west", **rows))
    assert answer.status_code == 302, errors_of(answer)
    assert DrawnMap.objects.get().emphasised == ["CZ"]
    assert (MapRoute.objects.get().names, MapPlace.objects.get().latitude) == ({"en": "Road to Zenda"}, 50)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"drawn_map-0-north": "40"}, "North must lie north of south."),
        ({"drawn_map-0-west": "190"}, "greater than or equal to 180"),
        ({"map_routes-0-names_en": "Road", "map_routes-0-points": "12 51\r\nZenda"}, "Line 2 is not a point: “Zenda”"),
        ({"map_routes-0-names_en": "Road", "map_routes-0-points": "12 51"}, "at least two points"),
        ({"map_places-0-names_en": "Strelsau", "map_places-0-longitude": "13"}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    desk: Desk, mission: Any, author: User, row: dict[str, str], said: str
) -> None:
    asset = make_release("media", by=author, file=None, asset_type="map")
    form = filled(desk(author).get(page_of(asset)), "drawn_map-0-west", **{**typed(), **row})
    answer = desk(author).post(page_of(asset), form)
    assert said in errors_of(answer).replace("less than or equal to 180", "greater than or equal to 180")
    assert not DrawnMap.objects.exists()


def test_the_map_is_seen_as_it_was_saved_in_each_language(desk: Desk, mission: Any, author: User) -> None:
    asset = make_drawn_map(by=author)
    MapPlace.objects.update(names={"ru": "Стрельзау"})
    assert (
        reverse("admin:releases_mediaasset_map", args=[asset.pk]) in desk(author).get(page_of(asset)).content.decode()
    )
    for language in ("en", "ru"):
        answer = desk(author).get(reverse("admin:releases_mediaasset_map", args=[asset.pk]), {"language": language})
        assert answer["Content-Type"] == "image/svg+xml"
        assert "no-store" in answer["Cache-Control"]
        assert "Стрельзау" in answer.content.decode()


def test_the_desk_says_that_there_is_no_atlas(desk: Desk, mission: Any, author: User, settings: Any) -> None:
    settings.ATLAS_FILE = Path("none.json")
    page = desk(author).get(page_of(make_drawn_map(by=author))).content.decode()
    assert "The atlas is not here" in page


def test_the_map_of_a_hidden_draft_has_no_address(desk: Desk, mission: Any, author: User, second_author: User) -> None:
    asset = make_drawn_map(by=second_author, title="Zenda talks")
    page = reverse("admin:releases_mediaasset_map", args=[asset.pk])
    assert desk(author).get(page).status_code == 302
    assert desk(second_author).get(page).status_code == 200


def test_the_library_and_the_reviewer_see_the_drawing(desk: Desk, mission: Any, author: User, reviewer: User) -> None:
    asset = make_drawn_map(by=author)
    assert "/map/" in desk(author).get(reverse("admin:releases_mediaasset_changelist")).content.decode()
    submission = submit([asset], by=author)
    review = desk(reviewer).get(reverse("admin:releases_submission_change", args=[submission.pk])).content.decode()
    assert "Strelsau" in review
    assert "desk-map" in review
