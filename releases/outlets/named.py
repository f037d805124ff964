"""Whom and what the public editions name: as they say it, and as the card of a page about it shows it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from releases.editions.search import describing, finding
from releases.editions.search.models import Role

from . import drawings

Content = Mapping[str, Any]


def card_of_person(said_of: Sequence[Content], *, language: str, said: Content) -> drawings.Picture | None:
    """Name and latest office; `said` is the imprint's body. Gettext must be in the language."""
    newest = said_of[0]
    held = [one["office"] for one in said_of if one["office"]]
    office = max(held, key=lambda one: (one["held_from"] or {"date": ""})["date"]) if held else None
    return drawings.of_named(
        "people",
        newest["slug"],
        kind=_("Person"),
        name=newest["name"],
        title=office["title"] if office else "",
        organisation=office["organisation"] if office else "",
        language=language,
        said=said,
    )


def card_of_topic(topic: Content, *, language: str, said: Content) -> drawings.Picture | None:
    return drawings.of_named("topics", topic["slug"], kind=_("Topic"), name=topic["name"], language=language, said=said)


def card(name: str, slug: str, *, language: str, at: dt.datetime, said: Content) -> drawings.Picture | None:
    """As the page of one of the `people` or `topics` shows it; None where there is no such page. One query."""
    if name == "people":
        described = describing.described(role=Role.PERSON, slug=slug, at=at)
        said_of = [one.body for one in described if one.language == language]
        return card_of_person(said_of, language=language, said=said) if said_of else None
    newest = finding.Wanted(language, (language,), topic=slug).public(at).newest_first().first()
    if newest is None:
        return None
    return card_of_topic(topic_of(newest.body, slug), language=language, said=said)


def topic_of(content: Content, slug: str) -> Content:
    found: Content = next(topic for topic in content["topics"] if topic["slug"] == slug)
    return found
