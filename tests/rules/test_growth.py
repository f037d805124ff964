"""What a request costs does not grow with the record: the database works as little among four times as many editions.

Counted is the work itself, which no other process on the machine disturbs: steps of SQLite's virtual machine, rows that
PostgreSQL reads. `bench/growth` measures the same in milliseconds, up to a million.

Seen red: the deepest page of a list walked from the bound of the law; the last expunging read from every edition; who
cites a release and which acts are about it sought in every text; counts made anew each time; all sets of subjects read
that name a person; letters sought at the desk in every title.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from bench.growth import asking, filling
from releases.admin import further_back, long_lists, looking
from releases.editions import guards
from releases.editions.parts import parts
from releases.editions.search import by_words, listed, words
from releases.outlets.api import asking as asked_of_api
from releases.outlets.site import search as listed_by_words
from releases.outlets.site import sitemap
from tests.clock import standing

pytestmark = pytest.mark.django_db
FEW, MANY = 500, 2000
AT_MOST = 1.5
# What does not matter, in the same units.
SLACK = {"sqlite": 1000, "postgresql": 2000}
# What is of one year is counted, as far as 2,000 of them.
SLACK_OF_A_YEAR = 4000
# Among few, a last page is not full.
GROWS = ("releases, last page",)


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, list[int]]]:
    """By name of a request: what it costs among few, and among many."""
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitemap, "LENGTH", FEW // 2)
        patch.setattr(long_lists, "MOST", FEW // 2)
        patch.setattr(looking, "LOOKED_AT", FEW // 20)
        patch.setattr(further_back, "MOST", FEW // 20)
        # A tenth of few are more than are counted, and these fill a page.
        for module, name in ((listed_by_words, "PAGE_SIZE"), (asked_of_api, "PAGE"), (by_words, "_RANKED")):
            patch.setattr(module, name, FEW // 50)
        patch.setattr(by_words, "MOST", FEW // 50 + 1)
        patch.setattr(words, "FEW", FEW // 100)
        writing = filling.begin(MANY)
        clock.set(writing.opened)
        guards.remove()
        found: dict[str, list[int]] = {}
        for size in (FEW, MANY):
            for batch in writing.batches(until=size):
                batch.pour()
            listed.fill()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            asked = asking.Asking()
            for name, request in {**asked.outlets(), **asked.desk(), **asked.looks()}.items():
                if not any(part in name for part in GROWS):
                    request()  # the first time in a process all is counted
                    found.setdefault(name, []).append(_work(request))
        yield found
        transaction.set_rollback(True)


def _work(request: Callable[[], Any]) -> int:
    parts.forget()
    with _counting() as count:
        request()
    return count()


@contextmanager
def _counting() -> Iterator[Callable[[], int]]:
    if connection.vendor == "sqlite":
        steps = [0]

        def step() -> None:
            steps[0] += 1

        connection.connection.set_progress_handler(step, 100)
        yield lambda: steps[0] * 100
        connection.connection.set_progress_handler(None, 0)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    before = _rows_read()
    yield lambda: _rows_read() - before
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = on")


def _rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


def test_no_request_costs_more_in_a_long_record(costs: dict[str, list[int]]) -> None:
    assert len(costs) > 45
    for name, (few, many) in costs.items():
        print(f"{name:40}{few:>10}{many:>10}{many / max(few, 1):>8.2f}")
    slack = {name: SLACK_OF_A_YEAR if "year" in name else SLACK[connection.vendor] for name in costs}
    grown = {name: cost for name, cost in costs.items() if cost[1] > AT_MOST * cost[0] + slack[name]}
    assert grown == {}
