import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0014_planned_corrections")]

    operations = [
        migrations.CreateModel(
            name="SharedPreview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(db_index=True, verbose_name="permanent id")),
                ("recipient", models.CharField(max_length=120, verbose_name="recipient")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("shared_at", models.DateTimeField(verbose_name="shared at")),
                ("shared_by", models.CharField(max_length=150, verbose_name="shared by")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="lasts, in hours")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked at")),
                ("revoked_by", models.CharField(blank=True, max_length=150, verbose_name="revoked by")),
            ],
            options={
                "verbose_name": "shared preview",
                "verbose_name_plural": "shared previews",
                "ordering": ["-shared_at", "-id"],
                "permissions": [("share_preview", "Can share a preview with people without an account")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 336)),
                        name="sharedpreview_ends_within_two_weeks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recipient", ""), _negated=True), name="sharedpreview_names_its_recipient"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by", "")),
                            models.Q(("revoked_at__isnull", False), models.Q(("revoked_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sharedpreview_revoked_at_with_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("language", models.CharField(max_length=8, verbose_name="language")),
                ("network", models.CharField(blank=True, max_length=50, verbose_name="network")),
                ("program", models.CharField(blank=True, max_length=60, verbose_name="program")),
                (
                    "preview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="releases.sharedpreview",
                        verbose_name="shared preview",
                    ),
                ),
            ],
            options={
                "verbose_name": "opening of a shared preview",
                "verbose_name_plural": "openings of shared previews",
                "ordering": ["-opened_at", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SharedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("kk", "Kazakh"), ("ru", "Russian"), ("ur", "Urdu")],
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("content", models.TextField(verbose_name="content")),
                ("content_digest", models.CharField(max_length=64, verbose_name="digest")),
                ("drafted_at", models.DateTimeField(verbose_name="draft of")),
                (
                    "preview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="releases.sharedpreview",
                        verbose_name="shared preview",
                    ),
                ),
            ],
            options={
                "verbose_name": "shared page",
                "verbose_name_plural": "shared pages",
                "ordering": ["language"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("preview", "language"), name="sharedpage_once_a_language"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["en", "kk", "ru", "ur"])),
                        name="sharedpage_language_is_known",
                    ),
                ],
            },
        ),
    ]
