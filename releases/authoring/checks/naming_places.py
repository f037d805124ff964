"""Places that the mission has to do with are spelled as its languages spell them: the two states, and the dateline."""

from collections.abc import Iterator
from functools import lru_cache

from babel import Locale
from django.utils.translation import gettext_lazy as _

from .context import Context
from .finding import Finding
from .naming import words_of
from .passages import kept
from .registry import check
from .spelling import bases, distance, is_form_of, script, sound, stem, urdu

_LEAST, _LONG = 6, 9


@lru_cache(maxsize=8)
def _countries(language: str) -> frozenset[str]:
    """Every word of every country's name: no misspelling of another one."""
    names = " ".join(Locale.parse(language).territories.values())
    return frozenset(stem(word.text, language) for word in words_of(names))


@check("names.places", _("Names of places"), severity="warning", reads=("places",))
def places(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        own = text.content.get("briefing", {}).get("place", "")
        known = tuple(dict.fromkeys([*context.places.get(text.language, ()), *([own] if own else [])]))
        single = tuple(name for name in known if len(words_of(name)) == 1 and len(name) >= _LEAST)
        for passage in text.passages if single else ():
            for start, end, name in misspelled(passage.text, text.language, single):
                said = passage.text[start:end]
                yield Finding(
                    text.uid,
                    text.language,
                    _("“%(passage)s” is approved as “%(name)s”."),
                    _("Spell it so, or say why it is spelled otherwise here."),
                    passage.at(start, end),
                    said,
                    values={"passage": said, "name": name},
                    about=(name,),
                )


@kept
def misspelled(text: str, language: str, names: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """Where a word begins and ends that is nearly one of some names of one word each, and which."""
    return tuple(
        (word.start, word.end, name)
        for word in words_of(text)
        for name in names
        if len(word.text) >= _LEAST - 1 and word.text[0] == name[0] and is_misspelled(word.text, name, language)
    )


def is_misspelled(word: str, name: str, language: str, *, far: int | None = None) -> bool:
    """Near the name, and neither a form of it, nor a word made of it (Pakistani), nor another country.

    `far` is how many letters may differ; left out, two in a long name and one in others.
    """
    if script(word) != script(name) or is_form_of(word, name, language) or _is_made_of(_root(word), _root(name)):
        return False
    said, right = stem(word, language), stem(name, language)
    if said == right or said in _countries(language):
        return False
    if script(name) == "Arab":
        return distance(urdu(word), urdu(name)) == 1
    if far is None:
        far = 2 if len(right) >= _LONG else 1
    if language == "kk" and any(distance(base, name.lower()) == 1 for base in bases(word)):
        return True
    return sound(said) == sound(right) or distance(said, right.lower()) <= far


def _is_made_of(word: str, name: str) -> bool:
    """Pakistani; روسیہ, روسی; and from English لیسانڈیا, لیسانڈین."""
    if word.startswith(name) or (name.endswith("یہ") and word == name[:-1]):
        return True
    return name.endswith("یا") and word in {f"{name[:-1]}{end}" for end in ("", "ن", "نز", "ئی")}


def _root(word: str) -> str:
    return urdu(word) if script(word) == "Arab" else word.lower()
