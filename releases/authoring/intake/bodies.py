"""Organisations: capitals around a word for a body, what the text itself calls one, letters, and the register."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..checks.context import Named, Registers
from ..checks.naming import SMALL_WORDS, Spelled, lexicon, light, words_of
from ..checks.naming_bodies import Met, meetings
from ..checks.spelling import stem
from .document import Paragraph
from .grammar import Grammar, told
from .languages import GRAMMARS
from .proposal import Span
from .small_letters import adjectives, is_of_name, lower, small_before
from .titles import form, is_body_word, run_from
from .units import Unit, is_next, units

# Bodies that are known by their letters; written out where the text does not do so.
_LETTERS = told(
    "UN EU NATO OSCE WTO WHO IMF UNESCO UNICEF UNDP UNHCR FAO ILO IAEA OECD OPEC OIC SCO CIS CICA EAEU "
    "CSTO OTS ASEAN SAARC ECO AIIB ADB EBRD GCC IRENA INTERPOL ICRC ООН ЕС НАТО ОБСЕ ВТО ВОЗ МВФ ЮНЕСКО "
    "ЮНИСЕФ ШОС СНГ СВМДА ЕАЭС ОДКБ ОТГ ОИС МАГАТЭ ОЭСР БҰҰ ЕО ЕҚЫҰ ДСҰ ДДСҰ ШЫҰ ТМД АӨСШК ЕАЭО ҰҚШҰ ТМҰ "
    "ИЫҰ"
)
_BRACKETED = re.compile(r"\s*\(([A-ZА-ЯӘҒҚҢӨҰҮҺІ]{2,9})\)")


@dataclass
class Body:
    """`registered` is the row of the register; `reason` as in REASONS."""

    name: str
    spans: list[Span]
    reason: tuple[str, dict[str, str]]
    registered: Named | None = None
    letters: str = ""
    words: frozenset[str] = field(default_factory=frozenset)


def bodies_of(
    paragraphs: Sequence[Paragraph], language: str, registers: Registers, people: Iterable[Span]
) -> list[Body]:
    found: list[Body] = []
    persons = list(people)
    for paragraph in paragraphs:
        taken = [(span.start, span.end) for span in persons if span.paragraph == paragraph.index]
        for finder in (_registered, _worded, _quoted, _known, _called, _lettered):
            for body in finder(paragraph, GRAMMARS[language], registers):
                whole = _beside(body, taken, paragraph.text)
                if whole is not None:
                    taken.append((whole.spans[0].start, whole.spans[0].end))
                    _add(found, whole, language)
    found = _without_short(found, GRAMMARS[language])
    for body in found:
        short = _in_short(body, language, registers) if body.registered is None else None
        if short is not None:
            body.registered, body.reason = short.named, ("variant", {"name": short.name})
    return found


def _without_short(found: Sequence[Body], grammar: Grammar) -> list[Body]:
    """The Senate, after the Karsovian Senate: the same body, where the text has named one of them before."""
    kept: list[Body] = []
    for body in found:
        lone = body.registered is None and len(body.words) == 1 and body.name.lower() in grammar.lone_bodies
        whole = [one for one in kept if body.words < one.words] if lone else []
        if len(whole) == 1:
            whole[0].spans += body.spans
        else:
            kept.append(body)
    return kept


def _in_short(body: Body, language: str, registers: Registers) -> Spelled | None:
    """Respublica for Respublica Party, Parliament for that of Kazakhstan: where the register has one such body."""
    said = body.words - SMALL_WORDS[language]
    telling = said - light(language)
    fitting = [one for one in lexicon(registers, language).bodies if said <= set(one.stems)]
    if telling:
        fitting = [one for one in fitting if telling == set(one.stems) - light(language)]
    return fitting[0] if len(fitting) == 1 else None


def _beside(body: Body, taken: Sequence[tuple[int, int]], text: str) -> Body | None:
    """What of a body is no person’s name; None where that is nothing."""
    span = body.spans[0]
    over = [(start, end) for start, end in taken if start < span.end and span.start < end]
    if not over:
        return body
    start, end = span.start, min(first for first, _last in over)
    if end <= start or not body.name[: end - start].strip():
        start, end = max(last for _first, last in over), span.end
    start += len(text[start:]) - len(text[start:].lstrip())
    words = text[start:end].rstrip()
    # Of Ерлан Сақ елшілікке … nothing is left but a common noun.
    if start >= end or not words or not any(letter.isupper() or letter > "\u0600" for letter in words):
        return None
    return replace(body, name=words, spans=[Span(span.paragraph, start, start + len(words))])


def _add(found: list[Body], body: Body, language: str) -> None:
    """One that was met before is met again: by the row of the register, by its words, by its letters."""
    body.words = frozenset(stem(word.text, language) for word in words_of(body.name)) - {"the", "of"}
    for known in found:
        same_row = body.registered is not None and known.registered == body.registered
        if same_row or known.words == body.words or (body.name and body.name == known.letters):
            known.spans += body.spans
            known.letters = known.letters or body.letters
            return
    found.append(body)


def _registered(paragraph: Paragraph, grammar: Grammar, registers: Registers) -> Iterator[Body]:
    """As the checks of names find them: approved names, names like them, and those that went out of use."""
    words = words_of(paragraph.text)
    taken: list[Met] = []
    for met in meetings(paragraph.text, grammar.language, registers):
        if met.meets(taken):
            continue
        taken.append(met)
        row = met.body.named
        start, end = words[met.first].start, words[met.last].end
        successor = row.successor_name(grammar.language)
        if successor:
            reason = ("renamed", {"old": met.body.name, "name": successor, "date": row.retired_on})
        elif met.likeness < 1:
            reason = ("variant", {"name": met.body.name})
        else:
            reason = ("registered", {})
        yield Body(paragraph.text[start:end], [Span(paragraph.index, start, end)], reason, row)


def _worded(paragraph: Paragraph, grammar: Grammar, _registers: Registers) -> Iterator[Body]:
    """Ministry of Trade and Industry, Eurasian Union, Astana International Finance Center."""
    found, done = units(paragraph.text), 0
    for at, unit in enumerate(found):
        if at < done or not is_body_word(unit, grammar) or not _is_written_large(unit, grammar):
            continue
        first, past = _extent(found, at, grammar)
        if _belongs_to_body(found, at + 1, grammar):
            past = at + 1
        name = found[first:past]
        if grammar.language == "ur":
            past = at + 3 if [unit.low for unit in found[at + 1 : at + 2]] == ["آف"] else at + 1
            past = min(past, len(found))
            name = found[first:past]
        alone = len(name) == 1 or not any(unit.is_capital for unit in name if grammar.language != "ur")
        if grammar.language == "ur":
            alone = len(name) == 1
        if alone and not {form(unit, grammar), unit.low} & grammar.lone_bodies:
            continue
        done = past
        start, end = name[0].start, name[-1].end
        words = re.sub(r"['’]s?\Z", "", paragraph.text[start:end])
        letters = _BRACKETED.match(paragraph.text, end)
        yield Body(
            words,
            [Span(paragraph.index, start, start + len(words))],
            ("body_word", {"word": unit.text}),
            letters=letters[1] if letters else "",
        )


def _is_written_large(unit: Unit, grammar: Grammar) -> bool:
    return unit.is_capital or grammar.language != "en"


def _extent(found: Sequence[Unit], at: int, grammar: Grammar) -> tuple[int, int]:
    """(first unit, unit after) of the name around a word for a body."""
    first, past = at, at + 1
    if grammar.language == "ur":
        before = found[at - 1].low if at and is_next(found[at]) else "نے"
        return at - (before not in grammar.no_names), past
    if grammar.language == "ru":
        first = adjectives(found, at, grammar)
    if grammar.language == "kk" and not found[at].is_capital:
        first = small_before(found, at, grammar)
    while (
        first > 0
        and is_next(found[first])
        and found[first - 1].is_capital
        and not _ends_name(found, first - 1, grammar)
    ):
        first -= 1
    while first < at and found[first].low in grammar.no_names and not is_of_name(found[first], grammar):
        first += 1
    past = behind(found, past, grammar)
    return first, past


_VERB = re.compile(r"[а-яё]{3,}(?:л|ла|ло|ли|лся|лась|лось|лись)\Z")


def _ends_name(found: Sequence[Unit], index: int, grammar: Grammar) -> bool:
    """An article, or a word that begins a sentence, stands before a name and is none of it."""
    low = found[index].low
    if grammar.language == "ru" and not (index and is_next(found[index])) and _VERB.search(low):
        # Участвовали Совет …
        return True
    if not (index and is_next(found[index])) and re.fullmatch(grammar.events, found[index].text, re.IGNORECASE):
        # Брифингке Дүниежүзілік банк … қатысты.
        return True
    titled = (form(found[index], grammar),) in grammar.titles
    return titled or low in grammar.honorifics or (low in grammar.no_names and not is_of_name(found[index], grammar))


def behind(found: Sequence[Unit], past: int, grammar: Grammar) -> int:
    """Past capitals, and past links with capitals behind them: of Turkic States, for Reconstruction and Development."""
    # Орвания елшілігі Тессияның …: in Kazakh a name ends with the word for the body.
    while past < len(found) and is_next(found[past]) and grammar.language != "kk":
        unit = found[past]
        if unit.is_capital and not is_body_word(unit, grammar):
            past += 1
            continue
        step = _linked(found, past, grammar)
        if not step:
            step = lower(found, past, grammar)
        if not step:
            break
        past = step
    return past


def _linked(found: Sequence[Unit], past: int, grammar: Grammar) -> int:
    """The unit after a link and the capital behind it; 0 where the name is over."""
    if found[past].low not in grammar.body_links:
        return 0
    after = past + 1
    while after < len(found) and found[after].low in {"the", "of"} and is_next(found[after]):
        after += 1
    if after >= len(found) or not is_next(found[after]) or not found[after].is_capital:
        return 0
    if found[after].low in grammar.no_names and not is_of_name(found[after], grammar):
        return 0
    if found[past].low in {"and", "in", "on", "и"} and (after > past + 1 or _leads_to_body(found, after, grammar)):
        return 0
    if grammar.language in {"ru", "kk"} and any(is_body_word(unit, grammar) for unit in found[after + 1 : after + 3]):
        # … и Азиатский банк развития, мен Азия даму банкі.
        return 0
    return after + 1 if not is_body_word(found[after], grammar) or found[past].low in {"of", "for"} else 0


def _leads_to_body(found: Sequence[Unit], at: int, grammar: Grammar) -> bool:
    """Whether what follows an “and” is a body, or a person, of its own."""
    past = run_from(found, at, grammar)
    return any(is_body_word(unit, grammar) for unit in found[at:past])


def _belongs_to_body(found: Sequence[Unit], at: int, grammar: Grammar) -> bool:
    """Council of the Waterways Organization: the body is what stands behind."""
    words = [unit.low for unit in found[at : at + 2]]
    return words == ["of", "the"] and at + 2 < len(found) and _leads_to_body(found, at + 2, grammar)


def _quoted(paragraph: Paragraph, grammar: Grammar, _registers: Registers) -> Iterator[Body]:
    """Завод «Хельм-Машина», «Самұрық» қоры: in quotation marks beside the word for what it is."""
    pattern = _IN_QUOTES.get(grammar.language)
    for found in pattern.finditer(paragraph.text) if pattern else ():
        start, end = found.span("name")
        yield Body(found["name"], [Span(paragraph.index, start, end)], ("body_kind", {"word": found["kind"]}))


_KINDS_RU = (
    "завод|компани|корпораци|предприяти|концерн|холдинг|комбинат|фабрик|банк|фонд|агентств|издательств|газет|телеканал"
    "|журнал|ансамбл|театр|клуб|центр|ассоциаци|объединени|организаци|парти|авиакомпани|общество|АО|ТОО|ООО|ПАО"
)
_KINDS_KK = (
    "зауыт|компания|корпорация|банк|қор|агенттік|газет|телеарна|ансамбл|театр|клуб|орталық|қауымдастық|ұйым|партия"
)
_QUOTED_NAME = r"«(?P<name>[^\W\d_][^«»]{1,60})»"
# A journalist who asks is of some house, which is not of the text.
_IN_QUOTES = {
    "ru": re.compile(
        rf"(?<!журналиста )(?<!корреспондента )(?<!\w)(?P<kind>(?:[\w-]*(?:{_KINDS_RU}))\w*)\s+{_QUOTED_NAME}",
        re.IGNORECASE,
    ),
    "kk": re.compile(rf"{_QUOTED_NAME}\s+(?P<kind>(?:{_KINDS_KK})\w*)", re.IGNORECASE),
}
# Bodies whose names have no word for a body.
_OF_NO_KIND = {
    "en": re.compile(
        r"\b(?:United\s+Nations|World\s+Food\s+Programme|Médecins\s+Sans\s+Frontières|Save\s+the\s+Children)\b"
    ),
    "ur": re.compile(r"(?<!\w)(?:اقوامِ?\s+متحدہ|ہلال\s+احمر|یونیسیف|یونیسکو|نیٹو)(?!\w)"),
}


def _known(paragraph: Paragraph, grammar: Grammar, _registers: Registers) -> Iterator[Body]:
    pattern = _OF_NO_KIND.get(grammar.language)
    for found in pattern.finditer(paragraph.text) if pattern else ():
        yield Body(found[0], [Span(paragraph.index, *found.span())], ("well_known", {}))


def _called(paragraph: Paragraph, grammar: Grammar, _registers: Registers) -> Iterator[Body]:
    """The Respublica, a nascent political faction: a name that the text explains."""
    if grammar.language not in {"en", "ru"}:
        return
    article = r"(?:an?|the)\s+(?:[\w’'-]+\s+){0,3}?" if grammar.language == "en" else r"(?:[\w-]+\s+){0,2}?"
    pattern = rf",\s*{article}({grammar.kinds_of_body})\b"
    found = units(paragraph.text)
    at = 0
    while at < len(found):
        past = run_from(found, at, grammar)
        if past == at:
            at += 1
            continue
        start = at
        while start < past and found[start].low in grammar.no_names:
            start += 1
        called = re.match(pattern, paragraph.text[found[past - 1].end :]) if past > start else None
        if called:
            span = Span(paragraph.index, found[start].start, found[past - 1].end)
            yield Body(paragraph.text[span.start : span.end], [span], ("body_kind", {"word": called[1]}))
        at = past


def _lettered(paragraph: Paragraph, grammar: Grammar, _registers: Registers) -> Iterator[Body]:
    for unit in units(paragraph.text):
        bare = re.sub(r"['’]s?\Z", "", unit.text)
        if bare in _LETTERS:
            yield Body(bare, [Span(paragraph.index, unit.start, unit.start + len(bare))], ("acronym", {}), letters=bare)
