"""The servers that are compared, each on a port of its own, all of them up for the whole run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build" / "speed"
PEERS = Path(__file__).parent / "peers"
PEERS_BIN = BUILD / "peers" / "bin"
_PATIENCE_S = 60
# Of each process that makes pages; and where most threads only wait, or have what they send in memory, as we run it.
THREADS, MANY_THREADS = 2, 32

_NGINX = """
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  sendfile on; tcp_nopush on; keepalive_requests 1000000;
  open_file_cache max=100;
  types {{ text/html html; image/jpeg jpg; }}
  upstream ours {{ server 127.0.0.1:{upstream}; keepalive 32; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ root {folder}/files; gzip_static on; }}
    location /media/ {{ proxy_pass http://ours; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host 127.0.0.1; }}
    location /protected-media/ {{ internal; alias {media}/; }}
  }}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


class Servers:
    """`up` starts one and waits until it answers; all end with the block."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._processes: list[int] = []

    def cpu_s(self) -> float:
        """For how long they have worked, with all that they started."""
        children: dict[int, list[int]] = {}
        ticks: dict[int, int] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            pid = int(stat.parent.name)
            children.setdefault(int(fields[1]), []).append(pid)
            ticks[pid] = int(fields[11]) + int(fields[12])
        ahead, total = list(self._processes), 0
        while ahead:
            pid = ahead.pop()
            total += ticks.get(pid, 0)
            ahead += children.get(pid, [])
        return total / os.sysconf("SC_CLK_TCK")

    def granian(
        self,
        name: str,
        target: str,
        *,
        python: Path,
        folder: Path,
        ready: str,
        threads: int = THREADS,
        **environment: str,
    ) -> str:
        port = free_port()
        command = [str(python / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", "2", "--blocking-threads", str(threads), "--no-access-log", "--log-level", "warning"]
        command.append(target)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("EMBASSY_", "DATABASE_"))}
        given = {"PORT": str(port), "_RJEM_MALLOC_CONF": "narenas:2"}  # as ours is served, and all the others alike
        return self.up(name, command, port, ready, cwd=folder, env={**kept, **given, **environment})

    def ours(self, name: str, *, ready: str, threads: int = MANY_THREADS, **environment: str) -> str:
        settings = {
            "EMBASSY_DATA": str(BUILD / "ours"),
            "EMBASSY_DEMONSTRATION": "1",
            "EMBASSY_API_PER_MINUTE": "1e9",
            "EMBASSY_SITE_ORIGIN": "https://press.example",  # or each server's pages would name another port
        }
        return self.granian(
            name, "embassy.wsgi:application", python=Path(sys.executable).parent, folder=ROOT, ready=ready,
            threads=threads, **settings, **environment,
        )  # fmt: skip

    def peer(self, name: str, *, ready: str, **environment: str) -> str:
        settings = {
            "PRESS_DATA": str(BUILD / name),
            "DJANGO_SETTINGS_MODULE": f"press_{name}.settings",
            "PYTHONPATH": str(PEERS),
        }
        target = f"press_{name}.wsgi:application"
        return self.granian(name, target, python=PEERS_BIN, folder=PEERS, ready=ready, **settings, **environment)

    def nginx(self, program: str, *, upstream: str, media: str, ready: str) -> str:
        folder, port = BUILD / "nginx", free_port()
        user = "user root;" if os.geteuid() == 0 else ""
        text = _NGINX.format(folder=folder, port=port, upstream=upstream.rpartition(":")[2], media=media, user=user)
        (folder / "nginx.conf").write_text(text)
        return self.up(
            "nginx", [program, "-c", str(folder / "nginx.conf")], port, ready, cwd=folder, env=dict(os.environ)
        )

    def up(self, name: str, command: list[str], port: int, ready: str, *, cwd: Path, env: dict[str, str]) -> str:
        log = self._stack.enter_context((BUILD / f"{name}.log").open("w"))
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=log, stderr=log)
        self._stack.callback(_end, process)
        self._processes.append(process.pid)
        origin = f"http://127.0.0.1:{port}"
        until = time.monotonic() + _PATIENCE_S
        while True:
            try:
                urlopen(f"{origin}{ready}", timeout=20).read()
                return origin
            except (URLError, ConnectionError) as error:
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(
                        f"{name} does not answer ({error}). It said:\n{Path(log.name).read_text()}"
                    ) from None
                time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


@contextmanager
def servers() -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(stack)
