"""The rows of the index. All of it can be made anew from the record, so nothing guards it."""

import functools
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

_DIGEST = 64


class Role(models.TextChoices):
    """What a subject is to the editions that name it."""

    TOPIC = "topic", _("topic")
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    FORM = "form", _("form of media")


DESCRIBED = (str(Role.PERSON), str(Role.TOPIC))
"""Those of which an edition says more than a name."""


class SubjectSet(models.Model):
    """What some editions treat: `{"language", "topics", "people", "organisations"}` as they say it, each set once."""

    digest = models.CharField(max_length=_DIGEST, unique=True)
    content = models.TextField()

    class Meta:
        verbose_name = _("set of subjects")
        verbose_name_plural = _("sets of subjects")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest

    @functools.cached_property
    def body(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.content)
        return parsed


class Description(models.Model):
    """What editions of a language say of one topic or person, each wording once, in however many sets it stands."""

    digest = models.CharField(max_length=_DIGEST, unique=True)
    role = models.CharField(max_length=12, choices=Role.choices)
    slug = models.CharField(max_length=100)
    language = models.CharField(max_length=8)
    content = models.TextField()

    class Meta:
        verbose_name = _("description of a subject")
        verbose_name_plural = _("descriptions of subjects")
        default_permissions = ()
        indexes = [models.Index(fields=["role", "slug"], name="description_of")]
        constraints = [models.CheckConstraint(condition=models.Q(role__in=DESCRIBED), name="description_role_is_known")]

    def __str__(self) -> str:
        return f"{self.role} {self.slug} {self.language}"

    @functools.cached_property
    def body(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.content)
        return parsed


class Subject(models.Model):
    """One topic, person or organisation of a set, by the name that the set has for it.

    Topics and people have a description; one that the code of another version wrote gets it with the next edition.
    """

    of = models.ForeignKey(SubjectSet, on_delete=models.CASCADE, related_name="subjects", db_index=False)
    role = models.CharField(max_length=12, choices=Role.choices)
    slug = models.CharField(max_length=100)
    language = models.CharField(max_length=8)
    name = models.TextField()
    description = models.ForeignKey(
        Description, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects", db_index=False
    )

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        default_permissions = ()
        indexes = [
            models.Index(fields=["role", "slug", "of"], name="subject_named"),
            models.Index(fields=["of", "role", "slug", "language"], name="subject_of_set"),
            models.Index(fields=["description", "of"], name="subject_described"),
            models.Index(
                fields=["of"],
                name="subject_undescribed",
                condition=models.Q(description__isnull=True, role__in=DESCRIBED),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["of", "role", "slug"], name="subject_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="subject_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.slug}"


class SearchEntry(models.Model):
    """What the law and the filters ask of an edition, in a narrow row: a search reads many of them.

    A trigger moves the interval with that of the edition. The words are in a table that `words` keeps, of each
    database's own kind.
    """

    edition = models.OneToOneField(
        "releases.Edition", primary_key=True, on_delete=models.CASCADE, related_name="search"
    )
    treats = models.ForeignKey(SubjectSet, on_delete=models.PROTECT, related_name="entries")
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    released_at = models.DateTimeField()
    public_from = models.DateTimeField()
    public_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("search index")
        default_permissions = ()
        # Whole rows: on SQLite they are read from here, since the table itself is not in the order of the editions.
        indexes = [
            models.Index(
                fields=["edition", "language", "released_at", "public_from", "public_until", "kind", "treats"],
                name="searchentry_law",
            ),
            # What opened or closed since a count: see `settled`.
            models.Index(fields=["public_from"], name="searchentry_opens"),
            models.Index(
                fields=["public_until"], name="searchentry_ends", condition=models.Q(public_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition_id)


class Listed(models.Model):
    """That an edition stands in the list of a topic, a person or a form of media: such a list is walked by its index.

    Triggers write it with the entry, move it and take it away.
    """

    edition = models.ForeignKey("releases.Edition", on_delete=models.DO_NOTHING, related_name="listed", db_index=False)
    role = models.CharField(max_length=12, choices=Role.choices)
    slug = models.CharField(max_length=100)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    released_at = models.DateTimeField()

    class Meta:
        verbose_name = _("place in the list of a subject")
        verbose_name_plural = _("places in the lists of subjects")
        default_permissions = ()
        indexes = [
            models.Index(fields=["role", "slug", "language", "kind", "released_at", "edition"], name="listed_of_kind"),
            models.Index(fields=["role", "slug", "language", "released_at", "edition"], name="listed_in_language"),
            models.Index(fields=["role", "slug", "released_at", "edition"], name="listed_newest"),
        ]
        constraints = [models.UniqueConstraint(fields=["edition", "role", "slug"], name="listed_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.slug}: {self.edition_id}"
