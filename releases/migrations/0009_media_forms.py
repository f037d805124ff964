"""Lets the search index hold the forms of media, and has it filled anew after the migration."""

from django.db import migrations, models
from django.db.models import Q

ROLES = [("topic", "topic"), ("person", "person"), ("organisation", "organisation"), ("form", "form of media")]


def forget_media(apps, schema_editor):
    """An edition that is not in the index makes `rebuild_after_migrate` fill it."""
    apps.get_model("releases", "SearchEntry").objects.filter(kind="media").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0008_search_narrow"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="subject", name="subject_role_is_known"),
        migrations.AlterField(
            model_name="subject",
            name="role",
            field=models.CharField(choices=ROLES, max_length=12),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=Q(role__in=[role for role, _label in ROLES]), name="subject_role_is_known"
            ),
        ),
        migrations.RunPython(forget_media, migrations.RunPython.noop),
    ]
