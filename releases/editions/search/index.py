"""Keeps the index in step with the record: written with an edition, blanked with it, made anew, compared."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from ..canonical import digest_of
from ..models import Edition
from . import describing, listed
from .folding import folded
from .models import Description, Role, SearchEntry, Subject, SubjectSet
from .texts import passages, subjects
from .words import Worded, words

_BATCH = 500
_COPIED = ("language", "kind", "released_at", "public_from", "public_until")
_ROLES = {Role.TOPIC: "topics", Role.PERSON: "people", Role.ORGANISATION: "organisations", Role.FORM: "forms"}


def write(editions: Sequence[Edition]) -> None:
    """Puts editions into the index that are not in it. At most nine queries, however many they are."""
    describing.make_up()
    treated = {edition.pk: subjects(edition.body) for edition in editions}
    sets = _sets(treated.values())
    words().clear(list(treated))
    SearchEntry.objects.bulk_create(_entry(edition, sets[digest_of(treated[edition.pk])]) for edition in editions)
    words().write([_worded(edition) for edition in editions])


def blank(edition: Edition) -> None:
    """Takes an edition out of the index, and what it treated, where no other edition treats the same."""
    words().clear([edition.pk])
    own = list(SearchEntry.objects.filter(pk=edition.pk).values_list("treats", flat=True))
    said = Subject.objects.filter(of__in=own).exclude(description=None).values_list("description", flat=True)
    told = list(said)
    SearchEntry.objects.filter(pk=edition.pk).delete()
    SubjectSet.objects.filter(pk__in=own, entries=None).delete()
    describing.forget(told)


def rebuild() -> int:
    """Makes the index anew from the contents of all editions; gives their number."""
    with transaction.atomic():
        words().clear()
        SearchEntry.objects.all().delete()
        SubjectSet.objects.all().delete()
        Description.objects.all().delete()
        count = 0
        for batch in _batches():
            write(batch)
            count += len(batch)
    return count


def faults() -> Iterator[str]:
    """Where the index departs from the record."""
    entries = SearchEntry.objects.in_bulk()
    known = {edition: entry.treats_id for edition, entry in entries.items()}
    contents = dict(SubjectSet.objects.values_list("pk", "content"))
    members = _members()
    for content in {treats: contents[treats] for treats in known.values()}.items():
        if members.get(content[0], set()) != _named(SubjectSet(content=content[1]).body):
            yield f"subjects {content[0]}: they differ from their content"
    yield from describing.faults()
    yield from listed.faults()
    for batch in _batches():
        wrong = words().differing([_worded(edition) for edition in batch])
        for edition in batch:
            treats = known.pop(edition.pk, None)
            if treats is None:
                yield f"edition {edition.key} is not in the index"
            elif any(getattr(entries[edition.pk], name) != getattr(edition, name) for name in _COPIED):
                yield f"edition {edition.key}: its interval, kind or language differs in the index"
            elif contents[treats] != subjects(edition.body):
                yield f"edition {edition.key}: its subjects differ from its content"
            elif edition.pk in wrong:
                yield f"edition {edition.key}: its words differ from its content"
    yield from (f"edition row {edition} is in the index, and has no content" for edition in known)


def rebuild_after_migrate(**_signal: Any) -> None:
    """For a record that is older than its index: after the migration that adds the index, it is filled."""
    if Edition.objects.filter(search=None, expunged_at=None).exists():
        rebuild()
    else:
        listed.make_up()


def _batches() -> Iterator[list[Edition]]:
    """All editions that have a content, in the order of their ids."""
    last = 0
    while batch := list(Edition.objects.filter(expunged_at=None, pk__gt=last).order_by("pk")[:_BATCH]):
        yield batch
        last = batch[-1].pk


def _entry(edition: Edition, treats: int) -> SearchEntry:
    return SearchEntry(edition=edition, treats_id=treats, **{name: getattr(edition, name) for name in _COPIED})


def _worded(edition: Edition) -> Worded:
    return Worded(edition.pk, folded(edition.title), " ".join(filter(None, map(folded, passages(edition.body)))))


def _sets(contents: Iterable[str]) -> dict[str, int]:
    """Primary keys of the sets with these contents, by digest; those that are new are written."""
    wanted = {digest_of(content): content for content in contents}
    known = dict(SubjectSet.objects.filter(digest__in=wanted).values_list("digest", "pk"))
    new = SubjectSet.objects.bulk_create(
        SubjectSet(digest=digest, content=content) for digest, content in wanted.items() if digest not in known
    )
    named = [
        Subject(of=treated, role=role, slug=slug, name=name, language=treated.body["language"])
        for treated in new
        for role, slug, name in sorted(_named(treated.body))
    ]
    describing.describe(named)
    Subject.objects.bulk_create(named)
    return known | {treated.digest: treated.pk for treated in new}


def _named(content: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (str(role), named["slug"], named["name"]) for role, part in _ROLES.items() for named in content.get(part, ())
    }


def _members() -> dict[int, set[tuple[str, str, str]]]:
    members: dict[int, set[tuple[str, str, str]]] = {}
    for treated, *subject in Subject.objects.values_list("of_id", "role", "slug", "name"):
        members.setdefault(treated, set()).add((subject[0], subject[1], subject[2]))
    return members
