"""Social cards, charts and maps as files, for the outlets that link them and for those that send them.

The address of a card bears a digest of what is drawn. Nothing is drawn before somebody asks for the bytes.
"""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from babel.dates import format_date
from django.utils.translation import gettext as _

from releases.authoring.languages import pick
from releases.editions import comparable
from releases.editions.canonical import canonical, digest_of
from releases.graphics import cards, colours, raster
from releases.graphics.cards import Card, Colours, Cover
from releases.graphics.sheet import Palette

from . import charting, labels, mapping, observed
from .addresses import SECTIONS, page
from .mission import colours_of, zone_of

if TYPE_CHECKING:
    from releases.editions.models import Edition

Content = Mapping[str, Any]
WIDTH_PX, HEIGHT_PX = cards.WIDTH_PX, cards.HEIGHT_PX
MEDIA_TYPE = "image/png"
_DIGITS = 16
_PRESS_WIDTH_PX = 2400
_MIDDLE_DOT = " · "


@dataclass(frozen=True)
class Picture:
    """`alt` says what the picture says."""

    path: str
    alt: str
    drawing: Card | Cover
    colours: Colours

    def png(self) -> bytes:
        """Raises ValueError where the typefaces have gone since the address was made."""
        drawing = self.drawing
        draw = cards.release(drawing, self.colours) if isinstance(drawing, Card) else cards.cover(drawing, self.colours)
        if draw is None:
            raise ValueError(f"The typefaces for {drawing.language!r} are not here.")
        return raster.kept_png(draw, width_px=WIDTH_PX, language=drawing.language)


Name = Literal["chart", "map"]


@dataclass(frozen=True)
class Files:
    """Addresses; `png` is "" where the typefaces for the language are not here."""

    name: Name
    svg: str
    png: str


def of_release(edition: "Edition", said: Content) -> Picture | None:
    """The card of an edition; `said` is the imprint's body. None where no card can be drawn. No query.

    Gettext must be in the edition's language.
    """
    body, language = edition.body, edition.language
    card = Card(
        language=language,
        mission=_short(said, language),
        kind=labels.kind(edition.kind, body.get("media", {}).get("type", "image")),
        headline=body["title"],
        date=_day(edition.released_at, zone_of(said), language),
        **(_quotation(body) if edition.kind == "statement" else _figure(body)),
    )
    return _picture(page(language, edition.kind, body["slug"]), card, _alt(card), said)


def of_page(language: str, name: str, said: Content) -> Picture | None:
    """The card of the first page (""), or of a list by the word in its address, `statements` or `people`; else None.

    Gettext must be in the language.
    """
    mission = _mission(said, language)
    if not name:
        cover = Cover(language, mission, said["taglines"].get(language, ""))
        return _picture(f"/{language}/", cover, mission, said)
    titles = {
        **{section: labels.section(kind) for kind, section in SECTIONS.items()},
        "releases": labels.section(""),
        "people": _("People"),
        "topics": _("Topics"),
        "calendar": _("Calendar"),
    }
    if name not in titles:
        return None
    cover = Cover(language, titles[name], mission)
    return _picture(f"/{language}/{name}/", cover, f"{titles[name]}{_MIDDLE_DOT}{mission}", said)


def of_named(
    section: str,
    slug: str,
    *,
    kind: str,
    name: str,
    language: str,
    said: Content,
    title: str = "",
    organisation: str = "",
) -> Picture | None:
    """The card of a person, with an office where one is known, or of a topic. Gettext must be in the language."""
    card = Card(language, _short(said, language), kind, name, date="", speaker=title, office=organisation)
    return _picture(f"/{language}/{section}/{slug}/", card, _joined(name, title, organisation), said)


def files(content: Content) -> Files | None:
    """Under which addresses a release is sent as a drawing; None of one that has none."""
    language = content["language"]
    if content["kind"] == "statistic" and comparable.comparison(content["statistic"]["observations"]):
        name: Name = "chart"
    elif content["kind"] == "media" and mapping.drawn(content):
        name = "map"
    else:
        return None
    path = f"{page(language, content['kind'], content['slug'])}{name}"
    return Files(name, f"{path}.svg", f"{path}.png" if raster.can_draw(language) else "")


def svg(content: Content, said: Content) -> str | None:
    """A statistic's chart in the mission's colour and with its name, or a drawn map, as a file; None of all else.

    From a content or a card of it. No query.
    """
    language = content["language"]
    if content["kind"] != "statistic":
        return mapping.map_svg(content, standalone=True)
    mark = colours.hexadecimal(colours.readable(colours.parse(colours_of(said)[0]), on=colours.LIGHT))
    return charting.chart_svg(content, language, palette=Palette(mark=mark), footing=_mission(said, language))


def png(drawn: str, language: str) -> bytes:
    """Of what `svg` gives, as wide as a page of a newspaper wants it. Ask `raster.can_draw` before."""
    return raster.kept_png(drawn, width_px=_PRESS_WIDTH_PX, language=language)


def _picture(folder: str, drawing: Card | Cover, alt: str, said: Content) -> Picture | None:
    hand = cards.hand(drawing.language)
    if hand is None:
        return None
    own = Colours(*colours_of(said))
    drawn = canonical({"hand": hand, "drawing": asdict(drawing), "colours": asdict(own)})
    digest = digest_of(drawn)
    return Picture(f"{folder}card-{digest[:_DIGITS]}.png", alt, drawing, own)


def _mission(said: Content, language: str) -> str:
    source = said["source_language"]
    return pick(said["names"], language, source)[1]


def _short(said: Content, language: str) -> str:
    """As the head of each page has it."""
    return pick(said["short_names"], language, said["source_language"])[1] or _mission(said, language)


def _day(instant: dt.datetime, zone: str, language: str) -> str:
    local = instant.astimezone(zoneinfo.ZoneInfo(zone))
    return str(format_date(local.date(), "long", locale=observed.locale_of(language)))


def _quotation(body: Content) -> dict[str, str]:
    said = body["statement"]
    office = said["speaker"]["office"]
    return {
        "quotation": labels.quoted(said["words"], mode_=said["mode"], language=body["language"]),
        "speaker": said["speaker"]["name"],
        "office": office["title"] if office else "",
    }


def _figure(body: Content) -> dict[str, str]:
    """Of a statistic its first value; of any other release the first that its text shows, else the first it cites."""
    if body["kind"] == "statistic":
        if not body["statistic"]["observations"]:
            return {}  # a draft that is looked at before its figures are there
        row = body["statistic"]["observations"][0]
        return {"figure": row["display"], "figure_label": _beside(row, body["language"])}
    known = {card["uid"]: card for card in body["cites"] if card["kind"] == "statistic"}
    shown = [block for block in body["body"] if block["type"] == "figure"]
    card = known.get(shown[0]["cites"]) if shown else next(iter(known.values()), None)
    if card is None or card["language"] != body["language"]:
        return {}
    rows = card["statistic"]["observations"]
    row = next((row for row in rows if shown and row["id"] == shown[0]["observation"]), rows[0])
    return {"figure": row["display"], "figure_label": _joined(card["title"], _beside(row, body["language"]))}


def _beside(row: Content, language: str) -> str:
    period = observed.period(row, language) or observed.reduced(row["as_of"], language)
    return _joined(observed.nature(row["nature"]), period.words if period else "")


def _joined(*parts: str) -> str:
    return _MIDDLE_DOT.join(part for part in parts if part)


def _alt(card: Card) -> str:
    if card.quotation:
        return f"{card.quotation} — {_joined(card.speaker, card.office)}"
    return _joined(card.headline, card.figure, card.figure_label)
