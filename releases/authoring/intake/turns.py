"""Who is meant: the subject of a verb, a pronoun, and who goes on speaking."""

import re

from ..checks.passages import sentence_at
from .document import Paragraph
from .people import Mention, People
from .speech import SPEECH, Speech
from .units import units

# As near as a subject stands to its verb, where nothing but a title or an adverb lies between.
NEAR, _LONGEST_BEFORE, _LONGEST_BETWEEN = 20, 60, 170
# Rudolf Rassendyll, who attended the talks, told …
_APPOSED = re.compile(r"(?:\s+of\s+(?:the\s+)?[\w’' -]{2,40})?,\s*\Z")
_RELATIVE = re.compile(r",\s*(?:who|whose|котор\w+)\b[^,;:]*,", re.IGNORECASE)


class Turns:
    """Keeps in mind who spoke last, while the text is gone through from its beginning."""

    def __init__(self, people: People, language: str) -> None:
        self.people = people
        self.language = language
        self.speech: Speech = SPEECH[language]
        # Whom a pronoun means: the last subject. Who goes on speaking: the last who spoke.
        self.last: Mention | None = None
        self.speaker: Mention | None = None
        # The paragraph in which somebody spoke last: what is said goes on into the next, and no further.
        self.spoke_in = -2

    def _acts(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Of a sentence in which nobody speaks: its subject is whom the next pronoun means."""
        named = [one for one in self._mentions(paragraph, start, end) if one.kind != "pronoun"]
        if (
            named
            and named[0].start - start <= _LONGEST_BEFORE
            and not _is_object(paragraph.text, start, named[0], self.language)
        ):
            self.last = named[0]

    def _last_before(
        self, paragraph: Paragraph, start: int, place: int, *, most: int = _LONGEST_BETWEEN
    ) -> Mention | None:
        """The subject: the first of those from which nothing but its own explanation leads to the verb."""
        text = paragraph.text
        near = [
            one
            for one in self._mentions(paragraph, start, place)
            if one.end <= place
            and place - one.end <= most
            and not self.speech.between.search(_RELATIVE.sub(" ", text[one.end : place]))
            and not _is_object(text, start, one, self.language)
        ]
        if len(near) > 1 and near[0].kind == "title" and _APPOSED.match(text[near[0].end : near[1].start]):
            # The Director of the hospital, Professor Lidia Kovar, explained …
            return near[1]
        return near[0] if near else None

    def _first_behind(self, paragraph: Paragraph, place: int, end: int) -> Mention | None:
        near = [one for one in self._mentions(paragraph, place, end) if one.start - place <= NEAR]
        return near[0] if near else None

    def _mentions(self, paragraph: Paragraph, start: int, end: int) -> list[Mention]:
        """Names, titles and pronouns between two places, in order."""
        named = [one for one in self.people.mentions.get(paragraph.index, []) if start <= one.start and one.end <= end]
        pronouns = [
            Mention(
                paragraph.index,
                unit.start,
                unit.end,
                None,
                unit.text,
                "pronoun",
                self.people.grammar.pronouns[unit.low],
            )
            for unit in units(paragraph.text)
            if start <= unit.start and unit.end <= end and unit.low in self.people.grammar.pronouns
        ]
        return sorted([*named, *pronouns], key=lambda one: one.start)

    def _meant(self, mention: Mention) -> Mention:
        """Whom a pronoun means: who spoke last, unless she cannot be he."""
        if mention.kind != "pronoun" or self.last is None:
            return mention
        known = self.people.found[self.last.person].gender if self.last.person is not None else ""
        if mention.gender and known and mention.gender != known:
            others = [n for n, one in enumerate(self.people.found) if one.gender == mention.gender]
            return Mention(
                mention.paragraph, mention.start, mention.end, others[0] if others else None, mention.words, "pronoun"
            )
        return self.last

    def _speaks(self, mention: Mention, paragraph: Paragraph) -> None:
        self.last = self.speaker = self._meant(mention)
        person = self.people.found[self.last.person] if self.last.person is not None else None
        if person and not person.gender and mention.kind != "pronoun" and self.language == "en":
            start, end = sentence_at(paragraph.text, mention.start)
            words = set(re.findall(r"\b(?:his|her)\b", paragraph.text[start:end].lower()))
            person.gender = {frozenset({"his"}): "m", frozenset({"her"}): "f"}.get(frozenset(words), "")
        self.spoke_in = paragraph.index

    def _goes_on(self, paragraph: Paragraph) -> bool:
        return paragraph.index - self.spoke_in <= 1


def _is_object(text: str, start: int, mention: Mention, language: str) -> bool:
    """By President Tokayev, of the Minister: not who speaks."""
    if language == "en":
        return (
            re.search(
                r"\b(?:by|of|with|to|for|from|and\s+by|between|about)\s+(?:the\s+)?\Z", text[start : mention.start]
            )
            is not None
        )
    if language == "ru":
        return re.search(r"\b(?:с|к|от|о|об|для|у|между)\s+\Z", text[start : mention.start]) is not None
    return False
