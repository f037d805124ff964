"""What blocks show of other releases, in two languages: the words of a quote, a figure, the title of a picture.

Of a draft that is not the person's to see, what readers have of it, or nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone

from releases.authoring.models import Kind, Mission, Observation, Release, Text, User
from releases.authoring.visibility import releases_seen_by
from releases.editions import figures, reading

from . import sight
from .numbers_sent import number_of

_FIELDS = {"quoteblock": "statement", "figureblock": "observation", "chartblock": "statistic", "pictureblock": "asset"}


@dataclass(frozen=True)
class Card:
    """`source` and `target` are its words in both languages; `write` is where those that are missing are written."""

    source: str
    target: str
    write: str = ""
    insert: str = ""


def cited_key(block: Any) -> tuple[str, str]:
    """(`quoteblock`, primary key of what it shows); an empty key where it shows nothing."""
    kind = str(block._meta.model_name)
    name = _FIELDS.get(kind)
    key = getattr(block, f"{name}_id") if name else None
    return kind, str(key) if key else ""


class Cited:
    """Of all blocks of two texts: six queries."""

    def __init__(self, user: User, keys: Iterable[tuple[str, str]], *, source: str, target: str) -> None:
        self.languages = (source, target)
        found = {(kind, number) for kind, key in keys if kind in _FIELDS and (number := number_of(key)) is not None}
        figure_keys = [key for kind, key in found if kind == "figureblock"]
        self.figures = {row.pk: row for row in Observation.objects.filter(pk__in=figure_keys)}
        releases = {key for kind, key in found if kind != "figureblock"}
        releases |= {row.statistic_id for row in self.figures.values()}
        self.releases = {row.pk: row for row in Release.objects.filter(pk__in=releases)}
        self.seen = set(releases_seen_by(user, Release.objects.filter(pk__in=releases)).values_list("pk", flat=True))
        texts = Text.objects.filter(release__in=self.seen, language__in=self.languages)
        self.texts = {(row.release_id, row.language): row for row in texts}
        uids = [row.uid for row in self.releases.values() if row.pk not in self.seen]
        editions = reading.public(timezone.now()).filter(uid__in=uids, language__in=self.languages) if uids else []
        self.editions = {(edition.uid, edition.language): edition.body for edition in editions}
        self.mission = Mission.objects.first() or Mission()

    def card(self, key: tuple[str, str]) -> Card | None:
        kind, number = key[0], number_of(key[1]) or 0
        figure = self.figures.get(number) if kind == "figureblock" else None
        release = self.releases.get(figure.statistic_id if figure else number)
        if release is None or kind not in _FIELDS:
            return None
        source, target = (self._words(release, language, figure) for language in self.languages)
        said = self._figure(figure, self.languages[1]) if figure and release.pk in self.seen else ""
        return Card(source or sight.hidden_label(), target, self._where(release) if not target else "", said or target)

    def _words(self, release: Release, language: str, figure: Observation | None) -> str:
        text = self.texts.get((release.pk, language))
        if text is not None:
            words = text.words if release.kind == Kind.STATEMENT else text.title
            return f"{words}: {self._figure(figure, language)}" if figure else words
        body = self.editions.get((release.uid, language))
        if body is None:
            return ""
        if figure is not None:
            rows = [row["display"] for row in body["statistic"]["observations"] if row["id"] == figure.pk]
            return ": ".join([body["title"], *rows])
        return cast(str, body["statement"]["words"] if release.kind == Kind.STATEMENT else body["title"])

    def _figure(self, figure: Observation, language: str) -> str:
        return figures.display(
            figure.value.normalize(),
            unit=figure.unit,
            qualifier=figure.qualifier,
            language=language,
            large_numbers=self.mission.large_numbers(language),
        )

    def _where(self, release: Release) -> str:
        """The form of the missing words, for whoever may see the others."""
        if release.pk not in self.seen:
            return ""
        text, language = self.texts.get((release.pk, self.languages[1])), self.languages[1]
        if text is not None:
            return reverse("admin:releases_text_change", args=[text.pk])
        return f"{reverse('admin:releases_text_add')}?release={release.pk}&language={language}"
