"""The look at the record, in a thread of its own: so that nobody waits long for a database that hangs."""

from concurrent.futures import Future, ThreadPoolExecutor

from django.db import OperationalError, close_old_connections, connection

from releases.editions.state import State, state
from releases.outlets.absence import AWAY


class Looker:
    """For one caller at a time. A look that was not answered in time goes on, and what it brings is not believed."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="looker")
        self._under_way: Future[State] | None = None

    def state(self, known: State | None) -> State:
        """Raises one of AWAY where the database does not answer; at once, while it still owes an answer."""
        if connection.in_atomic_block:  # a test's
            return state(known=known)
        if self._under_way is not None and not self._under_way.done():
            raise OperationalError("The database still owes an answer.")
        self._under_way = self._thread.submit(_state, known)
        try:
            return self._under_way.result(self._patience_s)
        except TimeoutError:
            raise OperationalError(f"The database said nothing for {self._patience_s:g} s.") from None


def _state(known: State | None) -> State:
    close_old_connections()
    try:
        return state(known=known)
    except AWAY:
        connection.close()
        raise
    finally:
        close_old_connections()
