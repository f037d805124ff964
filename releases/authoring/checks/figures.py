"""Every number of a text is a figure that the release cites, or no statistic: value, unit, qualifier and nature."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from .context import Context, Earlier, Observed
from .finding import Finding, Place, Side
from .labels import labels
from .measures import is_as_certain, is_technical
from .measuring import (
    COUNTS,
    DURATIONS,
    LARGE,
    SMALL,
    amount,
    are_of_one_kind,
    borrowed,
    digits_of,
    elided,
    is_of_a_span,
    is_said,
    numbers_of,
    same_unit,
    unit,
    values,
)
from .numbers import Number
from .passages import Passage, Read, sentence_at
from .quoting import is_quoted
from .registry import check
from .scripts import spoken_in
from .unsourced import is_a_part, is_unsourced


def stated(text: Read, context: Context) -> Iterator[tuple[Passage, Number]]:
    """The statistics in a text, but for those that its author marked as none."""
    marked = context.marks.get(text.language, frozenset())
    for passage in text.passages:
        for number in numbers_of(passage.text, spoken_in(passage.text, text.language)):
            counts = is_said(number) and unit(number) not in DURATIONS and number.text not in marked
            counts = counts and not is_of_a_span(passage.text, number, text.language)
            if counts and not labels(passage.text, number):
                yield passage, _in_full(passage.text, number, text.language, context)


def _in_full(words: str, number: Number, language: str, context: Context) -> Number:
    """In the unit that ends its series; in the money that was named before, where a figure in it is cited."""
    own = borrowed(words, number, language)
    if own:
        return replace(number, unit=own)
    money = elided(words, number, language)
    observed = context.observed.get(language, ()) if money else ()
    unit_ = next((one.unit for one in observed if one.unit in money and one.value in values(number)), "")
    return replace(number, unit=unit_) if unit_ else number


def number_at(text: Read, place: Place) -> Number | None:
    """The number that a finding is of."""
    for passage in text.passages:
        if (passage.field, passage.block) == (place.field, place.block):
            for number in numbers_of(passage.text, spoken_in(passage.text, text.language)):
                if passage.at(number.start, number.end) == place:
                    return number
    return None


def beside(text: Read, place: Place) -> tuple[str, str]:
    """(the sentence around a place, the one year or day that it names): what a figure may be called, and of when."""
    for passage in text.passages:
        here = (passage.field, passage.block) == (place.field, place.block)
        if here and passage.offset <= place.start <= passage.offset + len(passage.text):
            start, end = sentence_at(passage.text, place.start - passage.offset)
            inside = [one for one in numbers_of(passage.text, text.language) if start <= one.start < end]
            times = {one.iso or str(one.value) for one in inside if one.kind in {"year", "date"} and one.low is None}
            dated = [time for time in times if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", time)]
            return passage.text[start:end].strip(), dated[0] if len(times) == 1 and dated else ""
    return "", ""


def is_the_figure(number: Number, observed: Observed) -> bool:
    """By unit and value; what it counts is for a person to say."""
    if number.ratio:
        return observed.unit == "percent" and is_share(amount(number), observed.value)
    return same_unit(unit(number), observed.unit) and observed.value in values(number)


def is_share(share: Fraction, percent: Decimal) -> bool:
    """Whether a percentage is a share in words, or that rounded to a decimal or more: a third is 33.3."""
    places = -int(percent.normalize().as_tuple().exponent)
    return share == Fraction(percent) or (places > 0 and round(share, places) == Fraction(percent))


@check("figures.untied", _("Figures without a source"), severity="warning", reads=("observed", "marks", "earlier"))
def untied(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        observed = context.observed.get(text.language, ())
        for passage, number in stated(text, context):
            if all(any(is_the_figure(end, one) for one in observed) for end in _told_apart(number)):
                continue
            spoken = spoken_in(passage.text, text.language)
            if _needs_none(passage.text, number, spoken, observed) or is_quoted(text, passage, number.start):
                continue
            yield _untied(text, passage, number, observed, context.earlier)


def _is_twisted(number: Number, one: Observed) -> bool:
    """103 for 130: the same digits, and as many of them, in another order."""
    value, cited = amount(number), Fraction(one.value)
    digits, others = (digits_of(amount_).replace("0", "") for amount_ in (value, cited))
    alike = same_unit(unit(number), one.unit) and digits == others
    return alike and value != cited and cited / 10 < value < cited * 10


def _needs_none(words: str, number: Number, language: str, observed: tuple[Observed, ...]) -> bool:
    """A few of something that are no part of a figure; what nobody keeps a statistic of; a property of a thing, like no
    figure that is cited; the very digits of one that is, in a unit that was not understood."""
    if any(_is_twisted(number, one) for one in observed):
        return False
    bare = unit(number) in COUNTS and number.kind == "quantity"
    unread = number.unit == "1" and number.value < LARGE and any(one.value == number.value for one in observed)
    few = bare and number.value <= SMALL and number.value == int(number.value)
    if unread or (few and not is_a_part(words, number)) or is_unsourced(words, number, language):
        return True
    return is_technical(words, number, language) and suggested(number, observed) is None


_DASHED = re.compile(r"[-–—‑‐−]\s*\d")


def _told_apart(number: Number) -> tuple[Number, ...]:
    """From $320 million to $360 million is two figures; 10–15 people is one, of which a statistic keeps an end."""
    if number.low is None or number.high is None or _DASHED.search(number.text):
        return (number,)
    return tuple(replace(number, kind="quantity", value=end, low=None, high=None) for end in (number.low, number.high))


def _untied(
    text: Read, passage: Passage, number: Number, observed: tuple[Observed, ...], earlier: tuple[Earlier, ...]
) -> Finding:
    values: dict[str, object] = {"passage": number.text}
    place = passage.at(number.start, number.end)
    ends = [end for end in _told_apart(number) if not any(is_the_figure(end, one) for one in observed)]
    number = ends[0] if ends else number
    before = [(edition, one) for edition in earlier for one in edition.observations if is_the_figure(number, one)]
    now = next((one for _edition, said in before for one in observed if (one.uid, one.id) == (said.uid, said.id)), None)
    if before and now:
        edition, said = before[0]
        values |= {
            "title": said.title,
            "number": edition.number,
            "date": edition.public_on.isoformat(),
            "now": now.display,
        }
        return Finding(
            text.uid,
            text.language,
            _("“%(passage)s” is what edition %(number)s of “%(title)s” (%(date)s) said; it says %(now)s now."),
            _("Take the present figure, or say why the old one stands here."),
            place,
            number.text,
            values=values,
            about=(str(amount(number)), said.uid, now.display),
            others=(
                Side(said.uid, edition.language, said.display, edition=edition.number),
                Side(now.uid, text.language, now.display),
            ),
        )
    likely = suggested(number, observed)
    message = _("“%(passage)s” is none of the figures that this release cites.")
    hint = _("Cite the statistic that it comes from, or mark it as no statistic and say why.")
    if likely:
        values |= {"figure": likely.display, "title": likely.title}
        hint = _("It is probably %(figure)s (“%(title)s”): correct it, cite another statistic, or say why it differs.")
    return Finding(
        text.uid,
        text.language,
        message,
        hint,
        place,
        number.text,
        values=values,
        about=(str(amount(number)), likely.display if likely else ""),
        others=(Side(likely.uid, text.language, likely.display),) if likely else (),
    )


def suggested(number: Number, observed: Iterable[Observed]) -> Observed | None:
    """The cited figure that a number probably means: with its digits, perhaps in another order, or the nearest of its
    unit. Kilograms may be tonnes."""
    observed = [one for one in observed if one.value > 0]
    fitting = [one for one in observed if same_unit(unit(number), one.unit)]
    value = amount(number)
    alike = [*fitting, *(one for one in observed if are_of_one_kind(unit(number), one.unit))]
    twisted = [one for one in alike if digits_of(Fraction(one.value)) == digits_of(value)]
    near = sorted(fitting, key=lambda one: abs(Fraction(one.value) - value) / Fraction(one.value))
    likely = twisted or [one for one in near if abs(Fraction(one.value) - value) <= Fraction(one.value) / 2]
    return likely[0] if likely else None


@check("figures.qualifier", _("Qualifiers of figures"), severity="warning", reads=("observed", "marks"))
def qualifiers(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        observed = context.observed.get(text.language, ())
        for passage, number in stated(text, context):
            equal = [one for one in observed if is_the_figure(number, one)]
            if not equal or number.kind == "range" or any(one.qualifier == number.qualifier for one in equal):
                continue
            said = equal[0]
            if is_as_certain(passage.text, number, said.qualifier, text.language):
                continue
            yield Finding(
                text.uid,
                text.language,
                _("“%(passage)s” is said with another certainty than the figure that it is: %(figure)s (“%(title)s”)."),
                _("Say it as the figure does (about, at least, more than), or correct the figure."),
                passage.at(number.start, number.end),
                number.text,
                values={"passage": number.text, "figure": said.display, "title": said.title},
                about=(number.qualifier, said.qualifier, str(said.value)),
                others=(Side(said.uid, text.language, said.display),),
            )


@check("figures.record", _("Figures against the record"), severity="warning", kinds=("statistic",), reads=("earlier",))
def record(context: Context) -> Iterator[Finding]:
    """The same quantity for the same time, with another value than an edition had that is or was public."""
    for text in context.texts:
        for now in observations(text.content):
            said = next(
                (
                    (edition, then)
                    for edition in context.earlier
                    if edition.language == text.language
                    for then in edition.observations
                    if (then.uid, then.unit, then.nature, then.period) == (now.uid, now.unit, now.nature, now.period)
                    and then.id == now.id
                ),
                None,
            )
            if said is None or (said[1].value, said[1].qualifier) == (now.value, now.qualifier):
                continue
            edition, then = said
            yield Finding(
                text.uid,
                text.language,
                _("It says %(now)s; edition %(number)s (%(date)s) said %(then)s for the same time."),
                _("Is it an update, another definition, or an error? Say which, and where it is an update, date it."),
                passage=now.display,
                values={
                    "now": now.display,
                    "then": then.display,
                    "number": edition.number,
                    "date": edition.public_on.isoformat(),
                },
                about=(str(now.value), str(then.value), str(edition.number)),
                others=(Side(then.uid, text.language, then.display, edition=edition.number),),
            )


def observations(card: Mapping[str, Any]) -> list[Observed]:
    """Those of a statistic's content, or of its card."""
    return [
        Observed(
            uid=card["uid"],
            title=card["title"],
            id=row["id"],
            value=Decimal(row["value"]),
            unit=row["unit"],
            qualifier=row["qualifier"],
            nature=row["nature"],
            period="/".join((row[name] or {}).get("date", "") for name in ("period_from", "period_until", "as_of")),
            display=row["display"],
            definition=card["summary"],
        )
        for row in card["statistic"]["observations"]
    ]
