"""Queries that every page asks, put together once: the ORM takes longer to do it than the database to answer.

The statement is the ORM's own, of the query that is given; only the values are others each time.
"""

import datetime as dt
import functools
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, models

Value = str | int | dt.datetime | uuid.UUID
Places = tuple[str | tuple[Any], ...]
"""For each place of a statement the name of a value, or the one that it always has."""


class Prepared:
    """`build(**values)` makes the query; `samples` are values by name, which are found again in the statement.

    What `build` reckons from an instant has to be given as a value of its own.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any]], **samples: Value) -> None:
        self._build, self._samples = build, samples
        self._compiled = functools.cache(self._compile)

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        """As the ORM finds them, for a reader who looks from another instant. One query."""
        return list(self._build(**values))

    def statement(self) -> tuple[str, Places]:
        """As this database wants it."""
        return self._compiled(connection.vendor)

    def instances(self, **values: Value) -> list[Any]:
        """One query."""
        sql, names = self._compiled(connection.vendor)
        return list(self._model._default_manager.raw(sql, parameters(names, values)))

    def tuples(self, **values: Value) -> list[tuple[Any, ...]]:
        """Rows as the database gives them. One query."""
        sql, names = self._compiled(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters(names, values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    @functools.cached_property
    def _model(self) -> type[models.Model]:
        model: type[models.Model] = self._build(**self._samples).model
        return model

    def _compile(self, _vendor: str) -> tuple[str, Places]:
        sql, given = self._build(**self._samples).query.sql_with_params()
        names = {_adapted(sample): name for name, sample in self._samples.items()}
        if set(names) - set(given):
            raise ValueError("A sample is not in the statement, or not as it was given.")
        places: Places = tuple(names.get(value, (value,)) for value in given)
        if parameters(places, later := _later(self._samples)) != list(self._build(**later).query.sql_with_params()[1]):
            raise ValueError("The statement depends on an instant that is not among its values.")
        return sql, places


def parameters(places: Places, values: Mapping[str, Value]) -> list[Any]:
    """What stands in each place of a statement."""
    adapted = {name: _adapted(value) for name, value in values.items()}
    return [adapted[place] if isinstance(place, str) else place[0] for place in places]


def _later(samples: Mapping[str, Value]) -> dict[str, Value]:
    day = dt.timedelta(days=1)
    return {name: value + day if isinstance(value, dt.datetime) else value for name, value in samples.items()}


def _adapted(value: Value) -> Any:
    """As the database's driver takes it."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
