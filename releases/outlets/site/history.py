"""What a release said, from when until when: its editions, and the page of what was withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from releases.authoring.languages import pick

from . import addresses, dates, labels
from .words import Words

if TYPE_CHECKING:
    from releases.editions.models import Edition


@dataclass(frozen=True)
class Past:
    """One edition in the list; `until` is None while it is public, `expunged` says that its content is gone.

    `changes` leads to what changed since the edition before it; "" where there is nothing to compare.
    """

    number: int
    label: str
    title: str
    note: Words
    since: dates.Moment
    until: dates.Moment | None
    path: str
    expunged: bool
    changes: str = ""


@dataclass(frozen=True)
class Tombstone:
    """What is left of a withdrawn release: its title ("" when that was removed too), when it went, and why."""

    kind: str
    title: str
    language: str
    at: dates.Moment
    reason: Words


def past(edition: "Edition", current: "Edition", *, zone: str) -> Past:
    """`current` is the public edition, whose address the link to the past one stands under."""
    tag, note = pick(edition.note, edition.language, current.body["source_language"])
    closed = edition.public_until if edition.pk != current.pk else None
    return Past(
        number=edition.number,
        label=labels.change(edition.change),
        title=edition.title,
        note=Words(note, tag),
        since=dates.moment(edition.public_from, zone=zone, language=edition.language, seconds=True),
        until=dates.moment(closed, zone=zone, language=edition.language, seconds=True) if closed else None,
        path=addresses.edition(current.body, edition.number),
        expunged=edition.expunged_at is not None,
    )


def history(editions: Iterable["Edition"], current: "Edition", *, zone: str) -> list[Past]:
    """Takes the editions newest first, and keeps their order."""
    listed = [past(edition, current, zone=zone) for edition in editions]
    return [
        replace(one, changes=addresses.changes(current.body, one.number, before.number))
        if before and not one.expunged and not before.expunged
        else one
        for one, before in zip_longest(listed, listed[1:])
    ]


def chosen(given: Mapping[str, str], listed: Iterable[Past]) -> tuple[tuple[int, int] | None, bool]:
    """The later and the earlier edition asked for, or None; and whether the question makes sense."""
    numbers = {str(one.number): one.number for one in listed}
    asked = [given[name] for name in ("from", "to") if name in given]
    known = sorted({numbers[text] for text in asked if text in numbers}, reverse=True)
    pair = (known[0], known[1]) if len(known) > 1 else None
    return pair, bool(pair) or not asked


def tombstone(edition: "Edition", *, zone: str, source_language: str) -> Tombstone:
    """Takes an edition whose interval is closed. Raises ValueError for another."""
    if edition.public_until is None:
        raise ValueError(f"Edition {edition.key} is not closed.")
    tag, reason = pick(edition.end_reason, edition.language, source_language)
    return Tombstone(
        kind=labels.kind(edition.kind),
        title=edition.title,
        language=edition.language,
        at=dates.moment(edition.public_until, zone=zone, language=edition.language),
        reason=Words(reason, tag),
    )
