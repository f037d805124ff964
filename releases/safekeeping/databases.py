"""One instant of the database, while others write to it; and back into an empty one."""

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from releases.assets.models import MediaFile, Rendition
from releases.editions.models import JournalEntry

from .archive import BadArchive

Rows = Callable[[str], list[tuple[Any, ...]]]
_VERSION = re.compile(r"(\d+)[.\d]*")


class CannotDump(BadArchive):
    """A tool that is missing or too old; the message says what to install."""


@dataclass(frozen=True)
class Snapshot:
    """A database as it was at one instant: where it lies, and what it says of itself."""

    path: Path
    media: list[str]
    about: dict[str, Any]


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """Nobody waits for it. Needs as much room in `folder` as the database, and less again."""
    taken = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    with taken(folder) as found:
        yield found


@contextmanager
def _of_sqlite(folder: Path) -> Iterator[Snapshot]:
    """SQLite's online backup, in one step: a reader of the write-ahead log, which stops no writer."""
    plain, packed = folder / "database.sqlite3", folder / "database.sqlite3.gz"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(_new(plain)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        about = _about(lambda sql: copy.execute(sql).fetchall())
    with plain.open("rb") as written, gzip.open(packed, "wb", compresslevel=6) as small:
        shutil.copyfileobj(written, small, 1024 * 1024)
    plain.unlink()
    yield Snapshot(packed, *about)


def _new(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    return sqlite3.connect(path)


@contextmanager
def _of_postgresql(folder: Path) -> Iterator[Snapshot]:
    """pg_dump, at a snapshot that this connection exported: what we say of it is of the same instant."""
    path = folder / "database.pgdump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        name = cursor.fetchone()[0]

        def rows(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        about = _about(rows)
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", f"--file={path}")
    yield Snapshot(path, *about)


def _about(rows: Rows) -> tuple[list[str], dict[str, Any]]:
    originals = rows(f"SELECT digest FROM {MediaFile._meta.db_table} ORDER BY digest")
    made = rows(f"SELECT digest FROM {Rendition._meta.db_table} WHERE made_at IS NOT NULL ORDER BY digest")
    media = [MediaFile(digest=digest).storage_name for (digest,) in originals]
    media += [Rendition(digest=digest).storage_name for (digest,) in made]
    last = rows(f"SELECT sequence, digest FROM {JournalEntry._meta.db_table} ORDER BY sequence DESC LIMIT 1")
    number, digest = last[0] if last else (0, "")
    applied = rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    about = {
        "database": connection.vendor,
        "journal": {"entries": number, "head": digest},
        "migrations": [f"{app}.{name}" for app, name in applied],
    }
    return media, about


def load(path: Path) -> None:
    """Puts a snapshot into the database that the settings name, which must be empty. Raises BadArchive."""
    connection.close()
    if connection.vendor == "sqlite":
        _load_sqlite(path)
    else:
        listed = _run("pg_restore", "--list", str(path), with_database=False)
        if JournalEntry._meta.db_table not in listed:
            raise BadArchive("The dump in the archive holds no record.")
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--exit-on-error",
            "--single-transaction",
            str(path),
        )


def _load_sqlite(path: Path) -> None:
    target = Path(connection.settings_dict["NAME"])
    beside = target.with_name(f"{target.name}.restoring")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with gzip.open(path, "rb") as small, beside.open("wb") as plain:
            shutil.copyfileobj(small, plain, 1024 * 1024)
            os.fsync(plain.fileno())
        beside.chmod(0o600)
        with closing(sqlite3.connect(beside)) as copy:
            said = [line for (line,) in copy.execute("PRAGMA integrity_check")]
        if said != ["ok"]:
            raise BadArchive("The database in the archive is damaged.", problems=said[:20])
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def empty() -> None:
    """Takes away every table, view and function of ours in PostgreSQL; SQLite's file is set aside by the caller."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        [schema] = cursor.fetchone()
        name = connection.ops.quote_name(schema)
        cursor.execute(f"DROP SCHEMA {name} CASCADE")
        cursor.execute(f"CREATE SCHEMA {name}")


def _run(tool: str, *options: str, with_database: bool = True) -> str:
    """What the tool printed. The password goes by its environment: command lines can be read by others."""
    known = dict(connection.get_connection_params())
    password = str(known.pop("password", "") or "")
    for ours in ("cursor_factory", "context", "prepare_threshold", "client_encoding"):
        known.pop(ours, None)
    database = [f"--dbname={make_conninfo(**known)}"] if with_database else []
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    command = [str(_tool(tool)), *database, *options]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  no shell
    if ended.returncode != 0:
        raise BadArchive(f"{tool} failed.", problems=ended.stderr.strip().splitlines()[-20:])
    return ended.stdout


def _tool(name: str) -> Path:
    """The newest there is: pg_dump reads servers of its own major version and of older ones."""
    server = connection.pg_version // 10000  # type: ignore[attr-defined]
    folders = [Path(settings.POSTGRESQL_BIN)] if settings.POSTGRESQL_BIN else _usual_folders()
    found = [(version, folder / name) for folder in folders if (version := _major(folder / name))]
    version, path = max(found, default=(0, None))
    if path is None:
        raise CannotDump(
            f"{name} is not here. Install PostgreSQL's client programs, version {server} or newer "
            f"(package postgresql-client-{server}), or name their folder in EMBASSY_POSTGRESQL_BIN."
        )
    if version < server:
        raise CannotDump(
            f"{path} is of version {version}, the server of version {server}. Install postgresql-client-{server}, "
            "or name the folder of a newer one in EMBASSY_POSTGRESQL_BIN."
        )
    return path


def _usual_folders() -> list[Path]:
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    return [*on_path, *Path("/usr/lib/postgresql").glob("*/bin")]


def _major(path: Path) -> int:
    if not os.access(path, os.X_OK):
        return 0
    said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    match = _VERSION.search(said)
    return int(match.group(1)) if match else 0
