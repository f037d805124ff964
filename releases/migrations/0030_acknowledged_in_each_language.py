from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0029_lists_of_subjects")]

    operations = [
        migrations.AddField(
            "acknowledgement",
            "told",
            models.JSONField(blank=True, null=True, verbose_name="what was found, by language"),
        ),
    ]
