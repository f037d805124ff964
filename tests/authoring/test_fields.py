"""Words by language, and dates known only in part."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from releases.authoring.fields import (
    LocalizedFormField,
    precision,
    reduced_date,
    validate_reduced_date,
    validate_words,
)
from releases.authoring.models import Office, Organisation
from tests.factories import make_office


@pytest.mark.parametrize("value", ["2023", "2023-03", "2023-03-29", "2024-02-29", "0001"])
def test_a_date_may_be_known_to_the_day_the_month_or_the_year(value: str) -> None:
    validate_reduced_date(value)

    assert reduced_date(value) == {"date": value, "precision": precision(value)}


@pytest.mark.parametrize(
    "value",
    ["23", "2023-3", "2023-13", "2023-02-29", "2023-00", "2023/03", "2023-03-29T10", "2023-03-29\n", "٢٠٢٣", "x"],
)
def test_what_is_not_on_the_calendar_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        validate_reduced_date(value)


def test_an_unknown_date_is_none() -> None:
    assert reduced_date("") is None


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["23", "2023-3", "2023-03-2"])
def test_the_database_refuses_a_date_of_another_length(value: str) -> None:
    office = make_office()

    with pytest.raises(DatabaseError), transaction.atomic():
        Office.objects.filter(pk=office.pk).update(held_from=value)


HELD = [
    ("2020", "2023", "2021", True),
    ("2020", "2023", "2019", False),
    ("2020", "2023", "2024", False),
    ("2020", "2023", "2023-12-31", True),
    ("2020-03", "2023-05", "2020-02", False),
    ("2020-03", "2023-05", "2020", True),
    ("2020-03-15", "", "2020-03-14", False),
    ("2020-03-15", "", "2020-03-15", True),
    ("", "2023-05-01", "2023-05-02", False),
    ("", "2023-05-01", "2023-05", True),
    ("", "", "1990", True),
    ("2020", "2023", "", True),
]


@pytest.mark.parametrize(("held_from", "held_until", "date", "held"), HELD)
def test_an_office_is_held_on_a_day_unless_what_is_known_says_no(
    held_from: str, held_until: str, date: str, held: bool
) -> None:
    assert Office(held_from=held_from, held_until=held_until).held_on(date) is held


@pytest.mark.django_db
def test_an_office_that_ends_before_it_starts_is_refused_by_the_database() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make_office(held_from="2023", held_until="2020")


@pytest.mark.django_db
def test_a_renaming_is_dated_and_leads_to_another() -> None:
    old = Organisation.objects.create(slug="conference")
    new = Organisation.objects.create(slug="cooperation")

    for change in ({"successor": new}, {"successor": old, "retired_on": "2011"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Organisation.objects.filter(pk=old.pk).update(**change)


@pytest.mark.parametrize("value", [{"de": "x"}, {"en": 1}, ["en"], "en"])
def test_words_are_kept_by_known_languages(value: object) -> None:
    with pytest.raises(ValidationError):
        validate_words(value)


def test_a_form_keeps_only_languages_that_have_words() -> None:
    field = LocalizedFormField(required=False)

    assert field.clean([" Trade ", "", "Торговля", "  "]) == {"en": "Trade", "ru": "Торговля"}
    assert not field.has_changed({"en": "Trade"}, ["Trade", "", None, ""])
    assert field.has_changed({"en": "Trade"}, ["Trade.", "", "", ""])
