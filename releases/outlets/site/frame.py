"""What surrounds every page: the mission, its sections, the languages, the ways to reach the press section."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

from releases.authoring.languages import LANGUAGES, direction, own_name, pick
from releases.outlets.addresses import KINDS

from . import addresses, labels, typefaces

if TYPE_CHECKING:
    from releases.editions.models import Imprint

_COLOUR = re.compile(r"#([0-9a-f]{6})\Z")
_LIST = re.compile(rf"/[a-z]+/(?:{'|'.join(KINDS)}|(?:topics|people)/[-\w]+)/(?=\Z|\?)")
_SKY, _GOLD = "00708f", "e8b10e"
_LOCALES = {"en": "en_GB", "kk": "kk_KZ", "ru": "ru_RU", "ur": "ur_PK"}


@dataclass(frozen=True)
class Words:
    """Words with the language they are in, which may not be the page's."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)


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
    sections: list[Place]
    tongues: list[Tongue]
    colours: tuple[str, str]

    @property
    def theme(self) -> str:
        return addresses.theme(*self.colours)

    @property
    def typefaces(self) -> str:
        return typefaces.stylesheet()

    @property
    def first_typeface(self) -> str:
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
    origin: str = "",
    path: str = "",
    kind: str | None = None,
    alternates: Mapping[str, str] | None = None,
) -> Frame:
    """`kind` is the section that the page stands in ("" for all releases); `alternates` its address by language."""
    said: dict[str, Any] = imprint.body if imprint else {}
    spoken = said.get("languages", LANGUAGES)
    elsewhere = alternates or {}

    def words(name: str) -> Words:
        tag, text = pick(said.get(name, {}), language, said.get("source_language", "en"))
        return Words(text, tag)

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


def origin_of(request: HttpRequest) -> str:
    return settings.SITE_ORIGIN or f"{request.scheme}://{request.get_host()}"


def colours_of(said: Mapping[str, Any]) -> tuple[str, str]:
    """The two colours of an imprint as six hexadecimal digits each, ours where it has none."""

    def digits(name: str, default: str) -> str:
        found = _COLOUR.match(str(said.get(name, "")).lower())
        return found[1] if found else default

    return digits("colour", _SKY), digits("accent_colour", _GOLD)
