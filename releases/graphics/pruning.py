"""A typeface without the rules that its words do not need: Nastaliq has rules for words that no language has.

Words need a rule if one of them would be drawn in another way without it. That is tried on the bytes of the typeface,
in ever smaller heaps of rules; then the typeface is written anew without the rest.
"""

import io
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import uharfbuzz as hb
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

_SINGLE, _CONTEXT, _CHAINED, _EXTENSION = 1, 5, 6, 7
_NO_FORMAT, _NO_GLYPH = 0x63, 0xFFFE  # what no shaper knows, and what no text has: a rule so marked does nothing
_BY_COVERAGE = 3
Drawn = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class _Rule:
    """`owners` are the places in the lookups that share these bytes: lookup, subtable, set, rule (or the first two)."""

    offset: int
    mark: int
    owners: tuple[tuple[int, ...], ...]


@dataclass
class _Table:
    """GSUB as bytes that can be marked and shaped with."""

    data: bytearray
    start: int = field(init=False)

    def __post_init__(self) -> None:
        for number in range(self.u16(4)):
            tag, _sum, offset, _length = struct.unpack_from(">4sLLL", self.data, 12 + 16 * number)
            if tag == b"GSUB":
                self.start = offset

    def u16(self, offset: int) -> int:
        return int(struct.unpack_from(">H", self.data, offset)[0])

    def u32(self, offset: int) -> int:
        return int(struct.unpack_from(">L", self.data, offset)[0])

    def marked(self, rules: Sequence[_Rule]) -> list[_Rule]:
        """Takes them out of force; returns what puts them back."""
        before = [_Rule(rule.offset, self.u16(rule.offset), ()) for rule in rules]
        for rule in rules:
            struct.pack_into(">H", self.data, rule.offset, rule.mark)
        return before

    def drawn(self, words: Sequence[str]) -> Iterator[Drawn]:
        font = hb.Font(hb.Face(bytes(self.data)))
        return (_shaped(font, word) for word in words)

    def lookups(self) -> Iterator[list[tuple[int, int, int]]]:
        """Of each lookup that looks at context its subtables: number, offset, type."""
        lookups = self.start + self.u16(self.start + 8)
        for number in range(self.u16(lookups)):
            lookup = lookups + self.u16(lookups + 2 + 2 * number)
            found = []
            for index in range(self.u16(lookup + 4)):
                kind, offset = self.u16(lookup), lookup + self.u16(lookup + 6 + 2 * index)
                if kind == _EXTENSION:
                    kind, offset = self.u16(offset + 2), offset + self.u32(offset + 4)
                if kind in (_CONTEXT, _CHAINED):
                    found.append((index, offset, kind))
            yield found

    def rules(self, subtable: int, kind: int) -> Iterator[tuple[int, int, int | None]]:
        """Set, rule, and the offset of a glyph or class that it looks for; None where it looks for its first alone."""
        by_class = self.u16(subtable) == 2  # noqa: PLR2004
        if self.u16(subtable) == _BY_COVERAGE:
            return
        sets = subtable + 4 + (by_class * (2 if kind == _CONTEXT else 6))
        for place in range(self.u16(sets)):
            if not (offset := self.u16(sets + 2 + 2 * place)):
                continue
            first = subtable + offset
            for number in range(self.u16(first)):
                yield place, number, self._sought(first + self.u16(first + 2 + 2 * number), kind)

    def _sought(self, rule: int, kind: int) -> int | None:
        if kind == _CONTEXT:
            return rule + 4 if self.u16(rule) > 1 else None
        if self.u16(rule):  # glyphs before
            return rule + 2
        if self.u16(rule + 2) > 1:  # more than one glyph in all
            return rule + 4
        return rule + 6 if self.u16(rule + 4) else None  # glyphs after


def prune(font: TTFont, words: Sequence[str]) -> None:
    """Leaves in a TrueType font only the rules of substitution in context that the words need."""
    table = _Table(bytearray(written(font)))
    usual = list(table.drawn(words))
    gone: list[_Rule] = []
    for number, subtables in enumerate(table.lookups()):
        if subtables:
            gone += _superfluous(table, number, subtables, words, usual)
    _take_out(font, [owner for rule in gone for owner in rule.owners])


def witnesses(font: TTFont, words: Sequence[str]) -> set[str]:
    """For each rule in context a word that is drawn otherwise without it."""
    table, found = _Table(bytearray(written(font))), set[str]()
    usual = list(table.drawn(words))
    for number, subtables in enumerate(table.lookups()):
        wholes = _shared((offset, _NO_FORMAT, (number, index)) for index, offset, _kind in subtables)
        before = table.marked(wholes)
        touched = [place for place, one in enumerate(table.drawn(words)) if one != usual[place]]
        table.marked(before)
        some, as_usual = [words[place] for place in touched], [usual[place] for place in touched]
        for rule in [*wholes, *_single(table, number, subtables)]:
            before = table.marked([rule])
            changed = zip(some, table.drawn(some), as_usual, strict=True)
            found.update(word for word, _now, _was in islice((one for one in changed if one[1] != one[2]), 1))
            table.marked(before)
    return found


def glyphs_of(font: TTFont, words: Sequence[str]) -> set[str]:
    """The names of all that the words are drawn with, and of what stands in their place on the way there."""
    seen = set().union(*glyphs_by_word(font, words))
    after: dict[str, set[str]] = defaultdict(set)
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            one = getattr(subtable, "ExtSubTable", subtable)
            if one.LookupType == _SINGLE:
                for glyph, next_one in one.mapping.items():
                    after[glyph].add(next_one)
    # Where a rule replaces a glyph twice, nobody sees the first.
    between = {first for glyph in seen for first in after[glyph] if after.get(first, set()) & seen}
    return seen | between


def glyphs_by_word(font: TTFont, words: Sequence[str]) -> list[set[str]]:
    """As far as can be watched: what stands in the place of each word after each lookup."""
    order = font.getGlyphOrder()
    shaper, found = hb.Font(hb.Face(written(font))), []
    for word in words:
        buffer, seen = _buffer(word), set[int]()

        def note(_message: str, buffer: hb.Buffer = buffer, seen: set[int] = seen) -> bool:
            seen.update(info.codepoint for info in buffer.glyph_infos)
            return True

        buffer.set_message_func(note)
        hb.shape(shaper, buffer)
        found.append({order[number] for number in seen if number < len(order)})  # the first are letters still
    return found


def drawn(font: TTFont, words: Sequence[str]) -> list[list[tuple[str, int, int, int]]]:
    """How each word is drawn: glyph, advance and offsets, by the names of the glyphs."""
    order, shaper = font.getGlyphOrder(), hb.Font(hb.Face(written(font)))
    return [[(order[glyph], *place) for glyph, *place in _shaped(shaper, word)] for word in words]


def written(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.flavor = None
    font.save(buffer, reorderTables=False)
    return buffer.getvalue()


def _superfluous(
    table: _Table, number: int, subtables: list[tuple[int, int, int]], words: Sequence[str], usual: Sequence[Drawn]
) -> list[_Rule]:
    """Of one lookup; they are out of force when this returns."""
    wholes = _shared((offset, _NO_FORMAT, (number, index)) for index, offset, _kind in subtables)
    before = table.marked(wholes)
    touched = [place for place, one in enumerate(table.drawn(words)) if one != usual[place]]
    if not touched:
        return wholes
    table.marked(before)
    kept = bytes(table.data)
    while True:
        some, as_usual = [words[place] for place in touched], [usual[place] for place in touched]
        gone = _without_effect(table, wholes, some, as_usual)
        out = {rule.offset for rule in gone}
        left = [one for one in subtables if one[1] not in out]
        gone += _without_effect(table, _single(table, number, left), some, as_usual)
        # Where one rule is gone another may apply, to a word that the lookup had left alone.
        others = [place for place, one in enumerate(table.drawn(words)) if one != usual[place]]
        if not others:
            return gone
        touched = sorted({*touched, *others})
        table.data[:] = kept


def _single(table: _Table, number: int, subtables: Sequence[tuple[int, int, int]]) -> list[_Rule]:
    return _shared(
        (sought, _NO_GLYPH, (number, index, place, rule))
        for index, offset, kind in subtables
        for place, rule, sought in table.rules(offset, kind)
        if sought is not None
    )


def _shared(found: Iterator[tuple[int, int, tuple[int, ...]]]) -> list[_Rule]:
    owners = defaultdict(list)
    for offset, mark, owner in found:
        owners[offset, mark].append(owner)
    return [_Rule(*place, tuple(whose)) for place, whose in owners.items()]


def _without_effect(table: _Table, rules: list[_Rule], words: Sequence[str], usual: Sequence[Drawn]) -> list[_Rule]:
    """Halves a heap until what is left of it can go, or is a single rule that is needed."""
    gone, heaps = [], [rules]
    while heaps:
        heap = heaps.pop()
        before = table.marked(heap)
        if all(one == wanted for one, wanted in zip(table.drawn(words), usual, strict=True)):
            gone += heap
            continue
        table.marked(before)
        if len(heap) > 1:
            middle = len(heap) // 2
            heaps += [heap[middle:], heap[:middle]]
    return gone


def _take_out(font: TTFont, owners: list[tuple[int, ...]]) -> None:
    whole, single = defaultdict(set), defaultdict(set)
    for owner in owners:
        if len(owner) == 2:  # noqa: PLR2004
            whole[owner[0]].add(owner[1])
        else:
            single[owner[:3]].add(owner[3])
    lookups = font["GSUB"].table.LookupList.Lookup
    for (number, index, place), rules in single.items():
        _shorten(lookups[number].SubTable[index], place, rules)
    for number, indexes in whole.items():
        lookup = lookups[number]
        lookup.SubTable = [table for index, table in enumerate(lookup.SubTable) if index not in indexes]
        lookup.SubTableCount = len(lookup.SubTable)
    options = Options(layout_closure=False, layout_features=["*"], notdef_outline=True, name_IDs=["*"])
    remaining = Subsetter(options)
    remaining.populate(glyphs=font.getGlyphOrder())
    remaining.subset(font)  # what nothing refers to any longer


def _shorten(subtable: Any, place: int, rules: set[int]) -> None:
    subtable = getattr(subtable, "ExtSubTable", subtable)
    chained = "Chain" if type(subtable).__name__.startswith("Chain") else ""
    by_class = "Class" if subtable.Format == 2 else ""  # noqa: PLR2004
    names = (f"{chained}Sub{by_class}Set", f"{chained}Sub{by_class}RuleSet")
    sets = next(getattr(subtable, name) for name in names if hasattr(subtable, name))
    name = f"{chained}Sub{by_class}Rule"
    left = [rule for number, rule in enumerate(getattr(sets[place], name)) if number not in rules]
    setattr(sets[place], name, left)
    setattr(sets[place], f"{name}Count", len(left))
    if not left:
        sets[place] = None


def _buffer(word: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.script, buffer.language, buffer.direction = "Arab", "ur", "rtl"
    return buffer


def _shaped(font: hb.Font, word: str) -> Drawn:
    buffer = _buffer(word)
    hb.shape(font, buffer)
    return tuple(
        (info.codepoint, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
