"""A statistic as a chart, for every outlet: its content or a card of it enters, words and a drawing leave.

What may be compared is decided in `editions.comparable`; here it gets the words of a language and the form that shows
it best: columns for a few evenly spaced dates, a line for many, bars where the words are too long for columns.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from releases.editions import comparable, figures
from releases.editions.comparable import Comparison, Form, Observation
from releases.graphics import charts
from releases.graphics.charts import Mark
from releases.graphics.sheet import Look, Palette, Subject

from . import observed

Content = Mapping[str, Any]

_LOOKS: Mapping[str, Look] = {
    "actual": "solid",
    "estimate": "hatched",
    "preliminary": "dotted",
    "target": "outlined",
}
_PART_LOOKS: tuple[Look, ...] = ("solid", "hatched", "dotted", "outlined")
_MOST_COLUMNS = 8
# Months and years differ in length by a tenth; what differs more is a gap.
_EVEN = 1.2
_WHOLE = 100


@dataclass(frozen=True)
class Chart:
    """`caption` says what is compared, and in what unit; `svg` is for a page, with the classes of charts.css."""

    caption: str
    svg: str


@dataclass(frozen=True)
class Line:
    """One value of a chart in words, where nothing can be drawn."""

    label: str
    shown: str


def chart(content: Content, language: str, *, key: str = "chart") -> Chart | None:
    """The chart of a statistic for a page in a language; None where there is nothing to compare.

    `key` makes the ids in it unique on the page. Numbers, dates and direction are the language's, the title is the
    content's.
    """
    found = comparable.comparison(content["statistic"]["observations"])
    if found is None:
        return None
    with translation.override(language):
        subject = _subject(content, found, language, key=key)
        return Chart(_caption(found, language), _drawn(content, found, subject))


def chart_svg(
    content: Content,
    language: str,
    *,
    standalone: bool = True,
    palette: Palette | None = None,
    footing: str = "",
    key: str = "chart",
) -> str | None:
    """The chart of a statistic as an SVG document; None where there is nothing to compare.

    Standing alone it has its own colours, title, unit and source, and `footing` as its last line: whose it is.
    """
    if not standalone:
        drawn = chart(content, language, key=key)
        return drawn.svg if drawn else None
    found = comparable.comparison(content["statistic"]["observations"])
    if found is None:
        return None
    with translation.override(language):
        sources = dict.fromkeys(row["source"] for row in found.rows if row["source"])
        said = [_("Source: %(source)s") % {"source": "; ".join(sources)}] if sources else []
        subject = _subject(
            content,
            found,
            language,
            key=key,
            palette=palette or Palette(),
            heading=(content["title"], _caption(found, language)),
            footing=(*said, *([footing] if footing else [])),
        )
        return _drawn(content, found, subject)


def lines(content: Content, language: str) -> list[Line]:
    """The values that a chart of this statistic shows, in its order; every value where nothing can be compared."""
    rows = content["statistic"]["observations"]
    found = comparable.comparison(rows) or Comparison("bars", tuple(rows))
    with translation.override(language):
        return [Line(", ".join(_label(row, found, language)), _shown(row, content, language)) for row in found.rows]


def _subject(content: Content, found: Comparison, language: str, *, key: str, **more: Any) -> Subject:
    values = "; ".join(
        f"{', '.join(_label(row, found, language))}: {_shown(row, content, language)}" for row in found.rows
    )
    description = f"{_caption(found, language)}. {values}."
    return Subject(
        key=key,
        title=content["title"],
        description=description,
        language=language,
        title_language=content["language"],
        **more,
    )


def _drawn(content: Content, found: Comparison, subject: Subject) -> str:
    marks = [_mark(row, found, content, subject.language) for row in found.rows]
    if found.form == "target":
        aims = [mark for mark in marks if mark.look == "outlined"]
        return charts.against_target(marks[0], aims, subject)
    if found.form == "share":
        return charts.share(marks, _WHOLE, subject)
    if found.form == "bars":
        return charts.bars(marks, subject)
    return _over_time(marks, found, subject)


def _over_time(marks: list[Mark], found: Comparison, subject: Subject) -> str:
    short = [_short(mark, row, found, subject.language) for mark, row in zip(marks, found.rows, strict=True)]
    few = len(marks) <= _MOST_COLUMNS
    if few and _evenly(found.rows) and charts.columns_fit(short, subject):
        return charts.columns(short, subject)
    dated = [(mark, row) for mark, row in zip(short, found.rows, strict=True) if comparable.date_of(row)]
    if len(dated) == len(marks) and not (few and _evenly(found.rows)):
        return charts.lines(short, subject)
    return charts.bars(marks, subject)


def _evenly(rows: Sequence[Observation]) -> bool:
    """Whether the dates are as far apart as columns are. An aim lies where it lies; it stands apart anyway."""
    days = [
        comparable.last_day(comparable.date_of(row)).toordinal()
        for row in rows
        if row["nature"] != "target" and comparable.date_of(row)
    ]
    gaps = [after - before for before, after in itertools.pairwise(days)]
    return not gaps or max(gaps) <= min(gaps) * _EVEN


def _mark(row: Observation, found: Comparison, content: Content, language: str) -> Mark:
    looks = _PART_LOOKS if found.form == "share" else ()
    number = found.rows.index(row)
    date = comparable.date_of(row)
    return Mark(
        value=float(row["value"]),
        shown=_shown(row, content, language),
        label=_label(row, found, language),
        look=looks[number % len(looks)] if looks else _LOOKS[row["nature"]],
        at=comparable.last_day(date).toordinal() if date else 0,
    )


def _short(mark: Mark, row: Observation, found: Comparison, language: str) -> Mark:
    """For the narrow place at a column: the unit is in the caption, the month is abbreviated."""
    facts = {"unit": row["unit"], "qualifier": row["qualifier"], "language": language}
    shown = figures.number(Decimal(row["value"]), **facts, like=mark.shown)
    return Mark(mark.value, shown, _label(row, found, language, short=True), mark.look, mark.at)


def _shown(row: Observation, content: Content, language: str) -> str:
    """The figure as the edition wrote it; in another language than the edition's, as that language does."""
    if language == content["language"]:
        return str(row["display"])
    return figures.display(Decimal(row["value"]), unit=row["unit"], qualifier=row["qualifier"], language=language)


def _label(row: Observation, found: Comparison, language: str, *, short: bool = False) -> tuple[str, ...]:
    """What tells a value from those beside it: when, what nature; of one date, also as of when and by whom."""
    aim = row["nature"] == "target"
    period = observed.period(row, language, short=short)
    as_of = observed.reduced(row["as_of"], language, short=short)
    parts = [period.words if period else as_of.words if as_of and not aim else "", observed.nature(row["nature"])]
    if found.form in {"bars", "share"}:
        parts += [as_of.words if as_of and period else "", row["source"]]
        shared = _common(found, language)
        parts = [part for part in parts if part not in shared]
    return tuple(part for part in dict.fromkeys(parts) if part) or (_("Measured"),)


def _common(found: Comparison, language: str) -> set[str]:
    """What all of the values have alike, and so does not tell them apart."""
    dates = {str(row["period_from"]) + str(row["period_until"]): observed.period(row, language) for row in found.rows}
    as_of = {str(row["as_of"]): observed.reduced(row["as_of"], language) for row in found.rows}
    sources = {row["source"] for row in found.rows}
    words = [next(iter(known.values())) for known in (dates, as_of) if len(known) == 1]
    return {date.words for date in words if date} | (sources if len(sources) == 1 else set())


def _caption(found: Comparison, language: str) -> str:
    forms: Mapping[Form, str] = {
        "time": _("Over time"),
        "target": _("Value and target"),
        "share": _("Parts of the whole"),
        "bars": _("In comparison"),
    }
    unit = figures.unit_name(found.rows[0]["unit"], language)
    return " · ".join(part for part in (forms[found.form], unit) if part)
