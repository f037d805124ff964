"""Where each text of a release stands: missing, draft, waiting, scheduled, public, withdrawn, behind its source."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from content_editor.contents import contents_for_items
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES, isolated, listed, own_name
from releases.authoring.models import BLOCKS, Mission, Release, Text
from releases.editions.facts import words_digest
from releases.editions.models import Edition, Ending, Submission, SubmissionItem
from releases.editions.translated import stale_passages
from releases.editions.working import Item


@dataclass
class TextState:
    """One language of a release. `marks` are (key, words); the keys are for styling and for tests.

    `stale` counts passages of the source that this text does not follow yet, where that is known.
    """

    release: Release
    language: str
    text: Text | None = None
    marks: list[tuple[str, str]] = field(default_factory=list)
    edition: Edition | None = None
    submission: int | None = None
    stale: int = 0
    errors: int = 0
    warnings: int = 0
    step: Any = None

    @property
    def name(self) -> str:
        return own_name(self.language)

    def has(self, key: str) -> bool:
        return key in [mark for mark, _words in self.marks]

    @property
    def words(self) -> str:
        return listed(words for _key, words in self.marks)


def text_states(releases: Iterable[Release], *, missing: bool = False, counted: bool = False) -> list[TextState]:
    """Every text of the releases, in the order of languages; with `missing`, the mission's languages without one too.

    With `counted`, how many passages a translation is behind. A constant number of queries: ten, about, or twenty.
    """
    rows = list(releases)
    found = Text.objects.filter(release__in=rows).select_related("edited_by")
    texts = {(text.release_id, text.language): text for text in found}
    editions = _latest_editions(rows)
    waiting = {
        (item.release_id, item.language): item.submission_id
        for item in SubmissionItem.objects.filter(release__in=rows, submission__state=Submission.State.OPEN)
    }
    mission = Mission.objects.first()
    wanted = mission.languages if missing and mission else []
    sources = _source_digests(rows, texts)
    states = []
    for release in rows:
        for language in LANGUAGES:
            text = texts.get((release.pk, language))
            if text is None and language not in wanted:
                continue
            state = TextState(release, language, text, submission=waiting.get((release.pk, language)))
            source = sources.get(release.pk) if language != release.source_language else None
            _mark(state, editions[str(release.uid), language], source)
            states.append(state)
    if counted:
        _count_stale(states)
    return states


def _count_stale(states: list[TextState]) -> None:
    behind = {state.release.pk for state in states if state.has("behind")}
    texts = []
    for state in states:
        if state.text is not None and state.release.pk in behind:
            state.text.release = state.release
            texts.append(state.text)
    stale = stale_passages(texts) if texts else {}
    for state in states:
        state.stale = stale.get((state.release.pk, state.language), 0)


def _latest_editions(releases: list[Release]) -> dict[tuple[str, str], list[Edition]]:
    found: dict[tuple[str, str], list[Edition]] = defaultdict(list)
    rows = Edition.objects.filter(uid__in=[release.uid for release in releases]).exclude(ended_as=Ending.CANCELLED)
    for edition in rows.defer("content").select_related("opened_by_entry").order_by("number"):
        found[str(edition.uid), edition.language].append(edition)
    return found


def _source_digests(releases: list[Release], texts: dict[Item, Text]) -> dict[int, str]:
    """By release, the digest of its source text's words, where it has one."""
    keys = [(release.pk, release.source_language) for release in releases]
    sources = [texts[key] for key in keys if key in texts]
    bodies = contents_for_items(sources, BLOCKS) if sources else {}
    return {text.release_id: words_digest(text, bodies[text]["body"]) for text in sources}


def _mark(state: TextState, editions: list[Edition], source: str | None) -> None:
    now = timezone.now()
    if state.text is None:
        state.marks.append(("missing", _("missing")))
    if state.submission is not None:
        state.marks.append(("waiting", _("waiting for review")))
    for edition in editions:
        _mark_edition(state, edition, now)
    if editions and not (state.has("public") or state.has("scheduled")):
        state.edition = editions[-1]
        state.marks.append(("withdrawn", _("withdrawn")))
    if state.edition is not None and state.edition.urgent_by_entry_id:
        state.marks.append(("urgent", _("urgent")))
    if state.text is not None and not state.marks:
        state.marks.append(("draft", _("draft")))
    if state.text is not None and state.edition is not None and state.submission is None:
        _mark_edited(state, state.text, state.edition)
    if state.text is not None and source is not None and state.text.made_from != source:
        state.marks.append(("behind", _("behind the source")))


def _mark_edition(state: TextState, edition: Edition, now: dt.datetime) -> None:
    if edition.public_from > now:
        state.edition = state.edition or edition
        opens = timezone.localtime(edition.public_from)
        state.marks.append(("scheduled", _("opens at %(at)s") % {"at": isolated(f"{opens:%Y-%m-%d %H:%M}")}))
    elif edition.public_until is None or edition.public_until > now:
        state.edition = edition
        state.marks.append(("public", _("public, edition %(number)d") % {"number": edition.number}))


def _mark_edited(state: TextState, text: Text, edition: Edition) -> None:
    """Readers have, or will have, an edition that is older than the working copy."""
    if max(text.edited_at, state.release.edited_at) > edition.opened_by_entry.recorded_at:
        state.marks.append(("edited", _("edited since")))
