"""What differs between two contents, place by place and word by word.

Enters: two contents of one release in one language, whether they are editions or a working copy. Leaves: differences
for people to read. Nothing here reads or writes a row.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Literal

from .shape import files_shown
from .wording import Passage, body, facts

Content = Mapping[str, Any]
# Numbers with their separators and percent sign, words with their apostrophes and vowel marks, single other characters.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_TOKEN = re.compile(rf"(?:\d+(?:[.,:/٫٬]\d+)*%?|[\w{_MARKS}]+(?:['’\-‑][\w{_MARKS}]+)*|\S)\s*")
_LETTER = re.compile(r"\w")
_SAME_PASSAGE = 0.4  # share of words that two passages have in common before they count as one that changed
_MOST_PAIRS = 4_000_000  # of words, and
_MOST_PASSAGES = 40_000  # of passages: beyond these a comparison would take seconds


@dataclass(frozen=True)
class Run:
    """Words in a row that share their fate."""

    kind: Literal["equal", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One place. `replaced` is a file: which bytes there were is not said, since they may not be public any more.

    `redrawn` is a map of which more has changed than what is written on it.
    """

    name: str
    change: Literal["equal", "changed", "added", "removed", "moved", "replaced", "redrawn"]
    language: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class CitedDifference:
    """What changed in a release that both contents cite, or that one of them does."""

    title: str
    language: str
    change: Literal["changed", "added", "removed"]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """`facts` and `cites` hold what changed; `body` is whole, with its equal passages, or empty where none changed."""

    facts: tuple[Difference, ...]
    body: tuple[Difference, ...]
    cites: tuple[CitedDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.facts or self.body or self.cites)


def compare(old: Content, new: Content) -> Comparison:
    """From `old` to `new`. Gettext as in `wording`."""
    passages = tuple(aligned(body(old), body(new)))
    return Comparison(
        facts=tuple(_facts(old, new)),
        body=passages if any(passage.change != "equal" for passage in passages) else (),
        cites=tuple(_cited(old, new)),
    )


def runs(old: str, new: str) -> tuple[Run, ...]:
    """Words removed come before the words added in their place."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        return _replaced(old, new)
    matcher = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False)
    pieces = [
        (tag == "equal", "".join(before[i1:i2]), "".join(after[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
    return tuple(run for same, gone, come in _joined(pieces) for run in _runs_of(gone, come, same=same))


def _facts(old: Content, new: Content) -> Iterator[Difference]:
    before, after = ({passage.key: passage for passage in facts(content)} for content in (old, new))
    for key in (*after, *(key for key in before if key not in after)):
        gone, come = before.get(key), after.get(key)
        place = come or gone
        text_before, text_after = gone.text if gone else "", come.text if come else ""
        if place is None or text_before == text_after:
            continue
        yield Difference(
            name=place.name,
            change="added" if not text_before else "removed" if not text_after else "changed",
            language=place.language,
            runs=_replaced(text_before, text_after) if place.whole else runs(text_before, text_after),
        )
    if "media" in old and "media" in new:
        yield from _shown(old, new)


def _cited(old: Content, new: Content) -> Iterator[CitedDifference]:
    before, after = ({card["uid"]: card for card in content["cites"]} for content in (old, new))
    for uid, card in after.items():
        if uid not in before:
            yield CitedDifference(card["title"], card["language"], "added")
        elif differences := tuple(_facts(before[uid], card)):
            yield CitedDifference(card["title"], card["language"], "changed", differences)
    for uid, card in before.items():
        if uid not in after:
            yield CitedDifference(card["title"], card["language"], "removed")


def _shown(old: Content, new: Content) -> Iterator[Difference]:
    """What a reader sees or hears, which words cannot compare."""
    if old["media"].get("map") != new["media"].get("map"):
        yield Difference(name="", change="redrawn", language=new["language"])
    elif _files(old) != _files(new):
        yield Difference(name="", change="replaced", language=new["language"])


def _files(content: Content) -> set[str]:
    return files_shown({"cites": [], "media": content["media"]})


def aligned(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Difference]:
    """The new order; what was removed stands where it stood, what was moved where it is now."""
    pairs = _in_order(old, new)
    left = [one for one, other in pairs if other is None and one is not None]
    elsewhere: dict[int, int] = {}
    for here in (other for one, other in pairs if one is None and other is not None):
        likeness, best = max(((_likeness(old[one], new[here]), -one) for one in left), default=(0.0, 0))
        if likeness >= _SAME_PASSAGE:
            elsewhere[here] = -best
            left.remove(-best)
    for one, other in pairs:
        if other is None:
            if one in left:
                yield _whole(old[one], "removed")
            continue
        before = elsewhere.get(other) if one is None else one
        yield _one(None if before is None else old[before], new[other], moved=one is None)


def _one(old: Passage | None, new: Passage, *, moved: bool) -> Difference:
    if old is None:
        return _whole(new, "added")
    if old.text == new.text:
        return _whole(new, "moved" if moved else "equal")
    return Difference(new.name, "changed", new.language, runs(old.text, new.text))


_Pair = tuple[int | None, int | None]


def _in_order(old: Sequence[Passage], new: Sequence[Passage]) -> list[_Pair]:
    """Places of the old and the new side by side, as alike as an order can make them (Needleman and Wunsch, 1970)."""
    if len(old) * len(new) > _MOST_PASSAGES:
        return [*((one, None) for one in range(len(old))), *((None, other) for other in range(len(new)))]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    alike = [[_likeness(one, other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(alike[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    pairs: list[_Pair] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *((one, None) for one in range(i, len(old))), *((None, other) for other in range(j, len(new)))]


def _likeness(one: Passage, other: Passage) -> float:
    """The share of their words that two passages of one sort have in common; 0 where it is too small to matter."""
    if one.name != other.name:
        return 0.0
    if one.text == other.text:
        return 1.0
    words, others = _words(one.text), _words(other.text)
    share = 2 * len(words & others) / (len(words) + len(others))
    return share if share >= _SAME_PASSAGE else 0.0


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _whole(passage: Passage, change: Literal["equal", "added", "removed", "moved"]) -> Difference:
    kind: Literal["equal", "removed", "added"] = "equal" if change == "moved" else change
    return Difference(passage.name, change, passage.language, (Run(kind, passage.text),))


def _bare(tokens: Sequence[str]) -> list[str]:
    return [token.rstrip() for token in tokens]


def _replaced(old: str, new: str) -> tuple[Run, ...]:
    return tuple(run for run in (Run("removed", old), Run("added", new)) if run.text)


def _joined(pieces: Sequence[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """A comma or a full stop between two changes belongs to them: shorter to read than three changes in a row."""
    joined: list[tuple[bool, str, str]] = []
    for place, (same, gone, come) in enumerate(pieces):
        between = 0 < place < len(pieces) - 1 and same and not _LETTER.search(come)
        if joined and not joined[-1][0] and (between or not same):
            _changed, earlier_gone, earlier_come = joined.pop()
            joined.append((False, earlier_gone + gone, earlier_come + come))
        else:
            joined.append((same, gone, come))
    return joined


def _runs_of(gone: str, come: str, *, same: bool) -> Iterator[Run]:
    if same:
        yield Run("equal", come)
        return
    if gone:
        yield Run("removed", gone)
    if come:
        yield Run("added", come)
