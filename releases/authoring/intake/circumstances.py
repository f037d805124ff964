"""Where, when, at what: the event that the text is of, its dateline, the day, the house, and other occasions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..checks.measuring import numbers_of
from ..checks.passages import sentence_at
from .bodies import behind
from .document import Paragraph
from .gathering import GATHERED, NAMED_LATER, houses
from .grammar import Grammar
from .languages import GRAMMARS
from .people import People
from .proposal import Span
from .titles import is_body_word, run_from
from .units import units

_LEAD = 4
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_](?:[^\W\d_]|['’ -]){1,40}?)(?:\s*,\s*(?P<date>[^–—:-]{3,40}?))?\s*"
    r"(?:\((?:[\w\s./-]{2,30})\)\s*)?(?:\s[–—-]+\s|\.\s?[–—-]\s?|[–—]\s?)"
)
# And with a stop or a colon behind the date: Исламабад, 14 апреля 2030 года. Посол … The date has its year.
_DATED = re.compile(
    r"(?P<place>[^\W\d_][\w’'-]*(?:[ -][\w’'-]+){0,2}?)(?:[,،.]\s*|\s*(?=\())"
    r"(?P<date>(?=[^.:۔]*\d{4})[^–—:.۔]{6,40}?)(?:\s?г)?(?:[.:۔]|\)\s*[–—:-]?)\s"
)
# The word for a town beside its name is none of it.
_TOWN = re.compile(r"(?:\A(?:г\.|город|қала)\s+|\s+(?:қаласы|облысы|ауылы|порты|станциясы)\Z)")
_IN = {
    "en": re.compile(r"(?:\s+\w+){0,3}?\s+(?P<word>in)\s+(?:the\s+city\s+of\s+)?(?=[A-Z])"),
    "ru": re.compile(r"(?:\s+\w+){0,3}?\s+(?P<word>в|во)\s+(?=[А-Я])"),
    "kk": re.compile(r"(?!)"),
    "ur": re.compile(r"(?!)"),
}
_BEFORE = {
    "en": re.compile(r"(?!)"),
    "ru": re.compile(r"(?!)"),
    "kk": re.compile(r"(?P<place>[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+?)(?P<word>да|де|та|те)\s+(?:өткен|болған|өтті)?[^.]{0,20}\Z"),
    "ur": re.compile(r"(?P<place>[\w]+(?:\s(?:آباد))?)\s+(?P<word>میں)\s+(?:[\w]+\s+){0,4}\Z"),
}
_AT = re.compile(r"(?:\s+\w+){0,4}?\s+(?P<word>at)\s+(?:the\s+)?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Circumstance:
    """`kind` is that of the proposal; of an occasion elsewhere `person` says whose it is."""

    kind: str
    span: Span
    words: str
    reason: str
    word: str
    person: int | None = None


def event_of(paragraphs: Sequence[Paragraph], language: str, names: Sequence[Span] = ()) -> list[Circumstance]:
    """The occasion of the whole text, with place, house and day: each at most once."""
    found: dict[str, Circumstance] = {}
    for paragraph in _leading(paragraphs):
        for one in [
            *_dateline(paragraph, language),
            *_event(paragraph, GRAMMARS[language]),
            *_gathered(paragraph, GRAMMARS[language], [span for span in names if span.paragraph == paragraph.index]),
        ]:
            found.setdefault(one.kind, one)
    if "occasion" not in found and (later := _named_later(paragraphs, GRAMMARS[language])):
        found["occasion"] = later
    return list(found.values())


def _gathered(paragraph: Paragraph, grammar: Grammar, names: Sequence[Span]) -> Iterator[Circumstance]:
    """House, town and day of a sentence in which people come together."""
    for met in GATHERED[grammar.language].finditer(paragraph.text):
        start, end = sentence_at(paragraph.text, met.start())
        for kind, first, past in houses(paragraph, start, end, grammar, names):
            words = paragraph.text[first:past]
            yield Circumstance(kind, Span(paragraph.index, first, past), _capital(words), "gathered", met[0])
        yield from _day(paragraph, start, end, grammar.language, met[0])


def _named_later(paragraphs: Sequence[Paragraph], grammar: Grammar) -> Circumstance | None:
    pattern = re.compile(NAMED_LATER[grammar.language].format(events=grammar.events), re.IGNORECASE)
    for paragraph in paragraphs:
        if paragraph.text and not paragraph.is_heading and (found := pattern.search(paragraph.text)):
            span = Span(paragraph.index, *found.span("event"))
            return Circumstance("occasion", span, _capital(found["event"]), "event", found["event"])
    return None


def _leading(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [one for one in paragraphs if one.text and not one.is_heading][:_LEAD]


def _event(paragraph: Paragraph, grammar: Grammar) -> Iterator[Circumstance]:
    text = paragraph.text
    found = re.search(rf"(?<!\w)(?:{grammar.events})(?!\w)", text, re.IGNORECASE)
    if found is None:
        return
    yield Circumstance("occasion", Span(paragraph.index, *found.span()), _capital(found[0]), "event", found[0])
    start, end = sentence_at(text, found.start())
    if held := _IN[grammar.language].match(text, found.end(), end):
        yield from _named(paragraph, held.end(), grammar, kind="place", reason="held_in", word=held["word"])
    elif before := _BEFORE[grammar.language].search(text, start, found.start()):
        span = Span(paragraph.index, *before.span("place"))
        yield Circumstance("place", span, before["place"], "held_in", before["word"])
    if house := _AT.match(text, found.end(), end) if grammar.language == "en" else None:
        yield from _named(paragraph, house.end(), grammar, kind="venue", reason="held_at", word=house["word"])
    yield from _day(paragraph, start, end, grammar.language, found[0])


def _named(
    paragraph: Paragraph, place: int, grammar: Grammar, *, kind: str, reason: str, word: str
) -> Iterator[Circumstance]:
    found = units(paragraph.text)
    at = next((index for index, unit in enumerate(found) if unit.start == place), None)
    if at is not None:
        past = run_from(found, at, grammar)
        body = next((index for index in range(at, past) if is_body_word(found[index], grammar)), None)
        if body is not None:
            # In the Institute of Regional Studies is a house, and no town.
            kind, past = "venue", behind(found, max(past, body + 1), grammar)
        span = Span(paragraph.index, found[at].start, found[past - 1].end)
        yield Circumstance(kind, span, paragraph.text[span.start : span.end], reason, word)


def _day(paragraph: Paragraph, start: int, end: int, language: str, word: str) -> Iterator[Circumstance]:
    for number in numbers_of(paragraph.text, language):
        if number.kind == "date" and start <= number.start < end and re.match(r"\d{4}-\d\d", number.iso):
            yield Circumstance("date", Span(paragraph.index, number.start, number.end), number.iso, "dated", word)
            return


def _dateline(paragraph: Paragraph, language: str) -> Iterator[Circumstance]:
    """ISLAMABAD, 29 March 2023 – the Ambassador said …"""
    found = _DATELINE.match(paragraph.text)
    if found is None or (found["date"] and not re.search(r"\d", found["date"]) and not _is_place(found["date"])):
        found = _DATED.match(paragraph.text)
    if found is None or (language != "ur" and not _is_place(_TOWN.sub("", found["place"]))):
        return
    span = Span(paragraph.index, *found.span("place"))
    named = _TOWN.sub("", found["place"])
    shown = named.title() if named.isupper() else named
    if found["place"].isupper() or found["date"]:
        yield Circumstance("place", span, shown, "dateline", "")
        yield from (
            Circumstance(one.kind, one.span, one.words, "dateline", "")
            for one in _day(paragraph, 0, found.end(), language, "")
        )


def _is_place(words: str) -> bool:
    return all(word[:1].isupper() for word in words.split()) and len(words.split()) <= 3  # noqa: PLR2004


def elsewhere(paragraphs: Sequence[Paragraph], people: People) -> Iterator[Circumstance]:
    """An address, an article, an interview of somebody, of which the text tells: what is said there is not said "
    "here."""
    language = people.language
    if language != "en":
        return
    pattern = re.compile(
        rf"\b(?P<what>{people.grammar.elsewhere})\s+(?:delivered|given|made|published|issued)?\s*by\s+(?:the\s+)?",
        re.IGNORECASE,
    )
    for paragraph in paragraphs:
        for found in pattern.finditer(paragraph.text):
            spoken = next(
                (
                    one
                    for one in people.mentions.get(paragraph.index, [])
                    if found.end() <= one.start <= found.end() + 4
                ),
                None,
            )
            if spoken is None:
                continue
            _start, end = sentence_at(paragraph.text, found.start())
            more = re.compile(r"\s+(?:during|at|to|in)\s+[^.;,]{3,120}").match(paragraph.text, spoken.end, end)
            span = Span(paragraph.index, found.start("what"), more.end() if more else spoken.end)
            what = re.sub(r"\A(?:the|an?|his|her)\s+", "", found["what"], flags=re.IGNORECASE)
            words = _capital(what + (more[0] if more else ""))
            yield Circumstance("occasion", span, words, "event", what, spoken.person)


def is_elsewhere(sentence: str, grammar: Grammar) -> bool:
    """In an interview, in her article: not at the event that the text is of. A speech may well be of it."""
    pattern = {
        "en": r"\b(?:his|her|an?|the)\s+(?:\w+\s+)?(?:article|interview|letter|message|telegram|book)\b",
        "ru": r"\bв\s+(?:\w+\s+)?(?:интервью|стать\w+|письм\w+|послани\w+|телеграмм\w+|книг\w+)",
        "kk": r"\b(?:сұхбат|мақала|хат|жолдау)\w*",
        "ur": r"(?:انٹرویو|مضمون|خط|پیغام)\s+میں",
    }[grammar.language]
    return re.search(pattern, sentence, re.IGNORECASE) is not None


def _capital(words: str) -> str:
    shown = " ".join(words.split())
    return shown[:1].upper() + shown[1:]
