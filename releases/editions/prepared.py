"""Queries that every page asks, put together once: the ORM takes longer to do it than the database to answer.

The statement is the ORM's own, of the query that is given; only the values are others each time.
"""

import datetime as dt
import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection, models

Value = str | dt.datetime | uuid.UUID


class Prepared:
    """`build(**values)` makes the query; `samples` are values by name, which are found again in the statement."""

    def __init__(self, build: Callable[..., models.QuerySet[Any]], **samples: Value) -> None:
        self._build, self._samples = build, samples
        self._compiled = functools.cache(self._compile)

    def instances(self, **values: Value) -> list[Any]:
        """One query."""
        sql, names = self._compiled(connection.vendor)
        return list(self._model._default_manager.raw(sql, self._parameters(names, values)))

    def tuples(self, **values: Value) -> list[tuple[Any, ...]]:
        """Rows as the database gives them. One query."""
        sql, names = self._compiled(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(sql, self._parameters(names, values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    @functools.cached_property
    def _model(self) -> type[models.Model]:
        model: type[models.Model] = self._build(**self._samples).model
        return model

    def _compile(self, _vendor: str) -> tuple[str, tuple[str | tuple[Any], ...]]:
        """The statement, and for each of its places the name of a value, or the one that it always has."""
        sql, parameters = self._build(**self._samples).query.sql_with_params()
        names = {_adapted(sample): name for name, sample in self._samples.items()}
        if set(names) - set(parameters):
            raise ValueError("A sample is not in the statement, or not as it was given.")
        return sql, tuple(names.get(parameter, (parameter,)) for parameter in parameters)

    @staticmethod
    def _parameters(names: tuple[str | tuple[Any], ...], values: dict[str, Value]) -> list[Any]:
        adapted = {name: _adapted(value) for name, value in values.items()}
        return [adapted[name] if isinstance(name, str) else name[0] for name in names]


def _adapted(value: Value) -> Any:
    """As the database's driver takes it."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
