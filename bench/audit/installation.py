"""The program as `make run` starts it: from scratch, in a folder of its own, on a port that is free."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_STARTS_WITHIN_S = 300


@contextmanager
def running() -> Iterator[str]:
    """Yields the origin, such as `http://127.0.0.1:40311`, of a site with the demonstration and more."""
    folder, port = Path(tempfile.mkdtemp(prefix="embassy-audit-")), _free_port()
    environment = {**os.environ, "EMBASSY_DATA": str(folder), "EMBASSY_DEMONSTRATION": "1", "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    environment["EMBASSY_RECORD_MARGIN_S"] = "8"  # a machine that measures is slow
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        origin = f"http://127.0.0.1:{port}"
        _wait_for(f"{origin}/en/", server)
        added = {**environment, "DJANGO_SETTINGS_MODULE": "embassy.settings"}
        subprocess.run([sys.executable, "-m", "bench.audit.after"], cwd=ROOT, env=added, check=True)
        yield origin
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit(f"The program stopped while it started, with {server.returncode}.")
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    sys.exit(f"The program did not answer at {address} within {_STARTS_WITHIN_S} s.")
