from typing import Any

from django.db import migrations

from releases.editions.search.words import words_of


def create_latest(_apps: Any, schema_editor: Any) -> None:
    for statement in words_of(schema_editor.connection.vendor).create_latest():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Functions of PostgreSQL's alone; SQLite has an index that is in the order of what was written."""

    dependencies = [("releases", "0030_acknowledged_in_each_language")]

    operations = [migrations.RunPython(create_latest, migrations.RunPython.noop)]
