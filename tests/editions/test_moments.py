"""A time that a person gives is an instant, or a refusal that says why it is none."""

import datetime as dt
import zoneinfo

import pytest

from releases.editions.moments import in_utc, local_moment, parse_moment
from releases.errors import BadMoment

BERLIN, KARACHI = "Europe/Berlin", "Asia/Karachi"


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2027-03-28T09:30", KARACHI, "2027-03-28T04:30:00+00:00"),
        ("2027-03-28 09:30", KARACHI, "2027-03-28T04:30:00+00:00"),
        ("2027-03-28T09:30+06:00", KARACHI, "2027-03-28T03:30:00+00:00"),
        ("2027-03-28T09:30Z", BERLIN, "2027-03-28T09:30:00+00:00"),
        (" 2027-07-01T12:00 ", BERLIN, "2027-07-01T10:00:00+00:00"),
        ("2027-01-01T12:00", BERLIN, "2027-01-01T11:00:00+00:00"),
        ("2027-10-31T02:30+02:00", BERLIN, "2027-10-31T00:30:00+00:00"),
        ("2027-10-31T02:30+01:00", BERLIN, "2027-10-31T01:30:00+00:00"),
    ],
)
def test_a_time_of_day_in_a_zone_is_an_instant(text: str, zone: str, utc: str) -> None:
    assert parse_moment(text, zone).isoformat() == utc


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2027-03-28T02:30", "time_in_gap"),
        ("2027-03-28T02:00", "time_in_gap"),
        ("2027-10-31T02:30", "ambiguous_time"),
        ("soon", "not_a_time"),
        ("2027-02-30T12:00", "not_a_time"),
        ("", "not_a_time"),
    ],
)
def test_what_is_no_instant_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadMoment) as fault:
        parse_moment(text, BERLIN)

    assert fault.value.code == code


def test_the_edges_of_a_gap_are_times() -> None:
    assert parse_moment("2027-03-28T01:59", BERLIN) < parse_moment("2027-03-28T03:00", BERLIN)


def test_a_time_that_occurs_twice_is_offered_with_both_offsets() -> None:
    with pytest.raises(BadMoment, match=r"\+02:00 or .*\+01:00"):
        local_moment(dt.datetime(2027, 10, 31, 2, 30), BERLIN)  # noqa: DTZ001  as typed into a form


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(BadMoment) as fault:
        in_utc(dt.datetime(2027, 1, 1))  # noqa: DTZ001  the point of the test

    assert fault.value.code == "no_zone"


def test_an_aware_time_in_a_gap_is_refused_too() -> None:
    with pytest.raises(BadMoment) as fault:
        in_utc(dt.datetime(2027, 3, 28, 2, 30, tzinfo=zoneinfo.ZoneInfo(BERLIN)))

    assert fault.value.code == "time_in_gap"
