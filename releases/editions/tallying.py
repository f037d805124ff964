"""Counts what the checks find in working copies, and keeps the counts for the lists of the desk.

Everything that is cited is read, whoever may see it: a count tells nothing of its words.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from releases.authoring.models import CheckTally, Release, Text

from .checking import Checked, checked
from .working import Item

# Registers, days and the record change what is found in a text that nobody has touched.
_HOLDS = dt.timedelta(days=1)
_AT_ONCE = 20
STALE = Q(tally=None) | Q(tally__counted_at__lt=F("edited_at")) | Q(tally__counted_at__lt=F("release__edited_at"))


def tallies(found: Checked, sources: dict[int, str]) -> dict[Item, tuple[int, int]]:
    """(errors, warnings) by text. What is missing of a release counts in its source language, `sources`."""
    counted: dict[Item, list[int]] = defaultdict(lambda: [0, 0])
    for finding in found.findings:
        counted[found.item_of(finding)][finding.severity != "error"] += 1
    for fault in found.faults:
        counted[fault.release, fault.language or sources[fault.release]][0] += 1
    return {item: (errors, warnings) for item, (errors, warnings) in counted.items()}


def recount(keys: Collection[int], *, at: dt.datetime) -> None:
    """The texts of these releases. Some fifty queries, however many there are."""
    named = ("pk", "release", "language", "release__source_language")
    texts = list(Text.objects.filter(release__in=keys).values_list(*named))
    if not texts:
        return
    counted = tallies(checked(keys, at=at), {release: source for _pk, release, _language, source in texts})
    rows = [
        CheckTally(text_id=pk, errors=errors, warnings=warnings, counted_at=at)
        for pk, release, language, _source in texts
        for errors, warnings in [counted.get((release, language), (0, 0))]
    ]
    CheckTally.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["text"],
        update_fields=["errors", "warnings", "counted_at"],
    )


def recount_stale(*, at: dt.datetime) -> int:
    """Some releases whose texts were edited since they were counted, or were counted long ago; how many."""
    stale = Text.objects.filter(STALE | Q(tally__counted_at__lt=at - _HOLDS)).order_by("-edited_at")
    keys = list(dict.fromkeys(stale.values_list("release", flat=True)[: 4 * _AT_ONCE]))[:_AT_ONCE]
    recount(keys, at=at)
    return len(keys)


def stale_among(releases: QuerySet[Release]) -> QuerySet[Text]:
    return Text.objects.filter(STALE, release__in=releases)
