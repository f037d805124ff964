"""Titles in a text, and the name that stands with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..checks.naming import light
from ..checks.spelling import sound, stem, urdu
from .grammar import Grammar, told
from .units import Unit, is_next

_LONGEST_TITLE, _LONGEST_NAME, _FURTHEST = 4, 4, 9
_ROLES_WITH_CAPITAL = {("general",), ("deputy",), ("head",), ("leader",), ("chair",), ("speaker",)}
_PATRONYMIC = ("вич", "вна", "ична", "улы", "уулу", "оглы", "кызы", "ұлы", "қызы")
_KAZAKH_BEFORE = ("ның", "нің", "дың", "дің", "тың", "тің", "дағы", "дегі", "тағы", "тегі", "дағы")
_GENITIVE = ("ии", "стана", "ной", "ского", "ики")


@dataclass(frozen=True, slots=True)
class Titled:
    """Places in the units: the title, and the name after it; `name` is (0, 0) where a title stands alone."""

    start: int
    end: int
    role: str
    name: tuple[int, int] = (0, 0)
    honorific: str = ""


def form(unit: Unit, grammar: Grammar) -> str:
    if grammar.complement == "genitive" or grammar.language == "kk":
        return stem(unit.low, grammar.language)
    return urdu(unit.low) if grammar.language == "ur" else unit.low


@lru_cache(maxsize=8)
def _folded(grammar_language: str, titles: tuple[tuple[tuple[str, ...], str], ...]) -> dict[tuple[str, ...], str]:
    if grammar_language == "kk":
        return {tuple(stem(word, "kk") for word in words): role for words, role in titles}
    if grammar_language == "ur":
        return {tuple(urdu(word) for word in words): role for words, role in titles}
    return dict(titles)


def title_at(found: Sequence[Unit], at: int, grammar: Grammar) -> tuple[int, str] | None:
    """(the unit after the title's own words, role); the longest that fits."""
    table = _folded(grammar.language, tuple(grammar.titles.items()))
    for length in range(min(_LONGEST_TITLE, len(found) - at), 0, -1):
        words = found[at : at + length]
        if not all(is_next(unit) for unit in words[1:]):
            continue
        key = tuple(form(unit, grammar) for unit in words)
        if key in table and (key not in _ROLES_WITH_CAPITAL or words[0].is_capital):
            return at + length, table[key]
    return None


def honorifics_from(found: Sequence[Unit], at: int, grammar: Grammar) -> tuple[int, str]:
    """(the unit after them, the last that stood there)."""
    said = ""
    while at < len(found):
        two = " ".join(unit.low for unit in found[at : at + 2])
        if two in grammar.honorifics:
            at, said = at + 2, two
        elif found[at].low in grammar.honorifics and (found[at].is_capital or grammar.language != "en"):
            if grammar.language == "en" and found[at].text == "He":
                break
            said, at = found[at].low, at + 1
        else:
            break
    return at, said


def is_name(name: Sequence[Unit], grammar: Grammar, *, least: int = 2) -> bool:
    """Whether units can be the name of a person: capitals, and no word that bodies, countries or titles are made of."""
    if not least <= len(name) <= _LONGEST_NAME or name[0].low in grammar.particles:
        return False
    if grammar.language == "ur":
        return all(unit.low not in grammar.no_names for unit in name)
    return all(
        (unit.is_capital or unit.low in grammar.particles)
        and unit.low not in grammar.no_names
        and not (unit.text.isupper() and not unit.is_initial and len(unit.text) <= 3)  # noqa: PLR2004  an acronym
        and not is_common(unit, grammar)
        for unit in name
    )


# People are called like Saint Helena and the Marshall Islands.
_LIKE_LANDS = told(
    "helena lucia vincent martin pierre jordan georgia marshall cook solomon norfolk елена елены елене "
    "елену еленой люсия"
    " люсии винсент винсента мартин мартина мартином георгий георгия георгием соломон соломона маршалл кук"
)


def is_common(unit: Unit, grammar: Grammar) -> bool:
    """Of bodies, countries, posts and fields of work."""
    return (
        unit.low in grammar.portfolios
        or is_body_word(unit, grammar)
        or (unit.low not in _LIKE_LANDS and stem(unit.low, grammar.language) in light(grammar.language))
        or (form(unit, grammar),) in grammar.titles
    )


def is_body_word(unit: Unit, grammar: Grammar) -> bool:
    """Organization, Ministry, Council: in any inflection."""
    shape = form(unit, grammar)
    if shape in grammar.body_words or unit.low in grammar.body_words:
        return True
    return grammar.language == "ru" and any(
        len(word) > 4 and shape.startswith(word) and len(shape) - len(word) <= 2  # noqa: PLR2004  another ending
        for word in grammar.body_words
    )


def run_from(found: Sequence[Unit], at: int, grammar: Grammar) -> int:
    """The unit after the capitals, with particles between, that begin at `at`."""
    end = at
    while end < len(found) and (end == at or is_next(found[end], found[end - 1])):
        particle = (
            found[end].low in grammar.particles and end > at and end + 1 < len(found) and found[end + 1].is_capital
        )
        if not (found[end].is_capital or particle):
            break
        end += 1
    return end


def titled_at(found: Sequence[Unit], at: int, grammar: Grammar) -> Titled | None:
    head = title_at(found, at, grammar)
    if head is None:
        return _of_a_body(found, at, grammar)
    end, role = head
    if grammar.complement == "linked":
        end = _linked(found, end, grammar)
        return _with_name(found, at, end, role, grammar, direct=end == head[0])
    if grammar.complement == "genitive":
        return _genitive(found, at, end, role, grammar)
    if grammar.language == "ur":
        return _urdu(found, at, end, role, grammar)
    while at > 0 and is_next(found[at]) and found[at - 1].low in grammar.portfolios:
        at -= 1
    while at > 0 and is_next(found[at]) and found[at - 1].is_capital and found[at - 1].low.endswith(_KAZAKH_BEFORE):
        at -= 1
    return _with_name(found, at, end, role, grammar, direct=True)


def _of_a_body(found: Sequence[Unit], at: int, grammar: Grammar) -> Titled | None:
    """The head of the Red Cross, Agnes Holm: written small, it is a title where a body and a name follow."""
    if grammar.language != "en" or (found[at].low,) not in _ROLES_WITH_CAPITAL or not at:
        return None
    if found[at - 1].low not in _OWNED:
        return None
    end = _linked(found, at + 1, grammar)
    if end == at + 1 or end >= len(found) or found[end].gap.strip() != ",":
        return None
    titled = _with_name(found, at, end, "head", grammar, direct=False)
    return titled if titled.name[1] else None


def _linked(found: Sequence[Unit], end: int, grammar: Grammar) -> int:
    """Past what explains the title: of Kazakhstan to Pakistan, of Trade and Industry, for Foreign Affairs."""
    while end < len(found) and found[end].low in grammar.links and is_next(found[end]):
        first = end + 1 + (end + 1 < len(found) and found[end + 1].low == "the")
        if first >= len(found) or not found[first].is_capital or not is_next(found[first]):
            return end
        past = run_from(found, first, grammar)
        stop = first + 1
        if past < len(found) and found[past].gap.strip() == "," and is_body_word(found[past - 1], grammar):
            stop = past
        while stop < past and (is_common(found[stop], grammar) or past - stop < 2):  # noqa: PLR2004  one word is no name
            stop += 1
        # Trade and Industry
        while (
            stop + 1 < len(found)
            and found[stop].low == "and"
            and is_next(found[stop])
            and is_next(found[stop + 1])
            and found[stop + 1].low in grammar.portfolios
        ):
            stop += 2
            while (
                stop < len(found)
                and is_next(found[stop])
                and found[stop].is_capital
                and is_common(found[stop], grammar)
            ):
                stop += 1
        end = stop
    return end


def _with_name(found: Sequence[Unit], at: int, end: int, role: str, grammar: Grammar, *, direct: bool) -> Titled:
    first, honorific = honorifics_from(found, end, grammar)
    if first < len(found) and (found[end].gap.strip() in {"", ",", "(", ":"}):
        past = run_from(found, first, grammar)
        # A body may follow without a mark between: Флавия Эльфберг Парламент.
        past = next((n for n in range(first, past) if n > first and is_common(found[n], grammar)), past)
        past = min(past, _longest_name(found, first, grammar))
        name = found[first:past]
        together = first > end or is_next(found[end])
        # After a comma a second name of a list might follow: there it takes an honorific.
        after_comma = found[end].gap.strip() == "," and not honorific
        least = 1 if (direct and together and not after_comma) or honorific else 2
        if (
            name
            and is_name(name, grammar, least=least)
            and (not (after_comma and direct) or _is_apposed(found, at, past))
        ):
            return Titled(at, end, role, (first, past), honorific)
    return Titled(at, end, role)


_OWNED = frozenset({"the", "its", "his", "her", "their", "our"})


def _is_apposed(found: Sequence[Unit], at: int, past: int) -> bool:
    """Its chairman, Milan Dorn, said: what owns the title tells that the name is no second of a list."""
    closed = past == len(found) or found[past].gap.strip()[:1] in {",", ".", ")", ";"}
    return at > 0 and found[at - 1].low in _OWNED and closed


def _longest_name(found: Sequence[Unit], first: int, grammar: Grammar) -> int:
    """Kazakh puts a body right behind a name, without a mark: two words, and a third beside a patronymic or initial."""
    if grammar.language != "kk":
        return len(found)
    three = found[first : first + 3]
    long = any(unit.low.endswith(_PATRONYMIC) or unit.is_initial for unit in three[:2]) or (
        len(three) > 2 and three[2].low.endswith(_PATRONYMIC)  # noqa: PLR2004
    )
    return first + (3 if long else 2)


_WITH_HER = told("еленой анной ириной мариной полиной алиной региной диной ниной кариной каролиной кристиной яной")


def _is_genitive(unit: Unit) -> bool:
    """Of Ruritania, of the Northern: no given name. Встретился с Еленой Грач is one."""
    return unit.low.endswith(_GENITIVE) and unit.low not in _WITH_HER


def _genitive(found: Sequence[Unit], at: int, end: int, role: str, grammar: Grammar) -> Titled:
    """Past «иностранных дел Руритании в Зенде»: the name is the last of the capitals."""
    place, explained, linked = end, end, False
    while place < len(found) and is_next(found[place], found[place - 1]) and place - at < _FURTHEST:
        unit = found[place]
        first, honorific = honorifics_from(found, place, grammar)
        if honorific:
            past = run_from(found, first, grammar)
            if is_name(found[first:past], grammar, least=1):
                return Titled(at, explained, role, (first, past), honorific)
            break
        if not unit.is_capital:
            if unit.low in grammar.no_names and unit.low not in grammar.links and unit.low != "и":
                break
            linked = unit.low in grammar.links
            place += 1
            continue
        past = run_from(found, place, grammar)
        first = place + (1 if linked else 0)
        name = found[first:past]
        if len(name) > 2 and not name[1].low.endswith(_PATRONYMIC):  # noqa: PLR2004
            first = past - 2
        elif len(name) == 2 and (_is_genitive(name[0]) or is_common(name[0], grammar)):  # noqa: PLR2004
            first = past - 1
        name = found[first:past]
        single = first == end and not _is_genitive(found[first])
        if is_name(name, grammar) or (single and is_name(name, grammar, least=1)):
            return Titled(at, first, role, (first, past))
        place = explained = past
        linked = False
    return Titled(at, explained, role)


def _urdu(found: Sequence[Unit], at: int, end: int, role: str, grammar: Grammar) -> Titled:
    start = at - 2 if at > 1 and found[at - 1].low == "کے" and is_next(found[at]) and is_next(found[at - 1]) else at
    while start < at and start > 1 and found[start - 1].low == "آف" and is_next(found[start]):
        # چیمبر آف کامرس کے صدر.
        start -= 2
    first, honorific = honorifics_from(found, end, grammar)
    past = first
    while (
        past < len(found)
        and past - first < _LONGEST_NAME
        and is_next(found[past])
        and found[past].low not in grammar.no_names
        and title_at(found, past, grammar) is None
    ):
        past += 1
    closed = past < len(found) and found[past].low in grammar.no_names
    if closed and past > first and is_name(found[first:past], grammar, least=1):
        return Titled(start, end, role, (first, past), honorific)
    return Titled(start, end, role)


def same_surname(one: str, other: str, language: str) -> bool:
    """In any inflection, however it is spelled."""
    if language in {"ru", "kk"}:
        return bool({sound(one), sound(stem(one, language))} & {sound(other), sound(stem(other, language))})
    return sound(one.removesuffix("'s").removesuffix("’s")) == sound(other)
