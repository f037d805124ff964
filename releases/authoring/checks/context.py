"""What a check may know: the texts of one release as they would become public, and the facts around them, by value."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .passages import Read


@dataclass(frozen=True, slots=True)
class Named:
    """A person or an organisation of the registers: approved names by language, and what replaced them."""

    slug: str
    kind: str  # person | organisation
    names: tuple[tuple[str, str], ...]
    successor: tuple[tuple[str, str], ...] = ()
    retired_on: str = ""

    def name(self, language: str) -> str:
        return dict(self.names).get(language, "")

    def successor_name(self, language: str) -> str:
        return dict(self.successor).get(language, "")

    @property
    def is_retired(self) -> bool:
        return bool(self.retired_on or self.successor)


class Registers:
    """All rows, known by their digest: what is worked out from them is kept as long as it stays the same."""

    def __init__(self, rows: Iterable[Named] = ()) -> None:
        self.rows = tuple(rows)
        self.digest = hashlib.sha256(repr(self.rows).encode("utf-8", "surrogatepass")).hexdigest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Registers) and self.digest == other.digest


NO_REGISTERS = Registers()


@dataclass(frozen=True, slots=True)
class Observed:
    """A value that the release, or one that goes with it, cites by value."""

    uid: str
    title: str
    id: int
    value: Decimal
    unit: str
    qualifier: str
    nature: str
    period: str = ""
    display: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition of the same release that is or was public."""

    language: str
    number: int
    public_on: dt.date
    observations: tuple[Observed, ...]


@dataclass(frozen=True)
class Context:
    """`texts` are one release's, in the mission's order of languages; a check that reads each text alone gets one."""

    texts: tuple[Read, ...]
    today: dt.date
    time_zone: str = "UTC"
    mission_languages: tuple[str, ...] = ()
    registers: Registers = NO_REGISTERS
    # Languages in which the release is public, apart from what is being submitted.
    public_languages: frozenset[str] = frozenset()
    # What the release may take its figures from, by language of the words.
    observed: Mapping[str, tuple[Observed, ...]] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    # (language, section, slug) of the internal links that lead somewhere.
    addresses: frozenset[tuple[str, str, str]] = frozenset()
    # The source as it was when a translation followed it, by language of the translation.
    followed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # Passages that the author marked as no statistic, by language.
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def uid(self) -> str:
        return self.texts[0].uid

    @property
    def kind(self) -> str:
        return self.texts[0].kind

    @property
    def source(self) -> Read | None:
        return next((text for text in self.texts if text.is_source), None)
