"""The registers, by value, for the finders: people with their offices, organisations, topics. Five queries."""

from dataclasses import dataclass

from django.db import connection

from ..checks.context import NO_REGISTERS, Named, Registers
from ..models import Office, Organisation, Person, Topic
from .topics import KnownTopic


@dataclass(frozen=True)
class KnownOffice:
    person: str
    id: int
    titles: tuple[tuple[str, str], ...]
    held_until: str = ""


@dataclass(frozen=True)
class Known:
    """Of an empty installation all three are empty."""

    registers: Registers = NO_REGISTERS
    offices: tuple[KnownOffice, ...] = ()
    topics: tuple[KnownTopic, ...] = ()


def known_registers() -> Known:
    """Of an installation without tables, too, there is nothing known."""
    if Person._meta.db_table not in connection.introspection.table_names():
        return Known()
    people = [Named(row.slug, "person", tuple(row.names.items())) for row in Person.objects.order_by("slug")]
    bodies = [
        Named(
            row.slug,
            "organisation",
            tuple(row.names.items()),
            tuple(row.successor.names.items()) if row.successor else (),
            row.retired_on,
        )
        for row in Organisation.objects.select_related("successor").order_by("slug")
    ]
    offices = Office.objects.select_related("person").order_by("pk")
    return Known(
        Registers([*people, *bodies]),
        tuple(KnownOffice(row.person.slug, row.pk, tuple(row.titles.items()), row.held_until) for row in offices),
        tuple(KnownTopic(row.slug, tuple(row.names.items()), row.mediatopic) for row in Topic.objects.order_by("slug")),
    )
