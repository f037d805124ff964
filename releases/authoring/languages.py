"""The languages the software speaks, as BCP 47 tags."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils import translation

LANGUAGES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)
RIGHT_TO_LEFT = frozenset({"ur"})


def direction(language: str) -> str:
    """`rtl` or `ltr`: the value of the HTML attribute `dir`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def own_name(language: str) -> str:
    """The language's name for itself: a reader looks for the word in the language they read."""
    return {"en": "English", "kk": "Қазақша", "ru": "Русский", "ur": "اردو"}[language]


def pick(words: Mapping[str, str], language: str, *fallbacks: str) -> tuple[str, str]:
    """(language, words) in `language`, else in the first fallback that has some, else in any; ("", "") when empty."""
    for tag in (language, *fallbacks, *LANGUAGES):
        if words.get(tag):
            return tag, words[tag]
    return "", ""


def interface_language() -> str:
    """The language the interface is in now; always one of LANGUAGES."""
    tag = (translation.get_language() or "en").split("-")[0]
    return tag if tag in LANGUAGES else "en"


def isolated(words: object) -> str:
    """For a value in a sentence of the interface: where that runs from right to left, a date would be turned about."""
    return f"\u2068{words}\u2069" if interface_language() in RIGHT_TO_LEFT else str(words)


def comma(language: str) -> str:
    """What stands between the parts of a list."""
    return "، " if language == "ur" else ", "


def listed(parts: Iterable[object]) -> str:
    """The parts as a list of the interface's language."""
    return comma(interface_language()).join(map(str, parts))
