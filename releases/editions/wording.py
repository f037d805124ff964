"""A content as passages of plain words, each with the name of its place: what two contents are compared by.

Gettext must be in the language of whoever reads the comparison; dates are written in the content's.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext as _

from releases.authoring.models import MediaAsset, Observation, Statement

from .canonical import parse_instant

Content = Mapping[str, Any]
_BLOCKS = {"p", "h2", "h3", "h4", "li", "blockquote"}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Passage:
    """`key` is the same in two contents for the same place; "" where only the words can tell. `name` is for people.

    `whole` words, such as a figure or a date, are replaced and not changed word by word.
    """

    key: str
    name: str
    text: str
    language: str
    whole: bool = False


def facts(content: Content) -> list[Passage]:
    """Title, summary and the facts of the kind, of a content or of a card; those that are empty too."""
    language = content["language"]
    rows = [
        ("title", _("title"), content["title"], False),
        ("summary", _("summary"), content["summary"], False),
        *_FACTS[content["kind"]](content[content["kind"]], language),
    ]
    if "topics" in content:
        rows += [
            ("slug", _("address"), content["slug"], True),
            ("topics", _("topics"), _listed(content["topics"]), False),
            ("organisations", _("organisations"), _listed(content["organisations"]), False),
            *(
                (f"biography-{one['slug']}", _("biography"), one["biography"], False)
                for one in content.get("people", [])
                if "biography" in one
            ),
            ("note", _("note on the translation"), content["note"], False),
        ]
    return [Passage(key, name, text, language, whole) for key, name, text, whole in rows]


def body(content: Content) -> list[Passage]:
    """The body by paragraphs; what it shows of another release as a reader sees it there."""
    return [passage for passages in by_block(content) for passage in passages]


def by_block(content: Content) -> list[list[Passage]]:
    """The passages of the body, block by block, in its order."""
    cards = {card["uid"]: card for card in content["cites"]}
    return [list(_block(block, cards, content["language"])) for block in content["body"]]


def paragraphs(html: str) -> list[str]:
    """Our own sanitised HTML as paragraphs of words; the address of a link follows its words in brackets."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found


_Row = tuple[str, str, str, bool]


def _briefing(briefing: Mapping[str, Any], language: str) -> Iterator[_Row]:
    yield "held_on", _("held on"), _date(briefing["held_on"], language), True
    yield "starts_at", _("starts at"), _instant(briefing["starts_at"]), True
    yield "ends_at", _("ends at"), _instant(briefing["ends_at"]), True
    yield "venue", _("venue"), briefing["venue"], False
    yield "place", _("place"), briefing["place"], False
    yield "speakers", _("speakers"), "; ".join(_person(speaker) for speaker in briefing["speakers"]), False
    yield "accreditation", _("accreditation"), briefing.get("accreditation", ""), False


def _statement(statement: Mapping[str, Any], language: str) -> Iterator[_Row]:
    yield "words", _("words"), statement["words"], False
    yield "mode", _("mode"), str(Statement.Mode(statement["mode"]).label), True
    yield "speaker", _("speaker"), _person(statement["speaker"]), False
    yield "original_language", _("original language"), statement["original_language"], True
    yield "delivered_on", _("delivered on"), _date(statement["delivered_on"], language), True
    yield "occasion", _("occasion"), statement["occasion"], False


def _statistic(statistic: Mapping[str, Any], language: str) -> Iterator[_Row]:
    for row in statistic["observations"]:
        yield f"value-{row['id']}", _("value"), row["display"], True
        yield f"nature-{row['id']}", _("nature"), str(Observation.Nature(row["nature"]).label), True
        for name, label in (
            ("period_from", _("reference period from")),
            ("period_until", _("reference period until")),
            ("as_of", _("as of")),
        ):
            yield f"{name}-{row['id']}", label, _date(row[name], language), True
        yield f"source-{row['id']}", _("source"), row["source"], False


def _media(media: Mapping[str, Any], language: str) -> Iterator[_Row]:
    yield "type", _("type"), str(MediaAsset.Type(media["type"]).label), True
    yield "alt_text", _("alternative text"), media["alt_text"], False
    yield "creator", _("creator"), media["creator"], False
    yield "credit_line", _("credit line"), media["credit_line"], False
    yield "copyright_notice", _("copyright notice"), media["copyright_notice"], False
    yield "usage_terms", _("usage terms"), media["usage_terms"], False
    yield "taken_on", _("made on"), _date(media["taken_on"], language), True
    yield "place_taken", _("place"), media["place"], False
    yield "licence_until", _("licence until"), _date(media["licence_until"], language), True
    drawn = media.get("map") or {"routes": [], "places": [], "source": ""}
    yield "routes", _("routes"), _listed(drawn["routes"]), False
    yield "places", _("places"), _listed(drawn["places"]), False
    yield "boundaries", _("source of the boundaries"), drawn["source"], False


_FACTS = {"briefing": _briefing, "statement": _statement, "statistic": _statistic, "media": _media}


def _block(block: Mapping[str, Any], cards: Mapping[str, Content], language: str) -> Iterator[Passage]:
    kind = block["type"]
    if kind == "text":
        yield from (Passage("", _("text"), text, language) for text in paragraphs(block["html"]))
    elif kind == "answer":
        mode = _("verbatim") if block["mode"] == "verbatim" else _("summary")
        yield Passage("", _("question"), f"{block['question']} ({mode})", language)
        yield from (Passage("", _("answer"), text, language) for text in paragraphs(block["html"]))
    elif kind == "table":
        yield from (Passage("", _("table"), caption, language) for caption in filter(None, [block["caption"]]))
        yield from (Passage("", _("row of a table"), " | ".join(row), language) for row in block["rows"])
    else:
        yield _shown(block, cards[block["cites"]])


def _shown(block: Mapping[str, Any], card: Content) -> Passage:
    if block["type"] == "quote":
        said = card["statement"]
        return Passage("", _("quote"), f"{said['words']} — {_person(said['speaker'])}", card["language"])
    if block["type"] == "figure":
        row = next(row for row in card["statistic"]["observations"] if row["id"] == block["observation"])
        return Passage("", _("figure"), f"{card['title']}: {row['display']}", card["language"])
    if block["type"] == "chart":
        values = "; ".join(row["display"] for row in card["statistic"]["observations"])
        return Passage("", _("chart"), f"{card['title']}: {values}", card["language"])
    name = _("chart") if block["type"] == "chart" else _("picture")
    return Passage("", name, f"{card['title']}. {card['summary']}", card["language"])


def _person(person: Mapping[str, Any]) -> str:
    office = person["office"] or {}
    return ", ".join(filter(None, (person["name"], office.get("title", ""), office.get("organisation", ""))))


def _listed(named: list[Mapping[str, Any]]) -> str:
    return "; ".join(one["name"] for one in named if one["name"])


def _date(date: Mapping[str, str] | None, language: str) -> str:
    if date is None:
        return ""
    day = dt.date.fromisoformat((date["date"] + "-01-01")[:10])
    locale = {"en": "en_GB"}.get(language, language)
    if date["precision"] == "month":
        return str(format_skeleton("yMMMM", dt.datetime.combine(day, dt.time()), locale=locale))
    return str(format_date(day, "y" if date["precision"] == "year" else "long", locale=locale))


def _instant(value: str | None) -> str:
    return f"{parse_instant(value):%Y-%m-%d %H:%M} UTC" if value else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.flush()
        elif tag == "br":
            self.text += " "
        elif tag == "a":
            self.address = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        elif tag == "a" and self.address:
            self.text += f" ({self.address})"
            self.address = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def flush(self) -> None:
        if text := _SPACES.sub(" ", self.text).strip():
            self.found.append(text)
        self.text = ""
