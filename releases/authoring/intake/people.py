"""People: who is named, with which title, and where each is meant - by name, by surname, by title."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..checks.context import Registers
from ..checks.naming import lexicon
from ..checks.spelling import distance, script, sound, stem
from .document import Paragraph
from .grammar import Grammar
from .languages import GRAMMARS
from .proposal import Span
from .titles import honorifics_from, is_name, run_from, same_surname, titled_at
from .units import Unit, is_next, units

_BEFORE_VERB = r"\s+(?:has|have|had|also|further|then|later|recently|in turn|,\s*in turn,|также|далее|затем)?\s*"
# Who is called the envoy, or the diplomat, where no ambassador is named.
_AS_WELL = {"ambassador": frozenset({"chargé", "consul", "counsellor"})}


@dataclass
class Person:
    """`spellings` counts how the full name is written; `titles` those that stand with it, as (words, role)."""

    surname: str
    spellings: Counter[str] = field(default_factory=Counter)
    titles: list[tuple[str, str]] = field(default_factory=list)
    gender: str = ""
    spans: list[Span] = field(default_factory=list)
    # (code of REASONS, its values) of the first place.
    reason: tuple[str, dict[str, str]] = ("titled", {})
    registered: str = ""

    @property
    def name(self) -> str:
        """The fullest spelling, the most frequent of those, hyphens before spaces."""
        return max(self.spellings, key=lambda one: (_size(one), self.spellings[one], "-" in one, one))

    @property
    def title(self) -> str:
        return max((title for title, _role in self.titles), key=len, default="")

    @property
    def roles(self) -> set[str]:
        return {role for _title, role in self.titles}


def _size(name: str) -> int:
    return len(re.findall(r"[^\W\d_]+", name))


@dataclass(frozen=True, slots=True)
class Mention:
    """`person` is an index of People.found; None where a title names nobody whom the text names."""

    paragraph: int
    start: int
    end: int
    person: int | None
    words: str
    kind: str  # name | title | pronoun
    gender: str = ""


class People:
    """Who is in a text. `mentions` by paragraph, in order, pronouns not among them: whom they mean, the talk tells."""

    def __init__(self, paragraphs: Sequence[Paragraph], language: str, registers: Registers) -> None:
        self.grammar: Grammar = GRAMMARS[language]
        self.language = language
        self.registers = registers
        self.found: list[Person] = []
        self.taken: dict[int, list[tuple[int, int]]] = {}
        self.alone: list[tuple[int, int, int, str, str]] = []
        self.mentions: dict[int, list[Mention]] = {}
        for paragraph in paragraphs:
            self._titled(paragraph)
        for paragraph in paragraphs:
            self._untitled(paragraph)
        for paragraph in paragraphs:
            self._surnames(paragraph)
            self._roles(paragraph)
            self.mentions.setdefault(paragraph.index, []).sort(key=lambda one: one.start)

    def _titled(self, paragraph: Paragraph) -> None:
        found, at = units(paragraph.text), 0
        while at < len(found):
            titled = titled_at(found, at, self.grammar)
            if titled is None:
                at += 1
                continue
            words = paragraph.text[found[titled.start].start : found[titled.end - 1].end]
            if titled.name[1]:
                name = found[titled.name[0] : titled.name[1]]
                title = words[:1].upper() + words[1:]
                person = self._meet(paragraph, name, ("titled", {"title": title}))
                person.titles.append((title, titled.role))
                person.gender = person.gender or self.grammar.honorifics.get(titled.honorific, "")
                self._apposed(paragraph, found, titled.name[1], person)
                self._mention(paragraph, found[titled.start].start, name[-1].end, person, "name")
                at = titled.name[1]
            else:
                self.alone.append(
                    (paragraph.index, found[titled.start].start, found[titled.end - 1].end, titled.role, words)
                )
                at = max(titled.end, at + 1)

    def _untitled(self, paragraph: Paragraph) -> None:
        """An honorific, a title after a comma, a verb of speaking, or the register tells that a name is a person’s."""
        found, at = units(paragraph.text), 0
        while at < len(found):
            first, honorific = honorifics_from(found, at, self.grammar)
            if self.language == "ur":
                at = self._registered(paragraph, found, at) or at + 1
                continue
            start = self._begins(found, first)
            past = run_from(found, start, self.grammar)
            name = found[start:past]
            if past == start or self._is_taken(paragraph, name):
                at = max(past, at + 1)
                continue
            reason = self._why(paragraph, found, start, past, honorific if first > at else "")
            if reason and is_name(name, self.grammar, least=1 if honorific and first > at else 2):
                person = self._meet(paragraph, name, reason)
                person.gender = person.gender or self.grammar.honorifics.get(honorific, "")
                self._apposed(paragraph, found, past, person)
                self._mention(paragraph, name[0].start, name[-1].end, person, "name")
            else:
                past = self._registered(paragraph, found, start) or past
            at = max(past, at + 1)

    def _begins(self, found: Sequence[Unit], at: int) -> int:
        """Past the words that begin a sentence, and no name."""
        past = run_from(found, at, self.grammar)
        while at < past and found[at].low in self.grammar.no_names:
            at += 1
        return at

    def _why(
        self, paragraph: Paragraph, found: Sequence[Unit], start: int, past: int, honorific: str
    ) -> tuple[str, dict[str, str]] | None:
        if honorific:
            return "honorific", {"title": honorific.title()}
        after = paragraph.text[found[past - 1].end :]
        if spoken := re.match(rf"{_BEFORE_VERB}({self.grammar.verbs})\b", after):
            return "speaks", {"verb": spoken[1]}
        before = paragraph.text[: found[start].start]
        if spoken := re.search(rf"(?:[,”»\"]|[–—-])\s*({self.grammar.verbs})\s+\Z", before):
            return "speaks", {"verb": spoken[1]}
        if title := self._title_behind(found, past):
            return "titled", {"title": paragraph.text[found[title[0]].start : found[title[1] - 1].end]}
        return None

    def _title_behind(self, found: Sequence[Unit], past: int) -> tuple[int, int, str] | None:
        """(first unit, unit after, role) of a title after a comma or in brackets: Anna Sapt, the Minister of Trade."""
        if past >= len(found) or found[past].gap.strip() not in {",", "(", "–", "—"}:
            return None
        first = past + (found[past].low in {"the", "a"})
        titled = titled_at(found, first, self.grammar) if first < len(found) else None
        return (titled.start, titled.end, titled.role) if titled and not titled.name[1] else None

    def _apposed(self, paragraph: Paragraph, found: Sequence[Unit], past: int, person: Person) -> None:
        if title := self._title_behind(found, past):
            words = paragraph.text[found[title[0]].start : found[title[1] - 1].end]
            person.titles.append((words[:1].upper() + words[1:], title[2]))

    def _registered(self, paragraph: Paragraph, found: Sequence[Unit], at: int) -> int:
        """The unit after a name of the register, where one stands with its surname; else 0."""
        known = lexicon(self.registers, self.language)
        for last in range(at, min(at + 4, len(found))):
            if last > at and not is_next(found[last], found[last - 1]):
                break
            for spelled in known.surnames.get(self._heard(found[last], known.surnames), []):
                given = [sound(unit.text) for unit in found[at:last]]
                approved = [sound(word.text) for word in spelled.words[:-1]]
                if given and any(_alike(one, other) for one in given for other in approved):
                    name = found[at : last + 1]
                    if not self._is_taken(paragraph, name):
                        person = self._meet(paragraph, name, ("registered", {}))
                        self._mention(paragraph, name[0].start, name[-1].end, person, "name")
                    return last + 1
        return 0

    def _heard(self, unit: Unit, surnames: Iterable[str]) -> str:
        heard = sound(unit.low)
        return heard if heard in surnames or self.language not in {"ru", "kk"} else sound(stem(unit.low, self.language))

    def _is_taken(self, paragraph: Paragraph, name: Sequence[Unit]) -> bool:
        return any(start < name[-1].end and name[0].start < end for start, end in self.taken.get(paragraph.index, []))

    def _meet(self, paragraph: Paragraph, name: Sequence[Unit], reason: tuple[str, dict[str, str]]) -> Person:
        """The person of that name, a new one where none has it."""
        words = paragraph.text[name[0].start : name[-1].end]
        surname = name[-1].low
        for person in self.found:
            if same_surname(surname, person.surname, self.language) and self._given_agree(words, person):
                break
        else:
            person = Person(surname, reason=reason)
            self.found.append(person)
        person.spellings[_nominative(words)] += 1
        person.spans.append(Span(paragraph.index, name[0].start, name[-1].end))
        return person

    def _given_agree(self, words: str, person: Person) -> bool:
        mine, theirs = _given(words), _given(person.name)
        return (
            not mine or not theirs or _alike(sound(stem(mine[0], self.language)), sound(stem(theirs[0], self.language)))
        )

    def _mention(self, paragraph: Paragraph, start: int, end: int, person: Person, kind: str) -> None:
        self.taken.setdefault(paragraph.index, []).append((start, end))
        self.mentions.setdefault(paragraph.index, []).append(
            Mention(paragraph.index, start, end, self.found.index(person), paragraph.text[start:end], kind)
        )

    def _surnames(self, paragraph: Paragraph) -> None:
        """Kistafin, Mr Kistafin: a person whom the text names in full elsewhere."""
        found = units(paragraph.text)
        for place, unit in enumerate(found):
            if not (unit.is_capital or self.language == "ur") or self._is_taken(paragraph, [unit]):
                continue
            for person in self.found:
                if same_surname(unit.low, person.surname, self.language) and len(unit.text) > 2:  # noqa: PLR2004
                    before = re.search(r"(\w+)\.?\s+\Z", paragraph.text[: unit.start])
                    person.gender = person.gender or self.grammar.honorifics.get(
                        before[1].lower() if before else "", ""
                    )
                    start = self._given_before(found, place, person)
                    person.spans.append(Span(paragraph.index, start, unit.end))
                    self._mention(paragraph, start, unit.end, person, "name")
                    break

    def _given_before(self, found: Sequence[Unit], place: int, person: Person) -> int:
        """Where the name begins: with the given name, inflected or not, if that stands before the surname."""
        given = _given(person.name)
        if not (place and given and is_next(found[place]) and found[place - 1].is_capital):
            return found[place].start
        one, other = (sound(stem(word, self.language)) for word in (found[place - 1].low, given[0].lower()))
        return found[place - 1 if _alike(one, other) else place].start

    def _roles(self, paragraph: Paragraph) -> None:
        for index, start, end, role, words in self.alone:
            if index == paragraph.index and not any(
                first < end and start < last for first, last in self.taken.get(index, [])
            ):
                fitting = _AS_WELL.get(role, frozenset()) | {role}
                holders = [number for number, person in enumerate(self.found) if role in person.roles] or [
                    number for number, person in enumerate(self.found) if fitting & person.roles
                ]
                person = self._closest(holders, words)
                self.mentions.setdefault(index, []).append(Mention(index, start, end, person, words, "title"))

    def _closest(self, holders: Sequence[int], words: str) -> int | None:
        """Of several ministers the one whose title holds the words; of one, that one."""
        if len(holders) < 2:  # noqa: PLR2004
            return holders[0] if holders else None
        named = [number for number in holders if words.lower() in self.found[number].title.lower()]
        return named[0] if named else holders[0]


def _nominative(words: str) -> str:
    return re.sub(r"['’]s?\Z", "", words)


def _given(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name)[:-1]


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one == other or (min(len(one), len(other)) > 3 and distance(one, other) <= 1)  # noqa: PLR2004


def same_person(person: Person, spelled_words: Sequence[str]) -> bool:
    """Whether a name of the register is this person’s: surname by sound, given names as far as both have some."""
    if not spelled_words or script(spelled_words[-1]) != script(person.surname):
        return False
    if sound(spelled_words[-1]) != sound(person.surname) and sound(spelled_words[-1]) != sound(
        stem(person.surname, "ru")
    ):
        return False
    mine, theirs = [sound(one) for one in _given(person.name)], [sound(one) for one in spelled_words[:-1]]
    return not mine or any(_alike(one, other) for one in mine for other in theirs)
