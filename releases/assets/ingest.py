"""From an uploaded file to an original and what can be made of it at once."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from releases.errors import BadFile

from . import captions, recipes, sandbox, sniffing
from .limits import MEGABYTE, limits
from .models import MediaFile, Rendition
from .renditions import make, plan
from .storing import keep, storage
from .verdicts import refuse

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Ingested:
    """`existed`: the same bytes had come before. `changed`: keys of `verdicts.CHANGES`."""

    file: MediaFile
    existed: bool

    @property
    def changed(self) -> list[str]:
        return list(self.file.changed)


def ingest(file: IO[bytes] | Iterable[bytes], *, name: str) -> Ingested:
    """Takes a file in, or says that it was here already. Raises BadFile naming file, reason and limit.

    What the file is, its content decides. `name` is for messages only: nothing is stored under it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "original"
        media_type, digest, size_bytes = _receive(file, path, name)
        existing = MediaFile.objects.filter(digest=digest).select_related("preview").first()
        if existing is not None:
            return Ingested(existing, existed=True)
        original = MediaFile(digest=digest, media_type=media_type, size_bytes=size_bytes)
        taken = _examine(original, path, Path(folder), name)
        try:
            with transaction.atomic():
                keep(original.storage_name, path)
                taken.save(original)
        except IntegrityError:  # another process took the same bytes in meanwhile
            return Ingested(MediaFile.objects.select_related("preview").get(digest=digest), existed=True)
    _make_first(original, name)
    return Ingested(original, existed=False)


def _make_first(original: MediaFile, name: str) -> None:
    """One file at once, for the desk. What it cannot be made from was not taken in."""
    if original.picture is None:
        return
    first = recipes.first_usable(original.picture)
    plan([first], {})
    rendition = Rendition.objects.select_related("original", "metadata").get(digest=first.digest)
    if rendition.made_at is not None:
        return
    try:
        make([rendition], name=name)
    except BadFile:
        kept = original.storage_name
        with transaction.atomic():
            original.renditions.all().delete()
            original.delete()
        storage().delete(kept)
        raise


def _receive(file: IO[bytes] | Iterable[bytes], path: Path, name: str) -> tuple[str, str, int]:
    """Writes the upload to `path`: (media type, digest, size in bytes). Stops at the limit of its kind."""
    digest, size, media_type = hashlib.sha256(), 0, None
    with path.open("wb") as target:
        for chunk in _chunks(file):
            if media_type is None:
                media_type = sniffing.media_type(chunk[: sniffing.HEAD_BYTES])
                if media_type is None:
                    raise refuse(name, "not_taken")
            size += len(chunk)
            limit = limits().bytes_of(media_type)
            if size > limit:
                raise refuse(name, "too_large", limit=limit // MEGABYTE or f"{limit / MEGABYTE:.1f}")
            digest.update(chunk)
            target.write(chunk)
    if media_type is None:
        raise refuse(name, "empty")
    return media_type, digest.hexdigest(), size


def _chunks(file: IO[bytes] | Iterable[bytes]) -> Iterator[bytes]:
    """The bytes in pieces, of which the first holds all that `sniffing` asks for, however they arrive."""
    pieces = iter(lambda: file.read(_CHUNK), b"") if hasattr(file, "read") else iter(file)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= sniffing.HEAD_BYTES:
            break
    if head:
        yield head
    yield from filter(None, pieces)


@dataclass
class _Taken:
    """What the examination found: a clean copy to serve, a picture that stands for the file."""

    copy: Path | None = None
    preview: Path | None = None
    preview_size: tuple[int, int] | None = None

    def save(self, original: MediaFile) -> None:
        if self.preview is not None and self.preview_size is not None:
            original.preview = _save_preview(self.preview, self.preview_size)
        original.save(force_insert=True)
        if self.copy is not None:
            rendition = Rendition(
                digest=recipes.clean_copy_digest(original.digest),
                original=original,
                media_type=original.media_type,
                size_bytes=self.copy.stat().st_size,
                made_at=timezone.now(),
            )
            keep(rendition.storage_name, self.copy)
            rendition.save(force_insert=True)


def _save_preview(path: Path, size: tuple[int, int]) -> MediaFile:
    data = path.read_bytes()
    preview, created = MediaFile.objects.get_or_create(
        digest=hashlib.sha256(data).hexdigest(),
        defaults={"media_type": "image/png", "size_bytes": len(data), "width_px": size[0], "height_px": size[1]},
    )
    if created:
        keep(preview.storage_name, path)
    return preview


def _examine(original: MediaFile, path: Path, folder: Path, name: str) -> _Taken:
    """Fills in what the file is; makes the clean copy of what is not a picture."""
    if original.media_type == "text/vtt":
        copy = folder / "copy"
        copy.write_bytes(captions.clean(path.read_bytes(), name=name))
        return _Taken(copy=copy)
    if original.is_picture:
        _fill(
            original,
            sandbox.run("inspect_picture", name=name, path=str(path)),
            "width_px",
            "height_px",
            "colour",
            "changed",
        )
        return _Taken()
    task = "clean_document" if original.media_type == "application/pdf" else "clean_recording"
    copy, preview = folder / "copy", folder / "preview"
    answer = sandbox.run(
        task, name=name, path=str(path), output=str(copy), preview=str(preview), media_type=original.media_type,
        output_bytes=2 * limits().bytes_of(original.media_type),
    )  # fmt: skip
    original.media_type = answer.get("media_type", original.media_type)
    shown = (answer.pop("width_px", 0), answer.pop("height_px", 0))
    original.pages, original.duration_ms = answer.get("pages"), answer.get("duration_ms")
    original.document_language = answer.get("language", "")
    original.hidden_pages, original.changed = answer.get("hidden_pages", []), answer["changed"]
    if original.media_type.startswith("video/"):
        original.width_px, original.height_px = shown
    return _Taken(copy, preview, _preview_size(preview)) if preview.exists() else _Taken(copy)


def _fill(original: MediaFile, answer: dict[str, Any], *names: str) -> None:
    for name in names:
        setattr(original, name, answer[name])


def _preview_size(path: Path) -> tuple[int, int]:
    """From the header of a PNG that we wrote ourselves: width and height are its bytes 16 to 24."""
    header = path.read_bytes()[:24]
    return int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")
