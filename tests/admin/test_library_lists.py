"""The media library as a picture desk looks through it: what is still to do, and a better file in the place of one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from releases.assets.models import MediaFile
from releases.authoring.models import MediaAsset, Text, User
from releases.editions import acts
from releases.editions.models import Edition
from tests.admin.forms import filled
from tests.assets.corpus import CASES, Case
from tests.clock import Clock
from tests.factories import make_file, make_mission, make_release, picture, publish, submit

Desk = Callable[[User], Client]
LIBRARY = reverse("admin:releases_mediaasset_changelist")


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


@pytest.fixture
def shelf(mission: Any, author: User) -> dict[str, MediaAsset]:
    """One asset of each sort that a filter tells from the others, each with all but one thing in order."""
    whole = {"by": author, "creator": "Rudolf", "licence_until": ""}
    made = {
        "whole": make_release("media", title="The harbour", **whole),
        "mute": make_release("media", title="The palace", **whole),
        "decorative": make_release("media", title="The ribbon", **{**whole, "decorative": True}),
        "nameless": make_release("media", title="The bridge", **{**whole, "creator": ""}),
        "ending": make_release("media", title="The parade", **{**whole, "licence_until": "2030-01-31"}),
        "ended": make_release("media", title="The fair", **{**whole, "licence_until": "2029-05"}),
        "lasting": make_release("media", title="The square", **{**whole, "licence_until": "2030-02-01"}),
        "loose": make_release("media", title="The lantern", **{**whole, "asset_type": "map"}),
    }
    Text.objects.filter(release__in=[made["mute"], made["decorative"]]).update(alt_text="")
    make_release("briefing", by=author, cites=[asset for name, asset in made.items() if name != "loose"])
    return made


def listed(client: Client, shelf: dict[str, MediaAsset], **asked: str) -> set[str]:
    """Which of the shelf the library shows, as a grid."""
    page = client.get(LIBRARY, asked).content.decode()
    return {
        name for name, asset in shelf.items() if reverse("admin:releases_mediaasset_change", args=[asset.pk]) in page
    }


def test_a_picture_desk_finds_what_is_still_to_do(desk: Desk, shelf: dict[str, MediaAsset], author: User) -> None:
    client = desk(author)
    assert listed(client, shelf) == set(shelf)
    assert listed(client, shelf, wanting="alt") == {"mute"}
    assert listed(client, shelf, wanting="creator") == {"nameless"}
    assert listed(client, shelf, wanting="unused") == {"loose"}
    assert listed(client, shelf, wanting="licence") == {"ending", "ended"}
    assert listed(client, shelf, asset_type__exact="map") == {"loose"}
    assert listed(client, shelf, q="harbour") == {"whole"}
    assert listed(client, shelf, q="harbour", wanting="licence") == set()


def test_it_is_a_grid_or_a_list_and_warns_of_a_licence_in_both(
    desk: Desk, shelf: dict[str, MediaAsset], author: User
) -> None:
    client = desk(author)
    grid, rows = (client.get(LIBRARY, asked).content.decode() for asked in ({}, {"layout": "list"}))
    assert ("library-grid" in grid, "result_list" in grid) == (True, False)
    assert ("library-grid" in rows, "result_list" in rows) == (False, True)
    assert grid.count("library-licence") == 3


def test_a_better_file_takes_the_place_in_the_draft_and_not_in_what_is_public(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User
) -> None:
    asset = make_release("media", by=author)
    [shown] = publish([asset], author=author, reviewer=reviewer, clock=clock)
    old, client = asset.file, desk(author)
    page = reverse("admin:releases_mediaasset_change", args=[asset.pk])
    better = SimpleUploadedFile("better.png", picture(size=(900, 600)))

    answer = client.post(page, filled(client.get(page), upload=better))

    assert answer.status_code == 302
    asset.refresh_from_db()
    assert (asset.file.width_px, MediaFile.objects.filter(pk=old.pk).exists()) == (900, True)
    assert Edition.objects.get(pk=shown.pk).content == shown.content
    [next_] = acts.update(submission=submit([asset], by=author), by=reviewer)
    before, after = ({row["digest"] for row in row_.body["media"]["renditions"]} for row_ in (shown, next_))
    assert not before & after


def test_the_form_warns_of_words_under_a_cover(desk: Desk, mission: Any, author: User) -> None:
    file = make_file()
    MediaFile.objects.filter(pk=file.pk).update(hidden_pages=[2, 4])
    asset = make_release("media", by=author, file=MediaFile.objects.get(pk=file.pk))
    page = desk(author).get(reverse("admin:releases_mediaasset_change", args=[asset.pk])).content.decode()
    assert "text can be copied from under a cover, on page 2, 4" in page


def test_whatever_is_sent_the_answer_is_a_verdict(desk: Desk, mission: Any, author: User) -> None:
    """All of the corpus that no process has to look into, in one request, under the names that it bears."""
    cases = [case for case in CASES if case.verdict in {"not_taken", "empty", "captions"}]
    assert len(cases) > 35
    # What no browser can send is left out; a name that is longer than any disk has, Django refuses by itself.
    cases = [case for case in cases if not re.search("[\ud800-\udfff]", case.name)]
    named = [case for case in cases if len(case.name) < 256]

    answer = _sent(desk(author), named)

    assert answer.status_code == 200
    verdicts = answer.json()["files"]
    assert {verdict["verdict"] for verdict in verdicts} == {"refused"}
    # A part without a name is no file (RFC 7578): nothing arrives of it.
    assert len(verdicts) == len([case for case in named if case.name.strip(".")])
    assert _sent(desk(author), [case for case in cases if case not in named]).status_code == 400
    assert not MediaAsset.objects.exists()


def _sent(client: Client, cases: list[Case]) -> Any:
    """As browsers write it (HTML, multipart/form-data encoding algorithm)."""
    escapes = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
    heads = [
        f'--parts\r\nContent-Disposition: form-data; name="files"; filename="{case.name.translate(escapes)}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
        for case in cases
    ]
    parts = [head.encode() + case.make() + b"\r\n" for head, case in zip(heads, cases, strict=True)]
    return client.post(
        reverse("admin:releases_mediaasset_upload"),
        b"".join([*parts, b"--parts--\r\n"]),
        content_type="multipart/form-data; boundary=parts",
        headers={"accept": "application/json"},
    )
