"""Where the bytes lie: a private folder, or a private bucket. Names are digests; never half a file is under one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

_CHUNK = 64 * 1024


def storage() -> Storage:
    return storages["default"]


def keep(name: str, path: Path) -> None:
    """Stores a file under a name that is a digest: what lies there already is the same."""
    try:
        target = Path(storage().path(name))
    except NotImplementedError:  # a bucket shows an object when it is whole
        if not storage().exists(name):
            with path.open("rb") as file:
                storage().save(name, File(file))
        return
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as beside:
        whole = Path(beside) / target.name
        with path.open("rb") as source, whole.open("wb") as written:
            shutil.copyfileobj(source, written)
            written.flush()
            os.fsync(written.fileno())
        whole.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        whole.replace(target)


@contextmanager
def local_copy(name: str) -> Iterator[str]:
    """The path of a stored file on this machine's disk, wherever the storage keeps it."""
    try:
        path = storage().path(name)
    except NotImplementedError:
        path = ""
    if path:
        yield path
    else:
        with tempfile.NamedTemporaryFile() as local:
            for piece in Pieces(name):
                local.write(piece)
            local.flush()
            yield local.name


class Pieces:
    """The bytes of a stored file, or `length` of them from `first` on, 64 kB at a time as they are asked for.

    Raises FileNotFoundError at once. From a bucket comes what was asked for; its own file object would take the whole
    into memory first.
    """

    def __init__(self, name: str, *, first: int = 0, length: int | None = None) -> None:
        self._left = length
        self._body: Any = storage().open(name)
        if hasattr(self._body, "obj"):
            last = "" if length is None else first + length - 1
            self._body = self._body.obj.get(**({"Range": f"bytes={first}-{last}"} if first or length else {}))["Body"]
        else:
            self._body.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        try:
            while piece := self._body.read(_CHUNK if self._left is None else min(_CHUNK, self._left)):
                self._left = None if self._left is None else self._left - len(piece)
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        self._body.close()
