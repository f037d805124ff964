"""Who reads: the public, or a partner by a key. A reader's rights bound every answer."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rest_framework.request import Request

from releases.authoring.languages import LANGUAGES
from releases.editions import reading
from releases.outlets.addresses import KINDS

if TYPE_CHECKING:
    from releases.editions.reading import EditionQuerySet
    from releases.partners.models import Key


@dataclass(frozen=True)
class Reader:
    """`lead` is how far ahead of the public this reader may look; kinds and languages bound it everywhere."""

    key: "Key | None" = None
    lead: dt.timedelta = dt.timedelta(0)
    kinds: tuple[str, ...] = tuple(KINDS.values())
    languages: tuple[str, ...] = tuple(LANGUAGES)

    @property
    def is_bounded(self) -> bool:
        return set(self.kinds) != set(KINDS.values()) or set(self.languages) != set(LANGUAGES)

    def bound(self, rows: "EditionQuerySet", *, now: dt.datetime) -> "EditionQuerySet":
        """All that is public now, and of what lies ahead only the kinds and languages that were agreed."""
        if not self.lead or not self.is_bounded:
            return rows
        ahead = rows.filter(kind__in=self.kinds, language__in=self.languages)
        return (ahead | rows.filter(pk__in=reading.public(now).values("pk"))).distinct()


PUBLIC = Reader()


def reader_of(request: Request) -> Reader:
    # The stubs know the tokens of DRF alone; `KeyAuthentication` sets our key.
    key = cast("Key | None", request.auth)
    if key is None:
        return PUBLIC
    return Reader(
        key,
        dt.timedelta(minutes=key.lead_minutes),
        tuple(key.kinds) or PUBLIC.kinds,
        tuple(key.languages) or PUBLIC.languages,
    )
