"""A byte is public exactly as long as an edition that shows it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import storages
from django.test import Client

from releases.assets import sandbox
from releases.assets.models import MediaFile, Rendition
from releases.assets.renditions import make_waiting
from releases.authoring.models import User
from releases.editions import acts
from releases.editions.models import Edition
from releases.errors import BadFile
from tests.assets.corpus.making import saved, scene
from tests.clock import Clock
from tests.factories import make_release, submit
from tests.outlets.media.conftest import NONSENSE, Sorts, taken_in

Paths = Callable[[list[Edition]], list[str]]


def answer(client: Client, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    response = client.generic(method, path, headers=headers)
    body = b"".join(response) if response.streaming else response.content  # type: ignore[call-overload]
    return response.status_code, body, dict(response.headers)


def digest_in(path: str) -> str:
    return path.split("/")[2]


ASKINGS: list[tuple[str, dict[str, str]]] = [
    ("GET", {}),
    ("HEAD", {}),
    ("GET", {"range": "bytes=0-10"}),
    ("HEAD", {"range": "bytes=0-10"}),
    ("GET", {"range": "bytes=99999999-"}),
    ("GET", {"if-none-match": "the true one"}),
    ("GET", {"if-match": "the true one"}),
    ("GET", {"if-range": "the true one", "range": "bytes=0-10"}),
    ("GET", {"if-modified-since": "Tue, 01 Jan 2030 00:00:00 GMT"}),
    ("POST", {}),
]


def test_every_address_is_nothing_before_bytes_at_the_instant_and_nothing_after_the_withdrawal(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, clock: Clock, reviewer: User
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    editions = out(*sorts.all, at=opens)
    paths = paths_of(editions)
    while make_waiting():
        pass
    assert len(paths) == 23

    clock.set(opens - dt.timedelta(seconds=1))
    assert {answer(client, path)[0] for path in paths} == {404}
    clock.set(opens)
    assert {answer(client, path)[0] for path in paths} == {200}
    ends = acts.withdraw(editions=editions, by=reviewer, reason="It was wrong.")[0].public_until
    assert ends is not None
    clock.set(ends - dt.timedelta(milliseconds=1))
    assert {answer(client, path)[0] for path in paths} == {200}
    clock.set(ends)
    assert {answer(client, path)[0] for path in paths} == {404}


def test_what_is_hidden_answers_to_the_byte_as_what_never_was(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, clock: Clock
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    paths = paths_of(out(*sorts.all, at=opens))
    while make_waiting():
        pass
    clock.set(opens - dt.timedelta(seconds=1))

    for method, headers in ASKINGS:
        told = {name: value.replace("the true one", f'"{"0" * 64}"') for name, value in headers.items()}
        expected = answer(client, NONSENSE, method, **told)
        for path in paths:
            told = {name: value.replace("the true one", f'"{digest_in(path)}"') for name, value in headers.items()}
            assert answer(client, path, method, **told) == expected, (path, method, headers)
        assert expected[0] == (405 if method == "POST" else 404)


def test_what_is_hidden_costs_the_queries_of_what_never_was(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, clock: Clock, django_assert_num_queries: Any
) -> None:
    path = paths_of(out(sorts.picture, at=clock.now + dt.timedelta(hours=1)))[0]
    answer(client, path)
    for asked in (path, NONSENSE):
        with django_assert_num_queries(2):  # the gate, and the imprint for the page that says "not found"
            assert answer(client, asked)[0] == 404


def test_a_byte_that_is_public_costs_two_queries(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, django_assert_num_queries: Any
) -> None:
    for path in paths_of(out(*sorts.all))[::9]:
        answer(client, path)
        with django_assert_num_queries(2):
            assert answer(client, path)[0] == 200
        with django_assert_num_queries(2):
            assert answer(client, path, **{"if-none-match": f'"{digest_in(path)}"'})[0] == 304


def test_a_draft_that_is_submitted_or_returned_shows_nothing(
    sorts: Sorts, client: Client, author: User, reviewer: User
) -> None:
    submission = submit(sorts.all, by=author)
    while make_waiting():
        pass
    paths = [f"/media/{row.digest}/{row.media_type.split('/')[1]}.jpg" for row in Rendition.objects.all()]
    assert {answer(client, path)[0] for path in paths} == {404}

    acts.send_back(submission=submission, by=reviewer, comment="Not yet.")

    assert {answer(client, path)[0] for path in paths} == {404}


def test_an_original_is_never_served_under_any_name(sorts: Sorts, out: Any, client: Client) -> None:
    out(*sorts.all)

    for file in MediaFile.objects.all():
        for extension in ("jpg", "png", "pdf", "mp4", "m4a", "vtt"):
            assert answer(client, f"/media/{file.digest}/original.{extension}")[0] == 404


def test_the_stored_files_lie_under_no_path_of_the_server(sorts: Sorts, out: Any, client: Client) -> None:
    out(*sorts.all)
    while make_waiting():
        pass
    names = [row.storage_name for row in [*Rendition.objects.all(), *MediaFile.objects.all()]]

    for name in names[::5]:
        for prefix in ("/", "/media/", "/static/", "/static/../media/", "/media/../media/", "/static/%2e%2e/media/"):
            assert answer(client, prefix + name)[0] in {404, 400}, prefix + name


def test_a_member_of_the_staff_gets_no_more_from_the_public_address(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, clock: Clock, administrator: User
) -> None:
    paths = paths_of(out(sorts.picture, at=clock.now + dt.timedelta(hours=1)))
    client.force_login(administrator)

    assert {answer(client, path)[0] for path in paths} == {404}


def test_the_old_file_answers_until_the_edition_with_the_better_one_opens(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    old = paths_of(out(sorts.picture))
    sorts.picture.file = taken_in(saved(scene(size=(720, 500)), "PNG"))
    sorts.picture.save()
    opens = clock.now + dt.timedelta(hours=2)
    corrected = acts.correct(
        submission=submit([sorts.picture], by=author), by=reviewer, note="A sharper picture.", at=opens
    )
    new = paths_of(corrected)
    while make_waiting():
        pass
    assert not set(old) & set(new)

    clock.set(opens - dt.timedelta(seconds=1))
    assert ({answer(client, path)[0] for path in old}, {answer(client, path)[0] for path in new}) == ({200}, {404})
    clock.set(opens)
    assert ({answer(client, path)[0] for path in old}, {answer(client, path)[0] for path in new}) == ({404}, {200})


def test_a_file_that_another_public_edition_shows_stays(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(sorts.picture)
    out(make_release("briefing", by=author, cites=[sorts.picture]))
    ends = acts.withdraw(editions=editions, by=reviewer, reason="It stands elsewhere.")[0].public_until
    assert ends is not None
    clock.set(ends)

    assert {answer(client, path)[0] for path in paths_of(editions)} == {200}


@pytest.mark.parametrize("error", [BadFile("It cannot be made.", code="damaged"), OSError("No space left")])
def test_a_public_file_that_cannot_be_made_now_is_asked_for_again_later(
    error: Exception, sorts: Sorts, out: Any, paths_of: Paths, client: Client
) -> None:
    path = paths_of(out(sorts.picture))[0]

    with mock.patch.object(sandbox, "run", side_effect=error):
        status, _body, headers = answer(client, path)

    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "5", "no-store")
    assert answer(client, path)[0] == 200


def test_a_public_file_whose_bytes_were_lost_is_made_again(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client
) -> None:
    path = paths_of(out(sorts.picture))[0]
    before = answer(client, path)[1]
    Path(storages["default"].path(Rendition.objects.get(digest=digest_in(path)).storage_name)).unlink()

    assert answer(client, path)[1] == before
    assert before[4:8] == b"ftyp"


def test_a_document_that_was_lost_is_not_there_now_and_is_named_in_the_log(
    sorts: Sorts, out: Any, paths_of: Paths, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    path = paths_of(out(sorts.document))[0]
    stored = Path(storages["default"].path(Rendition.objects.get(digest=digest_in(path)).storage_name))
    data = stored.read_bytes()
    stored.unlink()

    assert answer(client, path)[0] == 503
    assert digest_in(path) in caplog.text
    stored.write_bytes(data)
    assert answer(client, path)[0] == 200
