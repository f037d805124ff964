"""What was acknowledged can be expunged: the digest of its words stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0022_subscribers")]

    operations = [
        migrations.RemoveConstraint(model_name="acknowledgement", name="acknowledgement_with_reason"),
        migrations.AddField(
            model_name="acknowledgement",
            name="digest",
            field=models.CharField(default="", max_length=64, verbose_name="digest"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="acknowledgement",
            name="message",
            field=models.TextField(blank=True, verbose_name="what was found"),
        ),
        migrations.AlterField(
            model_name="acknowledgement",
            name="reason",
            field=models.TextField(blank=True, verbose_name="reason"),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("message", ""), ("passage", "")),
                    _connector="OR",
                ),
                name="acknowledgement_with_reason",
            ),
        ),
    ]
