"""A text that was taken in, laid out to be looked through: its words with marks, and beside them what is proposed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.intake.creating import adds
from releases.authoring.intake.document import Paragraph
from releases.authoring.intake.proposal import KINDS, REASONS, Proposal, Span
from releases.authoring.intake.reading import Intake
from releases.authoring.languages import interface_language
from releases.authoring.models import Observation, Statement, User
from releases.editions.figures import display

TITLES: Mapping[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "speaker": gettext_lazy("Speakers"),
    "occasion": gettext_lazy("Occasion"),
    "place": gettext_lazy("Place (dateline)"),
    "venue": gettext_lazy("Venue"),
    "date": gettext_lazy("Held on"),
    "statement": gettext_lazy("Statements"),
    "figure": gettext_lazy("Figures"),
    "person": gettext_lazy("People"),
    "organisation": gettext_lazy("Organisations"),
    "topic": gettext_lazy("Topics"),
}
# Words of a topic are everywhere: they are marked when the topic is looked at.
_MARKED = frozenset(KINDS) - {"topic", "title", "speaker"}
_MOST_PLACES = 6


@dataclass(frozen=True)
class Row:
    """One proposal. `choice`: accept, discard, or empty. `refused` says why this person cannot accept it."""

    proposal: Proposal
    shown: str
    facts: list[str]
    language: str
    choice: str = ""
    refused: str = ""

    @property
    def places(self) -> list[int]:
        """Paragraphs in which it stands, from 1."""
        return list(dict.fromkeys(span.paragraph + 1 for span in self.proposal.spans))[:_MOST_PLACES]

    @property
    def why(self) -> SafeString:
        """With words of the text in their own direction."""
        values = {name: format_html("<bdi>{}</bdi>", value) for name, value in self.proposal.values.items()}
        said = escape(str(REASONS[self.proposal.reason]))
        return format_html("{}", mark_safe(said % values)) if values else said  # noqa: S308  escaped piece by piece

    @property
    def is_quoted(self) -> bool:
        return self.proposal.proposed.get("mode") == Statement.Mode.VERBATIM

    @property
    def passage(self) -> str:
        """Where it tells something that is not said already."""
        return "" if self.proposal.passage == self.shown or self.proposal.kind == "statement" else self.proposal.passage


@dataclass
class Group:
    kind: str
    title: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """Words of a paragraph, and the proposals that they are of: the kinds of those, and all their keys."""

    words: str
    kinds: str = ""
    keys: str = ""


@dataclass(frozen=True)
class Shown:
    paragraph: Paragraph
    stretches: list[Stretch]

    @property
    def number(self) -> int:
        return self.paragraph.index + 1


def groups(intake: Intake, choices: Mapping[str, str], user: User) -> list[Group]:
    """By kind, in the order in which they are looked at; kinds of which nothing is proposed are left out."""
    found = {kind: Group(kind, str(TITLES[kind])) for kind in KINDS}
    for proposal in intake.proposals:
        found[proposal.kind].rows.append(
            Row(
                proposal,
                _SHOWN.get(proposal.kind, _plain)(proposal, intake),
                list(filter(None, _FACTS.get(proposal.kind, _no_facts)(proposal, intake))),
                intake.language,
                choices.get(proposal.key, ""),
                _refused(proposal, user),
            )
        )
    return [group for group in found.values() if group.rows]


def lacking(proposal: Proposal, user: User) -> bool:
    return not all(user.has_perm(f"releases.add_{model}") for model in adds(proposal))


def _refused(proposal: Proposal, user: User) -> str:
    return _("Only somebody who may add it can accept this. Ask an administrator.") if lacking(proposal, user) else ""


def _plain(proposal: Proposal, _intake: Intake) -> str:
    said = proposal.proposed
    return str(said.get(proposal.kind) or said.get("name", ""))


def _figure(proposal: Proposal, _intake: Intake) -> str:
    said = proposal.proposed
    return display(
        Decimal(said["value"]), unit=said["unit"], qualifier=said["qualifier"], language=interface_language()
    )


_SHOWN: Mapping[str, Callable[[Proposal, Intake], str]] = {
    "figure": _figure,
    "statement": lambda proposal, _intake: str(proposal.proposed["words"]),
}


def _no_facts(_proposal: Proposal, _intake: Intake) -> Iterator[str]:
    return iter(())


def _of_statement(proposal: Proposal, _intake: Intake) -> Iterator[str]:
    said = proposal.proposed
    yield str(said["speaker"] or said["called"])
    yield str(Statement.Mode(said["mode"]).label)
    if said["elsewhere"]:
        yield str(said["occasion"]) or _("not said at this event")


def _of_figure(proposal: Proposal, _intake: Intake) -> Iterator[str]:
    said = proposal.proposed
    yield str(said["name"])
    yield str(Observation.Qualifier(said["qualifier"]).label)
    yield str(Observation.Nature(said["nature"]).label)


def _of_person(proposal: Proposal, _intake: Intake) -> Iterator[str]:
    yield str(proposal.proposed["title"])
    yield from _of_entry(proposal, _intake)


def _of_speaker(proposal: Proposal, _intake: Intake) -> Iterator[str]:
    yield str(proposal.proposed["title"])


def _of_entry(proposal: Proposal, _intake: Intake) -> Iterator[str]:
    """Whether it is linked to the register, or would be new in it."""
    yield _("in the register") if proposal.proposed["slug"] else _("new in the register")


def _of_topic(proposal: Proposal, _intake: Intake) -> Iterator[str]:
    yield from _of_entry(proposal, _intake)
    yield str(proposal.proposed["mediatopic"])


def _of_occasion(proposal: Proposal, _intake: Intake) -> Iterator[str]:
    of = proposal.proposed["of"]
    yield _("of what %(who)s says") % {"who": of} if of else _("what this briefing is the account of")


_FACTS: Mapping[str, Callable[[Proposal, Intake], Iterator[str]]] = {
    "statement": _of_statement,
    "figure": _of_figure,
    "person": _of_person,
    "speaker": _of_speaker,
    "organisation": _of_entry,
    "topic": _of_topic,
    "occasion": _of_occasion,
}


def marked(intake: Intake) -> list[Shown]:
    """Each paragraph cut where a proposal begins or ends."""
    spans: dict[int, list[tuple[Span, Proposal]]] = {}
    for proposal in intake.proposals:
        for span in proposal.spans:
            spans.setdefault(span.paragraph, []).append((span, proposal))
    return [
        Shown(paragraph, list(_stretches(paragraph.text, spans.get(paragraph.index, []))))
        for paragraph in intake.paragraphs
    ]


def _stretches(text: str, spans: Collection[tuple[Span, Proposal]]) -> Iterator[Stretch]:
    cuts = sorted({0, len(text), *(span.start for span, _one in spans), *(span.end for span, _one in spans)})
    for start, end in pairwise(cuts):
        over = [one for span, one in spans if span.start <= start and end <= span.end]
        kinds = sorted({one.kind for one in over} & _MARKED)
        yield Stretch(text[start:end], " ".join(f"is-{kind}" for kind in kinds), " ".join(one.key for one in over))


def counted(intake: Intake, choices: Mapping[str, str]) -> dict[str, Any]:
    decided = [choices[one.key] for one in intake.proposals if choices.get(one.key)]
    return {"all": len(intake.proposals), "decided": len(decided), "accepted": decided.count("accept")}
