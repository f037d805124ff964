"""Mail to the staff, against a real SMTP server: who is told, in which language, and that no act ever waits for it."""

import datetime as dt
import email
import email.policy
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from embassy import env
from releases.authoring.models import Mission, Text, User
from releases.editions import acts
from releases.editions.models import Look, Submission
from releases.notices import planning, sending
from releases.notices.models import ReadUntil, StaffMail
from releases.notices.writing import one_line
from tests.admin.forms import filled
from tests.admin.signing_in import PASSWORD
from tests.clock import Clock
from tests.factories import make_mission, make_release, submit
from tests.mail_server import receiving

Desk = Callable[[User], Client]


class Postbox:
    """A mail server's mind: what it took, and how many it is still to refuse."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refusals = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.refusals:
            self.refusals -= 1
            return "451 4.3.0 Try again later"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((envelope.rcpt_tos[0].partition("@")[0], message))
        return "250 OK"

    @property
    def subjects(self) -> dict[str, str]:
        return {who: str(message["Subject"]) for who, message in self.taken}

    def to(self, person: User) -> EmailMessage:
        return next(message for who, message in self.taken if who == person.username)


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    with receiving(box, settings):
        yield box


@pytest.fixture
def mission(clock: Clock) -> Mission:
    return make_mission()


def deliver() -> None:
    while sending.deliver():
        pass


def submitted(author: User, title: str = "On the harvest") -> Submission:
    return submit([make_release("statement", by=author, title=title)], by=author)


def plain(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_reviewers_hear_of_a_submission_each_in_their_language(
    mission: Mission, postbox: Postbox, author: User, reviewer: User, second_reviewer: User, administrator: User
) -> None:
    User.objects.filter(pk=second_reviewer.pk).update(interface_language="ur")
    submission = submitted(author)
    deliver()
    assert postbox.subjects.keys() == {"reviewer", "second_reviewer"}
    assert postbox.subjects["reviewer"] == "To review: On the harvest"
    message = postbox.to(reviewer)
    page = f"https://press.ruritania.example{reverse('admin:releases_submission_change', args=[submission.pk])}"
    assert page in plain(message)
    assert "press@ruritania.example" in message["From"]
    assert message["Auto-Submitted"] == "auto-generated"
    html = postbox.to(second_reviewer).get_body(("html",))
    assert html is not None
    assert '<html lang="ur" dir="rtl">' in html.get_content()
    assert page in html.get_content()


def test_a_mail_tells_the_title_of_a_draft_and_nothing_else_of_it(
    mission: Mission, postbox: Postbox, author: User, reviewer: User
) -> None:
    submission = submitted(author)
    Text.objects.update(words="Zenda falls.", summary="Zenda.")
    acts.send_back(submission=submission, by=reviewer, comment="Not Zenda: Strelsau.")
    deliver()
    for _who, message in postbox.taken:
        assert "Zenda" not in plain(message)
        assert "On the harvest!" not in plain(message)
    assert postbox.subjects["author"] == "Returned: On the harvest"


def test_an_author_hears_of_an_approval_with_its_time_in_three_zones(
    mission: Mission, postbox: Postbox, author: User, reviewer: User
) -> None:
    submission = submitted(author)
    acts.approve(submission=submission, by=reviewer, at=dt.datetime(2030, 1, 2, 8, tzinfo=dt.UTC))
    deliver()
    said = plain(postbox.to(author))
    for clock in ("2030-01-02 09:00  Europe/Berlin", "2030-01-02 13:00  Asia/Almaty", "2030-01-02 08:00  UTC"):
        assert clock in said


def test_an_urgent_publication_asks_the_others_to_look_and_tells_who_published_what_they_found(
    mission: Mission, clock: Clock, postbox: Postbox, author: User, reviewer: User, second_reviewer: User
) -> None:
    Mission.objects.update(urgent_publication=True)
    submission = submitted(reviewer)
    acts.publish_urgently(submission=submission, by=reviewer, reason="A quake.")
    clock.tick(10)
    acts.look_again(submission=submission, by=second_reviewer, look=Look.CORRECTION, remark="The place.")
    deliver()
    subjects = [(who, str(message["Subject"])) for who, message in postbox.taken]
    assert ("second_reviewer", "Published urgently, please look at it: On the harvest") in subjects
    assert ("reviewer", "Looked at afterwards: On the harvest") in subjects
    assert len(subjects) == 3  # and the submission, to the second reviewer


def test_a_server_that_refuses_once_gets_it_once(
    mission: Mission, clock: Clock, postbox: Postbox, author: User, reviewer: User
) -> None:
    postbox.refusals = 1
    submitted(author)
    deliver()
    mail = StaffMail.objects.get()
    assert (mail.attempts, mail.sent_at, "451" in mail.last_error) == (1, None, True)
    assert mail.next_at == clock.now + dt.timedelta(minutes=1)
    clock.tick(61)
    deliver()
    deliver()
    mail.refresh_from_db()
    assert (len(postbox.taken), mail.attempts, mail.next_at, mail.last_error) == (1, 2, None, "")


def test_a_dead_server_neither_fails_an_act_nor_loses_a_mail(
    mission: Mission, clock: Clock, postbox: Postbox, settings: Any, author: User, reviewer: User
) -> None:
    alive = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    submission = submitted(author)
    deliver()
    acts.approve(submission=submission, by=reviewer)
    deliver()
    assert {mail.attempts for mail in StaffMail.objects.all()} == {1}
    clock.tick(61)
    settings.EMAIL_PORT = alive
    deliver()
    assert postbox.subjects == {"reviewer": "To review: On the harvest", "author": "Approved: On the harvest"}


def test_what_cannot_be_sent_is_given_up_and_shown(
    desk: Desk, mission: Mission, clock: Clock, postbox: Postbox, settings: Any, author: User, administrator: User,
    reviewer: User,
) -> None:  # fmt: skip
    settings.EMAIL_PORT = 1
    submitted(author)
    for wait in (*sending.WAITS, dt.timedelta(0)):
        deliver()
        clock.set(clock.now + wait)
    mail = StaffMail.objects.get()
    assert (mail.attempts, mail.next_at, mail.sent_at) == (len(sending.WAITS) + 1, None, None)
    shown = desk(administrator).get(reverse("admin:releases_staffmail_changelist")).content.decode()
    assert "given up" in shown
    assert "ConnectionRefusedError" in shown


@pytest.mark.parametrize("title", ["On\r\nBcc: all@elsewhere.example", "On\u2028Bcc: x", "On\x0b\x1b[31m"])
def test_a_title_with_a_line_break_makes_no_header(
    mission: Mission, postbox: Postbox, author: User, reviewer: User, title: str
) -> None:
    submitted(author, title=title)
    deliver()
    (message,) = [message for _who, message in postbox.taken]
    assert message["Bcc"] is None
    assert message["Subject"] == f"To review: {one_line(title)}"


def test_who_wants_no_mails_or_may_not_see_it_gets_none(
    mission: Mission, postbox: Postbox, author: User, second_author: User, reviewer: User, second_reviewer: User
) -> None:
    User.objects.filter(pk=second_reviewer.pk).update(mails=False)
    submitted(author)
    planning.plan()
    hidden = StaffMail.objects.get()
    hidden.recipient = second_author  # as if a role had been taken away since
    hidden.save()
    deliver()
    assert postbox.taken == []
    hidden.refresh_from_db()
    assert "may not see" in hidden.last_error


def test_without_a_server_nothing_is_kept_to_be_sent_one_day(
    mission: Mission, postbox: Postbox, settings: Any, author: User, reviewer: User, capsys: Any, monkeypatch: Any
) -> None:
    settings.MAIL_IS_SENT = False
    submitted(author)
    monkeypatch.setattr("releases.management.commands.deliver.close_old_connections", lambda: None)
    call_command("deliver", once=True)
    assert "EMBASSY_EMAIL_URL is not set" in capsys.readouterr().out
    settings.MAIL_IS_SENT = True
    deliver()
    assert postbox.taken == []
    assert ReadUntil.objects.get().sequence == 1


def test_an_act_that_is_undone_tells_nobody(mission: Mission, postbox: Postbox, author: User, reviewer: User) -> None:
    with pytest.raises(Exception, match="comment"):
        acts.send_back(submission=submitted(author), by=reviewer, comment="")
    deliver()
    assert postbox.subjects.keys() == {"reviewer"}


def test_the_switch_stands_on_the_form_of_a_person(
    desk: Desk, mission: Mission, author: User, administrator: User
) -> None:
    page = reverse("admin:releases_user_change", args=[author.pk])
    client = desk(administrator)
    typed = {"mails": None, "own_password": PASSWORD}
    assert client.post(page, filled(client.get(page), "username", **typed)).status_code == 302
    author.refresh_from_db()
    assert author.mails is False


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://user:p%40ss@mail.example", ("mail.example", 587, "user", "p@ss", False, True)),
        ("smtps://mail.example", ("mail.example", 465, "", "", True, False)),
        ("smtp://localhost:25?tls=none", ("localhost", 25, "", "", False, False)),
    ],
)
def test_a_mail_server_is_named_by_one_address(monkeypatch: Any, url: str, said: tuple[Any, ...]) -> None:
    monkeypatch.setenv("EMBASSY_EMAIL_URL", url)
    assert tuple(env.mail("EMBASSY_EMAIL_URL").values()) == said


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://h:port", "smtp://h?tls=maybe", "smtp://"]
)
def test_a_malformed_address_of_a_mail_server_stops_the_start(monkeypatch: Any, url: str) -> None:
    monkeypatch.setenv("EMBASSY_EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="EMBASSY_EMAIL_URL"):
        env.mail("EMBASSY_EMAIL_URL")
