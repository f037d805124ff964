"""A migration runs while the code before it still answers: what it may not do is refused on the day it is written."""

import re
from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Q

from .safe_migrations import all_faults

# The last migration before there was an installation to upgrade.
FIRST_RELEASE = 25
# Name of a migration -> why the code before it can live with what is refused here.
SAID: dict[str, str] = {
    "0026_openings_by_the_hour": "It leaves `hour_at` null, and so none of its rows are the same.",
    "0027_readers_forgotten": "It names every reader, forgets none, and leaves `hour_at` null and `times` 1.",
    "0028_mentions_and_indexes": "It fills a table that no code knows yet, and leaves all others as they are.",
    "0029_lists_of_subjects": "Triggers fill its lists; what it describes may be null, and is made up for.",
    "0031_words_that_many_have": "It adds functions that no code calls yet.",
}


def test_no_migration_breaks_the_code_that_still_runs(db: None) -> None:
    loader = MigrationLoader(connection)
    later = [name for app, name in loader.disk_migrations or {} if app == "releases" and int(name[:4]) > FIRST_RELEASE]
    found = {
        name: all_faults(loader.get_migration("releases", name), loader.project_state(("releases", name), at_end=False))
        for name in later
        if name not in SAID
    }
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert set(SAID) <= set(later)


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (migrations.RemoveField("mission", "founded"), "the code before still uses it"),
        (migrations.RenameField("mission", "founded", "began"), "the code before still uses it"),
        (migrations.DeleteModel("Mission"), "the code before still uses it"),
        (migrations.AddField("mission", "motto", models.TextField(default="")), "db_default"),
        (migrations.AlterField("mission", "founded", models.CharField(max_length=9)), "writes null(?s:.*)too long"),
        (migrations.AlterField("mission", "founded", models.IntegerField(null=True)), "another type"),
        (migrations.AddConstraint("mission", models.CheckConstraint(condition=~Q(id=0), name="a")), "may break it"),
        (migrations.RunSQL("DELETE FROM releases_mission"), "nothing can be read"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_fault_is_seen(operation: Any, said: str) -> None:
    assert re.search(said, "\n".join(faults_of(operation)))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("mission", "motto", models.TextField(null=True)),
        migrations.AddField("mission", "motto", models.TextField(db_default="")),
        migrations.AlterField("mission", "founded", models.CharField(max_length=99, null=True)),
        migrations.AddIndex("mission", models.Index(fields=["founded"], name="a")),
        migrations.RemoveConstraint("mission", "founded_known"),
        migrations.CreateModel("Motto", [("id", models.BigAutoField(primary_key=True)), ("words", models.TextField())]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_only_adds_is_let_through(operation: Any) -> None:
    assert faults_of(operation) == []


def faults_of(operation: Any) -> list[str]:
    state = migrations.state.ProjectState()
    founded = models.CharField(max_length=10, null=True)
    known = models.CheckConstraint(condition=~Q(founded="never"), name="founded_known")
    fields = [("id", models.BigAutoField(primary_key=True)), ("founded", founded)]
    first = migrations.CreateModel("Mission", fields, options={"constraints": [known]})
    first.state_forwards("releases", state)
    migration = migrations.Migration("0099_tried", "releases")
    migration.operations = [operation]
    return all_faults(migration, state)
