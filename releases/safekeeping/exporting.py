"""`manage.py export`: the public record, for another system to read. The format is in docs/backup.md."""

import datetime as dt
import io
import json
import mimetypes
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from releases.assets.models import Rendition
from releases.assets.storing import Pieces
from releases.editions import reading
from releases.editions.canonical import instant, parse_instant
from releases.editions.models import Edition, EditionFile, Imprint, JournalEntry

FORMAT = 1
_README = """The public record of a mission, made by `manage.py export`.

manifest.json      format, instant, counts
editions.ndjson    one edition a line, the oldest first: everything that was public up to that instant
imprints.ndjson    what the mission said of itself, one version a line
media.ndjson       the files that are public at that instant; media/ has their bytes, where asked for
journal.ndjson     the acts, where asked for: internal, since it names persons and what is planned

Instants are UTC. `content` is null where an edition was withdrawn or expunged. `digest` is the SHA-256 of `content` in
the form of RFC 8785: keys sorted, no spaces, UTF-8. It does not fit an imprint of which turns of duty that lie ahead
are left out; `turns_ahead` says how many.
"""


@dataclass
class Exported:
    editions: int = 0
    imprints: int = 0
    files: int = 0
    entries: int = 0


def export(target: IO[bytes], *, now: dt.datetime, journal: bool = False, media: bool = False) -> Exported:
    """A ZIP, a row in memory at a time. `journal` adds every act, with the names in it; `media` the bytes."""
    done = Exported()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as to:
        to.writestr("README.txt", _README)
        done.editions = _lines(to, "editions.ndjson", _editions(now))
        done.imprints = _lines(to, "imprints.ndjson", _imprints(now))
        done.files = _lines(to, "media.ndjson", (_described(row) for row in _shown(now)))
        if media:
            for row in _shown(now):
                _copy(to, row)
        if journal:
            done.entries = _lines(to, "journal.ndjson", _entries())
        about = {"format": FORMAT, "made_at": instant(now), "with_journal": journal, "with_media": media, **vars(done)}
        to.writestr("manifest.json", json.dumps(about, indent=1))
    return done


def _lines(to: zipfile.ZipFile, name: str, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with to.open(name, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="\n") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def _editions(now: dt.datetime) -> Iterator[dict[str, Any]]:
    rows = reading.all_until(now)
    shown = set(reading.not_withdrawn_since(rows, now=now).values_list("pk", flat=True))
    for edition in rows.order_by("public_from", "id").iterator(chunk_size=200):
        yield _edition(edition, now, is_shown=edition.pk in shown)


def _edition(edition: Edition, now: dt.datetime, *, is_shown: bool) -> dict[str, Any]:
    """An end that lies ahead is a plan, and is not told."""
    until = edition.public_until
    is_over = until is not None and until <= now
    return {
        "id": str(edition.uid),
        "kind": edition.kind,
        "language": edition.language,
        "edition": edition.number,
        "title": edition.title,
        "slug": edition.slug,
        "change": edition.change,
        "note": edition.note,
        "released_at": instant(edition.released_at),
        "public_from": instant(edition.public_from),
        "public_until": instant(until) if until and is_over else None,
        "ended_as": edition.ended_as if is_over else "",
        "end_reason": edition.end_reason if is_over else {},
        "expunged_at": instant(edition.expunged_at) if edition.expunged_at else None,
        "digest": edition.content_digest,
        "content": json.loads(edition.content) if is_shown else None,
    }


def _imprints(now: dt.datetime) -> Iterator[dict[str, Any]]:
    """Who will be on duty is a plan, and is not told either."""
    for row in Imprint.objects.filter(public_from__lte=now).order_by("public_from").iterator():
        content = json.loads(row.content)
        turns = content.get("duty", [])
        begun = [turn for turn in turns if turn["from"] is None or parse_instant(turn["from"]) <= now]
        yield {
            "public_from": instant(row.public_from),
            "digest": row.content_digest,
            "turns_ahead": len(turns) - len(begun),
            "content": {**content, "duty": begun} if len(begun) < len(turns) else content,
        }


def _shown(now: dt.datetime) -> Iterable[Rendition]:
    digests = EditionFile.objects.filter(edition__in=reading.public(now)).values("digest")
    return Rendition.objects.filter(digest__in=digests, made_at__isnull=False).order_by("digest").iterator()


def _described(row: Rendition) -> dict[str, Any]:
    return {
        "digest": row.digest,
        "media_type": row.media_type,
        "size_bytes": row.size_bytes,
        "width_px": row.width_px,
        "height_px": row.height_px,
        "file": _name(row),
    }


def _name(row: Rendition) -> str:
    return f"media/{row.digest}{mimetypes.guess_extension(row.media_type) or ''}"


def _copy(to: zipfile.ZipFile, row: Rendition) -> None:
    with suppress(FileNotFoundError):  # a picture can be made again
        pieces = Pieces(row.storage_name)
        entry = zipfile.ZipInfo(_name(row), date_time=dt.datetime.now(dt.UTC).timetuple()[:6])
        with to.open(entry, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)


def _entries() -> Iterator[dict[str, Any]]:
    for entry in JournalEntry.objects.order_by("sequence").iterator():
        yield {
            "sequence": entry.sequence,
            "act": str(entry.act),
            "by": entry.by,
            "recorded_at": instant(entry.recorded_at),
            "effective_at": instant(entry.effective_at) if entry.effective_at else None,
            "reason": entry.reason,
            "details": entry.details,
            "previous_digest": entry.previous_digest,
            "digest": entry.digest,
        }
