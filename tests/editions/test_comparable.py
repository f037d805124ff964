"""What may stand in one chart is of one unit and of one kind of period; a single number is compared with nothing."""

from typing import Any

import pytest

from releases.editions.comparable import comparison, last_day


def row(value: str, period: str = "", **facts: Any) -> dict[str, Any]:
    """An observation; dates as they are typed, `period_until` and `as_of` among the facts."""
    dates = {"period_from": period, "period_until": "", "as_of": ""}
    dates |= {name: facts.pop(name) for name in ("period_until", "as_of") if name in facts}
    reduced = {name: {"date": date, "precision": "any"} if date else None for name, date in dates.items()}
    plain = {"id": 1, "unit": "t", "qualifier": "exact", "nature": "actual", "source": ""}
    return {**plain, "value": value, **reduced, **facts}


def found(*rows: dict[str, Any]) -> tuple[str, list[str]] | None:
    compared = comparison(rows)
    return (compared.form, [each["value"] for each in compared.rows]) if compared else None


def target(value: str, period: str = "", **facts: Any) -> dict[str, Any]:
    return row(value, period, nature="target", **facts)


SINGLE = [
    [row("54", unit="percent")],
    [row("1", "2029"), row("2", "2029", unit="km")],
    [row("1", "2029", unit="USD"), row("2", "2030", unit="PKR")],
    [row("1", "2029"), row("2", "2029-01")],
    [row("1", "2029-01", period_until="2029-03"), row("2", "2029")],
    [row("1", "2029"), target("2", "2029", unit="km")],
    [row("1", "2029"), target("2", "2025", period_until="2029")],
    [row("1", "2029"), row("1", "2029")],
    [target("1", "2029")],
]


@pytest.mark.parametrize("rows", SINGLE)
def test_what_has_nothing_to_be_compared_with_is_not_compared(rows: list[dict[str, Any]]) -> None:
    assert found(*rows) is None


def test_dates_stand_in_their_order_and_what_is_aimed_at_at_its_own() -> None:
    rows = [target("9", "2031"), row("3", "2029"), row("1", "2027"), target("8"), row("2", "2028")]
    assert found(*rows) == ("time", ["1", "2", "3", "9", "8"])


def test_periods_of_one_length_are_compared_and_others_left_out() -> None:
    quarters = [row("1", "2029-01", period_until="2029-03"), row("2", "2029-04-01", period_until="2029-06-30")]
    assert found(*quarters, row("7", "2029")) == ("time", ["1", "2"])


def test_of_one_date_the_surest_and_the_latest_value_counts() -> None:
    rows = [
        row("1", "2028"),
        row("2", "2029", nature="estimate", as_of="2030-03"),
        row("3", "2029", as_of="2030-01"),
        row("4", "2029", as_of="2030-02"),
    ]
    assert found(*rows) == ("time", ["1", "4"])


def test_a_value_is_held_against_its_target() -> None:
    assert found(target("1000", as_of="2023"), row("200", as_of="2023")) == ("target", ["200", "1000"])
    assert found(row("200", "2029"), target("1000", "2030")) == ("target", ["200", "1000"])


def test_shares_of_one_date_are_a_whole_only_when_they_add_up_to_it() -> None:
    yes, no = (row(value, "2029", unit="percent", source=source) for value, source in (("54.5", "Yes"), ("45.5", "No")))
    assert found(yes, no) == ("share", ["54.5", "45.5"])
    assert found(yes, {**no, "value": "44"}) == ("bars", ["54.5", "44"])


def test_values_of_one_date_are_compared_where_something_tells_them_apart() -> None:
    assert found(row("1", "2029", source="Census"), row("2", "2029", source="Survey")) == ("bars", ["1", "2"])


def test_of_several_units_the_first_that_compares_is_taken() -> None:
    rows = [row("1", "2028", unit="km"), row("2", "2028"), row("3", "2029")]
    assert found(*rows) == ("time", ["2", "3"])


@pytest.mark.parametrize(
    ("date", "day"),
    [("2028", "2028-12-31"), ("2028-02", "2028-02-29"), ("2029-12", "2029-12-31"), ("2029-03-04", "2029-03-04")],
)
def test_a_reduced_date_ends_with_its_last_day(date: str, day: str) -> None:
    assert last_day(date).isoformat() == day


def test_the_end_of_the_calendar_is_no_fault() -> None:
    assert found(row("1", "9999"), target("2", "9999")) == ("target", ["1", "2"])
