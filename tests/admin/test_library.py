"""Files dropped into the media library become drafts; what is not taken is named, one by one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from releases.authoring.models import MediaAsset, User
from tests.clock import Clock
from tests.factories import make_file, make_mission, make_release, picture

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


def bring_in(client: Client, *files: SimpleUploadedFile, **headers: str) -> Any:
    return client.post(reverse("admin:releases_mediaasset_upload"), {"files": list(files)}, headers=headers)


def test_each_file_gets_its_own_verdict(desk: Desk, mission: Any, author: User) -> None:
    files = SimpleUploadedFile("harbour.png", picture()), SimpleUploadedFile("notes.png", b"words")
    taken, refused = bring_in(desk(author), *files, accept="application/json").json()["files"]
    asset = MediaAsset.objects.get()
    assert (taken["verdict"], taken["address"]) == ("accepted", f"/admin/releases/mediaasset/{asset.pk}/change/")
    assert (refused["verdict"], refused["address"]) == ("refused", "")
    assert (str(asset), asset.created_by) == ("harbour", author)


def test_without_script_the_verdicts_are_messages(desk: Desk, mission: Any, author: User) -> None:
    client = desk(author)
    answer = bring_in(client, SimpleUploadedFile("notes.png", b"words"), accept="text/html")
    assert "notes.png" in client.get(answer["Location"]).content.decode()


def test_bytes_that_came_before_lead_to_the_asset(desk: Desk, mission: Any, author: User) -> None:
    data = picture()
    asset = make_release("media", by=author, title="The harbour", file=make_file(data))
    (verdict,) = bring_in(desk(author), SimpleUploadedFile("x.png", data), accept="application/json").json()["files"]
    assert (verdict["asset"], MediaAsset.objects.count()) == (asset.pk, 1)


def test_bytes_of_a_hidden_draft_lead_nowhere(desk: Desk, mission: Any, author: User, second_author: User) -> None:
    data = picture()
    make_release("media", by=second_author, title="The harbour", file=make_file(data))
    answer = bring_in(desk(author), SimpleUploadedFile("x.png", data), accept="application/json")
    assert "harbour" not in answer.content.decode()
    assert MediaAsset.objects.filter(created_by=author).count() == 1


def test_who_may_not_write_may_not_bring_in(desk: Desk, mission: Any, administrator: User) -> None:
    assert bring_in(desk(administrator), SimpleUploadedFile("x.png", picture())).status_code == 403


def test_an_asset_says_where_it_is_used_as_far_as_one_may_know(
    desk: Desk, mission: Any, author: User, second_author: User
) -> None:
    asset = make_release("media", by=author)
    make_release("briefing", by=author, title="The fair", cites=[asset])
    make_release("briefing", by=second_author, title="Zenda talks", cites=[asset])
    page = desk(author).get(reverse("admin:releases_mediaasset_change", args=[asset.pk])).content.decode()
    assert ("The fair" in page, "Zenda talks" in page) == (True, False)
