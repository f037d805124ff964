"""An observation at the desk, in the words of the interface: no unit is left in the code that it is stored under.

Shown to work: with `self.unit` written as it is stored, all go red.
"""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from releases.authoring.models import Observation


def said(language: str, value: str, unit: str, **facts: Any) -> str:
    with translation.override(language):
        return str(Observation(value=Decimal(value), unit=unit, **facts)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["1 person", "2 people", "130 people", "54.5%", "200,000,000 US dollars", "12 km", "7"]),
        ("ru", ["1 человек", "2 человека", "130 человек", "54,5 %", "200 000 000 долларов США", "12 km", "7"]),
        ("kk", ["1 адам", "2 адам", "130 адам", "54,5%", "200 000 000 АҚШ доллары", "12 km", "7"]),
        ("ur", ["1 فرد", "2 افراد", "130 افراد", "54.5%", "200,000,000 امریکی ڈالر", "12 km", "7"]),
    ],
)
def test_a_figure_names_its_unit_in_words(language: str, told: list[str]) -> None:
    figures = [("1", "person"), ("2", "person"), ("130", "person"), ("54.5", "percent")]
    figures += [("200000000", "USD"), ("12", "km"), ("7", "1")]
    assert [said(language, value, unit) for value, unit in figures] == told


def test_what_it_is_worth_stands_around_it() -> None:
    assert said("en", "800", "person", qualifier="about", nature="estimate") == "about 800 people (estimate)"
