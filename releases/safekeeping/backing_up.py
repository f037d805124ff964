"""`manage.py backup`: database first, then the media that it names: a file has its name for ever."""

import hashlib
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from releases.assets.storing import Pieces, storage
from releases.editions.canonical import instant

from . import archive, databases
from .sealing import sealed


@dataclass
class Made:
    """What is in the archive. `missing` are files that the database names and the store does not have."""

    seconds: float = 0
    size_bytes: int = 0
    digest: str = ""
    database_bytes: int = 0
    files: int = 0
    media_bytes: int = 0
    has_secret: bool = False
    journal: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def back_up(target: IO[bytes], *, recipients: Sequence[str] = ()) -> Made:
    """Writes one archive; sealed where recipients are named. The site goes on meanwhile."""
    began, made, counted = time.monotonic(), Made(), _Counted(target)
    with (
        tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="backup-") as folder,
        _stream(counted, recipients) as to,
        databases.snapshot(Path(folder)) as taken,
    ):
        _write(archive.Writer(to), taken, made)
    made.seconds, made.size_bytes, made.digest = time.monotonic() - began, counted.size, counted.hash.hexdigest()
    return made


@contextmanager
def _stream(target: Any, recipients: Sequence[str]) -> Iterator[IO[bytes]]:
    if recipients:
        with sealed(target, recipients) as stream:
            yield stream
    else:
        yield target


def _write(writer: archive.Writer, taken: databases.Snapshot, made: Made) -> None:
    secret = settings.DATA_DIR / archive.SECRET
    made.has_secret = secret.exists() and secret.read_text().strip() == settings.SECRET_KEY
    made.journal = taken.about["journal"]
    manifest = {
        "format": archive.FORMAT,
        "made_at": instant(timezone.now()),
        "secret_key": "here" if made.has_secret else "set by EMBASSY_SECRET_KEY, not here",
        "media": len(taken.media),
        **taken.about,
    }
    writer.add_bytes(archive.MANIFEST, json.dumps(manifest, indent=1).encode())
    writer.add_file(taken.path.name, taken.path)
    made.database_bytes = taken.path.stat().st_size
    if made.has_secret:
        writer.add_file(archive.SECRET, secret)
    for name in taken.media:
        _write_file(writer, name, made)
    writer.finish()


def _write_file(writer: archive.Writer, name: str, made: Made) -> None:
    try:
        size = storage().size(name)
        pieces = Pieces(name)
    except OSError:
        made.missing.append(name)
        return
    writer.add_pieces(f"media/{name}", size=size, pieces=pieces)
    made.files += 1
    made.media_bytes += size


class _Counted:
    """Passes bytes on, counts and hashes them."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target, self.size, self.hash = target, 0, hashlib.sha256()

    def write(self, data: Any) -> int:
        given = bytes(data)
        self.size += len(given)
        self.hash.update(given)
        self._target.write(given)
        return len(given)

    def flush(self) -> None:
        self._target.flush()
