"""Parts and their whole: of whom, in lists, in the columns of a table, and of a target. Rounding is allowed for."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from django.utils.translation import gettext_lazy as _

from .arithmetic import HARDLY, Span, at_number, rounded, shown, span
from .context import Context, Observed
from .finding import Finding, Side
from .labels import labels
from .measuring import COUNTS, amount, is_of_one_unit, is_said, numbers_of, same_unit, unit
from .numbers import Number
from .passages import Passage, Read, sentences
from .patterns import compiled
from .registry import check
from .relating import are_of_one, grows, is_the_rest
from .unsourced import is_bare_decimal

_WHOLE = Fraction(100)
# What leads from a whole to its parts, and what says that these are all of them.
_OF_WHICH = {
    "en": r"\b(?:of (?:them|whom|which|these|those)|among them|including|(?P<all>made up of|comprising|consisting of))"
    r"\b|(?P<colon>:\s)",
    "ru": r"\b(?:из них|из которых|в том числе|включая|среди них|(?P<all>состо\w+ из))\b|(?P<colon>:\s)",
    "kk": r"\b(?:оның ішінде|олардың ішінде|соның ішінде|олардың|оның)\b|(?P<colon>:\s)",
    "ur": r"(?:جن میں سے|جن میں|ان میں سے|بشمول)|(?P<colon>:\s)",
}
_ITEM = {
    "en": r"[,;]\s|\s(?:and|plus)\s",
    "ru": r"[,;]\s|\sи\s",
    "kk": r"[,;]\s|\s(?:және|мен|пен|бен)\s",
    "ur": r"[،؛]\s|\sاور\s",
}
# The whole stands first: of the 1,276 votes, 640 …
_OF_THE_BEFORE = {
    "en": r"(?:\A|[.!?;:,(–—]\s*|\b(?:out|that|and|but|while)\s+)of (?:the|these|those|its|our|all(?: the)?)?\s*\Z",
    "ru": r"(?:\A|[.!?;:,(–—]\s*|\b(?:что|и|а|но)\s+)из\s*\Z",
    "kk": r"(?!)",
    "ur": r"(?!)",
}
_OF_THE_AFTER = {
    "en": r"\A(?:\s+\w+){0,4},\s",
    "ru": r"\A(?:\s+\w+){0,4}\s",
    "kk": r"\A(?:\s+\w+){0,2}\s+\w+[тндм][ыі]ң\s+\Z",
    "ur": r"\A(?:\s+\w+){0,3}\s+میں سے\s",
}
_TOTAL = re.compile(
    r"\A\W*(?:totals?|sum|in all|altogether|grand total|итого|всего|сумма|барлығы|жиыны|жалпы|کل|مجموعی"
    r"|میزان)\b",
    re.IGNORECASE,
)
_OF_TARGET = {
    "en": r"\A\s*of (?:the|its|our|their|this)(?: [\w-]+){0,3}? (?:target|goal|objective)\b",
    "ru": r"\A\s*(?:от )?(?:[\w-]+ ){0,2}?(?:цел[ия]|целевого|план[аи]\w*|планового)\b",
    "kk": r"\A\Z",
    "ur": r"\A\Z",
}
# In these the target stands before the share.
_TARGETS_SHARE = {"kk": r"\b(?:мақсаттың|жоспардың|мақсатының)\W*\Z", "ur": r"(?:ہدف (?:کا|کے|کی))\W*\Z"}
_LEAST_ITEMS = 3


_LEADS, _PARTED = compiled(_OF_WHICH), compiled(_ITEM)
_FIRST, _THEN = compiled(_OF_THE_BEFORE), compiled(_OF_THE_AFTER)
_TARGET_AFTER, _TARGET_BEFORE = compiled(_OF_TARGET), compiled(_TARGETS_SHARE)


@check("figures.sums", _("Parts and wholes"), severity="warning")
def sums(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for passage in text.passages:
            numbers = [
                number
                for number in numbers_of(passage.text, text.language)
                if is_said(number) and not labels(passage.text, number) and not is_bare_decimal(number)
            ]
            if len(numbers) > 1:
                for start, end in sentences(passage.text):
                    inside = [one for one in numbers if start <= one.start < end]
                    yield from _of_which(text, passage, inside, end)
                    yield from _the_rest(text, passage, inside, start, end)
        yield from _lists(text)
        yield from _tables(text)


def _of_which(text: Read, passage: Passage, numbers: Sequence[Number], end: int) -> Iterator[Finding]:
    """800 observers, of whom 500 …, 200 … and 90 …: each item's first number of the same unit is a part."""
    for index, whole in enumerate(numbers[:-1]):
        lead = _leads(passage.text, whole, numbers[index + 1], text.language)
        if lead is None or whole.kind != "quantity" or unit(whole) == "percent":
            continue
        begins, how = lead
        rest = numbers[index + 1 :]
        of = whole
        parts = list(_parts(text, passage.text, rest, begins, end, of=of))
        far = not parts and how == "colon" and unit(rest[0]) not in COUNTS
        if far:
            # Worth 85 million, 17 contracts: 52 million …
            of = next((one for one in reversed(numbers[:index]) if unit(one) == unit(rest[0])), whole)
            parts = list(_parts(text, passage.text, rest, begins, end, of=of))
        if not parts or of.kind != "quantity" or (how == "colon" and len(parts) < len(rest)):
            return
        total, given = _together(parts), _counted(of)
        is_all = how in {"colon", "all"} and len(parts) > 1 and not far
        if total.low > given.high or (is_all and total.high < given.low):
            yield at_number(
                text,
                passage,
                of,
                _("“%(passage)s” are given, and the parts make %(total)s."),
                _("Put the whole or the parts right, or say that these are not all, or not parts of it."),
                total=_plain(sum((amount(one) for one in parts), Fraction(0))),
            )
        return


def _leads(words: str, whole: Number, following: Number, language: str) -> tuple[int, str] | None:
    """Where the parts of a number begin, and whether they are said to be all: `colon`, `all`, `some`."""
    lead = _LEADS[language].search(words, whole.end, following.start)
    if lead is not None:
        found = lead.groupdict()
        return lead.end(), "colon" if found.get("colon") else "all" if found.get("all") else "some"
    before = _FIRST[language].search(words[: whole.start]) if language in {"en", "ru"} else True
    return (whole.end, "some") if before and _THEN[language].match(words[whole.end : following.start]) else None


def _counted(number: Number) -> Span:
    """What is written out in full was counted; what bears a scale, a decimal or a qualifier was rounded."""
    digits = "".join(str(int(letter)) for letter in number.text if letter.isdecimal())
    if number.qualifier == "exact" and digits and int(digits) == number.value:
        return Span(Fraction(number.value), Fraction(number.value))
    return span(number)


def _together(parts: Sequence[Number]) -> Span:
    spans = [_counted(one) for one in parts]
    return Span(sum((one.low for one in spans), Fraction(0)), sum((one.high for one in spans), Fraction(0)))


def _parts(text: Read, words: str, numbers: Sequence[Number], start: int, end: int, *, of: Number) -> Iterator[Number]:
    cuts = [start, *(cut.end() for cut in _PARTED[text.language].finditer(words, start, end)), end]
    for begins, stops in pairwise(cuts):
        first = next((one for one in numbers if begins <= one.start < stops), None)
        if first is not None and first.kind == "quantity" and is_of_one_unit(words, first, of, text.language):
            yield first


def _the_rest(text: Read, passage: Passage, numbers: Sequence[Number], start: int, end: int) -> Iterator[Finding]:
    """54 percent …, 30 percent … and the remaining 20 percent: these are the whole."""
    shares = [one for one in numbers if unit(one) == "percent" and one.kind != "range"]
    if len(shares) < 2 or grows(passage.text[start:end], text.language):  # noqa: PLR2004  two make a whole
        return
    total = sum((amount(one) for one in shares), Fraction(0))
    if is_the_rest(passage.text, start, shares[-1], text.language) and abs(total - _WHOLE) > len(shares):
        yield _all_but(text, passage, shares[-1], total)


def _lists(text: Read) -> Iterator[Finding]:
    """Items with one percentage each, under words that speak of shares."""
    rows = text.passages
    for (block, is_item), group in groupby(rows, key=lambda one: (one.block, one.tag == "li")):
        items = list(group)
        if not is_item or block is None or len(items) < _LEAST_ITEMS:
            continue
        index = rows.index(items[0])
        lead = rows[index - 1].text if index else ""
        found = [
            [one for one in numbers_of(item.text, text.language) if is_said(one) and unit(one) == "percent"]
            for item in items
        ]
        said = " ".join([lead, *(item.text for item in items)])
        if any(len(one) != 1 for one in found) or grows(said, text.language):
            continue
        total = sum((amount(one[0]) for one in found), Fraction(0))
        # So near the whole they are hardly of several.
        near = lead.rstrip().endswith(":") and total <= _WHOLE + HARDLY
        if total > _WHOLE + len(items) and (near or are_of_one(lead, text.language)):
            yield _all_but(text, items[-1], found[-1][0], total)


def _tables(text: Read) -> Iterator[Finding]:
    """A column above a row that is called the total."""
    for number, block in enumerate(text.content["body"]):
        rows = block["rows"] if block["type"] == "table" else []
        total = next((index for index, row in enumerate(rows) if row and _TOTAL.match(row[0])), 0)
        if total < 2:  # noqa: PLR2004  a head, and at least one part
            continue
        for column in range(1, len(rows[total])):
            yield from _column(text, number, rows, total, column)


def _column(text: Read, block: int, rows: Sequence[Sequence[str]], total: int, column: int) -> Iterator[Finding]:
    cells = [[one for one in numbers_of(row[column], text.language) if one.is_statistic] for row in rows[: total + 1]]
    parts = cells[:total] if cells[0] else cells[1:total]
    whole = cells[total]
    if len(parts) < 2 or any(len(one) != 1 for one in [*parts, whole]):  # noqa: PLR2004
        return
    if any(not same_unit(unit(one[0]), unit(whole[0])) or one[0].kind == "range" for one in parts):
        return
    if _together([one[0] for one in parts]).meets(_counted(whole[0])):
        return
    offset = sum(len(cell) + 1 for row in rows[:total] for cell in row) + sum(
        len(cell) + 1 for cell in rows[total][:column]
    )
    passage = Passage("cells", rows[total][column], "cell", block, offset)
    yield at_number(
        text,
        passage,
        whole[0],
        _("“%(passage)s” is given as the total, and the column makes %(total)s."),
        _("Put the total or the column right."),
        total=_plain(sum((amount(one[0]) for one in parts), Fraction(0))),
    )


@check("figures.of_target", _("Shares of a target"), severity="warning", reads=("observed",))
def of_target(context: Context) -> Iterator[Finding]:
    """Of a statistic that has both, what is reached of what is aimed at."""
    for text in context.texts:
        pairs = _reached(context.observed.get(text.language, ()))
        for passage in text.passages if pairs else ():
            for number in numbers_of(passage.text, text.language):
                if unit(number) != "percent" or not is_said(number) or not _is_of_target(passage.text, number, text):
                    continue
                if any(span(number).meets(right) for _actual, _target, right in pairs):
                    continue
                actual, target, right = pairs[0]
                yield at_number(
                    text,
                    passage,
                    number,
                    _("%(actual)s of the target of %(target)s are %(right)s percent, and not “%(passage)s”."),
                    _("One of the three is wrong, or another target is meant: then cite it."),
                    others=(
                        Side(actual.uid, text.language, actual.display),
                        Side(target.uid, text.language, target.display),
                    ),
                    actual=actual.display,
                    target=target.display,
                    right=shown(right),
                )


def _is_of_target(words: str, number: Number, text: Read) -> bool:
    before = _TARGET_BEFORE.get(text.language)
    if before is not None:
        return bool(before.search(words[: number.start]))
    return bool(_TARGET_AFTER[text.language].match(words[number.end :]))


def _reached(observed: Sequence[Observed]) -> list[tuple[Observed, Observed, Span]]:
    found = []
    for target in (one for one in observed if one.nature == "target" and one.value > 0):
        for actual in (one for one in observed if one.uid == target.uid and one.nature != "target"):
            if actual.unit == target.unit and actual.unit != "percent":
                ratio = rounded(actual.value).over(rounded(target.value))
                found.append((actual, target, Span(ratio.low * 100, ratio.high * 100)))
    return found


def _all_but(text: Read, passage: Passage, number: Number, total: Fraction) -> Finding:
    return at_number(
        text,
        passage,
        number,
        _("The percentages add up to %(total)s."),
        _("If they are of one whole, one of them is wrong; if not, say of what each is."),
        total=_plain(total),
    )


def _plain(value: Fraction) -> str:
    return f"{round(float(value), 2):,.10g}"
