"""Values in a sentence that runs from right to left keep their own order: without it, a date is read backwards.

Shown to work: with `isolated` giving the value as it is, both go red.
"""

import pytest
from django.utils import translation

from releases.authoring.checks.finding import Finding
from releases.authoring.languages import isolated


@pytest.mark.parametrize(
    ("language", "told"), [("en", "2030-01-02"), ("ru", "2030-01-02"), ("ur", "\u20682030-01-02\u2069")]
)
def test_a_date_keeps_its_order_in_urdu(language: str, told: str) -> None:
    with translation.override(language):
        assert isolated("2030-01-02") == told


def test_what_a_check_found_keeps_its_order_in_either_direction() -> None:
    finding = Finding("", "en", "%(when)s: %(passage)s", "", values={"when": "2030-01-02", "passage": "اردو"})
    with translation.override("ur"):
        assert finding.says == "\u20682030-01-02\u2069: \u2068اردو\u2069"
    with translation.override("en"):
        assert finding.says == "2030-01-02: \u2068اردو\u2069"
