"""The worker tells SQLite what its indexes hold: without that it goes other ways than those that were measured."""

import time

from django.db import connection

from releases.authoring.models import Topic
from releases.management.commands import deliver
from releases.running import surveying
from tests.factories import in_each


def test_the_worker_surveys_the_database(db: None) -> None:
    Topic.objects.bulk_create(Topic(slug=f"topic-{n}", names=in_each(f"Topic {n}")) for n in range(50))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW autovacuum")  # which surveys by itself
            assert cursor.fetchone() == ("on",)
            assert surveying.survey() == 0
            return
        worker = deliver.Command()
        worker.surveys_at = 0.0
        assert all(job() == 0 for job in (worker._surveyed, worker._surveyed))
        assert worker.surveys_at > time.monotonic() + 23 * 3600
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'releases_topic'")
        assert ("50 1",) in cursor.fetchall()
