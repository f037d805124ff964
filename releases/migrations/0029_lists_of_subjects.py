import hashlib
import json
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_PARTS = {"topic": "topics", "person": "people"}
_DESCRIBED = models.Q(role__in=["person", "topic"])
_ROLES = [
    ("topic", "topic"),
    ("person", "person"),
    ("organisation", "organisation"),
    ("form", "form of media"),
]
_BATCH = 1000
_FILL = """
INSERT INTO releases_listed (edition_id, role, slug, language, kind, released_at)
SELECT entry.edition_id, role, slug, entry.language, kind, released_at
FROM releases_searchentry AS entry JOIN releases_subject ON of_id = treats_id WHERE role <> 'organisation'
"""


def describe_all(apps: Any, _schema_editor: Any) -> None:
    """What each set says of its topics and people: every wording once."""
    description, subject = apps.get_model("releases", "Description"), apps.get_model("releases", "Subject")
    known: dict[str, int] = {}
    last = 0
    sets = apps.get_model("releases", "SubjectSet").objects.order_by("pk")
    while batch := list(sets.filter(pk__gt=last).values_list("pk", "content")[:_BATCH]):
        said, new = {}, {}
        for pk, content in batch:
            body = json.loads(content)
            for role, part in _PARTS.items():
                for one in body[part]:
                    digest = _digest({"role": role, "language": body["language"], "content": one})
                    said[pk, role, one["slug"]] = digest
                    if digest not in known:
                        new[digest] = description(
                            digest=digest,
                            role=role,
                            slug=one["slug"],
                            language=body["language"],
                            content=_canonical(one),
                        )
        known |= {one.digest: one.pk for one in description.objects.bulk_create(new.values())}
        subjects = list(subject.objects.filter(of__gt=last, of__lte=batch[-1][0], role__in=_PARTS))
        for one in subjects:
            one.description_id = known[said[one.of_id, one.role, one.slug]]
        subject.objects.bulk_update(subjects, ["description"], batch_size=300)
        last = batch[-1][0]


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _digest(value: Any) -> str:
    return hashlib.sha256(_canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("releases", "0028_mentions_and_indexes")]

    operations = [
        migrations.CreateModel(
            "Description",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("role", models.CharField(choices=_ROLES, max_length=12)),
                ("slug", models.CharField(max_length=100)),
                ("language", models.CharField(max_length=8)),
                ("content", models.TextField()),
            ],
            options={
                "verbose_name": "description of a subject",
                "verbose_name_plural": "descriptions of subjects",
                "default_permissions": (),
                "indexes": [models.Index(fields=["role", "slug"], name="description_of")],
                "constraints": [models.CheckConstraint(condition=_DESCRIBED, name="description_role_is_known")],
            },
        ),
        migrations.AddField(
            "subject",
            "description",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subjects",
                to="releases.description",
            ),
        ),
        migrations.AddIndex("subject", models.Index(fields=["description", "of"], name="subject_described")),
        migrations.RunPython(describe_all, migrations.RunPython.noop),
        migrations.AddIndex(
            "subject",
            models.Index(
                fields=["of"],
                name="subject_undescribed",
                condition=models.Q(description__isnull=True, role__in=["person", "topic"]),
            ),
        ),
        migrations.CreateModel(
            "Listed",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=_ROLES, max_length=12)),
                ("slug", models.CharField(max_length=100)),
                ("language", models.CharField(max_length=8)),
                ("kind", models.CharField(max_length=12)),
                ("released_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="listed",
                        to="releases.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in the list of a subject",
                "verbose_name_plural": "places in the lists of subjects",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "listed",
            models.Index(fields=["role", "slug", "language", "kind", "released_at", "edition"], name="listed_of_kind"),
        ),
        migrations.AddIndex(
            "listed",
            models.Index(fields=["role", "slug", "language", "released_at", "edition"], name="listed_in_language"),
        ),
        migrations.AddIndex(
            "listed", models.Index(fields=["role", "slug", "released_at", "edition"], name="listed_newest")
        ),
        migrations.AddConstraint(
            "listed", models.UniqueConstraint(fields=["edition", "role", "slug"], name="listed_once")
        ),
    ]
