"""A photograph, a report, a film and a speech from the upload to the reader and away again, in four languages."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from releases.assets.ingest import ingest
from releases.assets.models import Rendition
from releases.assets.renditions import make_waiting
from releases.authoring.models import Text, User
from releases.editions import acts
from releases.outlets import addresses
from tests.assets.corpus import documents, foreign, recordings
from tests.assets.corpus.making import exif, saved, scene
from tests.clock import Clock
from tests.factories import in_each, make_mission, make_release, publish

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "kk", "ru", "ur")


def _made(author: User) -> list[Any]:
    files = {
        "image": saved(scene(size=(700, 500)), "JPEG", exif=exif(6)),
        "document": documents.pdf_with_metadata_and_a_photograph_from_zenda(),
        "video": recordings.mp4_with_a_place_in_its_metadata(),
        "audio": recordings.mp3_with_a_cover(),
    }
    assets = [
        make_release(
            "media",
            by=author,
            languages=LANGUAGES,
            slug=f"the-{kind}",
            asset_type=kind,
            file=ingest(io.BytesIO(data), name=kind).file,
        )
        for kind, data in files.items()
    ]
    captions = ingest(io.BytesIO(foreign.captions_with_notes_styles_and_regions()), name="speech.vtt").file
    Text.objects.filter(release=assets[2], language="ur").update(captions=captions)
    return assets


def _paths(editions: list[Any]) -> set[str]:
    """Every address of a byte that the editions name."""
    found = set()
    for edition in editions:
        media, slug = edition.body["media"], edition.slug
        found |= {addresses.media(slug, row) for row in media["renditions"]}
        if media["file"]:
            found.add(addresses.document(slug, media["file"]["digest"], media["file"]["media_type"]))
        if media["captions"]:
            found.add(addresses.document(slug, media["captions"], "text/vtt"))
    return found


def _answers(client: Client, paths: Iterable[str]) -> tuple[set[int], bytes]:
    """The statuses of all the addresses, and their bodies one after another."""
    statuses, bodies = set(), []
    for path in paths:
        response: Any = client.get(path)
        statuses.add(response.status_code)
        bodies.append(b"".join(response) if response.streaming else response.content)
    return statuses, b"".join(bodies)


def test_every_byte_is_there_for_as_long_as_it_is_public_and_tells_nothing(
    client: Client, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
    assets = _made(author)
    opens = clock.now + dt.timedelta(hours=1)
    editions = publish(assets, author=author, reviewer=reviewer, at=opens)
    paths = _paths(editions)
    pages = [f"/{tag}/media/the-{kind}/" for tag in LANGUAGES for kind in ("image", "document", "video", "audio")]
    while make_waiting():
        pass

    clock.set(opens - dt.timedelta(seconds=1))
    assert _answers(client, [*paths, *pages])[0] == {404}
    clock.set(opens)
    statuses, html = _answers(client, pages)
    assert statuses == {200}
    assert len({path for path in paths if path.encode() in html}) > len(paths) // 2
    statuses, told = _answers(client, paths)
    assert statuses == {200}
    assert [secret for secret in (b"Spycam", b"Michael", b"+51.13") if secret in told] == []
    ends = acts.withdraw(editions=editions, by=reviewer, reason=in_each("It was wrong."))[0].public_until
    assert ends is not None
    clock.set(ends)
    assert _answers(client, paths)[0] == {404}
    assert _answers(client, pages)[0] == {410}


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_at_once_what_waits_and_stops(
    client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    make_mission(id=1)
    photograph = ingest(io.BytesIO(saved(scene(size=(500, 300)), "PNG")), name="photo.png").file
    publish([make_release("media", by=author, file=photograph)], author=author, reviewer=reviewer, clock=clock)
    assert Rendition.objects.filter(made_at=None).exists()

    call_command("deliver", "--once")

    assert not Rendition.objects.filter(made_at=None).exists()
