"""Whatever is read ahead of the public is written down: by whom, what, when."""

import datetime as dt
from collections.abc import Iterable

from releases.editions.models import Edition
from releases.partners.models import EarlyReading

from .readers import Reader


def note_early_readings(reader: Reader, editions: Iterable[Edition], *, path: str, now: dt.datetime) -> None:
    """One insert for all of them, before anything is sent; none for what is public."""
    ahead = [edition for edition in editions if edition.public_from > now]
    if ahead and reader.key is not None:
        EarlyReading.objects.bulk_create(
            [EarlyReading(key=reader.key, edition=edition.key, path=path[:500]) for edition in ahead]
        )
