"""Recompute the record from its journal, and say where a row differs."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

from releases.errors import RecordDamaged

from . import guards, journal, shape
from .acknowledgements import Acknowledgement, recorded, words_digest
from .canonical import digest_of, instant
from .models import Act, Edition, EditionFile, Imprint, JournalEntry, Submission
from .pins import Pin


def verify() -> dict[str, int]:
    """Counts of what was read: `{"entries": n, "editions": n, "imprints": n, "pins": n}`.

    Raises RecordDamaged naming every row that differs. Reads everything once, in constant memory per row.
    """
    counts = {"entries": 0, "editions": 0, "imprints": 0, "pins": 0}
    state: dict[str, dict[str, Any]] = {}
    problems = [f"guard {name} is missing in the database" for name in sorted(guards.missing())]
    problems += _journal(state, counts)
    problems += _editions(state, counts)
    problems += _imprints(state, counts)
    problems += _pins(state, counts)
    problems += _urgent(state)
    problems += _acknowledgements(state)
    if problems:
        raise RecordDamaged("The record does not verify.", code="record_damaged", problems=problems)
    return counts


def _journal(state: dict[str, dict[str, Any]], counts: dict[str, int]) -> Iterator[str]:
    """Checks the chain and replays it into `state`: edition key -> what the row must say."""
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
        known = state.get(moved["edition"], {"interval": None, "opened_by": None, "ended_by": None, "urgent_by": None})
        old, new = moved["old"], moved["new"]
        if known["interval"] != old:
            yield f"journal entry {entry.sequence} does not fit what went before, at edition {moved['edition']}"
        opened = old is None or old["public_from"] != new["public_from"]
        ended = any(new[part] != (old or {}).get(part, "") for part in ("public_until", "ended_as", "end_reason"))
        state[moved["edition"]] = {
            "digest": moved["digest"],
            "interval": new,
            "opened_by": entry.sequence if opened else known["opened_by"],
            "ended_by": None if new["public_until"] is None else entry.sequence if ended else known["ended_by"],
            "expunged_at": None,
            "urgent_by": known["urgent_by"] if old else entry.sequence if entry.act == Act.URGENT else None,
        }
    for gone in details.get("expunged", []):
        state[gone["edition"]]["expunged_at"] = entry.recorded_at
        state[gone["edition"]]["interval"]["note"] = {}
        state[gone["edition"]]["remains"] = gone.get("remains")  # of older entries: None
    if "imprint" in details:
        state[f"imprint {details['public_from']}"] = {"digest": details["imprint"], "opened_by": entry.sequence}
    if entry.act == Act.URGENT:
        state[f"urgent {details['submission']}"] = {"by": details["person"], "reason": entry.reason, "looked": None}
    if entry.act == Act.LOOK:
        looked = (details["person"], details["look"], entry.reason)
        state[f"urgent {details['submission']}"]["looked"] = looked
    for row in details.get("acknowledged", []):
        state[f"acknowledgement {details['submission']}/{row['finding']}"] = {"said": row, "by": entry.by}
    for pin in details.get("pins", []):
        key = f"pin {pin['pin']}"
        began = state[key]["opened_by"] if key in state else entry.sequence
        closed = None if pin["public_until"] is None else entry.sequence
        state[key] = {"said": pin, "opened_by": began, "ended_by": closed}


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
        if (edition.opened_by_entry_id, edition.ended_by_entry_id) != (said["opened_by"], said["ended_by"]):
            yield f"{where}: the acts that opened and ended it are not those in the journal"
        if edition.urgent_by_entry_id != said["urgent_by"]:
            yield f"{where}: whether one person published it urgently is not as in the journal"
        its, remains = files.get(edition.pk, set()), said.get("remains")
        if remains is not None and remains != journal.remains(edition, its):
            yield f"{where}: its address, its kind or its files are not those that it was expunged with"
        yield from _content(edition, where, said["expunged_at"], files=its)
    yield from (
        f"edition {key} is in the journal but not in the record"
        for key in state
        if key not in seen and not key.startswith(("imprint ", "pin ", "urgent ", "acknowledgement "))
    )


def _content(edition: Edition, where: str, expunged_at: dt.datetime | None, *, files: set[str]) -> Iterator[str]:
    if expunged_at is not None or edition.expunged_at is not None:
        if (edition.expunged_at, edition.content, edition.title) != (expunged_at, "", ""):
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
        said = {"digest": digest_of(imprint.content), "opened_by": imprint.opened_by_entry_id}
        if state.get(key) != said or imprint.content_digest != said["digest"]:
            yield f"{key} (row {imprint.pk}): it was altered"
    yield from (
        f"{key} is in the journal but not in the record"
        for key in state
        if key.startswith("imprint ") and key not in seen
    )


def _pins(state: dict[str, dict[str, Any]], counts: dict[str, int]) -> Iterator[str]:
    seen = set()
    for pin in Pin.objects.order_by("id").iterator():
        counts["pins"] += 1
        key = f"pin {pin.key}"
        seen.add(key)
        stands = {
            "said": journal.pinned(pin),
            "opened_by": pin.opened_by_entry_id,
            "ended_by": pin.ended_by_entry_id,
        }
        if state.get(key) != stands:
            yield f"{key} (row {pin.pk}): it was altered, or is not in the journal"
    yield from (
        f"{key} is in the journal but not in the record" for key in state if key.startswith("pin ") and key not in seen
    )


def _urgent(state: dict[str, dict[str, Any]]) -> Iterator[str]:
    """That nobody took away the mark, the reason, or the duty to look again."""
    seen = set()
    for row in Submission.objects.exclude(urgent_reason="").order_by("id").iterator():
        key = f"urgent {row.pk}"
        seen.add(key)
        looked = (row.looked_by_id, row.look, row.look_remark) if row.looked_at else None
        stands = {"by": row.decided_by_id, "reason": row.urgent_reason, "looked": looked}
        if state.get(key) != stands:
            yield f"submission {row.pk}: its urgent publication is not as in the journal"
    yield from (
        f"submission {key.partition(' ')[2]} was published urgently, and the row does not say so"
        for key in state
        if key.startswith("urgent ") and key not in seen
    )


def _acknowledgements(state: dict[str, dict[str, Any]]) -> Iterator[str]:
    """That each warning was acknowledged by whom, and in the words, that the journal has; blank where expunged."""
    seen = set()
    expunged = set(Edition.objects.exclude(expunged_at=None).values_list("uid", "language"))
    for row in Acknowledgement.objects.order_by("id").iterator():
        key = f"acknowledgement {row.submission_id}/{row.finding}"
        seen.add(key)
        blank = not (row.passage or row.message or row.reason or row.told) and (row.uid, row.language) in expunged
        stands = blank or words_digest(row) == row.digest
        if not stands or state.get(key) != {"said": recorded(row), "by": row.acknowledged_by}:
            yield f"{key} (row {row.pk}): it was altered, or is not in the journal"
    yield from (
        f"{key} is in the journal but not in the record"
        for key in state
        if key.startswith("acknowledgement ") and key not in seen
    )
