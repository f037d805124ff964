"""A reader without a name follows every link there is: none is broken, nothing leaks, and all of it can be parsed."""

import io
import json
import re
import warnings
import xml.etree.ElementTree as ET
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import extruct
import feedparser
import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from icalendar import Calendar

from releases.authoring.models import User
from releases.authoring.roles import install_roles
from releases.editions import reading
from releases.editions.models import Edition
from releases.outlets.addresses import SECTIONS, page
from tests.clock import standing
from tests.links import links
from tests.published import Cast, Secrets, hide_much, publish_everything

pytestmark = pytest.mark.django_db
ORIGIN = "http://testserver"
SEEDS = ("/", "/en/", "/en/suggest?q=rur")
# What a site of this size does not link, what the desk's previews alone do, and what answers for nothing.
_STYLES = r"^theme/(?P<colour>[0-9a-f]{6})-(?P<accent>[0-9a-f]{6})-(?P<digest>[0-9a-f]{12})\.css\Z"
_ASIDE = {_STYLES, r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml\Z", r"^api(?:/|\Z)"}
# No page leads there: what asks for a token or a key, and subscribing, which is offered where mail can go out.
_WITH_A_KEY = re.compile(r"preview|early/|/subscribe/|webhooks")
_OTHERWISE = {"/metrics": 404, "/": 302, "/favicon.ico": 302, "/api/v1/me/": 401, "/api/v1/webhooks/": 401}
# A combination of filters is followed no further than this many at a time.
_MOST_QUESTIONS = 1


@dataclass(frozen=True)
class Answer:
    path: str
    status: int
    headers: dict[str, str]
    media_type: str
    body: bytes
    came_from: str
    route: str

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Walk:
    """What one reader met; what was withdrawn has one of the marks `gone` in its address."""

    answers: list[Answer]
    gone: set[str]
    secrets: Secrets
    cookies: list[str]


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any) -> Walk:
    """Once for all that is asked of it here: the answers are kept, the site is not."""
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock:
        install_roles()
        cast = Cast(*(_member(role) for role in ("author", "reviewer", "administrator")), clock=clock)
        gone = publish_everything(cast)
        secrets, client = hide_much(cast), Client()
        public = list(reading.public(clock.now))
        answers = list(_crawl(client, *_unlinked([*gone, *public]), *_histories(public)))
        transaction.set_rollback(True)
    marks = {mark for edition in gone for mark in (f"/{edition.slug}/", str(edition.uid))}
    return Walk(answers, marks, secrets, list(client.cookies))


def _member(role: str) -> User:
    user = User.objects.create_user(role, f"{role}@ruritania.example", "password of the tests", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def _crawl(client: Client, *also: str) -> Iterator[Answer]:
    """Every address once, from the seeds on, in the order in which they are found."""
    seeds = dict.fromkeys((*SEEDS, *_fixed(), *also))
    ahead, known = deque((path, "") for path in seeds), set(seeds)
    while ahead:
        path, came_from = ahead.popleft()
        answer = _ask(client, path, came_from)
        yield answer
        for found in sorted(_named_in(answer)):
            if found not in known and found.count("&") < _MOST_QUESTIONS:
                known.add(found)
                ahead.append((found, path))


def _ask(client: Client, path: str, came_from: str) -> Answer:
    response: Any = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(
        path=path,
        status=response.status_code,
        headers=dict(response.headers),
        media_type=response.headers.get("Content-Type", "").partition(";")[0],
        body=body,
        came_from=came_from,
        route=_route(path),
    )


def _route(path: str) -> str:
    """ "" for static files, which no route serves."""
    try:
        return resolve(path.partition("?")[0]).route
    except Resolver404:
        return ""


def _named_in(answer: Answer) -> set[str]:
    found = {answer.headers["Location"]} if "Location" in answer.headers else set()
    # The description of the API has addresses of examples.
    if answer.path != "/api/v1/schema/" and re.match(r"text/|application/.*(json|xml)", answer.media_type):
        found |= links(answer.text, answer.media_type, answer.path, ORIGIN)
    return found


def test_no_link_is_broken(walk: Walk) -> None:
    broken = [
        (answer.path, answer.status, answer.came_from)
        for answer in walk.answers
        if answer.status != _OTHERWISE.get(answer.path, 410 if any(mark in answer.path for mark in walk.gone) else 200)
    ]
    assert broken == []
    assert len(walk.answers) > 300


def test_every_route_of_the_outlets_is_walked(walk: Walk) -> None:
    """A page type that is added later comes into these proofs by being linked."""
    walked = {answer.route for answer in walk.answers}
    there = set(_routes(get_resolver("releases.urls")))
    assert sorted(route for route in there - walked - _ASIDE if not _WITH_A_KEY.search(route)) == []


def test_nothing_that_is_not_public_is_in_any_answer(walk: Walk) -> None:
    places, found = walk.secrets.places, []
    for answer in walk.answers:
        said = [(answer.path + str(answer.headers)).encode(), *_contents(answer.body)]
        told = b"\n".join(said).lower()
        found += [(answer.path, word, where) for word, where in places.items() if word.encode() in told]
    assert found == []
    assert len(places) > 50


def test_no_answer_sets_a_cookie_or_depends_on_one(walk: Walk) -> None:
    assert walk.cookies == []
    assert [answer.path for answer in walk.answers if "Cookie" in answer.headers.get("Vary", "")] == []


def test_whatever_programs_read_can_be_parsed(walk: Walk) -> None:
    parsed = {_parse(answer) for answer in walk.answers if answer.status == 200}
    assert {"text/html", "application/atom+xml", "application/rss+xml", "application/feed+json"} <= parsed
    assert {"text/calendar", "application/xml", "application/json"} <= parsed


def _parse(answer: Answer) -> str:
    """The media type; raises, or fails, where it is not what it says it is."""
    match answer.media_type:
        case "application/atom+xml" | "application/rss+xml":
            feed = feedparser.parse(answer.body, sanitize_html=False)
            assert not feed.bozo, (answer.path, feed.get("bozo_exception"))
        case "text/calendar":
            assert Calendar.from_ical(answer.body).walk("VCALENDAR"), answer.path
        case "application/xml" | "image/svg+xml":
            ET.fromstring(answer.body)
        case "text/html":
            _parse_linked_data(answer)
        case media_type if media_type.endswith("json"):
            json.loads(answer.body)
    return answer.media_type


def _parse_linked_data(answer: Answer) -> None:
    """What a search engine may index says what it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, which extruct brings along
        blocks = extruct.extract(answer.text, base_url=ORIGIN, syntaxes=["json-ld"])["json-ld"]
    if 'rel="canonical"' not in answer.text or 'name="robots"' in answer.text or "/calendar/" in answer.path:
        return
    assert len(blocks) == 1, answer.path
    assert blocks[0]["@context"] == "https://schema.org", answer.path
    nodes = blocks[0].get("@graph", blocks)
    assert all(node["@type"] for node in nodes), answer.path


def _contents(body: bytes) -> Iterator[bytes]:
    """The bytes themselves, and those of every file that they pack."""
    yield body
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from _contents(packed.read(name))


def _unlinked(editions: Iterable[Edition]) -> Iterator[str]:
    """Where a program looks that knows a release by its identity, and where its page is, or was."""
    for edition in editions:
        yield page(edition.language, edition.kind, edition.slug)
        yield f"/api/v1/{SECTIONS[edition.kind]}/{edition.uid}/?language={edition.language}"


def _histories(editions: Iterable[Edition]) -> Iterator[str]:
    for edition in editions:
        yield f"/api/v1/releases/{edition.uid}/editions/?language={edition.language}"
        yield f"/api/v1/releases/{edition.uid}/editions/{edition.number}/?language={edition.language}"


def _fixed() -> list[str]:
    """The addresses that have nothing to fill in, such as `/robots.txt`."""
    return [f"/{route}" for route in _routes(get_resolver("releases.urls")) if re.fullmatch(r"[-\w./]+", route)]


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route
