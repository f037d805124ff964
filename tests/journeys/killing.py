"""Acts that are killed at the k-th of their steps, for every k: what a loss of power leaves behind."""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, connections

_FAILED = 70


class _Steps:
    """Each statement is a step, and so are the moments right before and right after a commit."""

    def __init__(self, dies_at: int) -> None:
        self.dies_at, self.count = dies_at, 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.step()
        return execute(sql, params, many, context)

    def watch_commits(self) -> None:
        commit = connection._commit

        def watched() -> None:
            self.step()
            commit()
            self.step()

        connection._commit = watched


def killed_at_every_step(act: Callable[[], Any]) -> Iterator[int]:
    """Runs the act again and again, in a process of its own that is killed at its first step, its second, and so on.

    Yields the number of the step after each kill, for the caller to look at what is left and to put it right; ends with
    the run that came to the end of the act.
    """
    k = 1
    while _is_killed(act, at=k):
        yield k
        k += 1


def _is_killed(act: Callable[[], Any], *, at: int) -> bool:
    # No connection is shared with a process that dies.
    connections.close_all()
    child = os.fork()
    if child == 0:
        _live(act, at)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, f"The act failed in its process, before its step {at}"
    return False


def _live(act: Callable[[], Any], at: int) -> None:
    """In the child: never returns, and runs nothing of what the tests would do at their end."""
    try:
        steps = _Steps(at)
        steps.watch_commits()
        with connection.execute_wrapper(steps.statement):
            act()
        connections.close_all()
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        os._exit(_FAILED)
    os._exit(0)
