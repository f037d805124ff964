"""Qualifiers: at least, около, سے زائد, -ға жуық: before the number, behind it, or as a sign."""

from .number import Qualifier
from .passage import Passage

_SIGNS: dict[str, Qualifier] = {
    "~": "about", "≈": "about", "∼": "about", "±": "about", ">": "more_than", "<": "at_most", "≥": "at_least",
    "⩾": "at_least", "≤": "at_most", "⩽": "at_most",
}  # fmt: skip
# "-like" on a Kazakh number: 800-дей, some 800.
_PREPOSITIONS = frozenset({"в", "на", "за", "из", "с", "по"})
_EQUATIVE = frozenset({"дай", "дей", "тай", "тей"})
# What a Kazakh qualifier wants before it: -ға жуық, -дан астам; 5 теңгеге төмен is lower by as much.
_TO, _FROM = ("ға", "ге", "қа", "ке", "на", "не"), ("дан", "ден", "тан", "тен", "нан", "нен")
_OF_TO = ("жуы", "жақын", "таяу", "тарта", "дейін")
# A clause of its own, behind a comma: похолодает до −12 °C, выпадет до 30 см снега.
_FINITE = (
    "дет",
    "жет",
    "ает",
    "яет",
    "ует",
    "ают",
    "яют",
    "уют",
    "ится",
    "ется",
    "утся",
    "ются",
    "лись",
    "лось",
    "лась",
)
# As far as one looks for what makes "to" a point reached: довести до, с 8 % в 2028 году до, تک بڑھانا.
_VERB_WITHIN, _BACK = 8, 20
# Handed over 28 ambulances.
_PHRASAL = frozenset(
    {"handed", "took", "taken", "turned", "carried", "left", "won", "passed", "brought", "hand", "take"}
)
_SINCE = frozenset({"с", "со", "от"})
_UP_TO = frozenset({"дейін", "дейінгі", "تک"})
_BECOMING = (("ہو", "کر"), ("ہوکر",), ("ہو", "کے"), ("کر", "کے"), ("کرکے",))


def before(passage: Passage, start: int) -> tuple[Qualifier, bool]:
    """(qualifier, whether one stands there) of the number whose first token is `start`."""
    word = passage.word(start - 1)
    if word in _SIGNS:
        return _SIGNS[word], True
    if word == "over" and passage.word(start - 2) in _PHRASAL:
        return "exact", False
    for parts, qualifier in passage.grammar.before.get(word, ()):
        if passage.reads(start - len(parts), parts):
            if parts == ("до",) and _is_point(passage, start - 2):
                # довести как минимум до 1 млрд
                return before(passage, start - 1)
            return qualifier, True
    if word in _PREPOSITIONS and passage.grammar.language == "ru":
        # примерно в 1,2 млрд
        return before(passage, start - 1)
    return "exact", False


def after(passage: Passage, end: int) -> tuple[Qualifier, int]:
    """(qualifier, index after it) behind the token `end - 1`; ("exact", end) if there is none."""
    grammar = passage.grammar
    word = passage.word(end)
    if word == "+" and passage.glued(end) and not (passage.digits(end + 1) and passage.glued(end + 1)):
        return "more_than", end + 1
    for parts, qualifier in grammar.after.get(word, ()):
        if not passage.reads(end, parts):
            continue
        governed = not grammar.governed or word in grammar.ungoverned or _governed(passage, end - 1, word)
        point = parts[0] in _UP_TO and (_grows(passage, _ahead(end)) or _came_from(passage, end))
        if governed and not point and not _changes(passage, end + len(parts)):
            return qualifier, end + len(parts)
    return "exact", end


def equative(passage: Passage, end: int) -> bool:
    """Whether the number that ended before `end` bore the ending of likeness."""
    word = passage.word(end - 1)
    return passage.grammar.language == "kk" and word in _EQUATIVE and passage.word(end - 2) == "-"


def _governed(passage: Passage, index: int, qualifier: str) -> bool:
    return passage.word(index).endswith(_TO if qualifier.startswith(_OF_TO) else _FROM)


def _changes(passage: Passage, end: int) -> bool:
    """9.1 فیصد سے کم ہو کر: come down from it, not less than it."""
    return passage.word(end - 1) == "کم" and any(passage.reads(end, phrase) for phrase in _BECOMING)


def _came_from(passage: Passage, end: int) -> bool:
    """Whether the sentence named before it where the change began: 9,1 %-дан 6,8 %-ға дейін."""
    for place in range(end - 2, max(end - _BACK, 0), -1):
        word = passage.word(place)
        decimal = passage.digits(place + 1) and passage.glued(place + 1)
        if word in {"!", "?", "۔", ";", ".", "،", *_UP_TO} or (word == "," and not decimal):
            return False
        if (word == "سے" or word.endswith(_FROM)) and any(passage.digits(place - back) for back in (1, 2, 3)):
            return True
    return False


def _ahead(end: int) -> range:
    return range(end + 1, end + 1 + _VERB_WITHIN)


def _is_point(passage: Passage, at: int) -> bool:
    """Whether "до" says where a change arrives: behind its verb, or behind where it began."""
    acts = False
    for place in range(at, at - _BACK, -1):
        word = passage.word(place)
        if word in {"", "!", "?", ";"} or (word == "." and not _is_short(passage, place - 1)) or (word == "," and acts):
            return False
        acts = acts or word.endswith(_FINITE)
        if word.startswith(passage.grammar.growth):
            return True
        if word in _SINCE and (passage.digits(place + 1) or passage.digits(place + 2)):
            return True
    return False


def _is_short(passage: Passage, index: int) -> bool:
    """Whether a full stop behind the word may be that of an abbreviation: долл., тыс."""
    return len(passage.word(index)) <= 4  # noqa: PLR2004


def _grows(passage: Passage, places: range) -> bool:
    """Whether a verb of change stands near in the same sentence."""
    for place in places:
        word = passage.word(place)
        if word in {"", ".", "!", "?", "۔", ";"}:
            return False
        if f"{word} {passage.word(place + 1)}".startswith(passage.grammar.growth):
            return True
    return False
