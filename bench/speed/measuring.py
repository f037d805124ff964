"""One load generator, `wrk`, on one address at a time, in turns."""

import os
import re
import resource
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.request import Request, urlopen

THREADS = 2
# Each as many as keep its server busy: more would wait, and be answered after the measurement, into the next.
MANY, FEW = 32, 4
_ENOUGH, _MOST_TURNS = 60, 5
# Of time-outs, which a machine that is busy with other things has, nothing follows.
_ERRORS = re.compile(r"Socket errors: connect (\d+), read (\d+), write (\d+)")


@dataclass(frozen=True)
class Subject:
    name: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    connections: int = MANY


def fetch(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with urlopen(Request(url, headers=headers), timeout=60) as answer:
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def rate(subject: Subject, seconds: int, cpu_s: Callable[[], float]) -> float:
    """Answers for each second of work, of the servers and of the load generator together, times the cores.

    On a machine that does nothing else that is answers a second; on one that does, it is what they would be.
    Refuses to count anything but what was asked for.
    """
    headers = [part for name, value in subject.headers.items() for part in ("-H", f"{name}: {value}")]
    load = ["wrk", f"-t{THREADS}", f"-c{subject.connections}", *headers, subject.url]
    answers, worked_s = 0, 0.0
    for turn in range(_MOST_TURNS):
        before = cpu_s() + _own_s()
        said = subprocess.run([*load, f"-d{seconds * 2**turn}s"], capture_output=True, text=True, check=True).stdout
        worked_s += cpu_s() + _own_s() - before
        errors = _ERRORS.search(said)
        if ("Non-2xx" in said and "If-None-Match" not in subject.headers) or (
            errors and any(map(int, errors.groups()))
        ):
            raise SystemExit(f"{subject.name} failed under load:\n{said}")
        found = re.search(r"(\d+) requests in", said)
        answers += int(found[1]) if found else 0
        if answers >= _ENOUGH:
            break
    if not answers:
        raise SystemExit(f"{subject.name} does not answer under load.")
    return answers / worked_s * (os.cpu_count() or 1)


def _own_s() -> float:
    """Of the load generators that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def medians(subjects: Sequence[Subject], *, rounds: int, seconds: int, cpu_s: Callable[[], float]) -> dict[str, float]:
    """Interleaved: each round asks each of them once, so that what else the machine does disturbs all of them alike."""
    found: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for subject in subjects:  # warms it up
        rate(subject, 1, cpu_s)
    for number in range(rounds):
        for subject in subjects if number % 2 == 0 else reversed(subjects):
            found[subject.name].append(rate(subject, seconds, cpu_s))
    return {name: statistics.median(rates) for name, rates in found.items()}
