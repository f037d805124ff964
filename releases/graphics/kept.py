"""Files that are made once and kept: whole or not at all, one maker at a time, the longest unused thrown away first."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def once(path: Path, make: Callable[[], bytes], *, limit_bytes: int | None = None) -> bytes:
    """What lies under a path; made now when nothing does, once, however many threads and processes ask at a time.

    `limit_bytes` bounds what the path's folder holds.
    """
    found = _read(path)
    if found is not None:
        return found
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(path):
        found = _read(path)
        if found is not None:
            return found
        made = make()
        _write(path, made)
    if limit_bytes is not None:
        _prune(path.parent, limit_bytes)
    return made


def _read(path: Path) -> bytes | None:
    """Marks what it reads as used."""
    try:
        os.utime(path)
        return path.read_bytes()
    except FileNotFoundError:
        return None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """The system lets go of the lock when a process ends, however it ends."""
    # A lock file for each first two letters, not for each file: they stay where they are.
    with (path.parent / f".{path.name[:2]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, data: bytes) -> None:
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _prune(folder: Path, limit_bytes: int) -> None:
    files = [path for path in folder.iterdir() if not path.name.startswith(".")]
    known = sorted(
        ((state.st_mtime_ns, state.st_size, path) for path in files if (state := _state(path))), reverse=True
    )
    held_bytes = 0
    for _used, size_bytes, path in known:
        held_bytes += size_bytes
        if held_bytes > limit_bytes:
            path.unlink(missing_ok=True)


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:  # another process throws away too
        return None
