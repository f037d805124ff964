"""The page of a release: a matrix of its languages, what it cites and what cites it, and what can be done with it."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.models import Citation, Release, User
from releases.authoring.visibility import releases_seen_by
from releases.editions.models import Edition
from releases.partners.early_access import EarlyAccess

from . import checking, sight, steps
from .replacing import plan_of
from .states import TextState, text_states
from .superseded import citing


@dataclass(frozen=True)
class Action:
    """A link of the bar: `grave` where readers lose something."""

    words: str
    address: str
    primary: bool = False
    grave: bool = False


@dataclass(frozen=True)
class Cited:
    title: str
    kind: str
    address: str


def release_context(release: Release, user: User) -> dict[str, Any]:
    """What the page shows above the form of facts. As many queries for one language as for four: 90, about."""
    states = text_states([release], missing=True, counted=True)
    found = checking.counts([release], user)
    for state in states:
        state.errors, state.warnings = found.get((release.pk, state.language), (0, 0))
        state.step = steps.next_step(state, user)
    return {
        "states": states,
        "actions": actions(release, states, user),
        "cites": _cites(release, user),
        "cited_by": _cited_by(release, user),
        "plan": plan_of(release),
        "may_write": user.has_perm("releases.add_text"),
    }


def actions(release: Release, states: list[TextState], user: User) -> list[Action]:
    """Only what this person may do, and what there is something to do it with."""
    public = [state for state in states if state.has("public")]
    lasting = public or [state for state in states if state.has("scheduled")]
    unsubmitted = any(state.text is not None and (state.has("draft") or state.has("edited")) for state in states)
    found = []
    if user.has_perm("releases.submit"):
        found.append(_action(release, _("Submit for review"), "submit", primary=unsubmitted))
    if public and user.has_perm("releases.submit") and user.has_perm("releases.change_text"):
        found.append(_action(release, _("Correct"), "correct"))
    if public and user.has_perm("releases.withdraw"):
        found.append(_action(release, _("Withdraw"), "withdraw", grave=True))
    found.append(_action(release, _("History"), "record"))
    if lasting and user.has_perm("releases.pin_release"):
        found.append(_action(release, _("Home page"), "pin"))
    found.append(_action(release, _("Share a preview"), "share"))
    if any(state.has("scheduled") for state in states) or EarlyAccess.objects.filter(uid=release.uid).exists():
        found.append(_action(release, _("Early access"), "early"))
    return [*found, *_looks(lasting, user)]


def _action(release: Release, words: str, page: str, **options: bool) -> Action:
    return Action(words, steps.address_of_page(release, page), **options)


def _looks(lasting: list[TextState], user: User) -> list[Action]:
    """The page on the site at a time, where there is an edition to look at."""
    if not lasting or lasting[0].edition is None or not user.has_perm("releases.view_edition"):
        return []
    state, edition = lasting[0], lasting[0].edition
    address = steps.public_page(state.language, edition.kind, edition.slug).address
    try:
        return [Action(_("Preview at a time"), f"{reverse('admin:site_at')}?page={address}")]
    except NoReverseMatch:
        return []


def around(edition: Edition, user: User) -> list[Action]:
    """Ways from an edition: its release where that may be seen, what it changed, its public page. Two queries."""
    release = releases_seen_by(user, Release.objects.filter(uid=edition.uid)).first()
    found = []
    if release is not None:
        history = steps.address_of_page(release, "record")
        changed = f"{history}?language={edition.language}&from={edition.number - 1}&to={edition.number}"
        found = [Action(_("The release"), steps.address_of_page(release, "change")), Action(_("History"), history)]
        found += [Action(_("See what changed"), changed)] if edition.number > 1 else []
    now = timezone.now()
    if release is not None and edition.public_from > now and edition.public_until != edition.public_from:
        found.append(_action(release, _("Early access"), "early"))
    if edition.public_from <= now and (edition.public_until is None or edition.public_until > now):
        public = steps.public_page(edition.language, edition.kind, edition.slug)
        found.append(Action(public.words, public.address))
    return found


def _cites(release: Release, user: User) -> list[Cited]:
    """What its facts list: by the name under which this person may know it."""
    keys = list(Citation.objects.filter(release=release.pk).order_by("position", "pk").values_list("cited", flat=True))
    rows = {row.pk: row for row in sight.citable(user, Release).filter(pk__in=keys)}
    return [_cited(rows[key]) for key in keys if key in rows and (rows[key].is_seen or rows[key].public_title)]


def _cited(row: Any) -> Cited:
    address = steps.address_of_page(row, "change") if row.is_seen else ""
    return Cited(sight.label_of(row), str(row.get_kind_display()), address)


def _cited_by(release: Release, user: User) -> list[Cited]:
    keys = citing([release.uid]).exclude(pk=release.pk).values("pk")
    rows = sight.citable(user, Release).filter(pk__in=keys).filter(sight.MAY_CITE).order_by("-pk")
    return [_cited(row) for row in rows[:50]]
