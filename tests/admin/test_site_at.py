"""The site at a time: the public pages at an instant, to whom may see them there, and nothing of it in public.

Shown to work: without `_editions` narrowed in `reading`, and with the plain law in `Vantage.public`, the tests of what
others have planned go red; with the instant left at now, nearly all of them do.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.admin.site_at import address_at
from releases.authoring.models import TextBlock, User
from releases.editions import acts, reading, sharing, vantage
from releases.editions.models import Edition
from releases.editions.shares import SharedOpening
from tests.clock import Clock
from tests.factories import in_each, make_mission, make_release, make_topic, publish, submit

Desk = Callable[[User], Client]
_PATHS = re.compile(r'(?:href|src|poster|action|data-suggest)="(/[^"]*)"')


@pytest.fixture
def mission(clock: Clock, administrator: User) -> Any:
    mission = make_mission(id=1)
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    return mission


@pytest.fixture
def later(clock: Clock) -> dt.datetime:
    return clock.now + dt.timedelta(days=2)


@pytest.fixture
def planned(mission: Any, clock: Clock, author: User, reviewer: User, later: dt.datetime) -> list[Edition]:
    """A briefing with a picture and a link in its words, which opens in two days."""
    topic = make_topic("trade")
    picture = make_release("media", by=author, slug="castle", title="The castle")
    briefing = make_release(
        "briefing",
        by=author,
        slug="talks",
        title="Zenda talks",
        html='<p><a href="/en/media/castle/">See the castle</a></p>',
        cites=[picture],
        topics=[topic],
    )
    return publish([briefing, picture], author=author, reviewer=reviewer, at=later)


def test_the_site_is_shown_as_it_will_be_and_as_it_is_not_yet(
    desk: Desk, planned: list[Edition], author: User, later: dt.datetime
) -> None:
    for at, status in ((later, 200), (later - dt.timedelta(microseconds=1), 404)):
        assert desk(author).get(address_at(at, "/en/briefings/talks/")).status_code == status
    assert "Zenda talks" in desk(author).get(address_at(later, "/en/")).content.decode()
    assert "/en/briefings/talks/" in desk(author).get(address_at(later, "/en/releases/?q=zenda")).content.decode()
    assert Client().get("/en/briefings/talks/").status_code == 404


def test_no_link_leads_out_of_the_time(desk: Desk, planned: list[Edition], author: User, later: dt.datetime) -> None:
    html = desk(author).get(address_at(later, "/en/briefings/talks/")).content.decode()
    assert address_at(later, "/en/media/castle/") + '">See the castle' in html
    led = [link for link in _PATHS.findall(html) if not link.startswith(("/static/", "/theme/"))]
    assert len(led) > 20
    others = [link for link in led if not link.startswith(address_at(later, "/"))]
    assert others == [reverse("admin:site_at"), reverse("admin:index")]


def test_what_is_at_no_other_time_is_said_in_words_and_led_to_by_no_link(
    desk: Desk, planned: list[Edition], author: User, later: dt.datetime
) -> None:
    assert 'href="/api/v1/docs/"' in Client().get("/en/").content.decode()
    for page in ("/en/", "/en/topics/trade/"):
        html = desk(author).get(address_at(later, page)).content.decode()
        assert re.findall(r'href="[^"]*(?:feed\.|/api/|/subscribe/)[^"]*"', html) == []
        said = re.findall(r"<li>\s*([^<]*?)\s*<small[^>]*>\(only on the public site\)</small>", html)
        assert said == ["Feed of all releases (Atom)", "API for developers"]


def test_the_pictures_of_a_plan_come_through_the_desk_alone(
    desk: Desk, planned: list[Edition], author: User, second_author: User, later: dt.datetime
) -> None:
    html = desk(author).get(address_at(later, "/en/media/castle/")).content.decode()
    source = re.findall(r'<img[^>]*src="([^"]*)"', html)[0]
    assert source.startswith(address_at(later, "/media/"))
    shown = desk(author).get(source)
    assert shown.getvalue()[:3] == b"\xff\xd8\xff"
    assert (shown.status_code, shown["Content-Type"], "no-store" in shown["Cache-Control"]) == (200, "image/jpeg", True)
    assert desk(second_author).get(source).status_code == 404
    assert Client().get(source.removeprefix(address_at(later, ""))).status_code == 404


def test_what_another_has_planned_is_not_there_for_an_author(
    desk: Desk, planned: list[Edition], second_author: User, reviewer: User, later: dt.datetime
) -> None:
    hidden = desk(second_author).get(address_at(later, "/en/briefings/talks/"))
    missing = desk(second_author).get(address_at(later, "/en/briefings/never/"))
    assert hidden.status_code == 404
    assert hidden.content.replace(b"/talks/", b"/never/") == missing.content
    for page in ("/en/", "/en/briefings/", "/en/releases/?q=zenda", "/en/suggest?q=zenda", "/en/topics/trade/"):
        assert "Zenda" not in desk(second_author).get(address_at(later, page)).content.decode()
    assert "Zenda" not in desk(second_author).get(reverse("admin:site_at")).content.decode()
    assert desk(reviewer).get(address_at(later, "/en/briefings/talks/")).status_code == 200


def test_anothers_planned_correction_and_withdrawal_change_nothing_before_an_author(
    desk: Desk, mission: Any, clock: Clock, author: User, second_author: User, reviewer: User, later: dt.datetime
) -> None:
    corrected, withdrawn = (
        make_release("statement", by=author, slug=slug, title=f"Says {slug}") for slug in ("one", "two")
    )
    editions = publish([corrected, withdrawn], author=author, reviewer=reviewer, clock=clock)
    corrected.texts.update(title="Says otherwise")
    acts.correct(submission=submit([corrected], by=author), by=reviewer, note=in_each("An error."), at=later)
    acts.withdraw(editions=editions[1:], by=reviewer, reason=in_each("An error."), at=later)
    seen = {
        user: [desk(user).get(address_at(later, f"/en/statements/{slug}/")) for slug in ("one", "two")]
        for user in (author, second_author)
    }
    assert [answer.status_code for answer in seen[author]] == [200, 410]
    assert "Says otherwise" in seen[author][0].content.decode()
    assert [answer.status_code for answer in seen[second_author]] == [200, 200]
    assert "Says one" in seen[second_author][0].content.decode()
    assert "Next change" not in seen[second_author][0].content.decode()


def test_the_past_is_shown_as_it_was_but_for_what_was_expunged(
    desk: Desk, mission: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    kept, gone = (make_release("statement", by=author, slug=slug, title=f"Says {slug}") for slug in ("one", "two"))
    editions = publish([kept, gone], author=author, reviewer=reviewer, clock=clock)
    then = clock.tick(60)
    clock.tick(60)
    acts.withdraw(editions=editions, by=reviewer, reason=in_each("Issued in error."))
    clock.tick(60)
    acts.expunge(editions=editions[1:], by=administrator, reason="A court order.")
    assert desk(author).get(address_at(then, "/en/statements/one/")).status_code == 200
    home = desk(author).get(address_at(then, "/en/")).content.decode()
    assert "Says one" in home
    assert "Says two" not in home
    assert desk(author).get(address_at(clock.now, "/en/statements/one/")).status_code == 410


def test_nothing_of_it_is_kept_or_found_or_told_on(
    desk: Desk, planned: list[Edition], author: User, later: dt.datetime
) -> None:
    for page in ("/en/", "/en/briefings/talks/", "/en/nothing/", "/en/briefings/talks/text.txt"):
        answer = desk(author).get(address_at(later, page), headers={"if-none-match": "*", "accept-encoding": "gzip"})
        assert "no-store" in answer["Cache-Control"]
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
        assert not {"ETag", "Last-Modified", "Content-Encoding"} & set(answer.headers)
    assert desk(author).get(reverse("admin:site_at"))["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex' in desk(author).get(address_at(later, "/en/")).content.decode()


def test_the_banner_says_when_and_leads_to_the_changes(
    desk: Desk, planned: list[Edition], author: User, clock: Clock, later: dt.datetime
) -> None:
    html = desk(author).get(address_at(clock.now + dt.timedelta(hours=1), "/en/")).content.decode()
    assert "The site as it will be" in html
    assert "(UTC+1)" in html
    assert f'href="{address_at(later, "/en/")}">Next change' in html
    assert (
        "The site as it was" in desk(author).get(address_at(clock.now - dt.timedelta(days=9), "/en/")).content.decode()
    )
    asked = desk(author).get(reverse("admin:site_at"), {"at": "2030-01-03T13:00", "page": "/en/briefings/"})
    assert asked["Location"] == address_at(dt.datetime(2030, 1, 3, 12, tzinfo=dt.UTC), "/en/briefings/")


@pytest.mark.parametrize("at", ["yesterday", "2031-03-30T02:30", "0001-01-01T00:00", "9999-12-31T23:59", ""])
def test_a_time_that_does_not_exist_is_asked_for_again(desk: Desk, mission: Any, author: User, at: str) -> None:
    answer = desk(author).get(reverse("admin:site_at"), {"at": at})
    assert answer.status_code == 200
    assert 'class="errorlist"' in answer.content.decode()
    odd = f"{reverse('admin:site_at')}2030-13-45T99:00:00Z/en/"
    assert desk(author).get(odd)["Location"] == reverse("admin:site_at")


@pytest.mark.parametrize("page", ["//ruritania.example/", "https://ruritania.example/", "/\\ruritania.example/"])
def test_the_way_on_leads_nowhere_else(desk: Desk, mission: Any, author: User, page: str) -> None:
    answer = desk(author).get(reverse("admin:site_at"), {"at": "2030-01-03T13:00", "page": page})
    assert answer.get("Location", "/admin/site/").startswith("/admin/site/")


@pytest.mark.parametrize("page", ["/admin/", "/api/v1/releases/", "/en/feed.atom", "/healthz"])
def test_only_the_site_is_shown(
    desk: Desk, planned: list[Edition], author: User, later: dt.datetime, page: str
) -> None:
    assert desk(author).get(address_at(later, page)).status_code == 404


def test_visitors_and_strangers_are_sent_to_sign_in_and_nothing_is_written(
    desk: Desk, planned: list[Edition], author: User, stranger: User, later: dt.datetime
) -> None:
    for client in (Client(), desk(stranger)):
        for page in (reverse("admin:site_at"), address_at(later, "/en/")):
            assert client.get(page)["Location"].startswith("/admin/login/")
    assert desk(author).post(address_at(later, "/en/")).status_code == 405


def test_no_parameter_sets_the_time_of_a_public_page(planned: list[Edition], later: dt.datetime) -> None:
    said = later.isoformat()
    for name in ("at", "instant", "now", "vantage"):
        assert "Zenda" not in Client().get("/en/", {name: said}, headers={name: said}).content.decode()


def test_the_time_holds_for_one_call_alone(planned: list[Edition], clock: Clock, later: dt.datetime) -> None:
    def looks() -> None:
        from django.db.models import Q

        with vantage.looking_from(later, ahead=Q()):
            assert reading.now() == later
            raise RuntimeError

    with pytest.raises(RuntimeError):
        looks()
    assert reading.now() == clock.now
    assert vantage.current() is None


def test_the_same_number_of_queries_however_much_is_planned(
    desk: Desk,
    planned: list[Edition],
    author: User,
    reviewer: User,
    later: dt.datetime,
    django_assert_num_queries: Any,
) -> None:
    TextBlock.objects.all().delete()
    publish([make_release("statement", by=author) for _ in range(5)], author=author, reviewer=reviewer, at=later)
    client = desk(reviewer)
    client.get(address_at(later, "/en/"))
    with django_assert_num_queries(16):
        client.get(address_at(later, "/en/"))
    with django_assert_num_queries(9):
        client.get(reverse("admin:site_at"))


def test_a_preview_for_one_person_is_opened_at_no_other_time(
    desk: Desk, mission: Any, author: User, clock: Clock
) -> None:
    draft = make_release("briefing", by=author)
    _preview, token = sharing.share(release=draft, languages=["en"], recipient="Anna Sapt", hours=4, by=author)
    then = clock.tick(60)
    clock.tick(5 * 3600)
    assert desk(author).get(address_at(then, f"/preview/{token}/en/")).status_code == 404
    assert not SharedOpening.objects.exists()


def test_anothers_planned_withdrawal_is_in_no_calendar_before_an_author(
    desk: Desk, mission: Any, clock: Clock, author: User, second_author: User, reviewer: User, later: dt.datetime
) -> None:
    talks = make_release("briefing", by=author, title="Zenda talks", held_on="2030-07-01", starts_at=None, ends_at=None)
    editions = publish([talks], author=author, reviewer=reviewer, clock=clock)
    acts.withdraw(editions=editions, by=reviewer, reason=in_each("An error."), at=later)
    calendar = address_at(later, "/en/calendar.ics")
    known, hidden = (desk(user).get(calendar).content.decode() for user in (author, second_author))
    assert (known.count("STATUS:CANCELLED"), known.count("BEGIN:VEVENT")) == (1, 1)
    assert (hidden.count("STATUS:CANCELLED"), hidden.count("BEGIN:VEVENT")) == (0, 1)


def test_what_the_mission_will_say_of_itself_is_not_told_to_who_does_not_know_all_plans(
    desk: Desk, mission: Any, author: User, reviewer: User, administrator: User, later: dt.datetime
) -> None:
    mission.press_email = "new@ruritania.example"
    mission.save()
    acts.publish_imprint(mission=mission, by=administrator, at=later)
    for user, told in ((author, False), (reviewer, True)):
        html = desk(user).get(address_at(later, "/en/")).content.decode()
        assert ("new@ruritania.example" in html) is told
