"""Roles at every door: each address of the URL configuration, each role, each method, against the table in `doors`.

One world for the whole module; each test's changes are rolled back. A route that no line of the table fits is named by
the first test.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from releases.authoring.models import Release, Text
from releases.editions.models import Edition
from tests.clock import standing
from tests.factories import make_release

from .doors import HIDDEN, MAY, MODELS, STAFF, doors
from .world import KIND_NAMES, MISSING, SECRET, World

pytestmark = pytest.mark.django_db
DOORS = doors()
UNSAFE = ("post", "put", "patch", "delete")
# Written by whoever comes to the door, whatever the door then says.
# Pictures are made when they are first asked for.
_LOGS = re.compile(
    r"releases_rendition|django_session|axes_|test_clock|sqlite_|sharedopening|earlyreading|presence|session|signin|factor|otp_"
)
_CHANGING = re.compile(rb'csrfmiddlewaretoken" value="\w+"|nonce(?:=|&quot;:)"[^"]+"|nonce-[\w=+/-]+')


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock:
        yield World(clock)
        transaction.set_rollback(True)


def fingerprint() -> dict[str, str]:
    """Each table with a digest of its rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not _LOGS.search(table):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows = sorted(map(repr, cursor.fetchall()))
                found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def told(answer: Any, *keys: Any) -> tuple[Any, ...]:
    """All that tells one answer from another, but for what was asked for and what changes each time."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for key in keys:
        body = body.replace(f"/{key}/".encode(), b"/N/")
    changing = {"Date", "Content-Security-Policy", "Content-Length", "Expires", "RateLimit", "RateLimit-Policy"}
    headers = {name: value for name, value in answer.headers.items() if name not in changing}
    for key in keys:
        headers = {name: value.replace(f"/{key}/", "/N/") for name, value in headers.items()}
    return answer.status_code, _CHANGING.sub(b"", body), headers


def listed(wrong: list[Any]) -> str:
    return "\n".join(map(str, wrong))


def is_sent_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/admin/login/")


def test_every_address_has_an_expectation() -> None:
    unknown = [door.route for door in DOORS if not door.kind]
    assert not unknown, listed(unknown)
    assert len(DOORS) > 150


def test_every_line_of_the_table_is_of_a_model_that_is_there() -> None:
    assert set(MAY) - set(MODELS) == set()


@pytest.mark.parametrize("role", ["visitor", "stranger"])
def test_who_is_not_of_the_staff_is_sent_to_sign_in_by_every_method(world: World, role: str) -> None:
    client, before = world.clients[role], fingerprint()
    wrong = []
    for door in DOORS:
        if door.kind not in {"desk", "own", "model"}:
            continue
        address = world.address(door, world.key_of(door))
        for method in ("get", "head", "options", *UNSAFE) if role == "visitor" else ("get", "post"):
            answer = getattr(client, method)(address)
            if not is_sent_to_sign_in(answer) and answer.status_code not in {403, 404, 405}:
                wrong.append((method, address, answer.status_code))
    assert not wrong, listed(wrong)
    assert fingerprint() == before


@pytest.mark.parametrize("role", STAFF)
def test_each_member_of_the_staff_opens_what_is_theirs_and_is_refused_the_rest(world: World, role: str) -> None:
    client, wrong = world.clients[role], []
    for door in DOORS:
        if door.kind != "model" or door.ending not in {"", "add/", "%(object_id)s/change/"}:
            continue
        may_read, may_add = MAY[door.model]
        allowed = role in (may_add if door.ending == "add/" else may_read)
        if role == "second_author" and door.model in HIDDEN and door.is_of_object:
            continue  # that of others: below
        status = told(client.get(world.address(door, world.key_of(door))))[0]
        if (status in {200, 302}) != allowed or (not allowed and status != 403):
            wrong.append((door.route, status))
    assert not wrong, listed(wrong)


def test_what_is_hidden_answers_as_what_never_was(world: World) -> None:
    """Every address of an object, by every method, before an author who may not see it."""
    client, wrong, asked = world.clients["second_author"], [], 0
    before = fingerprint()
    for door in DOORS:
        if door.kind != "model" or not door.is_of_object or door.model not in HIDDEN:
            continue
        key = world.key_of(door)
        missing = "a" * 64 if "digest" in door.parameters else MISSING
        for method in ("get", "post", "delete"):
            answers = []
            for one in (key, missing):
                client.cookies.pop("messages", None)
                answers.append(told(getattr(client, method)(world.address(door, one)), one))
            asked += 1
            if answers[0] != answers[1] or SECRET.encode() in answers[0][1]:
                wrong.append((method, door.route, answers[0][0], answers[1][0]))
    assert not wrong, listed(wrong)
    assert asked > 150
    assert fingerprint() == before


@pytest.mark.parametrize("role", ["author", "reviewer", "administrator"])
def test_nothing_fails(world: World, role: str) -> None:
    """No address answers 500, whoever asks, with whichever method and nothing filled in."""
    client, wrong = world.clients[role], []
    methods = {"author": ("get", "post"), "reviewer": ("post",), "administrator": ("get",)}[role]
    for door in DOORS:
        if door.kind in {"public", "api"}:
            continue
        for method in methods if door.kind != "door" else ("get",):
            with transaction.atomic():
                address = world.address(
                    door, world.key_of(door) if door.kind == "model" and door.is_of_object else None
                )
                answer = getattr(client, method)(address)
                if told(answer)[0] >= 500:
                    wrong.append((method, address, answer.status_code))
                transaction.set_rollback(True)
    assert not wrong, listed(wrong)


def test_public_addresses_answer_alike_to_everybody_and_change_nothing(world: World) -> None:
    before, wrong = fingerprint(), []
    for door in DOORS:
        if door.kind not in {"public", "api"}:
            continue
        address = world.address(door)
        answers = [told(world.clients[role].get(address)) for role in ("visitor", "author", "administrator")]
        if answers[0] != answers[1] or answers[0] != answers[2] or answers[0][0] >= 500:
            wrong.append(("get", address, [answer[0] for answer in answers]))
        if SECRET.encode() in answers[0][1] and door.route.split("/")[0] not in {"preview", "early"}:
            wrong.append(("told", address))
        for method in UNSAFE:
            for role in ("visitor", "administrator"):
                status = getattr(world.clients[role], method)(address).status_code
                if status not in {401, 403, 404, 405, 415}:
                    wrong.append((method, address, status))
    assert not wrong, listed(wrong)
    assert fingerprint() == before


@pytest.mark.parametrize("role", ["author", "second_author", "reviewer"])
def test_what_is_for_the_administrator_changes_by_nobody_else(world: World, role: str) -> None:
    client, before, wrong = world.clients[role], fingerprint(), []
    for door in DOORS:
        if door.kind != "model" or role in MAY[door.model][0]:
            continue
        for method in UNSAFE:
            status = getattr(client, method)(world.address(door, world.key_of(door))).status_code
            if status not in {302, 403, 404, 405}:
                wrong.append((method, door.route, status))
    assert not wrong, listed(wrong)
    assert fingerprint() == before


@pytest.mark.parametrize("role", STAFF)
def test_the_record_and_what_was_submitted_is_deleted_by_nobody(world: World, role: str) -> None:
    counts = [model.objects.count() for model in (Edition, Release)]
    for name in ("edition", "journalentry", "submission", "imprint", "pin", *KIND_NAMES.values()):
        rows = MODELS[name]._default_manager.order_by("pk").values_list("pk", flat=True)
        if name in KIND_NAMES.values():
            rows = [release.pk for kind, release in world.public.items() if KIND_NAMES[kind] == name]
        world.clients[role].post(reverse(f"admin:releases_{name}_delete", args=[rows[0]]), {"post": "yes"})
    assert [model.objects.count() for model in (Edition, Release)] == counts


def test_an_address_that_is_taken_does_not_say_by_what(world: World) -> None:
    """The error of a text whose address a hidden draft has names neither its title nor who wrote it."""
    mine = make_release("briefing", by=world.cast["second_author"], slug="mine", languages=("ru",))
    sent = {
        "release": mine.pk,
        "language": "en",
        "title": "Mine",
        "slug": "hidden-briefing",
        "summary": "Mine.",
    }
    client = world.clients["second_author"]
    page = client.post(reverse("admin:releases_text_add"), sent)
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    assert not Text.objects.filter(release=mine, language="en").exists()
