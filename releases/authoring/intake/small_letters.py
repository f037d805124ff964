"""Names that go on in small letters, in Russian and Kazakh: Совет Янтарного моря, Янтарь теңізі кеңесі."""

import re
from collections.abc import Sequence

from .grammar import Grammar, told
from .units import Unit, is_next

# Words that begin a sentence or name a region, and are of a name all the same.
_IN_NAMES = {
    "en": told(
        "national international republic central south north east west northern southern eastern western asia "
        "europe eurasia africa america middle world state states new first press media development trade sea ocean "
        "river"
    ),
    "kk": told("орталық азия еуропа еуразия каспий теңізі"),
}
_MOST_SMALL, _MOST_ADJECTIVES = 2, 4
_AND = told("мен бен пен және")
_ADJECTIVE = re.compile(r"(?:ая|ий|ый|ое|ой|ого|ую|ей|ему|ому|ие|ые|их|ых)\Z")
_POSSESSED = re.compile(r"[ыі](?:н\w*)?\Z")
_OF_ADJECTIVE = re.compile(r"[а-яё]{3,}(?:ого|его|ых|их|ской|ной)\Z")
_NO_NOUN = re.compile(r"(?:л|ла|ло|ли|лся|лась|лись|ть|ться|ет|ит|ют|ят|ут|ат|ый|ский|ая|ое|ые)\Z")
_FIELDS = re.compile(
    r"(?:иностранных|внутренних|дел|торговли|интеграции|энергетики|экономики|национальной|финансов|культуры|спорта|науки"
    r"|высшего|образования|здравоохранения|обороны|юстиции|транспорта|сельского|хозяйства|туризма|экологии|природных"
    r"|ресурсов|промышленности|строительства|информации|развития|цифрового|труда|социальной|защиты|населения|инвестиций"
    r"|тюркских|государств|независимых|исламского|сотрудничества|наций|наук|реконструкции|сотрудничеству|безопасности"
    r"|новостей|печати|связи|путей|статистики|рыболовства|лесного|водных|истории|искусств|природы|архитектуры|этнографии"
    r"|литературы|музыки|войны|истории|медицины|права|управления|наследия|технологий|космоса|географии|археологии"
    r"|развитию|европе|азии|республики|[а-яё]{3,}(?:ских|ных|вых|ской|нской))\Z"
)


def is_of_name(unit: Unit, grammar: Grammar) -> bool:
    return unit.low in _IN_NAMES.get(grammar.language, frozenset())


def adjectives(found: Sequence[Unit], at: int, _grammar: Grammar) -> int:
    """Дунайская таможенная лига: small adjectives lead back to a capital that begins no sentence."""
    first = at
    while (
        first > 0
        and at - first < _MOST_ADJECTIVES
        and is_next(found[first])
        and _ADJECTIVE.search(found[first - 1].low)
    ):
        first -= 1
        if found[first].is_capital:
            begins = first == 0 or not is_next(found[first])
            return at if begins and not found[at].is_capital else first
    return at


def small_before(found: Sequence[Unit], at: int, grammar: Grammar) -> int:
    """Янтарь теңізі кеңесі: in Kazakh a name is written small after its first word."""
    if not _POSSESSED.search(found[at].low):
        return at
    for first in range(at - 1, max(at - 1 - _MOST_SMALL, -1), -1):
        stops = found[first].low in grammar.no_names | _AND and not is_of_name(found[first], grammar)
        if stops or not is_next(found[first + 1]):
            return at
        if found[first].is_capital:
            return first
    return at


def lower(found: Sequence[Unit], past: int, grammar: Grammar) -> int:
    """In Russian a body is written small after its first word: Министерство торговли и интеграции."""
    if grammar.language != "ru":
        return 0
    if _OF_ADJECTIVE.search(found[past - 1].low) and not _NO_NOUN.search(found[past].low):
        # Совет Янтарного моря, Институт региональных исследований.
        return past + 1 if found[past].low not in grammar.no_names - {"моря"} else 0
    step = 2 if found[past].low == "и" and past + 1 < len(found) else 1
    return past + step if _FIELDS.match(found[past + step - 1].low) else 0
