"""Every library is pinned with its reason, and locked with the digests of its files."""

import re
from pathlib import Path

import pytest

from tests.audit_requirements import digests, faults

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
    assert faults("Resolved 2 packages", locked, locked) == []
    said = 'warning: `wool==1.0` is yanked (reason: "broken")'
    answered = locked.replace("a" * 64, "c" * 64).split("\nsalt")[0]
    found = faults(said, answered, locked)
    assert ["yanked" in found[0], "salt==2.0" in found[1], "wool==1.0" in found[2]] == [True, True, True]
