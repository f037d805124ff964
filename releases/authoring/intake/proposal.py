"""What is proposed: a kind, where it was found, why, and what would be made of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS = (
    "title",
    "speaker",
    "occasion",
    "place",
    "venue",
    "date",
    "statement",
    "figure",
    "person",
    "organisation",
    "topic",
)

# Why something was proposed: by code, which stays, in words that may change.
REASONS: Mapping[str, str | Promise] = {
    "heading": _("It stands over the text as a heading."),
    "subject": _("It is the subject of the mail."),
    "said_most": _("By this person are %(count)s of the statements."),
    "event": _("“%(word)s” is a word for an event."),
    "held_in": _("The place follows “%(word)s”."),
    "dateline": _("It is the dateline of the text."),
    "held_at": _("The house follows “%(word)s”."),
    "gathered": _("The text says that people came together there: “%(word)s”."),
    "dated": _("A date stands beside “%(word)s”."),
    "quoted": _("It stands in quotation marks, and %(who)s is named with it."),
    "quoted_on": _("It stands in quotation marks, and goes on from what %(who)s says before."),
    "reported": _("“%(verb)s” reports what %(who)s says."),
    "according": _("“%(verb)s” names %(who)s as the source."),
    "first_person": _("It is in the first person, right after what %(who)s says."),
    "figure": _("A number with a unit (%(unit)s), and no date, ordinal or name."),
    "repeated": _("A number with a unit (%(unit)s), and no date, ordinal or name. It stands here %(count)s times."),
    "other_qualifier": _(
        "A number with a unit (%(unit)s). It stands here %(count)s times, and not always with the same qualifier."
    ),
    "titled": _("The title “%(title)s” stands with the name."),
    "honorific": _("“%(title)s” stands before the name."),
    "speaks": _("“%(verb)s” stands with the name: somebody speaks."),
    "registered": _("The register has this name."),
    "variant": _("The register has it as “%(name)s”."),
    "renamed": _("The register has it as “%(old)s”, renamed “%(name)s” in %(date)s."),
    "body_word": _("“%(word)s” is a word for a body, and the name is written with capitals."),
    "body_kind": _("The text calls it “%(word)s”."),
    "acronym": _("The letters stand in brackets after the name, or are those of a body that is known by them."),
    "well_known": _("A body is known by this name."),
    "topic_words": _("The text speaks of it %(count)s times: %(words)s."),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Code points of the plain words of one paragraph."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class Proposal:
    """`proposed` holds plain values, by kind: see docs/intake.md. `spans` begins with the place that tells most."""

    kind: str
    spans: tuple[Span, ...]
    passage: str
    reason: str
    proposed: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    # Two alike in one text are told apart by their number.
    number: int = 0

    @property
    def key(self) -> str:
        """Stays the same as long as the same is proposed of the same words."""
        told = [self.kind, self.passage, _identity(self), self.number]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def why(self) -> str:
        said = REASONS[self.reason]
        return str(said) % self.values if self.values else str(said)


def _identity(proposal: Proposal) -> list[str]:
    kept = ("value", "unit", "name", "words", "slug", "mediatopic", "date", "role")
    return [str(proposal.proposed.get(name, "")) for name in kept]
