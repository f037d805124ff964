"""What must be true of the record, as triggers and constraints of the database itself.

Installed after every migration: SQLite forgets the triggers of a table that a migration rebuilds.
"""

import re
from pathlib import Path
from typing import Any

from django.db import connections, transaction

_TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+).*? ON (\w+)", re.DOTALL)
_WRITTEN = re.compile(r"INSERT INTO (releases_\w+)")
_CONSTRAINT = re.compile(r"ALTER TABLE (\w+) ADD CONSTRAINT (\w+)")
_FUNCTION = re.compile(r"FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*?)\$\$;", re.DOTALL)
_CLOCK = re.compile(r"CREATE VIEW record_clock AS (.*)", re.DOTALL)


def _sql(vendor: str) -> str:
    return (Path(__file__).parent / "sql" / f"{vendor}.sql").read_text(encoding="utf-8")


def names(vendor: str) -> set[str]:
    """Names of all guards that must be in place, the clock that they ask among them."""
    sql = _sql(vendor)
    triggers, constraints = _TRIGGER.findall(sql), _CONSTRAINT.findall(sql)
    return {name for name, _table in triggers} | {name for _table, name in constraints} | {"record_clock"}


def clock(vendor: str) -> str:
    """What the view `record_clock` selects."""
    return next(found[1] for statement in _statements(_sql(vendor)) if (found := _CLOCK.match(statement)))


def _script(vendor: str) -> list[str]:
    """The statements that put every guard in place."""
    view = f"CREATE VIEW record_clock AS {clock(vendor)}"
    return [view if _CLOCK.match(statement) else statement for statement in _statements(_sql(vendor))]


def _tables(vendor: str) -> set[str]:
    sql = _sql(vendor)
    guarded = {table for _name, table in _TRIGGER.findall(sql)} | {table for table, _name in _CONSTRAINT.findall(sql)}
    return guarded | set(_WRITTEN.findall(sql))


def missing(using: str = "default") -> set[str]:
    """Names of guards that the database lacks, has disabled, or has in another wording than ours."""
    vendor = connections[using].vendor
    standing = {"sqlite": _standing_on_sqlite, "postgresql": _standing_on_postgresql}[vendor]
    return names(vendor) - standing(using)


def _standing_on_sqlite(using: str) -> set[str]:
    ours = {statement.rstrip(";") for statement in _script("sqlite")}
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
        return {name for name, sql in cursor.fetchall() if sql.rstrip(";") in ours}


def _standing_on_postgresql(using: str) -> set[str]:
    """Compared with what the database itself says of each: when it fires, on what, and what it runs."""
    bodies = dict(_FUNCTION.findall(_sql("postgresql")))
    ours = {_one_line(statement).rstrip(";") for statement in _script("postgresql")}
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT tgname, proname, prosrc, pg_get_triggerdef(pg_trigger.oid, true) "
            "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
        )
        triggers = {
            name
            for name, function, body, says in cursor.fetchall()
            if bodies.get(function) == body and _one_line(says) in ours
        }
        cursor.execute(
            "SELECT conname, conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'"
        )
        constraints = {
            name
            for name, table, says in cursor.fetchall()
            if f"ALTER TABLE {table} ADD CONSTRAINT {name} {_one_line(says)}" in ours
        }
        cursor.execute("SELECT pg_get_viewdef(to_regclass('record_clock'), true)")
        (view,) = cursor.fetchone()
        views = {"record_clock"} if _one_line(view or "").rstrip(";") == clock("postgresql") else set()
    return triggers | constraints | views


def _one_line(sql: str) -> str:
    return " ".join(sql.split())


def remove(using: str = "default") -> None:
    """Takes the guards away: for `install`, and for tests that must empty the tables."""
    connection = connections[using]
    sql = _sql(connection.vendor)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table with checks still to be asked at the commit cannot be altered: they are asked now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name, table in _TRIGGER.findall(sql):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        for table, name in _CONSTRAINT.findall(sql):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")


def install(using: str = "default") -> None:
    """Puts every guard in place, whatever was there before; changes nothing where all of them stand."""
    connection = connections[using]
    if not missing(using):
        return
    with transaction.atomic(using=using):
        remove(using)
        with connection.cursor() as cursor:
            cursor.execute("DROP VIEW IF EXISTS record_clock")
            for statement in _script(connection.vendor):
                cursor.execute(statement)


def install_after_migrate(*, using: str, **_signal: Any) -> None:
    """Waits for the last of the tables: a migration may stop half-way through our history."""
    if _tables(connections[using].vendor) <= set(connections[using].introspection.table_names()):
        install(using)


def _statements(sql: str) -> list[str]:
    """The script, cut at the semicolons that end a line outside a body."""
    statements, current, in_body = [], "", False
    for line in sql.splitlines():
        if line.startswith("--"):
            continue
        current += line + "\n"
        opens = line.rstrip().endswith(" BEGIN") or line.rstrip().endswith("AS $$")
        in_body = (in_body or opens) and not (line.startswith(("END;", "END $$;")))
        if not in_body and line.rstrip().endswith(";"):
            statements.append(current.strip().rstrip(";") if "TRIGGER" not in current else current.strip())
            current = ""
    return [statement for statement in statements if statement]
