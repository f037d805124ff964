"""Whoever takes the guards away and alters one byte is found out, and the row is named."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from releases.authoring.models import Mission, User
from releases.editions import acts, guards
from releases.editions.acknowledgements import Acknowledgement
from releases.editions.journal import entry_digest
from releases.editions.models import Edition, EditionFile, Imprint, JournalEntry
from releases.editions.pins import Pin
from releases.editions.verifying import verify
from releases.errors import RecordDamaged
from tests.clock import START, Clock
from tests.factories import make_release, publish, submit
from tests.tampering import tamper

pytestmark = pytest.mark.django_db


def later(column: str) -> str:
    """SQL for an instant a microsecond later, in the form in which the database keeps instants."""
    if connection.vendor == "postgresql":
        return f"{column} + interval '1 microsecond'"
    return f"substr({column} || '.000000', 1, 25) || '1'"


@pytest.fixture
def record(
    clock: Clock, mission: Mission, author: User, reviewer: User, administrator: User
) -> tuple[Edition, Edition, Edition]:
    """A picture that was corrected, with both of its editions; a statistic that was withdrawn and expunged."""
    acts.publish_imprint(mission=mission, by=administrator)
    media, statistic = make_release("media", by=author), make_release("statistic", by=author)
    publish([media, statistic], author=author, reviewer=reviewer, clock=clock)
    media.texts.update(summary="Mended.")
    second = acts.correct(submission=submit([media], by=author), by=reviewer, note={"en": "A word was wrong."})
    gone = list(Edition.objects.filter(uid=statistic.uid))
    acts.withdraw(editions=gone, by=reviewer, reason={"en": "Issued in error."})
    clock.tick(5)
    acts.expunge(editions=gone, by=administrator, reason="A court order.")
    return Edition.objects.get(uid=media.uid, number=1), second[0], Edition.objects.get(uid=statistic.uid)


def test_a_record_that_nobody_touched_verifies(record: tuple[Edition, ...]) -> None:
    assert verify() == {"entries": JournalEntry.objects.count(), "editions": 3, "imprints": 1, "pins": 0}


EDITION = "UPDATE releases_edition SET {} WHERE id = {{}}"
CHANGED: dict[str, Callable[[], str]] = {
    "content": lambda: EDITION.format("content = replace(content, 'Mended', 'mended')"),
    "content and digest": lambda: EDITION.format(f"content_digest = '{'0' * 64}'"),
    "title": lambda: EDITION.format("title = title || '.'"),
    "address": lambda: EDITION.format("slug = slug || 'x'"),
    "kind": lambda: EDITION.format("kind = 'briefing'"),
    "note": lambda: EDITION.format('note = \'{{"en": "A word was right."}}\''),
    "change": lambda: EDITION.format("change = 'update'"),
    "opening": lambda: EDITION.format(f"public_from = {later('public_from')}"),
    "first release": lambda: EDITION.format(f"released_at = {later('released_at')}"),
    "end": lambda: EDITION.format(
        f"public_until = {later('public_from')}, ended_as = 'superseded', ended_by_entry_id = opened_by_entry_id"
    ),
    "act that opened": lambda: EDITION.format("opened_by_entry_id = 1"),
    "expunging": lambda: EDITION.format("expunged_at = public_from, content = '', title = ''"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_an_altered_edition_is_named(name: str, record: tuple[Edition, ...]) -> None:
    edition = record[1]

    assert tamper(CHANGED[name]().format(edition.pk)) == 1

    with pytest.raises(RecordDamaged) as damage:
        verify()
    assert [problem for problem in damage.value.problems if f"(row {edition.pk})" in problem]


ENDED = {
    "end": lambda: f"public_until = {later('public_from')}",
    "cause": lambda: "ended_as = 'withdrawn', end_reason = '{{\"en\": \"x\"}}'",
    "act that ended": lambda: "ended_by_entry_id = 1",
}


@pytest.mark.parametrize("name", ENDED)
def test_an_altered_end_is_named(name: str, record: tuple[Edition, ...]) -> None:
    edition = record[0]

    assert tamper(EDITION.format(ENDED[name]()).format(edition.pk)) == 1

    with pytest.raises(RecordDamaged) as damage:
        verify()
    assert [problem for problem in damage.value.problems if f"(row {edition.pk})" in problem]


EXPUNGED = {
    "content put back": "content = 'x', title = 'x'",
    "day of the expunging": "expunged_at = '2030-02-02 00:00:00'",
    "end taken back": "public_until = NULL, ended_as = '', end_reason = '{{}}', ended_by_entry_id = NULL",
    "reason of the withdrawal": 'end_reason = \'{{"en": "x"}}\'',
}


@pytest.mark.parametrize("name", EXPUNGED)
def test_an_altered_expunged_edition_is_named(name: str, record: tuple[Edition, ...]) -> None:
    assert tamper(EDITION.format(EXPUNGED[name]).format(record[2].pk)) == 1

    with pytest.raises(RecordDamaged, match=f"row {record[2].pk}"):
        verify()


JOURNAL = {
    "reason": "reason = 'A curt order.'",
    "name": "\"by\" = 'somebody'",
    "act": "act = 'cancel'",
    "time of recording": "recorded_at = '2029-01-01 00:00:00'",
    "details": "details = replace(details, 'expunged', 'expunges')",
    "digest": "digest = 'x'",
}


@pytest.mark.parametrize("name", JOURNAL)
def test_an_altered_entry_of_the_journal_is_named(name: str, record: tuple[Edition, ...]) -> None:
    last = JournalEntry.objects.order_by("sequence").last()
    assert last is not None

    assert tamper(f"UPDATE releases_journalentry SET {JOURNAL[name]} WHERE sequence = {last.sequence}") == 1

    with pytest.raises(RecordDamaged, match=f"journal entry {last.sequence} was altered"):
        verify()


def test_an_entry_in_the_middle_that_was_altered_with_its_digest_breaks_the_chain(record: tuple[Edition, ...]) -> None:
    entry = JournalEntry.objects.get(sequence=3)
    entry.by = "somebody"
    tamper(
        "UPDATE releases_journalentry SET \"by\" = 'somebody', digest = %s WHERE sequence = 3", [entry_digest(entry)]
    )

    with pytest.raises(RecordDamaged, match="journal entry 4 does not follow the one before"):
        verify()


def test_a_deleted_entry_is_named(record: tuple[Edition, ...]) -> None:
    submitted = JournalEntry.objects.filter(act="submit").order_by("sequence").first()
    assert submitted is not None

    tamper(f"DELETE FROM releases_mention WHERE entry_id = {submitted.sequence}")
    tamper(f"DELETE FROM releases_journalentry WHERE sequence = {submitted.sequence}")

    with pytest.raises(RecordDamaged, match=f"journal entry {submitted.sequence} is missing"):
        verify()


def test_a_deleted_edition_is_named(record: tuple[Edition, ...]) -> None:
    tamper(f"DELETE FROM releases_edition WHERE id = {record[2].pk}")

    with pytest.raises(RecordDamaged, match=f"edition {record[2].key} is in the journal but not in the record"):
        verify()


def test_an_edition_that_was_slipped_in_is_named(record: tuple[Edition, ...]) -> None:
    forged = {"id": "99", "number": "9", "public_until": "public_from", "ended_as": "'cancelled'"}
    columns = [field.column for field in Edition._meta.concrete_fields]
    values = ", ".join(forged.get(column, column) for column in columns)

    tamper(
        f"INSERT INTO releases_edition ({', '.join(columns)}) "
        f"SELECT {values} FROM releases_edition WHERE id = {record[0].pk}"
    )

    with pytest.raises(RecordDamaged, match="is not in the journal"):
        verify()


FILES = {
    "changed": "UPDATE releases_editionfile SET digest = 'x' WHERE id = {file}",
    "deleted": "DELETE FROM releases_editionfile WHERE id = {file}",
    "added": "INSERT INTO releases_editionfile (edition_id, digest) VALUES ({edition}, 'x')",
}


@pytest.mark.parametrize("name", FILES)
def test_an_altered_list_of_files_is_named(name: str, record: tuple[Edition, ...]) -> None:
    edition = record[0]
    file = EditionFile.objects.filter(edition=edition).first()
    assert file is not None

    assert tamper(FILES[name].format(file=file.pk, edition=edition.pk)) == 1

    with pytest.raises(RecordDamaged, match="the files it shows differ"):
        verify()


IMPRINT = {
    "content": "content = content || ' '",
    "digest": "content_digest = 'x'",
    "time": "public_from = '2030-01-01 12:00:03'",
    "act that opened": "opened_by_entry_id = 2",
}


@pytest.mark.parametrize("name", IMPRINT)
def test_an_altered_imprint_is_named(name: str, record: tuple[Edition, ...]) -> None:
    assert tamper(f"UPDATE releases_imprint SET {IMPRINT[name]}") == 1

    with pytest.raises(RecordDamaged, match="imprint"):
        verify()


def test_a_deleted_imprint_is_named(record: tuple[Edition, ...]) -> None:
    tamper("DELETE FROM releases_imprint")

    with pytest.raises(RecordDamaged, match=r"imprint .* is in the journal but not in the record"):
        verify()
    assert not Imprint.objects.exists()


RECORD = (Edition, EditionFile, JournalEntry, Imprint, Pin, Acknowledgement)
# Numbers that a row is given by the database, and that readers never see.
SURROGATES = {f"{model.__name__}.id" for model in (Edition, EditionFile, Imprint, Pin, Acknowledgement)}


def other(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Another value of the kind that the field holds: a letter, a microsecond, a row further."""
    match field:
        case models.DateTimeField():
            return (value or START) + dt.timedelta(microseconds=1)
        case models.UUIDField():
            return uuid.UUID(int=value.int ^ 1)
        case models.ForeignKey() | models.IntegerField():
            return (value or 0) + 1000
        case models.JSONField():
            return {**(value or {}), "en": "x"}
        case _:
            return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"


def lift_constraints() -> None:
    """What stands in the way of a single altered value; the transaction puts it back."""
    guards.remove()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            return
        cursor.execute("SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0")
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}"')


def found_besides_guards() -> list[str]:
    with pytest.raises(RecordDamaged) as damage:
        verify()
    return [problem for problem in damage.value.problems if not problem.startswith("guard ")]


def test_no_column_of_any_row_of_the_record_can_be_altered_unnoticed(
    record: tuple[Edition, ...], reviewer: User
) -> None:
    """One that is added later too."""
    acts.pin(editions=[record[1]], by=reviewer)
    rows = [row for model in RECORD for row in model._base_manager.order_by("pk")]
    assert {type(row) for row in rows} == set(RECORD)
    lift_constraints()
    assert found_besides_guards() == []
    unnoticed = []
    for row in rows:
        for field in row._meta.concrete_fields:
            column = f"{type(row).__name__}.{field.name}"
            if column not in SURROGATES:
                with transaction.atomic():
                    changed = {field.attname: other(field, getattr(row, field.attname))}
                    assert type(row)._base_manager.filter(pk=row.pk).update(**changed) == 1
                    if not found_besides_guards():
                        unnoticed.append(f"{column} of {row}")
                    transaction.set_rollback(True)
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA ignore_check_constraints = OFF")
    assert unnoticed == []


def test_the_command_says_so_and_ends_with_one(record: tuple[Edition, ...]) -> None:
    tamper(EDITION.format("title = title || '.'").format(record[1].pk))

    with pytest.raises(CommandError, match=record[1].key) as failure:
        call_command("verify_record")

    assert failure.value.returncode == 1


def test_the_command_counts_what_it_read(record: tuple[Edition, ...]) -> None:
    out = StringIO()

    call_command("verify_record", stdout=out)

    assert "3 editions" in out.getvalue()
    assert json.loads(JournalEntry.objects.get(sequence=1).details)["imprint"]
    assert guards.missing() == set()
