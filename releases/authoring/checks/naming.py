"""The registers as a language spells them: what the checks of names look for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from .context import Named, Registers
from .passages import kept
from .spelling import sound, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
BREAK = re.compile(r"[.,;:!?()\[\]«»“”\"۔،؛/]")
SMALL_WORDS = {
    "en": frozenset(["of", "the", "and", "for", "on", "in", "to", "at"]),
    "ru": frozenset(["и", "в", "по", "на", "для", "с"]),
    "kk": frozenset(["және", "мен", "бен", "пен"]),
    "ur": frozenset(["کی", "کا", "کے", "برائے", "اور"]),
}
# What many bodies are called: it tells them apart from nothing.
_GENERIC = {
    "en": "organization union commonwealth council association agency parliament senate ministry embassy government "
    "party bank fund center international national state republic committee commission conference cooperation league "
    "community alliance group office court university institute federation company corporation assembly chamber forum "
    "confederation coalition",
    "ru": "организация союз содружество совет ассоциация агентство парламент сенат министерство посольство "
    "правительство партия банк фонд центр международный национальный государство государственный республика "
    "комитет комиссия конференция сотрудничество лига сообщество группа суд "
    "университет институт федерация компания ассамблея палата альянс объединение",
    "kk": "ұйым одақ достастық кеңес қауымдастық агенттік парламент сенат министрлік елшілік үкімет партия банк қор "
    "орталық халықаралық ұлттық мемлекет республика комитет комиссия конференция ынтымақтастық қоғамдастық топ сот "
    "университет институт федерация компания ассамблея палата одақтастық бірлестік альянс",
    "ur": "تنظیم یونین دولتِ مشترکہ کونسل انجمن ایجنسی پارلیمنٹ سینیٹ وزارت سفارت خانہ حکومت پارٹی بینک فنڈ سینٹر مرکز "
    "انٹرنیشنل بین الاقوامی قومی ریاست ریاستوں جمہوریہ کمیٹی کمیشن کانفرنس تعاون گروپ عدالت یونیورسٹی",
}
LIGHT = 0.25
LONG_WORD, LONG_SURNAME = 6, 7


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int
    # What stands between it and the word before: " ", "-", ", "
    gap: str


@kept
def words_of(text: str) -> tuple[Word, ...]:
    found, last = [], 0
    for match in _WORD.finditer(text):
        found.append(Word(match[0], match.start(), match.end(), text[last : match.start()]))
        last = match.end()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Spelled:
    """One approved name in one language, cut into words; `stems` without the small ones, `weights` beside them."""

    named: Named
    name: str
    words: tuple[Word, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def is_distinct(self) -> bool:
        return any(weight > LIGHT for weight in self.weights)


def shortened(word: str) -> frozenset[str]:
    """A word, and what is left of it without any one letter: two that share one of these are a slip apart."""
    return frozenset({word, *(word[:cut] + word[cut + 1 :] for cut in range(len(word)))})


class Lexicon:
    """The registers as one language spells them."""

    def __init__(self, registers: Registers, language: str) -> None:
        spelled = [_spelled(row, row.name(language), language) for row in registers.rows if row.name(language)]
        self.people = [one for one in spelled if one.named.kind == "person" and len(one.words) > 1]
        self.bodies = [one for one in spelled if one.named.kind == "organisation"]
        self.surnames: dict[str, list[Spelled]] = {}
        # By their last given name, and by what is left of a long surname without any one letter.
        self.given: dict[str, list[Spelled]] = {}
        self.nearly: dict[str, list[Spelled]] = {}
        for one in self.people:
            surname = one.words[-1].text.lower()
            self.surnames.setdefault(sound(surname), []).append(one)
            self.given.setdefault(sound(one.words[-2].text), []).append(one)
            for near in shortened(surname) if len(surname) >= LONG_SURNAME else ():
                self.nearly.setdefault(near, []).append(one)
        self.anchors: dict[str, list[Spelled]] = {}
        for one in self.bodies:
            for word in set(one.stems):
                self.anchors.setdefault(word, []).append(one)


@lru_cache(maxsize=32)
def lexicon(registers: Registers, language: str) -> Lexicon:
    return Lexicon(registers, language)


@lru_cache(maxsize=8)
def light(language: str) -> frozenset[str]:
    """Stems of what many bodies are called, and of every country."""
    countries = " ".join(Locale.parse(language).territories.values())
    words = [*_GENERIC[language].split(), *_WORD.findall(countries)]
    return frozenset(stem(word, language) for word in words)


def _spelled(row: Named, name: str, language: str) -> Spelled:
    words = words_of(name)
    stems = tuple(stem(word.text, language) for word in words if word.text.lower() not in SMALL_WORDS[language])
    weights = tuple(LIGHT if word in light(language) else 1.0 for word in stems)
    return Spelled(row, name, words, stems, weights)
