"""What is done while the database cannot be written, somebody else holds it, or the disk is full; and afterwards."""

import errno
import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.test import Client

from releases.assets import recipes
from releases.assets.ingest import ingest
from releases.assets.models import Rendition
from releases.assets.renditions import made, make_waiting, plan
from releases.authoring.models import User
from releases.editions import acts
from releases.editions.verifying import verify
from releases.partners import keys
from releases.partners.models import Partner
from tests.clock import Clock
from tests.dump import whole_database
from tests.factories import make_release, picture, submit
from tests.outlets.conftest import mission, out

__all__ = ["mission", "out"]  # fixtures
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def read_only() -> Iterator[None]:
    """As a file system that was mounted anew after an error is, or a PostgreSQL that is a replica."""
    on, off = ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    if connection.vendor == "postgresql":
        on, off = (f"SET default_transaction_read_only = {value}" for value in ("on", "off"))
    _say(on)
    try:
        yield
    finally:
        _say(off)


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes, for longer than we wait."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        _say("SET lock_timeout = '100ms'")
        with psycopg.connect(
            **{**connection.get_connection_params(), "cursor_factory": None, "context": None}
        ) as other:
            other.execute("LOCK TABLE releases_journalentry, releases_key IN ACCESS EXCLUSIVE MODE")
            yield
            other.rollback()
        _say("SET lock_timeout = 0")
        return
    _say("PRAGMA busy_timeout = 100")
    other_file = sqlite3.connect(name, isolation_level=None)
    other_file.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other_file.execute("ROLLBACK")
        other_file.close()
        _say("PRAGMA busy_timeout = 20000")


@contextmanager
def full() -> Iterator[None]:
    """SQLite's file cannot grow; PostgreSQL says so itself."""
    if connection.vendor == "sqlite":
        _say("VACUUM")  # what earlier tests freed would hold it all
        _say("PRAGMA wal_checkpoint(TRUNCATE)")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            [pages] = cursor.fetchone()
        _say(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            _say("PRAGMA max_page_count = 1073741823")
        return

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and "releases_journalentry" in sql:
            with connection.wrap_database_errors:
                raise psycopg.errors.DiskFull("could not extend file: No space left on device")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def _say(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


@pytest.mark.parametrize("fault", [read_only, locked, full])
def test_an_act_fails_whole_readers_read_on_and_afterwards_it_is_done(
    fault: Any, out: Any, clock: Clock, author: User, reviewer: User, client: Client
) -> None:
    out(make_release("statement", by=author, slug="before"))
    # Some hundreds of kilobytes, for which no page is free.
    submission = submit([make_release("briefing", by=author, html="<p>" + "Oats. " * 60_000 + "</p>")], by=author)
    before = whole_database()

    with fault():
        with pytest.raises(DatabaseError):
            acts.approve(submission=submission, by=reviewer)
        read = [client.get(path).status_code for path in ("/en/statements/before/", "/api/v1/releases/?language=en")]
        after = whole_database() if fault is not locked or connection.vendor == "sqlite" else before

    assert read == [200, 200]
    assert after == whole_database() == before
    acts.approve(submission=submission, by=reviewer)
    verify()


@pytest.mark.parametrize("fault", [read_only, locked])
def test_who_wants_to_write_is_asked_to_come_back(
    fault: Any, mission: Any, administrator: User, client: Client
) -> None:
    partner = Partner.objects.create(name="Ruritanian News Agency")
    _key, secret = keys.give(partner=partner, name="wire", by=administrator, webhooks=True)
    asked = {"path": "/api/v1/webhooks/", "data": '{"url": "https://agency.example/press"}'}
    headers = {"Authorization": f"Bearer {secret}"}

    with fault():
        refused = client.post(**asked, content_type="application/json", headers=headers)

    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert refused.json()["type"].endswith("#unavailable")
    assert client.post(**asked, content_type="application/json", headers=headers).status_code == 201
    assert partner.endpoints.count() == 1


def test_a_disk_that_is_full_leaves_no_half_file_and_what_was_asked_for_is_made_later(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = ingest(io.BytesIO(picture(size=(300, 200))), name="picture.png").file
    plan([row for row in recipes.for_picture(original) if row.image_format == "WEBP"], {})
    waiting = Rendition.objects.filter(made_at=None).first()
    assert waiting is not None

    def no_space(source: Any, target: Any, *_length: int) -> None:
        target.write(source.read(10))
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfileobj", no_space)
        with pytest.raises(OSError, match="No space"):
            make_waiting()
    waiting.refresh_from_db()
    assert (waiting.made_at, "No space" in waiting.failed) == (None, True)
    assert not storages["default"].exists(waiting.storage_name)

    assert made(waiting.digest).size_bytes == storages["default"].size(waiting.storage_name)
