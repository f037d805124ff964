"""What the desk shows first: what waits, what opens next, what is not finished, what happened lately."""

import datetime as dt
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from releases.authoring.languages import LANGUAGES, interface_language
from releases.authoring.models import MediaAsset, Mission, Office, User
from releases.authoring.visibility import releases_seen_by
from releases.editions.models import Change, Edition, Ending, Submission

from . import clocks, failing, sight, steps, superseded, unfinished, urgent, working
from .library import LICENCE_WARNING, licence_ending
from .news_rows import SHOWN, Event, Mark, Row, Section, events, of_event, title_of, with_clocks
from .steps import Step


def sections(user: User) -> dict[str, Any]:
    """The news desk for a person: `doing` asks for something, `knowing` is told. A constant number of queries."""
    zones = clocks.zones(Mission.objects.first())
    waiting, with_others = _submissions(user)
    came_back, returned = unfinished.returned(user)
    states = unfinished.states_lately(user)
    doing = [
        Section("waiting", _("Waiting for my review"), waiting, _reviewer(user, _("Nothing waits for you."))),
        Section("urgent", _("Published urgently: look at it"), _urgent(user)),
        Section(
            "mine", _("My drafts"), _mine(came_back, states, user, returned), _writer(user, _("You have no drafts."))
        ),
        Section("opens", _("Opens next"), _ahead(user, zones), _("Nothing is scheduled.")),
        Section("languages", _("Languages missing or behind"), unfinished.languages(states, user)),
        Section("superseded", _("Quoted, and changed since"), _superseded(user)),
        Section("ending", _("About to end"), [*_licences(user), *_offices(user)]),
        Section("failing", _("Failed"), failing.rows(user)),
    ]
    knowing = [
        Section("others", _("With a reviewer"), with_others),
        *_lately(user),
        Section("worker", _("The worker"), working.rows(user), counted=False),
    ]
    return {
        "doing": [section for section in doing if section.is_shown],
        "knowing": [section for section in knowing if section.is_shown],
        "clocks": zones.clocks(timezone.now()),
        "now": timezone.now(),
    }


def _reviewer(user: User, words: str) -> str:
    return words if user.has_perm("releases.approve") else ""


def _writer(user: User, words: str) -> str:
    return words if user.has_perm("releases.add_text") else ""


def _submissions(user: User) -> tuple[list[Row], list[Row]]:
    """What this person may decide on, and what waits for others: oldest first."""
    open_ = sight.submissions_seen_by(user, Submission.objects.filter(state=Submission.State.OPEN))
    rows = open_.select_related("submitted_by").prefetch_related("items__release__texts").order_by("submitted_at", "pk")
    mine: list[Row] = []
    others: list[Row] = []
    for submission in rows[: 3 * SHOWN]:
        reviews = user.has_perm("releases.approve") and user.pk not in _involved(submission)
        step = steps.review(submission.pk) if reviews else steps.submitted(submission.pk)
        (mine if reviews else others).append(_of_submission(submission, step))
    return mine[:SHOWN], others[:SHOWN]


def _involved(submission: Submission) -> set[int]:
    """Who submitted it or touched it last: none of them can approve it."""
    items = list(submission.items.all())
    editors = {item.release.edited_by_id for item in items}
    texts = {text.edited_by_id for item in items for text in item.release.texts.all() if text.language == item.language}
    return {submission.submitted_by_id} | editors | texts


def _of_submission(submission: Submission, step: Step) -> Row:
    items = list(submission.items.all())
    first = items[0].release if items else None
    kinds = str(first.get_kind_display()) if first else ""
    others = len({item.release_id for item in items}) - 1
    more = ngettext("and %(count)d more release", "and %(count)d more releases", others) % {"count": others}
    facts = [kinds, more if others > 0 else ""]
    return Row(
        title=title_of(submission),
        facts=" · ".join(filter(None, [*facts, _("by %(who)s") % {"who": submission.submitted_by}])),
        at=submission.submitted_at,
        marks=[Mark("plain", language=tag) for tag in dict.fromkeys(item.language for item in items)],
        said=submission.remark,
        step=step,
    )


def _urgent(user: User) -> list[Row]:
    """What one person published alone, and another is to look at. Three queries, or none."""
    rows = urgent.waiting(user).select_related("submitted_by").prefetch_related("items__release__texts")[:SHOWN]
    return [
        Row(
            **{
                **_of_submission(row, steps.look(row.pk)).__dict__,
                "facts": _("by %(who)s") % {"who": row.decided_by},
                "at": row.decided_at,
                "said": row.urgent_reason,
            }
        )
        for row in rows
    ]


def _mine(came_back: list[Row], states: Any, user: User, returned: set[tuple[int, str]]) -> list[Row]:
    return [*came_back, *unfinished.drafts(states, user, besides=returned)][: SHOWN + SHOWN // 2]


def _ahead(user: User, zones: clocks.Zones) -> list[Row]:
    """Openings and withdrawals to come, soonest first."""
    now = timezone.now()
    moves = user.has_perm("releases.withdraw")
    words = _("Reschedule or cancel") if moves else _("See what opens")
    opening = [
        of_event(event, lambda row: steps.edition(words, row.pk), marked="scheduled")
        for event in events(sight.editions_ahead(user, now), "public_from")
    ]
    ending = Edition.objects.filter(ended_as=Ending.WITHDRAWN, public_until__gt=now).order_by("public_until")
    closing = [
        of_event(event, lambda row: steps.edition(_("See it"), row.pk), marked="withdrawn", words=_("to be withdrawn"))
        for event in events(sight.editions_seen_by(user, ending), "public_until")
    ]
    rows = sorted([*opening, *closing], key=lambda row: row.at or now)[:SHOWN]
    return [with_clocks(row, zones) for row in rows]


def _superseded(user: User) -> list[Row]:
    """One row for each release that quotes; its next step is to correct it."""
    found: dict[int, list[superseded.Quoting]] = {}
    for quoting in superseded.superseded(user):
        found.setdefault(quoting.release.pk, []).append(quoting)
    corrects = user.has_perm("releases.submit")
    rows = []
    for many in list(found.values())[:SHOWN]:
        many.sort(key=lambda one: (one.edition.language != interface_language(), LANGUAGES.index(one.edition.language)))
        first = many[0]
        told = _("quotes “%(title)s”, withdrawn since") if first.withdrawn else _("quotes “%(title)s” as it was before")
        rows.append(
            Row(
                title=str(first.release),
                facts=told % {"title": first.quoted},
                marks=[Mark("behind", language=tag) for tag in dict.fromkeys(one.edition.language for one in many)],
                step=Step(_("Correct"), steps.address_of_page(first.release, "correct"))
                if corrects
                else steps.public_page(first.edition.language, first.edition.kind, first.edition.slug),
            )
        )
    return rows


def _licences(user: User) -> list[Row]:
    assets = releases_seen_by(user, licence_ending(MediaAsset.objects.all())).prefetch_related("texts")
    return [
        Row(
            title=str(asset),
            facts=_("licence until %(date)s") % {"date": asset.licence_until},
            marks=[Mark(*_late(asset.licence_until))],
            step=Step(_("Renew or replace"), steps.address_of_page(asset, "change")),
        )
        for asset in assets[:SHOWN]
    ]


def _offices(user: User) -> list[Row]:
    """Offices of which the end is near, or passed in the last month."""
    if not user.has_perm("releases.change_person"):
        return []
    today = timezone.localdate()
    first, last = (today - LICENCE_WARNING).isoformat(), (today + LICENCE_WARNING).isoformat()
    ending = Office.objects.filter(held_until__gte=first, held_until__lte=last).select_related("person")
    return [
        Row(
            title=str(office),
            facts=_("office held until %(date)s") % {"date": office.held_until},
            marks=[Mark(*_late(office.held_until))],
            step=Step(_("Name who follows"), reverse("admin:releases_person_change", args=[office.person_id])),
        )
        for office in ending.order_by("held_until")[:SHOWN]
    ]


def _late(date: str) -> tuple[str, str]:
    today = timezone.localdate().isoformat()
    return ("late", _("ended")) if date < today[: len(date)] else ("behind", _("ends soon"))


def _lately(user: User) -> list[Section]:
    """Three queries."""
    now = timezone.now()
    seen = sight.editions_seen_by(user, Edition.objects.exclude(public_until=F("public_from")))
    opened = seen.filter(public_from__lte=now).order_by("-public_from", "-id")
    withdrawn = seen.filter(ended_as=Ending.WITHDRAWN, public_until__lte=now).order_by("-public_until")
    return [
        Section(
            "published",
            _("Recently published"),
            _told(opened.filter(change=Change.NEW), "public_from", _public, marked="public"),
            _("Nothing was published yet."),
        ),
        Section(
            "corrected",
            _("Recently corrected"),
            _told(opened.filter(change__in=superseded.REPLACING), "public_from", _changed, marked="public"),
        ),
        Section(
            "withdrawn",
            _("Recently withdrawn"),
            _told(withdrawn, "public_until", _gone, marked="withdrawn"),
        ),
    ]


def _told(rows: Any, end: str, step: Any, *, marked: str) -> list[Row]:
    found: list[Event] = events(rows, end)
    return [of_event(event, step, marked=marked) for event in found[: SHOWN // 2]]


def _public(edition: Edition) -> Step:
    """Its page as long as it is public; then what it said."""
    now: dt.datetime = timezone.now()
    if edition.public_until is None or edition.public_until > now:
        return steps.public_page(edition.language, edition.kind, edition.slug)
    return steps.edition(_("See what it said"), edition.pk)


def _changed(edition: Edition) -> Step:
    return steps.edition(_("See what changed"), edition.pk)


def _gone(edition: Edition) -> Step:
    return steps.edition(_("See why"), edition.pk)
