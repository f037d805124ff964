"""One spelling for what readers take to be the same word, and the part of a word that its inflections share.

Neither database stems Kazakh or Urdu, so words are indexed whole, as folded here, and are sought by the
beginning that they share.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_QUERY = 200
_LONGEST_WORD = 60
_MOST_TERMS = 8
_MARKS = "\u0640\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
_LETTER = rf"[\w{_MARKS}\u0300-\u036f]"
_WORD = re.compile(rf"\d+(?:[.,٫٬]\d+)*(?!\w)|[^\W_]{_LETTER}*(?:['’ʼ`]{_LETTER}+)*")
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*\Z")
_INVISIBLE = re.compile(f"[{_MARKS}]")
_POSSESSIVE = re.compile(r"['’ʼ`]s?$")
_APOSTROPHES = re.compile("['’ʼ`_]")
_SEPARATORS = re.compile("[.,٫٬]")
_LETTERS = str.maketrans("كيىةهۀۂأإٱآؤـ", "کییہہہہاااا" + "و" + "ـ") | str.maketrans({"ё": "е", "ı": "i"})
_DECIMAL = "·"
_ENDINGS: dict[str, list[tuple[str, ...]]] = {
    "en": [("ies", "es", "s", "ing", "ed")],
    "ru": [
        (
            *("иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "ией"),
            *(
                "ях",
                "ах",
                "ей",
                "ой",
                "ий",
                "ый",
                "ая",
                "яя",
                "ое",
                "ее",
                "ые",
                "ие",
                "ым",
                "им",
                "ом",
                "ем",
                "ам",
                "ям",
            ),
            *("ую", "юю", "ов", "ев", "ию", "ия", "ии", "ью"),
            *("ы", "и", "а", "я", "о", "е", "у", "ю", "ь", "й"),
        )
    ],
    "kk": [
        (
            *("ның", "нің", "дың", "дің", "тың", "тің", "нда", "нде", "нан", "нен", "дан", "ден", "тан", "тен"),
            *("мен", "бен", "пен", "дағы", "дегі", "тағы", "тегі"),
            *("ға", "ге", "қа", "ке", "на", "не", "ны", "ні", "ды", "ді", "ты", "ті", "да", "де", "та", "те"),
        ),
        ("сы", "сі", "ы", "і", "ым", "ім", "ың", "ің"),
        ("лар", "лер", "дар", "дер", "тар", "тер"),
    ],
}
_SHORTEST_STEM = 4
_KAZAKH = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[\u0430-\u04ff]")
_LATIN = re.compile("[a-z]")


@dataclass(frozen=True)
class Word:
    """A word as it stands in a text, from `start` to `end`, and as it is indexed."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True)
class Term:
    """What is sought: words that begin so, or the one word itself where `whole`."""

    stem: str
    whole: bool = False

    def finds(self, folded: str) -> bool:
        return folded == self.stem if self.whole else folded.startswith(self.stem)


class _Letters(dict[int, str]):
    """What `fold_word` makes of each letter by itself, once it has been asked."""

    def __missing__(self, code: int) -> str:
        plain = _INVISIBLE.sub("", chr(code).casefold()).translate(_LETTERS)
        self[code] = "".join(map(_plain_letter, _APOSTROPHES.sub("", plain)))
        return self[code]


_LETTER_BY_LETTER = _Letters()


def may_be_in(text: str, term: Term) -> bool:
    """False only where no word of a composed text is found by the term: much quicker than to look at each word."""
    return term.stem[0].isdigit() or term.stem in text.translate(_LETTER_BY_LETTER)


def found_in(text: str, sought: Sequence[Term]) -> list[Word]:
    """Those words of a composed text that any of some terms finds."""
    stems = tuple(term.stem for term in sought if not term.whole)
    whole = {term.stem for term in sought if term.whole}
    hits = []
    for match in _WORD.finditer(text):
        folded = fold_word(match.group())
        if folded.startswith(stems) or folded in whole:
            hits.append(Word(match.start(), match.end(), folded))
    return hits


def words(text: str) -> Iterator[Word]:
    """The words and numbers of a text. Hyphens part words; apostrophes and vowel marks do not."""
    for found in _WORD.finditer(text):
        folded = fold_word(found.group())
        if folded:
            yield Word(found.start(), found.end(), folded)


def folded(text: str) -> str:
    """The text as it is indexed: its folded words, parted by spaces."""
    return " ".join(word.folded for word in words(unicodedata.normalize("NFKC", text)))


@functools.lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """The indexed spelling of one word, such as `کتاب` for `كِتاب`, `63` for `۶۳` and `elysee` for `Élysée’s`."""
    if _NUMBER.match(word):
        digits = "".join(
            str(unicodedata.digit(character)) if character.isdecimal() else character for character in word
        )
        return _SEPARATORS.sub(_DECIMAL, digits)[:_LONGEST_WORD]
    plain = unicodedata.normalize("NFKC", word).casefold()
    plain = _APOSTROPHES.sub("", _POSSESSIVE.sub("", _INVISIBLE.sub("", plain)))
    return "".join(_plain_letter(letter) for letter in plain.translate(_LETTERS))[:_LONGEST_WORD]


def terms(query: str, language: str, *, unfinished: bool = False) -> tuple[Term, ...]:
    """What a query of a reader of `language` seeks; all of it must be found. `unfinished`: its last word is half typed.

    No more than eight words of it count.
    """
    found = [word.folded for word in words(unicodedata.normalize("NFKC", query[:LONGEST_QUERY]))]
    sought = [_term(word, language) for word in found[:_MOST_TERMS]]
    if unfinished and sought and len(found) <= _MOST_TERMS:
        sought[-1] = Term(found[-1])
    return tuple(dict.fromkeys(sought))


def stem(word: str, language: str) -> str:
    """The beginning that the inflections of a folded word share, taken cautiously. Urdu stays as it is."""
    for endings in _ENDINGS.get(_rules(word, language), []):
        fitting = (len(end) for end in endings if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM)
        word = word[: len(word) - max(fitting, default=0)]
    return word


def _term(word: str, language: str) -> Term:
    if word[0].isdigit():
        return Term(word, whole=True)
    shared = stem(word, language)
    shortest = 2 if _rules(word, language) == "" else 3
    return Term(shared, whole=len(shared) < shortest)


def _rules(word: str, language: str) -> str:
    """Whose endings a word bears: its script says more than the page that it was typed on."""
    if _LATIN.match(word):
        return "en"
    if _CYRILLIC.match(word):
        return "kk" if language == "kk" or _KAZAKH.search(word) else "ru"
    return ""


def _plain_letter(letter: str) -> str:
    """Latin letters without their diacritics; й stays й."""
    base = unicodedata.normalize("NFD", letter)
    if len(base) > 1 and base[0] < "\u0250":
        return base[0]
    return "" if "\u0300" <= letter <= "\u036f" else letter
