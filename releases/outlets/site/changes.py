"""What changed between two editions of a release, as a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from releases.editions import reading
from releases.editions.comparing import Difference, compare

from . import addresses
from .history import past
from .serving import Visit, served
from .views import moved_or_gone

_FEW = 2
_PAIR = 2


@dataclass(frozen=True)
class Stretch:
    """Passages in a row; `folded` where they are equal and so many that they would hide what changed."""

    passages: list[Difference]
    folded: bool


@served
def changes(visit: Visit, kind: str, slug: str, number: int, earlier: int) -> HttpResponse:
    """Two queries: the imprint, the public edition with the two asked for. 404 unless both were public by now."""
    asked = reading.numbered([number, earlier], language=visit.language, kind=kind, slug=slug, at=visit.at)
    if asked is None:
        return moved_or_gone(visit, kind, slug, to=lambda body: addresses.changes(body, number, earlier))
    current, found = asked
    if number == earlier or len(found) != _PAIR:
        raise Http404
    if earlier > number:
        return HttpResponsePermanentRedirect(addresses.changes(current.body, earlier, number))
    old, new = found[earlier], found[number]
    comparable = old.expunged_at is None and new.expunged_at is None
    compared = compare(old.body, new.body) if comparable else None
    return visit.render(
        "site/changes.html",
        kind=kind,
        title=_("What changed from edition %(old)d to edition %(new)d") % {"old": earlier, "new": number},
        heading=current.title,
        release=addresses.release(current.body),
        editions=addresses.editions(current.body),
        sides=[past(edition, current, zone=visit.zone) for edition in (old, new)],
        compared=compared,
        stretches=_stretches(compared.body) if compared else [],
    )


def _stretches(passages: Iterable[Difference]) -> list[Stretch]:
    found = [(equal, list(group)) for equal, group in groupby(passages, key=lambda passage: passage.change == "equal")]
    return [Stretch(group, folded=equal and len(group) > _FEW) for equal, group in found]
