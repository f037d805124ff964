"""Every library is pinned with its reason, locked with the digests of its files, and asked about."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests import audit_advisories
from tests.audit_advisories import accepted, asked_of_all, faults, index_of, told_by_npm
from tests.audit_requirements import digests
from tests.audit_requirements import faults as changed

ROOT = Path(__file__).parents[2]
_PINNED = re.compile(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==(\S+)\s+# \S.*\Z")
PAIRS = [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")]


def pins(name: str) -> dict[str, str]:
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r "))]
    matches = {line: _PINNED.match(line) for line in lines}
    assert [line for line, match in matches.items() if match is None] == [], "A pin and its reason on each line."
    return {re.sub(r"[._-]+", "-", match[1]).lower(): match[2] for match in matches.values() if match}


@pytest.mark.parametrize(("source", "lock"), PAIRS)
def test_the_lock_is_in_step_with_what_is_pinned(source: str, lock: str) -> None:
    locked = dict(pin.split("==") for pin in digests((ROOT / lock).read_text()))
    wrong = {name: version for name, version in pins(source).items() if locked.get(name) != version}
    assert wrong == {}, "Run `make lock`."


def test_every_locked_release_has_digests_and_tests_run_on_what_is_delivered() -> None:
    runtime, dev = (digests((ROOT / lock).read_text()) for _source, lock in PAIRS)
    assert [pin for pin, found in dev.items() if not found] == []
    assert {pin: found for pin, found in runtime.items() if dev.get(pin) != found} == {}


def test_no_host_of_an_index_is_written_down() -> None:
    assert not [name for pair in PAIRS for name in pair if "://" in (ROOT / name).read_text()]


def test_what_was_yanked_replaced_or_taken_away_is_found() -> None:
    locked = "wool==1.0 \\\n    --hash=sha256:" + "a" * 64 + "\nsalt==2.0 \\\n    --hash=sha256:" + "b" * 64
    assert changed("Resolved 2 packages", locked, locked) == []
    said = 'warning: `wool==1.0` is yanked (reason: "broken")'
    answered = locked.replace("a" * 64, "c" * 64).split("\nsalt")[0]
    found = changed(said, answered, locked)
    assert ["yanked" in found[0], "salt==2.0" in found[1], "wool==1.0" in found[2]] == [True, True, True]


@pytest.fixture
def index() -> Iterator[tuple[str, dict[str, Any]]]:
    """An index of its own: path -> what it answers; the address of its JSON API."""
    pages: dict[str, Any] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(page if isinstance(page, int) else 200 if page else 404)
            self.end_headers()
            self.wfile.write(json.dumps(page).encode())

        def log_message(self, *_parts: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield index_of({"PIP_INDEX_URL": f"http://127.0.0.1:{server.server_port}/simple/"}), pages
        server.shutdown()


def page(version: str, *found: dict[str, Any]) -> dict[str, Any]:
    return {"info": {"version": version}, "vulnerabilities": list(found)}


def test_what_an_index_knows_against_a_pin_is_told_and_what_it_does_not_say_is_named(
    index: tuple[str, dict[str, Any]],
) -> None:
    """Of the very release, or of the newest where that is the pin."""
    hole = {"id": "PYSEC-1", "aliases": ["CVE-1"], "summary": "A hole.", "fixed_in": ["1.1"], "withdrawn": None}
    address, pages = index
    pages["/pypi/wool/1.0/json"] = page("1.0", hole, {**hole, "id": "PYSEC-2", "withdrawn": "2026-01-01T00:00:00Z"})
    pages["/pypi/salt/json"] = page("2.0", {**hole, "id": "PYSEC-3", "aliases": []})
    pages["/pypi/tar/json"] = page("9.0", hole)
    pages["/pypi/flax/json"] = {"info": {"version": "1.0"}}
    told = asked_of_all(address, ["wool==1.0", "salt==2.0", "tar==8.0", "flax==1.0", "jute==1.0"])
    assert faults(told, set()) == [
        "wool==1.0: PYSEC-1 A hole. (mended in: 1.1)",
        "salt==2.0: PYSEC-3 A hole. (mended in: 1.1)",
    ]
    assert [(one.pin, one.newest) for one in told if not one.is_known] == [
        ("tar==8.0", "9.0"),
        ("flax==1.0", "1.0"),
        ("jute==1.0", ""),
    ]
    assert faults(told, {"CVE-1", "PYSEC-3"}) == []


def test_of_npm_those_are_named_that_are_vulnerable_themselves() -> None:
    via = {"url": "https://advisories.example/GHSA-1", "title": "A hole.", "severity": "high", "range": "<2"}
    told = told_by_npm({"vulnerabilities": {"yarn": {"via": [via]}, "cloth": {"via": ["yarn"]}}})
    assert faults(told, set()) == ["yarn: GHSA-1 A hole. (high, <2)"]
    assert faults(told, {"GHSA-1"}) == []


def test_an_advisory_is_accepted_with_a_reason_until_a_day() -> None:
    row = '[[accepted]]\nid = "PYSEC-1"\nuntil = 2026-11-30\nbecause = "%s"\n'
    assert accepted(row % "Not installed.", dt.date(2026, 11, 30)) == {"PYSEC-1"}
    assert accepted(row % "Not installed.", dt.date(2026, 12, 1)) == set()
    assert accepted(row % " ", dt.date(2026, 11, 30)) == set()
    assert accepted(audit_advisories.ACCEPTED.read_text(), dt.date.min) == accepted("", dt.date.min)


@pytest.mark.parametrize(
    ("pages", "status", "said"),
    [
        ({"/pypi/wool/1.0/json": page("1.0")}, 0, "tells of 1 whether"),
        ({"/pypi/wool/json": page("1.0", {"id": "PYSEC-1"})}, 1, "wool==1.0: PYSEC-1"),
        ({"/pypi/wool/json": page("2.0")}, 1, "Ask one that does (UV_DEFAULT_INDEX), or: uvx pip-audit"),
        ({"/pypi/wool/1.0/json": 503}, 1, "could not be asked: http"),
        ({"/pypi/wool/1.0/json": 403}, 1, "could not be asked: "),
    ],
)
def test_the_audit_fails_where_it_finds_something_and_where_it_could_not_ask(
    index: tuple[str, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    pages: dict[str, Any],
    status: int,
    said: str,
) -> None:
    (tmp_path / "lock").write_text("wool==1.0 \\\n    --hash=sha256:" + "a" * 64)
    index[1].update(pages)
    monkeypatch.setenv("UV_DEFAULT_INDEX", index[0].replace("/pypi", "/simple"))
    monkeypatch.setattr(audit_advisories, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(audit_advisories, "NPM_LOCKS", ())
    monkeypatch.setattr(audit_advisories, "_PAUSE_S", 0)
    assert audit_advisories.main() == status
    assert said in "".join(capsys.readouterr())
