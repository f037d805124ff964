"""What failed is told on the news desk to whoever looks after it, and to nobody else."""

from typing import Any

from releases.admin import failing
from releases.admin.news_rows import Row
from releases.authoring.models import User
from releases.partners import subscribing
from releases.partners.endpoints import Delivery, Endpoint
from releases.partners.models import Partner
from releases.running import beating
from tests.clock import Clock
from tests.factories import make_mission


def words(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.title, row.step.words if row.step else "") for row in rows]


def test_failed_deliveries_and_a_missing_worker_are_told_to_the_administrator(
    clock: Clock, author: User, reviewer: User, administrator: User, django_assert_num_queries: Any
) -> None:
    make_mission(id=1)
    assert words(failing.rows(administrator)) == [("No worker is heard of", "See the state")]
    beating.beat()
    assert failing.rows(administrator) == []
    partner = Partner.objects.create(name="Ruritanian News Agency")
    endpoint, _secret = subscribing.subscribe(partner=partner, url="https://agency.example/press")
    subscribing.send_test(endpoint=endpoint)
    assert failing.rows(administrator) == []
    Delivery.objects.update(state=Delivery.State.FAILED, next_at=None)
    [row] = failing.rows(administrator)
    assert (row.title, row.marks[0].words) == ("Ruritanian News Agency", "1 delivery failed")
    assert row.step is not None
    assert row.step.address.endswith(f"/{partner.pk}/endpoints/")
    clock.tick(8 * 86_400)
    beating.beat()
    assert failing.rows(administrator) == []
    Endpoint.objects.update(state=Endpoint.State.GONE)
    with django_assert_num_queries(3):
        assert len(failing.rows(administrator)) == 1
    assert not author.has_perm("releases.view_endpoint")
    assert not reviewer.has_perm("releases.view_endpoint")
    with django_assert_num_queries(0):
        assert failing.rows(author) == failing.rows(reviewer) == []
