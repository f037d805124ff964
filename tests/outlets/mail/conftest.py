"""A mail server on this machine, which takes, puts off or refuses what it is told to; readers; a worker."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from releases.outlets.mail.sending import Sender
from releases.subscribers import subscribing
from releases.subscribers.models import Subscriber
from tests.clock import Clock
from tests.mail_server import receiving


class Postbox:
    """`answers` maps an address to what it is answered at RCPT, each once; `hangs_up` closes after the words came."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.envelopes: list[str] = []
        self.answers: dict[str, list[str]] = {}
        self.hangs_up = False
        self.connections = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802  aiosmtpd's name
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.close()
            return "250 never said"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((envelope.rcpt_tos[0], message))
        self.envelopes.append(envelope.mail_from)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for who, message in self.taken if who == address]

    def subjects(self, address: str) -> list[str]:
        return [str(message["Subject"]) for message in self.to(address)]


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    with receiving(box, settings):
        yield box


@pytest.fixture
def deliver(postbox: Postbox) -> Callable[[], None]:
    """Works until there is nothing left to do now."""
    sender = Sender()

    def work() -> None:
        while sender.deliver():
            pass

    work()  # from now on
    return work


@pytest.fixture
def reader(deliver: Any, clock: Clock) -> Callable[..., Subscriber]:
    """reader("anna@strelsau.example", languages=["ur"]) has confirmed, a second ago."""

    def subscribed(address: str = "anna@strelsau.example", **choices: Any) -> Subscriber:
        language = choices.pop("language", "en")
        wanted = {"languages": [language], "kinds": [], "topics": [], "cadence": "immediate", "hour": 8}
        subscribing.ask(address=address, language=language, **{**wanted, "time_zone": "UTC", **choices})
        found = Subscriber.objects.get(address=address)
        found.letters.all().delete()
        subscribing.confirm(subscriber=found)
        clock.tick()
        found.refresh_from_db()
        return found

    return subscribed


def plain(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def path_in(message: EmailMessage, purpose: str) -> str:
    """The address of one's own for a purpose, as a path."""
    found = re.search(rf"https://press\.ruritania\.example(/\w+/subscribe/{purpose}/\S+/)", plain(message))
    assert found is not None
    return found[1]
