"""A site with everything on it, and one address of each type of page."""

from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve

from releases.authoring.models import User
from tests.clock import Clock
from tests.links import links
from tests.published import Cast, publish_everything

# Those that no other page leads to in this state, and the fullest of those that come several times.
_FIRST = (
    "",
    "briefings/spring/",
    "statements/said-verbatim/",
    "statistics/trade/",
    "media/map/",
    "media/corridor/",
    "people/rassendyll/",
    "topics/trade/",
)
_ALSO = (
    "nothing/",
    "statements/gone/",
    "statements/only-english/",
    "statements/said-verbatim/editions/1/",
    "statements/removed/editions/1/",
    "releases/?q=trade&language=all",
    "releases/?q=absent&year=2030",
)


@pytest.fixture
def everything(live: str, clock: Clock, author: User, reviewer: User, administrator: User) -> str:
    """The address of a site on which there is one of everything."""
    publish_everything(Cast(author, reviewer, administrator, clock))
    return live


def _type_of(match: ResolverMatch) -> tuple[str, str]:
    return match.route, match.kwargs.get("kind", "")


@pytest.fixture
def page_types(everything: str) -> Callable[[str], list[str]]:
    """page_types("ur") is one path of each type of page in a language: those above, and whatever they lead to."""

    def found(language: str) -> list[str]:
        client, known = Client(), set[str]()
        first = [f"/{language}/{path}" for path in _FIRST]
        also = [f"/{language}/{path}" for path in _ALSO]
        ahead, types = deque([*first, *also]), dict[str, Any]()
        while ahead:
            path = ahead.popleft()
            try:
                match = resolve(path.partition("?")[0])
            except Resolver404:
                continue
            chosen = path in first or path in also
            if path in known or (not chosen and _type_of(match) in map(_type_of, types.values())):
                continue
            known.add(path)
            response = client.get(path)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                types[path] = match
                named = links(response.content.decode(), "text/html", path, "http://testserver")
                ahead.extend(sorted(link for link in named if link.startswith(f"/{language}/")))
        return list(types)

    return found
