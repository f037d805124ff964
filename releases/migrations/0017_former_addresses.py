from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0016_checks")]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("topic", "topic"),
                            ("person", "person"),
                            ("organisation", "organisation"),
                            ("form", "form of media"),
                        ],
                        max_length=12,
                        verbose_name="register",
                    ),
                ),
                ("slug", models.CharField(max_length=100, verbose_name="former address")),
                ("leads_to", models.CharField(max_length=100, verbose_name="leads to")),
                ("moved_at", models.DateTimeField(verbose_name="moved at")),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
                "ordering": ["role", "slug"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("role", "slug"), name="formeraddress_once"),
                    models.CheckConstraint(
                        condition=models.Q(("slug", models.F("leads_to")), _negated=True),
                        name="formeraddress_leads_elsewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["topic", "person", "organisation", "form"])),
                        name="formeraddress_role_is_known",
                    ),
                ],
            },
        ),
    ]
