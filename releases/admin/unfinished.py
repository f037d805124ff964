"""What is not finished: my own drafts and what came back to me, and the languages that are missing or behind."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from releases.authoring.languages import own_name
from releases.authoring.models import Release, Text, User
from releases.authoring.visibility import releases_seen_by, texts_seen_by
from releases.editions.models import Submission, SubmissionItem

from . import steps
from .news_rows import SHOWN, Mark, Row, title_of
from .states import TextState, text_states

_TOUCHED_LAST = 160  # texts that are looked at, of mine and of all: some forty releases in four languages
_UNDONE = ("missing", "behind")


def states_lately(user: User) -> list[TextState]:
    """Every language of the releases that were touched last, by the person and by all: newest first. 15 queries."""
    mine = Text.objects.filter(edited_by=user)
    touched = [_lately(mine), _lately(texts_seen_by(user, Text.objects.all()))]
    # A release without words yet has no text to be found by.
    new = list(releases_seen_by(user, Release.objects.order_by("-pk")).values_list("pk", flat=True)[:SHOWN])
    keys = list(dict.fromkeys([*touched[0], *touched[1], *new]))
    found = Release.objects.filter(pk__in=keys).prefetch_related("texts").select_related("edited_by").in_bulk()
    order = {pk: place for place, pk in enumerate(dict.fromkeys([*touched[1], *new, *touched[0]]))}
    return text_states(sorted(found.values(), key=lambda row: order[row.pk]), missing=True, counted=True)


def _lately(texts: QuerySet[Text]) -> list[int]:
    return list(texts.order_by("-edited_at").values_list("release_id", flat=True)[:_TOUCHED_LAST])


def returned(user: User) -> tuple[list[Row], set[tuple[int, str]]]:
    """What a reviewer sent back and was not submitted since, with the comment; and which texts that are. 5 queries."""
    sent_back = Submission.objects.filter(state=Submission.State.RETURNED, submitted_by=user).order_by("-decided_at")
    rows = list(sent_back.select_related("decided_by").prefetch_related("items__release__texts")[:SHOWN])
    releases = {item.release_id for row in rows for item in row.items.all()}
    later = SubmissionItem.objects.filter(release__in=releases).order_by("submission_id")
    latest = {(release, tag): pk for release, tag, pk in later.values_list("release_id", "language", "submission_id")}
    open_, texts = [], set()
    for submission in rows:
        still = [i for i in submission.items.all() if latest[i.release_id, i.language] == submission.pk]
        if still:
            texts |= {(item.release_id, item.language) for item in still}
            open_.append(_of_returned(submission, still))
    return open_, texts


def _of_returned(submission: Submission, items: list[SubmissionItem]) -> Row:
    first = items[0]
    text = next((text for text in first.release.texts.all() if text.language == first.language), None)
    return Row(
        title=title_of(submission),
        facts=_("returned by %(who)s") % {"who": submission.decided_by},
        at=submission.decided_at,
        marks=[Mark("returned", language=item.language) for item in items],
        said=submission.comment,
        step=steps.text(_("Mend"), text.pk, primary=True) if text else None,
    )


def drafts(states: Iterable[TextState], user: User, *, besides: set[tuple[int, str]]) -> list[Row]:
    """Releases with a text that this person touched last and that readers do not have as it is now. No query."""
    by_release: dict[int, list[tuple[TextState, Text]]] = {}
    for state in states:
        if state.text is None or state.text.edited_by_id != user.pk or (state.release.pk, state.language) in besides:
            continue
        if state.has("draft") or state.has("edited"):
            by_release.setdefault(state.release.pk, []).append((state, state.text))
    newest_first = sorted(
        by_release.values(), key=lambda mine: max(text.edited_at for _state, text in mine), reverse=True
    )
    return [_of_drafts(mine, user) for mine in newest_first[:SHOWN]]


def _of_drafts(mine: list[tuple[TextState, Text]], user: User) -> Row:
    release = mine[0][0].release
    # The source comes first: the others are made from it.
    first = min((state for state, _text in mine), key=lambda state: state.language != release.source_language)
    return Row(
        title=str(release),
        facts=str(release.get_kind_display()),
        at=max(text.edited_at for _state, text in mine),
        marks=[Mark(*_kind_of_draft(state), state.language) for state, _text in mine],
        step=steps.next_step(first, user),
    )


def _kind_of_draft(state: TextState) -> tuple[str, str]:
    return next(mark for mark in state.marks if mark[0] in {"edited", "draft"})


def languages(states: Iterable[TextState], user: User) -> list[Row]:
    """Releases of which a language is missing, or behind the source; one row each. No query."""
    by_release: dict[int, list[TextState]] = {}
    for state in states:
        if any(state.has(key) for key in _UNDONE):
            by_release.setdefault(state.release.pk, []).append(state)
    return [_of_languages(undone, user) for undone in list(by_release.values())[:SHOWN]]


def _of_languages(undone: list[TextState], user: User) -> Row:
    release = undone[0].release
    # The source comes first: the others are made from it.
    first = min(undone, key=lambda state: (state.language != release.source_language, not state.has("behind")))
    step = steps.next_step(first, user)
    return Row(
        title=str(release),
        facts=str(release.get_kind_display()),
        marks=[Mark(_key(state), _words(state), state.language) for state in undone],
        step=steps.Step(
            _("%(step)s: %(language)s") % {"step": step.words, "language": own_name(first.language)}, step.address
        )
        if step
        else None,
    )


def _key(state: TextState) -> str:
    return "missing" if state.has("missing") else "behind"


def _words(state: TextState) -> str:
    if state.has("missing"):
        return _("missing")
    return _("behind by %(count)d") % {"count": state.stale} if state.stale else _("behind the source")
