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


class Subject(models.Model):
    """One topic, person or organisation of a set, by the name that the set has for it."""

    of = models.ForeignKey(SubjectSet, on_delete=models.CASCADE, related_name="subjects", db_index=False)
    role = models.CharField(max_length=12, choices=Role.choices)
    slug = models.CharField(max_length=100)
    language = models.CharField(max_length=8)
    name = models.TextField()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        default_permissions = ()
        indexes = [
            models.Index(fields=["role", "slug", "of"], name="subject_named"),
            models.Index(fields=["of", "role", "slug", "language"], name="subject_of_set"),
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
