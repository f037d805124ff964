"""A partner's server on this machine, which keeps what it is sent and answers as it is told."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from releases.outlets.webhooks.sending import Sender
from releases.partners import subscribing
from releases.partners.endpoints import Endpoint
from releases.partners.models import Partner


@dataclass
class Receiver:
    """`answers` maps a path to what it says next: (status, headers); 204 where it says nothing."""

    url: str = ""
    answers: dict[str, list[tuple[int, dict[str, str]]]] = field(default_factory=dict)
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)

    def bodies(self, path: str = "/hook") -> list[bytes]:
        return [body for asked, _headers, body in self.heard if asked == path]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()
    kept.held.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.startswith("/slow"):
                kept.held.wait(10)
            kept.heard.append((self.path, dict(self.headers), body))
            ahead = kept.answers.get(self.path, [])
            status, headers = ahead.pop(0) if ahead else (204, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kept.url = f"http://127.0.0.1:{server.server_port}"
    yield kept
    kept.held.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint_at(receiver: Receiver, settings: Any, mission: Any) -> Callable[..., tuple[Endpoint, str]]:
    """endpoint_at("/hook", kinds=["briefing"]) is a new endpoint of a partner, and its secret."""
    settings.WEBHOOKS_LOOPBACK = True

    def subscribed(path: str = "/hook", **choices: Any) -> tuple[Endpoint, str]:
        partner, _created = Partner.objects.get_or_create(name="Ruritanian News Agency")
        return subscribing.subscribe(partner=partner, url=f"{receiver.url}{path}", **choices)

    return subscribed


@pytest.fixture
def sender() -> Iterator[Sender]:
    sender = Sender()
    yield sender
    sender.close()


@pytest.fixture
def deliver(sender: Sender) -> Callable[[], None]:
    """Works until there is nothing left to do now."""

    def work() -> None:
        while sender.deliver():
            pass

    return work
