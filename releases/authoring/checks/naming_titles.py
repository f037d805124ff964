"""Titles of office are spelled as they are approved: Ambasador, Presidant, Министер.

Only the word that says what somebody is (ambassador, minister) is looked at: the others of a title, such as trade and
defence, stand in many sentences for themselves, and are spelled in more than one way.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .context import Context, Registers
from .finding import Finding
from .naming import words_of
from .naming_offices import HEAD
from .naming_places import is_misspelled
from .passages import kept
from .registry import check

_LEAST = 7
# Kazakh says of what: Қазақстан Президенті.
_OF_SOMETHING = defaultdict(lambda: re.compile(r"(?!)"), kk=re.compile(r"с?[іы]\Z"))


@check("names.titles", _("Titles of office"), severity="warning", reads=("registers",))
def titles(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for passage in text.passages:
            for start, end, name in _misspelled(passage.text, text.language, context.registers):
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
def _misspelled(text: str, language: str, registers: Registers) -> tuple[tuple[int, int, str], ...]:
    names = _heads(language, registers)
    return tuple(
        (word.start, word.end, name)
        for word in (words_of(text) if names else ())
        for name in names
        if len(word.text) >= _LEAST - 1
        and word.text[0].lower() == name[0].lower()
        and not HEAD.fullmatch(word.text)
        and is_misspelled(word.text, name, language, far=1)
    )


@kept
def _heads(language: str, registers: Registers) -> tuple[str, ...]:
    """The words of all approved titles that say what somebody is."""
    approved = (dict(held.titles).get(language, "") for row in registers.rows for held in row.offices)
    words = (_OF_SOMETHING[language].sub("", word.text) for title in approved for word in words_of(title))
    by_word = {word.lower(): word for word in words if len(word) >= _LEAST and HEAD.match(word)}
    return tuple(sorted(by_word.values()))
