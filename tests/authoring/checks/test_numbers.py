"""Numbers as people write them, read back: a table of truth written by hand, and what CLDR writes."""

import json
import re
import subprocess
import sys
import time
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_territory_currencies,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.authoring.checks.numbers import Number, Qualifier, UnknownLanguage, read_numbers, same_quantity
from releases.authoring.models import Observation
from releases.editions.figures import display

LANGUAGES = ("en", "kk", "ru", "ur")
# What a table cannot hold as it is: ends of lines, tabs, and spaces that do not break.
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\xa0": "\xa0"}


def unescaped(cell: str) -> str:
    return re.sub(r"\\(?:n|t|xa0)", lambda found: ESCAPES[found[0]], cell)


TABLE = [
    [unescaped(cell) for cell in line.split("\t")]
    for line in (Path(__file__).parent / "numbers.tsv").read_text().split("\n")
    if line and not line.startswith("#")
]
# What a country uses today, so that each name is one currency's.
TENDER = sorted({code for territory in Locale("en").territories for code in get_territory_currencies(territory)})
PERSIAN = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")
ARABIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
NUMBERINGS = [*((language, {}) for language in LANGUAGES), ("ur", PERSIAN), ("ur", ARABIC)]

numberings = st.sampled_from(NUMBERINGS)
values = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=8).map(
    lambda value: value.normalize() + 0
)
cents = st.integers(1, 10**12).map(lambda value: Decimal(value) / 100)


def only(text: str, language: str) -> Number:
    (number,) = read_numbers(text, language=language)
    return number


def said(number: Number) -> str:
    """A number as the table writes it."""
    if number.kind in {"date", "time"}:
        return f"{number.kind} {number.iso}"
    if number.kind == "telephone":
        return number.kind
    if number.ratio:
        words = ["{}/{}".format(*number.ratio)]
    else:
        ends = [f"{end:f}" for end in (number.low, number.high) if end is not None]
        figure = "..".join(ends) or f"{number.value:f}"
        words = [figure, number.unit or ""] if number.is_statistic else [number.kind, figure]
    return " ".join(words if number.qualifier == "exact" else [*words, number.qualifier])


@pytest.mark.parametrize("row", TABLE, ids=[f"{row[0]}: {row[1]}" for row in TABLE])
def test_a_text_is_read_as_a_person_reads_it(row: list[str]) -> None:
    language, text, truth, *figures = row

    numbers = read_numbers(text, language=language)

    assert (" | ".join(said(number) for number in numbers) or "-") == truth
    assert not figures or [number.text for number in numbers] == figures[0].split(" | ")


def test_the_table_has_a_hundred_cases_in_each_language_and_texts_without_numbers() -> None:
    for language in LANGUAGES:
        rows = [row for row in TABLE if row[0] == language]
        assert len({row[1] for row in rows}) >= 100
        assert sum(row[2] == "-" for row in rows) >= 5


@settings(deadline=None)
@given(value=values, numbering=numberings)
def test_a_value_that_cldr_writes_is_read_back_exactly(value: Decimal, numbering: tuple[str, dict[int, str]]) -> None:
    language, digits = numbering
    text = format_decimal(value, locale=language, decimal_quantization=False).translate(digits)

    number = only(text, language)

    assert (number.value, number.unit, number.kind) == (value, "1", "quantity")


@settings(deadline=None)
@given(value=values, numbering=numberings)
def test_a_percentage_that_cldr_writes_is_read_back_exactly(
    value: Decimal, numbering: tuple[str, dict[int, str]]
) -> None:
    language, digits = numbering
    text = format_percent(value / 100, locale=language, decimal_quantization=False).translate(digits)

    number = only(text, language)

    assert (number.value, number.unit) == (value, "percent")


@settings(deadline=None)
@given(
    coefficient=st.integers(100, 99_999),
    power=st.sampled_from([3, 5, 6, 7, 9, 11, 12]),
    form=st.sampled_from(["short", "long"]),
    numbering=numberings,
)
def test_a_compact_number_that_cldr_writes_is_read_back_exactly(
    coefficient: int, power: int, form: str, numbering: tuple[str, dict[int, str]]
) -> None:
    language, digits = numbering
    value = Decimal(coefficient).scaleb(power - 2).normalize()
    if (language, form) == ("kk", "short") and 100_000 <= value < 1_000_000:
        # CLDR shortens a hundred thousand to "100 м." there, which nobody tells from metres.
        form = "long"
    text = format_compact_decimal(value, locale=language, format_type=form, fraction_digits=6).translate(digits)

    number = only(text, language)

    assert (number.value, number.unit) == (value, "1")


@pytest.mark.parametrize("form", ["standard", "name"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_currency_in_use_is_read_as_cldr_names_it(language: str, form: str) -> None:
    wrong = {}
    for code in TENDER:
        text = format_currency(Decimal("1234.5"), code, locale=language, format_type=form, decimal_quantization=False)
        read = [(number.value, number.unit) for number in read_numbers(text, language=language)]
        if read != [(Decimal("1234.5"), code)]:
            wrong[code] = text

    assert wrong == {}


@settings(deadline=None)
@given(
    value=cents,
    code=st.sampled_from(TENDER),
    form=st.sampled_from(["standard", "name"]),
    language=st.sampled_from(LANGUAGES),
)
def test_an_amount_of_money_that_cldr_writes_is_read_back_exactly(
    value: Decimal, code: str, form: str, language: str
) -> None:
    text = format_currency(value, code, locale=language, format_type=form, decimal_quantization=False)

    number = only(text, language)

    assert (number.value, number.unit) == (value, code)


@settings(deadline=None)
@given(
    value=st.integers(1, 10**15).map(Decimal),
    unit=st.sampled_from(["percent", "USD", "KZT", "PKR", "MWh", "km", "1"]),
    languages=st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES)),
)
def test_what_the_site_writes_of_an_observation_says_the_same_in_every_language(
    value: Decimal, unit: str, languages: tuple[str, str]
) -> None:
    one, other = (
        only(display(value, unit=unit, qualifier="exact", language=language) + " ", language) for language in languages
    )

    assert same_quantity(one, other)


_PIECES = [word for row in TABLE for word in row[1].split()]
mixed = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(_PIECES), st.sampled_from("0123456789.,-–+$%№ "))).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(st.text(), mixed, st.lists(st.sampled_from(_PIECES)).map(" ".join)),
    language=st.sampled_from(LANGUAGES),
)
def test_any_text_is_read_without_fault_in_order_and_each_place_once(text: str, language: str) -> None:
    numbers = read_numbers(text, language=language)

    ends = [0, *(number.end for number in numbers)]
    assert all(before <= number.start < number.end for before, number in zip(ends, numbers, strict=False))
    assert all(text[number.start : number.end] == number.text for number in numbers)
    assert all(number.value.is_finite() for number in numbers)


@pytest.mark.parametrize(
    ("unit", "language"),
    [
        ("1,", "en"),
        ("1", "en"),
        ("1 111 ", "ru"),
        ("1.1", "kk"),
        ("10-15-", "en"),
        ("+1 (1) ", "en"),
        ("1 in ", "en"),
        ("at least no more than ", "en"),
        ("one hundred ", "en"),
        ("two and a half ", "en"),
        ("до увеличить до 5 ", "ru"),
        ("1 млн ", "ru"),
        ("он бес үштен ", "kk"),
        ("پانچ میں سے ", "ur"),
        ("ساڑھے سوا ", "ur"),
        ("a1", "en"),
        ("a\u0301\u200e", "ur"),
        ("USD US$ ", "en"),
        ("1, 2 and ", "en"),
        ("3-дан 4-ке дейін ", "kk"),
        ("دو تین ", "ur"),
        ("@/1", "en"),
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str, language: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        best = float("inf")
        for _turn in range(3):
            began = time.process_time()
            read_numbers(text, language=language)
            best = min(best, time.process_time() - began)
        return best

    read_numbers("1 $", language=language)

    # Eight times the text takes eight times as long; a reader that backtracks takes sixty-four times, or for ever.
    assert seconds(12_000) < 24 * max(seconds(1_500), 0.0005)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("6.3 million", "en"), ("63 لاکھ", "ur")),
        (("6.3 million voters", "en"), ("6,3 млн избирателей", "ru")),
        (("6.3 million", "en"), ("6,3 миллион", "kk")),
        (("54 percent", "en"), ("54 %", "en")),
        (("54 percent", "en"), ("۵۴ فیصد", "ur")),
        (("$200m", "en"), ("USD 200 million", "en")),
        (("$200m", "en"), ("20 کروڑ ڈالر", "ur")),
        (("at least $1b", "en"), ("кемінде 1 млрд АҚШ доллары", "kk")),
        (("half of them", "en"), ("50 percent", "en")),
        (("a third", "en"), ("үштен бірі", "kk")),
        (("one in five", "en"), ("20 %", "ru")),
        (("10–15 %", "ru"), ("10 سے 15 فیصد", "ur")),
        (("29 March 2023", "en"), ("2023 жылғы 29 наурыз", "kk")),
        (("Eighth Convocation", "en"), ("восьмого созыва", "ru")),
        (("some 800 observers", "en"), ("800-ге жуық байқаушы", "kk")),
    ],
)
def test_the_same_quantity_is_the_same_in_any_notation(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert same_quantity(only(*one), only(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("54 %", "en"), ("45 %", "ru")),
        (("54 %", "en"), ("54", "ru")),
        (("$200m", "en"), ("200 млн евро", "ru")),
        (("about 800", "en"), ("800", "kk")),
        (("at least 800", "en"), ("более 800", "ru")),
        (("10–15 %", "en"), ("10–16 %", "ru")),
        (("10–15 %", "en"), ("10 %", "ru")),
        (("a third", "en"), ("33.33333333 %", "en")),
        (("the eighth session", "en"), ("8", "en")),
        (("800 observers", "en"), ("800 stations", "en")),
    ],
)
def test_what_differs_in_value_unit_or_qualifier_is_not_the_same(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not same_quantity(only(*one), only(*other))


@pytest.mark.parametrize(
    ("text", "language", "value", "ambiguous"),
    [
        ("1,000", "en", "1000", False),
        ("1.000", "en", "1", True),
        ("1,000", "ru", "1", True),
        ("1.000", "ru", "1000", True),
        ("1.000", "kk", "1000", True),
        ("2.125 млн", "ru", "2125000", True),
        ("2,125 million", "en", "2125000000", False),
        ("0,125", "ur", "0.125", False),
        ("1.234,56", "en", "1234.56", False),
        ("1,234.56", "ru", "1234.56", False),
    ],
)
def test_the_language_decides_what_a_comma_means_and_says_that_it_did(
    text: str, language: str, value: str, *, ambiguous: bool
) -> None:
    number = only(text, language)

    assert (number.value, number.ambiguous) == (Decimal(value), ambiguous)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_thousands_may_be_parted_by_any_space(space: str) -> None:
    assert only(f"12{space}500{space}000", "ru").value == 12_500_000


def test_digits_in_a_list_stay_apart() -> None:
    assert [number.value for number in read_numbers("items 1,2,3 and 4", language="en")] == [1, 2, 3, 4]


def test_forty_digits_lose_none_of_them() -> None:
    assert only("1234567890123456789012345678901234567890 million", "en").value == Decimal(
        1234567890123456789012345678901234567890000000
    )


def test_qualifiers_are_those_of_an_observation() -> None:
    assert list(get_args(Qualifier)) == Observation.Qualifier.values


def test_a_language_without_grammar_is_refused_by_name() -> None:
    with pytest.raises(UnknownLanguage, match=r"“fr”.*en, kk, ru, ur"):
        read_numbers("54 %", language="fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_figures_of_the_demonstration_are_read_in_every_language(language: str) -> None:
    demo = json.loads((resources.files("releases.management") / "demo" / f"{language}.json").read_text())
    text = "\n".join(re.sub("<[^>]+>", " ", block) for block in demo["releases"]["briefing"]["blocks"].values())

    read = {said(number) for number in read_numbers(text, language=language) if number.is_statistic}

    assert read - {"2 1"} == {
        "800 person about",
        "54 percent",
        "6300000 person",
        "200000000 USD",
        "1000000000 USD at_least",
        "130 person",
    }


def test_the_reader_needs_no_django() -> None:
    program = "import sys, releases.authoring.checks.numbers; sys.exit('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).resolve().parents[3], check=False)

    assert done.returncode == 0
