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

from .absence import AWAY

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

    A worker that is late and a disk that fills up are told, and are no reason. Six queries.
    """
    checks: dict[str, Any] = {"database": _database(), "media": _media(), "storage": _storage()}
    is_ready = checks["database"] == checks["media"] == "ok"
    if checks["database"] == "ok":
        checks["clock"] = _clock()
        checks["chain"] = "ok" if head.holds() else "the last entry of the journal was altered"
        checks["worker"] = _worker()
        is_ready = is_ready and checks["clock"]["state"] == checks["chain"] == "ok"
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready", "checks": checks},
        status=200 if is_ready else 503,
        headers={"Cache-Control": "no-store"},
    )


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
    """Where database, media and what is drawn lie."""
    return "ok" if shutil.disk_usage(settings.DATA_DIR).free >= _LEAST_FREE_BYTES else "nearly full"


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
