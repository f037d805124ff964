"""Which of our formats an `Accept` prefers (RFC 9110, section 12.5.1)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

_MOST_RANGES = 32


class ByWeight(DefaultContentNegotiation):
    """By the weight of the narrowest range that a format is in, ours first where they are equal.

    Django REST framework's own leaves weights out, and so gives JSON to whoever refuses it with `q=0`.
    """

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        if format_suffix or request.query_params.get("format"):
            return super().select_renderer(request, renderers, format_suffix)
        chosen = preferred(request.META.get("HTTP_ACCEPT", ""), tuple(one.media_type for one in renderers))
        if chosen is None:
            raise NotAcceptable(available_renderers=renderers)
        return renderers[chosen[0]], chosen[1]


@lru_cache(maxsize=256)
def preferred(accept: str, offered: Sequence[str]) -> tuple[int, str] | None:
    """(which of those offered, as it was asked for with its parameters), or None where each is refused."""
    ranges = list(_ranges(accept)) or [("*/*", "", 1.0)]
    best: tuple[float, int, str] | None = None
    for index, media_type in enumerate(offered):
        fitting = [one for one in ranges if one[0] in {media_type, media_type.partition("/")[0] + "/*", "*/*"}]
        if not fitting:
            continue
        narrow = max(fitting, key=lambda one: (one[0] == media_type, one[0] != "*/*", bool(one[1])))
        if narrow[2] > 0 and (best is None or narrow[2] > best[0]):
            best = narrow[2], index, f"{media_type}; {narrow[1]}" if narrow[1] else media_type
    return best and (best[1], best[2])


def _ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    """(range, its parameters, its weight); what cannot be read weighs as if nothing were said of it."""
    for part in accept.lower().split(",")[:_MOST_RANGES]:
        name, *given = (piece.strip() for piece in part.split(";"))
        if "/" not in name:
            continue
        weight = next((one[2:] for one in given if one.startswith("q=")), "1")
        parameters = "; ".join(one for one in given if one and not one.startswith("q="))
        try:
            yield name, parameters, min(max(float(weight), 0.0), 1.0)
        except ValueError:
            yield name, parameters, 1.0
