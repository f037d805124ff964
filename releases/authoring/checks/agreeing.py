"""The languages of a release say the same: values, qualifiers, units, dates; and a translation follows its source."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..languages import own_name
from . import pairing
from .context import Context, Observed
from .figures import is_the_figure
from .finding import Finding, Place, Side, Words
from .measuring import DURATIONS, numbers_of, unit
from .numbers import Number
from .pairing import Said, as_certain, is_loose, is_same, matters, pairs, unshared
from .passages import Passage, Read
from .registry import check
from .scripts import spoken_in

# Of the passages that changed, as many as one takes in.
_SHOWN = 5
# A group of passages that say the same in two languages: a field, or a block of the body.
_Group = tuple[str, int | None]


def _groups(text: Read, *, by_block: bool) -> dict[_Group, list[Passage]]:
    groups: dict[_Group, list[Passage]] = {}
    for passage in text.passages:
        if passage.field == "note":
            continue
        own = passage.block is None
        key = (passage.field, None) if own else ("body", passage.block if by_block else None)
        groups.setdefault(key, []).append(passage)
    return groups


def _aligned(one: Read, other: Read) -> bool:
    """Whether both bodies have the same blocks in the same order."""
    shapes = [[(block["type"], block.get("cites")) for block in text.content["body"]] for text in (one, other)]
    return shapes[0] == shapes[1]


def _pairs(source: Read, text: Read) -> Iterator[tuple[list[Passage], list[Passage]]]:
    by_block = _aligned(source, text)
    theirs = _groups(source, by_block=by_block)
    ours = _groups(text, by_block=by_block)
    for key in dict.fromkeys([*theirs, *ours]):
        yield theirs.get(key, []), ours.get(key, [])


@check("languages.figures", _("Figures in every language"), severity="warning", per="release", reads=("observed",))
def figures(context: Context) -> Iterator[Finding]:
    source = context.source
    for text in context.texts:
        if source is None or text is source:
            continue
        observed = context.observed.get(text.language, ())
        for theirs, ours in _pairs(source, text):
            if theirs and ours:
                yield from _figures(source, text, theirs, ours, observed)
                yield from _dates(source, text, theirs, ours)


def _figures(
    source: Read, text: Read, theirs: list[Passage], ours: list[Passage], observed: tuple[Observed, ...]
) -> Iterator[Finding]:
    there, here = pairing.Side(theirs, source.language), pairing.Side(ours, text.language)
    missing, extra = unshared(there, here)
    for one in here.said:
        same = [other for other in there.said if is_same(one, other)]
        certain = matters(one) and unit(one.number) not in DURATIONS and not any(map(is_loose, (one, *same)))
        # Where it is said as the figure does, it is the source that is asked about.
        cited = any(is_the_figure(one.number, row) and row.qualifier == one.number.qualifier for row in observed)
        if same and certain and not cited and not any(as_certain(one, other) for other in same):
            yield _differs(
                source,
                text,
                one,
                same[0],
                message=_("“%(here)s” is said with another certainty than “%(there)s” in %(language)s."),
                hint=_("Say about, at least, more than in both, or in neither."),
            )
    for one, other in list(pairs(missing, extra)):
        missing.remove(other)
        extra.remove(one)
        yield _differs(
            source,
            text,
            one,
            other,
            message=_("It says “%(here)s” where %(language)s says “%(there)s”."),
            hint=_("Put right whichever is wrong."),
        )
    # A few of something, and shares in words, are said in so many ways that they are compared with one another alone.
    missing, extra = ([one for one in left if not (one.is_few or one.number.ratio)] for left in (missing, extra))
    for one in extra:
        yield Finding(
            text.uid,
            text.language,
            _("“%(here)s” is not said in %(language)s."),
            _("Take it out, or say it in every language."),
            one.place,
            one.number.text,
            values={"here": one.number.text, "language": own_name(source.language)},
            others=(Side(source.uid, source.language, theirs[0].text[:120], theirs[0].whole),),
        )
    for one in missing:
        yield Finding(
            text.uid,
            text.language,
            _("“%(there)s”, which %(language)s says here, is missing."),
            _("Translate the figure, or take it out of every language."),
            ours[0].whole,
            "",
            values={"there": one.number.text, "language": own_name(source.language)},
            about=(one.number.text,),
            others=(Side(source.uid, source.language, one.number.text, one.place),),
        )


def _differs(source: Read, text: Read, here: Said, there: Said, *, message: Words, hint: Words) -> Finding:
    return Finding(
        text.uid,
        text.language,
        message,
        hint,
        here.place,
        here.number.text,
        values={"here": here.number.text, "there": there.number.text, "language": own_name(source.language)},
        about=(there.number.text,),
        others=(Side(source.uid, source.language, there.number.text, there.place),),
    )


def _dates(source: Read, text: Read, theirs: list[Passage], ours: list[Passage]) -> Iterator[Finding]:
    """Days, years, hours and numbers of names: only where both languages have as many, and not the same ones."""
    for kinds, part in (
        (("date",), _day),
        (("year", "date"), _year),
        (("time",), lambda number: number.iso),
        (("name",), lambda number: str(number.value)),
    ):
        said = _parts(theirs, source.language, kinds, part)
        here = _parts(ours, text.language, kinds, part)
        only_here = [key for key in here if key not in said]
        only_there = [key for key in said if key not in here]
        if len(only_here) != len(only_there):
            continue
        for ours_key, their_key in zip(only_here, only_there, strict=True):
            yield _differs(
                source,
                text,
                here[ours_key],
                said[their_key],
                message=_("It says “%(here)s” where %(language)s says “%(there)s”."),
                hint=_("Put right whichever is wrong."),
            )


def _parts(passages: list[Passage], language: str, kinds: tuple[str, ...], part: object) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for passage in passages:
        for number in numbers_of(passage.text, spoken_in(passage.text, language)):
            key = part(number) if number.kind in kinds and number.low is None else ""  # type: ignore[operator]
            if key:
                found.setdefault(key, Said(number, passage, language))
    return found


def _day(number: Number) -> str:
    """Month and day, with or without the year."""
    return number.iso[-5:] if re.fullmatch(r"(?:\d{4}|-)-\d{2}-\d{2}", number.iso) else ""


def _year(number: Number) -> str:
    return number.iso[:4] if number.iso[:4].isdecimal() else str(number.value) if number.kind == "year" else ""


@check(
    "languages.behind", _("Translations behind their source"), severity="warning", per="release", reads=("followed",)
)
def behind(context: Context) -> Iterator[Finding]:
    source = context.source
    for text in context.texts:
        follows = (text.content["translation"] or {}).get("words_digest", "")
        if source is None or text is source or follows == source.content["words_digest"]:
            continue
        was = context.followed.get(text.language)
        changed = _changed(Read(was), source) if was else []
        if not changed:
            yield Finding(
                text.uid,
                text.language,
                _("It does not say that it follows the present text in %(language)s."),
                _("Compare it with the source, bring it up to date, and say that it follows the source."),
                values={"language": own_name(source.language)},
                about=(source.content["words_digest"],),
                others=(Side(source.uid, source.language, source.content["title"]),),
            )
        if changed:
            first = changed[0]
            aligned = first.block is None or _aligned(source, text)
            yield Finding(
                text.uid,
                text.language,
                _("%(language)s has changed in %(count)s of its passages since this was translated."),
                _("Bring them up to date, and say that the text follows the source; or say why it may wait."),
                Place(first.field, first.block) if aligned else Place(),
                values={"language": own_name(source.language), "count": len(changed)},
                about=tuple(passage.text for passage in changed),
                others=tuple(
                    Side(source.uid, source.language, passage.text[:160], passage.whole) for passage in changed[:_SHOWN]
                ),
            )


def _changed(was: Read, now: Read) -> list[Passage]:
    before = {(passage.block is None and passage.field, passage.text) for passage in was.passages}
    return [
        passage for passage in now.passages if (passage.block is None and passage.field, passage.text) not in before
    ]
