"""The archive: a tar that ends in the checksums of all that stands before. `tar` and `sha256sum -c` read it too."""

import hashlib
import io
import json
import re
import tarfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from releases.errors import PressOfficeError

FORMAT = 1
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
SECRET = "secret-key"  # noqa: S105  the name of a file
_NAMES = re.compile(
    r"manifest\.json|database\.(?:sqlite3\.gz|pgdump)|secret-key|media/(?:originals|renditions)/[0-9a-f]{2}/[0-9a-f]{64}"
)
_CHUNK = 1024 * 1024


class BadArchive(PressOfficeError):
    """An archive that cannot be trusted, or is not for this installation. Nothing was changed."""

    def __init__(self, message: str, *, problems: Iterable[str] = ()) -> None:
        super().__init__(message, code="bad_archive", problems=list(problems))


class Writer:
    """Puts members into a stream, one after the other; `finish` writes their checksums."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115  closed by finish
        self._sums: list[str] = []

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add_pieces(name, size=len(content), pieces=[content])

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self.add_pieces(name, size=path.stat().st_size, pieces=iter(lambda: file.read(_CHUNK), b""))

    def add_pieces(self, name: str, *, size: int, pieces: Iterable[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(time.time())
        hashed = _Hashed(pieces)
        self._tar.addfile(member, hashed)
        self._sums.append(f"{hashed.digest.hexdigest()}  {name}\n")

    def finish(self) -> None:
        sums = "".join(self._sums).encode()
        member = tarfile.TarInfo(SUMS)
        member.size, member.mode, member.mtime = len(sums), 0o600, int(time.time())
        self._tar.addfile(member, io.BytesIO(sums))
        self._tar.close()


class _Hashed(io.RawIOBase):
    """Reads pieces as a file, and hashes what was read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left, self.digest = iter(pieces), b"", hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._left) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._left += piece
        given, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        self.digest.update(given)
        return given


def unpack(stream: IO[bytes], *, to: Path) -> dict[str, Any]:
    """Lays the members out below a folder, and gives back the manifest. Raises BadArchive unless every byte fits."""
    found: dict[str, str] = {}
    sums: dict[str, str] | None = None
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                if sums is not None:
                    raise BadArchive(f"The archive goes on after its checksums: {member.name}.")
                if member.name == SUMS:
                    sums = _read_sums(_body(tar, member).read())
                else:
                    found[member.name] = _lay(tar, member, to)
    except (tarfile.TarError, EOFError) as error:
        raise BadArchive(f"This is no backup, or a part of it is missing: {error}.") from None
    if sums is None:
        raise BadArchive("The archive ends before its checksums: it was not written, or not copied, to its end.")
    return _manifest(to, list(_differences(found, sums)))


def _manifest(folder: Path, differences: list[str]) -> dict[str, Any]:
    if differences:
        raise BadArchive("The archive was altered or damaged.", problems=differences)
    if not (folder / MANIFEST).exists():
        raise BadArchive("The archive has no manifest: it was not made by `manage.py backup`.")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    if manifest.get("format") != FORMAT:
        raise BadArchive(f"The archive has format {manifest.get('format')}; this version reads {FORMAT}.")
    return manifest


def _lay(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    """The digest of what was laid down. Only names of ours, so nothing leaves the folder."""
    if not member.isreg() or not _NAMES.fullmatch(member.name) or (folder / member.name).exists():
        raise BadArchive(f"The archive holds what no backup has: {member.name}.")
    path = folder / member.name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, body = hashlib.sha256(), _body(tar, member)
    with path.open("xb") as file:
        while piece := body.read(_CHUNK):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _body(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    body = tar.extractfile(member)
    if body is None:
        raise BadArchive(f"The archive holds what no backup has: {member.name}.")
    return body


def _read_sums(text: bytes) -> dict[str, str]:
    lines = [line.partition("  ") for line in text.decode("utf-8", "replace").splitlines()]
    return {name: digest for digest, _between, name in lines}


def _differences(found: dict[str, str], sums: dict[str, str]) -> Iterator[str]:
    for name in sorted(found.keys() | sums.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in sums:
            yield f"{name} has no checksum"
        elif found[name] != sums[name]:
            yield f"{name} differs from its checksum"
