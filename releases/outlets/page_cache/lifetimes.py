"""How long a CDN may keep a page without asking: to the next full minute, say. Never for a time that tells anything.

A lifetime that ended with the embargo of a release would announce it. So lifetimes end at the same instants whatever is
planned; embargoes are set to full minutes, and of everything else the CDN is told (`purging`). See docs/caching.md.
"""

from django.conf import settings

from .entries import Headers

_ASK_EACH_TIME = frozenset({"no-cache", "public, no-cache"})
TAG = "record"


def said(now: float) -> str:
    """Cache-Control, in whole seconds; what a browser keeps it asks about each time."""
    left_s = int(settings.CDN_SECONDS - now % settings.CDN_SECONDS)
    return f"public, max-age=0, must-revalidate, s-maxage={left_s}" if left_s else "public, no-cache"


def for_cdn(headers: Headers) -> tuple[Headers, bool]:
    """Without what will be said anew each time; and whether it will."""
    lines = [line for line in headers if line[0].lower() != "cache-control"]
    cache = next((value for name, value in headers if name.lower() == "cache-control"), "")
    if not settings.CDN_SECONDS or cache not in _ASK_EACH_TIME:
        return headers, False
    language = next((value for name, value in headers if name.lower() == "content-language"), "")
    tags = [TAG, f"language-{language}"] if language else [TAG]
    return [*lines, ("Surrogate-Key", " ".join(tags)), ("Cache-Tag", ",".join(tags))], True
