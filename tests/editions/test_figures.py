"""Figures as readers of each language write them: the words are CLDR's."""

from decimal import Decimal

import pytest

from releases.authoring.models import Mission
from releases.editions.figures import display

# Spaces that must not break are written as they are: U+00A0 between groups of digits and before the Russian %.
TABLE = {
    ("6300000", "person"): ("6.3 million", "6,3 миллион", "6,3 миллиона", "63 لاکھ"),
    ("6312345", "person"): ("6,312,345", "6\xa0312\xa0345", "6\xa0312\xa0345", "6,312,345"),
    ("800", "person"): ("800", "800", "800", "800"),
    ("12500", "1"): ("12,500", "12\xa0500", "12\xa0500", "12,500"),
    ("99999", "1"): ("99,999", "99\xa0999", "99\xa0999", "99,999"),
    ("100000", "1"): ("100,000", "100\xa0000", "100\xa0000", "1 لاکھ"),
    ("1000000", "1"): ("1 million", "1 миллион", "1 миллион", "10 لاکھ"),
    ("0", "1"): ("0", "0", "0", "0"),
    ("54", "percent"): ("54%", "54%", "54\xa0%", "54%"),
    ("54.5", "percent"): ("54.5%", "54,5%", "54,5\xa0%", "54.5%"),
    ("0.25", "percent"): ("0.25%", "0,25%", "0,25\xa0%", "0.25%"),
    ("-3.5", "percent"): ("-3.5%", "-3,5%", "-3,5\xa0%", "-3.5%"),
    ("200000000", "USD"): (
        "200 million US dollars",
        "200 миллион АҚШ доллары",
        "200 миллионов долларов США",
        "20 کروڑ امریکی ڈالر",
    ),
    ("2000000", "USD"): (
        "2 million US dollars",
        "2 миллион АҚШ доллары",
        "2 миллиона долларов США",
        "20 لاکھ امریکی ڈالر",
    ),
    ("1000000000", "USD"): (
        "1 billion US dollars",
        "1 миллиард АҚШ доллары",
        "1 миллиард долларов США",
        "1 ارب امریکی ڈالر",
    ),
    ("219400000", "USD"): (
        "219.4 million US dollars",
        "219,4 миллион АҚШ доллары",
        "219,4 миллиона долларов США",
        "21.94 کروڑ امریکی ڈالر",
    ),
    ("1", "USD"): ("1 US dollar", "1 АҚШ доллары", "1 доллар США", "1 امریکی ڈالر"),
    ("63.5", "MWh"): ("63.5 MWh", "63,5 MWh", "63,5 MWh", "63.5 MWh"),
}
CASES = [
    (value, unit, language, said)
    for (value, unit), row in TABLE.items()
    for language, said in zip(("en", "kk", "ru", "ur"), row, strict=True)
]


@pytest.mark.parametrize(("value", "unit", "language", "said"), CASES)
def test_a_figure_reads_as_its_language_writes_it(value: str, unit: str, language: str, said: str) -> None:
    assert display(Decimal(value), unit=unit, qualifier="exact", language=language) == said


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [
        ("exact", "800"),
        ("about", "about 800"),
        ("at_least", "at least 800"),
        ("at_most", "at most 800"),
        ("more_than", "more than 800"),
        ("nearly", "nearly 800"),
    ],
)
def test_a_qualifier_stands_in_words_before_the_figure(qualifier: str, said: str) -> None:
    assert display(Decimal(800), unit="1", qualifier=qualifier, language="en") == said


@pytest.mark.parametrize("value", ["1234567", "99999999.5", "0.00000001", "123456789012345678901.5"])
def test_a_figure_is_never_rounded(value: str) -> None:
    shown = display(Decimal(value), unit="1", qualifier="exact", language="en")

    assert Decimal(shown.replace(",", "")) == Decimal(value)


def test_a_value_comes_out_of_the_database_as_short_as_it_went_in() -> None:
    stored = Decimal("54.00000000")

    assert display(stored.normalize(), unit="percent", qualifier="exact", language="en") == "54%"


# As newspapers of Pakistan and India write them in English; as Urdu writes millions and billions where it does.
OTHER_WAY = {
    ("en", "south_asian"): {
        ("6300000", "person"): "63 lakh",
        ("20000000", "person"): "2 crore",
        ("800", "person"): "800",
        ("12500", "1"): "12,500",
        ("99999", "1"): "99,999",
        ("100000", "1"): "1 lakh",
        ("250000", "1"): "2.5 lakh",
        ("9999000", "1"): "99.99 lakh",
        ("10000000", "1"): "1 crore",
        ("6312345", "person"): "63,12,345",
        ("123456789.25", "1"): "12,34,56,789.25",
        ("-6300000", "1"): "-63 lakh",
        ("-800", "1"): "-800",
        ("0", "1"): "0",
        ("54.5", "percent"): "54.5%",
        ("200000000", "USD"): "20 crore US dollars",
        ("219400000", "USD"): "21.94 crore US dollars",
        ("1000000000", "USD"): "100 crore US dollars",
        ("1000000000000", "PKR"): "1 lakh crore Pakistani rupees",
        ("1", "USD"): "1 US dollar",
        ("2000000", "km"): "20 lakh km",
    },
    ("ur", "international"): {
        ("6300000", "person"): "6.3 ملین",
        ("100000", "1"): "100,000",
        ("999900", "1"): "999,900",
        ("1000000", "1"): "1 ملین",
        ("-2500000", "1"): "-2.5 ملین",
        ("6312345", "person"): "6,312,345",
        ("200000000", "USD"): "200 ملین امریکی ڈالر",
        ("1000000000", "USD"): "1 بلین امریکی ڈالر",
        ("1500000000000", "1"): "1.5 ٹریلین",
        ("54", "percent"): "54%",
    },
}
CHOSEN = [
    (value, unit, language, way, said)
    for (language, way), row in OTHER_WAY.items()
    for (value, unit), said in row.items()
]


@pytest.mark.parametrize(("value", "unit", "language", "way", "said"), CHOSEN)
def test_a_figure_reads_as_the_mission_chose(value: str, unit: str, language: str, way: str, said: str) -> None:
    assert display(Decimal(value), unit=unit, qualifier="exact", language=language, large_numbers=way) == said


@pytest.mark.parametrize(("value", "unit", "language", "said"), CASES)
def test_a_language_s_own_way_is_what_it_reads_as_by_default(value: str, unit: str, language: str, said: str) -> None:
    way = Mission().large_numbers(language)

    assert display(Decimal(value), unit=unit, qualifier="exact", language=language, large_numbers=way) == said


def test_a_qualifier_stands_before_lakh_and_crore_too() -> None:
    said = display(Decimal(6300000), unit="1", qualifier="about", language="en", large_numbers="south_asian")

    assert said == "about 63 lakh"
