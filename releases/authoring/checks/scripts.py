"""Passages are in the language of their text, and nothing in them is other than it looks."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..languages import own_name
from .context import Context
from .finding import Finding
from .passages import Passage, Read, kept
from .registry import check

_SCRIPTS = {"en": "Latn", "kk": "Cyrl", "ru": "Cyrl", "ur": "Arab"}
_LETTERS = {
    "Latn": re.compile(r"[A-Za-zÀ-ɏ]"),
    "Cyrl": re.compile(r"[\u0400-\u052f]"),
    "Arab": re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]"),
}
_KAZAKH = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_RUSSIAN = re.compile(r"\b(?:и|в|на|что|для|его|это|при|от|по|из|как|не|также|был|была|были)\b", re.IGNORECASE)
_LONG = 40


@kept
def _is_foreign(passage: str, language: str) -> bool:
    """Whether a passage is in another script, or in the other language of its script. Short ones may be names."""
    counts = {script: len(letters.findall(passage)) for script, letters in _LETTERS.items()}
    total, own = sum(counts.values()), counts[_SCRIPTS[language]]
    if total < _LONG:
        return False
    if own * 2 < total:
        return True
    kazakh, russian = len(_KAZAKH.findall(passage)), len(_RUSSIAN.findall(passage))
    # Every twelfth letter of Kazakh is one that Russian lacks.
    if language == "kk":
        return kazakh * 60 < own and russian >= 2  # noqa: PLR2004  one may be a name or a quotation
    return language == "ru" and kazakh * 20 > own


@kept
def spoken_in(passage: str, language: str) -> str:
    """The language that a passage is in: its text's, but for what was left untranslated."""
    if not _is_foreign(passage, language):
        return language
    counts = {script: len(letters.findall(passage)) for script, letters in _LETTERS.items()}
    written = max(counts, key=lambda script: counts[script])
    cyrillic = "kk" if len(_KAZAKH.findall(passage)) * 20 > counts["Cyrl"] else "ru"
    return {"Latn": "en", "Arab": "ur", "Cyrl": cyrillic}[written]


@check("languages.untranslated", _("Passages left untranslated"), severity="warning", per="release")
def untranslated(context: Context) -> Iterator[Finding]:
    source = context.source
    said = {passage.text.strip() for passage in source.passages} if source else set()
    for text in context.texts:
        for passage in text.passages:
            same = text is not source and len(passage.text) >= _LONG and passage.text.strip() in said
            if same or _is_foreign(passage.text, text.language):
                yield Finding(
                    text.uid,
                    text.language,
                    _("This passage does not seem to be in %(language)s."),
                    _("Translate it."),
                    passage.whole,
                    passage.text,
                    values={"language": own_name(text.language)},
                )


_OVERRIDES = re.compile(r"[\u202d\u202e]+")
_EMBEDDINGS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_MIXED = re.compile(r"(?:[A-Za-z]+[\u0400-\u052f]|[\u0400-\u052f]+[A-Za-z])[A-Za-z\u0400-\u052f]*")
# A whole word in the other alphabet passes for one of this: a Latin “c” for the preposition, before its noun.
_STRANGERS = {
    "Cyrl": re.compile(r"(?<![\w°.’'-])(?:[acoy]|(?:(?<=\A)|(?<=[.!?] ))[ABCKO])(?=\s+[\u0400-\u052f]{2})\s+\w+"),
    "Latn": re.compile(r"(?<!\w)[асеорхуіАВСЕНІКМОРТХУ]+(?=\s+[A-Za-z]{2})\s+\w+"),
}
_LATIN_LIKE = frozenset("aceopxyiABCEHIKMOPTXYhsj")
_CYRILLIC_LIKE = frozenset("асеорхуіАВСЕНІКМОРТХУһѕјҺ")


@check("languages.marks", _("Letters and marks that mislead"), severity="error")
def misleading(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for passage in text.passages:
            yield from _marks(text, passage)
            yield from _lookalikes(text, passage)


def _marks(text: Read, passage: Passage) -> Iterator[Finding]:
    found = _OVERRIDES.search(passage.text)
    if found is None and any(
        passage.text.count(opening) > passage.text.count(closing) for opening, closing in _EMBEDDINGS.items()
    ):
        found = re.search("[" + "".join(_EMBEDDINGS) + "]", passage.text)
    if found:
        yield Finding(
            text.uid,
            text.language,
            _("An invisible mark turns the direction of the words here: they read otherwise than they are written."),
            _("Delete the mark, or type the words anew."),
            passage.at(found.start(), found.end()),
            "",
            about=tuple(f"U+{ord(mark):04X}" for mark in found[0]),
        )


def _lookalikes(text: Read, passage: Passage) -> Iterator[Finding]:
    for start, end, letters in (*_mixed_in(passage.text), *_strange_in(passage.text, text.language)):
        word = passage.text[start:end]
        yield Finding(
            text.uid,
            text.language,
            _("“%(word)s” mixes letters of two alphabets that look alike: %(letters)s."),
            _("Type the word anew: it is neither found nor read aloud as it stands."),
            passage.at(start, end),
            word,
            values={"word": word, "letters": letters},
        )


@kept
def _strange_in(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """A word of the other alphabet that looks like one of this, with the word behind it; letters as `_mixed_in`."""
    pattern = _STRANGERS.get(_SCRIPTS[language])
    found = pattern.finditer(text) if pattern else ()
    return tuple((*one.span(), ", ".join(dict.fromkeys(one[0].split()[0]))) for one in found)


@kept
def _mixed_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, the strange letters) of words in two alphabets of which one letter passes for another."""
    found = []
    for word in _MIXED.finditer(text):
        latin = [letter for letter in word[0] if letter.isascii()]
        cyrillic = [letter for letter in word[0] if not letter.isascii()]
        strange, alike = (latin, _LATIN_LIKE) if len(latin) <= len(cyrillic) else (cyrillic, _CYRILLIC_LIKE)
        if set(strange) <= alike:
            found.append((*word.span(), ", ".join(dict.fromkeys(strange))))
    return tuple(found)
