"""What a migration may not do while the code before it still runs: an upgrade without a pause depends on it.

The code before reads and writes the columns that it knows, and inserts rows without those it does not know. So a change
that takes something away, or asks for more, comes in two releases: first the code stops to need it, then it goes.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED

_NEVER = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.AlterUniqueTogether,
)


def faults(operation: Operation, before: ProjectState, *, created: set[str]) -> Iterator[str]:
    """What the operation would break, in words. `created` are the models of this migration, which no code knows yet."""
    what: Any = operation
    model = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
    if model in created:
        return
    if isinstance(operation, _NEVER):
        yield f"{operation.describe()}: the code before still uses it. First a release without it, then this."
    elif isinstance(operation, migrations.AddField):
        if _asks(what.field):
            yield f"{operation.describe()}: rows of the code before lack it. Give it `db_default`, or let it be null."
    elif isinstance(operation, migrations.AlterField):
        old = before.models["releases", model].fields[what.name]
        yield from (f"{operation.describe()}: {fault}" for fault in _narrower(old, what.field))
    elif isinstance(operation, migrations.AddConstraint):
        yield f"{operation.describe()}: rows of the code before may break it. Say why not in SAID."
    elif isinstance(operation, migrations.RunPython | migrations.RunSQL | migrations.SeparateDatabaseAndState):
        yield f"{type(operation).__name__}: nothing can be read from it. Say in SAID why it does no harm."


def _asks(field: Any) -> bool:
    return not field.null and not field.many_to_many and field.db_default is NOT_PROVIDED


def _narrower(old: Any, new: Any) -> Iterator[str]:
    if old.null and not new.null:
        yield "the code before writes null"
    if not old.unique and new.unique:
        yield "the code before may write it twice"
    if old.db_default is not NOT_PROVIDED and new.db_default is NOT_PROVIDED:
        yield "the code before leaves it to the database"
    if old.get_internal_type() != new.get_internal_type():
        yield "it is of another type"
    if isinstance(new, models.CharField) and (new.max_length or 0) < (old.max_length or 0):
        yield "what the code before writes may be too long"


def all_faults(migration: migrations.Migration, before: ProjectState) -> list[str]:
    state, created, found = before.clone(), set[str](), list[str]()
    for operation in migration.operations:
        if isinstance(operation, migrations.CreateModel):
            created.add(operation.name.lower())
        else:
            found += faults(operation, state, created=created)
        operation.state_forwards("releases", state)
    return found
