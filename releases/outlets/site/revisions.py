"""How the values of a statistic changed from edition to edition."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from releases.outlets import observed

from . import cards, dates
from .history import Past, past

if TYPE_CHECKING:
    from releases.editions.models import Edition


@dataclass(frozen=True)
class Revision:
    """The value from an edition on; `display` is "" where the edition has this value no more."""

    display: str
    on: dates.Date
    edition: Past


@dataclass
class Revised:
    """One observation, as its latest edition names it, with its values: newest first."""

    label: str
    revisions: list[Revision] = field(default_factory=list)


def revisions(editions: Iterable["Edition"], current: "Edition", *, zone: str) -> list[Revised]:
    """Takes the editions newest first, as the record gives them; what was expunged tells nothing.

    An edition that left a value as it was is no row of it. Empty where there is one edition only.
    """
    found: dict[int, Revised] = {}
    told = sorted((row for row in editions if row.body), key=lambda row: row.number)
    for edition in told if len(told) > 1 else []:
        rows = {row["id"]: row for row in edition.body["statistic"]["observations"]}
        on = dates.day_of(edition.public_from, zone=zone, language=edition.language)
        for key in [*rows, *(key for key in found if key not in rows)]:
            revised = found.setdefault(key, Revised(""))
            if key in rows:
                revised.label = _label(rows[key], edition.language)
            display = rows[key]["display"] if key in rows else ""
            if not revised.revisions or revised.revisions[0].display != display:
                revised.revisions.insert(0, Revision(display, on, past(edition, current, zone=zone)))
    return list(found.values())


def _label(row: cards.Content, language: str) -> str:
    date = observed.period(row, language) or observed.reduced(row["as_of"], language)
    return ", ".join(part for part in (date.words if date else "", observed.nature(row["nature"])) if part) or _(
        "Value"
    )
