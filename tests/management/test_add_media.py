"""`manage.py add_media`: files from the command line become drafts, one JSON line each."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from releases.assets.models import MediaFile
from releases.authoring.models import MediaAsset, User
from releases.editions.models import Edition
from tests.assets.corpus import documents, recordings
from tests.assets.corpus.making import exif, saved, scene
from tests.factories import make_mission

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def add(*files: Path | str, **options: Any) -> tuple[int, list[dict[str, Any]]]:
    """(exit code, the lines)"""
    out, code = io.StringIO(), 0
    try:
        call_command("add_media", *map(str, files), stdout=out, **options)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "Spring briefing.jpg"
    path.write_bytes(saved(scene().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif(6)))
    return path


def test_what_is_accepted_is_a_draft_with_a_title_and_a_credit(picture: Path, administrator: User) -> None:
    make_mission()

    code, (line,) = add(picture)

    asset = MediaAsset.objects.get()
    assert code == 0
    assert (line["file"], line["verdict"], line["reason"]) == (str(picture), "accepted", "")
    assert sorted(line["changed"]) == ["metadata left out", "turned upright"]
    assert line["release"] == str(asset.uid)
    assert (asset.texts.get().title, asset.credit_line) == ("Spring briefing", "Embassy of Ruritania in Strelsau")
    assert (asset.created_by, Edition.objects.count()) == (administrator, 0)


def test_what_is_refused_says_why_and_ends_in_1_while_the_others_are_taken(
    picture: Path, tmp_path: Path, administrator: User
) -> None:
    page = tmp_path / "photo.jpg"
    page.write_bytes(b"<html>")

    code, (first, second, third) = add(page, tmp_path / "nowhere.jpg", picture)

    assert code == 1
    assert [line["verdict"] for line in (first, second, third)] == ["refused", "refused", "accepted"]
    assert first == {"file": str(page), "verdict": "refused", "reason": first["reason"], "changed": []}
    assert "photo.jpg" in first["reason"]
    assert "none of the kinds we take" in first["reason"]
    assert "there is no such file" in second["reason"]


def test_what_was_here_already_is_the_draft_that_exists(picture: Path, tmp_path: Path, administrator: User) -> None:
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(picture.read_bytes())

    code, (first, second) = add(picture, copy)

    assert (code, second["verdict"], second["reason"]) == (0, "accepted", "these bytes were here already")
    assert first["release"] == second["release"]
    assert (MediaAsset.objects.count(), MediaFile.objects.count()) == (1, 1)


def test_each_kind_becomes_an_asset_of_its_type(tmp_path: Path, administrator: User) -> None:
    made = {
        "document": documents.document(),
        "video": recordings.mp4_with_a_page_behind_it(),
        "audio": recordings.m4a(),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)

    code, _lines = add(*(tmp_path / name for name in made))

    assert code == 0
    assert {asset.texts.get().title: asset.asset_type for asset in MediaAsset.objects.all()} == {
        name: name for name in made
    }


@pytest.mark.parametrize(
    "name", ["-rf.jpg", "photo\u202egpj.exe", "фото.jpg", "تصویر.jpg", "a\nb.jpg", "x" * 240 + ".jpg"]
)
def test_a_name_is_a_title_and_no_path(name: str, picture: Path, tmp_path: Path, administrator: User) -> None:
    path = picture.rename(tmp_path / name)

    code, (line,) = add(path)

    assert (code, line["file"]) == (0, str(path))
    title = MediaAsset.objects.get().texts.get().title
    assert 0 < len(title) <= 80
    assert not set(title) & set("/\n\u202e")


def test_a_name_that_is_no_text_does_not_stop_it(picture: Path, tmp_path: Path, administrator: User) -> None:
    path = tmp_path / os.fsdecode(b"photo\xff.jpg")
    picture.rename(path)

    code, (line,) = add(path)

    assert (code, line["verdict"]) == (0, "accepted")
    assert line["file"] == str(path)


def test_a_name_that_is_too_long_for_the_disk_is_refused(administrator: User) -> None:
    code, (line,) = add("x" * 5000 + ".jpg")

    assert (code, line["verdict"]) == (1, "refused")


def test_a_folder_is_no_file(tmp_path: Path, administrator: User) -> None:
    code, (line,) = add(tmp_path)

    assert (code, line["verdict"]) == (1, "refused")


def test_a_refusal_leaves_no_draft(tmp_path: Path, administrator: User) -> None:
    bad = tmp_path / "bad.vtt"
    bad.write_bytes(b"WEBVTT\n\nNOTE nothing\n")

    assert add(bad)[0] == 1
    assert not MediaAsset.objects.exists()


def test_the_bar_is_for_a_terminal_alone(picture: Path, administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, pipe = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stderr", terminal)
    add(picture, picture, stderr=terminal)
    monkeypatch.setattr("sys.stderr", pipe)
    add(picture, stderr=pipe)

    assert "1/2" in terminal.getvalue()
    assert terminal.getvalue().rstrip("\x1b[0m").endswith("2/2\n")
    assert pipe.getvalue() == ""


def test_it_belongs_to_whom_it_is_said_to(picture: Path, author: User, administrator: User) -> None:
    add(picture, by="author", credit="Agency of Ruritania")

    asset = MediaAsset.objects.get()
    assert (asset.created_by, asset.credit_line) == (author, "Agency of Ruritania")


@pytest.mark.parametrize("options", [{"by": "nobody"}, {}])
def test_without_a_person_it_says_what_to_do(options: dict[str, str], picture: Path) -> None:
    with pytest.raises(CommandError, match="--by"):
        add(picture, **options)
