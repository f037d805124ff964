"""What must be true of the record, as triggers and constraints of the database itself.

Installed after every migration: SQLite forgets the triggers of a table that a migration rebuilds.
"""

import re
from pathlib import Path
from typing import Any

from django.db import connections, transaction

_TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+).*? ON (\w+)", re.DOTALL)
_CONSTRAINT = re.compile(r"ALTER TABLE (\w+) ADD CONSTRAINT (\w+)")
_FUNCTION = re.compile(r"FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*?)\$\$;", re.DOTALL)
_CALL = re.compile(r"EXECUTE FUNCTION (\w+)\(\)")


def _sql(vendor: str) -> str:
    return (Path(__file__).parent / "sql" / f"{vendor}.sql").read_text(encoding="utf-8")


def names(vendor: str) -> set[str]:
    """Names of all guards that must be in place."""
    sql = _sql(vendor)
    return {name for name, _table in _TRIGGER.findall(sql)} | {name for _table, name in _CONSTRAINT.findall(sql)}


def _tables(vendor: str) -> set[str]:
    sql = _sql(vendor)
    return {table for _name, table in _TRIGGER.findall(sql)} | {table for table, _name in _CONSTRAINT.findall(sql)}


def missing(using: str = "default") -> set[str]:
    """Names of guards that the database lacks, has disabled, or has in another wording than ours."""
    vendor = connections[using].vendor
    standing = {"sqlite": _standing_on_sqlite, "postgresql": _standing_on_postgresql}[vendor]
    return names(vendor) - standing(using)


def _standing_on_sqlite(using: str) -> set[str]:
    ours = {statement.rstrip(";") for statement in _statements(_sql("sqlite"))}
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name for name, sql in cursor.fetchall() if sql.rstrip(";") in ours}


def _standing_on_postgresql(using: str) -> set[str]:
    script = _sql("postgresql")
    bodies = dict(_FUNCTION.findall(script))
    calls = {
        trigger.group(1): call.group(1)
        for statement in _statements(script)
        if (trigger := _TRIGGER.search(statement)) and (call := _CALL.search(statement))
    }
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT tgname, proname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgenabled <> 'D' AND NOT tgisinternal"
        )
        rows = cursor.fetchall()
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
        constraints = {name for (name,) in cursor.fetchall()}
    return constraints | {
        name for name, function, body in rows if calls.get(name) == function and bodies.get(function) == body
    }


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
            for statement in _statements(_sql(connection.vendor)):
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
