"""Which files a picture becomes, and what each is called: known before any of them is made."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from releases.assets import recipes
from releases.assets.models import MediaFile


def sized(width: int, height: int) -> MediaFile:
    return MediaFile(digest="5" * 64, media_type="image/jpeg", width_px=width, height_px=height)


NAMES = """
import json, sys, django
django.setup()
from releases.assets import recipes
from releases.assets.models import MediaFile
file = MediaFile(digest="5" * 64, media_type="image/jpeg", width_px=6000, height_px=4000)
print(json.dumps([recipe.digest for recipe in recipes.for_picture(file, focal=(0.3, 0.7), metadata="a" * 64)]))
"""


def test_the_names_are_the_same_in_another_process() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "", "PYTHONHASHSEED": "12345"}
    result = subprocess.run(
        [sys.executable, "-c", NAMES], cwd=settings.BASE_DIR, env=environment, capture_output=True, check=True
    )

    here = [row.digest for row in recipes.for_picture(sized(6000, 4000), focal=(0.3, 0.7), metadata="a" * 64)]
    assert json.loads(result.stdout) == here
    assert len(set(here)) == len(here) == 28


def test_every_part_of_a_recipe_is_in_its_name() -> None:
    file, other = sized(6000, 4000), sized(6000, 4000)
    other.digest = "6" * 64
    variants: list[list[recipes.Recipe]] = [
        recipes.for_picture(file),
        recipes.for_picture(file, metadata="a" * 64),
        recipes.for_picture(other),
    ]
    moved = recipes.for_picture(file, focal=(0.1, 0.5))

    names = [recipe.digest for variant in variants for recipe in variant]
    assert len(set(names)) == len(names)
    # The focal point moves what it can: a crop narrower than the picture. The whole pictures keep their names.
    assert {row.crop for row in moved if row.digest not in {old.digest for old in variants[0]}} == {"1x1", "4x3"}


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((6000, 4000), [320, 640, 960, 1280, 1920, 2560]),
        ((2560, 1707), [320, 640, 960, 1280, 1920, 2560]),
        ((2000, 1000), [320, 640, 960, 1280, 1920, 2000]),
        ((700, 400), [320, 640, 700]),
        ((320, 200), [320]),
        ((10_000, 1), [320, 640, 960, 1280, 1920, 2560]),
        ((1, 20_000), [1]),
        ((4000, 16_000), [320, 640, 960, 1280, 1732]),
    ],
)
def test_the_widths_are_six_at_most_and_never_more_than_the_picture_has(
    size: tuple[int, int], widths: list[int]
) -> None:
    whole = [recipe for recipe in recipes.for_picture(sized(*size)) if not recipe.crop]

    assert [recipe.width_px for recipe in whole if recipe.image_format == "AVIF"] == widths
    assert {recipe.image_format for recipe in whole} == {"AVIF", "WEBP", "JPEG"}
    assert all(0 < recipe.height_px <= 16_383 for recipe in whole)


def test_the_crops_have_their_shapes() -> None:
    crops = {recipe.crop: (recipe.width_px, recipe.height_px) for recipe in recipes.for_picture(sized(6000, 4000))}

    assert crops | {"": (0, 0)} == {
        "": (0, 0),
        "16x9": (1280, 720),
        "4x3": (1280, 960),
        "1x1": (960, 960),
        "social": (1200, 630),
    }


@pytest.mark.parametrize("focal", [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (0.123, 0.987)])
@pytest.mark.parametrize("size", [(6000, 4000), (100, 3000), (3000, 100), (1, 1)])
def test_a_crop_lies_within_the_picture_wherever_the_focal_point_is(
    size: tuple[int, int], focal: tuple[float, float]
) -> None:
    for recipe in recipes.for_picture(sized(*size), focal=focal):
        if recipe.box:
            left, top, right, bottom = recipe.box
            assert 0 <= left < right <= 1 + 1e-9
            assert 0 <= top < bottom <= 1 + 1e-9
