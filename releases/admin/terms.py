"""What a passage of the source names, and how the other language says it: people, offices, organisations, figures."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from releases.authoring.checks.numbers import read_numbers
from releases.authoring.models import Mission, Office, Organisation, Person
from releases.editions import figures

_SHORTEST = 3
# Languages write these out, and no observation bears them.
_SPANS = {"year", "month", "week", "day", "hour", "minute", "second"}


@dataclass(frozen=True)
class Term:
    """`approved` is empty where the register has no name in the language of the translation."""

    said: str
    approved: str
    sort: str


@dataclass
class Terms:
    """From one language into another. Four queries, at the first passage."""

    source: str
    target: str
    mission: Mission = field(default_factory=lambda: Mission.objects.first() or Mission())

    def of(self, text: str) -> list[Term]:
        """In the order of the text, each once."""
        return list(dict.fromkeys(term for _place, term in sorted(self._found(text), key=lambda found: found[0])))

    def _found(self, text: str) -> Iterator[tuple[int, Term]]:
        for match in self._pattern.finditer(text) if self._pattern else ():
            yield match.start(), Term(match[0], self._names[match[0].casefold()], "name")
        way = self.mission.large_numbers(self.target)
        for number in read_numbers(text, language=self.source):
            if number.kind == "quantity" and number.high is None and number.unit not in _SPANS:
                shown = figures.display(
                    number.value,
                    unit=number.unit or "1",
                    qualifier=number.qualifier,
                    language=self.target,
                    large_numbers=way,
                )
                yield number.start, Term(number.text.strip(), shown, "figure")

    @cached_property
    def _names(self) -> dict[str, str]:
        names = [names for model in (Person, Organisation) for names in model.objects.values_list("names", flat=True)]
        names += Office.objects.values_list("titles", flat=True)
        said = {row[self.source].casefold(): row.get(self.target, "") for row in names if row.get(self.source)}
        return {name: approved for name, approved in said.items() if len(name) >= _SHORTEST}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """The longest name first: “President of Kazakhstan” before “Kazakhstan”."""
        return _any_of(sorted(self._names, key=len, reverse=True))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    spelled = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE) if spelled else None
