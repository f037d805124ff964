"""Planning and making the files that readers get."""

import datetime as dt
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from releases.errors import BadFile

from . import sandbox
from .models import EmbeddedMetadata, Rendition
from .recipes import Recipe
from .storing import keep, local_copy

_CLAIM = dt.timedelta(seconds=30)
_WAIT_S, _POLL_S = 20.0, 0.05


def plan(recipes: Iterable[Recipe], metadata: Mapping[str, dict[str, Any]]) -> None:
    """Writes down files to be made, and by digest the metadata to write into them. Two queries; what is known stays."""
    EmbeddedMetadata.objects.bulk_create(
        [EmbeddedMetadata(digest=digest, content=content) for digest, content in metadata.items()],
        ignore_conflicts=True,
    )
    Rendition.objects.bulk_create(
        [
            Rendition(
                digest=recipe.digest,
                original_id=recipe.original,
                media_type=recipe.media_type,
                width_px=recipe.width_px,
                height_px=recipe.height_px,
                crop=recipe.crop,
                box=list(recipe.box) if recipe.box else None,
                metadata_id=recipe.metadata or None,
            )
            for recipe in recipes
        ],
        ignore_conflicts=True,
    )


def made(digest: str) -> Rendition:
    """The rendition with its bytes there: made now when they are not, once, however many ask at a time.

    Raises BadFile when it cannot be made.
    """
    deadline = time.monotonic() + _WAIT_S
    while True:
        rendition = Rendition.objects.select_related("original", "metadata").get(digest=digest)
        if rendition.made_at is not None:
            return rendition
        if _claim([digest]):
            make([rendition])
        elif time.monotonic() > deadline:
            raise BadFile(f"{rendition} is not ready.", code="not_ready")
        else:
            time.sleep(_POLL_S)


def waiting() -> QuerySet[Rendition]:
    """What is planned and nobody has begun."""
    return Rendition.objects.filter(_unclaimed(), failed="")


def make_waiting(limit: int = 100) -> int:
    """Makes what is planned and nobody has begun, the files of one picture from one decode; how many."""
    first = waiting().order_by("original_id", "metadata_id").first()
    if first is None:
        return 0
    alike = waiting().filter(original_id=first.original_id, metadata_id=first.metadata_id)
    claimed = [
        rendition for rendition in alike.select_related("original", "metadata")[:limit] if _claim([rendition.digest])
    ]
    with suppress(BadFile):  # written down as failed, and tried again when it is asked for
        make(claimed)
    return len(claimed)


def make(renditions: list[Rendition], *, name: str = "") -> None:
    """Makes files of one original and one metadata; each is stored under its name, then marked. Raises BadFile.

    `name` is how the message calls the original.
    """
    if not renditions:
        return
    original, metadata = renditions[0].original, renditions[0].metadata
    try:
        with tempfile.TemporaryDirectory() as folder, local_copy(original.storage_name) as source:
            jobs = [rendition.job(f"{folder}/{rendition.digest}") for rendition in renditions]
            sandbox.run(
                "render",
                name=name or str(original),
                path=source,
                outputs=jobs,
                metadata=metadata.content if metadata else None,
            )
            for rendition in renditions:
                _keep(rendition, Path(folder) / rendition.digest)
    except Exception as error:  # written into the row, whatever it was, and told to whoever asked
        Rendition.objects.filter(digest__in=[row.digest for row in renditions], made_at__isnull=True).update(
            failed=(str(error) or type(error).__name__)[:300], claimed_at=None
        )
        raise


def forget(rendition: Rendition) -> None:
    """That the bytes are gone: whoever asks next makes them. Only a picture can be made again."""
    if rendition.width_px is None:
        raise BadFile(f"{rendition} is lost: restore the media folder from a backup.", code="lost")
    Rendition.objects.filter(digest=rendition.digest).update(made_at=None, size_bytes=None, claimed_at=None)


def _keep(rendition: Rendition, path: Path) -> None:
    keep(rendition.storage_name, path)
    Rendition.objects.filter(digest=rendition.digest).update(
        size_bytes=path.stat().st_size, made_at=timezone.now(), claimed_at=None, failed=""
    )


def _unclaimed() -> Q:
    stale = timezone.now() - _CLAIM
    return Q(made_at__isnull=True) & (Q(claimed_at__isnull=True) | Q(claimed_at__lt=stale))


def _claim(digests: list[str]) -> bool:
    """Whether this process may make it: one of any number that ask."""
    return Rendition.objects.filter(_unclaimed(), digest__in=digests).update(claimed_at=timezone.now()) == len(digests)
