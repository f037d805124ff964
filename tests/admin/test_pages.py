"""Every page of every model at the desk, for every role: none is added unguarded, none fails to open."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from releases.authoring import commenting
from releases.authoring.models import NumberMark, User
from releases.editions.models import JournalEntry
from releases.notices.models import StaffMail
from releases.partners import keys
from releases.partners.models import EarlyReading, Partner
from releases.subscribers.models import Subscriber
from tests.clock import Clock
from tests.factories import (
    make_mission,
    make_office,
    make_organisation,
    make_release,
    make_topic,
    publish,
)

Desk = Callable[[User], Client]
WRITTEN = {"briefing", "statement", "statistic", "mediaasset", "text", "numbermark"}
COMMENTED = {"comment"}
MAILED = {"staffmail", "subscriber"}
REGISTERS = {"person", "office", "organisation", "topic"}
RECORD = {"edition", "journalentry", "submission", "imprint", "pin"}
SEARCHED = {"release", "observation"}
ADMINISTERED = {"mission", "user"}
PARTNERS = {"partner", "earlyreading"}
MODELS = {model._meta.model_name: model for model in admin.site._registry}

# (list, form, add) by role: 200 opens, 403 is refused, 302 leads on to where it is.
EXPECTED: dict[str, dict[str, tuple[int, int, int]]] = {
    "author": {
        **dict.fromkeys(WRITTEN | REGISTERS, (200, 200, 200)),
        **dict.fromkeys(RECORD | SEARCHED | COMMENTED, (200, 200, 403)),
        **dict.fromkeys(ADMINISTERED | PARTNERS | MAILED, (403, 403, 403)),
        "release": (200, 302, 403),
    },
    "administrator": {
        **dict.fromkeys(REGISTERS | {"user"}, (200, 200, 200)),
        **dict.fromkeys(WRITTEN | RECORD | SEARCHED | COMMENTED | MAILED, (200, 200, 403)),
        "release": (200, 302, 403),
        "mission": (302, 200, 403),
        **dict.fromkeys(PARTNERS, (200, 200, 403)),
        "partner": (200, 200, 200),
    },
}
EXPECTED["reviewer"] = EXPECTED["author"]


@pytest.fixture
def full(clock: Clock, author: User, reviewer: User, administrator: User) -> None:
    """At least one row of every model, of the author's making."""
    from releases.editions import acts

    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    make_office(organisation=make_organisation())
    topic = make_topic()
    cited = [make_release(kind, by=author, topics=[topic]) for kind in ("statement", "statistic", "media")]
    briefing = make_release("briefing", by=author, languages=("en", "ur"), cites=cited, html="<p>Quiet.</p>")
    editions = publish([briefing, *cited], author=author, reviewer=reviewer, clock=clock)
    acts.pin(editions=editions[:1], by=reviewer)
    commenting.comment(text=briefing.texts.get(language="en"), by=author, words="Quiet?")
    last = JournalEntry.objects.latest("sequence").sequence
    StaffMail.objects.create(sequence=last, recipient=author, template="approved", sent_at=clock.now)
    Subscriber.objects.create(address="anna@strelsau.example", language="en", asked_at=clock.now)
    NumberMark.objects.create(text=briefing.texts.get(language="en"), passage="1", reason="A name.", marked_by=author)
    key, _secret = keys.give(partner=Partner.objects.create(name="Wire"), name="import", by=administrator)
    EarlyReading.objects.create(key=key, edition=editions[0].key, path="/api/v1/changes/")


def test_every_model_has_an_expectation() -> None:
    assert set(MODELS) == set(EXPECTED["author"]) == set(EXPECTED["administrator"])


@pytest.mark.parametrize("role", EXPECTED)
def test_every_page_opens_for_whom_it_should(desk: Desk, full: None, request: Any, role: str) -> None:
    client = desk(request.getfixturevalue(role))
    found = {}
    for name, model in MODELS.items():
        pk = model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
        pages = [reverse(f"admin:releases_{name}_changelist"), reverse(f"admin:releases_{name}_change", args=[pk])]
        pages.append(reverse(f"admin:releases_{name}_add"))
        found[name] = tuple(client.get(page).status_code for page in pages)
    assert found == EXPECTED[role]


@pytest.mark.parametrize("role", EXPECTED)
def test_every_further_page_opens(desk: Desk, full: None, request: Any, role: str) -> None:
    client = desk(request.getfixturevalue(role))
    for name, model in MODELS.items():
        for page in getattr(admin.site._registry[model], "pages", ()):
            pk = model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
            expected = EXPECTED[role][name][1]
            expected = 200 if expected == 302 else expected  # leads on to a form that opens
            expected = 403 if page == "merge" and role != "administrator" else expected  # deletes one of the two
            if page in {"tie", "figure"}:  # nothing is named: back to the form, for who may change it
                expected = 403 if role == "administrator" else 302
            told = client.get(reverse(f"admin:releases_{name}_{page}", args=[pk])).status_code
            assert told == expected, (name, page)


@pytest.mark.parametrize("name", MODELS)
def test_a_stranger_and_a_visitor_are_sent_to_sign_in(full: None, desk: Desk, stranger: User, name: str) -> None:
    page = reverse(f"admin:releases_{name}_changelist")
    for client in (Client(), desk(stranger)):
        assert client.get(page)["Location"].startswith("/admin/login/")


def test_no_list_deletes_in_bulk(desk: Desk, full: None, administrator: User) -> None:
    assert dict(admin.site.actions) == {}
    assert [name for name, model in MODELS.items() if admin.site._registry[model].actions] == []
    page = reverse("admin:releases_topic_changelist")
    topic = MODELS["topic"]._default_manager.get()
    forced = {"action": "delete_selected", "_selected_action": [topic.pk], "post": "yes"}
    desk(administrator).post(page, forced)
    assert MODELS["topic"]._default_manager.exists()


@pytest.mark.parametrize("name", sorted(RECORD))
def test_a_row_of_the_record_is_not_deleted(desk: Desk, full: None, administrator: User, name: str) -> None:
    pk = MODELS[name]._default_manager.order_by("pk").values_list("pk", flat=True)[0]
    answer = desk(administrator).post(reverse(f"admin:releases_{name}_delete", args=[pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert not LogEntry.objects.exists()


def test_a_second_mission_cannot_be_made(desk: Desk, full: None, administrator: User) -> None:
    assert desk(administrator).get(reverse("admin:releases_mission_add")).status_code == 403


def test_an_administrator_cannot_touch_a_superuser_or_make_one(desk: Desk, full: None, administrator: User) -> None:
    chief = User.objects.create_superuser("chief", "chief@ruritania.example", "password of the tests")
    change = reverse("admin:releases_user_change", args=[chief.pk])
    password = f"/admin/releases/user/{chief.pk}/password/"
    assert desk(administrator).get(change).status_code == 302
    assert desk(administrator).get(password).status_code in {302, 404}
    own = reverse("admin:releases_user_change", args=[administrator.pk])
    assert "is_superuser" not in desk(administrator).get(own).content.decode()


def test_the_lists_make_few_queries(desk: Desk, full: None, author: User, django_assert_max_num_queries: Any) -> None:
    client = desk(author)
    for name in ("briefing", "text", "release", "submission", "mediaasset"):
        with django_assert_max_num_queries(30):
            client.get(reverse(f"admin:releases_{name}_changelist"))
