"""Numbers that state something, and of which nobody keeps a statistic: a multiple, an age, so many pages, hours.

They are held against the other languages as any number is; only where they come from is not asked.
"""

import re

from .measures import is_far, is_length
from .measuring import COUNTS
from .numbers import Number
from .passages import sentence_at
from .patterns import compiled

_OLDEST, _MIDNIGHT = 110, 24
_YEAR_DIGITS, _FIRST_YEAR, _LAST_YEAR = 4, 1000, 2100
# Three times as much, twelve times a year: between two figures, or how often.
_TIMES = {
    "en": r"\A[\s-]*(?:times|-?fold)\b",
    "ru": r"\A\s*раза?\b",
    "kk": r"\A\s*(?:есе\w*|рет)\b",
    "ur": r"\A\s*(?:گنا|بار|مرتبہ)(?!\w)",
}
# How long a text is.
_PAGES = {
    "en": r"\A(?:\s+[\w-]+)?[\s-]+(?:pages?|words|characters|paragraphs)\b",
    "ru": r"\A(?:\s+\w+)?\s+(?:страниц\w*|стр\.|слов\b|знак(?:ов|а|и)\b)",
    "kk": r"\A[\s-]*(?:бет\w*|сөз(?:ден|дік|ге)?\b|таңба\w*)",
    "ur": r"\A\s*(?:صفح\w+|الفاظ|حروف)",
}
# The parts of a document, in brackets behind its name.
_PARTS = re.compile(
    r"\A\s+(?:articles?|annex(?:es)?|chapters?|volumes?|стат(?:ей|ьи|ья)|приложени\w+|глав[аы]?|том\w*|бап|қосымша\w*"
    r"|آرٹیکل|دفعات|ضمیم\w+|ابواب|جلد\w+)(?!\w)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\Z")
_AGE = {
    "en": r"\b(?:ages?|aged)\b(?:\W+\w+){0,2}\W+\Z"
    r"|\b(?:[a-z]{3,}s|children|people|men|women|youth|anyone|everyone|those|be|are|is)"
    r"\s+(?:who are\s+|aged\s+)?(?:under|over|below|above|older than|younger than)\s+\Z"
    r"|\b(?:older|younger) than\s+\Z|\b(?:youngest|oldest|eldest)\s+(?:\w+\s+){0,2}\Z",
    "ru": r"\bвозраст\w*(?:\s+\w+){0,2}\W+\Z|\b(?:младшему|старшему|старше|моложе|младше)\W+\Z",
    "kk": r"\bжас(?:ы|тары|тағы|қа|та)?\W+(?:\w+\s+)?\Z",
    "ur": r"عمر(?:یں)?(?:\s+\S+){0,2}\s+\Z",
}
# Whatever else follows is what is counted: under 12 flags.
_NOTHING_COUNTED = re.compile(
    r"\A\s*(?:\Z|[.,;:)—–!?۔،؛]|(?:and|or|on|at|to|by|in|with|who|from|may|must|can|are|is)\b)"
)
# In 1420: four bare digits that count nothing.
_IN_YEAR = re.compile(r"\b(?:in|since|around|about|circa|c\.|from|until|till|before|after|by)\s+\Z", re.IGNORECASE)
# Of a unit that is not read: 8.2 GHz, 10 МБ.
_UNIT_AFTER = re.compile(
    r"\A[ \u00a0](?:[kMGTкМГТ]?(?:Hz|Гц|B|Б|bit|бит|px|dpi|V|A|W|dB)|knots?|узл\w+|узел|торап|ناٹ"
    r"|(?:کلو|میگا|گیگا) ?(?:ہرٹز|بائٹ))(?!\w)"
)
# Open from 10 to 18.
_OPEN = re.compile(
    r"\b(?:open|opens|opening|daily|visited|hours|weekdays|workdays|открыт\w*|ежедневно|будням|работает|ашық|күн сайын"
    r"|жұмыс)\b|کھل[اےی]|روزانہ|کام کے دن",
    re.IGNORECASE,
)
# What makes a thing one of its kind: firms with over 50 employees.
_KIND_BEFORE = {
    "en": r"\bwith\s+(?:over|more than|fewer than|less than|under|up to|at least|at most)\s+\Z",
    "ru": r"\b(?:числом|количеством)\s+\w+\s+(?:свыше|более|менее|до|от)\s+\Z|\bс\s+(?:более|менее) чем\s+\Z",
    "kk": r"(?!)",
    "ur": r"(?!)",
}
_KIND_AFTER = {
    "en": r"(?!)",
    "ru": r"(?!)",
    "kk": r"\A[\w-]*(?:\s+\w+){1,2}\s+бар\b",
    "ur": r"\A(?:\s+\S+){1,4}\s+وال[ےیا](?!\w)",
}
# A decimal of nothing that is read is a grade, a price in cents, an index; a figure where the sentence says it was so.
_WAS = {
    "en": r"\b(?:was|is|were|are|reached|stood at|stands at|came to|averaged|measured|amounted to|to)\s+(?:\w+\s+)?\Z",
    "ru": r"\b(?:составил\w*|составляет|достиг\w*|равн\w+|был[аои]?|до)\s+(?:\w+\s+)?\Z|[—–]\s+\Z",
    "kk": r"\A[\w-]*\s+(?:болды|болған|құрады|құрайды|жетті|еді)\b",
    "ur": r"\A\s+(?:تھی|تھا|رہی|رہا|ہے|ہو گئی|ہو گیا|تک پہنچ)(?!\w)",
}
# What one of a currency is worth.
_RATE = re.compile(r"\A\s*[=≈]")
# Some of those that were just counted: of 24 teachers, of whom nine …
_OF_WHOM = re.compile(
    r"\b(?:of (?:them|whom|which|these|those)|among them|из них|из которых|среди них|олардың|оның ішінде|соның ішінде"
    r")\b|جن میں سے|ان میں سے|جن میں",
    re.IGNORECASE,
)


_MULTIPLE, _LENGTH, _AGED, _FOUND = compiled(_TIMES), compiled(_PAGES), compiled(_AGE), compiled(_WAS)
_OF_A_KIND = compiled(_KIND_BEFORE), compiled(_KIND_AFTER)


def is_unsourced(text: str, number: Number, language: str) -> bool:
    start, end = sentence_at(text, number.start)
    before, after = text[max(start, number.start - 60) : number.start], text[number.end : min(end, number.end + 40)]
    if _RATE.match(after):
        return True
    if is_length(number):
        return is_far(before, after, language)
    if number.unit not in COUNTS or number.ratio:
        return False
    hours = number.kind == "range" and number.high is not None and number.high <= _MIDNIGHT
    return bool(
        (hours and _OPEN.search(text, start, end))
        or _UNIT_AFTER.match(after)
        or _MULTIPLE[language].match(after)
        or _LENGTH[language].match(after)
        or (_PARTS.match(after) and _IN_BRACKETS.search(before))
        or (is_bare_decimal(number) and not _is_found(before, after, language))
        or _is_of_a_kind(before, after, number, language)
        or (language == "en" and _is_year(before, after, number))
        or _is_age(before, after, number, language)
    )


def is_bare_decimal(number: Number) -> bool:
    return number.unit == "1" and number.kind == "quantity" and number.value % 1 != 0


def is_a_part(text: str, number: Number) -> bool:
    """Of a number before it, in its sentence."""
    start, end = sentence_at(text, number.start)
    lead = _OF_WHOM.search(text, start, min(end, number.end + 24))
    return lead is not None and any(letter.isdigit() for letter in text[start : lead.start()])


def _is_found(before: str, after: str, language: str) -> bool:
    """The magnitude was 6.7."""
    return bool(_FOUND[language].search(after if language in {"kk", "ur"} else before))


def _is_of_a_kind(before: str, after: str, number: Number, language: str) -> bool:
    ahead, behind = _OF_A_KIND
    return number.qualifier != "exact" and bool(ahead[language].search(before) or behind[language].match(after))


def _is_year(before: str, after: str, number: Number) -> bool:
    bare = len(number.text) == _YEAR_DIGITS and _FIRST_YEAR <= number.value < _LAST_YEAR
    return bool(bare and _IN_YEAR.search(before) and _NOTHING_COUNTED.match(after))


def _is_age(before: str, after: str, number: Number, language: str) -> bool:
    aged = _AGED[language].search(before) and number.value <= _OLDEST
    return bool(aged and (language != "en" or _NOTHING_COUNTED.match(after)))
