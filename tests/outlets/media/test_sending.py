"""Bytes on their way: whole, in part, not again, and by nginx."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.editions.models import Edition
from tests.outlets.media.conftest import NONSENSE, Sorts
from tests.outlets.media.test_gate import answer, digest_in

Paths = Callable[[list[Edition]], list[str]]


@pytest.fixture
def paths(sorts: Sorts, out: Any, paths_of: Paths) -> dict[str, str]:
    """Extension -> one public address."""
    found = paths_of(out(*sorts.all))
    return {path.rsplit(".", 1)[1]: path for path in reversed(found)}


def test_it_says_what_it_is_and_is_nothing_else(paths: dict[str, str], client: Client) -> None:
    types = {
        "jpg": "image/jpeg",
        "webp": "image/webp",
        "avif": "image/avif",
        "pdf": "application/pdf",
        "mp4": "video/mp4",
        "m4a": "audio/mp4",
        "vtt": "text/vtt",
    }
    assert set(paths) == set(types)
    for extension, path in paths.items():
        status, body, headers = answer(client, path)
        assert (status, headers["Content-Type"], headers["X-Content-Type-Options"]) == (
            200,
            types[extension],
            "nosniff",
        )
        assert headers["Content-Length"] == str(len(body))
        assert headers["ETag"] == f'"{digest_in(path)}"'
        assert headers["Cache-Control"] == "public, no-cache"
        assert headers["Accept-Ranges"] == "bytes"


def test_a_document_is_a_download_in_a_sandbox(paths: dict[str, str], client: Client) -> None:
    headers = answer(client, paths["pdf"])[2]

    assert headers["Content-Disposition"].startswith('attachment; filename="media-')
    assert headers["Content-Disposition"].endswith('.pdf"')
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer(client, paths["vtt"])[2]["Content-Security-Policy"].startswith("sandbox;")
    for extension in ("jpg", "mp4", "m4a", "vtt"):
        assert answer(client, paths[extension])[2]["Content-Disposition"].startswith("inline; filename=")


RANGES = {
    "bytes=0-0": (0, 1),
    "bytes=0-99": (0, 100),
    "bytes=10-19": (10, 20),
    "bytes=50-": (50, None),
    "bytes=-7": (-7, None),
    "bytes=0-99999999": (0, None),
    "bytes=-99999999": (0, None),
}


def test_a_part_is_that_part(paths: dict[str, str], client: Client) -> None:
    whole = answer(client, paths["mp4"])[1]
    for asked, (first, end) in RANGES.items():
        status, body, headers = answer(client, paths["mp4"], range=asked)
        start = max(0, len(whole) + first) if first < 0 else first
        assert (status, body) == (206, whole[first:end]), asked
        assert headers["Content-Range"] == f"bytes {start}-{start + len(body) - 1}/{len(whole)}"
        assert headers["Content-Length"] == str(len(body))


def test_what_is_not_one_range_gets_the_whole(paths: dict[str, str], client: Client) -> None:
    for asked in ("bytes=0-1,5-9", "bytes=9-1", "bytes=-", "items=0-1", "bytes=a-b", "bytes= 0-1", ""):
        status, body, _headers = answer(client, paths["pdf"], range=asked)
        assert (status, body[:5]) == (200, b"%PDF-"), asked


def test_a_part_beyond_the_end_is_refused_with_the_size(paths: dict[str, str], client: Client) -> None:
    size = len(answer(client, paths["pdf"])[1])
    for asked in ("bytes=99999999-", "bytes=-0"):
        status, body, headers = answer(client, paths["pdf"], range=asked)
        assert (status, body, headers["Content-Range"]) == (416, b"", f"bytes */{size}")


def test_the_rest_of_another_file_is_never_sent(paths: dict[str, str], client: Client) -> None:
    same, other = f'"{digest_in(paths["mp4"])}"', f'"{digest_in(paths["pdf"])}"'

    assert answer(client, paths["mp4"], **{"range": "bytes=0-9", "if-range": same})[0] == 206
    assert answer(client, paths["mp4"], **{"range": "bytes=0-9", "if-range": other})[0] == 200
    assert answer(client, paths["mp4"], **{"range": "bytes=0-9", "if-range": "Tue, 01 Jan 2030 00:00:00 GMT"})[0] == 200


def test_what_the_reader_has_is_not_sent_again(paths: dict[str, str], client: Client) -> None:
    tag = f'"{digest_in(paths["jpg"])}"'

    status, body, headers = answer(client, paths["jpg"], **{"if-none-match": tag})

    assert (status, body, headers["ETag"]) == (304, b"", tag)
    assert headers["Cache-Control"] == "public, no-cache"
    assert answer(client, paths["jpg"], **{"if-none-match": '"another"'})[0] == 200
    assert answer(client, paths["jpg"], **{"if-match": '"another"'})[0] == 412


def test_head_has_the_headers_and_no_body(paths: dict[str, str], client: Client) -> None:
    for path in paths.values():
        whole, head = answer(client, path), answer(client, path, "HEAD")
        assert (head[0], head[1]) == (200, b"")
        assert head[2] == whole[2]
        assert answer(client, path, "HEAD", range="bytes=0-9")[0] == 200


def test_another_extension_is_nothing(paths: dict[str, str], client: Client) -> None:
    nothing = answer(client, NONSENSE)

    for extension, path in paths.items():
        wrong = path.removesuffix(extension) + ("html" if extension != "html" else "jpg")
        assert answer(client, wrong) == nothing
        assert answer(client, path.removesuffix(f".{extension}"))[0] == 404


def test_the_name_changes_nothing_but_the_name(paths: dict[str, str], client: Client) -> None:
    path = paths["jpg"]
    renamed = f"/media/{digest_in(path)}/another-name.jpg"

    status, body, headers = answer(client, renamed)

    assert (status, body) == (200, answer(client, path)[1])
    assert headers["Content-Disposition"] == 'inline; filename="another-name.jpg"'


def test_a_name_that_could_do_harm_is_nothing(paths: dict[str, str], client: Client) -> None:
    for name in ("a%0d%0aSet-Cookie:x=y.jpg", "a%22.jpg", "../x.jpg", "%2e%2e%2fx.jpg", "x%00.jpg"):
        status, _body, headers = answer(client, f"/media/{digest_in(paths['jpg'])}/{name}")
        assert status == 404
        assert "Set-Cookie" not in headers


def test_behind_nginx_the_bytes_are_nginx_s(paths: dict[str, str], client: Client, settings: Any) -> None:
    settings.MEDIA_ACCEL_PREFIX = "/protected-media/"
    for path in paths.values():
        status, body, headers = answer(client, path, range="bytes=0-9")
        digest = digest_in(path)
        assert (status, body) == (200, b"")
        assert headers["X-Accel-Redirect"] == f"/protected-media/renditions/{digest[:2]}/{digest}"
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Accel-Redirect" not in answer(client, NONSENSE)[2]


def test_two_files_of_the_same_name_differ(paths: dict[str, str], client: Client) -> None:
    hashes = {hashlib.sha256(answer(client, path)[1]).hexdigest() for path in paths.values()}

    assert len(hashes) == len(paths)
