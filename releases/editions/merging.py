"""Merge two entries of a register, and lead readers from the address that goes to the one that stays."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring import joining
from releases.authoring.models import Organisation, Person, Topic, User
from releases.errors import Refusal

from . import bell, reading
from .former import FormerAddress
from .search.models import Role

ROLES: dict[type[Any], Role] = {Person: Role.PERSON, Topic: Role.TOPIC, Organisation: Role.ORGANISATION}


def merge(*, kept: Any, dropped: Any, by: User) -> dict[str, int]:
    """How many rows were led over, by model. Raises Refusal and changes nothing where it cannot be.

    Editions stay as they are: those that named the old entry still do. What was never public gets no redirection,
    since that would tell of it.
    """
    name = type(kept)._meta.model_name
    if not (by.has_perm(f"releases.change_{name}") and by.has_perm(f"releases.delete_{name}")):
        raise Refusal(_("Only an administrator merges entries of a register."), code="not_permitted")
    with transaction.atomic():
        led = joining.join(kept=kept, dropped=dropped)
        role = ROLES.get(type(kept))
        if role is not None and _was_public(role, dropped.slug):
            FormerAddress.objects.filter(role=role, slug=kept.slug).delete()
            FormerAddress.objects.filter(role=role, leads_to=dropped.slug).update(leads_to=kept.slug)
            FormerAddress.objects.update_or_create(
                role=role, slug=dropped.slug, defaults={"leads_to": kept.slug, "moved_at": timezone.now()}
            )
            transaction.on_commit(bell.ring)
    return led


def _was_public(role: Role, slug: str) -> bool:
    return naming(role, slug).exists()


def naming(role: Role, slug: str) -> reading.EditionQuerySet:
    """Editions, public now or once, that name an entry."""
    return reading.all_until(timezone.now()).filter(
        search__treats__subjects__role=role, search__treats__subjects__slug=slug
    )
