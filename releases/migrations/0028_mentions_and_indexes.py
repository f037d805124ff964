import json
import re
import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_BATCH = 1000


def note_all(apps: Any, _schema_editor: Any) -> None:
    """Which acts are about a release, and which editions cite it: of all that there is."""
    mention = apps.get_model("releases", "Mention")
    waiting: list[Any] = []

    def noted(rows: list[Any], *, least: int) -> list[Any]:
        if len(rows) >= least:
            mention.objects.bulk_create(rows)
            return []
        return rows

    editions = apps.get_model("releases", "Edition").objects.exclude(content="").exclude(content__contains='"cites":[]')
    for pk, content in editions.values_list("pk", "content").iterator(chunk_size=_BATCH):
        cited = {card["uid"] for card in json.loads(content)["cites"]}
        waiting += [mention(uid=uuid.UUID(uid), edition_id=pk) for uid in sorted(cited)]
        waiting = noted(waiting, least=_BATCH)
    entries = apps.get_model("releases", "JournalEntry").objects.values_list("sequence", "details")
    for sequence, details in entries.iterator(chunk_size=_BATCH):
        waiting += [mention(uid=uuid.UUID(uid), entry_id=sequence) for uid in sorted(set(_UID.findall(details)))]
        waiting = noted(waiting, least=_BATCH)
    noted(waiting, least=1)


class Migration(migrations.Migration):
    dependencies = [("releases", "0027_readers_forgotten")]

    operations = [
        migrations.AddIndex("edition", models.Index(fields=["-released_at", "-id"], name="edition_newest")),
        migrations.AddIndex("edition", models.Index(fields=["ended_as", "public_until"], name="edition_ended")),
        migrations.AddIndex(
            "edition",
            models.Index(
                fields=["expunged_at"], name="edition_expunged", condition=models.Q(expunged_at__isnull=False)
            ),
        ),
        migrations.AddIndex("journalentry", models.Index(fields=["recorded_at"], name="journal_recorded")),
        migrations.AddIndex("mediaasset", models.Index(fields=["licence_until"], name="mediaasset_licence_ends")),
        migrations.AddIndex("observation", models.Index(fields=["value"], name="observation_value")),
        migrations.AddIndex("release", models.Index(fields=["created_at"], name="release_created")),
        migrations.AddIndex("searchentry", models.Index(fields=["public_from"], name="searchentry_opens")),
        migrations.AddIndex(
            "searchentry",
            models.Index(
                fields=["public_until"], name="searchentry_ends", condition=models.Q(public_until__isnull=False)
            ),
        ),
        migrations.AddIndex("submission", models.Index(fields=["state", "submitted_at"], name="submission_waiting")),
        migrations.AddIndex(
            "submission",
            models.Index(fields=["decided_at"], name="submission_urgent", condition=~models.Q(urgent_reason="")),
        ),
        migrations.AddIndex("submission", models.Index(fields=["submitted_at"], name="submission_submitted")),
        migrations.CreateModel(
            "Mention",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField()),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="releases.edition",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="releases.journalentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "default_permissions": (),
                "indexes": [models.Index(fields=["uid", "entry", "edition"], name="mention_of_release")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(entry__isnull=True, edition__isnull=False)
                        | models.Q(entry__isnull=False, edition__isnull=True),
                        name="mention_by_one",
                    )
                ],
            },
        ),
        migrations.RunPython(note_all, migrations.RunPython.noop),
    ]
