"""Words by language where a form is only to be read.

Shown to work: with `InWords` taken out of `Seen` and `Rows`, both go red.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User
from tests.factories import make_mission, make_person, make_release

Desk = Callable[[User], Client]


@pytest.fixture(autouse=True)
def mission(db: None) -> Any:
    return make_mission()


def test_whoever_may_only_read_a_form_reads_words_and_numbers_and_no_json(
    desk: Desk, author: User, administrator: User
) -> None:
    names = {"en": "Strelsau <b>", "ur": "سٹریلساؤ"}
    briefing = make_release("briefing", by=author, places=names)
    statistic = make_release("statistic", by=author)
    statistic.observations.create(value="7.5", unit="person", period_from="2030", sources=names)
    for kind, release in (("briefing", briefing), ("statistic", statistic)):
        page = desk(administrator).get(reverse(f"admin:releases_{kind}_change", args=[release.pk])).content.decode()
        assert '<bdi lang="en" dir="ltr">Strelsau &lt;b&gt;</bdi>' in page
        assert '<bdi lang="ur" dir="rtl">سٹریلساؤ</bdi>' in page
        assert "{&quot;en&quot;" not in page
        assert kind != "statistic" or '<div class="readonly">7.5</div>' in page


def test_whoever_may_change_it_has_the_fields(desk: Desk, administrator: User) -> None:
    person = make_person("flavia")
    page = desk(administrator).get(reverse("admin:releases_person_change", args=[person.pk])).content.decode()
    assert 'name="names_en"' in page
