"""What Prometheus is told, and that nobody else learns that there is something to be told."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from releases.running import beating
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.conftest import mission, out  # noqa: F401  fixtures

TOKEN = "a token of the tests, long enough"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """One for all tests: a process writes into the folder that it began with."""
    began = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    settings.METRICS_DIR = Path(began) if began else tmp_path_factory.getbasetemp() / "metrics"


@pytest.fixture
def scraped(client: Client, clock: Clock, settings: Any) -> Callable[[], dict[str, float]]:
    """scraped() maps a name and its labels to a number."""
    settings.METRICS_TOKEN = TOKEN

    def scrape() -> dict[str, float]:
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        # Only now: the library looks at its environment when it is imported.
        from prometheus_client.parser import text_string_to_metric_families

        return {
            sample.name + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(answer.content.decode())
            for sample in family.samples
        }

    return scrape


def test_it_does_not_exist_but_for_who_bears_the_token(client: Client, clock: Clock, settings: Any) -> None:
    missing = client.get("/no-such-address")
    for token, given in (("", "Bearer "), (TOKEN, "Bearer another"), (TOKEN, TOKEN[:-1]), (TOKEN, "")):
        settings.METRICS_TOKEN = token
        answer = client.get("/metrics", headers={"authorization": given})
        assert answer.status_code == missing.status_code == 404
        assert answer.content == missing.content


def test_requests_and_the_standing_are_told_by_route(
    scraped: Callable[[], dict[str, float]], client: Client, out: Any, author: Any, django_assert_num_queries: Any  # noqa: F811
) -> None:  # fmt: skip
    out(make_release("briefing", by=author))
    beating.beat()
    client.get("/en/?q=quetzal")
    client.get("/healthz")
    with django_assert_num_queries(7):
        said = scraped()
    assert said["embassy_requests_total method=GET route=healthz status=200"] >= 1
    assert said["embassy_request_seconds_count route=healthz"] >= 1
    assert (said["embassy_public_editions"], said["embassy_worker_late"], said["embassy_database_up"]) == (1, 0, 1)
    assert said["embassy_clock_difference_seconds"] == 0
    assert not [name for name in said if "quetzal" in name]


def test_counts_of_other_processes_are_added_and_those_of_long_ago_forgotten(
    scraped: Callable[[], dict[str, float]], settings: Any
) -> None:
    scraped()
    [own] = list(Path(settings.METRICS_DIR).glob("counter_*.db"))
    other = own.with_name("counter_1.db")
    other.write_bytes(own.read_bytes())
    key = "embassy_requests_total method=GET route=metrics status=200"
    together = scraped()[key]
    os.utime(other, (0, 0))
    assert scraped()[key] < together + 1
    assert not other.exists()
