"""`manage.py serve`, which `make run` ends in: a second start finds everything done, and does nothing again."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from releases.authoring.models import User
from releases.management.commands import deliver
from tests.clock import Clock
from tests.dump import whole_database
from tests.factories import make_mission, make_release, publish


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[mock.Mock]:
    """What would be started is written down: `started.execv` is the server, `started.Popen` the worker beside it."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    started = mock.Mock()
    monkeypatch.setattr(os, "execv", started.execv)
    monkeypatch.setattr(subprocess, "Popen", started.Popen)
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setenv("PORT", "8123")
    return started


def serve() -> str:
    out = io.StringIO()
    call_command("serve", stdout=out)
    return out.getvalue()


def files(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_second_start_changes_nothing(
    started: mock.Mock, settings: Any, clock: Clock, author: User, reviewer: User
) -> None:
    make_mission(id=1)
    publish([make_release("briefing", by=author)], author=author, reviewer=reviewer, clock=clock)
    first = serve()
    before, collected = whole_database(), files(settings.STATIC_ROOT)

    assert serve() == first

    assert whole_database() == before
    assert files(settings.STATIC_ROOT) == collected
    assert "desk/desk.css" in collected


def test_it_says_where_it_serves_and_who_may_sign_in(started: mock.Mock, author: User) -> None:
    with mock.patch("releases.management.commands.serve.call_command"):
        said = serve()

    for words in (
        "http://127.0.0.1:8123/ur/",
        "http://127.0.0.1:8123/admin/",
        "author, reviewer, administrator; password",
    ):
        assert words in said
    (_program, arguments), _named = started.execv.call_args
    assert arguments[arguments.index("--host") + 1 : arguments.index("--host") + 4] == ["127.0.0.1", "--port", "8123"]


def test_the_worker_beside_it_ends_with_it(started: mock.Mock, author: User) -> None:
    """The server takes over this process, and Ctrl-C: when it is gone the worker has another parent."""
    with mock.patch("releases.management.commands.serve.call_command"):
        serve()

    ((command,), _named) = started.Popen.call_args
    assert command == [sys.executable, sys.argv[0], "deliver", "--beside", str(os.getpid())]
    (_program, arguments), _named = started.execv.call_args
    assert arguments[arguments.index("--workers-kill-timeout") + 1] == "3", "A worker of the server may outlive it"
    assert not deliver._gone(os.getppid())
    assert deliver._gone(os.getpid())


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", ""])
def test_what_is_no_port_is_refused_with_one_that_is(
    started: mock.Mock, monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="Write for example PORT=8000"):
        serve()
    assert not started.mock_calls
