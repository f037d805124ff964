"""Every list of the desk asks the database as often for 300 rows as for 10: found by the registry, so that a new one is
looked at from its first day.

Seen red: it found that comments asked for each text anew; and without the prefetched groups of the staff, and offices.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.editions import guards
from tests.clock import standing

from .doors import MAY, MODELS
from .multiplying import multiply
from .world import World

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 300
# One row there is, and its list leads to it.
ALONE = {"mission"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), standing() as clock:
        world = World(clock)
        guards.remove()
        yield world
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(set(MODELS) - ALONE))
def test_a_list_makes_as_many_queries_for_many_rows_as_for_few(world: World, name: str) -> None:
    role = "author" if "author" in MAY[name][0] else "administrator"
    address = reverse(f"admin:releases_{name}_changelist")
    counts, shown = [], []
    for size in (FEW, MANY):
        multiply(MODELS[name], size)
        world.clients[role].get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = world.clients[role].get(address)
        assert answer.status_code == 200
        shown.append(len(answer.context["cl"].result_list))
        counts.append(len(queries))
    print(f"{name}: {counts[0]} queries, as {role}")
    assert 1 < shown[0] < shown[1]
    assert shown[1] > FEW
    assert counts[0] == counts[1], [query["sql"][:120] for query in queries.captured_queries[-4:]]


def test_those_that_stand_alone_lead_to_their_row(world: World) -> None:
    for name in ALONE:
        answer = world.clients["administrator"].get(reverse(f"admin:releases_{name}_changelist"))
        assert answer.status_code == 302
