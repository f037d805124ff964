"""A clock that stands still until a test moves it: Python's, and the one that the database's guards ask."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine
from django.db import connection

from releases.editions import guards

START = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)
_REAL = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "clock_timestamp()",
}
_TYPE = {"sqlite": "text", "postgresql": "timestamptz"}


def install_view() -> None:
    """Lets the guards read `test_clock` where it has a row, and the real clock where it has none.

    They are told so: any other view is as good as none to them, here as well.
    """
    real, kind = _REAL[connection.vendor], _TYPE[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS test_clock (now {kind} NOT NULL)")
        cursor.execute("DROP VIEW IF EXISTS record_clock")
        said = f"SELECT coalesce((SELECT max(now) FROM test_clock), {real}) AS now"
        cursor.execute(f"CREATE VIEW record_clock AS {said}")
        if connection.vendor == "postgresql":  # which keeps it in words of its own
            cursor.execute("SELECT pg_get_viewdef('record_clock'::regclass, true)")
            said = " ".join(cursor.fetchone()[0].split()).rstrip(";")
    guards.clock = lambda _vendor: said


class Clock:
    """`now`, `set(moment)`, `tick(seconds)`: all of them move Python's clock and the database's together."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller
        self.now = START

    def set(self, moment: dt.datetime) -> dt.datetime:
        self._commit_point()
        self.now = moment
        self._traveller.move_to(moment, tick=False)
        self._tell_the_database()
        return moment

    def tick(self, seconds: float = 1) -> dt.datetime:
        return self.set(self.now + dt.timedelta(seconds=seconds))

    def forget(self) -> None:
        """Takes the row away, which a transactional test would leave behind."""
        if not connection.needs_rollback:
            self._commit_point()
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM test_clock")

    def _commit_point(self) -> None:
        """Asks PostgreSQL's deferred guard now: within a test's transaction no commit would ever ask it."""
        if connection.vendor != "postgresql" or not connection.in_atomic_block:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = 'record_in_time'")
            if cursor.fetchone():
                cursor.execute("SET CONSTRAINTS record_in_time IMMEDIATE")
                cursor.execute("SET CONSTRAINTS record_in_time DEFERRED")

    def _tell_the_database(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM test_clock")
            if connection.vendor == "sqlite":
                cursor.execute("INSERT INTO test_clock VALUES (%s)", [f"{self.now:%Y-%m-%d %H:%M:%S.%f}"])
            else:
                cursor.execute("INSERT INTO test_clock VALUES (%s)", [self.now])


@contextmanager
def standing() -> Iterator[Clock]:
    with time_machine.travel(START, tick=False) as traveller:
        clock = Clock(traveller)
        clock.set(START)
        yield clock
        clock.forget()
