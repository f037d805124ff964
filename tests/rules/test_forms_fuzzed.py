"""Every form that a page shows and every address with its questions, sent what no browser would send: nothing fails.

The forms are read from the pages, the pages are those of the URL configuration: a new form is tried on the day it is
added. What is drawn is the same in every run; more `TRIES` find more.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import releases
from releases.subscribers import links
from releases.subscribers.models import Subscriber
from tests.clock import standing

from .doors import MAY, Door, doors
from .forms import Field, Form, Sent, encoded, forms_of, parameters_of, with_rows
from .world import World

pytestmark = pytest.mark.django_db
DOORS = doors()
TRIES, TRIES_OF_QUESTIONS = 3, 2
PASSWORD = "password of the tests"
KEPT = "Kept “words” of Zenda"
# What a form of another page is sent to by a script, or by hand.
_AS_CHANGE = re.compile(r"(add|\d+)/(keep|presence|preview)/\Z")
_READS = re.compile(r'(POST|GET)(?:\.get|\.getlist)?[\[(]"(\w+)"|"(\w+)" (?:not )?in (?:self\.)?request\.(POST|GET)')
_TEXT = re.compile(r"[\w “”.,:/@-]{1,200}\Z")

_WRONG = (
    b"",
    b" ",
    b"nul\0inside",
    b"\xed\xa0\x80 lone surrogate",
    b"\xff\xfe no UTF-8",
    "\u202eright to left \u2066isolated".encode(),
    b"-1",
    b"0",
    b"99999999999999999999999999",
    b"-9223372036854775809",
    b"2147483648",
    b"1e400",
    b"NaN",
    "٣".encode(),
    "²".encode(),
    b"1",
    b"9999",
    b"0000-00-00",
    b"9999-12-31T23:59:59+14:00",
    b"0001-01-01T00:00",
    b"2030-13-40",
    b"25:61",
    b"null",
    b"[]",
    b"{}",
    b'{"a": [1e999, "\\ud800", "\\u0000"]}',
    b"[[{}, {}, {}]]",
    b"[" * 3000,
    b'[["text", [null, 3, {}]], 4]',
    b"<p>\x00<script>alert(1)</script><a href='javascript:x'>",
    b"<table>" * 300,
    b"x" * 5000,
    "ژ".encode() * 40_000,
    b"../../etc/passwd",
    b"%00%ff%s%(x)s{0}",
    b"//[::1",
    b"http://[",
    b"https://\xd7\x90.example:99999/",
    b"' OR 1=1 --",
    b"a@b",
    b"00000000-0000-0000-0000-000000000000",
    b"on",
    b"__all__",
    b"e" + b"\xcc\x81" * 400,
    b"9" * 5000,
    b"\r\nSet-Cookie: x=y",
)

_PARTS = "multipart/form-data"
_RAW = (
    ("application/json", b'{"title": ["\\ud800", 1e999]}'),
    ("application/json", b"[" * 5000),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(20_000))),
    ("application/x-www-form-urlencoded", b"title=%ed%a0%80&%ff=%00&=&&;==%"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"title=+AGEAYg-"),
    ("application/x-www-form-urlencoded; charset=\xe9", b"title=1"),
    (_PARTS, b"title"),
    (f"{_PARTS}; boundary=", b"----\r\n"),
    (f"{_PARTS}; boundary=a", b"--a\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--a--"),
    (f"{_PARTS}; boundary=a", b'--a\r\nContent-Disposition: form-data; name="title"\r\n\r\nand no end'),
    (
        f"{_PARTS}; boundary=a",
        b'--a\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name="a"\r\n\r\n!',
    ),
    ("text/plain; charset=none", b"\xff\xfe"),
    ("", b"\0"),
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock:
        world = World(clock)
        for role in ("author", "reviewer", "administrator"):
            world.clients[role].post("/admin/account/confirm/", {"password": PASSWORD})
        yield world
        transaction.set_rollback(True)


def names_read(method: str) -> list[str]:
    """Whatever our code asks a request for by name, wherever it stands."""
    root = Path(releases.__file__).parent
    found = {
        name or other
        for path in sorted(root.rglob("*.py"))
        for of, name, other, of_other in _READS.findall(path.read_text(encoding="utf-8"))
        if method in {of, of_other}
    }
    return sorted(found)


POSTED, ASKED = names_read("POST"), names_read("GET")


@dataclass
class Fuzz:
    """One person's browser, and what went wrong in it. Whatever a request changes is rolled back."""

    client: Any
    samples: dict[str, Any]
    wrong: list[str] = field(default_factory=list)
    sent: int = 0

    def ask(self, method: str, address: str, **options: Any) -> tuple[Any, bytes]:
        cookies = dict(self.client.cookies.items())
        with transaction.atomic():
            answer = getattr(self.client, method)(address, **options)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        self.client.cookies.clear()
        self.client.cookies.update(cookies)
        cache.clear()  # how often one may ask is another test's
        self.sent += 1
        error = getattr(answer, "exc_info", None)
        if answer.status_code >= 500 or b"Traceback (most recent" in body or error:
            self.tell(method, address, answer.status_code, error and repr(error[1])[:300], options)
        return answer, body

    def tell(self, *said: Any) -> None:
        self.wrong.append(" ".join(str(one)[:1500] for one in said))


junk = st.sampled_from(_WRONG) | st.text(max_size=12).map(str.encode) | st.integers().map(lambda n: str(n).encode())
Change = Callable[[Sent, list[tuple[str, str, bytes]]], None]


@st.composite
def changed(draw: Any, form: Form) -> tuple[Sent, list[tuple[str, str, bytes]]]:
    """What is sent for a form: its own fields, with one to four of them, or of what else is read, made wrong."""
    form, is_filled = with_rows(form) if draw(st.booleans()) else form, draw(st.booleans())
    sent: Sent = [(field.name, _filled(field, is_filled=is_filled)) for field in form.fields if field.kind != "file"]
    files: list[tuple[str, str, bytes]] = []
    if form.buttons and draw(st.booleans()):
        button = draw(st.sampled_from(form.buttons))
        sent.append((button.name, button.value.encode()))
    names = [name for name in form.names if name != "csrfmiddlewaretoken"]
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(names if names and draw(st.integers(0, 5)) else POSTED))
        how = draw(st.sampled_from(("wrong", "wrong", "wrong", "wrong", "left out", "again", "file")))
        if how == "again":
            sent.append((name, draw(junk)))
            continue
        sent = [(other, value) for other, value in sent if other != name]
        if how == "wrong":
            sent.append((name, draw(junk)))
        elif how == "file":
            files.append((name, "wrong.txt\x01\u202egpj.svg", draw(junk)))
    return sent, files


def _filled(field: Field, *, is_filled: bool) -> bytes:
    if field.kind == "password":
        return PASSWORD.encode()
    if is_filled and field.is_typed and (not field.value or field.kind != "textarea"):
        return KEPT.encode()
    return field.value.encode()


def each(strategy: Any, tries: int, named: str) -> Callable[[Callable[[Any], None]], None]:
    """Runs a function with what is drawn: the same for a name in each run."""

    def run(function: Callable[[Any], None]) -> None:
        quick = settings(
            max_examples=tries,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seed(random.Random(named).randrange(2**32))(quick(given(strategy)(function)))()

    return run


def read_by(door: Door, turn: int) -> str | None:
    """Who reads the page of a door: those who may, in turn. None for pages without a reader."""
    if door.kind in {"public", "door"}:
        return "visitor"
    if door.kind in {"desk", "own"}:
        return ("author", "reviewer", "administrator")[turn % 3]
    if door.kind != "model":
        return None
    may = MAY[door.model][1 if door.ending.startswith("add/") else 0]
    able = [role for role in ("author", "reviewer", "administrator") if role in may]
    return able[turn % len(able)] if able else None


def pages_of(world: World, role: str) -> Iterator[tuple[Door, str]]:
    for turn, door in enumerate(DOORS):
        if read_by(door, turn) == role:
            yield door, world.address(door, world.key_of(door)) if door.kind == "model" else world.address(door)
    if role == "visitor":
        reader = Subscriber.objects.get()
        for purpose in ("confirm", "manage", "leave"):
            yield DOORS[0], links.path(purpose, uid=reader.uid, language="en")


def forms_seen(fuzz: Fuzz, pages: list[tuple[Door, str]]) -> list[Form]:
    """Each form of the pages once, whatever pages it stands on; those that scripts send to as forms of their page."""
    found: dict[Any, Form] = {}
    for _door, address in pages:
        answer, body = fuzz.ask("get", address)
        shown = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
        here = [form for form in forms_of(body, address) if form.method == "post"] if shown else []
        if match := _AS_CHANGE.search(address):
            page = address[: match.start()] + ("add/" if match[1] == "add" else f"{match[1]}/change/")
            _answer, body = fuzz.ask("get", page)
            here = [form.at(address) for form in forms_of(body, page) if urlsplit(form.action).path == page]
        elif answer.status_code == 405:
            here = [Form(address, "post", ())]
        for form in here:
            found.setdefault((form.action, tuple(form.names)), form)
    return list(found.values())


def lost(form: Form, sent: Sent, answer: Any, body: bytes) -> list[str]:
    """What was typed and is not in the page of a form that was refused."""
    is_shown = answer.status_code in {200, 400, 409, 422} and b"<form" in body
    if not is_shown or (b'class="errorlist' not in body and b'class="errornote' not in body):
        return []
    page = unescape(body.decode())
    typed = {field.name for field in form.fields if field.is_typed and "__prefix__" not in field.name}
    values = {name: value.decode("utf-8", "replace").strip() for name, value in sent if name in typed}
    return [name for name, value in values.items() if _TEXT.match(value) and value not in page]


def fuzz_form(fuzz: Fuzz, form: Form) -> None:
    # What was made before, by whichever test, gives its number to an address.
    place = re.sub(r"\d+", "0", form.action)

    @each(changed(form), TRIES, f"{place} {form.names}")
    def _one(drawn: tuple[Sent, list[tuple[str, str, bytes]]]) -> None:
        sent, files = drawn
        data, content_type = encoded(sent, files, in_parts=form.has_files or bool(files))
        answer, body = fuzz.ask("post", form.action, data=data, content_type=content_type)
        if gone := lost(form, sent, answer, body):
            fuzz.tell("lost", gone, form.action, sent)

    @each(st.sampled_from(_RAW), 1, place)
    def _raw(body: tuple[str, bytes]) -> None:
        fuzz.ask("post", form.action, data=body[1], content_type=body[0])


def fuzz_questions(fuzz: Fuzz, door: Door, address: str) -> None:
    """The page with what it asks itself, and what our code asks anywhere, made wrong; then with a wrong address."""
    answer, body = fuzz.ask("get", address)
    is_page = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
    own = sorted(parameters_of(body, address)) if is_page else []
    names = st.sampled_from(own) | st.sampled_from(ASKED) if own else st.sampled_from(ASKED)

    @each(st.lists(st.tuples(names, junk), min_size=1, max_size=3), TRIES_OF_QUESTIONS, door.route)
    def _one(questions: Sent) -> None:
        # A request line has an end: servers refuse a longer one before us.
        fuzz.ask("get", f"{address}?{urlencode([(name, value[:4000]) for name, value in questions])}")

    if door.parameters:

        @each(st.tuples(st.sampled_from(door.parameters), junk), TRIES_OF_QUESTIONS, f"{door.route} itself")
        def _other(wrong: tuple[str, bytes]) -> None:
            name, value = wrong
            fuzz.ask("get", door.at({**fuzz.samples, name: quote(value[:2000], safe="/")}))


@pytest.mark.parametrize("role", ["visitor", "author", "reviewer", "administrator"])
def test_no_form_fails_and_none_loses_what_was_typed(world: World, role: str) -> None:
    fuzz = Fuzz(world.clients[role], world.samples)
    forms = forms_seen(fuzz, list(pages_of(world, role)))
    for form in forms:
        fuzz_form(fuzz, form)
    assert not fuzz.wrong, "\n".join(fuzz.wrong)
    assert len(forms) > (3 if role == "visitor" else 30)


@pytest.mark.parametrize("role", ["visitor", "author", "reviewer", "administrator"])
def test_no_question_fails(world: World, role: str) -> None:
    fuzz = Fuzz(world.clients[role], world.samples)
    for door, address in pages_of(world, role):
        fuzz_questions(fuzz, door, address)
    assert not fuzz.wrong, "\n".join(fuzz.wrong)
