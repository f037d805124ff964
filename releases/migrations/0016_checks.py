"""Settings of checks, numbers that are no statistics, and warnings that were acknowledged."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_LANGUAGES = [("en", "English"), ("kk", "Kazakh"), ("ru", "Russian"), ("ur", "Urdu")]


class Migration(migrations.Migration):
    dependencies = [("releases", "0015_shared_previews")]

    operations = [
        migrations.CreateModel(
            name="CheckSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="check")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("error", "error: blocks submission"),
                            ("warning", "warning: to be acknowledged"),
                            ("off", "switched off"),
                        ],
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_settings",
                        to="releases.mission",
                        verbose_name="mission",
                    ),
                ),
            ],
            options={
                "verbose_name": "setting of a check",
                "verbose_name_plural": "settings of checks",
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mission", "code"),
                        name="checksetting_once",
                        violation_error_message="This check is set already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["error", "warning", "off"])),
                        name="checksetting_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="checksetting_with_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "passage",
                    models.CharField(
                        help_text="As it stands in the text, such as: 28 seats.",
                        max_length=100,
                        verbose_name="number",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Such as: the number of a room, counted by the reader.",
                        max_length=300,
                        verbose_name="reason",
                    ),
                ),
                ("marked_at", models.DateTimeField(auto_now_add=True, verbose_name="marked at")),
                (
                    "marked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="marked by",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="number_marks",
                        to="releases.text",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "number that is no statistic",
                "verbose_name_plural": "numbers that are no statistics",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "passage"),
                        name="numbermark_once",
                        violation_error_message="This number of the text is marked already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("passage", ""), _negated=True)
                        ),
                        name="numbermark_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(verbose_name="permanent id")),
                ("language", models.CharField(choices=_LANGUAGES, max_length=8, verbose_name="language")),
                ("code", models.CharField(max_length=40, verbose_name="check")),
                ("finding", models.CharField(max_length=16, verbose_name="finding")),
                ("passage", models.TextField(blank=True, verbose_name="passage")),
                ("message", models.TextField(verbose_name="what was found")),
                ("reason", models.TextField(verbose_name="reason")),
                ("acknowledged_by", models.CharField(max_length=150, verbose_name="acknowledged by")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="releases.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "acknowledged warning",
                "verbose_name_plural": "acknowledged warnings",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["uid", "language"], name="acknowledgement_of_text")],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "finding"), name="acknowledgement_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="acknowledgement_with_reason"
                    ),
                ],
            },
        ),
    ]
