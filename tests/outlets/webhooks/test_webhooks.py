"""Endpoints learn of everything that takes effect, at its second, signed, until they say that they have it."""

import contextlib
import datetime as dt
import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.errors import Refusal
from releases.outlets.webhooks import reaching, sending
from releases.outlets.webhooks.sending import WAITS, Sender
from releases.partners import subscribing
from releases.partners.endpoints import Attempt, Delivery, Endpoint
from releases.partners.models import Partner
from tests.clock import Clock
from tests.factories import make_release, submit

from .conftest import Receiver

EndpointAt = Callable[..., tuple[Endpoint, str]]
Work = Callable[[], None]


def said(receiver: Receiver, path: str = "/hook") -> list[tuple[str, dict[str, Any]]]:
    return [(told["type"], told["data"]) for told in map(json.loads, receiver.bodies(path))]


def test_each_change_is_told_once_signed_and_not_before_its_second(
    out: Any, clock: Clock, author: User, reviewer: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    out(make_release("statement", by=author, title="Before the endpoint was there"))
    clock.tick()
    _endpoint, secret = endpoint_at()
    briefing = make_release("briefing", by=author, slug="spring", html="<p>Trade was 45.</p>")
    opens_at = clock.now + dt.timedelta(hours=1)
    out(briefing, at=opens_at)
    clock.set(opens_at - dt.timedelta(microseconds=1))
    deliver()
    assert receiver.heard == []
    clock.set(opens_at)
    deliver()
    deliver()
    Text.objects.filter(release=briefing).update(summary="Another summary.")
    note = {"en": "A figure was wrong."}
    corrected = acts.correct(submission=submit([briefing], by=author), by=reviewer, note=note)
    clock.set(corrected[0].public_from)
    deliver()
    withdrawn = acts.withdraw(editions=corrected, by=reviewer, reason={"en": "Issued in error."})
    clock.set(withdrawn[0].public_until)
    deliver()
    events = said(receiver)
    assert [event for event, _data in events] == ["edition.released", "edition.corrected", "edition.withdrawn"]
    assert [data["edition"] for _event, data in events] == [1, 2, 2]
    assert events[0][1]["url"].endswith("/en/briefings/spring/")
    assert "body" not in events[0][1]
    assert events[2][1]["reason"] == {"en": "Issued in error."}
    for _path, headers, body in receiver.heard:
        Webhook(secret).verify(body, {**headers, "webhook-timestamp": headers["webhook-timestamp"]}, json_parse=False)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(receiver.heard[0][2] + b" ", receiver.heard[0][1])
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_a_failure_is_tried_again_under_the_same_id_later_each_time_and_given_up_after_ten(
    out: Any, clock: Clock, author: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    endpoint_at()
    receiver.answers["/hook"] = [(500, {}), (302, {"Location": f"{receiver.url}/elsewhere"})] + [(404, {})] * 8
    out(make_release("statement", by=author))
    begun = clock.now
    deliver()
    for number, wait in enumerate(WAITS, start=1):
        assert len(receiver.heard) == number
        clock.set(clock.now + wait * 0.89)
        deliver()
        assert len(receiver.heard) == number, "It was tried again too early"
        clock.set(clock.now + wait * 0.22)
        deliver()
    assert len(receiver.heard) == 10
    assert dt.timedelta(days=2.9) < clock.now - begun < dt.timedelta(days=3.5)
    assert {path for path, _headers, _body in receiver.heard} == {"/hook"}, "A redirect was followed"
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.heard}) == 1
    [delivery] = Delivery.objects.all()
    assert (delivery.state, delivery.attempts, delivery.attempted.count()) == ("failed", 10, 10)


def test_what_the_endpoint_asks_for_is_honoured(
    out: Any, clock: Clock, author: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    endpoint_at()
    in_an_hour = f"{clock.now + dt.timedelta(hours=2):%a, %d %b %Y %H:%M:%S GMT}"
    receiver.answers["/hook"] = [(429, {"Retry-After": "3000"}), (503, {"Retry-After": in_an_hour}), (200, {})]
    out(make_release("statement", by=author))
    deliver()
    clock.tick(2990)
    deliver()
    assert len(receiver.heard) == 1
    clock.tick(20)
    deliver()
    assert len(receiver.heard) == 2
    clock.tick(3000)
    deliver()
    assert len(receiver.heard) == 2
    clock.tick(1300)
    deliver()
    assert Delivery.objects.get().state == "delivered"


def test_an_endpoint_that_is_gone_is_asked_no_more_until_it_is_switched_on(
    out: Any, clock: Clock, author: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    endpoint, _secret = endpoint_at()
    receiver.answers["/hook"] = [(410, {})]
    out(make_release("statement", by=author, title="First"))
    deliver()
    endpoint.refresh_from_db()
    assert endpoint.state == "gone"
    out(make_release("statement", by=author, title="Second"))
    deliver()
    assert len(receiver.heard) == 1
    subscribing.resume(endpoint=endpoint)
    deliver()
    assert [data["title"] for _event, data in said(receiver)] == ["First", "Second"]


def test_a_slow_endpoint_and_a_failing_event_delay_no_other(
    out: Any, clock: Clock, author: User, receiver: Receiver, endpoint_at: EndpointAt, sender: Sender
) -> None:
    endpoint_at("/slow")
    endpoint_at("/hook")
    receiver.held.clear()
    for number in range(4):
        out(make_release("statement", by=author, title=f"Number {number}"))
    for _look in range(40):
        sender.deliver()
        if len(receiver.bodies("/hook")) == 4:
            break
    assert len(receiver.bodies("/hook")) == 4
    assert receiver.bodies("/slow") == []
    waiting = Delivery.objects.filter(endpoint__url__endswith="/slow")
    assert waiting.filter(attempts=1).count() == sending.AT_ONCE_FOR_ONE


def test_a_partner_with_many_slow_endpoints_leaves_room_for_others(
    out: Any,
    author: User,
    receiver: Receiver,
    endpoint_at: EndpointAt,
    sender: Sender,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 3)
    monkeypatch.setattr(sending, "AT_ONCE_FOR_PARTNER", 2)
    for number in range(3):
        endpoint_at(f"/slow?{number}")
    other = Partner.objects.create(name="Another agency")
    subscribing.subscribe(partner=other, url=f"{receiver.url}/hook")
    receiver.held.clear()
    out(make_release("statement", by=author))
    for _look in range(40):
        sender.deliver()
        if receiver.bodies("/hook"):
            break
    assert len(receiver.bodies("/hook")) == 1
    assert Delivery.objects.filter(endpoint__url__contains="/slow", attempts=1).count() == 2


def test_what_was_withdrawn_before_it_could_be_sent_is_told_as_withdrawn_alone(
    out: Any, clock: Clock, author: User, reviewer: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    endpoint_at()
    [edition] = out(make_release("statement", by=author, title="Regretted"))
    clock.set(acts.withdraw(editions=[edition], by=reviewer, reason={"en": "Why."})[0].public_until)
    deliver()
    assert [event for event, _data in said(receiver)] == ["edition.withdrawn"]
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["delivered", "dropped"]


def test_an_endpoint_is_told_what_it_chose_whole_where_it_wants_it_whole(
    out: Any, author: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    endpoint_at("/kazakh", languages=["kk"])
    endpoint_at("/statistics", kinds=["statistic"])
    endpoint_at("/whole", kinds=["statement"], languages=["en"], whole_items=True)
    out(make_release("statement", by=author, languages=("en", "kk")), make_release("statistic", by=author))
    deliver()
    told = {
        path: [(data["kind"], data["language"]) for _e, data in said(receiver, path)] for path, *_rest in receiver.heard
    }
    assert told == {
        "/kazakh": [("statement", "kk")],
        "/statistics": [("statistic", "en")],
        "/whole": [("statement", "en")],
    }
    [(_event, item)] = said(receiver, "/whole")
    assert item["statement"]["words"]
    assert item["digest"]


def test_two_secrets_sign_while_one_takes_over_from_the_other(
    out: Any, clock: Clock, author: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    endpoint, old = endpoint_at()
    new = subscribing.rotate_secret(endpoint=endpoint, overlap=dt.timedelta(hours=1))
    assert new not in str(Endpoint.objects.values())
    out(make_release("statement", by=author))
    deliver()
    for secret in (old, new):
        Webhook(secret).verify(receiver.heard[0][2], receiver.heard[0][1])
    clock.tick(3600)
    out(make_release("statement", by=author))
    deliver()
    Webhook(new).verify(receiver.heard[1][2], receiver.heard[1][1])
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(receiver.heard[1][2], receiver.heard[1][1])


def test_a_test_and_a_span_are_sent_on_request(
    out: Any, clock: Clock, author: User, receiver: Receiver, endpoint_at: EndpointAt, deliver: Work
) -> None:
    begun = clock.now
    out(make_release("statement", by=author, title="Before"))
    clock.tick()
    endpoint, _secret = endpoint_at()
    out(make_release("statement", by=author, title="After"))
    deliver()
    subscribing.send_test(endpoint=endpoint)
    deliver()
    assert [event for event, _data in said(receiver)] == ["edition.released", "test.sent"]
    clock.tick(60)
    assert subscribing.replay(endpoint=endpoint, since=begun, until=clock.now) == 2
    deliver()
    assert sorted(data["title"] for _event, data in said(receiver)[2:]) == ["After", "Before"]
    ids = [headers["webhook-id"] for _path, headers, _body in receiver.heard]
    assert ids.count(ids[0]) == 2
    for since, until in ((clock.now, begun), (begun, clock.now + dt.timedelta(days=1))):
        with pytest.raises(Refusal):
            subscribing.replay(endpoint=endpoint, since=since, until=until)


def test_two_workers_send_nothing_twice(
    out: Any, author: User, receiver: Receiver, endpoint_at: EndpointAt, sender: Sender
) -> None:
    endpoint_at()
    out(make_release("statement", by=author))
    other = Sender()
    while sender.deliver() + other.deliver():
        pass
    other.close()
    assert len(receiver.heard) == 1


def test_looking_costs_the_same_however_many_endpoints_there_are(
    out: Any, clock: Clock, author: User, endpoint_at: EndpointAt, deliver: Work, django_assert_num_queries: Any
) -> None:
    out(make_release("statement", by=author))
    for number in range(12):
        clock.tick(1)
        endpoint_at(f"/{number}")
    sender = Sender()
    sender.deliver()
    with django_assert_num_queries(3):
        sender.deliver()
    sender.close()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "nonsense"),
        *(
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:0:0:0:0:80ff:fffe",
            "255.255.255.255",
            "192.0.2.1",
            "192.0.0.8",
            "192.88.99.1",
            "3fff::1",
            "::127.0.0.1",
        ),
    ],
)
def test_an_address_of_a_network_that_is_not_public_is_never_asked(address: str) -> None:
    assert not reaching.is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"])
def test_an_address_of_the_public_network_is_asked(address: str) -> None:
    assert reaching.is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f.1", "2130706433", "017700000001", "[::1]", "0"])
def test_no_notation_of_this_machine_is_reached(host: str, receiver: Receiver) -> None:
    port = receiver.url.rpartition(":")[2]
    post = reaching.Post()
    with pytest.raises(reaching.NotReached):
        post(f"http://{host}:{port}/hook", b"{}", {})
    post.close()
    assert receiver.heard == []


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere the second time it is asked for is asked for once."""
    settings.WEBHOOKS_LOOPBACK = True
    asked, resolve = list[str](), socket.getaddrinfo

    def rebinding(host: str, *arguments: Any, **options: Any) -> list[Any]:
        if host == "press.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return resolve(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = receiver.url.rpartition(":")[2]
    post = reaching.Post()
    assert post(f"http://press.example:{port}/hook", b"{}", {}).status == 204
    with pytest.raises(reaching.NotReached):
        post(f"http://press.example:{port}/hook", b"{}", {})
    post.close()
    assert len(asked) == 2
    assert receiver.heard[0][1]["Host"] == f"press.example:{port}"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com/",
            "https://",
            "ftp://example.com/",
            "https://user:secret@example.com/",
            "https://e.com/#x",
        ),
        *(
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://example.com:0/",
            "https://example.com/\x00",
            "https://exa\nmple.com/",
            "x",
        ),
    ],
)
def test_an_address_that_is_none_is_refused_with_what_it_should_be(url: str, db: None) -> None:
    partner = Partner.objects.create(name="Agency")
    with pytest.raises(ValidationError) as refused:
        subscribing.subscribe(partner=partner, url=url)
    assert "url" in refused.value.message_dict


def test_an_answer_without_end_ends(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_LOOPBACK = True
    server = socket.create_server(("127.0.0.1", 0))

    def flood() -> None:
        connection, _address = server.accept()
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                connection.sendall(b"x" * 65536)
        except OSError:
            connection.close()

    thread = threading.Thread(target=flood, daemon=True)
    thread.start()
    post = reaching.Post()
    assert post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}).status == 200
    post.close()
    thread.join(5)
    assert not thread.is_alive()
    server.close()


def test_the_log_forgets_what_was_settled_long_ago(
    out: Any, clock: Clock, author: User, endpoint_at: EndpointAt, deliver: Work
) -> None:
    endpoint_at()
    out(make_release("statement", by=author))
    deliver()
    assert sending.forget(now=clock.now) == 0
    clock.tick(91 * 86_400)
    assert sending.forget(now=clock.now) == 1
    assert not Attempt.objects.exists()


def test_who_answers_a_byte_at_a_time_is_not_waited_for(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reading is quick enough: it is the whole that has to end."""
    settings.WEBHOOKS_LOOPBACK = True
    monkeypatch.setattr(reaching, "LONGEST_S", 0.3)
    server, over = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def drip() -> None:
        connection, _address = server.accept()
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        with contextlib.suppress(OSError):
            for _second in range(50):
                if over.wait(0.05):
                    break
                connection.sendall(b"x")
        connection.close()

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    post = reaching.Post()
    with pytest.raises(reaching.NotReached, match=r"longer than|timed out"):
        post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
    over.set()
    post.close()
    thread.join(5)
    server.close()
