"""Organisations are named as the registers have it, and by their present name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .context import Context, Named, Registers
from .finding import Finding, Place
from .naming import BREAK, LIGHT, LONG_WORD, SMALL_WORDS, Lexicon, Spelled, Word, lexicon, light, words_of
from .passages import Passage, Read, kept
from .registry import check
from .spelling import distance, stem, urdu_letters

_FORMERLY = re.compile(
    r"\bformer(?:ly)?\b|\brenamed\b|\bthen\b|\bbefore 20|\bbывш|\bбывш|\bранее\b|\bпрежн|\bпереименован|"
    r"бұрынғы|қайта аталған|"
    r"سابق|پہلے",
    re.IGNORECASE,
)
_LEAST_LIKE = 0.78
_LEAST_STEM, _MOST_LEFT = 5, 2
# Electoral and election.
_ROOT = re.compile(r"(?:ional|ion|oral|ive|ory|ical|ic|al|ary|or)\Z")


@check("names.organisations", _("Names of organisations"), severity="warning", reads=("registers",))
def organisations(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for passage in text.passages:
            yield from _bodies(text, passage, context.registers)


@dataclass(frozen=True, slots=True)
class Met:
    """A stretch of words that is, or is like, an approved name. `likeness` 1: the same words."""

    first: int
    last: int
    body: Spelled
    likeness: float

    def meets(self, others: Sequence["Met"]) -> bool:
        return any(self.first <= other.last and other.first <= self.last for other in others)


def _bodies(text: Read, passage: Passage, registers: Registers) -> Iterator[Finding]:
    words, language = words_of(passage.text), text.language
    met = meetings(passage.text, language, registers)
    taken: list[Met] = []
    for one in met:
        if one.meets(taken):
            continue
        taken.append(one)
        start, end = words[one.first].start, words[one.last].end
        said = passage.text[start:end]
        place = passage.at(start, end)
        body = one.body
        if one.likeness == 1 and body.named.is_retired:
            if not _FORMERLY.search(passage.text[max(0, start - 40) : end + 40]):
                yield _retired(text, said, body.named, place)
        elif one.likeness < 1 and _goes_on(words, one):
            continue
        elif one.likeness < 1 or _spelled_otherwise(words, one, language):
            yield Finding(
                text.uid,
                text.language,
                _("“%(passage)s” is probably “%(name)s”, as it is approved."),
                _("Name it so, or add the other body to the register."),
                place,
                said,
                values={"passage": said, "name": body.name},
                about=(body.name,),
            )


def _goes_on(words: tuple[Word, ...], one: Met) -> bool:
    """University of Marrow Bay: what is not quite the name, and has another word with a capital, is of another body."""
    following = words[one.last + 1] if one.last + 1 < len(words) else None
    return following is not None and following.gap in {" ", "-"} and following.text[0].isupper()


def _joints(words: Sequence[Word]) -> list[str]:
    """Of and for, between the words of an English name; articles are left to taste."""
    small = [word.text.lower() for word in words]
    return [word for word in small if word in SMALL_WORDS["en"] - {"the"}]


def _retired(text: Read, said: str, body: Named, place: Place) -> Finding:
    values = {"passage": said, "name": body.successor_name(text.language), "date": body.retired_on}
    return Finding(
        text.uid,
        text.language,
        _("“%(passage)s” has been “%(name)s” since %(date)s.")
        if values["name"]
        else _("The name “%(passage)s” went out of use in %(date)s."),
        _("Use the present name; where the old one is meant, say formerly."),
        place,
        said,
        values=values,
        about=(values["name"], body.retired_on),
    )


def _spelled_otherwise(words: tuple[Word, ...], met: Met, language: str) -> bool:
    """Centre for Center, تعاؤن for تعاون: the same words, in a spelling that is not the approved one."""
    if language not in {"en", "ur"}:
        return False
    said = [word.text for word in words[met.first : met.last + 1] if word.text.lower() not in SMALL_WORDS[language]]
    approved = [word.text for word in met.body.words if word.text.lower() not in SMALL_WORDS[language]]
    if language == "ur":
        return [urdu_letters(one) for one in said] != [urdu_letters(one) for one in approved]
    return _joints(words[met.first : met.last + 1]) != _joints(met.body.words) or any(
        one[:1].isupper() and re.sub(r"['’]s?\Z", "", one.lower()) not in {other.lower(), f"{other.lower()}s"}
        for one, other in zip(said, approved, strict=False)
    )


@kept
def meetings(text: str, language: str, registers: Registers) -> tuple[Met, ...]:
    """The likest and longest first."""
    found = _met_in(words_of(text), language, lexicon(registers, language))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.first - one.last)))


def _met_in(words: tuple[Word, ...], language: str, lexicon_: Lexicon) -> Iterator[Met]:
    small = SMALL_WORDS[language]
    told = [index for index, word in enumerate(words) if word.text.lower() not in small]
    stems = [stem(words[index].text, language) for index in told]
    seen: set[tuple[int, str]] = set()
    for at, word in enumerate(stems):
        for body in lexicon_.anchors.get(word, ()):
            for place, approved in enumerate(body.stems):
                first = at - place
                last = first + len(body.stems) - 1
                if approved != word or first < 0 or last >= len(stems) or (first, body.name) in seen:
                    continue
                seen.add((first, body.name))
                if any(BREAK.search(words[index].gap) for index in range(told[first] + 1, told[last] + 1)):
                    continue
                said = [words[told[index]].text for index in range(first, last + 1)]
                likeness = _likeness(said, stems[first : last + 1], body, language)
                if likeness >= _LEAST_LIKE:
                    yield Met(told[first], told[last], body, likeness)


def _likeness(said: list[str], stems: list[str], body: Spelled, language: str) -> float:
    """The share of the name's weight that is there; 0 where what differs is another body's name."""
    if all(_is_same(one, approved, language) for one, approved in zip(stems, body.stems, strict=True)):
        # A name is written with a capital somewhere, in scripts that have them.
        return 1.0 if language == "ur" or any(word[:1].isupper() for word in said) else 0.0
    if len(stems) < 2 or not body.is_distinct:  # noqa: PLR2004
        return 0.0
    found = 0.0
    for place, (one, approved, weight) in enumerate(zip(stems, body.stems, body.weights, strict=True)):
        if _is_same(one, approved, language):
            found += weight
        elif _near(one, approved):
            found += 0.9 * weight
        elif not (place == 0 and weight == LIGHT and len(stems) > 2 and one in light(language)):  # noqa: PLR2004
            return 0.0
        if language == "en" and one != approved and not said[place][:1].isupper():
            return 0.0
    return found / sum(body.weights)


def _is_same(one: str, other: str, language: str) -> bool:
    """Two stems of one word: of the same ending more was cut off one of them than off the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    cut = language in {"kk", "ru"} and len(short) >= _LEAST_STEM and len(long) - len(short) <= _MOST_LEFT
    return cut and long.startswith(short)


def _near(one: str, other: str) -> bool:
    """A slip of one letter in a long word, or another ending: finance, financial."""
    if min(len(one), len(other)) < LONG_WORD:
        return False
    if min(len(one), len(other)) > LONG_WORD and _ROOT.sub("", one) == _ROOT.sub("", other):
        return True
    return distance(one, other) <= 1 or (one[:LONG_WORD] == other[:LONG_WORD] and abs(len(one) - len(other)) <= 3)  # noqa: PLR2004
