import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import releases.authoring.fields


class Migration(migrations.Migration):
    dependencies = [("releases", "0013_second_factors_and_sessions")]

    operations = [
        migrations.CreateModel(
            name="PlannedCorrection",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="planned_correction",
                        serialize=False,
                        to="releases.release",
                        verbose_name="release",
                    ),
                ),
                ("note", releases.authoring.fields.LocalizedField(multiline=True, verbose_name="public note")),
                ("planned_at", models.DateTimeField(verbose_name="planned at")),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="planned by",
                    ),
                ),
            ],
            options={"verbose_name": "planned correction", "verbose_name_plural": "planned corrections"},
        ),
        migrations.AddConstraint(
            model_name="plannedcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", {}), _negated=True), name="plannedcorrection_has_note"
            ),
        ),
        migrations.AddIndex(model_name="text", index=models.Index(fields=["-edited_at"], name="text_touched")),
        migrations.AddIndex(
            model_name="text", index=models.Index(fields=["edited_by", "-edited_at"], name="text_touched_by")
        ),
    ]
