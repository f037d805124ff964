"""A title in prose, beside a name, is one that the person holds on the day of the release."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .context import Context, Held, Named
from .finding import Finding
from .measuring import numbers_of
from .naming_people import Mention, mentions
from .passages import Passage, kept, sentence_at
from .registry import check

# Titles by what they are, in every language; what is longer stands first.
_HEADS = {
    "prime_minister": r"prime minister|премьер-министр\w*|وزیر ?اعظم|وزیرِ ?اعظم",
    "minister": r"ministers?\b|министр(?!л)(?!ств)\w*|وزیر(?:ِ|\b)",
    "ambassador": r"ambassadors?\b|пос(?:ол|ла|лу|лом|ле|лы|лов)\b|елші(?!лі[кг])\w*|سفیر(?:ہ)?\b",
    "president": r"presidents?\b|президент(?!ск|тік|ств)\w*|صدر\b",
    "consul": r"consuls?(?:[- ]general)?\b|консул(?!ь|дық|дығ)\w*|قونصل(?: جنرل)?\b",
    "charge": r"charg[eé] d['’]affaires|временн\w+ поверенн\w+|уақытша сенімді өкіл\w*|ناظم ?الامور",
    "speaker": r"speaker\b|спикер\w*|سپیکر|اسپیکر",
    "governor": r"governors?\b|губернатор\w*|аким\w*|әкім(?!дік|діг)\w*|گورنر\b",
    "mayor": r"mayors?\b|мэр(?!и)\w*|میئر\b",
    "king": r"king\b|корол(?:ь|я|ю|ём|ем|е)\b|король\w*|بادشاہ|شاہ\b",
    "queen": r"queen\b|королев(?!ск)\w*|патшайым\w*|ملکہ",
    "chancellor": r"chancellors?\b|канцлер\w*|چانسلر",
}
HEAD = re.compile(
    r"(?<![^\W_])(?:вице-)?(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _HEADS.items()) + r")",
    re.IGNORECASE,
)
_DEPUTY_BEFORE = re.compile(r"(?:\b(?:deputy|vice)\b|вице-|\bзаместител\w+\s|نائب\s)[^,.;:،۔]{0,24}\Z", re.IGNORECASE)
_DEPUTY_AFTER = re.compile(r"\s*(?:-вице|\S*\s?орынбасар)", re.IGNORECASE)
# What a ministry is of; two that are both named and differ are two offices.
_PORTFOLIOS = {
    "foreign": r"foreign|external|иностранн|сыртқы|خارجہ",
    "finance": r"financ|финанс|қаржы|خزانہ",
    "trade": r"\btrade|commerce|торгов|сауда|تجارت",
    "defence": r"defen[cs]e|оборон|қорғаныс|دفاع",
    "interior": r"interior|internal|home affairs|внутренн|ішкі|داخلہ",
    "transport": r"transport|railway|транспорт|көлік|ٹرانسپورٹ|ریلوے",
    "energy": r"energy|энергет|энергетика|توانائی",
    "education": r"education|образован|просвещ|білім|تعلیم",
    "health": r"health|здравоохран|денсаулық|صحت",
    "agriculture": r"agricultur|сельск|ауыл шаруашылығы|زراعت",
    "justice": r"justice|юстици|әділет|قانون|انصاف",
    "economy": r"econom|экономик|экономика|معیشت|اقتصاد",
    "culture": r"cultur|культур|мәдениет|ثقافت",
}
_PORTFOLIO = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PORTFOLIOS.items()}
_WAS = re.compile(
    r"(?:\b(?:former|ex|then|the then|late|future|incoming|outgoing|designate|first|previous)\b"
    r"|\bбывш\w+|\bэкс|\bтогдашн\w+|\bбудущ\w+|\bпервый|\bпокойн\w+|\bпрежн\w+"
    r"|\bбұрынғы|\bболашақ|\bтұңғыш|\bмарқұм|سابق|اس وقت کے|آنجہانی|مرحوم|نامزد|پہلے)[\s-]*\Z",
    re.IGNORECASE,
)
_HONORIFIC = (
    r"(?:(?:H\.\s?E\.|His Excellency|Her Excellency|His Majesty|Her Majesty|Mr|Ms|Mrs|Dr|Sir|Lady|г-н|г-жа|д-р"
    r"|мырза|ханым|Его Превосходительств\w+|Её Превосходительств\w+|عزت مآب|جناب|محترمہ?|ڈاکٹر)\.?\s+)*"
)
# Between a title and the name that it belongs to: of what, and how the person is addressed. Never a small word alone:
# “from the President of Ruritania to Rassendyll”, “the President and Rassendyll”.
_BETWEEN = {
    "en": rf"(?:(?:\s(?:of|to|in|for|and|the|at))*\s[A-Z][\w’'-]*){{0,6}}\s+{_HONORIFIC}",
    "ru": r"(?:(?:\s(?:в|и|по|при))*\s(?:дел|[А-ЯЁ][\w-]*|[а-яё-]+(?:ых|их|ого|его|ой|ей|ий|ии|ью|ства|ов|ев|ли|ка)))"
    rf"{{0,6}}\s+{_HONORIFIC}",
    "kk": rf"\s+{_HONORIFIC}",
    "ur": rf"(?:\s(?:خارجہ|خزانہ|تجارت|دفاع|داخلہ|تعلیم|صحت|توانائی|ثقافت|مملکت|برائے|خصوصی)){{0,4}}\s+{_HONORIFIC}",
}
# The adviser of the President, Sapt: a title that is inflected beside a name that is not belongs to somebody else.
_RU_PLAIN = re.compile(
    r"(?:вице-)?(?:посол|министр|премьер-министр|президент|консул|поверенный|спикер|губернатор|аким|мэр|король|королева"
    r"|канцлер)",
    re.IGNORECASE,
)
_BEFORE = {language: re.compile(rf"{between}\Z") for language, between in _BETWEEN.items()}
# After a name and a comma: what stands before the title in its own phrase.
_AFTER = re.compile(r"[,،]\s+(?:the\s+)?(?:[^\W\d_][\w’'-]*\s+){0,3}?\Z", re.IGNORECASE)
_VERBAL = re.compile(
    r"\b(?:who|whom|and|or|with|by|was|is|as|met|told|said|который|которая|и|с|қасында|اور|نے|کے ساتھ)\b"
)
_FAR, _PHRASE = 110, 60


@dataclass(frozen=True, slots=True)
class Title:
    """What a person is called: `kind` of _HEADS, perhaps a deputy's, and of which ministries."""

    start: int
    end: int
    kind: str
    deputy: bool
    portfolios: frozenset[str]


def _title(match: re.Match[str], phrase: str) -> Title:
    """`phrase` are the words around it in which a ministry may be named."""
    kind = next(name for name in _HEADS if match[name])
    found = frozenset(name for name, pattern in _PORTFOLIO.items() if kind == "minister" and pattern.search(phrase))
    around = match.string
    deputy = _DEPUTY_BEFORE.search(around[: match.start(kind)]) or _DEPUTY_AFTER.match(around[match.end() :])
    return Title(match.start(), match.end(), kind, bool(deputy), found)


@kept
def _titles(held: Held) -> tuple[Title, ...]:
    """Of an office, in every language that it has a title in."""
    return tuple(_title(match, words) for _language, words in held.titles for match in HEAD.finditer(words))


@kept
def titled(text: str, language: str, found: tuple[Mention, ...]) -> tuple[tuple[Mention, Title], ...]:
    """People of a passage with the title that stands before their name, or after it and a comma."""
    pairs, heads = [], list(HEAD.finditer(text))
    for index, one in enumerate(found):
        before = [head for head in heads if one.start - _FAR <= head.start() and head.end() <= one.start]
        previous = found[index - 1].end if index else 0
        if before and before[-1].start() >= previous and _BEFORE[language].search(text[before[-1].end() : one.start]):
            head = before[-1]
            begins = max(previous, head.start() - _PHRASE)
            phrase = re.split(r"[.,;:،۔«»“”]", text[begins : one.start])[-1]
            fits = _BEFORE[language].fullmatch(text[head.end() : one.start]) and _agrees(text, head, one, language)
            if fits and not _WAS.search(text[: head.start()]):
                pairs.append((one, _title(head, phrase)))
                continue
        after = next((head for head in heads if one.end <= head.start() <= one.end + _PHRASE), None)
        if after is None or (index + 1 < len(found) and found[index + 1].start < after.end() + _PHRASE):
            continue
        lead = text[one.end : after.start()]
        if _AFTER.fullmatch(lead) and not _VERBAL.search(lead) and not _WAS.search(text[: after.start()]):
            rest = re.split(
                r"[.,;:،۔«»“”]|\s(?:and|who|и|который|اور)\s", text[after.start() : after.start() + _PHRASE]
            )[0]
            pairs.append((one, _title(after, lead + rest)))
    return tuple(pairs)


def _agrees(text: str, head: re.Match[str], one: Mention, language: str) -> bool:
    """Whether title and name stand in one case, as far as Russian shows it."""
    last = text[one.start : one.end].rsplit(maxsplit=1)[-1]
    plain = any(person.name("ru").rsplit(maxsplit=1)[-1:] == [last] for person in one.people)
    return language != "ru" or not plain or _RU_PLAIN.fullmatch(head[0]) is not None


def _fits(said: Title, held: Held) -> bool:
    return any(
        said.kind == one.kind
        and said.deputy == one.deputy
        and (not said.portfolios or not one.portfolios or bool(said.portfolios & one.portfolios))
        for one in _titles(held)
    )


@check("names.office", _("Offices"), severity="warning", reads=("registers", "clock"))
def offices(context: Context) -> Iterator[Finding]:
    """Of people whose offices the register has; a sentence about another year is held against that year."""
    if not any(row.offices for row in context.registers.rows):
        return
    for text in context.texts:
        for passage in text.passages:
            found = mentions(passage.text, text.language, context.registers)
            for mention, said in titled(passage.text, text.language, found) if found else ():
                held = [one for person in mention.people for one in person.offices]
                days = [context.day, *_years(passage.text, text.language, mention.start, context.day)]
                if not held or not all(person.offices for person in mention.people):
                    continue
                if any(_fits(said, one) and any(one.on(day) for day in days) for one in held):
                    continue
                then = [one for one in held if one.on(context.day)]
                if not then and not any(_fits(said, one) for one in held):
                    continue
                start, end = min(mention.start, said.start), max(mention.end, said.end)
                yield _finding(context, passage, (start, end), mention.people[0], held)


def _years(text: str, language: str, place: int, day: str) -> list[str]:
    """Other years that the sentence speaks of."""
    start, end = sentence_at(text, place)
    numbers = [one for one in numbers_of(text, language) if start <= one.start < end and one.kind in {"year", "date"}]
    years = [one.iso[:4] if one.iso[:4].isdecimal() else str(one.value) for one in numbers]
    return [year for year in years if year.isdecimal() and year != day[:4]]


def _finding(context: Context, passage: Passage, at: tuple[int, int], person: Named, held: list[Held]) -> Finding:
    language, said = context.texts[0].language, passage.text[at[0] : at[1]]
    then = [one for one in held if one.on(context.day)]
    values = {"passage": said, "name": person.name(language) or person.slug, "day": context.day}
    if then:
        values["held"] = "; ".join(dict.fromkeys(one.title(language) for one in then))
        message = _("“%(passage)s”: on %(day)s the register has for %(name)s: %(held)s.")
    else:
        last = max(held, key=lambda one: one.until or one.since)
        values |= {"held": last.title(language), "since": last.since or "…", "until": last.until or "…"}
        message = _(
            "“%(passage)s”: %(name)s held no office on %(day)s. The register has: %(held)s, %(since)s–%(until)s."
        )
    return Finding(
        context.uid,
        language,
        message,
        _("Give the office of that day, say “former” or “then”, or bring the register up to date."),
        passage.at(*at),
        said,
        values=values,
        about=(person.slug, context.day, values["held"]),
    )
