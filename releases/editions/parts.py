"""What was made of editions, kept in memory by all that it was made of.

An edition never changes, so what is made of the same editions, and of nothing else, is the same: it outlives the page
cache, which begins anew with each act. The key has to name everything: editions and imprint by row and digest, and
whatever is decided by the clock. An expunging empties this process; the others forget within the hour.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T", str, bytes)
Key = tuple[Hashable, ...]

ROOM_BYTES = 24 * 1024 * 1024
_ROUND = 400
_FORGOTTEN_AFTER_S = 3600.0


class Parts:
    """Bounded; out goes first what nobody asked for longest."""

    def __init__(self, room_bytes: int) -> None:
        self._room_bytes = room_bytes
        self._size_bytes = 0
        self._parts: OrderedDict[Key, str | bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._begun = time.monotonic()

    def once(self, key: Key, make: Callable[[], T]) -> T:
        """What lies under a key; made now where nothing does, and once more where two ask at a time."""
        found = self.find(key)
        if found is not None:
            return found  # type: ignore[return-value]  # a key's parts are all of one kind
        made = make()
        self.keep(key, made)
        return made

    def find(self, key: Key) -> str | bytes | None:
        """What lies under a key."""
        with self._lock:
            if time.monotonic() - self._begun > _FORGOTTEN_AFTER_S:
                self._empty()
            found = self._parts.get(key)
            if found is not None:
                self._parts.move_to_end(key)
            return found

    def keep(self, key: Key, made: str | bytes) -> None:
        """Puts it there, unless something lies there already."""
        with self._lock:
            if key in self._parts:
                return
            self._parts[key] = made
            self._size_bytes += len(made) + _ROUND
            while self._size_bytes > self._room_bytes:
                _key, out = self._parts.popitem(last=False)
                self._size_bytes -= len(out) + _ROUND

    def replace(self, key: Key, made: str | bytes) -> None:
        """In place of what lay there: under a key that does not name all that it was made of."""
        with self._lock:
            if (out := self._parts.pop(key, None)) is not None:
                self._size_bytes -= len(out) + _ROUND
        self.keep(key, made)

    def __contains__(self, key: Key) -> bool:
        return key in self._parts

    def forget(self) -> None:
        """When words are expunged, nothing that was made of them stays."""
        with self._lock:
            self._empty()

    def _empty(self) -> None:
        self._parts.clear()
        self._size_bytes, self._begun = 0, time.monotonic()


parts = Parts(ROOM_BYTES)
