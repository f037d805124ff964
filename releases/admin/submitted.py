"""What a submission holds, text by text: read in a constant number of queries, whatever its size."""

import json
from collections.abc import Sequence
from typing import Any

from content_editor.contents import contents_for_items
from django.db.models import Prefetch
from django.utils import timezone

from releases.authoring.models import BLOCKS, Text, User
from releases.editions import reading
from releases.editions.canonical import canonical, digest_of
from releases.editions.compose import compose
from releases.editions.models import Edition, Ending, Submission, SubmissionItem
from releases.errors import NotComposable

from .commenting import Place, threads_of
from .redlining import Reviewed, lay_out

Content = dict[str, Any]
Key = tuple[str, str]
"""uid and language."""


def read(submission: Submission, user: User) -> tuple[list[Reviewed], list[str]]:
    """Each text as it was submitted, against what readers have; and why it cannot be composed any more."""
    rows = _rows(submission)
    texts = _texts(rows)
    threads, bodies = (
        threads_of(user, texts.values()),
        contents_for_items(list(texts.values()), BLOCKS) if texts else {},
    )
    is_open = submission.state == Submission.State.OPEN
    contents, now, problems = _waiting(rows) if is_open else ({}, {}, [])
    public, withdrawn = _public_now(rows), _withdrawn(rows) if is_open else {}
    if submission.state == Submission.State.APPROVED:
        contents, public = _published(rows)
    found = []
    for row in rows:
        text = texts.get(row.pk)
        one = Reviewed(row, public=public.get(_key(row)), threads=threads[text.pk] if text else None, text=text)
        one.withdrawn = withdrawn.get(_key(row))
        if row.pk in contents:
            differs = row.pk in now and digest_of(canonical(now[row.pk])) != row.digest
            blocks = bodies[text]["body"] if text and is_open and not differs else []
            places: list[Place] = [(type(block).__name__.lower(), block.pk) for block in blocks]
            lay_out(one, contents[row.pk], places=places, now=now[row.pk] if differs else None)
        found.append(one)
    return found, problems


def kept(submission: Submission) -> list[tuple[SubmissionItem, str]]:
    """The texts of a submission that waits, each with its canonical content as it was submitted."""
    rows = _rows(submission)
    contents, _now, _problems = _waiting(rows)
    return [(row, canonical(contents[row.pk])) for row in rows if row.pk in contents]


def _rows(submission: Submission) -> list[SubmissionItem]:
    texts = Prefetch("release__texts", Text.objects.select_related("edited_by"))
    return list(submission.items.select_related("release__edited_by").prefetch_related(texts))


def _texts(rows: Sequence[SubmissionItem]) -> dict[int, Text]:
    found = {row.pk: text for row in rows for text in row.release.texts.all() if text.language == row.language}
    for row in rows:
        if row.pk in found:
            found[row.pk].release = row.release
    return found


def _key(row: SubmissionItem) -> Key:
    return str(row.release.uid), row.language


def _waiting(rows: Sequence[SubmissionItem]) -> tuple[dict[int, Content], dict[int, Content], list[str]]:
    """What was submitted, what it would be now, and why it would be nothing. (Long ago only the digest was kept.)"""
    kept_ = {row.pk: json.loads(row.content) for row in rows if row.content}
    try:
        composed = compose([(row.release_id, row.language) for row in rows], at=timezone.now())
    except NotComposable as fault:
        return kept_, {}, fault.problems
    now = {row.pk: composed[row.release_id, row.language] for row in rows}
    return {**now, **kept_}, now, []


def _public_now(rows: Sequence[SubmissionItem]) -> dict[Key, Edition]:
    found = reading.public(timezone.now()).filter(uid__in=[row.release.uid for row in rows])
    return {(str(edition.uid), edition.language): edition for edition in found}


def _withdrawn(rows: Sequence[SubmissionItem]) -> dict[Key, Edition]:
    """The last edition of each that is over because it was withdrawn: nobody shall make it public again unawares."""
    over = Edition.objects.filter(uid__in=[row.release.uid for row in rows], public_until__lte=timezone.now())
    last = {(str(edition.uid), edition.language): edition for edition in over.defer("content").order_by("number")}
    return {key: edition for key, edition in last.items() if edition.ended_as == Ending.WITHDRAWN}


def _published(rows: Sequence[SubmissionItem]) -> tuple[dict[int, Content], dict[Key, Edition]]:
    """What was approved, as it stands in the record; and what it took the place of."""
    editions = Edition.objects.filter(uid__in=[row.release.uid for row in rows])
    listed: dict[Key, list[tuple[int, str, str, int]]] = {}
    for uid, language, number, digest, ended, pk in editions.order_by("number").values_list(
        "uid", "language", "number", "content_digest", "ended_as", "pk"
    ):
        listed.setdefault((str(uid), language), []).append((number, digest, ended, pk))
    own: dict[int, int] = {}
    before: dict[Key, int] = {}
    for row in rows:
        found = listed.get(_key(row), [])
        made = next((one for one in found if one[1] == row.digest), None)
        if made is not None:
            own[row.pk] = made[-1]
            earlier = [one[-1] for one in found if one[0] < made[0] and one[2] == Ending.SUPERSEDED]
            before.update({_key(row): earlier[-1]} if earlier else {})
    wanted = Edition.objects.in_bulk([*own.values(), *before.values()])
    contents = {item: wanted[pk].body for item, pk in own.items() if wanted[pk].body}
    return contents, {key: wanted[pk] for key, pk in before.items() if wanted[pk].body}
