"""What a check found: where, what is wrong, how to mend it, and what stands on the other side."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from releases.authoring.languages import RIGHT_TO_LEFT, interface_language

Severity = Literal["error", "warning", "off"]
# The words of a message are lazy: they are put together when somebody reads them, in the language of that person.
Words = Any


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a text: `start` and `end` count code points of the field's plain words.

    `field` is `title`, `summary`, `words`, `alt_text`, `note`; of a block `html` or `question`, and `block` its number
    in the body; "" where the finding is of the text, or of the release, as a whole.
    """

    field: str = ""
    block: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """The other side of a contradiction: a release by its permanent id, in a language, and what it says there."""

    uid: str
    language: str
    says: str
    place: Place = Place()
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` are the raw values that the finding depends on: with others it is another finding."""

    uid: str
    language: str
    message: Words
    hint: Words
    place: Place = Place()
    passage: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    others: tuple[Side, ...] = ()
    # Given by the engine.
    check: str = ""
    severity: Severity = "warning"
    key: str = ""

    @property
    def says(self) -> str:
        """What is wrong, in the language of the interface."""
        return _said(self.message, self.values)

    @property
    def mend(self) -> str:
        """How to mend it."""
        return _said(self.hint, self.values)


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def _said(words: Words, values: Mapping[str, Any]) -> str:
    """Words that run against the sentence around them are isolated: both keep their order, a date in Urdu too."""
    against = interface_language() in RIGHT_TO_LEFT
    isolated = {
        name: f"\u2068{value}\u2069" if isinstance(value, str) and (against or _RIGHT_TO_LEFT.search(value)) else value
        for name, value in values.items()
    }
    return str(words) % isolated if values else str(words)


def named(findings: Iterable[Finding]) -> list[Finding]:
    """Each with its key: the same as long as passage and values are, wherever in the text they move to."""
    seen: dict[str, int] = {}
    keyed = []
    for finding in findings:
        said = (finding.check, finding.uid, finding.language, finding.place.field, finding.passage, *finding.about)
        base = "\x1f".join(said)
        seen[base] = seen.get(base, 0) + 1
        digest = hashlib.sha256(f"{base}\x1f{seen[base]}".encode("utf-8", "surrogatepass")).hexdigest()
        keyed.append(replace(finding, key=digest[:16]))
    return keyed
