"""What the layer asks Django for on behalf of everybody, and which answers it takes in. The test plays Django."""

from collections.abc import Callable
from typing import Any

import pytest

from releases.editions import holding, vantage
from releases.outlets.page_cache.layer import PageCache
from tests.clock import Clock
from tests.outlets.page_cache.conftest import Reader, make_layer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
_PLAIN = (("Content-Type", "text/html"), ("Content-Length", "5"), ("Cache-Control", "no-cache"))


class Played:
    """Says `says` of each answer and gives it these headers; `asked` are the requests that came."""

    def __init__(self, says: Callable[[], None], *more: tuple[str, str], status: str = "200 OK") -> None:
        self.says, self.status = says, status
        self.headers = [*_PLAIN, *more]
        self.asked: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.asked.append(environ)
        self.says()
        start_response(self.status, list(self.headers))
        return [b"words"]


def twice(django: Played, path: str = "/en/", **headers: str) -> PageCache:
    layer = make_layer(application=django)
    for _time in range(2):
        assert Reader(layer)(path, **headers).body == b"words"
    return layer


def test_what_is_for_everybody_is_asked_for_once() -> None:
    django = Played(holding.for_everybody)
    assert (twice(django).counts["hits"], len(django.asked)) == (1, 1)


def nobody_said_so() -> None:
    """Nothing of the kind."""


def for_one_after_all() -> None:
    holding.for_everybody()
    holding.for_one_reader()


def looked_ahead(clock: Clock) -> Callable[[], None]:
    def look() -> None:
        with vantage.looking_from(clock.now, ahead=None):  # type: ignore[arg-type]
            holding.for_everybody()

    return look


def test_what_was_read_from_another_instant_is_not_kept(clock: Clock) -> None:
    assert twice(Played(looked_ahead(clock))).counts["hits"] == 0


@pytest.mark.parametrize(
    "django",
    [
        Played(nobody_said_so),
        Played(for_one_after_all),
        Played(holding.for_everybody, ("Set-Cookie", "a=b")),
        Played(holding.for_everybody, ("Vary", "Accept-Encoding, Cookie")),
        Played(holding.for_everybody, ("Vary", "*")),
        Played(holding.for_everybody, ("Content-Encoding", "gzip")),
        Played(holding.for_everybody, status="500 Internal Server Error"),
        Played(holding.for_everybody, status="503 Service Unavailable"),
        Played(holding.for_everybody, status="403 Forbidden"),
    ],
)
def test_what_is_not_for_everybody_is_asked_for_each_time(django: Played) -> None:
    assert (twice(django).counts["hits"], len(django.asked)) == (0, 2)


def test_django_learns_nothing_of_the_reader_who_asks_first() -> None:
    django = Played(holding.for_everybody)
    sent = {
        "cookie": "csrftoken=abc; django_language=ru",
        "accept_language": "xx-yy, *;q=0.5, ru-RU;q=0.9, en;q=0",
        "accept_encoding": "br, evil",
        "if_none_match": '"a"',
        "if_modified_since": "Tue, 01 Jan 2030 11:00:00 GMT",
    }
    twice(django, "/en/?utm_source=evil", **sent)
    asked = django.asked[0]
    assert {name: asked.get(f"HTTP_{name.upper()}") for name in sent} == {
        "cookie": None,
        "accept_language": "ru;q=1.0,*;q=0.9",
        "accept_encoding": "identity",
        "if_none_match": None,
        "if_modified_since": None,
    }
    assert (asked["QUERY_STRING"], asked["REQUEST_METHOD"]) == ("", "GET")


def test_a_language_that_is_none_of_ours_is_no_language() -> None:
    django = Played(holding.for_everybody)
    twice(django, accept_language="xx, de;q=0.3")
    assert "HTTP_ACCEPT_LANGUAGE" not in django.asked[0]


def test_a_name_that_was_written_in_capitals_is_in_nobodys_page() -> None:
    """Names of hosts are alike however they are written; a page says its own address."""
    django = Played(holding.for_everybody)
    layer = make_layer(application=django)
    for host in ("TestServer", "testserver"):
        Reader(layer)("/en/", host=host)
    assert [environ["HTTP_HOST"] for environ in django.asked] == ["testserver"]


class Broken:
    """A file that cannot be read to its end."""

    def __init__(self) -> None:
        self.closed = False

    def __iter__(self) -> Any:
        yield b"wor"
        raise OSError("The disk is gone.")

    def close(self) -> None:
        self.closed = True


def test_an_answer_that_breaks_off_is_closed_all_the_same() -> None:
    """Otherwise its file and its connection to the database stay open."""
    body = Broken()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Broken:
        holding.for_everybody()
        start_response("200 OK", list(_PLAIN))
        return body

    with pytest.raises(OSError, match="disk"):
        Reader(make_layer(application=application))("/en/")
    assert body.closed
