"""What is kept of one state of the record, and the look at the record that ends it."""

import math
import threading
import time
from dataclasses import dataclass, field

from django.conf import settings

from releases.editions import bell, forgetting
from releases.editions.state import State
from releases.outlets.absence import AWAY

from .asked import Words
from .entries import Ready
from .looking import Looker
from .shelves import Shelf

# Pages without a query keep their room whatever else is asked for: searches, lists, and what is not there.
_FIRM = 0.75
_MOST_READY, _LONGEST_WORDS = 2000, 1000


@dataclass
class Kept:
    """Entries that hold in one state of the record: with the next, they are gone."""

    state: State
    rung: bytes
    room_bytes: int
    firm: Shelf = field(init=False)
    loose: Shelf = field(init=False)
    ready: dict[Words, Ready] = field(default_factory=dict)
    """Answers as they go out to whoever asks in the same words; none when anything on the shelves changes."""
    at_s: float = field(init=False)
    until_s: float = field(init=False)

    def __post_init__(self) -> None:
        self.firm = Shelf(int(self.room_bytes * _FIRM), changed=self.ready.clear)
        self.loose = Shelf(int(self.room_bytes * (1 - _FIRM)), changed=self.ready.clear)
        self.at_s = self.state.at.timestamp()
        self.until_s = self.state.until.timestamp() if self.state.until else math.inf

    def remember(self, words: Words, ready: Ready) -> None:
        if sum(len(word) for word in words if word) > _LONGEST_WORDS:
            return
        if len(self.ready) >= _MOST_READY:
            self.ready.clear()
        self.ready[words] = ready


class Watch:
    """The present state of the record, never older than an act needs to take effect.

    An act is committed at least half a margin before it takes effect. The record is looked at when the bell was rung,
    and at the latest a quarter of a margin after the last look.
    """

    def __init__(self, room_bytes: int) -> None:
        margin_s = settings.RECORD_MARGIN_S
        self._soon_s, self._latest_s = margin_s / 16, margin_s / 4
        self._room_bytes = room_bytes
        self._looker = Looker(margin_s)
        self._lock = threading.Lock()
        self._is_away, self.returns = False, 0
        self._kept: Kept | None = None
        # On the clock that cannot be set: when one should look again, when all must, and when it was last looked.
        self._soon = self._latest = self._looked = -math.inf

    @property
    def last(self) -> Kept | None:
        """What held when it was last looked."""
        return self._kept

    def kept(self, now: float) -> Kept | None:
        """What holds now. None while the database is away and what was kept may no longer be shown."""
        kept = self._kept
        if kept is not None and time.monotonic() < self._soon and self._holds(kept, now):
            return kept
        return self._look()

    def is_away(self) -> bool:
        """Whether the database did not answer at the last look, which is made now where it is time for it.

        `returns` counts how often it came back.
        """
        self.kept(time.time())
        return self._is_away

    def _holds(self, kept: Kept, now: float) -> bool:
        return kept.at_s <= now < kept.until_s and bell.heard() == kept.rung

    def _look(self) -> Kept | None:
        kept = self._kept
        may_go_on = kept is not None and time.monotonic() < self._latest and self._holds(kept, time.time())
        if not self._lock.acquire(blocking=not may_go_on):
            return kept
        try:
            kept = self._kept
            if kept is not None and time.monotonic() < self._soon and self._holds(kept, time.time()):
                return kept
            return self._looked_at(kept)
        finally:
            self._lock.release()

    def _looked_at(self, kept: Kept | None) -> Kept | None:
        rung, started = bell.heard(), time.monotonic()
        try:
            found = self._looker.state(kept.state if kept else None)
        except AWAY:
            return self._while_away(kept, started)
        if kept is None or found is not kept.state:
            if found.has_expunged:
                forgetting.forget()
            kept = Kept(found, rung, self._room_bytes)
        kept.rung = rung
        self.returns += self._is_away
        self._is_away = False
        self._kept, self._looked = kept, started
        self._soon, self._latest = started + self._soon_s, started + self._latest_s
        return kept

    def _while_away(self, kept: Kept | None, started: float) -> Kept | None:
        """Nobody can record anything while the database is away: what was known to hold goes on to hold."""
        self._is_away = True
        away_s = started - self._looked
        if kept is None or not self._holds(kept, time.time()) or away_s > settings.PAGE_CACHE_AWAY_S:
            return None
        self._soon = self._latest = time.monotonic() + self._latest_s
        return kept
