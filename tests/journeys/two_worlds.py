"""A site that can be had with and without a plan, and every address that the plan will have, or change, once it opens.

The addresses are not listed here: they are those that the application names when the plan has opened, what each pattern
of the URL configuration gives for the plan's own names, and each parameter that lists and the API know.
"""

import datetime as dt
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from releases.authoring.models import FigureBlock, Kind, PictureBlock, QuoteBlock, Release, Text, User
from releases.authoring.roles import install_roles
from releases.editions import acts
from releases.editions.following import Position
from releases.editions.models import Edition
from releases.outlets import cursors
from releases.outlets.addresses import SECTIONS
from releases.outlets.api import changes
from releases.outlets.api.asking import FILTERS, INCLUDABLE, PAGING
from releases.partners import keys
from releases.partners.models import Partner
from tests.clock import Clock
from tests.factories import (
    LANGUAGES,
    in_each,
    make_drawn_map,
    make_mission,
    make_office,
    make_organisation,
    make_person,
    make_release,
    make_topic,
    publish,
    submit,
)
from tests.links import links
from tests.rules.doors import Door, doors

ORIGIN = "http://testserver"
WORD = "quetzal"
"""Begins every word and name of the plan, and stands nowhere else."""
_FOLLOWED = re.compile(r"/(en/|api/|sitemap|\Z)")
_SPACES = re.compile(r"text/|application/.*(json|xml)")


@dataclass
class Site:
    """What is public in both worlds, and drafts that either may take further."""

    clock: Clock
    author: User
    reviewer: User
    key: str
    corrected: Release
    leaving: Release
    later: Release
    facts: dict[str, Any]

    @property
    def hands(self) -> dict[str, Any]:
        return {"author": self.author, "reviewer": self.reviewer}


def _member(role: str) -> User:
    user = User.objects.create_user(role, f"{role}@ruritania.example", "password of the tests", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def build(clock: Clock) -> Site:
    install_roles()
    author, reviewer, administrator = (_member(role) for role in ("author", "reviewer", "administrator"))
    clock.set(acts.publish_imprint(mission=make_mission(), by=administrator).public_from)
    office = make_office(make_person("rassendyll"), organisation=make_organisation("chancery"))
    facts: dict[str, Any] = {"by": author, "topics": [make_topic("trade")]}
    spoken = {"speaker": office.person, "office": office, **facts}
    both = ("en", "ur")
    statement, leaving, later = (
        make_release(Kind.STATEMENT, slug=slug, title=f"Open {slug}", languages=both, **spoken)
        for slug in ("said", "leaving", "later")
    )
    picture = make_release(Kind.MEDIA, slug="castle", title="Open castle", **facts)
    figures = make_release(Kind.STATISTIC, slug="wool", title="Open wool", **facts)
    briefing = make_release(
        Kind.BRIEFING, slug="spring", languages=both, cites=[statement, picture, figures], speakers=[office], **facts
    )
    publish([statement, leaving, picture, figures, briefing], author=author, reviewer=reviewer, clock=clock)
    _key, secret = keys.give(partner=Partner.objects.create(name="Wire"), name="wire", by=administrator)
    return Site(clock, author, reviewer, secret, statement, leaving, later, facts)


def plan(site: Site, *, opens: dt.datetime) -> list[Edition]:
    """A briefing with all that it can show, a correction and a withdrawal, approved for one instant. Moves no clock."""
    person = make_person(f"{WORD}-person", names=in_each(f"{WORD} person"))
    office = make_office(person, titles=in_each(f"{WORD} office"))
    facts: dict[str, Any] = {
        "by": site.author,
        "topics": [*site.facts["topics"], make_topic(f"{WORD}-topic", names=in_each(WORD))],
    }
    facts |= {"languages": ("en", "ur"), "html": f"<p>The {WORD} sings.</p>"}
    years = [
        {"value": Decimal(number), "period_from": year} for year, number in (("2027", 54), ("2028", 61), ("2029", 70))
    ]
    statement = make_release(Kind.STATEMENT, slug=f"{WORD}-said", speaker=person, office=office, **facts)
    figures = make_release(Kind.STATISTIC, slug=f"{WORD}-figures", observations=years, **facts)
    picture = make_release(Kind.MEDIA, slug=f"{WORD}-picture", **facts)
    drawn = make_drawn_map(slug=f"{WORD}-map", by=site.author)
    briefing = make_release(
        Kind.BRIEFING,
        slug=f"{WORD}-briefing",
        cites=[statement, figures, picture],
        speakers=[office],
        starts_at=opens + dt.timedelta(days=2),
        **facts | {"languages": LANGUAGES},
    )
    for text in briefing.texts.all():
        QuoteBlock.objects.create(parent=text, statement=statement, ordering=20)
        FigureBlock.objects.create(parent=text, observation=figures.observations.first(), ordering=30)
        PictureBlock.objects.create(parent=text, asset=picture, ordering=40)
    mine = [statement, figures, picture, drawn, briefing]
    for text in Text.objects.filter(release__in=mine):
        Text.objects.filter(pk=text.pk).update(title=f"{WORD} {text.title}", summary=f"{WORD} {text.summary}")
    planned = publish(mine, **site.hands, at=opens)
    acts.pin(editions=[edition for edition in planned if edition.kind == Kind.BRIEFING], by=site.reviewer)
    Text.objects.filter(release=site.corrected).update(words=f"The {WORD} was left out.")
    again = submit([site.corrected], by=site.author)
    acts.correct(submission=again, by=site.reviewer, note=in_each(f"The {WORD} was missing."), at=opens)
    leaving = list(Edition.objects.filter(uid=site.leaving.uid))
    acts.withdraw(editions=leaving, by=site.reviewer, reason=in_each(f"The {WORD} left."), at=opens)
    return planned


def go_on(site: Site) -> None:
    """What both worlds publish afterwards: its rows come behind those of the plan."""
    publish([site.later], **site.hands, clock=site.clock)


def own(planned: Iterable[Edition]) -> list[str]:
    """Every pattern of the URL configuration outside the desk, filled with each name that the plan has."""
    editions = list(planned)
    return sorted({path for door in public_doors() for path in _filled(door, editions)})


def public_doors() -> list[Door]:
    return [door for door in doors() if door.kind in {"public", "api"}]


def _filled(door: Door, editions: list[Edition]) -> Iterator[str]:
    for edition in editions:
        names = _names(edition)
        if set(door.parameters) <= names.keys():
            for values in itertools.product(*(names[name] for name in door.parameters)):
                yield door.at(dict(zip(door.parameters, values, strict=True)))


def _names(edition: Edition) -> dict[str, list[Any]]:
    """Of each parameter that an address may have, what one edition could put there."""
    section = SECTIONS[edition.kind]
    return {
        "language": [edition.language],
        "kind": [section],
        "section": [section],
        "slug": [edition.slug, f"{WORD}-topic", f"{WORD}-person"],
        "number": [edition.number],
        "earlier": [edition.number],
        "uid": [edition.uid],
        "form": ["atom"],
        "name": ["chart", "map"],
        "year": [edition.released_at.year],
        "month": [f"{edition.released_at:%m}"],
    }


def asked_for(planned: list[Edition], *, opens: dt.datetime) -> Iterator[str]:
    """Each parameter of lists and of the API, with what the plan would be found by."""
    at = (opens + dt.timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    by = {
        "language": ["all", "ur"],
        "kind": ["briefing"],
        "topic": [f"{WORD}-topic", "trade"],
        "person": [f"{WORD}-person"],
        "from": [opens.strftime("%Y-%m-%dT%H:%M:%SZ")],
        "to": [at],
        "at": [at],
        "q": [WORD, WORD[:4]],
        "corrected": ["true"],
        "order": ["changed"],
        "limit": ["1"],
    }
    assert by.keys() | {"cursor"} == FILTERS | PAGING, "a parameter of the API is not asked for here"
    asked = [f"{name}={value}" for name, values in by.items() for value in values]
    yield from (f"/api/v1/releases/?{one}" for one in asked)
    yield from (f"/api/v1/releases/?format={form}" for form in ("ninjs", "ndjson"))
    yield f"/api/v1/releases/?include={','.join(INCLUDABLE)}&language=all"
    yield "/api/v1/statistics/?format=csv&language=all"
    yield from (
        f"/api/v1/changes/?{one}" for one in ("limit=1", "limit=3", "format=ninjs", "language=en", "kind=media")
    )
    yield from (f"/api/v1/{name}/?language=ur" for name in ("people", "topics"))
    for uid in {edition.uid for edition in planned}:
        yield from (
            f"/api/v1/releases/{uid}/?{one}" for one in ("format=ninjs", "format=csv", "language=ru", f"at={at}")
        )
    # As if somebody had guessed them: the next edition of what is public has an identity that all know.
    for edition in Edition.objects.filter(public_from=opens, language="en"):
        position = changes.write(Position(opens, 2), edition.key)
        yield f"/api/v1/changes/?language=en&cursor={position}"
        yield from (
            f"{path}cursor={cursors.write(opens, edition)}" for path in ("/api/v1/releases/?", "/en/releases/?")
        )
    by_words = (f"q={WORD}", f"topic={WORD}-topic", f"person={WORD}-person", "year=2030", "year=2030&month=1")
    yield from (f"/en/releases/?{one}" for one in (*by_words, f"q={WORD}&language=all", "sort=oldest", "kind=media"))
    yield from (f"/{language}/suggest?q={WORD[:3]}" for language in LANGUAGES)
    yield from (f"/en/statements/?person={WORD}-person", "/en/media/?type=map", "/en/media/?orientation=landscape")


def crawl(client: Client, seeds: Iterable[str]) -> "dict[str, Told]":
    """The seeds, and whatever their answers name. Other languages are asked, and not followed."""
    found: dict[str, Told] = {}
    ahead = deque(dict.fromkeys(seeds))
    known = set(ahead)
    while ahead:
        path = ahead.popleft()
        answer = found[path] = read(client.get(path))
        media_type = answer.headers.get("Content-Type", "").partition(";")[0]
        if not _FOLLOWED.match(path) or not _SPACES.match(media_type) or "?" in path:
            continue
        for link in sorted(links(answer.body.decode(), media_type, path, ORIGIN) - known):
            if "&" not in link and not link.startswith("/static/"):
                known.add(link)
                ahead.append(link)
    return found


@dataclass(frozen=True)
class Told:
    """All that a reader can tell one answer from another by."""

    status: int
    headers: dict[str, str]
    body: bytes


def read(response: Any) -> Told:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Told(response.status_code, dict(response.headers), body)
