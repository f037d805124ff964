"""`/healthz` and `/readyz`: what a supervisor and a load balancer ask. Nothing here tells of what is not public."""

import os
import shutil
import threading
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from releases.editions import clocks, head
from releases.running import beating

from . import supervising
from .absence import AWAY, KNOWN_AWAY

_migrated = threading.Event()
# Below this a backup, an upload or the journal of the database may find no room.
_LEAST_FREE_BYTES = 500 * 1024 * 1024


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. No query: a database that is away is no reason to start it anew."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where the record can be read, media be kept and the clocks agree, else 503.

    A worker that is late and a disk that fills up are told, and are no reason. Why, and how much waits, is told to who
    may know. Six queries; three for everybody else.
    """
    may_know = supervising.may_know(request)
    found = checks(is_away=KNOWN_AWAY in request.META)
    is_ready = found["database"] == found["media"] == "ok" and found["clock"]["state"] == found["chain"] == "ok"
    told: dict[str, Any] = {"status": "ready" if is_ready else "not ready"}
    if may_know:
        told["checks"] = {**found, "worker": _worker()} if found["database"] == "ok" else found
    return JsonResponse(
        told,
        status=200 if is_ready else 503,
        headers={"Cache-Control": "no-store"},
    )


def checks(*, is_away: bool = False) -> dict[str, Any]:
    """Of the site alone. Three queries; `clock` and `chain` are missing where the database is away.

    `is_away`: that is known, and it is not asked, since it might never answer.
    """
    found: dict[str, Any] = {"database": "away" if is_away else _database(), "media": _media(), "storage": _storage()}
    if found["database"] == "ok":
        found["clock"] = _clock()
        found["chain"] = "ok" if head.holds() else "the last entry of the journal was altered"
    return found


def _worker() -> dict[str, Any]:
    beat_at = beating.last_beat()
    return {
        "state": "late" if beating.is_late(beat_at) else "ok",
        "last_beat_s": round((timezone.now() - beat_at).total_seconds(), 1) if beat_at else None,
        "deliveries_due": beating.deliveries_due(),
        "letters_due": beating.letters_due(),
    }


def _clock() -> dict[str, Any]:
    """Of this process against the database's, in seconds: at most half the margin of the record."""
    found = clocks.difference()
    return {"state": "ok" if clocks.agree(found) else "differs", "difference_s": round(found.total_seconds(), 3)}


def _storage() -> str:
    return "ok" if free_bytes() >= _LEAST_FREE_BYTES else "nearly full"


def free_bytes() -> int:
    """Where database, media and what is drawn lie."""
    return shutil.disk_usage(settings.DATA_DIR).free


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "ok" if _is_migrated() else "migrations are missing: run manage.py migrate"
    except AWAY:
        return "away"


def _is_migrated() -> bool:
    """Looked at until it is so: what is migrated stays so for as long as this process runs."""
    if not _migrated.is_set():
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrated.set()
    return _migrated.is_set()


def _media() -> str:
    """Where media lie on our own disk, it must be there to be written to."""
    folder = settings.MEDIA_DIR
    if settings.S3_BUCKET or not folder.exists() or os.access(folder, os.W_OK):
        return "ok"
    return "the media folder cannot be written to"
