"""A text read for what it holds: every proposal, in the order in which a person looks at them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from releases.assets.writings import Writing

from ..checks.naming import words_of
from ..checks.passages import sentence_at
from .bodies import Body, bodies_of
from .circumstances import Circumstance, elsewhere, event_of, is_elsewhere
from .document import Paragraph, language_of, paragraphs_of
from .figures import Figure, figures_of
from .known import Known
from .languages import GRAMMARS
from .people import People, Person, same_person
from .proposal import KINDS, Proposal, Span
from .statements import Said, Talk
from .topics import Spoken, topics_of

_LONGEST_TITLE, _MOST_OF_A_KIND = 120, 300
FORMAT = "intake/1"
# Over the title of a press release.
_STAMP = re.compile(
    r"(?:press\s+release|media\s+advisory|for\s+immediate\s+release|пресс-релиз|баспасөз|پریس ریلیز)\b.{0,40}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Intake:
    """`proposals` in the order of KINDS, each kind in the order of the text."""

    language: str
    paragraphs: tuple[Paragraph, ...]
    proposals: tuple[Proposal, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Proposal]:
        return {proposal.key: proposal for proposal in self.proposals}


def read(writing: Writing, *, known: Known | None = None, language: str = "") -> Intake:
    """The same for the same text and registers, always. `language` where the letters do not tell it right."""
    paragraphs = paragraphs_of(writing)
    spoken = language or language_of(paragraphs)
    reader = _Reader(paragraphs, spoken, known or Known(), writing)
    proposals = sorted(reader.proposals(), key=lambda one: KINDS.index(one.kind))
    return Intake(spoken, paragraphs, _numbered(proposals))


def _numbered(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """No more of a kind than anybody looks through: a list of numbers is no text."""
    seen: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    found = []
    for proposal in proposals:
        kinds[proposal.kind] += 1
        if kinds[proposal.kind] > _MOST_OF_A_KIND:
            continue
        key = proposal.key
        found.append(replace(proposal, number=seen[key]) if seen[key] else proposal)
        seen[key] += 1
    return tuple(found)


class _Reader:
    def __init__(self, paragraphs: tuple[Paragraph, ...], language: str, known: Known, writing: Writing) -> None:
        self.paragraphs = paragraphs
        self.language = language
        self.known = known
        self.writing = writing
        self.people = People(paragraphs, language, known.registers)
        self.said = Talk(self.people, language).said(paragraphs)
        self.others = {one.person: one for one in elsewhere(paragraphs, self.people)}
        self.slugs = {id(person): self._registered(person) for person in self.people.found}

    def proposals(self) -> Iterator[Proposal]:
        yield from self._title()
        yield from self._speakers()
        spans = [span for person in self.people.found for span in person.spans]
        for one in [*event_of(self.paragraphs, self.language, spans), *self.others.values()]:
            yield self._circumstance(one)
        yield from map(self._statement, self.said)
        yield from map(self._figure, figures_of(self.paragraphs, self.language))
        # A surname alone tells who speaks, and is too little for a register.
        named = [one for one in self.people.found if len(_words(one.name)) > 1 or self.slugs[id(one)]]
        yield from map(self._person, named)
        names = [span for person in self.people.found for span in person.spans]
        bodies = bodies_of(self.paragraphs, self.language, self.known.registers, names)
        yield from map(self._body, sorted(bodies, key=lambda one: (one.spans[0].paragraph, one.spans[0].start)))
        in_names = [span for body in bodies for span in body.spans]
        yield from map(self._topic, topics_of(self.paragraphs, self.language, self.known.topics, in_names))

    def words(self, span: Span) -> str:
        return self.paragraphs[span.paragraph].text[span.start : span.end]

    def _title(self) -> Iterator[Proposal]:
        first = next((one for one in self.paragraphs if one.text and not _STAMP.match(one.text)), None)
        heading = next((one for one in self.paragraphs if one.tag == "h1"), None)
        if heading is None and first is not None and first.is_heading:
            heading = first
        if heading is not None and len(heading.text) <= _LONGEST_TITLE + 80:
            span = Span(heading.index, 0, len(heading.text))
            yield Proposal("title", (span,), heading.text, "heading", {"title": heading.text})
        elif self.writing.kind == "mail" and self.writing.title:
            yield Proposal("title", (), self.writing.title, "subject", {"title": self.writing.title})

    def _speakers(self) -> Iterator[Proposal]:
        """Whoever says most of what is not said elsewhere; another who says half as much, too."""
        counts = Counter(one.person for one in self.said if one.person is not None and not self._is_elsewhere(one))
        most = max(counts.values(), default=0)
        # Of a text in which many speak, the one who does so first and most.
        first = next(iter(counts), None)
        for number, count in counts.items():
            if count * 2 >= most and (
                count * 3 > sum(counts.values()) or (number == first and count > 1 and count * 3 >= most * 2)
            ):
                person = self.people.found[number]
                proposed = {"name": person.name, "title": person.title, "slug": self.slugs[id(person)]}
                yield Proposal(
                    "speaker", tuple(person.spans), self.words(person.spans[0]), "said_most", proposed, {"count": count}
                )

    def _is_elsewhere(self, one: Said) -> bool:
        return one.person in self.others or is_elsewhere(self._sentence(one), GRAMMARS[self.language])

    def _sentence(self, one: Said) -> str:
        text = self.paragraphs[one.paragraph].text
        start, end = sentence_at(text, one.start)
        return text[start:end]

    def _circumstance(self, one: Circumstance) -> Proposal:
        values: dict[str, Any] = {"word": one.word} if one.word else {}
        name = {"date": "date"}.get(one.kind, one.kind)
        proposed: dict[str, Any] = {name: one.words}
        if one.kind == "occasion":
            proposed["of"] = self.people.found[one.person].name if one.person is not None else ""
        return Proposal(one.kind, (one.span,), self.words(one.span), one.reason, proposed, values)

    def _statement(self, one: Said) -> Proposal:
        person = self.people.found[one.person] if one.person is not None else None
        proposed = {
            "words": one.words,
            "mode": one.mode,
            "speaker": person.name if person else "",
            "called": one.who,
            "slug": self.slugs[id(person)] if person else "",
            "occasion": self.others[one.person].words if one.person in self.others else "",
            "elsewhere": self._is_elsewhere(one),
        }
        span = Span(one.paragraph, one.start, one.end)
        return Proposal(
            "statement", (span,), self.words(span), one.reason, proposed, {"who": one.who, "verb": one.verb}
        )

    def _figure(self, one: Figure) -> Proposal:
        proposed = {
            "value": f"{one.value.normalize():f}",
            "unit": one.unit,
            "qualifier": one.qualifier,
            "nature": one.nature,
            "name": one.name,
        }
        count = len(one.spans)
        reason = "figure" if count == 1 else "repeated" if len(set(one.qualifiers)) == 1 else "other_qualifier"
        return Proposal("figure", tuple(one.spans), one.passage, reason, proposed, {"unit": one.unit, "count": count})

    def _person(self, person: Person) -> Proposal:
        slug = self.slugs[id(person)]
        reason, values = person.reason
        approved = self._approved(slug, "person")
        if approved and any(spelling != approved for spelling in person.spellings):
            reason, values = "variant", {"name": approved}
        elif approved:
            reason, values = "registered", {}
        proposed = {
            "name": person.name,
            "title": person.title,
            "slug": slug,
            "spellings": sorted(person.spellings),
        }
        return Proposal("person", tuple(person.spans), self.words(person.spans[0]), reason, proposed, values)

    def _registered(self, person: Person) -> str:
        for row in self.known.registers.rows:
            if row.kind == "person" and any(same_person(person, _words(name)) for _tag, name in row.names):
                return row.slug
        return ""

    def _approved(self, slug: str, kind: str) -> str:
        row = next((one for one in self.known.registers.rows if one.kind == kind and one.slug == slug), None)
        return row.name(self.language) if row else ""

    def _body(self, body: Body) -> Proposal:
        reason, values = body.reason
        proposed = {
            "name": body.name,
            "slug": self._present(body),
            "letters": body.letters if body.letters != body.name else "",
        }
        return Proposal("organisation", tuple(body.spans), self.words(body.spans[0]), reason, proposed, values)

    def _present(self, body: Body) -> str:
        """Of a name that went out of use, the body that has it now."""
        if body.registered is None:
            return ""
        if not body.registered.successor:
            return body.registered.slug
        rows = self.known.registers.rows
        return next(
            (row.slug for row in rows if row.kind == "organisation" and row.names == body.registered.successor), ""
        )

    def _topic(self, topic: Spoken) -> Proposal:
        ours, theirs = topic.words_of_topic, topic.registered
        names = dict(theirs.names) if theirs else ours.names if ours else {}
        slug = theirs.slug if theirs else ""
        mediatopic = theirs.mediatopic if theirs else ours.mediatopic if ours else ""
        proposed = {
            "name": names.get(self.language) or next(iter(names.values())),
            "names": names,
            "slug": slug,
            "mediatopic": mediatopic,
        }
        values = {"count": topic.count, "words": ", ".join(topic.words)}
        return Proposal("topic", topic.spans, self.words(topic.spans[0]), "topic_words", proposed, values)


def _words(name: str) -> list[str]:
    return [word.text for word in words_of(name)]
