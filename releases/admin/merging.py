"""Two people changed one form: place by place, what one has, what the other saved, and what it was before.

Enters: the states of a form. Leaves: the places that differ, and the form that the choices make of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Any, Literal

from releases.authoring.cleaning import clean_html

from .form_data import Row, State, same

_WORD = re.compile(r"<[^>]*>|\s*[^\s<]+|\s+")
Side = Literal["mine", "theirs", "both"]


@dataclass
class Place:
    """Where two states differ: one field, or one field of a row; a whole row where only one side has it.

    `wanted` is the choice that loses nothing: empty where both changed the same words, and a person must choose.
    `mine`, `theirs` and `before` are what is sent for it; None where that side does not have the row.
    """

    key: str
    prefix: str
    row: str
    field: str
    mine: Any
    theirs: Any
    before: Any = None
    wanted: Side | Literal[""] = ""
    may_join: bool = False

    @property
    def is_row(self) -> bool:
        return bool(self.row) and not self.field

    def joined(self) -> dict[str, list[str]] | None:
        """The words of both, where they can be joined; None where they cannot: a title is one line."""
        if not self.may_join or self.is_row or not self.mine or not self.theirs:
            return None
        was = self.before or {}
        return {
            name: [together(*self.theirs.get(name, [""]), *values, before=(was.get(name) or [None])[0])]
            for name, values in self.mine.items()
        }


def differences(mine: State, theirs: State, before: State | None = None) -> list[Place]:
    """Fields first, then rows in the order in which they are saved, then those that only `mine` has."""
    found = []
    for name, sent in theirs.fields.items():
        typed = mine.fields.get(name, {})
        if not same(typed, sent):
            old = before.fields.get(name) if before else None
            found.append(_settled(Place(name, "", "", name, typed, sent, old)))
    for prefix, saved in theirs.rows.items():
        found += _rows(prefix, mine.rows.get(prefix, {}), saved, (before.rows.get(prefix, {}) if before else None))
    return found


def merged(mine: State, theirs: State, places: list[Place], choices: Mapping[str, Side]) -> State:
    """`mine`, with `theirs` where that was chosen. Each place has a choice."""
    made = State({**theirs.fields, **mine.fields}, {prefix: {} for prefix in theirs.rows})
    by_row: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        if place.row:
            by_row.setdefault((place.prefix, place.row), []).append(place)
        else:
            made.fields[place.field] = _chosen(place, choices[place.key])
    for prefix, saved in theirs.rows.items():
        typed = mine.rows.get(prefix, {})
        for key in dict.fromkeys((*typed, *saved)):
            row = _merged_row(typed.get(key), saved.get(key), by_row.get((prefix, key), []), choices)
            if row is not None:
                made.rows[prefix][key] = row
    _order(mine, theirs, made)
    return made


def together(one: str, other: str, *, before: str | None = None) -> str:
    """The words of both: each one's changes of `before`, where they do not touch; else the paragraphs of both.

    What is changed in the same place by both stands twice, rather than not at all.
    """
    woven = None if before is None else _woven(before, one, other)
    if woven is not None:
        return woven
    left, right = _paragraphs(one), _paragraphs(other)
    found: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        found += left[i1:i2] if tag == "equal" else [*left[i1:i2], *right[j1:j2]]
    return ("" if "<" in one + other else "\n").join(found)


def _woven(before: str, one: str, other: str) -> str | None:
    """Both changes of one text, word by word; None where both replaced the same words, or a tag would break."""
    words = _WORD.findall(before)
    edits = [_edits(words, _WORD.findall(changed)) for changed in (one, other)]
    if any(max(a[0], b[0]) < min(a[1], b[1]) for a in edits[0] for b in edits[1]):
        return None
    found, place = [], 0
    # At one place, what was put in stands before what replaces the words that follow.
    for start, end, come in sorted([*edits[0], *edits[1]], key=lambda edit: edit[:2]):
        found += [*words[place:start], *come]
        place = max(place, end)
    woven = "".join([*found, *words[place:]])
    return woven if "<" not in woven or clean_html(woven) == woven else None


def _edits(words: list[str], changed: list[str]) -> list[tuple[int, int, list[str]]]:
    matcher = SequenceMatcher(None, words, changed, autojunk=False)
    return [(i1, i2, changed[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _settled(place: Place) -> Place:
    """Whoever left it as it was has nothing to lose there."""
    if place.before is not None and same(place.mine or {}, place.before):
        place.wanted = "theirs"
    elif place.before is not None and same(place.theirs or {}, place.before):
        place.wanted = "mine"
    return place


def _rows(prefix: str, typed: dict[str, Row], saved: dict[str, Row], before: dict[str, Row] | None) -> Iterator[Place]:
    for key in dict.fromkeys((*saved, *typed)):
        mine, theirs, old = typed.get(key), saved.get(key), (before or {}).get(key)
        if theirs is not None and (mine is None or mine.is_deleted):
            yield _only_theirs(prefix, key, mine, theirs, old)
        elif mine is not None and theirs is None and not mine.is_deleted:
            yield _only_mine(prefix, key, mine, old)
        elif mine is not None and theirs is not None:
            for one, sent in theirs.said().items():
                said = mine.fields.get(one, {})
                if not same(said, sent):
                    was = old.fields.get(one) if old else None
                    yield _settled(Place(f"{prefix}:{key}:{one}", prefix, key, one, said, sent, was))


def _only_theirs(prefix: str, key: str, mine: Row | None, theirs: Row, old: Row | None) -> Place:
    """They added it; or I took it away, on purpose, and if they have not touched it that stands."""
    place = Place(f"{prefix}:{key}", prefix, key, "", None, theirs.said(), old.said() if old else None)
    if mine is None:
        place.wanted = "theirs"
    elif old is not None and _same_row(theirs, old):
        place.wanted = "mine"
    return place


def _only_mine(prefix: str, key: str, mine: Row, old: Row | None) -> Place:
    """I added it; or they took it away."""
    place = Place(f"{prefix}:{key}", prefix, key, "", mine.said(), None, old.said() if old else None)
    if not mine.pk:
        place.wanted = "mine"
    elif old is not None and _same_row(mine, old):
        place.wanted = "theirs"
    return place


def _same_row(one: Row, other: Row) -> bool:
    said, others = one.said(), other.said()
    return all(same(said.get(name, {}), others.get(name, {})) for name in {*said, *others})


def _chosen(place: Place, side: Side) -> Any:
    joined = place.joined() if side == "both" else None
    if joined is not None:
        return joined
    return place.theirs if side == "theirs" else place.mine


def _merged_row(mine: Row | None, theirs: Row | None, places: list[Place], choices: Mapping[str, Side]) -> Row | None:
    whole = next((place for place in places if place.is_row), None)
    if whole is not None:
        side = choices[whole.key]
        if theirs is None:
            return mine if side != "theirs" else None
        # Left out of what is saved: the row is sent as one to be taken away.
        return theirs if side != "mine" else Row(theirs.pk, theirs.fields, theirs.ordering, is_deleted=True)
    if mine is None or theirs is None:
        return theirs if mine is None else None
    row = Row(mine.pk, {**theirs.fields, **mine.fields}, mine.ordering)
    for place in places:
        row.fields[place.field] = _chosen(place, choices[place.key])
    return row


def _order(mine: State, theirs: State, made: State) -> None:
    """My order; what they added stands behind the row that it stood behind. Blocks of all kinds share one order."""
    ordered = [prefix for prefix, rows in made.rows.items() if any("ordering" in row.fields for row in rows.values())]
    keys = {(prefix, key) for prefix in ordered for key in made.rows[prefix]}

    def sequence(state: State) -> list[tuple[str, str]]:
        rows = [(row.ordering, prefix, key) for prefix in ordered for key, row in state.rows.get(prefix, {}).items()]
        return [(prefix, key) for _place, prefix, key in sorted(rows, key=lambda row: row[0]) if (prefix, key) in keys]

    order, previous = sequence(mine), None
    for one in sequence(theirs):
        if one not in order:
            order.insert(order.index(previous) + 1 if previous is not None else 0, one)
        previous = one
    for number, (prefix, key) in enumerate(order, 1):
        row = made.rows[prefix][key]
        # A row of its own: the states that were given stay as they are.
        made.rows[prefix][key] = Row(row.pk, row.fields, number * 10, row.is_deleted)


class _Paragraphs(HTMLParser):
    """The outermost elements of our own sanitised HTML, each as it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.depth = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += self.get_starttag_text() or ""
        self.depth += tag != "br"

    def handle_endtag(self, tag: str) -> None:
        self.text += f"</{tag}>"
        self.depth -= 1
        if self.depth <= 0:
            self.flush()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += f"&{name};"

    def handle_charref(self, name: str) -> None:
        self.text += f"&#{name};"

    def flush(self) -> None:
        if self.text.strip():
            self.found.append(self.text)
        self.text, self.depth = "", 0


def _paragraphs(words: str) -> list[str]:
    if "<" not in words:
        return words.split("\n")
    reader = _Paragraphs()
    reader.feed(words)
    reader.close()
    reader.flush()
    return reader.found
