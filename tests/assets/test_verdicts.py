"""Every file of the corpus gets its verdict, within the limits, in a process that is not the server's."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from PIL import Image

from releases.assets import verdicts
from releases.assets.ingest import ingest
from releases.assets.models import MediaFile
from releases.errors import BadFile
from tests.assets.corpus import CASES, Case

pytestmark = pytest.mark.django_db
_SECONDS, _MEGABYTES = 10, 512
_NEAR = 10


# The kernel counts the memory of whoever starts a process as that process's own, until it has more. So between
# the tests, which are large, and the one that is measured stands this small one.
_LAUNCHER = """
import json, os, sys
pid = os.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
_pid, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "a") as file:
    print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]), file=file)
code = os.waitstatus_to_exitcode(status)
os.kill(os.getpid(), -code) if code < 0 else os._exit(code)
"""


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where each child process is written down: [seconds of processor time, MB at most], one a line."""
    report, run = tmp_path / "spent", subprocess.run
    report.touch()

    def measured(command: list[str], **options: Any) -> Any:
        return run([sys.executable, "-S", "-c", _LAUNCHER, str(report), *command], **options)

    monkeypatch.setattr(subprocess, "run", measured)
    return report


@pytest.mark.parametrize("case", [case for case in CASES if case.verdict != "accepted"], ids=lambda case: case.id)
def test_it_is_refused_for_its_reason_within_the_limits(case: Case, spent: Path) -> None:
    with pytest.raises(BadFile) as refusal:
        ingest(io.BytesIO(case.make()), name=case.name)

    assert refusal.value.code == case.verdict, refusal.value.message
    assert verdicts.printable(case.name) in refusal.value.message
    assert case.limit_words in refusal.value.message
    assert not MediaFile.objects.exists()
    _within_the_limits(spent)


@pytest.mark.parametrize("case", [case for case in CASES if case.verdict == "accepted"], ids=lambda case: case.id)
def test_it_is_taken_and_comes_out_right_within_the_limits(case: Case, spent: Path) -> None:
    taken = ingest(io.BytesIO(case.make()), name=case.name).file

    assert taken.media_type == case.media_type
    assert set(taken.changed) == set(case.changed)
    _looks_right(case, taken)
    _within_the_limits(spent)


def _within_the_limits(spent: Path) -> None:
    used = [json.loads(line) for line in spent.read_text().splitlines()]
    assert all(seconds <= _SECONDS + 1 for seconds, _megabytes in used)
    assert all(megabytes <= _MEGABYTES for _seconds, megabytes in used)


def _looks_right(case: Case, taken: MediaFile) -> None:
    if case.size:
        assert (taken.width_px, taken.height_px) == case.size
    if case.corners:
        first = taken.renditions.get()
        with storages["default"].open(first.storage_name) as file:
            picture = Image.open(io.BytesIO(file.read())).convert("RGB")
        width, height = picture.size
        seen = [picture.getpixel((width * x // 4, height * y // 4)) for y in (1, 3) for x in (1, 3)]
        differences = [
            abs(a - b) for one, other in zip(seen, case.corners, strict=True) for a, b in zip(one, other, strict=True)
        ]
        assert max(differences) <= _NEAR, seen
