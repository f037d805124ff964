"""How long a process that answers readers waits for PostgreSQL to say something: as for SQLite; then it is away.

A server that is stopped, or whose disk hangs, keeps its connections and says nothing; no timeout of the network ends
that. Commands and the worker wait: what they do may take long, and nobody waits for them.
"""

import functools
from typing import Any

import psycopg
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

LONGEST_S = 20.0


def end() -> None:
    """From now on, connections that are opened in this process have an end to their patience."""
    connection_created.connect(_opened, dispatch_uid="embassy.patience")


def _opened(*, connection: Any, **_signal: Any) -> None:
    if connection.vendor == "postgresql":
        connection.connection.wait = functools.partial(_wait, connection.connection)


def _wait(raw: Any, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
    try:
        return type(raw).wait(raw, gen, interval=interval, timeout=LONGEST_S if timeout is None else timeout)
    except psycopg.OperationalError:
        # It may answer yet, to a question that nobody remembers.
        if raw.pgconn.transaction_status == TransactionStatus.ACTIVE:
            raw.close()
        raise
