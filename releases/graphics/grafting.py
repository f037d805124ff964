"""Glyphs of one font in another of the same grid, for letters that it has not: without kerning and without rules."""

from collections.abc import Container

from fontTools.ttLib import TTFont


class _Everything:
    def __contains__(self, _letter: object) -> bool:
        return True


def graft(whole: TTFont, other: TTFont, *, mark: str, letters: Container[int] = _Everything()) -> None:
    """Takes of `letters` those that the first font lacks; `mark` sets their names apart from its own."""
    if other["head"].unitsPerEm != whole["head"].unitsPerEm:
        return
    known = whole.getBestCmap()
    maps = [table for table in whole["cmap"].tables if table.isUnicode()]
    for code, name in other.getBestCmap().items():
        if code not in known and code in letters:
            grafted = _take(whole, other, name, mark)
            for table in maps:
                table.cmap[code] = grafted


def _take(whole: TTFont, other: TTFont, name: str, mark: str) -> str:
    """One glyph, and those that it is composed of; its name in the whole."""
    grafted = f"{name}.{mark}"
    if grafted in whole["glyf"].glyphs:
        return grafted
    glyph = other["glyf"][name]
    if glyph.isComposite():
        for component in glyph.components:
            component.glyphName = _take(whole, other, component.glyphName, mark)
    # Without the instructions of its own font, which make no sense in another one.
    glyph.removeHinting()
    whole["glyf"][grafted] = glyph
    whole["hmtx"][grafted] = other["hmtx"][name]
    return grafted
