"""People are named as the registers have it, whatever the script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .context import Context, Named, Registers
from .finding import Finding
from .naming import BREAK, LONG_SURNAME, LONG_WORD, Lexicon, Spelled, Word, lexicon, shortened, words_of
from .passages import kept
from .registry import check
from .spelling import bases, distance, heard_alike, is_form_of, script, sound, stem, urdu

_SCRIPT_OF = {"en": "Latn", "ru": "Cyrl", "kk": "Cyrl", "ur": "Arab"}
_LANGUAGES_OF = {"Latn": ("en",), "Cyrl": ("ru", "kk"), "Arab": ("ur",)}


def _lexicons(registers: Registers, language: str, word: str) -> list[tuple[str, Lexicon]]:
    """The language of the text where the word is in its script, else those that are written so."""
    written = _LANGUAGES_OF[script(word)]
    return [(one, lexicon(registers, one)) for one in ((language,) if language in written else written)]


@check("names.people", _("Names of people"), severity="warning", reads=("registers",))
def people(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for passage in text.passages:
            for start, end, approved in _misnamed(passage.text, text.language, context.registers):
                said = passage.text[start:end]
                yield Finding(
                    text.uid,
                    text.language,
                    _("“%(passage)s” is approved as “%(name)s”."),
                    _("Spell it so, or add the other spelling to the register."),
                    passage.at(start, end),
                    said,
                    values={"passage": said, "name": approved.name},
                    about=(approved.name,),
                )


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody of the register is named, with or without given names: all whom the words may mean."""

    start: int
    end: int
    people: tuple[Named, ...]


@kept
def mentions(text: str, language: str, registers: Registers) -> tuple[Mention, ...]:
    """People of the register in a passage, in order; a likely misspelling names them as well."""
    words, found = words_of(text), []
    for index, word in enumerate(words):
        if script(word.text) != "Arab" and not word.text[0].isupper():
            continue
        for spoken, lexicon_ in _lexicons(registers, language, word.text):
            fitting = lexicon_.surnames.get(_bare_sound(word.text, spoken, lexicon_), [])
            named = [
                (one, _given_count(words, index, one, spoken))
                for one in fitting
                if is_form_of(word.text, one.words[-1].text, spoken) or _may_be(word.text, one.words[-1].text)
            ]
            if named:
                most = max(count for _one, count in named)
                people = tuple(one.named for one, count in named if count == most)
                found.append(Mention(words[index - most].start, word.end, people))
                break
    return tuple(found)


@kept
def _misnamed(text: str, language: str, registers: Registers) -> tuple[tuple[int, int, Spelled], ...]:
    words, found = words_of(text), []
    for index, word in enumerate(words):
        if script(word.text) != "Arab" and not word.text[0].isupper():
            continue
        if _LANGUAGES_OF[script(word.text)] != _LANGUAGES_OF[_SCRIPT_OF[language]]:
            found += _in_another_script(words, index, language, registers)
            continue
        for spoken, lexicon_ in _lexicons(registers, language, word.text):
            person = _person_at(words, index, spoken, lexicon_) or _slip_at(words, index, spoken, lexicon_)
            if person:
                found.append(person)
                break
    return tuple(found)


def _in_another_script(
    words: tuple[Word, ...], index: int, language: str, registers: Registers
) -> list[tuple[int, int, Spelled]]:
    """A person of the register, named as another language writes it: here is meant what this one does."""
    word = words[index].text
    own = {one.named.slug: one for one in lexicon(registers, language).people}
    for spoken, lexicon_ in _lexicons(registers, language, word):
        for one in lexicon_.surnames.get(_bare_sound(word, spoken, lexicon_), []):
            likely = is_form_of(word, one.words[-1].text, spoken) or _may_be(word, one.words[-1].text)
            if likely and one.named.slug in own:
                first = index - _given_count(words, index, one, spoken)
                return [(words[first].start, words[index].end, own[one.named.slug])]
    return []


def _person_at(
    words: tuple[Word, ...], index: int, language: str, lexicon_: Lexicon
) -> tuple[int, int, Spelled] | None:
    """(start, end, the approved name) of a person whose surname is here, and who is named otherwise."""
    word = words[index]
    fitting = lexicon_.surnames.get(_bare_sound(word.text, language, lexicon_), [])
    if any(
        is_form_of(word.text, one.words[-1].text, language) and _given(words, index, one, language) != "otherwise"
        for one in fitting
    ):
        return None
    for one in fitting:
        given = _given(words, index, one, language)
        right = is_form_of(word.text, one.words[-1].text, language)
        if right and given == "otherwise":
            return words[index - _given_count(words, index, one, language)].start, word.end, one
        count = _given_count(words, index, one, language)
        if not right and (_may_be(word.text, one.words[-1].text) or _is_all_but(word, one, count)):
            first = index - count
            return words[first].start, word.end, one
    return None


def _slip_at(words: tuple[Word, ...], index: int, language: str, lexicon_: Lexicon) -> tuple[int, int, Spelled] | None:
    """A surname that sounds like none of the register, and is a slip away from one: two behind the given name."""
    word = words[index]
    if _bare_sound(word.text, language, lexicon_) in lexicon_.surnames:
        return None
    if index and not BREAK.search(word.gap):
        before = words[index - 1].text
        given = dict.fromkeys((sound(before), sound(stem(before, language))))
        for one in (one for key in given for one in lexicon_.given.get(key, ())):
            far = 2 if len(one.words[-1].text) >= LONG_SURNAME + 1 else 1
            count = _given_count(words, index, one, language)
            if count and _is_slip(word.text, one.words[-1].text, language, far=far):
                return words[index - count].start, word.end, one
    if script(word.text) == "Arab" or len(word.text) < LONG_SURNAME - 1:
        return None
    for near in sorted(shortened(stem(word.text, language))):
        for one in lexicon_.nearly.get(near, ()):
            if _is_slip(word.text, one.words[-1].text, language, far=1) and word.text[0] == one.words[-1].text[0]:
                return word.start, word.end, one
    return None


def _is_slip(said: str, approved: str, language: str, *, far: int) -> bool:
    """Within so many letters of the name, endings of case aside; Tokayeva is another person."""
    if script(said) != script(approved) or is_form_of(said, approved, language):
        return False
    if script(said) == "Arab":
        return 0 < distance(urdu(said), urdu(approved)) <= min(far, 1)
    name, heard = approved.lower(), re.sub(r"['’]s?\Z", "", said.lower())
    if heard in {f"{name}a", f"{name}а", f"{name}s"}:
        return False
    far = far if heard[:1] == name[:1] else 1
    bare = {heard, stem(said, language), *(bases(said) if language == "kk" else ())}
    return any(0 < distance(one, name) <= far for one in bare if len(one) >= LONG_WORD - 1)


def _bare_sound(word: str, language: str, lexicon_: Lexicon) -> str:
    """The sound of the word as it stands, or without an inflection."""
    heard = sound(re.sub(r"['’]s?\Z", "", word))
    if heard in lexicon_.surnames or language not in {"ru", "kk"}:
        return heard
    return sound(stem(word, language))


def _may_be(word: str, approved: str) -> bool:
    """Consonants alone are little: in Arabic script the words must be near each other as well."""
    if script(approved) != "Arab":
        return len(approved) > 3  # noqa: PLR2004
    said, name = heard_alike(word), heard_alike(approved)
    return len(name) > 4 and said[0] == name[0] and distance(said, name) <= 2  # noqa: PLR2004


def _is_all_but(word: Word, one: Spelled, count: int) -> bool:
    """Behind all the given names of somebody, a letter away from the surname, however short."""
    return 0 < count == len(one.words) - 1 and distance(urdu(word.text), urdu(one.words[-1].text)) <= 1


def _given_count(words: tuple[Word, ...], index: int, one: Spelled, language: str) -> int:
    """How many of the words before the surname are given names of this person, however they are spelled."""
    count = 0
    given = "".join(word.text for word in one.words[:-1])
    joined = index > 0 and len(one.words) > 2 and not BREAK.search(words[index].gap)  # noqa: PLR2004
    if joined and len(given) > LONG_WORD and sound(words[index - 1].text) == sound(given):
        return 1
    for back, approved in enumerate(reversed(one.words[:-1]), 1):
        if index - back < 0 or BREAK.search(words[index - back + 1].gap):
            break
        said = words[index - back].text
        near = sound(said) == sound(approved.text) or (
            len(approved.text) >= LONG_WORD - 1 and distance(said.lower(), approved.text.lower()) <= 1
        )
        if not (near or is_form_of(said, approved.text, language)):
            break
        count += 1
    return count


def _given(words: tuple[Word, ...], index: int, one: Spelled, language: str) -> str:
    """`absent`; `right` as approved, hyphens included; else `otherwise`."""
    count = _given_count(words, index, one, language)
    if count == 0:
        return "absent"
    pairs = list(zip(words[index - count : index], one.words[-1 - count : -1], strict=True))
    spelled = all(is_form_of(said.text, approved.text, language) for said, approved in pairs)
    joined = [words[index - count + place].gap for place in range(1, count + 1)]
    approved_gaps = [word.gap for word in one.words[len(one.words) - count :]]
    same_gaps = all(_hyphen(one_) == _hyphen(other) for one_, other in zip(joined, approved_gaps, strict=True))
    return "right" if spelled and same_gaps else "otherwise"


def _hyphen(gap: str) -> str:
    return "-" if gap.strip() in {"-", "‑", "‐"} else gap.strip()
