"""Words with their hyphens: what names and titles are looked for in."""

from dataclasses import dataclass

from ..checks.naming import words_of
from ..checks.passages import kept

_JOINTS = frozenset({"-", "‑", "‐"})


@dataclass(frozen=True, slots=True)
class Unit:
    """`gap` stands between it and the unit before; `low` is in small letters, without a possessive."""

    text: str
    low: str
    start: int
    end: int
    gap: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1 and self.text.isupper()


@kept
def units(text: str) -> tuple[Unit, ...]:
    found: list[Unit] = []
    for word in words_of(text):
        if found and word.gap in _JOINTS:
            last = found.pop()
            found.append(_unit(text, last.start, word.end, last.gap))
        else:
            found.append(_unit(text, word.start, word.end, word.gap))
    return tuple(found)


def _unit(text: str, start: int, end: int, gap: str) -> Unit:
    shown = text[start:end]
    low = shown.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return Unit(shown, low, start, end, gap)


def is_next(unit: Unit, before: Unit | None = None) -> bool:
    """Whether nothing but a space stands before it; after an initial its stop, too."""
    return unit.gap in {" ", "\u00a0"} or (before is not None and before.is_initial and unit.gap in {". ", "."})
