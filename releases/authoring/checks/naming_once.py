"""A name is spelled in one way throughout a text, also one that no register has."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from .context import Context, Registers
from .finding import Finding
from .naming import words_of
from .passages import Passage, Read, kept
from .registry import check


@check("names.consistent", _("One name in one spelling"), severity="warning", reads=("registers",))
def consistent(context: Context) -> Iterator[Finding]:
    """Jean-Paul beside Jean Paul: names that no register has, with a hyphen here and without one there."""
    approved = _approved(context.registers)
    for text in context.texts:
        if text.language == "ur":
            continue
        hyphened: Mapping[str, str] = {
            _joined(pair): pair for _passage, _start, _end, pair, hyphen in _compounds(text) if hyphen
        }
        for passage, start, end, pair, hyphen in _compounds(text):
            other = hyphened.get(_joined(pair))
            if hyphen or other is None or any(_joined(pair) in name for name in approved):
                continue
            yield Finding(
                text.uid,
                text.language,
                _("“%(passage)s” stands here, and “%(other)s” elsewhere in this text."),
                _("Spell it in one way."),
                passage.at(start, end),
                pair,
                values={"passage": pair, "other": other},
                about=(other,),
            )


def _joined(name: str) -> str:
    return " ".join(word.text.lower() for word in words_of(name))


def _compounds(text: Read) -> Iterator[tuple[Passage, int, int, str, bool]]:
    """Two words with capitals, with a hyphen or a space between."""
    for passage in text.passages:
        for start, end, hyphen in _compounds_in(passage.text):
            yield passage, start, end, passage.text[start:end], hyphen


@kept
def _compounds_in(text: str) -> tuple[tuple[int, int, bool], ...]:
    words = words_of(text)
    return tuple(
        (one.start, other.end, other.gap != " ")
        for one, other in pairwise(words)
        if other.gap in {"-", "‑", " "} and one.text[0].isupper() and other.text[0].isupper()
    )


@lru_cache(maxsize=8)
def _approved(registers: Registers) -> frozenset[str]:
    return frozenset(_joined(row.name(language)) for row in registers.rows for language in ("en", "ru", "kk"))
