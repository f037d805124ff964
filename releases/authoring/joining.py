"""Two entries of a register are one: every working copy that names the one is led to the other, and the one goes.

The record is never touched: editions hold names by value.
"""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from releases.errors import Refusal

from .fields import LocalizedField
from .models import Office, Organisation, Person, Topic

Entry = Person | Organisation | Topic | Office
ENTRIES: tuple[type[Entry], ...] = (Person, Organisation, Topic, Office)


def relations_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key that leads to the model, those of the tables of its many-to-many relations among them."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.related_model, relation.field.name  # type: ignore[misc, union-attr]


def differences(kept: Any, dropped: Any) -> dict[str, dict[str, str]]:
    """By field, the words that the one that stays would take over: in languages in which it has none."""
    taken = {}
    for field in kept._meta.concrete_fields:
        if isinstance(field, LocalizedField):
            own, other = getattr(kept, field.name) or {}, getattr(dropped, field.name) or {}
            missing = {language: words for language, words in other.items() if words and not own.get(language)}
            if missing:
                taken[field.name] = missing
    return taken


def join(*, kept: Any, dropped: Any) -> dict[str, int]:
    """Leads everything from `dropped` to `kept`, fills in the words that it lacks, and deletes `dropped`.

    How many rows were led over, by model. Raises Refusal, and changes nothing, for two that cannot be one.
    """
    with transaction.atomic():
        kept, dropped = _locked(kept, dropped)
        refuse_unlike(kept, dropped)
        led: dict[str, int] = {}
        for model, name in relations_to(type(kept)):
            if count := _lead(model, name, kept, dropped):
                led[model._meta.label] = led.get(model._meta.label, 0) + count
        for name, words in differences(kept, dropped).items():
            setattr(kept, name, {**getattr(kept, name), **words})
        kept.save()
        dropped.delete()
    return led


def refuse_unlike(kept: Any, dropped: Any) -> None:
    """Raises Refusal where they are one already, or stand to one another as two."""
    if type(kept) is not type(dropped) or kept.pk == dropped.pk:
        raise Refusal(_("Choose another entry of the same register."), code="not_another")
    if isinstance(kept, Organisation) and dropped.pk in (kept.successor_id, *_predecessors(kept)):
        raise Refusal(
            _("“%(one)s” and “%(other)s” are an earlier and a later name: leave both, or take the renaming away first.")
            % {"one": kept, "other": dropped},
            code="renamed",
        )
    if isinstance(kept, Office) and kept.person_id != dropped.person_id:
        raise Refusal(
            _("These offices are of two people. If those are one person, merge the people first."), code="two_people"
        )


def _predecessors(organisation: Organisation) -> list[int]:
    return list(organisation.predecessors.values_list("pk", flat=True))


def _locked(kept: Any, dropped: Any) -> tuple[Any, Any]:
    model = type(kept)
    found = {row.pk: row for row in model._default_manager.select_for_update().filter(pk__in=[kept.pk, dropped.pk])}
    if kept.pk not in found or dropped.pk not in found:
        raise Refusal(_("One of the two is gone: somebody merged or deleted it meanwhile."), code="gone")
    return found[kept.pk], found[dropped.pk]


def _lead(model: type[models.Model], name: str, kept: Any, dropped: Any) -> int:
    """Leads one foreign key over. In a table of pairs, a pair that is there already is not made twice."""
    rows = model._base_manager.filter(**{name: dropped})
    if model._meta.auto_created:
        others = [field.name for field in model._meta.concrete_fields if field.is_relation and field.name != name]
        for other in others:
            there = model._base_manager.filter(**{name: kept}).values(other)
            rows.filter(**{f"{other}__in": there}).delete()
    try:
        with transaction.atomic():
            return rows.update(**{name: kept})
    except IntegrityError:
        raise Refusal(
            _("Both are named where only one may be: %(where)s. Take one of them away there, then merge.")
            % {"where": model._meta.verbose_name_plural},
            code="named_twice",
        ) from None
