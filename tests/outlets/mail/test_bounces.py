"""Mail that comes back: at the server's door, or later as a notification."""

import email
import email.policy
import io
from collections.abc import Callable
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from releases.authoring.models import User
from releases.subscribers import bouncing, subscribing
from releases.subscribers.models import Departure, Letter, Subscriber
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.conftest import Publish

from .conftest import Postbox

ANNA, FRITZ = "anna@strelsau.example", "fritz@zenda.example"
Reader = Callable[..., Subscriber]
Work = Callable[[], None]

pytestmark = pytest.mark.usefixtures("mission")
# As Postfix writes it (RFC 3464).
_NOTICE = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; anna@strelsau.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: On wool

--b--
"""


def notice(
    message_id: str, *, to: str = "press@ruritania.example", action: str = "failed", status: str = "5.1.1"
) -> EmailMessage:
    words = _NOTICE.format(message_id=message_id, to=to, action=action, status=status)
    found = email.message_from_string(words, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_an_address_that_is_refused_twice_is_paused_and_confirms_to_go_on(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock
) -> None:
    reader(ANNA)
    reader(FRITZ)
    postbox.answers[ANNA] = ["550 5.1.1 No such user"] * 2
    for _ in range(3):
        out(make_release("statement", by=author))
        deliver()
    anna = Subscriber.objects.get(address=ANNA)
    assert (anna.state, anna.bounces) == ("paused", 2)
    assert (len(postbox.to(ANNA)), len(postbox.to(FRITZ))) == (0, 3)
    subscribing.ask(address=ANNA, language="en", languages=["en"], kinds=[], topics=[])
    deliver()
    assert postbox.subjects(ANNA) == ["Ruritania: Please confirm: releases by e-mail"]
    subscribing.confirm(subscriber=anna)
    anna.refresh_from_db()
    assert (anna.state, anna.bounces) == ("active", 0)


def test_a_refusal_by_policy_is_not_held_against_the_address(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User
) -> None:
    reader(ANNA)
    postbox.answers[ANNA] = ["554 5.7.1 Not from you"]
    out(make_release("statement", by=author))
    deliver()
    assert Letter.objects.get().state == "failed"
    assert Subscriber.objects.get().bounces == 0


def test_two_refusals_long_apart_are_not_two(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock
) -> None:
    anna = reader(ANNA)
    subscribing.came_back(subscriber=anna)
    clock.tick(31 * 86400)
    subscribing.came_back(subscriber=anna)
    anna.refresh_from_db()
    assert (anna.state, anna.bounces) == ("active", 1)


def test_who_is_paused_for_long_is_forgotten(reader: Reader, clock: Clock) -> None:
    anna = reader(ANNA)
    subscribing.came_back(subscriber=anna)
    subscribing.came_back(subscriber=anna)
    clock.tick(90 * 86400 + 1)
    subscribing.sweep(now=clock.now)
    assert not Subscriber.objects.exists()
    assert Departure.objects.get().way == "bounced"


def test_a_notification_is_known_by_its_message_or_its_envelope(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, settings: Any, monkeypatch: Any,
    capsys: Any,
) -> None:  # fmt: skip
    settings.MAIL_BOUNCES = "bounces@ruritania.example"
    reader(ANNA)
    out(make_release("statement", by=author))
    deliver()
    (message,) = postbox.to(ANNA)
    (envelope,) = postbox.envelopes
    assert envelope.startswith("bounces+")
    assert message["From"].endswith("<press@ruritania.example>")
    assert "noted" in bouncing.note(notice(str(message["Message-ID"])))
    piped = notice("<lost@on.the.way>", to=envelope.upper()).as_bytes()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(piped)))
    call_command("note_bounce")
    said = capsys.readouterr().out
    assert "noted" in said
    assert ANNA not in said
    assert Subscriber.objects.get().state == "paused"


def test_what_is_no_failure_or_none_of_ours_changes_nothing(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User
) -> None:
    anna = reader(ANNA)
    out(make_release("statement", by=author))
    deliver()
    own = str(postbox.to(ANNA)[0]["Message-ID"])
    letter = Letter.objects.get()
    forged = f"<{letter.pk}-{'0' * 20}@press.ruritania.example>"
    for message in (
        notice(own, action="delayed", status="4.4.1"),
        notice(own, action="failed", status="4.2.2"),
        notice(forged),
        email.message_from_string("Subject: On holiday\n\nBack on Monday."),
    ):
        assert "nothing done" in bouncing.note(message)
    subscribing.leave(subscriber=anna)
    assert "nothing done" in bouncing.note(notice(own))
