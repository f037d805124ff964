"""Counts of what is public, kept in memory: made once in a process, and from then on moved by what opened or closed.

What was public at an instant that is past never changes, so a count of it holds for ever. A later one is that, and what
the interval ends since then add and take away: they are found by their index, however long the record is.
"""

import datetime as dt
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

Row = tuple[str, str, str, int, int]
"""(what, slug, name, place, number): a mark and its number; a role, and which set gives the name; the standing."""

Subject = tuple[str, str]
"""A role and a slug."""

ROOM = 256


@dataclass(frozen=True)
class Naming:
    """How many name a subject; `newest` is the place of the set whose name for it is shown."""

    number: int
    newest: int
    name: str


@dataclass
class Tally:
    """`standing` is another where content of the past went, or where the sets of subjects were made anew."""

    at: dt.datetime
    standing: tuple[str, int] = ("", 0)
    marks: Counter[int] = field(default_factory=Counter)
    named: dict[Subject, Naming] = field(default_factory=dict)


class Stale(Exception):
    """What moved cannot be told from what is kept."""


def tally(at: dt.datetime, rows: Iterable[Row]) -> Tally:
    """All that is public at an instant."""
    return _added(Tally(at), at, rows)


def moved(known: Tally, at: dt.datetime, rows: Iterable[Row]) -> Tally:
    """The count at a later instant, by what moved since. Raises Stale."""
    told = list(rows)
    later = Tally(known.at, known.standing, Counter(known.marks), dict(known.named))
    if not any((role, place) == ("standing", known.standing[1]) for role, _slug, _name, place, _number in told):
        raise Stale
    # What came first: so a name is known to be replaced before the set that gave it goes.
    return _added(later, at, sorted(told, key=lambda row: -row[4]))


def _added(to: Tally, at: dt.datetime, rows: Iterable[Row]) -> Tally:
    kept, to.at = to.standing, at
    for what, slug, name, place, number in rows:
        if what == "standing":
            to.standing = (name, int(place))
        elif what == "mark":
            to.marks[int(place)] += int(number)
        else:
            _name(to.named, (what, slug), Naming(int(number), int(place), name))
    if kept not in (("", 0), to.standing) or any(number < 0 for number in to.marks.values()):
        raise Stale
    to.marks += Counter()
    return to


def _name(named: dict[Subject, Naming], subject: Subject, one: Naming) -> None:
    known = named.get(subject, Naming(0, one.newest - 1, ""))
    number = known.number + one.number
    if number < 0 or (number and one.number < 0 and one.newest == known.newest):
        # The set that gave the name may be public no more.
        raise Stale
    shown = one if one.number > 0 and one.newest > known.newest else known
    named[subject] = Naming(number, shown.newest, shown.name)
    if not number:
        del named[subject]


class Tallies:
    """By what is counted; out goes what nobody asked for longest."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._tallies: OrderedDict[Hashable, Tally] = OrderedDict()
        self._lock = threading.Lock()

    def at(
        self,
        at: dt.datetime,
        key: Hashable,
        *,
        whole: Callable[[], Iterable[Row]],
        since: Callable[[dt.datetime, dt.datetime], Iterable[Row]],
    ) -> Tally:
        """The count at an instant that is not ahead. One query; two where it has to be made anew."""
        with self._lock:
            known = self._tallies.get(key)
        found = _told(known, at, since) if known is not None else None
        if found is None:
            found = tally(at, whole())
        with self._lock:
            self._tallies[key] = found
            self._tallies.move_to_end(key)
            if len(self._tallies) > self._room:
                self._tallies.popitem(last=False)
        return found

    def drop(self, wanted: Hashable) -> None:
        """What is kept of one question, whatever its periods."""
        with self._lock:
            for key in [key for key in self._tallies if isinstance(key, tuple) and key[0] == wanted]:
                del self._tallies[key]

    def forget(self) -> None:
        with self._lock:
            self._tallies.clear()


def _told(known: Tally, at: dt.datetime, since: Callable[[dt.datetime, dt.datetime], Iterable[Row]]) -> Tally | None:
    """From what is known; None where it does not tell. One query."""
    try:
        if at >= known.at:
            return moved(known, at, since(known.at, at))
        # Another thread was there first, a moment ago: most often nothing moved in between.
        rows: list[Any] = list(since(at, known.at))
        return moved(known, known.at, rows) if len(rows) == 1 else None
    except Stale:
        return None


tallies = Tallies(ROOM)
