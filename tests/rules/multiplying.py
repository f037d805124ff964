"""More rows of any model, each with what belongs to it: as many as a list needs to show what it costs."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models

_numbers = itertools.count(1)
_NAMED = (models.UUIDField, models.CharField, models.TextField, models.IntegerField, models.DateTimeField)


def multiply(model: type[models.Model], count: int) -> None:
    """`count` rows in all, the new ones like the first. The guards must be away: nothing is checked but the database's
    own constraints."""
    rows = model._base_manager.order_by("pk")
    sample = rows.first()
    assert sample is not None, f"There is no {model._meta.verbose_name} to begin with."
    clones = [_like(sample) for _number in range(count - rows.count())]
    _save(model, clones)
    if model._meta.label != "releases.User":
        for relation in model._meta.related_objects:
            if relation.one_to_many and relation.on_delete is models.CASCADE:
                _give_parts(relation, sample, clones)
    for field in model._meta.many_to_many:
        own = list(getattr(sample, field.name).all())
        for clone in clones if own else ():
            getattr(clone, field.name).set(own)


def _give_parts(relation: Any, sample: models.Model, clones: Iterable[models.Model]) -> None:
    """Of the first of each kind of part, one for each row."""
    part = relation.related_model._base_manager.filter(**{relation.field.name: sample}).order_by("pk").first()
    if part is not None:
        _save(relation.related_model, [_like(part, **{relation.field.attname: clone.pk}) for clone in clones])


def _save(model: type[models.Model], rows: list[Any]) -> None:
    if not model._meta.parents:
        model._base_manager.bulk_create(rows, batch_size=500)
        return
    for row in rows:
        row.save(force_insert=True)


def _like(sample: models.Model, **facts: Any) -> Any:
    """Another of the same, with all that must be its own: keys, addresses, digests."""
    meta = sample._meta
    own = {field.attname for field in meta.concrete_fields if field.primary_key or field.unique}
    chosen = {field.attname: getattr(sample, field.attname) for field in meta.concrete_fields} | facts
    for field in meta.concrete_fields:
        if field.attname in own:
            chosen[field.attname] = _fresh(field, chosen[field.attname])
    for constraint in meta.total_unique_constraints + _partial(meta):
        fields = [meta.get_field(name) for name in constraint.fields]
        if not any(field.attname in own | set(facts) for field in fields):
            field = _varying(fields)
            chosen[field.attname] = _fresh(field, chosen[field.attname])
            own.add(field.attname)
    return type(sample)(**chosen)


def _partial(meta: Any) -> list[Any]:
    return [
        one
        for one in meta.constraints
        if isinstance(one, models.UniqueConstraint) and one.fields and one not in meta.total_unique_constraints
    ]


def _varying(fields: Iterable[Any]) -> Any:
    """Of a constraint: the field that may have any value, else one that leads to another row."""
    free = [field for field in fields if isinstance(field, _NAMED) and not field.choices]
    return (
        min(free, key=lambda field: [isinstance(field, kind) for kind in _NAMED].index(True))
        if free
        else next(field for field in fields if field.is_relation)
    )


def _fresh(field: Any, value: Any) -> Any:
    number = next(_numbers)
    if field.is_relation:
        if field.primary_key:
            return None  # the row of the parent is made with it
        target = _like(field.related_model._base_manager.get(pk=value))
        _save(field.related_model, [target])
        return target.pk
    if field.name == "edition":  # as the journal names one
        return f"{uuid.uuid4()}/en/1"
    made: dict[Any, Any] = {
        models.AutoField: None,
        models.UUIDField: uuid.uuid4(),
        models.EmailField: f"reader-{number}@strelsau.example",
        models.IntegerField: 1_000_000 + number,
        models.DateTimeField: isinstance(value, dt.datetime) and value + dt.timedelta(microseconds=number),
        models.Field: f"{number:012}"[-(field.max_length or 12) :],
    }
    return next(fresh for kind, fresh in made.items() if isinstance(field, kind))
