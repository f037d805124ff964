"""Counts, made once for as long as the same editions are public: of a long record they take longer than all else."""

import datetime as dt
import functools
import json
from collections.abc import Hashable
from dataclasses import asdict, dataclass
from typing import Any

from ..canonical import digest_of
from ..parts import parts
from . import finding, settled

# So many are counted as fast as what moved among them.
_FEW = 2000
ALL_TIME: finding.Periods = [(1, dt.datetime(1800, 1, 1, tzinfo=dt.UTC))]


@dataclass(frozen=True)
class Counted:
    """`digest` tells counts from others without reading them."""

    digest: str
    _written: str

    @functools.cached_property
    def counts(self) -> finding.Counts:
        said: dict[str, Any] = json.loads(self._written)
        for name in ("topics", "people", "forms"):
            said[name] = [finding.Named(**one) for one in said[name]]
        said["periods"] = {int(number): count for number, count in said["periods"].items()}
        return finding.Counts(**said)


def count(
    wanted: finding.Wanted, *, at: dt.datetime, periods: finding.Periods, zone: str, standing: Hashable
) -> Counted:
    """As `finding.count`. `standing` is what `together.standing` found: nothing, and nothing is kept.

    `zone` is that of the periods, which follow from it and the first of them. One query, or none; of many a second,
    where what moved does not tell what is left.
    """

    def make() -> str:
        if int(parts.find(("total", wanted)) or _FEW) < _FEW:
            settled.tallies.drop(wanted)
        counts = finding.count(wanted, at=at, periods=periods)
        parts.replace(("total", wanted), str(counts.total))
        written = json.dumps(asdict(counts))
        return f"{digest_of(written)} {written}"

    told = parts.once(("counts", standing, wanted, zone, periods[0]), make) if standing else make()
    digest, _space, written = told.partition(" ")
    return Counted(digest, written)


def everything(language: str, *, at: dt.datetime, standing: Hashable, kind: str = "") -> Counted:
    """Of all that is public in a language, or all of one kind. One query, or none."""
    wanted = finding.Wanted(language, (language,), kind=kind)
    return count(wanted, at=at, periods=ALL_TIME, zone="UTC", standing=standing)
