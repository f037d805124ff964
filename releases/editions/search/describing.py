"""What editions say of topics and people: each wording is written once, and found by whom it is said of."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Subquery

from ..canonical import canonical, digest_of
from . import finding
from .models import DESCRIBED, Description, Role, Subject

_PARTS = {Role.TOPIC: "topics", Role.PERSON: "people"}
_AT_ONCE = 500


def described(*, role: Role, slug: str, at: dt.datetime) -> list[Description]:
    """What public editions say of a topic or person, in every language, the last said first. One query.

    All of it: an office that was held long ago, or a language seldom written, may stand in an old edition alone.
    """
    public = Exists(finding.public_entries(at).filter(treats=OuterRef("of")))
    saying = Subject.objects.filter(public, description=OuterRef("pk")).order_by("-of")
    rows = Description.objects.filter(role=role, slug=slug).annotate(last=Subquery(saying.values("of")[:1]))
    said = [row for row in rows if vars(row)["last"] is not None]
    return sorted(said, key=lambda row: int(vars(row)["last"]), reverse=True)


def make_up() -> int:
    """Describes what the code of another version wrote, during an upgrade. One query where there is nothing."""
    subjects = list(
        Subject.objects.filter(description=None, role__in=DESCRIBED).select_related("of").order_by("of")[:_AT_ONCE]
    )
    if subjects:
        describe(subjects)
        Subject.objects.bulk_update(subjects, ["description"])
    return len(subjects)


def describe(subjects: Iterable[Subject]) -> None:
    """Gives each topic and person of some sets its description, written where it is new. Two queries."""
    both = [(subject, _said(subject)) for subject in subjects if subject.role in DESCRIBED]
    told = [(subject, said) for subject, said in both if said is not None]
    wanted = {said.digest: said for _subject, said in told}
    known = dict(Description.objects.filter(digest__in=wanted).values_list("digest", "pk"))
    new = Description.objects.bulk_create(said for digest, said in wanted.items() if digest not in known)
    known |= {said.digest: said.pk for said in new}
    for subject, said in told:
        subject.description_id = known[said.digest]


def forget(descriptions: Iterable[int]) -> None:
    """Takes away those that stand in no set any more. One query."""
    Description.objects.filter(pk__in=descriptions, subjects=None).delete()


def faults() -> Iterator[str]:
    """Where what is kept of a subject departs from the set that it stands in."""
    for subject in Subject.objects.filter(role__in=DESCRIBED).select_related("of", "description").iterator():
        kept, said = subject.description, _said(subject)
        if kept is None or said is None or _told(kept) != _told(said):
            yield f"subjects {subject.of_id}: the description of {subject} differs from their content"


def _said(subject: Subject) -> Description | None:
    """As its set says it; None where that says nothing of it."""
    body = subject.of.body
    one = next((one for one in body[_PARTS[Role(subject.role)]] if one["slug"] == subject.slug), None)
    if one is None:
        return None
    said = Description(role=subject.role, slug=subject.slug, language=body["language"], content=canonical(one))
    said.digest = digest_of(canonical({"role": said.role, "language": said.language, "content": one}))
    return said


def _told(one: Description) -> tuple[str, ...]:
    return one.digest, one.role, one.slug, one.language, one.content
