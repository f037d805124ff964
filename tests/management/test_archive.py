"""An archive is taken whole and unaltered, or not at all."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from releases.safekeeping.archive import SUMS, BadArchive, Writer, unpack

NAME = f"media/originals/ab/{'ab' * 32}"


def made() -> bytes:
    to = io.BytesIO()
    writer = Writer(to)
    writer.add_bytes("manifest.json", b'{"format": 1}')
    writer.add_pieces(NAME, size=6, pieces=[b"wool", b"en"])
    writer.finish()
    return to.getvalue()


def with_member(name: str, content: bytes, *, kind: bytes = tarfile.REGTYPE) -> bytes:
    """The archive with one more member before its checksums."""
    to = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(made())) as old, tarfile.open(fileobj=to, mode="w") as new:
        for member in old:
            if member.name == SUMS:
                more = tarfile.TarInfo(name)
                more.type, more.size = kind, len(content)
                new.addfile(more, io.BytesIO(content))
            new.addfile(member, old.extractfile(member))
    return to.getvalue()


def test_what_went_in_comes_out(tmp_path: Path) -> None:
    assert unpack(io.BytesIO(made()), to=tmp_path) == {"format": 1}
    assert (tmp_path / NAME).read_bytes() == b"woolen"


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (lambda data: data.replace(b"woolen", b"wooden"), f"{NAME} differs"),
        (lambda data: data[: data.index(b"woolen") + 3], "missing"),
        (lambda data: data[: data.index(SUMS.encode())], "before its checksums"),
        (lambda data: data.replace(b'"format": 1', b'"format": 2'), "manifest.json differs"),
        (lambda data: with_member(f"media/originals/cd/{'cd' * 32}", b"more"), "has no checksum"),
        (lambda data: with_member("../../etc/cron.d/evil", b"more"), "no backup has"),
        (lambda data: with_member("media/originals/cd", b"", kind=tarfile.SYMTYPE), "no backup has"),
        (lambda data: with_member(NAME, b"twice"), "no backup has"),
        (lambda data: b"no archive" * 200, "no backup"),
        (lambda data: b"", "no backup"),
    ],
)
def test_what_was_altered_is_refused_with_what_differs(
    alter: Callable[[bytes], bytes], said: str, tmp_path: Path
) -> None:
    with pytest.raises(BadArchive, match=said):
        unpack(io.BytesIO(alter(made())), to=tmp_path / "folder")
    assert [path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "folder")] == []
