"""Titles and summaries of a length that fits, headings in order, nothing left to be filled in."""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .context import Context
from .finding import Finding
from .numbers import read_numbers
from .passages import Passage, Read, kept
from .registry import check

LONGEST_TITLE = 120
LONGEST_SUMMARY = 320


@check("title.length", _("Length of the title"), severity="warning")
def title_length(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        yield from _too_long(
            text,
            "title",
            LONGEST_TITLE,
            message=_("The title has %(count)s characters; lists, feeds and cards cut it after %(most)s."),
            hint=_("Say the news in fewer words, and leave the rest to the summary."),
        )


@check("summary.length", _("Length of the summary"), severity="warning", kinds=("briefing", "statement"))
def summary_length(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        yield from _too_long(
            text,
            "summary",
            LONGEST_SUMMARY,
            message=_("The summary has %(count)s characters; one sentence of up to %(most)s is read."),
            hint=_("Keep the one thing a reader must know, and move the rest into the body."),
        )


def _too_long(text: Read, field: str, most: int, *, message: Promise, hint: Promise) -> Iterator[Finding]:
    for passage in text.own:
        if passage.field == field and len(passage.text) > most:
            yield Finding(
                text.uid,
                text.language,
                message,
                hint,
                passage.whole,
                passage.text,
                values={"count": len(passage.text), "most": most},
            )


@check("headings.order", _("Order of the headings"), severity="warning")
def headings_order(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        yield from _headings(text)


def _headings(text: Read) -> Iterator[Finding]:
    headings = [passage for passage in text.body if passage.tag in {"h2", "h3"}]
    seen_h2 = False
    for heading in headings:
        seen_h2 = seen_h2 or heading.tag == "h2"
        if heading.tag == "h3" and not seen_h2:
            yield Finding(
                text.uid,
                text.language,
                _("The sub-heading “%(heading)s” stands under no heading."),
                _("Make it a heading, or put one before it: readers who listen go from heading to heading."),
                heading.whole,
                heading.text,
                values={"heading": heading.text},
            )
    blocks = text.content["body"]
    for heading, after in zip_longest(text.body, text.body[1:]):
        if heading.tag in {"h2", "h3"} and _is_empty(heading, after, len(blocks)):
            yield Finding(
                text.uid,
                text.language,
                _("Nothing stands under the heading “%(heading)s”."),
                _("Write what it announces, or take it away."),
                heading.whole,
                heading.text,
                values={"heading": heading.text},
            )


def _is_empty(heading: Passage, after: Passage | None, blocks: int) -> bool:
    """Whether another heading of its level or above, or the end, follows with no other block between."""
    own = heading.block or 0
    if after is None:
        return own == blocks - 1
    between = (after.block or 0) - own > 1
    return not between and after.tag in {"h2", "h3"} and after.tag <= heading.tag


# What people leave where something is still to come, in brackets: “[the President]” in a quotation is none of it.
_BRACKETED: Mapping[str, str] = {
    "en": "name|names|date|time|title|place|city|venue|number|figure|amount|link|quote|caption|photo|source|insert|"
    "to come|tbc|tbd|tk|to be confirmed|your name|speaker|office|todo|check|fill in",
    "ru": "имя|имена|фамилия|фио|дата|время|должность|место|город|число|цифра|сумма|ссылка|цитата|подпись|фото|"
    "источник|вставить|уточнить|название|уточняется",
    "kk": "аты|есімі|аты-жөні|күні|уақыты|лауазымы|орны|қала|саны|сома|сілтеме|дәйексөз|фото|дереккөз|нақтылау|атауы",
    "ur": "نام|تاریخ|وقت|عہدہ|مقام|شہر|تعداد|رقم|ربط|لنک|اقتباس|تصویر|ماخذ|عنوان|درج کریں",
}
_PLACEHOLDERS = re.compile(
    r"(?P<roman>\b(?:X{3,}|Х{3,})\b)"
    r"|\b(?:TK){1,3}\b|\bTKTK\w*|\bTB[CDA]\b|\b(?:TODO|FIXME)\b|\bx{4,}\b|\bх{4,}\b"
    r"|\b[Ll]orem\s+ipsum\b[^.!?]*"
    r"|[?؟]{3,}|_{3,}|\.{6,}|\{\{.*?\}\}|%\(\w+\)s|<[A-Za-zА-Яа-я ]{2,30}>"
    r"|[\[<]\s*(?:(?i:" + "|".join(_BRACKETED.values()) + r"))(?:\s+[^\]\[<>]{1,24})?\s*[\]>]",
)


@check("placeholders", _("Placeholders"), severity="error")
def placeholders(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for passage in text.passages:
            for start, end in _placeholders_in(passage.text, text.language):
                said = passage.text[start:end]
                yield Finding(
                    text.uid,
                    text.language,
                    _("“%(passage)s” stands where words are still to come."),
                    _("Write them, or take the sentence out."),
                    passage.at(start, end),
                    said,
                    values={"passage": said},
                )


@kept
def _placeholders_in(text: str, language: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        found.span()
        for found in _PLACEHOLDERS.finditer(text)
        if not (found["roman"] and _is_a_number(text, found.start(), language))
    )


_MEASURED = re.compile(
    r"\s*(?:%|٪|\$|USD|million|billion|thousand|percent|per cent|bn\b|m\b|тыс|млн|млрд|мил"
    r"|процент|мың|пайыз|[^\w\s]|\Z"
    # A Roman number counts or numbers something: what follows is no conjunction.
    r"|(?:and|or|of|in|on|at|to|for|from|with|will|was|were|has|had|и|в|на|от|по|және|мен|اور|میں|نے|سے)\b)",
    re.IGNORECASE,
)


def _is_a_number(text: str, start: int, language: str) -> bool:
    """XXX session: a Roman thirty. Nobody writes XXX million with one."""
    numbers = [number for number in read_numbers(text, language=language) if number.start <= start < number.end]
    return bool(numbers) and not _MEASURED.match(text, numbers[0].end)


_FILE_NAME = re.compile(
    r"(?:(?:img|dsc|dscn|pxl|image|photo|pic|picture|screenshot|whatsapp image)[\s_\-]?\d[\w\-]*|\S+)"
    r"\.(?:jpe?g|png|gif|webp|tiff?|heic|pdf|mp4)|(?:img|dsc|dscn|pxl)[_\-]?\d+",
    re.IGNORECASE,
)
_NOTHING_SAID = frozenset(
    [
        "image",
        "picture",
        "photo",
        "photograph",
        "graphic",
        "map",
        "logo",
        "alt",
        "text",
        "фото",
        "фотография",
        "изображение",
        "картинка",
        "рисунок",
        "карта",
        "сурет",
        "фотосурет",
        "кескін",
        "تصویر",
        "فوٹو",
        "نقشہ",
    ]
)


@check("alt_text.missing", _("Alternative text"), severity="error", kinds=("media",))
def alt_text(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        media = text.content["media"]
        said = media["alt_text"].strip()
        words = said.lower().strip(" .").split()
        if media["decorative"]:
            continue
        if not said:
            yield Finding(
                text.uid,
                text.language,
                _("The alternative text is missing."),
                _("Say what a reader who does not see the picture should know, or mark it as decorative."),
            )
        elif _FILE_NAME.fullmatch(said) or (words and set(words) <= _NOTHING_SAID):
            yield Finding(
                text.uid,
                text.language,
                _("The alternative text “%(passage)s” says nothing of what the picture shows."),
                _("Say what a reader who does not see the picture should know, or mark it as decorative."),
                text.own[-1].whole,
                said,
                values={"passage": said},
            )
