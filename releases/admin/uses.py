"""Where something is used: the working copies that name it, as far as the person may see them, and public editions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from releases.authoring.joining import relations_to
from releases.authoring.models import Office, Organisation, Release, User
from releases.authoring.visibility import releases_seen_by
from releases.editions.merging import ROLES, naming
from releases.editions.models import Edition

from .pages import Seen
from .steps import address_of_page
from .superseded import cited_in, citing
from .typed import staff

_LISTED = 50


@dataclass
class Uses:
    """`entries` are of the registers, each (address, words); `more` says that there is more than is listed."""

    releases: list[tuple[str, Release]] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.releases or self.entries or self.editions)

    @property
    def count(self) -> int:
        return len(self.releases) + len(self.entries) + len(self.editions)


def uses_of_entry(entry: Any, user: User) -> Uses:
    """Of an entry of a register. The relations are the models' own: a new one is found too.

    A constant number of queries: one for each relation that leads to the entry, and three.
    """
    keys: set[int] = set()
    entries = []
    for model, name in relations_to(type(entry)):
        rows = model._base_manager.filter(**{name: entry})
        if model in (Office, Organisation):
            rows = rows.select_related("person") if model is Office else rows
            entries += [(_change(row), f"{capfirst(str(model._meta.verbose_name))}: {row}") for row in rows[:_LISTED]]
        elif path := _way_to_release(model):
            keys.update(rows.order_by(f"-{path}").values_list(path, flat=True)[: _LISTED + 1])
    seen = releases_seen_by(user, Release.objects.filter(pk__in=keys)).prefetch_related("texts").order_by("-pk")
    return _uses(seen, entries, _public(entry))


def uses_of_release(release: Release, user: User) -> Uses:
    """Of a statement, a statistic, media: who cites, quotes or shows it. Six queries, at most."""
    seen = releases_seen_by(user, citing([release.uid])).prefetch_related("texts")
    return _uses(seen, [], [cited.edition for cited in cited_in(release.uid, user)])


def _uses(releases: Any, entries: list[tuple[str, str]], editions: Iterable[Edition]) -> Uses:
    found, public = list(releases[: _LISTED + 1]), list(editions)
    return Uses(
        [(address_of_page(release, "change"), release) for release in found[:_LISTED]],
        entries,
        public[:_LISTED],
        more=len(found) > _LISTED or len(public) > _LISTED,
    )


def _public(entry: Any) -> Any:
    """Editions that name the entry and are public, or were; those of an office by its person are not told apart."""
    role = ROLES.get(type(entry))
    if role is None:
        return []
    return naming(role, entry.slug).defer("content").order_by("-public_from", "-pk")[: _LISTED + 1]


def _way_to_release(model: type[Model]) -> str:
    """The field that leads from a row to the release it belongs to; "" where none does."""
    if issubclass(model, Release):
        return "pk"
    for relation in model._meta.concrete_fields:
        if relation.is_relation and relation.related_model and issubclass(relation.related_model, Release):
            return relation.attname
    return ""


def _change(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


class ShowsUses(Seen):
    """Adds the page `uses` to the forms of releases that others cite."""

    def uses_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        return self.framed(
            request,
            "admin/releases/uses.html",
            obj=release,
            title=_("Used in"),
            uses=uses_of_release(release, staff(request)),
        )
