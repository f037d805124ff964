"""What a release said, from when until when: its editions, and the page of what was withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from releases.authoring.languages import pick

from . import addresses, dates, labels
from .frame import Words

if TYPE_CHECKING:
    from releases.editions.models import Edition


@dataclass(frozen=True)
class Past:
    """One edition in the list; `until` is None while it is public, `expunged` says that its content is gone."""

    number: int
    label: str
    title: str
    note: Words
    since: dates.Moment
    until: dates.Moment | None
    path: str
    expunged: bool


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
    return [past(edition, current, zone=zone) for edition in editions]


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
