"""What surrounds every page: the mission, its sections, the languages, the ways to reach the press section."""

import datetime as dt
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

from releases.authoring.languages import LANGUAGES, direction, own_name
from releases.editions.duty import on_duty
from releases.outlets.addresses import KINDS
from releases.outlets.mission import colours_of, zone_of

from . import addresses, labels, stylesheet, typefaces
from .duty import OnDuty, officers
from .words import Words

if TYPE_CHECKING:
    from releases.editions.models import Imprint

_LIST = re.compile(rf"/[a-z]+/(?:{'|'.join(KINDS)}|(?:topics|people)/[-\w]+)/(?=\Z|\?)")
_LOCALES = {"en": "en_GB", "kk": "kk_KZ", "ru": "ru_RU", "ur": "ur_PK"}


@dataclass(frozen=True)
class Place:
    """A link of the navigation."""

    name: str
    path: str
    current: bool


@dataclass(frozen=True)
class Tongue:
    """A link to the same page in a language; `exists` is false where it leads to that language's home instead."""

    language: str
    name: str
    path: str
    direction: str
    current: bool
    exists: bool

    @property
    def locale(self) -> str:
        return _LOCALES[self.language]


@dataclass(frozen=True)
class Contact:
    email: str
    phone: str
    hours: Words
    address: Words

    def __bool__(self) -> bool:
        return any((self.email, self.phone, self.hours, self.address))


@dataclass(frozen=True)
class Frame:
    """One page's surroundings; `origin` is `https://host`, `path` the page's own address or empty."""

    language: str
    direction: str
    origin: str
    path: str
    name: Words
    short_name: Words
    tagline: Words
    about: Words
    contact: Contact
    duty: list[OnDuty]
    sections: list[Place]
    tongues: list[Tongue]
    colours: tuple[str, str]

    @property
    def theme(self) -> str:
        return addresses.theme(*self.colours, stylesheet.digest())

    @property
    def first_typefaces(self) -> list[str]:
        return typefaces.first(self.language)

    @property
    def icon(self) -> str:
        return addresses.icon(*self.colours)

    @property
    def touch_icon(self) -> str:
        return addresses.icon(*self.colours, side_px=180)

    @property
    def locale(self) -> str:
        return _LOCALES[self.language]

    @property
    def calendar(self) -> str:
        return addresses.calendar(self.language)

    @property
    def home(self) -> str:
        return addresses.home(self.language)

    @property
    def feed(self) -> str:
        return addresses.feed(self.language)

    @property
    def subscribe(self) -> str:
        """ "" where no mail is sent."""
        return addresses.subscribe(self.language) if settings.MAIL_IS_SENT else ""

    @property
    def own_feed(self) -> str:
        """The address, without its ending, of the feed of the very list that the page is; "" on other pages."""
        found = _LIST.match(self.path)
        return f"{found[0]}feed" if found else ""

    @property
    def alternates(self) -> list[Tongue]:
        return [tongue for tongue in self.tongues if tongue.exists]


def frame(
    imprint: "Imprint | None",
    *,
    language: str,
    at: dt.datetime,
    origin: str = "",
    path: str = "",
    kind: str | None = None,
    alternates: Mapping[str, str] | None = None,
) -> Frame:
    """`kind` is the section that the page stands in ("" for all releases); `alternates` its address by language.

    `at` is the instant of the visit: it decides who is on duty.
    """
    said: dict[str, Any] = imprint.body if imprint else {}
    spoken = said.get("languages", LANGUAGES)
    elsewhere = alternates or {}

    def words(name: str) -> Words:
        return Words.of(said.get(name, {}), language, said.get("source_language", "en"))

    return Frame(
        language=language,
        direction=direction(language),
        origin=origin,
        path=path,
        name=words("names"),
        short_name=words("short_names") or words("names"),
        tagline=words("taglines"),
        about=words("abouts"),
        contact=Contact(
            said.get("press_email", ""), said.get("press_phone", ""), words("press_hours"), words("addresses")
        ),
        duty=officers(said, language=language, zone=zone_of(said), at=at),
        sections=[
            Place(labels.section(name), addresses.listing(language, name), current=name == kind)
            for name in ("briefing", "statement", "statistic", "media", "")
        ],
        tongues=[
            Tongue(
                tag,
                own_name(tag),
                elsewhere.get(tag) or addresses.home(tag),
                direction(tag),
                current=tag == language,
                exists=tag in elsewhere,
            )
            for tag in spoken
        ],
        colours=colours_of(said),
    )


def standing(imprint: "Imprint | None", *, language: str, at: dt.datetime) -> tuple[Hashable, ...]:
    """The same for as long as the surroundings of a page are: the mission's details, and who is on duty."""
    if imprint is None:
        return (language,)
    on = on_duty(imprint.body, at)
    turns = tuple(turn in on for turn in imprint.body.get("duty", []))
    return language, imprint.pk, imprint.content_digest, turns


def origin_of(request: HttpRequest) -> str:
    return settings.SITE_ORIGIN or f"{request.scheme}://{request.get_host()}"
