"""Lists and rows that are told for people: names instead of keys, words instead of codes, states instead of blanks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring import commenting
from releases.authoring.models import Observation, Text, Topic, User
from releases.editions import acts
from releases.editions.models import Edition, JournalEntry
from releases.notices.models import StaffMail
from releases.partners import keys
from releases.partners.models import EarlyReading, Partner
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import make_mission, make_office, make_person, make_release, make_topic, publish

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(id=1)


@pytest.fixture
def editions(mission: Any, author: User, reviewer: User, clock: Clock) -> list[Edition]:
    briefing = make_release("briefing", by=author, languages=("en", "ur"), title="Wool & hay")
    return publish([briefing], author=author, reviewer=reviewer, clock=clock)


def listed(client: Client, model: str, query: str = "") -> list[Any]:
    answer = client.get(reverse(f"admin:releases_{model}_changelist") + query)
    return list(answer.context["cl"].result_list)


def opened(client: Client, model: str, pk: Any) -> str:
    return client.get(reverse(f"admin:releases_{model}_change", args=[pk])).content.decode()


def test_an_act_names_the_editions_that_it_opened_and_keeps_the_very_words(
    desk: Desk, editions: list[Edition], reviewer: User
) -> None:
    entry = JournalEntry.objects.get(act="approve")
    page = opened(desk(reviewer), "journalentry", entry.pk)
    assert "Wool &amp; hay" in page
    assert reverse("admin:releases_edition_change", args=[editions[0].pk]) in page
    assert "Edition 1, English" in page
    assert "13:00:02 – …" in page, "in the mission's zone"
    assert f"{editions[0].key}&quot;" in page, "as the record keeps it"
    assert f"{entry.sequence} approved" in page


def test_the_published_details_of_the_mission_are_read_under_the_names_of_its_form(
    desk: Desk, mission: Any, administrator: User
) -> None:
    imprint = acts.publish_imprint(mission=mission, by=administrator)
    page = opened(desk(administrator), "imprint", imprint.pk)
    assert "<dt>Press e-mail</dt>" in page
    assert "Embassy of Ruritania in Strelsau" in page


def test_an_early_reading_names_what_was_read(desk: Desk, editions: list[Edition], administrator: User) -> None:
    key, _secret = keys.give(partner=Partner.objects.create(name="Wire"), name="import", by=administrator)
    for named in (editions[0].key, f"{UUID(int=7)}/en/1"):
        EarlyReading.objects.create(key=key, edition=named, path="/api/v1/changes/")
    page = desk(administrator).get(reverse("admin:releases_earlyreading_changelist")).content.decode()
    assert "Wool &amp; hay" in page
    assert f"<code>{UUID(int=7)}/en/1</code>" in page


def test_mails_are_found_by_what_became_of_them(desk: Desk, clock: Clock, author: User, administrator: User) -> None:
    facts = {"recipient": author, "template": "returned"}
    StaffMail.objects.create(sequence=1, sent_at=clock.now, **facts)
    StaffMail.objects.create(sequence=2, next_at=clock.now, **facts)
    StaffMail.objects.create(sequence=3, last_error="550 No such user", **facts)
    client = desk(administrator)
    states = ("sent", "waiting", "failed")
    found = [[row.sequence for row in listed(client, "staffmail", f"?state={state}")] for state in states]
    assert found == [[1], [2], [3]]
    assert len(listed(client, "staffmail", "?state=nonsense")) == 3
    page = client.get(reverse("admin:releases_staffmail_changelist")).content.decode()
    assert "a text was returned" in page


def test_comments_are_found_by_whether_their_thread_is_open(desk: Desk, clock: Clock, author: User) -> None:
    text = Text.objects.get(release=make_release("briefing", by=author))
    first = commenting.comment(text=text, by=author, words="One?")
    commenting.reply(to=first, by=author, words="Two.")
    settled = commenting.comment(text=text, by=author, words="Three?")
    commenting.resolve(comment=settled, by=author)
    found = {
        state: {row.words for row in listed(desk(author), "comment", f"?state={state}")}
        for state in ("open", "resolved")
    }
    assert found == {"open": {"One?", "Two."}, "resolved": {"Three?"}}


def test_staff_are_listed_and_found_by_role(desk: Desk, clock: Clock, author: User, administrator: User) -> None:
    client = desk(administrator)
    assert [person.username for person in listed(client, "user", "?role=author")] == ["author"]
    assert len(listed(client, "user", "?role=nonsense")) == 2
    page = opened(client, "user", author.pk)
    assert "<strong>author</strong>: writes and submits" in page


def test_urgent_editions_are_found(desk: Desk, editions: list[Edition], reviewer: User) -> None:
    assert listed(desk(reviewer), "edition", "?urgent=yes") == []
    assert len(listed(desk(reviewer), "edition", "?urgent=nonsense")) == 2


def test_an_entry_that_is_in_use_is_not_deleted_and_the_page_says_where(
    desk: Desk, clock: Clock, author: User, administrator: User
) -> None:
    used, unused = make_topic("wool"), make_topic("hay")
    release = make_release("briefing", by=author, topics=[used], title="Talks")
    client = desk(administrator)
    address = reverse("admin:releases_topic_delete", args=[used.pk])
    page = client.post(address, {"post": "yes"}).content.decode()
    assert "Briefing: Talks" in page
    assert "Release_topics object" not in page
    assert reverse("admin:releases_topic_merge", args=[used.pk]) in page
    client.post(reverse("admin:releases_topic_delete", args=[unused.pk]), {"post": "yes"})
    assert list(Topic.objects.all()) == [used]
    assert list(release.topics.all()) == [used]


def test_a_person_with_an_office_is_in_use(desk: Desk, clock: Clock, administrator: User) -> None:
    office = make_office(make_person("anna"))
    page = desk(administrator).get(reverse("admin:releases_person_delete", args=[office.person.pk])).content.decode()
    assert "is in use and is not deleted" in page
    assert "Office: Rudolf Rassendyll, Ambassador" in page


def test_a_figure_is_named_as_readers_will_read_it(desk: Desk, mission: Any, author: User) -> None:
    statistic = make_release(
        "statistic", by=author, title="Trade", observations=[{"value": 6_300_000, "unit": "person"}]
    )
    Observation.objects.update(qualifier="about", nature="target", as_of="2023")
    page = desk(author).get(reverse("admin:releases_observation_changelist")).content.decode()
    assert "about 6.3 million · target · 2023" in page
    form = desk(author).get(reverse("admin:releases_statistic_change", args=[statistic.pk]))
    assert filled(form, "observations-0-value")["observations-0-value"] == ["6300000"]


def test_hours_in_forms_say_that_they_are_the_missions(desk: Desk, mission: Any, author: User) -> None:
    page = desk(author).get(reverse("admin:releases_briefing_add")).content.decode()
    assert "Time at the mission (<bdi>UTC+1</bdi>)" in page


def test_states_and_zones_of_the_mission_are_chosen_by_name(desk: Desk, mission: Any, administrator: User) -> None:
    User.objects.update(interface_language="ru")
    page = opened(desk(administrator), "mission", 1)
    assert '<option value="KZ" selected>Казахстан</option>' in page
    assert '<option value="Europe/Berlin" selected>UTC+1 Europe/Berlin</option>' in page
