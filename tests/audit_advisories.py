"""Asks the package indexes what is known to be wrong with what is pinned, and says what they did not tell.

Exit 1 where an advisory stands against a pin, or where the index of Python's packages cannot be asked at all. One that
is accepted for a time is in tests/accepted_advisories.toml. See docs/operating.md.
"""

import datetime as dt
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.audit_requirements import digests

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements-dev.lock"  # all of requirements.lock is in it, which tests/rules sees to
ACCEPTED = ROOT / "tests" / "accepted_advisories.toml"
NPM_LOCKS = (ROOT, ROOT / "bench" / "audit")
_AT_ONCE, _TRIES, _PAUSE_S = 8, 3, 2.0
_ELSEWHERE = (
    "uvx pip-audit --requirement requirements-dev.lock --disable-pip --require-hashes --vulnerability-service osv"
)


@dataclass
class Told:
    """Of one pin. `newest` where the index tells of its newest release alone, and the pin is another."""

    pin: str
    advisories: dict[str, str] = field(default_factory=dict)
    is_known: bool = True
    newest: str = ""


class NoAnswer(Exception):
    """The index is away, or has no such service."""


def index_of(environment: Any) -> str:
    """The JSON API of the index that `uv` and `pip` ask."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if environment.get(name):
            return re.sub(r"/simple/?\Z", "/pypi", environment[name].rstrip("/"))
    from pip._internal.models.index import PyPI  # the one place that says where it is

    return str(PyPI.pypi_url)


def ask(client: httpx.Client, index: str, pin: str) -> Told:
    """What the index says of this very release; where it has no such page, of the newest one, which may be this."""
    name, version = pin.split("==")
    newest = ""
    for path in (f"{name}/{version}/json", f"{name}/json"):
        answer = _get(client, f"{index}/{path}")
        if answer.status_code == httpx.codes.NOT_FOUND:
            continue
        document = answer.raise_for_status().json()
        newest = document["info"]["version"]
        if newest == version and "vulnerabilities" in document:
            return Told(pin, _standing(document["vulnerabilities"]))
    return Told(pin, is_known=False, newest=newest)


def _get(client: httpx.Client, url: str) -> httpx.Response:
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE_S * attempt)
        try:
            answer = client.get(url)
        except httpx.TransportError as failed:
            said = f"{type(failed).__name__}: {failed}"
        else:
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return answer
            said = str(answer.status_code)
    raise NoAnswer(f"{url}: {said}")


def _standing(found: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Its id, and those under which it is known elsewhere -> what it is and what mends it."""
    return {
        " ".join([one["id"], *one.get("aliases", [])]): (
            f"{(one.get('summary') or one.get('details') or '')[:200]} "
            f"(mended in: {', '.join(one.get('fixed_in') or []) or 'no release'})"
        )
        for one in found
        if not one.get("withdrawn")
    }


def asked_of_all(index: str, pins: Iterable[str]) -> list[Told]:
    """Raises NoAnswer where one was not answered."""
    certificates = ssl.create_default_context()
    with (
        httpx.Client(verify=certificates, timeout=60, follow_redirects=True) as client,
        ThreadPoolExecutor(_AT_ONCE) as asking,
    ):
        return list(asking.map(lambda pin: ask(client, index, pin), pins))


def accepted(text: str, today: dt.date) -> set[str]:
    """Ids that somebody looked at and decided to live with; each with a reason, and a day on which to look again."""
    rows = tomllib.loads(text).get("accepted", [])
    return {row["id"] for row in rows if row["because"].strip() and row["until"] >= today}


def faults(told: Iterable[Told], known: set[str]) -> list[str]:
    return [
        f"{one.pin}: {ids.split()[0]} {said}"
        for one in told
        for ids, said in one.advisories.items()
        if not known & set(ids.split())
    ]


def asked_of_npm(folder: Path) -> tuple[list[Told], str]:
    """What stands against packages of npm, and why it was not told."""
    if not shutil.which("npm"):
        return [], "npm is not here"
    command = ["npm", "audit", "--json", "--package-lock-only", "--fetch-retries=1", "--fetch-timeout=60000"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return [], done.stderr.strip()[:200] or "nothing that can be read"
    if "vulnerabilities" not in answer:
        return [], re.sub(r"\S+://\S+", "the registry", str(answer.get("message", answer)))[:200]
    return told_by_npm(answer), ""


def told_by_npm(answer: dict[str, Any]) -> list[Told]:
    """The packages that are vulnerable themselves; those that only use them are named in `npm audit`."""
    found = []
    for name, one in answer["vulnerabilities"].items():
        own = [via for via in one["via"] if isinstance(via, dict)]
        said = {via["url"].rpartition("/")[2]: f"{via['title']} ({via['severity']}, {via['range']})" for via in own}
        found += [Told(name, said)] if said else []
    return found


def main() -> int:
    pins = list(digests(LOCK.read_text()))
    try:
        told = asked_of_all(index_of(os.environ), pins)
    except (NoAnswer, httpx.HTTPError, ValueError, KeyError) as failed:
        print(f"What is known to be vulnerable could not be asked: {failed}", file=sys.stderr)
        print(f"Try again, or ask another index (UV_DEFAULT_INDEX), or: {_ELSEWHERE}", file=sys.stderr)
        return 1
    unknown = [one for one in told if not one.is_known]
    if len(unknown) == len(told):
        print("This index tells of no release whether it is vulnerable.", file=sys.stderr)
        print(f"Ask one that does (UV_DEFAULT_INDEX), or: {_ELSEWHERE}", file=sys.stderr)
        return 1
    known = len(told) - len(unknown)
    print(f"Asked of {len(told)} pinned releases; the index tells of {known} whether they are vulnerable.")
    if unknown:
        named = ", ".join(f"{one.pin} (newest: {one.newest or 'none'})" for one in unknown)
        print(f"NOT TOLD (it speaks of the newest release alone): {named}. Where OSV is reached: {_ELSEWHERE}")
    for folder in NPM_LOCKS:
        against, why_not = asked_of_npm(folder)
        told += against
        name = (folder / "package-lock.json").relative_to(ROOT)
        print(f"NOT TOLD of {name}: {why_not}" if why_not else f"Asked of {name}: {len(against)} are vulnerable.")
    found = faults(told, accepted(ACCEPTED.read_text(), dt.datetime.now(dt.UTC).date()))
    print("\n".join(found) or "No advisory stands against what is pinned, as far as it was told.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
