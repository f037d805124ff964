"""The other languages of what is listed, for a format that names them in each item."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from releases.editions import reading
from releases.editions.models import Edition


class Translations:
    """Of each release, in every language that was public at an instant, never ahead of the public. One query."""

    def __init__(self, editions: Iterable[Edition], *, now: dt.datetime, at: dt.datetime | None = None) -> None:
        self._found: dict[uuid.UUID, list[Edition]] = defaultdict(list)
        uids = {edition.uid for edition in editions}
        moment = min(at or now, now)
        rows = reading.public(moment).filter(uid__in=uids).defer("content").order_by("language")
        for row in (reading.not_withdrawn_since(rows, now=now) if moment < now else rows) if uids else ():
            self._found[row.uid].append(row)

    def of(self, edition: Edition) -> list[Edition]:
        return [one for one in self._found.get(edition.uid, ()) if one.language != edition.language]
