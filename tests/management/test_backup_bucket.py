# ruff: noqa: F811  fixtures of other folders
"""Media that lie in a bucket go into the archive, and back into an empty one."""

import io
from pathlib import Path
from typing import Any

from releases.safekeeping import archive, restoring
from releases.safekeeping.backing_up import back_up
from tests.factories import make_file
from tests.outlets.media.test_s3 import bucket, endpoint  # noqa: F401  fixtures

from .test_backup import POSTGRESQL_BIN


def kept(bucket: Any) -> dict[str, bytes]:
    return {entry.key: entry.get()["Body"].read() for entry in bucket.objects.all()}


def test_a_bucket_is_backed_up_and_filled_again(
    transactional_db: None, bucket: Any, settings: Any, tmp_path: Path
) -> None:
    settings.POSTGRESQL_BIN = str(POSTGRESQL_BIN)
    lost, _found = make_file(), make_file()
    before = kept(bucket)
    bucket.Object(lost.storage_name).delete()
    to = io.BytesIO()

    made = back_up(to)

    assert made.missing == [lost.storage_name]
    left = {name: data for name, data in before.items() if name != lost.storage_name}
    archive.unpack(io.BytesIO(to.getvalue()), to=tmp_path)
    assert {name: (tmp_path / "media" / name).read_bytes() for name in left} == left
    for entry in bucket.objects.all():
        entry.delete()
    settings.S3_BUCKET = bucket.name
    assert restoring._bring_media(tmp_path / "media") == len(left)
    assert kept(bucket) == left
