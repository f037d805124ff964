"""From where the record is read: from now, by anybody; or, for one call, from an instant that the desk looks at.

Nothing that a reader sends can set it: `looking_from` is called by the desk alone, and holds for what runs within it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from . import holding


@dataclass(frozen=True)
class Vantage:
    """`ahead` says of which editions the person may know what is planned; of the others all stays as it is at `now`."""

    at: dt.datetime
    now: dt.datetime
    ahead: Q

    def known(self) -> Q:
        """Editions of which the person may know at all."""
        return Q(public_from__lte=self.now) | self.ahead

    def ended(self) -> Q:
        """Editions of whose end the person may know: what is planned for those of others is not known."""
        return Q(public_until__lte=self.now) | self.ahead if self.ahead else Q()

    def public(self, at: dt.datetime, law: Q, law_now: Q) -> Q:
        """The law as the person may see it hold at `at`. What was expunged since has no content to be shown."""
        held = law if at <= self.now or not self.ahead else (law & self.ahead) | (law_now & ~self.ahead)
        return held & Q(expunged_at__isnull=True)


_vantage: ContextVar[Vantage | None] = ContextVar("vantage", default=None)


@contextmanager
def looking_from(at: dt.datetime, *, ahead: Q) -> Iterator[Vantage]:
    """Reads the record from `at`. An empty `ahead` is that of a person who may see everything that is planned."""
    holding.for_one_reader()
    vantage = Vantage(at, timezone.now(), ahead)
    token = _vantage.set(vantage)
    try:
        yield vantage
    finally:
        _vantage.reset(token)


def current() -> Vantage | None:
    return _vantage.get()


def now() -> dt.datetime:
    """The instant that a reader sees: now, unless the desk looks from another."""
    vantage = _vantage.get()
    return vantage.at if vantage else timezone.now()
