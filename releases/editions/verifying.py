"""Recompute the record from its journal, and say where a row differs."""

import itertools
from collections.abc import Iterator
from typing import Any

from releases.errors import RecordDamaged

from . import guards, journal, shape
from .canonical import digest_of, instant
from .models import Edition, EditionFile, Imprint, JournalEntry


def verify() -> dict[str, int]:
    """Counts of what was read: `{"entries": n, "editions": n, "imprints": n}`.

    Raises RecordDamaged naming every row that differs. Reads everything once, in constant memory per row.
    """
    counts = {"entries": 0, "editions": 0, "imprints": 0}
    state: dict[str, dict[str, Any]] = {}
    problems = [f"guard {name} is missing in the database" for name in sorted(guards.missing())]
    problems += _journal(state, counts)
    problems += _editions(state, counts)
    problems += _imprints(state, counts)
    if problems:
        raise RecordDamaged("The record does not verify.", code="record_damaged", problems=problems)
    return counts


def _journal(state: dict[str, dict[str, Any]], counts: dict[str, int]) -> Iterator[str]:
    """Checks the chain and replays it into `state`: edition key -> digest, interval, expunged."""
    previous, number = journal.GENESIS, 0
    for entry in JournalEntry.objects.order_by("sequence").iterator():
        counts["entries"] += 1
        number += 1
        if entry.sequence != number:
            yield f"journal entry {number} is missing"
            number = entry.sequence
        if entry.previous_digest != previous:
            yield f"journal entry {entry.sequence} does not follow the one before"
        if journal.entry_digest(entry) != entry.digest:
            yield f"journal entry {entry.sequence} was altered"
        previous = entry.digest
        try:
            details = journal.details_of(entry)
            yield from _apply(details, entry, state)
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"journal entry {entry.sequence} cannot be read"


def _apply(details: dict[str, Any], entry: JournalEntry, state: dict[str, dict[str, Any]]) -> Iterator[str]:
    for moved in details.get("intervals", []):
        known = state.get(moved["edition"])
        if (known["interval"] if known else None) != moved["old"]:
            yield f"journal entry {entry.sequence} does not fit what went before, at edition {moved['edition']}"
        state[moved["edition"]] = {"digest": moved["digest"], "interval": moved["new"], "expunged": False}
    for gone in details.get("expunged", []):
        state[gone["edition"]]["expunged"] = True
        state[gone["edition"]]["interval"]["note"] = {}
    if "imprint" in details:
        state[f"imprint {details['public_from']}"] = {"digest": details["imprint"]}


def _editions(state: dict[str, dict[str, Any]], counts: dict[str, int]) -> Iterator[str]:
    rows = Edition.objects.order_by("id").iterator()
    shown = itertools.groupby(
        EditionFile.objects.order_by("edition_id", "digest").values_list("edition_id", "digest").iterator(),
        key=lambda row: row[0],
    )
    files = {edition: {digest for _edition, digest in group} for edition, group in shown}
    seen = set()
    for edition in rows:
        counts["editions"] += 1
        seen.add(edition.key)
        said = state.get(edition.key)
        where = f"edition {edition.key} (row {edition.pk})"
        if said is None:
            yield f"{where} is not in the journal"
            continue
        if edition.content_digest != said["digest"]:
            yield f"{where}: its digest is not the one in the journal"
        if journal.interval(edition) != said["interval"]:
            yield f"{where}: its interval is not the one in the journal"
        yield from _content(edition, where, expunged=said["expunged"], files=files.get(edition.pk, set()))
    yield from (
        f"edition {key} is in the journal but not in the record"
        for key in state
        if key not in seen and not key.startswith("imprint ")
    )


def _content(edition: Edition, where: str, *, expunged: bool, files: set[str]) -> Iterator[str]:
    if expunged or edition.expunged_at is not None:
        if not (expunged and edition.expunged_at is not None and edition.content == "" and edition.title == ""):
            yield f"{where}: the journal and the row disagree on its expunging"
        return
    if digest_of(edition.content) != edition.content_digest:
        yield f"{where}: its content was altered"
        return
    body = edition.body
    columns = (str(edition.uid), edition.kind, edition.language, edition.slug, edition.title)
    if columns != tuple(body[name] for name in ("uid", "kind", "language", "slug", "title")):
        yield f"{where}: its columns differ from its content"
    if files != shape.files_shown(body):
        yield f"{where}: the files it shows differ from its content"


def _imprints(state: dict[str, dict[str, Any]], counts: dict[str, int]) -> Iterator[str]:
    seen = set()
    for imprint in Imprint.objects.order_by("public_from").iterator():
        counts["imprints"] += 1
        key = f"imprint {instant(imprint.public_from)}"
        seen.add(key)
        if (
            state.get(key, {}).get("digest") != imprint.content_digest
            or digest_of(imprint.content) != imprint.content_digest
        ):
            yield f"{key} (row {imprint.pk}): it was altered"
    yield from (
        f"{key} is in the journal but not in the record"
        for key in state
        if key.startswith("imprint ") and key not in seen
    )
