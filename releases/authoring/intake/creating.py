"""What was accepted becomes drafts: a briefing with its blocks, what it cites, and entries of the registers.

All or nothing, in one transaction. Who may do it is asked before: `needed` says what is added.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ..checks.spelling import script, sound, stem
from ..models import (
    Briefing,
    Citation,
    Observation,
    Office,
    Organisation,
    Person,
    Release,
    Statement,
    Statistic,
    TableBlock,
    Text,
    TextBlock,
    Topic,
    User,
)
from .document import Paragraph
from .proposal import Proposal
from .reading import Intake

LONGEST_TITLE = 200
_SHORT_TITLE, _LONGEST_SLUG = 80, 70
_STEP = 10
_CIRCUMSTANCES = {"date": "held_on", "place": "places", "venue": "venues"}


@dataclass
class Created:
    """`texts` are all that were written, the briefing’s first, without addresses. `entries` are new in registers."""

    briefing: Briefing
    texts: list[Text] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)

    @property
    def speakerless(self) -> int:
        return sum(isinstance(release, Statement) and release.speaker_id is None for release in self.releases)

    @property
    def releases(self) -> list[Release]:
        return [text.release for text in self.texts]


def needed(intake: Intake, accepted: Collection[str]) -> dict[str, list[Proposal]]:
    """By name of the model that is added, the proposals that ask for it; the briefing itself asks for three."""
    found: dict[str, list[Proposal]] = {"briefing": [], "text": [], "textblock": []}
    if any(paragraph.rows for paragraph in intake.paragraphs):
        found["tableblock"] = []
    for proposal in _accepted(intake, accepted):
        for model in adds(proposal):
            found.setdefault(model, []).append(proposal)
    return found


def adds(proposal: Proposal) -> tuple[str, ...]:
    if proposal.kind == "statement":
        return ("statement", "citation")
    if proposal.kind == "figure":
        return ("statistic", "observation", "citation")
    if proposal.kind in {"person", "organisation", "topic"} and not proposal.proposed["slug"]:
        return ("person", "office") if proposal.kind == "person" else (proposal.kind,)
    return ()


@transaction.atomic
def create(*, intake: Intake, accepted: Collection[str], title: str, by: User) -> Created:
    """Some sixty queries for ten statements and six figures: each is a release with a text of its own."""
    return _Maker(intake, list(_accepted(intake, accepted)), title, by).made()


def _accepted(intake: Intake, accepted: Collection[str]) -> Iterator[Proposal]:
    return (proposal for proposal in intake.proposals if proposal.key in accepted)


class _Maker:
    def __init__(self, intake: Intake, proposals: list[Proposal], title: str, by: User) -> None:
        self.intake = intake
        self.language = intake.language
        self.proposals = proposals
        self.title = title or _event(proposals)
        self.by = by
        self.people: dict[str, Person] = {}
        self.offices: dict[str, Office | None] = {}
        self.entries: list[Any] = []

    def of(self, kind: str) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.kind == kind]

    def made(self) -> Created:
        topics = [self._entry(Topic, one.proposed, mediatopic=one.proposed["mediatopic"]) for one in self.of("topic")]
        bodies = [self._entry(Organisation, one.proposed) for one in self.of("organisation")]
        self._meet()
        facts: dict[str, Any] = {}
        for kind, name in _CIRCUMSTANCES.items():
            for one in self.of(kind)[:1]:
                facts[name] = one.proposed[kind] if kind == "date" else {self.language: one.proposed[kind]}
        briefing = Briefing.objects.create(**facts, **self._by())
        briefing.topics.set(topics)
        briefing.organisations.set(bodies)
        offices = [self.offices.get(one.proposed["name"]) for one in self.of("speaker")]
        briefing.speakers.set([office for office in offices if office is not None])
        created = Created(briefing, entries=self.entries)
        self._write(created, briefing, title=self.title)
        self._body(created.texts[0])
        cited = [
            *(self._statement(created, one, briefing) for one in self.of("statement")),
            *(self._statistic(created, one, briefing) for one in self.of("figure")),
        ]
        Citation.objects.bulk_create(
            Citation(release=briefing, cited=release, position=place) for place, release in enumerate(cited)
        )
        return created

    def _by(self) -> dict[str, Any]:
        return {"created_by": self.by, "edited_by": self.by, "source_language": self.language}

    def _write(self, created: Created, release: Release, **words: Any) -> None:
        text = Text.objects.create(release=release, language=self.language, edited_by=self.by, **words)
        created.texts.append(text)

    def _entry(self, model: type[Any], proposed: Mapping[str, Any], **facts: Any) -> Any:
        """What the register has, else a new entry with the name in the one language that the text is in."""
        if proposed["slug"]:
            return model.objects.get(slug=proposed["slug"])
        names = proposed.get("names") or {self.language: proposed["name"]}
        entry = model.objects.create(slug=_free(model, proposed["name"], self.language), names=names, **facts)
        self.entries.append(entry)
        return entry

    def _meet(self) -> None:
        """People by the name that proposals give them; those of the register need not be accepted: nothing is added."""
        named = {one.proposed["name"]: one for one in self.of("person")}
        for proposal in self.intake.proposals:
            if proposal.kind == "person" and proposal.proposed["slug"]:
                named.setdefault(proposal.proposed["name"], proposal)
        for name, proposal in named.items():
            said = proposal.proposed
            person = self._entry(Person, said)
            self.people[name] = person
            if said["slug"]:
                self.offices[name] = _office(person, said["title"], self.language)
            elif said["title"]:
                self.offices[name] = Office.objects.create(person=person, titles={self.language: said["title"]})
                self.entries.append(self.offices[name])

    def _body(self, text: Text) -> None:
        # A heading that became the title stands over the page already.
        titles = {one.spans[0].paragraph for one in self.of("title") if one.spans and one.passage == self.title}
        rest = [paragraph for paragraph in self.intake.paragraphs if paragraph.index not in titles]
        for place, block in enumerate(blocks(rest)):
            if isinstance(block, str):
                TextBlock.objects.create(parent=text, html=block, ordering=place * _STEP)
            else:
                TableBlock.objects.create(parent=text, cells=[list(row) for row in block], ordering=place * _STEP)

    def _statement(self, created: Created, proposal: Proposal, briefing: Briefing) -> Release:
        said = proposal.proposed
        here = not said["elsewhere"]
        day = briefing.held_on if here else ""
        office = self.offices.get(said["speaker"])
        occasions = {one.proposed["occasion"] for one in self.of("occasion")}
        statement = Statement.objects.create(
            speaker=self.people.get(said["speaker"]),
            office=office if office is not None and office.held_on(day) else None,
            mode=said["mode"],
            delivered_on=day,
            made_at=briefing if here else None,
            occasions={self.language: said["occasion"]} if said["occasion"] in occasions else {},
            **self._by(),
        )
        self._write(created, statement, title=_short(said["words"]), words=said["words"])
        return statement

    def _statistic(self, created: Created, proposal: Proposal, briefing: Briefing) -> Release:
        said = proposal.proposed
        statistic = Statistic.objects.create(**self._by())
        Observation.objects.create(
            statistic=statistic,
            value=Decimal(said["value"]),
            unit=said["unit"],
            qualifier=said["qualifier"],
            nature=said["nature"],
            as_of=briefing.held_on,
            sources={self.language: self.title} if self.title else {},
        )
        self._write(created, statistic, title=_short(said["name"] or proposal.passage))
        return statistic


def _event(proposals: Iterable[Proposal]) -> str:
    """Media briefing, Islamabad: what a draft is called that has no title yet."""
    said = {
        one.kind: one.proposed[one.kind]
        for one in proposals
        if one.kind in {"occasion", "place"} and not one.proposed.get("of")
    }
    return ", ".join(said[kind] for kind in ("occasion", "place") if kind in said) if "occasion" in said else ""


def blocks(paragraphs: Iterable[Paragraph]) -> Iterator[str | tuple[tuple[str, ...], ...]]:
    """HTML or rows: a heading goes with what follows it, items of a list with one another."""
    held = ""
    for tag, group in itertools.groupby(paragraphs, key=lambda one: one.tag):
        rows = list(group)
        if tag in {"h1", "h2", "h3"}:
            held += "".join(f"<{_level(row.tag)}>{_bare(row.html)}</{_level(row.tag)}>" for row in rows)
        elif tag == "table":
            if held:
                yield held
            held = ""
            yield from (row.rows for row in rows)
        elif tag == "li":
            yield held + "<ul>" + "".join(f"<li><p>{row.html}</p></li>" for row in rows) + "</ul>"
            held = ""
        else:
            for row in rows:
                yield f"{held}<p>{row.html}</p>"
                held = ""
    if held:
        yield held


def _level(tag: str) -> str:
    return "h3" if tag == "h3" else "h2"


def _bare(html: str) -> str:
    """A heading is bold by itself."""
    return html.removeprefix("<strong>").removesuffix("</strong>") if html.count("<strong>") == 1 else html


def _office(person: Person, title: str, language: str) -> Office | None:
    """The one of that title, else the last that is still held; None where the register has none."""
    offices = list(person.offices.order_by("held_from", "pk"))
    wanted = {stem(word, language) for word in title.split()}
    for office in offices:
        if title and {stem(word, language) for word in office.titles.get(language, "").split()} == wanted:
            return office
    held = [office for office in offices if not office.held_until]
    return held[-1] if held else None


def _short(words: str) -> str:
    """A title for lists, until somebody writes a better one."""
    plain = " ".join(words.split()).rstrip(".۔")
    if len(plain) <= _SHORT_TITLE:
        return plain
    return f"{plain[:_SHORT_TITLE].rpartition(' ')[0].rstrip(',;:')}…"


def _free(model: type[Any], name: str, language: str) -> str:
    """An address that no entry has, in Latin letters where the name has any that sound like them."""
    latin = slugify(name) or (slugify(" ".join(map(sound, name.split()))) if script(name) == "Cyrl" else "")
    base = latin[:_LONGEST_SLUG].strip("-") or f"{model._meta.model_name}-{language}"
    tries = itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2)))
    return next(slug for slug in tries if not model.objects.filter(slug=slug).exists())
