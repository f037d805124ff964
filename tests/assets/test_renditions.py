"""Names that are known before the bytes, bytes that are the same wherever they are made, each made once."""

import datetime as dt
import io
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import storages
from django.db import connection
from PIL import Image

from releases.assets import recipes, renditions, sandbox
from releases.assets.ingest import ingest
from releases.assets.models import MediaFile, Rendition
from releases.assets.renditions import made, make_waiting, plan
from releases.errors import BadFile
from tests.assets.corpus.making import exif, saved, scene
from tests.clock import Clock

pytestmark = pytest.mark.django_db


def taken_in(size: tuple[int, int] = (900, 300), **options: Any) -> MediaFile:
    return ingest(io.BytesIO(saved(scene(size=size), "JPEG", quality=95, **options)), name="photo.jpg").file


def planned(file: MediaFile, **options: Any) -> list[recipes.Recipe]:
    found = recipes.for_picture(file, **options)
    plan(found, {})
    return found


def picture_of(digest: str) -> Image.Image:
    with storages["default"].open(made(digest).storage_name) as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


@pytest.mark.parametrize(("focal", "half"), [((0.0, 0.5), 0), ((1.0, 0.5), 1)])
def test_a_crop_shows_what_the_focal_point_is_on(focal: tuple[float, float], half: int) -> None:
    recipe = next(row for row in planned(taken_in(), focal=focal) if row.crop == "1x1" and row.image_format == "WEBP")

    picture = picture_of(recipe.digest)

    wide = scene(size=(900, 300))
    expected = wide.getpixel((100 if half == 0 else 800, 50))
    assert picture.size == (recipe.width_px, recipe.height_px) == (300, 300)
    for x in (20, 280):
        assert _near(picture.getpixel((x, 50)), expected)


def _near(one: Any, other: Any) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 12


def test_a_crop_of_a_panorama_is_as_sharp_as_its_original() -> None:
    bars = Image.new("RGB", (6000, 600))
    for x in range(0, 6000, 4):
        bars.paste((255, 255, 255), (x, 0, x + 2, 600))
    file = ingest(io.BytesIO(saved(bars, "PNG")), name="bars.png").file
    recipe = next(row for row in planned(file) if row.crop == "1x1" and row.image_format == "JPEG")

    low, high = picture_of(recipe.digest).convert("L").getextrema()

    assert (recipe.width_px, recipe.height_px) == (600, 600)
    assert low < 60
    assert high > 195


def test_every_file_has_the_size_that_was_announced() -> None:
    announced = planned(taken_in((700, 500), exif=exif(6)))
    while make_waiting():
        pass

    for recipe in announced:
        assert picture_of(recipe.digest).size == (recipe.width_px, recipe.height_px), recipe
    assert {row.original.width_px for row in Rendition.objects.select_related("original")} == {500}


def _rendered(file: MediaFile, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    outputs = [Rendition(**_columns(recipe)).job(str(folder / recipe.digest)) for recipe in recipes.for_picture(file)]
    sandbox.run(
        "render", name="photo", path=storages["default"].path(file.storage_name), outputs=outputs, metadata=None
    )
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _columns(recipe: recipes.Recipe) -> dict[str, Any]:
    return {
        "media_type": recipe.media_type,
        "width_px": recipe.width_px,
        "height_px": recipe.height_px,
        "box": list(recipe.box) if recipe.box else None,
    }


def test_the_bytes_are_the_same_when_made_again_and_on_one_processor(tmp_path: Path) -> None:
    file = taken_in((1400, 900))
    first = _rendered(file, tmp_path / "first")
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(processors)})
    try:
        second = _rendered(file, tmp_path / "second")
    finally:
        os.sched_setaffinity(0, processors)

    assert {name for name in first if first[name] != second[name]} == set()
    assert len(first) == 25


def test_a_batch_and_a_single_file_give_the_same_bytes() -> None:
    file = taken_in()
    recipe = next(row for row in planned(file) if row.crop == "16x9" and row.image_format == "JPEG")
    alone = picture_of(recipe.digest).tobytes()
    Rendition.objects.all().update(made_at=None, size_bytes=None)
    storages["default"].delete(Rendition.objects.get(digest=recipe.digest).storage_name)

    while make_waiting():
        pass

    assert picture_of(recipe.digest).size == (recipe.width_px, recipe.height_px)
    assert _near(picture_of(recipe.digest).getpixel((9, 9)), alone[:3])


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_once_get_one_file_that_was_made_once() -> None:
    digest = planned(taken_in())[0].digest
    runs: list[str] = []
    run = sandbox.run

    def counted(task: str, **job: Any) -> dict[str, Any]:
        runs.append(task)
        return run(task, **job)

    def ask(_number: int) -> int | None:
        try:
            return made(digest).size_bytes
        finally:
            connection.close()

    with mock.patch.object(sandbox, "run", counted), ThreadPoolExecutor(20) as askers:
        sizes = set(askers.map(ask, range(20)))

    assert runs == ["render"]
    assert len(sizes) == 1
    assert None not in sizes


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_same_bytes_at_once_bring_one_file() -> None:
    data = saved(scene(size=(300, 200)), "PNG")
    together = threading.Barrier(2)
    examine = sandbox.run

    def at_once(task: str, **job: Any) -> dict[str, Any]:
        if task == "inspect_picture":
            together.wait(20)
        return examine(task, **job)

    def bring(_number: int) -> bool:
        try:
            return ingest(io.BytesIO(data), name="photo.png").existed
        finally:
            connection.close()

    with mock.patch.object(sandbox, "run", at_once), ThreadPoolExecutor(2) as bringers:
        existed = sorted(bringers.map(bring, range(2)))

    assert existed == [False, True]
    assert MediaFile.objects.count() == 1


def test_a_claim_of_a_dead_process_is_taken_over_after_30_seconds(clock: Clock) -> None:
    file = taken_in()
    planned(file)
    Rendition.objects.filter(made_at=None).update(claimed_at=clock.now)

    clock.tick(30)
    assert make_waiting() == 0
    clock.tick(0.001)
    assert make_waiting() > 0
    assert not Rendition.objects.filter(made_at=None).exists()


def test_who_waits_for_a_live_claim_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = planned(taken_in())[0].digest
    Rendition.objects.filter(digest=digest).update(claimed_at=renditions.timezone.now())
    monkeypatch.setattr(renditions, "_WAIT_S", 0.1)

    with pytest.raises(BadFile) as refusal:
        made(digest)

    assert refusal.value.code == "not_ready"


@pytest.mark.parametrize("error", [BadFile("It cannot be made.", code="damaged"), OSError("No space left")])
def test_what_failed_says_so_waits_for_no_worker_and_is_tried_again_on_demand(error: Exception) -> None:
    digest = planned(taken_in())[0].digest
    with mock.patch.object(sandbox, "run", side_effect=error), pytest.raises(type(error)):
        made(digest)

    failed = Rendition.objects.get(digest=digest)
    assert (failed.failed, failed.claimed_at, failed.made_at) == (str(error), None, None)
    Rendition.objects.exclude(digest=digest).delete()
    assert make_waiting() == 0
    assert made(digest).failed == ""


def test_a_worker_that_meets_a_bad_original_goes_on_with_the_next() -> None:
    bad, good = taken_in((810, 300)), taken_in((800, 300))  # nobody else's: the storage outlives a test
    planned(bad)
    planned(good)
    Path(storages["default"].path(bad.storage_name)).write_bytes(b"\xff\xd8\xff garbage")

    while make_waiting():
        pass

    assert not good.renditions.filter(made_at=None).exists()
    assert bad.renditions.exclude(failed="").count() == bad.renditions.filter(made_at=None).count() > 0


def test_a_write_that_is_cut_short_leaves_nothing_that_could_be_served() -> None:
    digest = planned(taken_in((820, 300)))[0].digest

    def cut(source: Any, target: Any) -> None:
        target.write(source.read(10))
        raise OSError("No space left")

    with mock.patch.object(shutil, "copyfileobj", cut), pytest.raises(OSError, match="No space left"):
        made(digest)

    name = Rendition.objects.get(digest=digest).storage_name
    assert not storages["default"].exists(name)
    assert not any(entry.startswith("tmp") for entry in storages["default"].listdir(str(Path(name).parent))[0])
    assert made(digest).size_bytes == storages["default"].size(name)


def test_what_cannot_be_made_was_not_taken_in() -> None:
    run = sandbox.run

    def without_rendering(task: str, **job: Any) -> dict[str, Any]:
        if task == "render":
            raise BadFile(job["name"], code="too_much_memory")
        return run(task, **job)

    with mock.patch.object(sandbox, "run", without_rendering), pytest.raises(BadFile, match=r"photo\.jpg"):
        taken_in((830, 300))

    assert not MediaFile.objects.exists()
    assert not Rendition.objects.exists()
    assert taken_in((830, 300))


def test_the_original_is_kept_as_it_came() -> None:
    data = saved(scene(), "JPEG", exif=exif())

    file = ingest(io.BytesIO(data), name="../../photo.jpg").file

    with storages["default"].open(file.storage_name) as stored:
        assert stored.read() == data
    assert file.storage_name == f"originals/{file.digest[:2]}/{file.digest}"
    assert file.ingested_at <= renditions.timezone.now() + dt.timedelta(seconds=1)


def test_the_dominant_colour_is_that_of_the_upright_picture() -> None:
    file = ingest(io.BytesIO(saved(Image.new("RGB", (90, 60), (200, 40, 40)), "PNG")), name="red.png").file

    assert file.colour == "#c82828"
