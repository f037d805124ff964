from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0019_key_webhooks")]

    operations = [
        migrations.AddIndex(
            model_name="edition", index=models.Index(fields=["change", "-public_from"], name="edition_by_change")
        ),
    ]
