"""What somebody can do who owns the database: take the guards away, and write what they like."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from releases.editions import guards
from tests.clock import install_view


def remove_guards() -> None:
    _settle()
    guards.remove()


@contextmanager
def without_guards() -> Iterator[None]:
    """Afterwards every guard stands again, so that nothing but the rows tells of it."""
    remove_guards()
    try:
        yield
    finally:
        _settle()
        guards.install()
        install_view()


def tamper(sql: str, parameters: Sequence[object] = ()) -> int:
    """Runs a statement without guards; the number of rows it met."""
    with without_guards(), connection.cursor() as cursor:
        cursor.execute(sql, list(parameters) or None)
        return int(cursor.rowcount)


def _settle() -> None:
    """PostgreSQL alters no table on which a deferred constraint still waits for the commit."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
