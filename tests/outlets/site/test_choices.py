"""What the editors decide and the site shows: what leads, who is on duty, where to ask for accreditation."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import DutyOfficer, User
from releases.editions import acts
from releases.editions.parts import parts
from tests.clock import Clock
from tests.factories import in_each, make_release

HtmlOf = Callable[[str], str]
HOUR = dt.timedelta(hours=1)
ACCREDITED = {"en": "Write to the chancery by 1 June.", "ur": "یکم جون تک press@ruritania.example پر لکھیے۔"}


def leads(html: str) -> str:
    """The address that the first story of a home page leads to."""
    found = re.search(r'<h2 id="lead">\s*<a href="([^"]+)"', html)
    return found[1] if found else ""


@pytest.mark.parametrize("kind", ["statement", "statistic", "media", "briefing"])
def test_home_is_led_by_what_the_editors_pinned(
    out: Any, html_of: HtmlOf, clock: Clock, author: User, reviewer: User, kind: str
) -> None:
    chosen = out(make_release(kind, by=author, slug="chosen", title="Chosen words"))
    out(make_release("briefing", by=author, slug="newest"))
    clock.set(acts.pin(editions=chosen, by=reviewer)[0].public_from)
    html = html_of("/en/")
    assert leads(html).endswith("/chosen/")
    assert html.count("Chosen words</a>") == (1 if kind in {"statement", "briefing"} else 2)
    assert ("lead-pictured" in html.partition("<body")[2]) is (kind == "media")


def test_a_pinned_figure_and_a_pinned_speaker_stand_beside_the_title(
    out: Any, html_of: HtmlOf, clock: Clock, author: User, reviewer: User
) -> None:
    figure, words = out(make_release("statistic", by=author), make_release("statement", by=author))
    clock.set(acts.pin(editions=[figure], by=reviewer)[0].public_from)
    assert '<p class="figure-value">6.3 million</p>' in html_of("/en/").partition('<h2 id="lead">')[0]
    clock.set(acts.pin(editions=[words], by=reviewer)[0].public_from)
    assert '<p class="card-speaker">Rudolf Rassendyll</p>' in html_of("/en/").partition("</section>")[0]


def test_a_pin_of_what_is_hidden_changes_no_byte_and_no_header(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    opens = clock.now + HOUR
    shown = out(make_release("statement", by=author, slug="shown"))
    hidden = out(make_release("statement", by=author, slug="hidden", title="Hidden words"), at=opens)
    clock.set(acts.pin(editions=shown, by=reviewer)[0].public_from)
    before = client.get("/en/")
    clock.set(acts.pin(editions=hidden, by=reviewer)[0].public_from)
    after = client.get("/en/")
    assert (after.content, dict(after.headers)) == (before.content, dict(before.headers))
    assert leads(before.content.decode()) == "/en/statements/shown/"
    clock.set(opens)
    assert leads(client.get("/en/").content.decode()) == "/en/statements/hidden/"


def test_home_takes_two_queries_whether_or_not_something_is_pinned(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User, django_assert_num_queries: Any
) -> None:
    chosen = out(make_release("statement", by=author))
    hidden = out(make_release("statement", by=author), at=clock.now + HOUR)
    for editions in ([], chosen, hidden):
        if editions:
            clock.set(acts.pin(editions=editions, by=reviewer)[0].public_from)
        parts.forget()
        with django_assert_num_queries(2):
            client.get("/en/")


def test_the_officer_on_duty_stands_in_the_footer_and_on_every_release(
    out: Any, mission: Any, html_of: HtmlOf, clock: Clock, author: User, administrator: User
) -> None:
    until = clock.now + 9 * HOUR
    DutyOfficer.objects.create(
        mission=mission,
        names={"en": "Night desk", "ur": "شبانہ ڈیسک"},
        phone="+49 30 12 34",
        email="duty@ruritania.example",
        languages=["en", "ur"],
        hours={"en": "Round the clock"},
        duty_until=until,
    )
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    out(make_release("statement", by=author, slug="said", languages=("en", "ur")))
    for path in ("/en/", "/en/statements/said/"):
        html = " ".join(html_of(path).split())
        assert html.count('<p class="duty-name">Night desk</p>') == 1
        assert 'href="tel:+49301234"' in html
        assert 'href="mailto:duty@ruritania.example"' in html
        assert "Speaks English and Urdu" in html
        assert "1 January 2030, 22:00 Central European Standard Time" in html
        assert "(21:00 UTC)" in html
    urdu = html_of("/ur/statements/said/")
    assert '<p class="duty-name">شبانہ ڈیسک</p>' in urdu
    assert "انگریزی اور اردو" in urdu
    assert '<li lang="en" dir="ltr">Round the clock</li>' in urdu
    clock.set(until)
    for path in ("/en/", "/en/statements/said/"):
        assert "Night desk" not in html_of(path)
        assert "press@ruritania.example" in html_of(path)


def test_a_past_edition_and_a_missing_page_name_the_officer_once(
    out: Any, mission: Any, client: Client, clock: Clock, author: User, administrator: User
) -> None:
    DutyOfficer.objects.create(mission=mission, names=in_each("Night desk"), phone="+49 30 1")
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    out(make_release("statement", by=author, slug="said"))
    for path in ("/en/statements/said/editions/1/", "/en/nothing/"):
        assert client.get(path).content.decode().count("Night desk") == 1


def test_a_coming_briefing_says_where_to_ask_for_accreditation_until_it_is_over(
    out: Any, html_of: HtmlOf, clock: Clock, author: User
) -> None:
    starts = clock.now + HOUR
    out(
        make_release(
            "briefing",
            by=author,
            slug="spring",
            languages=("en", "ur"),
            starts_at=starts,
            ends_at=starts + HOUR,
            accreditations=ACCREDITED,
        )
    )
    assert "Write to the chancery by 1 June." in html_of("/en/briefings/spring/")
    assert "Write to the chancery by 1 June." in html_of("/en/calendar/")
    assert "تک <bdi>press@ruritania.example</bdi> پر لکھیے" in html_of("/ur/briefings/spring/")
    assert "Write to the chancery by 1 June." in html_of("/en/")
    assert 'href="/ur/briefings/spring/event.ics"' in html_of("/ur/")
    clock.set(starts + HOUR)
    assert 'aria-labelledby="coming"' not in html_of("/en/")
    assert "Write to the chancery" not in html_of("/en/briefings/spring/")
    assert "Write to the chancery" not in html_of("/en/calendar/")
