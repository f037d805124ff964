import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0023_acknowledgements_expunged")]

    operations = [
        migrations.CreateModel(
            name="EarlyAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(db_index=True, verbose_name="permanent id")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("organisation", models.CharField(max_length=120, verbose_name="organisation")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                ("given_by", models.CharField(max_length=150, verbose_name="given by")),
                ("days", models.PositiveSmallIntegerField(verbose_name="lasts, in days")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked at")),
                ("revoked_by", models.CharField(blank=True, max_length=150, verbose_name="revoked by")),
            ],
            options={
                "verbose_name": "early access",
                "verbose_name_plural": "early access",
                "ordering": ["-given_at", "-id"],
                "permissions": [
                    ("give_early_access", "Can give a journalist early access to what is under embargo")
                ],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 31)), name="earlyaccess_ends_within_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("organisation", ""), _negated=True),
                            models.Q(("email", ""), _negated=True),
                        ),
                        name="earlyaccess_names_its_reader",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by", "")),
                            models.Q(("revoked_at__isnull", False), models.Q(("revoked_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="earlyaccess_revoked_at_with_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlyText",
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
                ("number", models.PositiveIntegerField(verbose_name="edition")),
                (
                    "access",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="releases.earlyaccess",
                        verbose_name="early access",
                    ),
                ),
            ],
            options={
                "verbose_name": "text given early",
                "verbose_name_plural": "texts given early",
                "ordering": ["language"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("access", "language"), name="earlytext_once_a_language"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["en", "kk", "ru", "ur"])),
                        name="earlytext_language_is_known",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="earlyreading",
            name="key",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="releases.key",
                verbose_name="key",
            ),
        ),
        migrations.AddField(
            model_name="earlyreading",
            name="access",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="releases.earlyaccess",
                verbose_name="early access",
            ),
        ),
        migrations.AddField(
            model_name="earlyreading",
            name="network",
            field=models.CharField(blank=True, max_length=50, verbose_name="network"),
        ),
        migrations.AddField(
            model_name="earlyreading",
            name="program",
            field=models.CharField(blank=True, max_length=60, verbose_name="program"),
        ),
        migrations.AddConstraint(
            model_name="earlyreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("access__isnull", True), ("key__isnull", False)),
                    models.Q(("access__isnull", False), ("key__isnull", True)),
                    _connector="OR",
                ),
                name="earlyreading_by_one_reader",
            ),
        ),
    ]
