"""What letters say, read from the record at the moment of sending: only what is public then."""

import datetime as dt
import functools
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from babel.dates import format_date, format_time
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from releases.authoring.languages import direction, pick
from releases.editions import reading
from releases.notices.writing import one_line
from releases.outlets import addresses, labels
from releases.subscribers import links
from releases.subscribers.models import Letter, Subscriber

from .rendering import Mail, Surroundings, dressed, mail

if TYPE_CHECKING:
    from releases.editions.models import Edition, Imprint

    Told = list[tuple[Letter, Edition]]

_GOT = (Letter.State.SENT, Letter.State.UNCERTAIN)
# Stand in a message that is written once for all its readers, and are replaced by each reader's own.
_LEAVE, _MANAGE = "https://leave.invalid/", "https://manage.invalid/"
_LOCALES = {"en": "en_GB"}
_COMMA = {"ur": "، "}


@dataclass(frozen=True)
class Item:
    """One line of a daily mail. `said` is the note of a correction, or the reason of a withdrawal."""

    title: str
    language: str
    direction: str
    kind: str
    change: str
    time: str
    summary: str
    said: str
    address: str


@dataclass(frozen=True)
class Composed:
    """`message` is None where nothing is to be told any more. What it does not bear was overtaken by a later edition,
    of which a letter will come, or is dropped."""

    message: EmailMultiAlternatives | None
    borne: list[Letter] = field(default_factory=list)
    overtaken: list[Letter] = field(default_factory=list)
    dropped: list[Letter] = field(default_factory=list)


class Composer:
    """For one batch: the imprint is read once, and what many readers get is written once."""

    def __init__(self, imprint: "Imprint") -> None:
        self._said: dict[str, Any] = imprint.body
        self._origin = addresses.origin()
        self._written = functools.lru_cache(maxsize=8)(self._write)

    def composed(self, subscriber: Subscriber, letters: Sequence[Letter], *, now: dt.datetime) -> Composed:
        """One message that bears all the letters that still stand. Two queries a letter, and what is written."""
        if letters[0].release is None:
            return Composed(self._link(subscriber, letters[0]), list(letters))
        if subscriber.state != Subscriber.State.ACTIVE:
            return Composed(None, dropped=list(letters))
        told: Told = []
        overtaken, dropped = [], []
        for letter in letters:
            edition = self._held(letter, now)
            if edition is None or (letter.event == Letter.Event.WITHDRAWN and not self._got_before(letter, subscriber)):
                dropped.append(letter)
            elif edition.number != letter.number:
                overtaken.append(letter)
            else:
                told.append((letter, edition))
        write = self._daily if subscriber.is_daily else self._single
        message = write(subscriber, told, now) if told else None
        return Composed(message, [letter for letter, _edition in told], overtaken, dropped)

    def _held(self, letter: Letter, now: dt.datetime) -> "Edition | None":
        """What holds now of the letter's release: the public edition; of a withdrawal, what was withdrawn."""
        assert letter.release is not None  # noqa: S101  a constraint of the table
        public = reading.public(now).filter(uid=letter.release, language=letter.language).defer("content").first()
        if letter.event != Letter.Event.WITHDRAWN:
            return public
        if public is not None:
            return None
        ended = reading.everything().filter(uid=letter.release, language=letter.language, number=letter.number)
        return ended.filter(ended_as="withdrawn", public_until__lte=now).defer("content").first()

    def _got_before(self, letter: Letter, subscriber: Subscriber) -> bool:
        got = subscriber.letters.filter(release=letter.release, language=letter.language, state__in=_GOT)
        return got.exclude(pk=letter.pk).exclude(event=Letter.Event.WITHDRAWN).exists()

    def _event(self, letter: Letter, subscriber: Subscriber) -> str:
        """Who did not get what was corrected gets it as new."""
        changed = letter.event in {Letter.Event.CORRECTION, Letter.Event.UPDATE}
        return Letter.Event.NEW if changed and not self._got_before(letter, subscriber) else letter.event

    def _single(self, subscriber: Subscriber, told: "Told", now: dt.datetime) -> EmailMultiAlternatives:
        ((letter, edition),) = told
        with translation.override(edition.language):
            written = self._written(edition, self._event(letter, subscriber))
            return self._addressed(subscriber, letter, written, edition.language)

    def _write(self, edition: "Edition", event: str) -> Mail:
        """Once for all readers who are told the same of it."""
        if event == Letter.Event.WITHDRAWN:
            return self._withdrawal(edition)
        note = pick(edition.note, edition.language)[1] if event != Letter.Event.NEW else ""
        return mail(
            edition.body,
            said=self._said,
            at=edition.public_from,
            origin=self._origin,
            change=event,
            note=note,
            unsubscribe=_LEAVE,
            manage=_MANAGE,
        )

    def _withdrawal(self, edition: "Edition") -> Mail:
        context = {
            "item": self._item(edition, Letter.Event.WITHDRAWN, self._mission_zone),
            "unsubscribe": _LEAVE,
            "manage": _MANAGE,
        }
        return self._templated("withdrawn", _("Withdrawn: %(title)s") % {"title": edition.title}, context)

    def _daily(self, subscriber: Subscriber, told: "Told", now: dt.datetime) -> EmailMultiAlternatives:
        zone = zoneinfo.ZoneInfo(subscriber.time_zone)
        with translation.override(subscriber.language):
            ordered = sorted(told, key=lambda pair: (pair[0].effective_at, pair[0].pk))
            items = [self._item(edition, self._event(letter, subscriber), zone) for letter, edition in ordered]
            day = format_date(now.astimezone(zone), "long", locale=_locale())
            count = ngettext("%(count)d release", "%(count)d releases", len(items)) % {"count": len(items)}
            context = {"items": items, "day": day, "count": count, "unsubscribe": _LEAVE, "manage": _MANAGE}
            written = self._templated("daily", f"{self._name()}: {day}", context)
            first = min((letter for letter, _edition in told), key=lambda letter: letter.pk)
            return self._addressed(subscriber, first, written, subscriber.language)

    def _item(self, edition: "Edition", event: str, zone: zoneinfo.ZoneInfo) -> Item:
        withdrawn = event == Letter.Event.WITHDRAWN
        at = (edition.public_until if withdrawn else edition.public_from) or edition.public_from
        local = at.astimezone(zone)
        words = {} if event == Letter.Event.NEW else edition.end_reason if withdrawn else edition.note
        return Item(
            title=edition.title,
            language=edition.language,
            direction=direction(edition.language),
            kind=labels.kind(edition.kind, edition.body.get("media", {}).get("type", "image")),
            change="" if event == Letter.Event.NEW else str(Letter.Event(event).label),
            time=_COMMA.get(translation.get_language() or "", ", ").join(
                (format_date(local, "long", locale=_locale()), format_time(local, "short", locale=_locale()))
            ),
            summary="" if withdrawn else edition.body.get("summary", ""),
            said=pick(words, edition.language, self._said.get("source_language", "en"))[1],
            address=f"{self._origin}{addresses.page(edition.language, edition.kind, edition.slug)}",
        )

    def _link(self, subscriber: Subscriber, letter: Letter) -> EmailMultiAlternatives:
        with translation.override(subscriber.language):
            confirms = letter.event == Letter.Event.CONFIRM
            path = links.path(
                "confirm" if confirms else "manage", uid=subscriber.uid, language=self._page_language(subscriber)
            )
            subject = _("Please confirm: releases by e-mail") if confirms else _("Your subscription to our releases")
            name = "confirm" if confirms else "link"
            written = self._templated(name, f"{self._name()}: {subject}", {"address": f"{self._origin}{path}"})
            return self._addressed(subscriber, letter, written, subscriber.language)

    def _templated(self, name: str, subject: str, context: dict[str, Any]) -> Mail:
        around = Surroundings.of(self._said, translation.get_language() or "en")
        whole = {**around.context, **context, "subject": subject}
        html = dressed(loader.render_to_string(f"mail/{name}.html", whole), around)
        return Mail(subject=subject, html=html, text=loader.render_to_string(f"mail/{name}.txt", whole).strip() + "\n")

    def _addressed(
        self, subscriber: Subscriber, letter: Letter, written: Mail, language: str
    ) -> EmailMultiAlternatives:
        host = urlsplit(self._origin).hostname
        page = self._page_language(subscriber)
        leave, manage = (
            f"{self._origin}{links.path(purpose, uid=subscriber.uid, language=page)}" for purpose in ("leave", "manage")
        )
        headers = {
            "From": formataddr((one_line(self._name()), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
            # The same at each attempt, and known to us when it comes back.
            "Message-ID": f"<{links.tag(letter)}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        }
        if letter.release is not None:  # RFC 2919, RFC 8058
            headers["List-Id"] = f"<releases.{host}>"
            headers["List-Unsubscribe"] = f"<{leave}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message = EmailMultiAlternatives(
            one_line(written.subject, 200),
            _own(written.text, leave, manage),
            _returning(links.tag(letter)),
            [subscriber.address],
            headers=headers,
        )
        message.attach_alternative(_own(written.html, leave, manage), "text/html")
        return message

    def _page_language(self, subscriber: Subscriber) -> str:
        spoken: list[str] = self._said["languages"]
        return subscriber.language if subscriber.language in spoken else spoken[0]

    def _name(self) -> str:
        names = self._said.get("short_names") or self._said.get("names", {})
        return pick(names, translation.get_language() or "en", self._said.get("source_language", "en"))[1]

    @property
    def _mission_zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(Surroundings.of(self._said, "en").zone)


def _own(words: str, leave: str, manage: str) -> str:
    return words.replace(_LEAVE, leave).replace(_MANAGE, manage)


def _returning(tag: str) -> str:
    """The envelope's sender, to which mail comes back: with the letter's tag where a mailbox for it is named."""
    if not settings.MAIL_BOUNCES:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    box, _at, host = settings.MAIL_BOUNCES.rpartition("@")
    return f"{box}+{tag}@{host}"


def _locale() -> str:
    language = translation.get_language() or "en"
    return _LOCALES.get(language, language)
