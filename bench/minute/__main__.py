"""The release minute: at T, 2,000 readers a second for a page that was a 404 a moment before, beside twenty editors.

    python -m bench.minute                          SQLite; readers come from ten seconds before T to a minute after
    python -m bench.minute --postgresql --after 20  as a ministry runs it

Server and worker run as `manage.py serve` starts them. Every reader has a connection of their own, and asks for the
page in gzip; twenty editors open lists and writing screens, type with live checks and previews, keep, save, submit.

To hold: no status of 5xx and no reader without an answer; no page before T; no 404 a second after T or later; of all
answers 99 in a hundred within 100 ms, counted from the instant at which the reader came. Exit 1 where one does not.
Beside it stand how long the processes of the server had to wait for a processor, and how late a thread woke that does
nothing but sleep: on a machine that has other things to do, that is where time goes.
"""

import argparse
import datetime as dt
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.serving import Served, database

ROOT = Path(__file__).resolve().parent.parent.parent
P99_MS, LATE_S = 100.0, 1.0
_WARM_S = 6.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.minute")
    parser.add_argument("--rate", type=float, default=2000, help="readers a second")
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--before", type=float, default=10, help="seconds before T")
    parser.add_argument("--after", type=float, default=60, help="seconds after T")
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="embassy-minute-"))
    try:
        with database(folder, wanted=asked.postgresql):
            return Minute(asked, folder).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Minute:
    def __init__(self, asked: argparse.Namespace, folder: Path) -> None:
        self.asked, self.folder, self.served = asked, folder, Served(folder)

    def run(self) -> int:
        import django

        django.setup()
        from bench.minute import office

        people = office.built(self.asked.editors)
        with self.served.up([office.PATH, "/en/"]) as server:
            opens = dt.datetime.fromtimestamp(int(time.time() + _WARM_S + self.asked.before) + 2, dt.UTC)
            office.planned(opens)
            self.t = opens.timestamp()
            begin, end = self.t - self.asked.before, self.t + self.asked.after
            working = self._started("editors", str(end), given=json.dumps(people))
            reading = self._started("readers", office.PATH, str(self.asked.rate), str(begin), str(end))
            time.sleep(max(0.0, begin - time.time()))
            loads = [os.getloadavg()[0]]
            with Sleeper() as sleeper:
                worked, waited = processor_s(server.pid)
                reading.wait()
                after = processor_s(server.pid)
            loads.append(os.getloadavg()[0])
            working.wait()
            self.said = self.served.said
        self.processor = after[0] - worked, after[1] - waited
        return self._judged(loads, sleeper)

    def _started(self, name: str, *options: str, given: str = "") -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "-m",
            f"bench.minute.{name}",
            str(self.folder / f"{name}.json"),
            str(self.served.port),
        ]
        process = subprocess.Popen([*command, *options], cwd=ROOT, stdin=subprocess.PIPE, text=True)
        assert process.stdin
        process.stdin.write(given)
        process.stdin.close()
        return process

    def _judged(self, loads: list[float], sleeper: "Sleeper") -> int:
        readers = json.loads((self.folder / "readers.json").read_text())
        editors = json.loads((self.folder / "editors.json").read_text())
        rows = readers["readers"]
        seconds = self.asked.before + self.asked.after
        asked = len(editors["requests"])
        print(f"{len(rows)} readers in {seconds:.0f} s, {asked} requests of {self.asked.editors} editors")
        for name, begin, end in (
            ("before T", -1e9, 0.0),
            ("first second", 0.0, 1.0),
            ("afterwards", 1.0, 1e9),
            ("in all", -1e9, 1e9),
        ):
            part = [row for row in rows if begin <= row[0] - self.t < end]
            print(f"  {name:<13}{spread([row[2] - row[0] for row in part if row[3]])}  {statuses(part)}")
        for what in sorted({row[0] for row in editors["requests"]}):
            part = [row for row in editors["requests"] if row[0] == what]
            print(f"  {what:<15}{spread([row[2] - row[1] for row in part])}  {statuses(part)}")
        worked, waited = self.processor
        print(f"server and worker: {worked / seconds:.2f} cores at work, {waited / seconds:.2f} waiting for one")
        print(f"readers: {readers['cpu_s'] / seconds:.2f} cores, sent up to {readers['late_s'] * 1000:.0f} ms late; "
              f"editors: {editors['cpu_s'] / seconds:.2f} cores")  # fmt: skip
        print(f"a thread that only sleeps woke late: {spread(sleeper.late_s)}; load {loads[0]:.1f} to {loads[1]:.1f}")
        return self._verdict(rows, editors["requests"])

    def _verdict(self, rows: list[Any], requests: list[Any]) -> int:
        early = [row for row in rows if row[3] == 200 and row[2] < self.t]
        late = [row for row in rows if row[3] == 404 and row[2] >= self.t + LATE_S]
        last_404 = max((row[2] - self.t for row in rows if row[3] == 404), default=0.0)
        first_200 = min((row[2] - self.t for row in rows if row[3] == 200), default=0.0)
        broken = [row for row in (*rows, *requests) if not 200 <= row[3] < 500]
        p99_ms = quantile([row[2] - row[0] for row in rows if row[3]], 99) * 1000
        said_500 = self.said.count("Traceback")
        print(f"first page {first_200 * 1000:.0f} ms after T, last 404 {last_404 * 1000:.0f} ms after T")
        laws = {
            f"p99 {p99_ms:.0f} ms, at most {P99_MS:.0f}": p99_ms <= P99_MS,
            f"5xx or no answer: {len(broken)} {statuses(broken)}": not broken,
            f"early: {len(early)}": not early,
            f"404 a second after T or later: {len(late)}": not late,
            f"tracebacks of the server: {said_500}": not said_500,
        }
        for words, holds in laws.items():
            print(f"{'holds ' if holds else 'MISSED'} {words}")
        if said_500:
            print(self.said[-4000:])
        return 0 if all(laws.values()) else 1


class Sleeper:
    """How late a thread wakes that does nothing but sleep: what the machine itself adds."""

    def __enter__(self) -> "Sleeper":
        self.late_s: list[float] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            begun = time.perf_counter()
            time.sleep(0.02)
            self.late_s.append(time.perf_counter() - begun - 0.02)


def processor_s(pid: int) -> tuple[float, float]:
    """(at work, waiting for a processor) of all threads in the session of `pid`, in seconds."""
    worked = waited = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[3]) != pid:
                continue
            for thread in (stat.parent / "task").iterdir():
                ran, ready, _slices = map(int, (thread / "schedstat").read_text().split())
                worked, waited = worked + ran, waited + ready
        except OSError:  # it has ended meanwhile
            continue
    return worked / 1e9, waited / 1e9


def quantile(times_s: list[float], hundredth: int) -> float:
    return statistics.quantiles(times_s, n=100)[hundredth - 1] if len(times_s) > 1 else sum(times_s)


def spread(times_s: list[float]) -> str:
    median, p95, p99 = (quantile(times_s, hundredth) * 1000 for hundredth in (50, 95, 99))
    return f"median {median:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f}  most {max(times_s, default=0) * 1000:6.0f} ms"


def statuses(rows: list[Any]) -> str:
    return ", ".join(
        f"{count} x {status or 'none'}" for status, count in sorted(Counter(row[3] for row in rows).items())
    )


if __name__ == "__main__":
    sys.exit(main())
