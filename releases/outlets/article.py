"""A release as HTML that stands by itself in a reader's program: every address whole, nothing that needs our styles."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from releases.authoring.languages import direction, interface_language
from releases.outlets import addresses, charting, flow, mapping

Absolute = Callable[[str], str]
Card = Mapping[str, Any]
_LINK = re.compile(r'(?<=\shref=")(/[^"]*)')
_WIDTH_PX = 1280


def html(content: dict[str, Any], note: str, absolute: Absolute) -> str:
    """Note, summary, own facts, body. Gettext must be in the content's language."""
    parts = "\n".join(_parts(content, note, absolute))
    language = content["language"]
    return format_html('<div lang="{}" dir="{}">\n{}\n</div>', language, direction(language), mark_safe(parts))  # noqa: S308  each part is escaped


def _parts(content: dict[str, Any], note: str, absolute: Absolute) -> Iterator[SafeString]:
    if note:
        yield format_html("<p><strong>{}</strong></p>", note)
    yield format_html("<p>{}</p>", content["summary"])
    if content["note"]:
        yield format_html("<p><em>{}</em></p>", content["note"])
    yield from _card(content, absolute)
    cards = {card["uid"]: card for card in content["cites"]}
    for block in content["body"]:
        yield from _block(block, cards, absolute)


def _block(block: Card, cards: Mapping[str, Card], absolute: Absolute) -> Iterator[SafeString]:
    if block["type"] == "text":
        yield _whole(block["html"], absolute)
    elif block["type"] == "answer":
        mark = _("verbatim") if block["mode"] == "verbatim" else _("summary")
        yield format_html("<h3>{} ({})</h3>", block["question"], mark)
        yield _whole(block["html"], absolute)
    elif block["type"] == "figure":
        card = cards[block["cites"]]
        yield from (
            _figure(card, row) for row in card["statistic"]["observations"] if row["id"] == block["observation"]
        )
    elif block["type"] == "chart":
        yield _table(cards[block["cites"]])
    elif block["type"] == "table":
        yield table(flow.table(block))
    else:
        yield from _card(cards[block["cites"]], absolute)


def _card(card: Card, absolute: Absolute) -> Iterator[SafeString]:
    """The facts of one release: its words, its figures, its picture."""
    if "statement" in card:
        words, attribution = flow.quote(card["statement"]).rsplit("\n", 1)
        element = "p" if card["statement"]["mode"] == "paraphrase" else "blockquote"
        yield format_html("<{0}>{1}</{0}>\n<p>{2}</p>", mark_safe(element), words, attribution)  # noqa: S308  one of two names
    elif "statistic" in card:
        yield from (_figure(card, row) for row in card["statistic"]["observations"])
    elif "media" in card:
        yield _media(card, absolute)


def _figure(card: Card, row: Card) -> SafeString:
    return format_html("<p>{}</p>", flow.figure_line(dict(card), dict(row)))


def _table(card: Card) -> SafeString:
    """The numbers of a chart, which a reader's program would not draw as we do."""
    lines = charting.lines(card, interface_language())
    rows = format_html_join(
        "\n", '<tr><th scope="row">{}</th><td>{}</td></tr>', ((row.label, row.shown) for row in lines)
    )
    return format_html("<table>\n<caption>{}</caption>\n{}\n</table>", card["title"], rows)


def table(shown: flow.Table) -> SafeString:
    """As a table with its names marked as such."""
    caption = format_html("<caption>{}</caption>\n", shown.caption) if shown.caption else ""
    rows = (_row(shown, row, number) for number, row in enumerate(shown.rows))
    return format_html(
        "<table>\n{}{}\n</table>", caption, format_html_join("\n", "<tr>{}</tr>", ((row,) for row in rows))
    )


def _row(shown: flow.Table, row: list[str], number: int) -> SafeString:
    def cell(column: int, text: str) -> SafeString:
        if shown.header_row and number == 0:
            return format_html('<th scope="col">{}</th>', text)
        if shown.header_column and column == 0:
            return format_html('<th scope="row">{}</th>', text)
        return format_html("<td>{}</td>", text)

    return format_html_join("", "{}", ((cell(column, text),) for column, text in enumerate(row)))


def _media(card: Card, absolute: Absolute) -> SafeString:
    media, slug = card["media"], card["slug"]
    plain = [row for row in media["renditions"] if row["media_type"] == "image/jpeg" and not row["crop"]]
    shown = min(plain, key=lambda row: abs(row["width_px"] - _WIDTH_PX), default=None)
    picture = SafeString("")
    if shown:
        picture = format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">',
            absolute(addresses.media(slug, shown)),
            media["alt_text"],
            shown["width_px"],
            shown["height_px"],
        )
    if media["file"]:
        path = addresses.document(slug, media["file"]["digest"], media["file"]["media_type"])
        picture = format_html('{}<a href="{}">{}</a>', picture, absolute(path), card["title"])
    if found := mapping.drawn(card):
        picture = _map(found, media["alt_text"])
    return format_html("<figure>{}<figcaption>{}</figcaption></figure>", picture, flow.credit_line(dict(card)))


def _map(found: Card, description: str) -> SafeString:
    """In words: a reader's program takes no drawing from a text, and no file goes with a map."""
    named = [name for names in mapping.names(found) for name in names]
    items = format_html_join("\n", "<li>{}</li>", ((name,) for name in named))
    return format_html("<p>{}</p>\n<ul>\n{}\n</ul>", description, items)


def _whole(sanitised: str, absolute: Absolute) -> SafeString:
    """Our own HTML with its links made whole; links within the page lose their target."""
    return mark_safe(_LINK.sub(lambda found: escape(absolute(found[1])), sanitised))  # noqa: S308  `authoring.cleaning` let it through
