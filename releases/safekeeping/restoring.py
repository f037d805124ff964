"""`manage.py restore`: an archive onto an empty machine. Everything is looked at before anything is touched."""

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.utils import timezone

from releases.assets.models import MediaFile
from releases.assets.storing import keep, storage
from releases.authoring.models import Mission, Release, StaffSession, User
from releases.editions.models import Edition, JournalEntry
from releases.editions.verifying import verify
from releases.errors import RecordDamaged, Refusal
from releases.partners.models import Partner
from releases.running import beating
from releases.running.models import Worker
from releases.subscribers.models import Subscriber

from . import archive, databases
from .archive import BadArchive
from .holding import Held, hold
from .sealing import unsealed

_TELLING: tuple[type[Model], ...] = (Mission, Release, Edition, JournalEntry, MediaFile, User, Partner, Subscriber)
_HEARD_LATELY = dt.timedelta(seconds=30)


@dataclass
class Restored:
    """What came back. `damage` is empty where the record verifies; `aside` is where what was there lies now."""

    manifest: dict[str, Any]
    counts: dict[str, int] = field(default_factory=dict)
    damage: str = ""
    held: Held | None = None
    files: int = 0
    sessions: int = 0
    aside: Path | None = None
    key_differs: bool = False
    seconds: float = 0


def check(source: IO[bytes], *, key: Path | None, passphrase: Callable[[], str]) -> dict[str, Any]:
    """The manifest of an archive of which every byte was read and fits. Changes nothing."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as folder:
        return _unpacked(source, Path(folder), key, passphrase)


def restore(
    source: IO[bytes], *, key: Path | None, passphrase: Callable[[], str], replace: bool = False, send: bool = False
) -> Restored:
    """`replace` puts what is there aside; `send` sends what waited, for a move: the old one stood still by then.

    Raises BadArchive, or Refusal naming what is there; in both cases nothing was changed.
    """
    began = time.monotonic()
    there = what_is_there()
    if there and not replace:
        raise Refusal(
            "Here is an installation already, and a restore would take its place: stop it and restore with --replace, "
            "or choose another EMBASSY_DATA and DATABASE_URL.",
            code="not_empty",
            problems=there,
        )
    if there:
        _refuse_while_it_runs()
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as temporary:
        folder = Path(temporary)
        done = Restored(_unpacked(source, folder, key, passphrase))
        _fits(done.manifest)
        done.aside = _set_aside(keep_old=bool(there))
        databases.load(next(folder.glob("database.*")))
        done.files = _bring_media(folder / "media")
        done.key_differs = _bring_key(folder / archive.SECRET)
    call_command("migrate", verbosity=0)
    done.sessions = StaffSession.objects.all().delete()[0]
    Worker.objects.all().delete()
    done.held = None if send else hold()
    try:
        done.counts = verify()
    except RecordDamaged as damage:
        done.damage = str(damage)
    done.seconds = time.monotonic() - began
    return done


def what_is_there() -> list[str]:
    """What a restore would take the place of, in words; empty on an empty machine, migrated or not."""
    tables = set(connection.introspection.table_names())
    found = [
        f"{model._meta.verbose_name_plural}: {count}"
        for model in _TELLING
        if model._meta.db_table in tables and (count := model._default_manager.count())
    ]
    if not settings.S3_BUCKET and settings.MEDIA_DIR.exists():
        files = sum(1 for path in settings.MEDIA_DIR.rglob("*") if path.is_file())
        found += [f"files in {settings.MEDIA_DIR}: {files}"] if files else []
    return found


def _refuse_while_it_runs() -> None:
    if Worker._meta.db_table not in connection.introspection.table_names():
        return
    beat_at = beating.last_beat()
    if beat_at is not None and beat_at > timezone.now() - _HEARD_LATELY:
        raise Refusal("A worker of this installation is running: stop it and the site first.", code="running")


def _unpacked(source: IO[bytes], folder: Path, key: Path | None, passphrase: Callable[[], str]) -> dict[str, Any]:
    with unsealed(source, key=key, passphrase=passphrase) as plain:
        manifest = archive.unpack(plain, to=folder)
        while plain.read(1024 * 1024):  # the end of a sealed archive authenticates it
            pass
    return manifest


def _fits(manifest: dict[str, Any]) -> None:
    if manifest["database"] != connection.vendor:
        raise BadArchive(
            f"The archive is of {manifest['database']}, and DATABASE_URL names {connection.vendor}: "
            "restore into the same kind of database."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ()}
    unknown = sorted(set(manifest["migrations"]) - known)
    if unknown:
        raise BadArchive(
            "The archive was made by a newer version of this program: install that version first.", problems=unknown
        )


def _set_aside(*, keep_old: bool) -> Path | None:
    """Files are moved beside; an empty database that was only migrated goes. PostgreSQL keeps nothing: back it up."""
    connection.close()
    aside = settings.DATA_DIR / f"before-restore-{timezone.now():%Y%m%dT%H%M%SZ}"
    if connection.vendor == "postgresql":
        databases.empty()
    else:
        database = Path(connection.settings_dict["NAME"])
        for path in (database, *(database.with_name(database.name + ending) for ending in ("-wal", "-shm"))):
            _move(path, aside if keep_old else None)
    if keep_old and not settings.S3_BUCKET:
        _move(settings.MEDIA_DIR, aside)
    return aside if aside.exists() else None


def _move(path: Path, aside: Path | None) -> None:
    if not path.exists():
        return
    if aside is None:
        path.unlink()
        return
    aside.mkdir(mode=0o700, exist_ok=True)
    shutil.move(path, aside / path.name)


def _bring_media(folder: Path) -> int:
    """Into the store that the settings name. On the same disk a move; into a bucket, an upload."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    for path in files:
        name = str(path.relative_to(folder))
        if settings.S3_BUCKET:
            keep(name, path)
            continue
        target = Path(storage().path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        path.chmod(0o644)
        path.replace(target)
    return len(files)


def _bring_key(path: Path) -> bool:
    """Whether what was sealed there needs another key than the one that is set here."""
    if not path.exists():
        return False
    mine = settings.DATA_DIR / archive.SECRET
    if mine.exists() and mine.read_text().strip() == settings.SECRET_KEY:
        path.replace(mine)
        mine.chmod(0o600)
        return False
    return path.read_text().strip() not in {settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS}
