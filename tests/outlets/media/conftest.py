"""One asset of each sort, with everything that a reader may be sent of it."""

import functools
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from releases.assets import recipes
from releases.assets.ingest import ingest
from releases.assets.models import MediaFile, Rendition
from releases.authoring.models import MediaAsset, Text, User
from releases.editions.models import Edition
from releases.outlets import addresses
from tests.assets.corpus import documents, foreign, recordings
from tests.assets.corpus.making import saved, scene
from tests.factories import make_release

NONSENSE = "/media/" + "0" * 64 + "/nothing-320.jpg"


@dataclass
class Sorts:
    picture: MediaAsset
    document: MediaAsset
    video: MediaAsset
    sound: MediaAsset

    @property
    def all(self) -> list[MediaAsset]:
        return [self.picture, self.document, self.video, self.sound]


def taken_in(data: bytes, name: str = "file") -> MediaFile:
    return ingest(io.BytesIO(data), name=name).file


@functools.cache
def _bytes_of(media_type: str) -> bytes:
    return {
        "application/pdf": documents.document,
        "video/mp4": recordings.mp4_with_a_page_behind_it,
        "audio/mp4": recordings.m4a,
        "text/vtt": foreign.captions_with_notes_styles_and_regions,
    }[media_type]()


def kept(media_type: str) -> MediaFile:
    """As if taken in: how that goes is asked elsewhere, and costs a process each time."""
    # With something behind it, so that its name is not that of a file which another test really took in.
    data = _bytes_of(media_type) + b"kept"
    file = MediaFile.objects.create(
        digest=hashlib.sha256(data).hexdigest(), media_type=media_type, size_bytes=len(data)
    )
    copy = Rendition(
        digest=recipes.clean_copy_digest(file.digest),
        original=file,
        media_type=media_type,
        size_bytes=len(data),
        made_at=timezone.now(),
    )
    copy.save()
    for name in (file.storage_name, copy.storage_name):
        if not storages["default"].exists(name):
            storages["default"].save(name, ContentFile(data))
    return file


@pytest.fixture
def sorts(mission: Any, author: User) -> Sorts:
    """A picture of 700 pixels, a document, a video with captions, a sound."""
    made = {
        "image": taken_in(saved(scene(size=(700, 500)), "PNG")),
        "document": kept("application/pdf"),
        "video": kept("video/mp4"),
        "audio": kept("audio/mp4"),
    }
    assets = [make_release("media", by=author, asset_type=kind, file=file) for kind, file in made.items()]
    Text.objects.filter(release=assets[2]).update(captions=kept("text/vtt"))
    return Sorts(*assets)


@pytest.fixture
def paths_of() -> Callable[[list[Edition]], list[str]]:
    """paths_of(editions) are the addresses of every byte that they show."""

    def paths(editions: list[Edition]) -> list[str]:
        found = []
        for edition in editions:
            media, slug = edition.body["media"], edition.slug
            found += [addresses.media(slug, row) for row in media["renditions"]]
            if media["file"]:
                found.append(addresses.document(slug, media["file"]["digest"], media["file"]["media_type"]))
            if media["captions"]:
                found.append(addresses.document(slug, media["captions"], "text/vtt"))
        return found

    return paths
