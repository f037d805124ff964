"""A CDN, as a server on this machine, is told when what it keeps is no longer what is public."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from embassy import env
from releases.authoring.models import User
from releases.editions import acts
from releases.outlets.purging import Purger, purge
from tests.clock import Clock
from tests.factories import in_each, make_release, submit

pytestmark = pytest.mark.django_db


@dataclass
class Cdn:
    """`answers` are statuses of the next requests; 200 where there are none."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def cdn(settings: Any) -> Iterator[Cdn]:
    kept = Cdn()

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept.heard.append((self.command, self.path, dict(self.headers), body))
            self.send_response(kept.answers.pop(0) if kept.answers else 200)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET = do_PURGE  # noqa: N815

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PURGE_URL = kept.url = f"http://127.0.0.1:{server.server_port}/purge"
    yield kept
    server.shutdown()
    server.server_close()


def test_it_asks_as_the_operator_wrote_it_down(cdn: Cdn, settings: Any) -> None:
    settings.PURGE_HEADER, settings.PURGE_BODY = "Authorization: Bearer sesame", '{"tags":["record"]}'
    purge()
    settings.PURGE_METHOD, settings.PURGE_HEADER, settings.PURGE_BODY = "PURGE", "xkey-purge:record", ""
    purge()
    (posted, path, headers, body), (purged, _path, other, empty) = cdn.heard
    assert (posted, path, body) == ("POST", "/purge", b'{"tags":["record"]}')
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer sesame", "application/json")
    assert (purged, other["xkey-purge"], empty) == ("PURGE", "record", b"")


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_is_not_done_is_not_taken_for_done_nor_led_elsewhere(cdn: Cdn, status: int) -> None:
    cdn.answers = [status]
    with pytest.raises(httpx.HTTPError, match=str(status)):
        purge()
    assert [path for _method, path, _headers, _body in cdn.heard] == ["/purge"]


def test_a_withdrawal_is_told_as_it_is_recorded_and_as_it_takes_effect(
    cdn: Cdn, out: Any, author: User, reviewer: User, clock: Clock
) -> None:
    editions = out(make_release("statement", by=author, slug="said"))
    purger = Purger()
    assert (purger.look(), purger.look(), len(cdn.heard)) == (True, False, 1)  # a worker starts; nothing happens
    withdrawn = acts.withdraw(editions=editions, by=reviewer, reason=in_each("Issued in error."))
    assert (purger.look(), purger.look(), len(cdn.heard)) == (True, False, 2)
    clock.set(withdrawn[0].public_until)
    assert (purger.look(), purger.look(), len(cdn.heard)) == (True, False, 3)


def test_what_no_reader_sees_is_not_told(cdn: Cdn, out: Any, author: User) -> None:
    out(make_release("statement", by=author, slug="said"))
    purger = Purger()
    purger.look()
    submit([make_release("statement", by=author)], by=author)
    assert purger.look() is False


def test_what_the_cdn_did_not_take_is_told_again(cdn: Cdn, out: Any, author: User) -> None:
    out(make_release("statement", by=author, slug="said"))
    purger, cdn.answers = Purger(), [503]
    with pytest.raises(httpx.HTTPError):
        purger.look()
    assert (purger.look(), len(cdn.heard)) == (True, 2)


def test_it_starts_only_where_there_is_a_cdn(settings: Any) -> None:
    settings.PURGE_URL = ""
    purger = Purger()
    purger.start()
    purger.stop()
    assert not purger._thread.is_alive()


@pytest.mark.parametrize("address", ["api.cdn.example/purge", "ftp://cdn.example/", "https://", "http://x:port/"])
def test_an_address_that_is_none_stops_the_start(address: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("EMBASSY_PURGE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="EMBASSY_PURGE_URL"):
        env.web_address("EMBASSY_PURGE_URL")


@pytest.mark.parametrize("header", ["Bearer token", "X-Key: a\nX-Other: b", ": token", "Naïve: token"])
def test_a_header_that_is_none_stops_the_start_and_its_key_is_not_told(header: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("EMBASSY_PURGE_HEADER", header)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.header("EMBASSY_PURGE_HEADER")
    assert "token" not in str(refused.value).replace("<token>", "")


def test_nothing_that_goes_wrong_ends_the_telling(cdn: Cdn, settings: Any, monkeypatch: Any, caplog: Any) -> None:
    """The thread has nobody to start it anew: a withdrawal would be told to no CDN until the worker starts again."""
    found: list[Exception] = [DatabaseError("malformed"), httpx.InvalidURL("no"), RuntimeError("sesame")]

    def looked(self: Purger) -> bool:
        if found:
            raise found.pop()
        return False

    monkeypatch.setattr(Purger, "look", looked)
    purger = Purger()
    assert [purger._pause_s() for _time in range(4)] == [5.0, 5.0, 5.0, 0.25]
    assert len(caplog.records) == 3


def test_it_is_told_once_more_when_no_process_shows_the_page_of_before(
    cdn: Cdn, out: Any, author: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that was under way, or of a host whose clock is behind, comes to the CDN after it forgot."""
    out(make_release("statement", by=author, slug="said"))
    passed = [0.0]
    monkeypatch.setattr("releases.outlets.purging.monotonic", lambda: passed[0])
    purger = Purger()
    assert (purger.look(), purger.look(), len(cdn.heard)) == (True, False, 1)
    passed[0], cdn.answers = settings.RECORD_MARGIN_S, [503]
    with pytest.raises(httpx.HTTPError):
        purger.look()
    assert (purger.look(), purger.look(), len(cdn.heard)) == (True, False, 3)
