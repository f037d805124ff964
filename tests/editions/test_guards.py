"""What the database itself refuses, whoever asks it, and however."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from releases.authoring.models import Mission, User
from releases.editions import acts, clocks, guards
from releases.editions.models import Edition, Imprint
from releases.editions.verifying import verify
from releases.errors import RecordDamaged
from tests.clock import Clock
from tests.dump import whole_database
from tests.factories import make_release, publish
from tests.tampering import remove_guards

pytestmark = pytest.mark.django_db

COLUMNS = (
    "uid, kind, language, number, slug, title, content, content_digest, change, note, released_at, public_from, "
    "public_until, ended_as, end_reason, opened_by_entry_id, ended_by_entry_id, expunged_at"
)
EDITION, OPEN, PLANNED, OVER = "releases_edition", "id = {open}", "id = {planned}", "id = {over}"


def update(change: str, where: str = OPEN, table: str = EDITION) -> str:
    return f"UPDATE {table} SET {change} WHERE {where}"


def copy(where: str = PLANNED, **changed: str) -> str:
    """Inserts a second row like the first, with some columns changed."""
    values = ", ".join(changed.get(name, name) for name in COLUMNS.split(", "))
    return f"INSERT INTO {EDITION} ({COLUMNS}) SELECT {values} FROM {EDITION} WHERE {where}"


SOON, PAST, OTHER = "'2030-01-01 12:30:00+00'", "'2029-12-31 12:00:00+00'", "'0123456789abcdef0123456789abcdef'"
ATTEMPTS = {
    "content": update("content = content || ' '"),
    "content of what is planned": update("content = content || ' '", PLANNED),
    "content of what is over": update("content = content || ' '", OVER),
    "content blanked": update("content = ''"),
    "title": update("title = 'Another'"),
    "address": update("slug = 'another'"),
    "permanent id": update(f"uid = {OTHER}"),
    "kind": update("kind = 'briefing'"),
    "language": update("language = 'ru'"),
    "number": update("number = 9"),
    "digest": update("content_digest = 'x'"),
    "change": update("change = 'update'"),
    "note": update('note = \'{{"en": "x"}}\''),
    "identity": update("id = 999"),
    "first release": update(f"released_at = {PAST}"),
    "opening that is past": update(f"public_from = {SOON}"),
    "opening moved into the past": update(f"public_from = {PAST}, released_at = {PAST}", PLANNED),
    "end in the past": update(
        f"public_until = {PAST}, ended_as = 'superseded', ended_by_entry_id = opened_by_entry_id"
    ),
    "end that is past": update(f"public_until = {SOON}", OVER),
    "end taken back": update("public_until = NULL, ended_as = '', end_reason = '{{}}', ended_by_entry_id = NULL", OVER),
    "cause of an end": update("ended_as = 'superseded'", OVER),
    "reason of an end": update('end_reason = \'{{"en": "x"}}\'', OVER),
    "act that opened": update("opened_by_entry_id = 1 + opened_by_entry_id"),
    "act that ended": update("ended_by_entry_id = opened_by_entry_id", OVER),
    "expunged with its content": update("expunged_at = public_from", OVER),
    "end without a cause": update(f"public_until = {SOON}"),
    "end before the opening": update("public_until = '2030-01-01 12:20:00+00', ended_as = 'cancelled'", PLANNED),
    "overlap": copy(number="9", slug="'another'"),
    "overlap at the end": copy(OPEN, number="9", public_from=SOON, released_at=SOON),
    "number twice": copy(OVER, public_from=SOON, public_until=SOON),
    "address of another release": copy(uid=OTHER),
    "opening in the past": copy(OPEN, uid=OTHER, slug="'another'"),
    "edition deleted": f"DELETE FROM {EDITION} WHERE {OVER}",
    "planned edition deleted": f"DELETE FROM {EDITION} WHERE {PLANNED}",
    "file changed": update("digest = 'x'", "edition_id = {open}", "releases_editionfile"),
    "file moved": update("edition_id = {planned}", "edition_id = {open}", "releases_editionfile"),
    "file deleted": "DELETE FROM releases_editionfile",
    "file added": "INSERT INTO releases_editionfile (edition_id, digest) VALUES ({open}, 'x')",
    "reason in the journal": update("reason = 'x'", "sequence = 1", "releases_journalentry"),
    "name in the journal": update("by = 'x'", "sequence = 1", "releases_journalentry").replace("by", '"by"'),
    "journal deleted": "DELETE FROM releases_journalentry",
    "imprint changed": update("content = content || ' '", "1 = 1", "releases_imprint"),
    "imprint moved": update(f"public_from = {SOON}", "1 = 1", "releases_imprint"),
    "imprint deleted": "DELETE FROM releases_imprint",
    "pin of another release": update(f"uid = {OTHER}", "1 = 1", "releases_pin"),
    "pin in another language": update("language = 'ru'", "1 = 1", "releases_pin"),
    "pin moved": update(f"public_from = {SOON}", "1 = 1", "releases_pin"),
    "pin ended in the past": update(
        "public_until = public_from, ended_by_entry_id = opened_by_entry_id", "1 = 1", "releases_pin"
    ),
    "pin ended without an act": update(f"public_until = {SOON}", "1 = 1", "releases_pin"),
    "pin deleted": "DELETE FROM releases_pin",
    "pin in the past": "INSERT INTO releases_pin (language, uid, public_from, opened_by_entry_id) "
    f"SELECT 'ru', uid, {PAST}, opened_by_entry_id FROM releases_pin",
    "pin that is born ended": "INSERT INTO releases_pin "
    "(language, uid, public_from, public_until, opened_by_entry_id, ended_by_entry_id) "
    f"SELECT 'ru', uid, {SOON}, {SOON}, opened_by_entry_id, opened_by_entry_id FROM releases_pin",
    "pin twice in one act": "INSERT INTO releases_pin (language, uid, public_from, opened_by_entry_id) "
    f"SELECT language, uid, {SOON}, opened_by_entry_id FROM releases_pin",
    "imprint in the past": "INSERT INTO releases_imprint (content, content_digest, public_from, opened_by_entry_id) "
    f"SELECT content, content_digest, {PAST}, opened_by_entry_id FROM releases_imprint",
}
JOURNAL = (
    "INSERT INTO releases_journalentry "
    '(sequence, act, recorded_at, effective_at, "by", reason, details, previous_digest, digest) '
    "SELECT {columns} FROM releases_journalentry ORDER BY sequence DESC LIMIT 1"
)
ATTEMPTS |= {
    "journal with a gap": JOURNAL.replace(
        "{columns}", "sequence + 2, act, recorded_at, NULL, \"by\", '', '{{}}', digest, 'x'"
    ),
    "journal beside the chain": JOURNAL.replace(
        "{columns}", "sequence + 1, act, recorded_at, NULL, \"by\", '', '{{}}', 'x', 'y'"
    ),
    "journal with an unknown act": JOURNAL.replace(
        "{columns}", "sequence + 1, 'x', recorded_at, NULL, \"by\", '', '{{}}', digest, 'y'"
    ),
    "journal with an effect before it": JOURNAL.replace(
        "{columns}", "sequence + 1, act, recorded_at, recorded_at, \"by\", '', '{{}}', digest, 'y'"
    ),
}
ONLY = {
    "sqlite": {
        "edition replaced": copy()
        .replace("INSERT", "INSERT OR REPLACE")
        .replace(f"({COLUMNS}) SELECT", f"(id, {COLUMNS}) SELECT {{open}},"),
        "edition replaced by its number": copy(
            OVER, public_from=SOON, public_until=SOON, end_reason='\'{{"en": "x"}}\''
        ).replace("INSERT", "INSERT OR REPLACE"),
        "file replaced": "INSERT OR REPLACE INTO releases_editionfile (id, edition_id, digest) "
        "SELECT id, {planned}, 'x' FROM releases_editionfile WHERE edition_id = {open}",
        "imprint replaced": "INSERT OR REPLACE INTO releases_imprint "
        "(id, content, content_digest, public_from, opened_by_entry_id) "
        f"SELECT id, 'x', 'x', {SOON}, opened_by_entry_id FROM releases_imprint",
        "pin replaced": "INSERT OR REPLACE INTO releases_pin (id, language, uid, public_from, opened_by_entry_id) "
        f"SELECT id, 'ru', uid, {SOON}, opened_by_entry_id FROM releases_pin",
        "journal replaced": JOURNAL.replace("INSERT", "INSERT OR REPLACE").replace(
            "{columns}",
            "sequence + 1, act, recorded_at, NULL, \"by\", '', '{{}}', digest, "
            "(SELECT digest FROM releases_journalentry WHERE sequence = 1)",
        ),
    },
    "postgresql": {
        f"{table} truncated": f"TRUNCATE {table} CASCADE"
        for table in (EDITION, "releases_editionfile", "releases_journalentry", "releases_imprint", "releases_pin")
    },
}
VENDOR = connection.vendor
ATTEMPTS |= ONLY[VENDOR]


@dataclass
class Rows:
    open: int
    planned: int
    over: int


@pytest.fixture
def rows(clock: Clock, mission: Mission, author: User, reviewer: User, administrator: User) -> Rows:
    """One edition that is public and pinned, one that opens in an hour, one that was withdrawn.

    The first shows a picture.
    """
    acts.publish_imprint(mission=mission, by=administrator)
    over, is_open, planned = (make_release(kind, by=author) for kind in ("statistic", "media", "statistic"))
    editions = publish([over, is_open], author=author, reviewer=reviewer, clock=clock)
    gone = next(edition for edition in editions if edition.uid == over.uid)
    acts.withdraw(editions=[gone], by=reviewer, reason={"en": "Issued in error."})
    acts.pin(editions=[edition for edition in editions if edition != gone], by=reviewer)
    clock.tick(5)
    ahead = publish([planned], author=author, reviewer=reviewer, at=clock.now.replace(hour=13))
    still = next(edition for edition in editions if edition.uid == is_open.uid)
    return Rows(open=still.pk, planned=ahead[0].pk, over=gone.pk)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses(attempt: str, rows: Rows) -> None:
    before = whole_database()
    sql = ATTEMPTS[attempt].format(open=rows.open, planned=rows.planned, over=rows.over)
    if VENDOR == "sqlite":
        sql = sql.replace("+00'", "'")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert whole_database() == before


def test_the_attempts_are_refused_by_the_guards_and_not_by_a_slip_of_ours(rows: Rows) -> None:
    """Without the guards most of them go through: they are well-formed, and meet rows."""
    refused_still = []
    for name, attempt in ATTEMPTS.items():
        sql = attempt.format(open=rows.open, planned=rows.planned, over=rows.over)
        try:
            with transaction.atomic():
                remove_guards()
                with connection.cursor() as cursor:
                    cursor.execute(sql.replace("+00'", "'") if VENDOR == "sqlite" else sql)
                    assert cursor.rowcount != 0, f"{name} met no row, so that its refusal proves nothing"
                transaction.set_rollback(True)
        except DatabaseError as error:
            refused_still.append(f"{name}: {error}")

    print("\n".join(refused_still))
    assert not [line for line in refused_still if "syntax" in line or "no such" in line or "does not exist" in line]
    assert len(refused_still) <= 14


def test_the_guards_leave_through_what_is_planned(rows: Rows, reviewer: User, clock: Clock) -> None:
    later = clock.now.replace(hour=15)

    moved = acts.reschedule(editions=Edition.objects.filter(pk=rows.planned), by=reviewer, at=later)

    assert [edition.public_from for edition in moved] == [later]


def test_a_pin_ends_once(rows: Rows, reviewer: User, clock: Clock) -> None:
    acts.unpin(editions=Edition.objects.filter(pk=rows.open), by=reviewer, at=clock.now.replace(hour=14))

    with pytest.raises(DatabaseError, match="a pin ends once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(update(f"public_until = {SOON}", "1 = 1", "releases_pin").replace("+00'", "'"))


def test_a_migration_that_rebuilds_a_table_gets_its_guards_back(db: None) -> None:
    name = min(guards.names(VENDOR))
    guards.remove()
    assert name in guards.missing()

    guards.install_after_migrate(using="default")

    assert guards.missing() == set()


TAMPERED = {
    "sqlite": [
        ["DROP TRIGGER record_edition_update"],
        [
            "DROP TRIGGER record_edition_delete",
            "CREATE TRIGGER record_edition_delete BEFORE DELETE ON releases_edition BEGIN SELECT 1; END",
        ],
        ["DROP VIEW record_clock"],
        ["DROP VIEW record_clock", "CREATE VIEW record_clock AS SELECT '2001-01-01 00:00:00.000' AS now"],
    ],
    "postgresql": [
        ["DROP TRIGGER record_edition_update ON releases_edition"],
        ["ALTER TABLE releases_edition DISABLE TRIGGER record_edition_update"],
        ["ALTER TABLE releases_journalentry DISABLE TRIGGER USER"],
        ["ALTER TABLE releases_edition DROP CONSTRAINT record_edition_no_overlap"],
        ["CREATE OR REPLACE FUNCTION record_never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"],
        ["ALTER TABLE releases_edition ENABLE REPLICA TRIGGER record_edition_update"],
        [
            "DROP TRIGGER record_edition_delete ON releases_edition",
            "CREATE TRIGGER record_edition_delete BEFORE DELETE ON releases_edition FOR EACH ROW WHEN (OLD.id < 0) "
            "EXECUTE FUNCTION record_never()",
        ],
        [
            "ALTER TABLE releases_edition DROP CONSTRAINT record_edition_no_overlap",
            "ALTER TABLE releases_edition ADD CONSTRAINT record_edition_no_overlap EXCLUDE USING gist (id WITH =)",
        ],
        ["DROP VIEW record_clock"],
        ["CREATE OR REPLACE VIEW record_clock AS SELECT timestamptz '2001-01-01' AS now"],
    ],
}[VENDOR]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("statements", TAMPERED)
def test_a_guard_that_is_gone_disabled_or_emptied_is_named_and_put_back(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

    with pytest.raises(RecordDamaged, match="guard record_"):
        verify()

    guards.install()
    assert guards.missing() == set()


def test_outside_of_the_tests_the_guards_ask_the_database_s_own_clock(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(guards.__file__).parent / "sql" / f"{VENDOR}.sql").read_text()
    shipped = text.partition("VIEW record_clock AS ")[2].partition(";\n")[0]
    monkeypatch.setattr(guards, "clock", lambda _vendor: shipped)
    assert guards.missing() == {"record_clock"}, "That of the tests passes for the real one"

    guards.install()

    assert guards.missing() == set()
    assert clocks.agree(clocks.difference())


def test_no_index_of_a_guard_is_taken_to_find_a_release_by_its_last_column() -> None:
    """PostgreSQL did: of 10,000 editions it read 138 pages of that index for each, not 3 of another."""
    script = (Path(guards.__file__).parent / "sql" / "postgresql.sql").read_text()
    found = re.findall(r"EXCLUDE USING gist \((.*)\);", script)
    assert len(found) == script.count("EXCLUDE")
    for columns in found:
        assert "uid" not in [column.split()[0] for column in columns.split(", ")[1:]], columns


def test_every_guard_has_a_name_of_its_own_on_each_database(db: None) -> None:
    assert guards.missing() == set()
    assert len(guards.names("sqlite")) > 8
    assert len(guards.names("postgresql")) > 8
    assert Imprint.objects.count() == 0
