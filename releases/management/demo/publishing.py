"""Publishes the demonstration through the real acts: an author submits, a reviewer approves."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence

from django.contrib.auth.models import Group
from django.utils import timezone

from releases.authoring.languages import LANGUAGES
from releases.authoring.models import Release, Text, User
from releases.authoring.roles import ROLES, install_roles
from releases.editions import acts
from releases.editions.facts import words_digest
from releases.editions.models import Edition, Submission
from releases.errors import Refusal

from .founding import build_mission, build_registers, build_releases
from .words import in_language, said

PASSWORD = "demonstration"  # noqa: S105  shown on purpose: the demonstration prints its sign-ins
_STATES = ("corridor-map-print", "corridor-map-draft", "corridor-map-next")
# What the checks find in the founding briefing, by check, and why it stands.
_STANDS = {
    "figures.qualifier": "The founding text has it so: its heading says up to $1b, the answer a minimum of it.",
}


def is_empty() -> bool:
    return not (Release.objects.exists() or User.objects.exists())


def load() -> None:
    """Builds and publishes everything. Waits twice for the record's margin: a correction follows what is public."""
    people = _people()
    author, reviewer = people["author"], people["reviewer"]
    mission = build_mission()
    _in_time(lambda at: [acts.publish_imprint(mission=mission, by=people["administrator"], at=at)])
    releases = build_releases(by=author, offices=build_registers())
    bundle = [release for key, release in releases.items() if key not in _STATES]
    whole = _submit(bundle, author)
    _in_time(lambda at: acts.approve(submission=whole, by=reviewer, at=at))
    maps = _submit([releases["corridor-map-print"], releases["corridor-map-draft"]], author)
    _in_time(lambda at: acts.approve(submission=maps, by=reviewer, at=at))
    opened = acts.approve(
        submission=_submit([releases["corridor-map-next"]], author),
        by=reviewer,
        at=timezone.now() + dt.timedelta(days=365),
    )
    _wait_until_public(edition for edition in Edition.objects.all() if edition not in opened)
    _correct(releases["corridor-map-print"], author, reviewer)
    draft = Edition.objects.filter(uid=releases["corridor-map-draft"].uid)
    reason = said("releases", "corridor-map-draft", "withdrawal_reason")
    _in_time(lambda at: acts.withdraw(editions=draft, by=reviewer, reason=reason, at=at))
    _wait_until_public(edition for edition in Edition.objects.all() if edition not in opened)


def _people() -> dict[str, User]:
    install_roles()
    people = {}
    for role in ROLES:
        user = User.objects.create_user(
            role, f"{role}@embassy.example", PASSWORD, first_name=role.capitalize(), is_staff=True
        )
        user.groups.add(Group.objects.get(name=role))
        people[role] = user
    return people


def _submit(releases: Iterable[Release], author: User) -> Submission:
    """Acknowledges the warnings that are known, each with its reason; what else is found stops the demonstration."""
    items = [(release, language) for release in releases for language in LANGUAGES]
    try:
        return acts.submit(items=items, by=author)
    except acts.Objections as objections:
        reasons = {finding.key: _STANDS.get(finding.check, "") for finding in objections.findings}
        return acts.submit(items=items, by=author, acknowledged=reasons)


def _correct(release: Release, author: User, reviewer: User) -> None:
    source = ""
    for language in LANGUAGES:
        text = Text.objects.get(release=release, language=language)
        text.summary = in_language(language, "releases", "corridor-map-print", "summary")
        text.made_from, text.edited_by = source, author
        text.save()
        source = source or words_digest(text)
    note = said("releases", "corridor-map-print", "correction_note")
    submission = _submit([release], author)
    _in_time(lambda at: acts.correct(submission=submission, by=reviewer, note=note, at=at))


def _in_time(act: Callable[[dt.datetime | None], Sequence[object]]) -> None:
    """Now, or a little later where this machine is too busy for the record’s margin."""
    for ahead_s in (0, 10, 30):
        try:
            act(timezone.now() + dt.timedelta(seconds=ahead_s) if ahead_s else None)
        except Refusal as refusal:
            if refusal.code != "too_late":
                raise
        else:
            return
    act(timezone.now() + dt.timedelta(seconds=90))


def _wait_until_public(editions: Iterable[Edition]) -> None:
    opens = max(max(edition.public_from, edition.public_until or edition.public_from) for edition in editions)
    time.sleep(max(0.0, (opens - timezone.now()).total_seconds() + 0.01))
