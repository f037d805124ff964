"""How a reader asks for mail, confirms, changes and leaves: on the site, by links of their own, without a cookie."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from releases.authoring.models import User
from releases.subscribers import links, subscribing
from releases.subscribers.models import Departure, Letter, Subscriber
from tests.clock import Clock
from tests.factories import make_release, make_topic
from tests.outlets.conftest import Publish

from .conftest import Postbox, html, path_in, plain

ANNA = "anna@strelsau.example"
PAGE = "/en/subscribe/"
Reader = Callable[..., Subscriber]
Work = Callable[[], None]
FORM = {
    "address": ANNA,
    "languages": ["en"],
    "kinds": ["briefing", "statement", "statistic", "media"],
    "cadence": "immediate",
    "hour": "8",
    "time_zone": "Europe/Berlin",
}

pytestmark = pytest.mark.usefixtures("mission")


@pytest.fixture(autouse=True)
def _no_count() -> None:
    cache.clear()


def sent(client: Client, **changed: Any) -> Any:
    return client.post(PAGE, {**FORM, **changed})


def test_asking_confirming_and_the_first_release(
    client: Client, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock
) -> None:
    assert sent(client)["Location"] == "/en/subscribe/asked/"
    assert client.get("/en/subscribe/asked/").status_code == 200
    deliver()
    (message,) = postbox.to(ANNA)
    assert message["List-Unsubscribe"] is None
    page = path_in(message, "confirm")
    assert page in html(message)
    opened = client.get(page)
    assert opened.status_code == 200
    assert ANNA in opened.content.decode()
    assert Subscriber.objects.get().state == "asked"  # a program that follows links confirms nothing
    assert "You are subscribed" in client.post(page).content.decode()
    clock.tick()
    out(make_release("statement", by=author, title="On wool"))
    deliver()
    assert postbox.subjects(ANNA)[1:] == ["On wool"]
    assert not client.cookies


def test_the_page_is_shown_with_its_topics_in_few_queries_and_leads_from_every_page(
    client: Client, postbox: Postbox, out: Publish, author: User, django_assert_num_queries: Any
) -> None:
    out(make_release("statement", by=author, topics=[make_topic("wool")]))
    with django_assert_num_queries(2):  # the imprint, the topics
        page = client.get(PAGE)
    assert 'value="wool"' in page.content.decode()
    assert page["Cache-Control"] == "no-cache"
    assert f'href="{PAGE}"' in client.get("/en/").content.decode()


def test_where_no_mail_is_sent_there_is_no_page_and_no_link(client: Client, settings: Any) -> None:
    settings.MAIL_IS_SENT = False
    assert client.get(PAGE).status_code == sent(client).status_code == 404
    assert PAGE not in client.get("/en/").content.decode()


def test_the_answer_does_not_tell_whether_an_address_is_known(
    client: Client, reader: Reader, postbox: Postbox, deliver: Work, clock: Clock
) -> None:
    reader(ANNA)
    answers = [sent(client, address=address) for address in (ANNA, "ANNA@strelsau.example", "new@strelsau.example")]
    told = {(one.status_code, one.content, tuple(sorted(one.headers.items()))) for one in answers}
    links_asked = [client.post(PAGE, {"act": "link", "address": address}) for address in (ANNA, "none@a.example", "")]
    told |= {(one.status_code, one.content, tuple(sorted(one.headers.items()))) for one in links_asked}
    assert len(told) == 1
    deliver()
    assert postbox.subjects(ANNA) == ["Ruritania: Your subscription to our releases"]
    assert Subscriber.objects.get(address=ANNA).letters.get().event == "link"


def test_nobody_elses_form_changes_what_a_reader_has_chosen(client: Client, reader: Reader) -> None:
    anna = reader(ANNA, kinds=["briefing"])
    sent(client, kinds=["media"], cadence="daily")
    anna.refresh_from_db()
    assert (anna.kinds, anna.cadence) == (["briefing"], "immediate")


def test_what_is_wrong_is_named_and_nothing_typed_is_lost(client: Client, postbox: Postbox) -> None:
    page = client.post(PAGE, {"address": "anna", "topics": [], "time_zone": "Mars/Olympus", "hour": "7"})
    said = page.content.decode()
    assert page.status_code == 400
    assert 'value="anna"' in said
    for words in ("This is not an e-mail address.", "Choose at least one language.", "Choose how often."):
        assert words in said
    assert 'aria-describedby="address-error"' in said
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("header", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_a_form_from_another_site_is_refused(client: Client, postbox: Postbox, header: dict[str, str]) -> None:
    page = client.post(PAGE, FORM, headers=header)
    assert page.status_code == 403
    assert f'value="{ANNA}"' in page.content.decode()
    assert not Subscriber.objects.exists()


def test_one_network_asks_ten_times_an_hour(client: Client, postbox: Postbox, clock: Clock) -> None:
    answers = [sent(client, address=f"reader{number}@a.example") for number in range(11)]
    assert [answer.status_code for answer in answers] == [*[303] * 10, 429]
    assert answers[-1]["Retry-After"]
    assert "reader10@a.example" in answers[-1].content.decode()
    assert client.post(PAGE, FORM, REMOTE_ADDR="192.0.2.7").status_code == 303


def test_one_mailbox_is_not_filled_with_links(client: Client, postbox: Postbox, deliver: Work, clock: Clock) -> None:
    for _ in range(6):
        sent(client)
        deliver()
        cache.clear()
        clock.tick(400)
    assert len(postbox.to(ANNA)) == 3


def test_who_does_not_confirm_is_forgotten(client: Client, postbox: Postbox, deliver: Work, clock: Clock) -> None:
    sent(client)
    deliver()
    page = path_in(postbox.to(ANNA)[0], "confirm")
    clock.tick(48 * 3600 + 1)
    assert client.post(page).status_code == 404
    subscribing.sweep(now=clock.now)
    assert not Subscriber.objects.exists()
    assert not Letter.objects.exists()
    assert Departure.objects.values_list("way", "people").get() == ("unconfirmed", 1)


def test_ones_own_page_changes_exports_and_erases(client: Client, reader: Reader, clock: Clock) -> None:
    anna = reader(ANNA)
    page = links.path("manage", uid=anna.uid, language="en")
    assert client.get(page)["Cache-Control"] == "no-store"
    assert client.get(page)["Referrer-Policy"] == "same-origin"
    chosen = {**FORM, "kinds": ["media"], "cadence": "daily", "hour": "6", "time_zone": "Asia/Karachi"}
    assert client.post(page, chosen)["Location"] == f"{page}?saved"
    data = client.get(f"{page}data.json").json()
    assert (data["address"], data["kinds"], data["hour_of_the_daily_mail"]) == (ANNA, ["media"], 6)
    assert client.post(page, {**FORM, "languages": []}).status_code == 400
    assert client.post(page, {"act": "erase"}).status_code == 200
    assert not Subscriber.objects.exists()
    assert client.get(page).status_code == client.get(f"{page}data.json").status_code == 404


def test_a_change_moves_what_waits(reader: Reader, clock: Clock, out: Publish, author: User) -> None:
    from releases.subscribers import planning

    anna = reader(ANNA, cadence="daily", hour=8)
    out(make_release("statement", by=author))
    planning.plan()
    assert Letter.objects.get().next_at == dt.datetime(2030, 1, 2, 8, tzinfo=dt.UTC)
    subscribing.change(subscriber=anna, cadence="immediate")
    assert Letter.objects.get().next_at == clock.now


def test_one_click_leaves_whatever_is_in_it_and_the_address_is_gone_at_once(
    client: Client, reader: Reader, postbox: Postbox, deliver: Work, out: Publish, author: User
) -> None:
    reader(ANNA)
    out(make_release("statement", by=author))
    deliver()
    target = str(postbox.to(ANNA)[0]["List-Unsubscribe"]).strip(" <>").removeprefix("https://press.ruritania.example")
    assert client.get(target).status_code == 200
    assert Subscriber.objects.exists()
    provider = Client(enforce_csrf_checks=True)  # no cookie, no origin of ours
    answer = provider.post(target, {"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"})
    assert (answer.status_code, provider.post(target).status_code) == (200, 200)
    assert not Subscriber.objects.exists()
    assert not Letter.objects.exists()
    assert Departure.objects.values_list("way", "people").get() == ("themselves", 1)


def test_a_link_opens_what_it_was_made_for_and_nothing_else(client: Client, reader: Reader, clock: Clock) -> None:
    anna = reader(ANNA)
    leave = links.path("leave", uid=anna.uid, language="en")
    assert client.get(leave.replace("/leave/", "/manage/")).status_code == 404
    assert client.post(leave[:-3] + "xx/").status_code == 404
    manage = links.path("manage", uid=anna.uid, language="en")
    clock.tick(31 * 86400)
    assert client.get(manage).status_code == 404
    assert client.get(leave).status_code == 200
    assert Subscriber.objects.exists()


def test_every_page_and_letter_is_the_readers_language(client: Client, postbox: Postbox, deliver: Work) -> None:
    client.post("/ur/subscribe/", {**FORM, "languages": ["ur"]})
    deliver()
    (message,) = postbox.to(ANNA)
    assert '<html lang="ur" dir="rtl">' in html(message)
    assert "/ur/subscribe/confirm/" in plain(message)
    assert '<html lang="ur" dir="rtl">' in client.get(path_in(message, "confirm")).content.decode()
