"""What a deletion would take along, named for people; and that what is in use is not deleted."""

from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst

from releases.authoring.joining import relations_to

from .sight import hidden_label
from .typed import ModelAdmin, staff
from .uses import uses_of_entry


class Deletes(ModelAdmin):
    """Rows that only tie two others together are no objects to anybody: they go unnamed."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        named, counts, denied, protected = super().get_deleted_objects(objs, request)
        ties = [field.remote_field.through._meta for field in self._many_to_many() if field.remote_field is not None]
        beginnings = tuple(f"{capfirst(str(tie.verbose_name))}: " for tie in ties)
        plurals = {str(tie.verbose_name_plural) for tie in ties}
        kept = {name: count for name, count in counts.items() if str(name) not in plurals}
        return without(named, beginnings), kept, denied, protected

    def _many_to_many(self) -> list[Any]:
        own = list(self.opts.many_to_many)
        return own + [relation.field for relation in self.opts.related_objects if relation.many_to_many]


class DeletesUnused(Deletes):
    """An entry of a register that anything names is merged with another, or taken off there first."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        named, counts, denied, protected = super().get_deleted_objects(objs, request)
        for entry in objs:
            uses = uses_of_entry(entry, staff(request))
            using = [f"{capfirst(release.get_kind_display())}: {release}" for _address, release in uses.releases]
            using += [words for _address, words in uses.entries]
            if not using and self._is_used(entry):
                using = [hidden_label()]
            protected = [*using, *(one for one in protected if not using)]
        return named, counts, denied, protected

    def _is_used(self, entry: Any) -> bool:
        return any(model._base_manager.filter(**{name: entry}).exists() for model, name in relations_to(type(entry)))


def without(named: list[Any], beginnings: tuple[str, ...]) -> list[Any]:
    """What a deletion names, at every depth, but for what begins so."""
    found: list[Any] = []
    for one in named:
        if isinstance(one, list):
            found += [rest] if (rest := without(one, beginnings)) else []
        elif not beginnings or not str(one).startswith(beginnings):
            found.append(one)
    return found
