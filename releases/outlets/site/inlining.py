"""The styles of a page within it: the words are painted when they are there, not a way there and back later."""

import base64
import functools
import hashlib
import re

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse

from . import stylesheet

_LINK = re.compile(r'<link rel="stylesheet" href="/theme/([0-9a-f]{6})-([0-9a-f]{6})-[0-9a-f]{12}\.css">')
_CLASSES = re.compile(r' class="([^"]+)"')
_ELEMENTS = re.compile(r"<([a-z][a-z0-9]*)")


def inlined(response: HttpResponse) -> HttpResponse:
    """Writes what the page needs of the stylesheet in place of the link to it, and lets the policy allow just that."""
    html = response.content.decode()
    found = _LINK.search(html)
    if found is None:
        return response
    styles, source = _elements(found[1], found[2], _needed(html))
    response.content = f"{html[: found.start()]}{styles}{html[found.end() :]}"
    response._csp_update = {"style-src": [source]}  # type: ignore[attr-defined]
    return response


def policy_of(response: HttpResponse) -> str:
    """What the policy has to allow for a page whose styles are in it; "" where none are."""
    update: dict[str, list[str]] = getattr(response, "_csp_update", None) or {}
    return "".join(update.get("style-src", []))


def allowing(policy: str, response: HttpResponse) -> HttpResponse:
    """A page that was made before, with the policy that it had then."""
    if policy:
        response._csp_update = {"style-src": [policy]}  # type: ignore[attr-defined]
    return response


def _needed(html: str) -> tuple[str, ...]:
    """The parts that every page has, and those of which one selector finds all that it wants."""
    here = {name for listed in set(_CLASSES.findall(html)) for name in listed.split()}
    here |= {f"<{element}" for element in set(_ELEMENTS.findall(html))}
    if "data-suggest=" in html:
        here.add("suggestions")  # the script's list
    return tuple(
        part
        for part in stylesheet.PARTS
        if part in stylesheet.EVERYWHERE or any(wanted <= here for wanted in stylesheet.wanting(part))
    )


@functools.lru_cache(maxsize=64)
def _elements(colour: str, accent: str, parts: tuple[str, ...]) -> tuple[str, str]:
    """The elements in the order of the parts, and the source expression (CSP level 2) that allows the one of words."""
    within = tuple(part for part in parts if part not in stylesheet.BESIDE)
    css = stylesheet.written(colour, accent, within)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    last = parts.index(within[-1])
    before, after = (
        "".join(_link(part) for part in some if part in stylesheet.BESIDE) for some in (parts[:last], parts[last:])
    )
    return f"{before}<style>{css}</style>{after}", f"'sha256-{digest}'"


def _link(part: str) -> str:
    return f'<link rel="stylesheet" href="{staticfiles_storage.url(f"site/{part}.css")}">'
