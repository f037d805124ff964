"""One job in, one answer out. Limits are set before a byte of the file is read."""

import json
import resource
import sys
from collections.abc import Callable
from typing import Any

from releases.assets.sandboxed.refusing import Refused


def main() -> None:
    job = json.load(sys.stdin)
    megabyte = 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (job["memory_mb"] * megabyte,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (job["output_mb"] * megabyte,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = {"accepted": True, **_task(job["task"])(job)}
    except MemoryError:
        answer = {"accepted": False, "reason": "too_much_memory", "values": {}}
    except Refused as refused:
        answer = {"accepted": False, "reason": refused.reason, "values": refused.values}
    except Exception as error:  # the edge of the process: whatever a hostile file provokes becomes an answer
        detail = f"{type(error).__name__}: {error}"[:300]
        answer = {"accepted": False, "reason": "damaged", "values": {}, "detail": detail}
    json.dump(answer, sys.stdout)


def _task(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    # Each library is loaded only for the kind of file that needs it: memory is short here.
    if name in {"inspect_picture", "render"}:
        from releases.assets.sandboxed import pictures

        return {"inspect_picture": pictures.inspect, "render": pictures.render}[name]
    if name == "clean_document":
        from releases.assets.sandboxed import documents

        return documents.clean
    if name == "read_writing":
        from releases.assets.sandboxed import writings

        return writings.read
    from releases.assets.sandboxed import recordings

    return {"clean_recording": recordings.clean}[name]


if __name__ == "__main__":
    main()
