"""The public record in a form that another system reads: all of it, and nothing besides."""

import datetime as dt
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.core.management import call_command

from releases.assets.renditions import made
from releases.authoring.models import DutyOfficer, User
from releases.editions import acts
from releases.editions.canonical import canonical
from releases.editions.models import Edition, JournalEntry
from tests.clock import Clock
from tests.factories import in_each, make_mission, make_release, publish
from tests.published import HIDDEN, Cast, hide_much, publish_everything


def lines(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(name).decode().splitlines()]


def exported(path: Path, **options: Any) -> zipfile.ZipFile:
    call_command("export", str(path), stdout=io.StringIO(), **options)
    return zipfile.ZipFile(path)


def test_an_export_has_what_was_public_and_no_word_of_what_was_not(
    clock: Clock, author: User, reviewer: User, administrator: User, tmp_path: Path
) -> None:
    cast = Cast(author, reviewer, administrator, clock)
    withdrawn = publish_everything(cast)
    secrets = hide_much(cast)
    for edition in (
        Edition.objects.get(slug="map", language="en"),
        Edition.objects.filter(slug__startswith=HIDDEN, kind="media")[0],
    ):
        made(edition.files.order_by("digest")[0].digest)

    archive = exported(tmp_path / "record.zip", media=True)

    everything = "".join(archive.read(name).decode("latin-1") for name in archive.namelist())
    assert [where for word, where in secrets.places.items() if word in everything] == []
    rows = lines(archive, "editions.ndjson")
    past = Edition.objects.filter(public_from__lte=clock.now)
    assert [row["digest"] for row in rows] == list(
        past.order_by("public_from", "id").values_list("content_digest", flat=True)
    )
    for row in rows:
        if row["content"] is not None:
            assert hashlib.sha256(canonical(row["content"]).encode()).hexdigest() == row["digest"]
    gone = {edition.content_digest for edition in withdrawn}
    without = {row["digest"] for row in rows if row["content"] is None}
    assert gone <= without
    assert without - gone == {row["digest"] for row in rows if row["expunged_at"]}
    files = lines(archive, "media.ndjson")
    assert len(files) == 1
    assert {row["file"] for row in files} == {name for name in archive.namelist() if name.startswith("media/")}
    assert "journal.ndjson" not in archive.namelist()


def test_the_journal_goes_out_on_request_alone(clock: Clock, author: User, reviewer: User, tmp_path: Path) -> None:
    publish([make_release("statement", by=author)], author=author, reviewer=reviewer, clock=clock)
    archive = exported(tmp_path / "record.zip", journal=True)
    assert [row["digest"] for row in lines(archive, "journal.ndjson")] == list(
        JournalEntry.objects.order_by("sequence").values_list("digest", flat=True)
    )
    assert json.loads(archive.read("manifest.json"))["entries"] == 2


def test_who_will_be_on_duty_is_a_plan_and_in_no_export(clock: Clock, administrator: User, tmp_path: Path) -> None:
    mission = make_mission(id=1)
    for name, begins in (("Day desk", None), ("Night desk", clock.now + dt.timedelta(days=1))):
        DutyOfficer.objects.create(
            mission=mission, names=in_each(name), phone="+49 30 7", languages=["en"], duty_from=begins
        )
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)

    (row,) = lines(exported(tmp_path / "now.zip"), "imprints.ndjson")
    assert [turn["names"]["en"] for turn in row["content"]["duty"]] == ["Day desk"]
    assert row["turns_ahead"] == 1
    clock.tick(2 * 24 * 3600)
    (row,) = lines(exported(tmp_path / "later.zip"), "imprints.ndjson")
    assert row["turns_ahead"] == 0
    assert hashlib.sha256(canonical(row["content"]).encode()).hexdigest() == row["digest"]


def test_an_export_is_read_by_whoever_made_it_alone(db: None, tmp_path: Path) -> None:
    """With the journal it names who did what; whom it is for, its owner decides."""
    exported(tmp_path / "record.zip", journal=True)
    assert (tmp_path / "record.zip").stat().st_mode & 0o777 == 0o600
