"""A reader who speaks WSGI: with the layer alone, with Django alone, or with both in turn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import RequestFactory

from embassy.page_cache import address_of
from releases.outlets.page_cache.layer import PageCache

ROOM_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@contextmanager
def own_connection() -> Iterator[None]:
    """Within a test's transaction, Django must not close the connection with the request, as its test client knows."""
    if not connection.in_atomic_block:
        yield
        return
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@dataclass
class Reader:
    """`reader("/en/", accept_language="ru")`; headers are given as to Django's test client, without HTTP_."""

    application: Callable[..., Any]
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        given = {f"HTTP_{name.upper()}": value for name, value in {"host": "testserver", **headers}.items()}
        environ = {**RequestFactory().generic(method, path).environ, **given}
        if "HTTP_REMOTE_ADDR" in environ:
            environ["REMOTE_ADDR"] = environ.pop("HTTP_REMOTE_ADDR")
        started: list[Any] = []
        with own_connection():
            body = self.application(environ, lambda *line: started.extend(line))
            try:
                content = b"".join(body)
            finally:
                if hasattr(body, "close"):
                    body.close()
        return Answer(int(started[0][:3]), dict(started[1]), content)


@pytest.fixture
def layer() -> PageCache:
    return make_layer()


def make_layer(room_bytes: int = ROOM_BYTES, application: Any = None) -> PageCache:
    return PageCache(
        application or WSGIHandler(),
        room_bytes=room_bytes,
        address_of=address_of,
        hosts=frozenset({"testserver"}),
    )


@pytest.fixture
def read(layer: PageCache) -> Reader:
    return Reader(layer)


@pytest.fixture
def bare() -> Reader:
    """Django without the layer."""
    return Reader(WSGIHandler())
