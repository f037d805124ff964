"""Runs a job on a stranger's file in a process of its own: see `releases.assets.sandboxed`."""

import json
import subprocess
import sys
from typing import Any

from django.conf import settings

from .limits import MEGABYTE, limits
from .verdicts import refuse

# Large blocks go back to the system at once: the limit is on what is held, not on what was.
_ENVIRONMENT = {
    "PATH": "",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
_ALLOWANCE_S = 5  # for starting the process and loading a library; the processor time itself is limited exactly


def run(task: str, *, name: str, output_bytes: int = 200 * MEGABYTE, **job: Any) -> dict[str, Any]:
    """The answer of a job. Raises BadFile when the file is refused, or costs more memory or time than the limits.

    `name` is how the message calls the file; it never leaves this process.
    """
    allowed = limits()
    request = {
        "task": task,
        "memory_mb": allowed.memory_mb,
        "seconds": allowed.seconds,
        "output_mb": -(-output_bytes // MEGABYTE),
        "limit_pixels": allowed.pixels,
        "limit_pages": allowed.document_pages,
        **job,
    }
    try:
        process = subprocess.run(
            [sys.executable, "-m", "releases.assets.sandboxed"],
            input=json.dumps(request).encode(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=_ENVIRONMENT,
            timeout=allowed.seconds + _ALLOWANCE_S,
            check=False,
            start_new_session=True,  # Ctrl-C stops us, and lets a job that is under way end
        )
    except subprocess.TimeoutExpired:
        raise refuse(name, "too_slow", seconds=allowed.seconds) from None
    return _answer(process, name)


def _answer(process: "subprocess.CompletedProcess[bytes]", name: str) -> dict[str, Any]:
    allowed = limits()
    try:
        answer: dict[str, Any] = json.loads(process.stdout)
    except ValueError:
        # Killed: by the processor limit (SIGXCPU, then SIGKILL), or by an allocation that could not be refused.
        slow = process.returncode in {-9, -24}
        raise refuse(
            name, "too_slow" if slow else "too_much_memory", seconds=allowed.seconds, memory=allowed.memory_mb
        ) from None
    if not answer["accepted"]:
        limit = {"too_many_pixels": allowed.pixels // 1_000_000, "pages_out_of_range": allowed.document_pages}.get(
            answer["reason"], ""
        )
        values = {"memory": allowed.memory_mb, "seconds": allowed.seconds, "limit": limit, **answer["values"]}
        raise refuse(name, answer["reason"], **values)
    return answer
