"""The application as it runs: server and worker in processes of their own, to be killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
_PATIENCE_S = 60


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The real settings, on the database of the test and a folder of its own."""
    name = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("DJANGO_", "EMBASSY_", "PYTEST_"))},
        "DJANGO_SETTINGS_MODULE": "embassy.settings",
        "DATABASE_URL": url,
        "EMBASSY_DATA": str(folder),
        "EMBASSY_DEMONSTRATION": "1",
        "EMBASSY_SECRET_KEY": settings.SECRET_KEY,
        "EMBASSY_WEBHOOKS_LOOPBACK": "1",
        "EMBASSY_API_PER_MINUTE": "1000000",
        "EMBASSY_API_PER_MINUTE_KEY": "1000000",
        **more,
    }


class Running:
    """A process and its children, in a group of their own, which are killed together, at once and without a word."""

    def __init__(self, *command: str, folder: Path, env: dict[str, str] | None = None) -> None:
        self.command, self.env = command, env
        self.said = folder / f"{Path(command[0]).name}-{'-'.join(command[-1:]).replace('/', '_')}.txt"
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0

    def start(self) -> None:
        if self.process is None:
            with self.said.open("ab") as said:
                self.process = subprocess.Popen(
                    self.command, cwd=ROOT, env=self.env, stdout=said, stderr=said, start_new_session=True
                )

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            self.deaths += 1

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def server(folder: Path, port: int, *, threads: int = 4, **more: str) -> Running:
    """As `manage.py serve` starts it, with fewer processes."""
    options = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", str(threads)]
    quiet = ["--no-access-log", "--log-level", "warning"]
    command = [str(BIN / "granian"), "--interface", "wsgi", *options, *quiet, "embassy.wsgi:application"]
    return Running(*command, folder=folder, env=environment(folder, PORT=str(port), **more))


def worker(folder: Path, **more: str) -> Running:
    return Running(sys.executable, "manage.py", "deliver", folder=folder, env=environment(folder, **more))


def name_static_files(folder: Path) -> None:
    """So that pages can be made in `folder` without collecting and packing what they link, which takes seconds."""
    names = {path: path for finder in get_finders() for path, _storage in finder.list([])}
    (folder / "static").mkdir()
    (folder / "static" / "staticfiles.json").write_text(json.dumps({"version": "1.1", "hash": "", "paths": names}))


def until_it_answers(running: Running, address: str) -> Any:
    """Waits for a server that was started. Fails with its own words where it is gone."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        assert running.is_running, running.said.read_text()
        try:
            return httpx.get(address, timeout=20)
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer: {running.said.read_text()}")
