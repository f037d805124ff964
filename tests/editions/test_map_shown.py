"""A drawn map goes into an edition as a drawing, and stays as it was drawn."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from releases.authoring.models import DrawnMap, MapPlace, MapRoute, MediaAsset, User
from releases.editions import shape
from releases.editions.compose import compose, digest
from releases.editions.models import Edition
from releases.errors import NotComposable
from tests.clock import Clock
from tests.factories import draw_map, make_drawn_map, make_file, make_release, publish

pytestmark = pytest.mark.django_db


def content_of(asset: Any, language: str = "en") -> dict[str, Any]:
    return compose([(asset.pk, language)], at=timezone.now())[asset.pk, language]


def problems_of(asset: Any, language: str = "en") -> str:
    with pytest.raises(NotComposable) as refused:
        content_of(asset, language)
    return " ".join(refused.value.problems)


def test_the_content_of_a_drawn_map_fits_the_schema_and_names_no_file(author: User) -> None:
    content = content_of(make_drawn_map(by=author))
    media = content["media"]
    assert shape.faults(content) == []
    assert (media["file"], media["renditions"], media["colour"]) == (None, [], "")
    assert media["map"]["routes"][0]["points"] == [["12", "51"], ["14", "50"]]
    assert media["map"]["frame"] == {"west": "8", "south": "46", "east": "20", "north": "54"}


def test_an_upload_has_no_map(author: User) -> None:
    assert content_of(make_release("media", by=author))["media"]["map"] is None


def test_without_the_atlas_the_map_is_drawn_all_the_same(author: User, settings: Any) -> None:
    settings.ATLAS_FILE = Path("none.json")
    content = content_of(make_drawn_map(by=author))
    assert (content["media"]["map"]["source"], shape.faults(content)) == ("", [])


def test_a_name_that_a_language_lacks_is_named(author: User) -> None:
    asset = make_drawn_map(by=author, languages=("en", "ru"))
    MapPlace.objects.update(names={"en": "Strelsau"})
    MapRoute.objects.update(names={"ru": "Дорога в Зенду"})
    assert "The place “Strelsau” on the map has no words in Русский" in problems_of(asset, "ru")
    assert "The route “Дорога в Зенду” on the map has no words in English" in problems_of(asset)


def test_a_map_without_file_and_frame_is_refused(author: User) -> None:
    asset = make_release("media", by=author, file=None, asset_type="map")
    assert "the map is not drawn yet" in problems_of(asset)


def test_a_map_with_both_is_refused(author: User) -> None:
    asset = make_release("media", by=author, asset_type="map")
    draw_map(asset)
    assert "a file and a drawn map" in problems_of(asset)


def test_only_a_map_may_lack_a_file(author: User) -> None:
    asset = make_release("media", by=author, file=None, asset_type="map")
    with pytest.raises(IntegrityError), transaction.atomic():
        MediaAsset.objects.filter(pk=asset.pk).update(asset_type="image")


@pytest.mark.parametrize(
    "frame", [{"west": -181}, {"south": 54}, {"north": 91}, {"west": 20}, {"boundaries": "disputed"}]
)
def test_the_database_refuses_a_frame_that_is_none(author: User, frame: dict[str, Any]) -> None:
    make_drawn_map(by=author)
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawnMap.objects.update(**frame)


@pytest.mark.parametrize("facts", [{"longitude": 181}, {"latitude": -91}, {"side": "beside"}, {"importance": 4}])
def test_the_database_refuses_a_place_that_is_none(author: User, facts: dict[str, Any]) -> None:
    make_drawn_map(by=author)
    with pytest.raises(IntegrityError), transaction.atomic():
        MapPlace.objects.update(**facts)


def test_a_public_edition_keeps_its_map_when_the_working_copy_changes(
    clock: Clock, author: User, reviewer: User
) -> None:
    asset = make_drawn_map(by=author)
    (edition,) = publish([asset], author=author, reviewer=reviewer, clock=clock)
    before = edition.body["media"]["map"]
    MapPlace.objects.update(longitude=9, names={"en": "Hentzau"})
    DrawnMap.objects.update(west=0)

    assert Edition.objects.get(pk=edition.pk).body["media"]["map"] == before
    assert digest(content_of(asset)) != edition.content_digest


def test_a_release_that_shows_the_map_has_it_by_value(author: User) -> None:
    asset = make_drawn_map(by=author)
    briefing = make_release("briefing", by=author, cites=[asset])
    composed = compose([(asset.pk, "en"), (briefing.pk, "en")], at=timezone.now())
    (card,) = composed[briefing.pk, "en"]["cites"]
    assert card["media"]["map"] == composed[asset.pk, "en"]["media"]["map"]


def test_the_number_of_queries_does_not_grow_with_the_map(
    author: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    asset = make_drawn_map(by=author)
    with django_assert_max_num_queries(40) as few:
        content_of(asset)
    for number in range(5):
        MapPlace.objects.create(asset=asset, names={"en": f"Town {number}"}, longitude=10 + number, latitude=50)
    with django_assert_num_queries(len(few)):
        content_of(asset)


def test_a_file_stays_what_it_was(author: User) -> None:
    file = make_file()
    asset = make_release("media", by=author, asset_type="map", file=file)
    assert content_of(asset)["media"]["renditions"] != []
