"""The same gate before a private bucket, asked of a real S3 endpoint."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import boto3
import pytest
from django.core.files.storage import storages
from django.test import Client
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3File, S3Storage

from releases.assets.models import MediaFile, Rendition
from releases.assets.renditions import made, make_waiting
from releases.authoring.models import User
from releases.editions import acts
from releases.editions.models import Edition
from tests.assets.corpus import documents
from tests.assets.corpus.making import exif, saved, scene
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.media.conftest import NONSENSE, taken_in
from tests.outlets.media.test_gate import answer

_KEYS = {"aws_access_key_id": "tests", "aws_secret_access_key": "tests", "region_name": "eu-central-1"}
Paths = Callable[[list[Edition]], list[str]]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, settings: Any) -> Iterator[Any]:
    """An empty bucket, which is the default storage while the test runs."""
    resource = boto3.resource("s3", endpoint_url=endpoint, **_KEYS)
    bucket = resource.create_bucket(
        Bucket="press-office", CreateBucketConfiguration={"LocationConstraint": _KEYS["region_name"]}
    )
    options = {
        "bucket_name": bucket.name,
        "endpoint_url": endpoint,
        "access_key": "tests",
        "secret_key": "tests",
        "region_name": _KEYS["region_name"],
        "default_acl": "private",
        "file_overwrite": False,
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    assert isinstance(storages["default"], S3Storage)
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()
    resource.meta.client.close()


def test_from_the_upload_to_the_reader_and_to_the_withdrawal(
    bucket: Any, out: Any, paths_of: Paths, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    picture = make_release("media", by=author, file=taken_in(saved(scene(size=(700, 500)), "JPEG", exif=exif())))
    report = make_release("media", by=author, asset_type="document", file=taken_in(documents.document()))
    opens = clock.now + dt.timedelta(hours=1)
    editions = out(picture, report, at=opens)
    paths = paths_of(editions)
    while make_waiting():
        pass

    clock.set(opens - dt.timedelta(seconds=1))
    nothing = answer(client, NONSENSE)
    assert all(answer(client, path) == nothing for path in paths)
    clock.set(opens)
    # A bucket's own file object would take the whole into memory, for ten bytes too.
    with mock.patch.object(S3File, "_get_file", side_effect=AssertionError):
        assert {answer(client, path)[0] for path in paths} == {200}
        parts = [answer(client, path, range="bytes=4-13") for path in paths]
    assert {(status, len(body)) for status, body, _headers in parts} == {(206, 10)}
    assert b"Spycam" not in b"".join(answer(client, path)[1] for path in paths)
    ends = acts.withdraw(editions=editions, by=reviewer, reason="It was wrong.")[0].public_until
    assert ends is not None
    clock.set(ends)
    assert {answer(client, path)[0] for path in paths} == {404}


def test_every_object_is_private_and_named_by_its_digest(bucket: Any, mission: Any, author: User) -> None:
    make_release("media", by=author, file=taken_in(saved(scene(size=(700, 500)), "PNG")))
    names = {row.storage_name for row in [*MediaFile.objects.all(), *Rendition.objects.exclude(made_at=None)]}

    objects = list(bucket.objects.all())

    assert {found.key for found in objects} == names
    grants = [grant["Grantee"] for found in objects for grant in found.Acl().grants]
    assert {grantee["Type"] for grantee in grants} == {"CanonicalUser"}


def test_an_object_that_was_lost_is_made_again(
    bucket: Any, out: Any, paths_of: Paths, client: Client, author: User
) -> None:
    picture = make_release("media", by=author, file=taken_in(saved(scene(size=(300, 200)), "PNG")))
    path = paths_of(out(picture))[0]
    before = answer(client, path)[1]
    bucket.Object(made(path.split("/")[2]).storage_name).delete()

    assert answer(client, path)[1] == before
