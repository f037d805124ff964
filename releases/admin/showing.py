"""The content of an edition, arranged for reading at the desk: each block together with what it cites."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from babel import Locale
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from releases.authoring.cleaning import clean_html
from releases.authoring.languages import direction, interface_language, own_name
from releases.authoring.models import Statement
from releases.outlets import article, charting, flow, mapping

from .clocks import offset
from .media import address_of_file


@dataclass
class Shown:
    """Words and facts as a template lays them out; `html` has been through our sanitiser once more."""

    content: dict[str, Any]
    facts: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)

    @property
    def language(self) -> str:
        return str(self.content["language"])

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def language_name(self) -> str:
        return own_name(self.language)


def shown(content: dict[str, Any]) -> Shown:
    """Takes content of the shape `edition/1`; asks nothing of the database."""
    cards = {card["uid"]: card for card in content["cites"]}
    blocks = [_block(block, cards, number) for number, block in enumerate(content["body"])]
    in_body = {block.get("cites") for block in content["body"]}
    others = [_card(card) for card in content["cites"] if card["uid"] not in in_body]
    return Shown(content, _facts(content), blocks, others)


def _block(block: dict[str, Any], cards: dict[str, Any], number: int) -> dict[str, Any]:
    if "html" in block:
        # Sanitised when it was saved; here once more, since a row may have come by another way.
        return {**block, "html": mark_safe(clean_html(block["html"]))}  # noqa: S308  nh3 has cleaned it
    if block["type"] == "table":
        return {"type": "table", "table": article.table(flow.table(block))}
    card = _card(cards[block["cites"]])
    if block["type"] == "figure":
        rows = card["card"]["statistic"]["observations"]
        card["figures"] = [row["display"] for row in rows if row["id"] == block["observation"]]
    if block["type"] == "chart":
        drawn = charting.chart_svg(card["card"], card["card"]["language"], key=f"chart-{number}")
        card["drawing"] = mark_safe(drawn or "")  # noqa: S308  built as XML, which escapes every word
    return {"type": block["type"], **card}


def _card(card: dict[str, Any]) -> dict[str, Any]:
    statistic, statement = card.get("statistic"), card.get("statement")
    return {
        "card": card,
        "figures": [row["display"] for row in statistic["observations"]] if statistic else [],
        "speaker": _speaker(statement["speaker"]) if statement else "",
        "image": (_image(card["media"]) or _map(card)) if card.get("media") else "",
        "direction": direction(card["language"]),
    }


def _image(media: dict[str, Any]) -> SafeString | str:
    """The smallest whole picture; "" for a sound, and for a map, whose drawing stands by itself."""
    whole = [rendition for rendition in media["renditions"] if not rendition["crop"]]
    if not whole:
        return ""
    address = address_of_file(min(whole, key=lambda rendition: rendition["width_px"])["digest"])
    return format_html('<img class="desk-picture" src="{}" alt="{}">', address, media["alt_text"])


def _map(content: dict[str, Any]) -> SafeString | str:
    """The drawing; "" where there is none."""
    drawn = mapping.map_svg(content, standalone=True)
    if drawn is None:
        return ""
    return format_html('<div class="desk-map">{}</div>', mark_safe(drawn))  # noqa: S308  it escapes each word


def _file(media: dict[str, Any]) -> SafeString | str:
    """A link to the public copy of a document or a recording; "" for a picture."""
    file = media["file"]
    return file and format_html('<a href="{}">{}</a>', address_of_file(file["digest"]), file["media_type"])


def _speaker(person: dict[str, Any]) -> str:
    return ", ".join(part for part in (person["name"], person["office"] and person["office"]["title"]) if part)


def _facts(content: dict[str, Any]) -> list[tuple[str, str]]:
    kinds = {"briefing": _briefing, "statement": _statement, "statistic": _statistic, "media": _media}
    named = [
        (_("Address"), content["slug"]),
        (_("Map"), _map(content)),
        *kinds[content["kind"]](content[content["kind"]]),
        (_("Topics"), ", ".join(topic["name"] for topic in content["topics"])),
        (_("Organisations"), ", ".join(body["name"] for body in content["organisations"])),
        (_("Note on the translation"), content["note"]),
    ]
    return [(name, value) for name, value in named if value]


def _date(date: dict[str, str] | None) -> str:
    return date["date"] if date else ""


def _moment(instant: str | None) -> str:
    """In the mission's time, as the other times of the desk."""
    if not instant:
        return ""
    local = timezone.localtime(dt.datetime.fromisoformat(instant))
    return f"{local:%Y-%m-%d %H:%M} ({offset(local)})"


def _language(tag: str) -> str:
    """Any language of the world, by the name that the desk's has for it."""
    return str(Locale.parse(interface_language()).languages.get(tag, tag))


def _briefing(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Held on"), _date(facts["held_on"])),
        (_("Starts at"), _moment(facts["starts_at"])),
        (_("Ends at"), _moment(facts["ends_at"])),
        (_("Venue"), facts["venue"]),
        (_("Place"), facts["place"]),
        (_("Accreditation"), facts.get("accreditation", "")),
        (_("Speakers"), "; ".join(_speaker(person) for person in facts["speakers"])),
    ]


def _statement(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Words"), facts["words"]),
        (_("Mode"), str(Statement.Mode(facts["mode"]).label)),
        (_("Speaker"), _speaker(facts["speaker"])),
        (_("Delivered on"), _date(facts["delivered_on"])),
        (_("Occasion"), facts["occasion"]),
        (_("Original language"), _language(facts["original_language"])),
    ]


def _statistic(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [(_("Figure"), _observation(row)) for row in facts["observations"]]


def _observation(row: dict[str, Any]) -> str:
    period = "–".join(filter(None, (_date(row["period_from"]), _date(row["period_until"]))))
    about = [row["nature"], period, _date(row["as_of"]), row["source"]]
    return f"{row['display']} ({', '.join(part for part in about if part)})"


def _media(facts: dict[str, Any]) -> list[tuple[str, str]]:
    drawn = facts.get("map") or {}
    return [
        (_("Picture"), _image(facts)),
        (_("On the map"), ", ".join(named["name"] for part in ("routes", "places") for named in drawn.get(part, ()))),
        (_("File"), _file(facts)),
        (_("Captions"), _("in this language") if facts["captions"] else ""),
        (_("Alternative text"), facts["alt_text"] or _("decorative")),
        (_("Creator"), facts["creator"]),
        (_("Credit line"), facts["credit_line"]),
        (_("Copyright notice"), facts["copyright_notice"]),
        (_("Usage terms"), facts["usage_terms"]),
        (_("Licence until"), _date(facts["licence_until"])),
        (_("Place"), facts["place"]),
        (_("Made on"), _date(facts["taken_on"])),
    ]
