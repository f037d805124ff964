"""Two entries of a register become one: every working copy follows, by whatever relation, and the record stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from releases.authoring import joining
from releases.authoring.models import Office, Organisation, Person, Statement, Topic, User
from releases.editions import acts
from releases.editions.former import FormerAddress
from releases.editions.merging import merge
from releases.editions.models import Edition
from releases.errors import Refusal
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import (
    in_each,
    make_mission,
    make_office,
    make_organisation,
    make_person,
    make_release,
    make_topic,
    publish,
)

Desk = Callable[[User], Client]


@pytest.fixture
def mission(clock: Clock, administrator: User) -> Any:
    mission = make_mission(id=1)
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    return mission


def test_every_relation_of_the_registers_is_known() -> None:
    found = {
        entry.__name__: sorted(f"{model.__name__}.{name}" for model, name in joining.relations_to(entry))
        for entry in joining.ENTRIES
    }
    assert found["Person"] == ["Office.person", "Statement.speaker"]
    assert found["Organisation"] == [
        "Office.organisation",
        "Organisation.successor",
        "Release_organisations.organisation",
    ]
    assert found["Topic"] == ["Release_topics.topic"]
    assert found["Office"] == ["Briefing_speakers.office", "Statement.office"]


def test_a_relation_that_is_added_later_is_followed_too(clock: Clock, administrator: User) -> None:
    """Planted: a model of tomorrow that names a person."""

    class Planted(models.Model):
        who = models.ForeignKey(Person, on_delete=models.PROTECT)

        class Meta:
            app_label = "releases"

        def __str__(self) -> str:
            return "planted"

    from django.apps import apps

    try:
        assert (Planted, "who") in list(joining.relations_to(Person))
    finally:
        del apps.all_models["releases"]["planted"]
        apps.clear_cache()
    assert connection.introspection.table_names()


def test_people_with_their_offices_and_statements_become_one(clock: Clock, author: User, administrator: User) -> None:
    stays, goes = make_person("rassendyll"), make_person("rudolf")
    office = make_office(goes)
    statement = make_release("statement", by=author, speaker=goes, office=office)
    led = merge(kept=stays, dropped=goes, by=administrator)
    assert led == {"releases.Office": 1, "releases.Statement": 1}
    office.refresh_from_db()
    assert (Statement.objects.get(pk=statement.pk).speaker, office.person) == (stays, stays)
    assert list(Person.objects.filter(slug__in=["rassendyll", "rudolf"])) == [stays]


def test_topics_become_one_and_no_release_has_it_twice(clock: Clock, author: User, administrator: User) -> None:
    stays, goes = make_topic("trade"), make_topic("commerce")
    both, one = (make_release("statement", by=author, topics=topics) for topics in ([stays, goes], [goes]))
    merge(kept=stays, dropped=goes, by=administrator)
    assert [list(release.topics.all()) for release in (both, one)] == [[stays], [stays]]


def test_organisations_and_offices_become_one(clock: Clock, author: User, administrator: User) -> None:
    stays, goes = make_organisation("chancery"), make_organisation("office-of-the-chancellor")
    person = make_person()
    first, second = (make_office(person, organisation=house) for house in (stays, goes))
    older = make_organisation("old", successor=goes, retired_on="2020")
    briefing = make_release("briefing", by=author, speakers=[first, second])
    briefing.organisations.set([goes])
    merge(kept=stays, dropped=goes, by=administrator)
    older.refresh_from_db()
    assert (older.successor, list(briefing.organisations.all())) == (stays, [stays])
    merge(kept=first, dropped=second, by=administrator)
    assert list(briefing.speakers.all()) == [first]


def test_missing_names_are_taken_over_and_no_name_is_replaced(clock: Clock, administrator: User) -> None:
    stays = make_person("a", names={"en": "Rudolf Rassendyll"})
    goes = make_person("b", names={"en": "R. Rassendyll", "ur": "روڈولف", "ru": ""})
    merge(kept=stays, dropped=goes, by=administrator)
    assert Person.objects.get().names == {"en": "Rudolf Rassendyll", "ur": "روڈولف"}


@pytest.mark.parametrize("role", ["author", "reviewer"])
def test_who_may_not_delete_may_not_merge(desk: Desk, clock: Clock, request: Any, role: str) -> None:
    user = request.getfixturevalue(role)
    stays, goes = make_topic("trade"), make_topic("commerce")
    with pytest.raises(Refusal):
        merge(kept=stays, dropped=goes, by=user)
    page = reverse("admin:releases_topic_merge", args=[stays.pk])
    sent = {"stays": stays.pk, "sure": "on"}
    assert desk(user).post(f"{page}?other={goes.pk}", sent).status_code == 403
    assert desk(user).get(page).status_code == 403
    assert Topic.objects.count() == 2


def test_what_cannot_be_one_is_refused_in_words_and_nothing_changes(clock: Clock, administrator: User) -> None:
    new = make_organisation("new")
    old = make_organisation("old", successor=new, retired_on="2011")
    offices = make_office(), make_office()
    for kept, dropped in ((new, old), (old, new), offices, (new, new), (new, offices[0])):
        with pytest.raises(Refusal):
            merge(kept=kept, dropped=dropped, by=administrator)
    assert (Organisation.objects.count(), Office.objects.count()) == (2, 2)


def test_one_that_is_gone_meanwhile_is_named(clock: Clock, administrator: User) -> None:
    stays, goes = make_topic("trade"), make_topic("commerce")
    merge(kept=stays, dropped=goes, by=administrator)
    goes.pk = 999
    with pytest.raises(Refusal, match="gone"):
        merge(kept=stays, dropped=goes, by=administrator)


def test_the_record_is_not_touched_and_the_old_page_stands_while_editions_have_it(
    mission: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    stays, goes = make_topic("trade"), make_topic("commerce")
    editions = publish(
        [make_release("statement", by=author, topics=[topic], slug=topic.slug) for topic in (stays, goes)],
        author=author,
        reviewer=reviewer,
        clock=clock,
    )
    before = list(Edition.objects.values_list("content_digest", flat=True))
    merge(kept=stays, dropped=goes, by=administrator)
    assert list(Edition.objects.values_list("content_digest", flat=True)) == before
    assert Client().get("/en/topics/commerce/").status_code == 200
    old = [edition for edition in editions if edition.slug == "commerce"]
    acts.withdraw(editions=old, by=reviewer, reason=in_each("Issued in error."))
    clock.tick(60)
    moved = Client().get("/en/topics/commerce/")
    assert (moved.status_code, moved["Location"]) == (301, "/en/topics/trade/")


def test_an_old_address_of_a_person_leads_on_even_after_two_mergers(
    mission: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    people = [make_person(slug) for slug in ("a", "b", "c")]
    releases = [make_release("statement", by=author, speaker=one, office=None, slug=one.slug) for one in people]
    editions = publish(releases, author=author, reviewer=reviewer, clock=clock)
    merge(kept=people[1], dropped=people[0], by=administrator)
    merge(kept=people[2], dropped=people[1], by=administrator)
    acts.withdraw(editions=editions[:2], by=reviewer, reason=in_each("Issued in error."))
    clock.tick(60)
    assert [Client().get(f"/en/people/{slug}/")["Location"] for slug in ("a", "b")] == ["/en/people/c/"] * 2


def test_what_was_never_public_gets_no_redirection(
    mission: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    stays, goes = make_topic("trade"), make_topic("secret-talks")
    make_release("statement", by=author, topics=[goes])
    merge(kept=stays, dropped=goes, by=administrator)
    assert not FormerAddress.objects.exists()
    answers = [Client().get(f"/en/topics/{slug}/") for slug in ("secret-talks", "never")]
    assert [(one.status_code, one.content) for one in answers] == [(404, answers[1].content)] * 2


def test_the_desk_finds_the_other_shows_both_and_merges_in_one_act(
    desk: Desk, clock: Clock, author: User, administrator: User
) -> None:
    stays = make_person("tokayev", names=in_each("Kassym-Jomart Tokayev"))
    goes = make_person("tokayev-2", names=in_each("Kassym Jomart Tokayev"))
    make_person("other", names=in_each("Black Michael"))
    make_release("statement", by=author, speaker=goes, office=None, title="He said")
    page = reverse("admin:releases_person_merge", args=[stays.pk])
    client = desk(administrator)
    likely = client.get(page).content.decode()
    assert f"?other={goes.pk}" in likely
    assert "Black Michael" not in likely
    assert "Black Michael" in client.get(page, {"q": "michael"}).content.decode()
    both = client.get(page, {"other": goes.pk})
    assert "He said" in both.content.decode()
    assert client.post(f"{page}?other={goes.pk}", {"stays": stays.pk}).status_code == 200
    assert Person.objects.filter(pk=goes.pk).exists()
    done = client.post(f"{page}?other={goes.pk}", filled(both, having="stays", stays=str(stays.pk), sure="on"))
    assert done["Location"] == reverse("admin:releases_person_change", args=[stays.pk])
    assert Statement.objects.get().speaker == stays
    entry = LogEntry.objects.get()
    assert (entry.user, "tokayev-2" in entry.change_message) == (administrator, True)


@pytest.mark.parametrize("other", ["x", "-1", "99999", "9" * 50, ""])
def test_another_that_is_none_is_asked_for_again(desk: Desk, clock: Clock, administrator: User, other: str) -> None:
    page = reverse("admin:releases_topic_merge", args=[make_topic().pk])
    assert "Likely the same" in desk(administrator).get(page, {"other": other}).content.decode()


def test_each_form_says_where_the_entry_is_used_as_far_as_the_person_may_see(
    desk: Desk, mission: Any, clock: Clock, author: User, second_author: User, reviewer: User
) -> None:
    topic = make_topic("trade")
    person = make_office(make_person("rassendyll")).person
    published = make_release("statement", by=author, topics=[topic], speaker=person, office=None, title="Public words")
    publish([published], author=author, reviewer=reviewer, clock=clock)
    make_release("statement", by=author, topics=[topic], speaker=person, office=None, title="Zenda talks")
    for name, entry in (("topic", topic), ("person", person)):
        page = reverse(f"admin:releases_{name}_change", args=[entry.pk])
        own, others = (desk(user).get(page).content.decode() for user in (author, second_author))
        assert "Zenda talks" in own
        assert "Zenda talks" not in others
        assert "Public words" in others


@pytest.mark.parametrize("kind", ["statement", "statistic", "media"])
def test_a_release_says_who_cites_it(
    desk: Desk, mission: Any, clock: Clock, author: User, second_author: User, reviewer: User, kind: str
) -> None:
    cited = make_release(kind, by=second_author)
    briefing = make_release("briefing", by=author, cites=[cited], title="Zenda talks")
    name = {"media": "mediaasset"}.get(kind, kind)
    page = reverse(f"admin:releases_{name}_uses", args=[cited.pk])
    assert "Zenda talks" in desk(reviewer).get(page).content.decode()
    assert "Zenda talks" not in desk(second_author).get(page).content.decode()
    publish([briefing, cited], author=author, reviewer=reviewer, clock=clock)
    assert "Zenda talks" in desk(second_author).get(page).content.decode()


def test_the_same_number_of_queries_however_often_it_is_used(
    desk: Desk, clock: Clock, author: User, administrator: User
) -> None:
    from django.test.utils import CaptureQueriesContext

    topic, client = make_topic("trade"), desk(administrator)
    page = reverse("admin:releases_topic_change", args=[topic.pk])
    counts = []
    for _ in range(3):
        for _more in range(4):
            make_release("statement", by=author, topics=[topic])
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[1] == counts[2]
