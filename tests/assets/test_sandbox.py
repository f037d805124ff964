"""The server never decodes a stranger's file: another process does, with little memory and little time."""

import ast
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings

from releases.assets.ingest import ingest
from releases.errors import BadFile
from tests.assets.corpus import CASES, hostile_pictures, odd_pictures

DECODERS = {"PIL", "av", "pikepdf", "pypdfium2"}
# The demonstration draws its own pictures, from nothing that anybody sent.
MAY_DECODE = {"releases/assets/drawing.py"}


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_only_the_sandbox_imports_a_decoder() -> None:
    root = Path(settings.BASE_DIR)
    paths = [path for package in ("releases", "embassy") for path in (root / package).rglob("*.py")]
    decoding = {str(path.relative_to(root)) for path in paths if _imported(path) & DECODERS}

    assert {path for path in decoding if not path.startswith("releases/assets/sandboxed/")} == MAY_DECODE
    assert any(path.startswith("releases/assets/sandboxed/") for path in decoding)


def test_a_server_with_every_route_has_no_decoder_in_memory() -> None:
    program = (
        "import sys, django; django.setup(); import embassy.urls, embassy.wsgi, releases.assets.ingest; "
        f"print(sorted({DECODERS} & set(sys.modules)))"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""}
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )

    assert result.stdout.strip() == "[]"


def test_the_corpus_has_60_hostile_and_20_odd_files() -> None:
    count = Counter(case.hostile for case in CASES)

    assert count[True] >= 60
    assert count[False] >= 20
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.django_db
def test_a_file_that_takes_too_long_is_refused_with_the_limit(settings: Any) -> None:
    settings.MEDIA_LIMITS = {**settings.MEDIA_LIMITS, "seconds": 1}

    with pytest.raises(BadFile, match="more than 1 seconds") as refusal:
        ingest(io.BytesIO(hostile_pictures.png_of_60_megapixels_with_transparency()), name="slow.png")

    assert refusal.value.code == "too_slow"


@pytest.mark.django_db
def test_the_limits_are_settings(settings: Any) -> None:
    settings.MEDIA_LIMITS = {**settings.MEDIA_LIMITS, "pixels": 6000, "image_bytes": 4 * 1024 * 1024}

    with pytest.raises(BadFile) as pixels:
        ingest(io.BytesIO(odd_pictures.jpeg_progressive()), name="photo.jpg")
    with pytest.raises(BadFile, match="4 MB") as size:
        ingest(io.BytesIO(hostile_pictures.jpeg_with_8_megabytes_of_metadata()), name="photo.jpg")

    assert (pixels.value.code, size.value.code) == ("too_many_pixels", "too_large")


@pytest.mark.django_db
def test_a_recording_is_refused_at_its_limit_before_anything_looks_into_it(settings: Any) -> None:
    assert settings.MEDIA_LIMITS["recording_bytes"] == 500 * 1024 * 1024
    settings.MEDIA_LIMITS = {**settings.MEDIA_LIMITS, "recording_bytes": 1024 * 1024}
    film = b"\x00\x00\x00\x18ftypisom" + bytes(2 * 1024 * 1024)

    with (
        mock.patch.object(subprocess, "run", side_effect=AssertionError),
        pytest.raises(BadFile, match=r"film\.mp4.*1 MB") as refusal,
    ):
        ingest(io.BytesIO(film), name="film.mp4")

    assert refusal.value.code == "too_large"


@pytest.mark.django_db
def test_what_arrives_byte_by_byte_is_known_all_the_same() -> None:
    data = odd_pictures.jpeg_progressive()

    taken = ingest((data[at : at + 1] for at in range(len(data))), name="slow.jpg")

    assert taken.file.media_type == "image/jpeg"
    assert not taken.existed


@pytest.mark.django_db
def test_the_same_bytes_are_one_file() -> None:
    data = odd_pictures.jpeg_progressive()
    first = ingest(io.BytesIO(data), name="photo.jpg")

    second = ingest(io.BytesIO(data), name="another.jpg")

    assert second.existed
    assert second.file == first.file
