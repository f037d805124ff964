"""The acts of the record from the command line: for operators, and for when the desk cannot be reached."""

import json
import sys
import uuid
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from releases.authoring.languages import LANGUAGES
from releases.authoring.models import Mission, Release, Text, User
from releases.editions import acts
from releases.editions.canonical import instant
from releases.editions.journal import pinned
from releases.editions.models import Edition, Ending, Submission
from releases.editions.moments import parse_moment
from releases.editions.pins import Pin, to_pin, to_unpin
from releases.errors import PressOfficeError

VERBS = (
    "submit",
    "approve",
    "return",
    "reschedule",
    "cancel",
    "withdraw",
    "correct",
    "update",
    "expunge",
    "pin",
    "unpin",
)


class Command(BaseCommand):
    help = (
        "Does an act on releases: one JSON line per act, exit 1 when it is refused. "
        "RELEASE is a permanent id, an address such as `briefings/spring-briefing` or `spring-briefing`, or a number."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=VERBS)
        parser.add_argument("release", nargs="+", metavar="RELEASE")
        parser.add_argument(
            "--language", action="append", help="may be given several times; left out: every language there is"
        )
        parser.add_argument("--by", required=True, metavar="USER", help="the user name of the person who acts")
        parser.add_argument(
            "--at",
            default="",
            metavar="TIME",
            help="such as 2027-03-28T09:30 (the mission's zone) or 2027-03-28T09:30+05:00",
        )
        parser.add_argument("--reason", default="", help="the public note or reason, or the comment for the author")
        parser.add_argument("--reason-language", default="en", choices=LANGUAGES)
        parser.add_argument(
            "--acknowledge",
            action="append",
            default=[],
            metavar="KEY=REASON",
            help="of submit: why a warning stands, by its key in `check_release`; `all=REASON` for every warning",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for result in self._act(options):
                self.stdout.write(json.dumps({"act": options["verb"], "done": True, **result}, ensure_ascii=False))
        except (PressOfficeError, CommandError, DatabaseError) as refusal:
            code = "database" if isinstance(refusal, DatabaseError) else getattr(refusal, "code", "bad_argument")
            problems = getattr(refusal, "problems", [])
            message = getattr(refusal, "message", str(refusal))
            said = {"act": options["verb"], "done": False, "code": code, "message": message, "problems": problems}
            if isinstance(refusal, acts.Objections):
                said["findings"] = [
                    {"key": one.key, "check": one.check, "severity": one.severity} for one in refusal.findings
                ]
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            sys.exit(1)

    def _act(self, options: dict[str, Any]) -> Iterator[dict[str, Any]]:
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            known = ", ".join(User.objects.values_list("username", flat=True)[:10])
            raise CommandError(f"--by: there is nobody called {options['by']}. Known: {known}.")
        unknown = set(options["language"] or ()) - set(LANGUAGES)
        if unknown:
            raise CommandError(f"--language: {', '.join(sorted(unknown))} is not one of {', '.join(LANGUAGES)}.")
        releases = [find_release(name) for name in options["release"]]
        at = parse_moment(options["at"], _zone()) if options["at"] else None
        words = {options["reason_language"]: options["reason"]} if options["reason"] else {}
        yield from _VERBS[options["verb"]](
            releases=releases,
            languages=options["language"] or list(LANGUAGES),
            by=by,
            at=at,
            reason=options["reason"],
            words=words,
            acknowledged=_acknowledged(options["acknowledge"]),
        )


def _zone() -> str:
    mission = Mission.objects.first()
    return mission.time_zone if mission else "UTC"


def find_release(name: str, *, returncode: int = 1) -> Release:
    """The release under a permanent id, an address, or a number. Raises CommandError naming what was tried."""
    slug = name.strip("/").rsplit("/", 1)[-1]
    found = Release.objects.none()
    if name.isdecimal():
        found = Release.objects.filter(pk=int(name))
    else:
        try:
            found = Release.objects.filter(uid=uuid.UUID(name))
        except (ValueError, ValidationError):
            found = Release.objects.filter(texts__slug=slug).distinct()
            if not found:
                found = Release.objects.filter(uid__in=Edition.objects.filter(slug=slug).values("uid"))
    releases = list(found[:2])
    if len(releases) != 1:
        what = "no release" if not releases else "more than one release"
        raise CommandError(f"RELEASE: {what} is called {name}. Give its permanent id.", returncode=returncode)
    return releases[0]


class _All(dict[str, str]):
    """The same reason for every warning."""

    def __missing__(self, key: str) -> str:
        return self["all"]

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self or "all" in self else default


def _acknowledged(given: list[str]) -> dict[str, str]:
    reasons = _All()
    for one in given:
        key, sign, reason = one.partition("=")
        if not sign or not reason.strip():
            raise CommandError(f"--acknowledge: {one} has no reason. Write KEY=REASON.")
        reasons[key.strip()] = reason.strip()
    return reasons


def _submit(
    *,
    releases: list[Release],
    languages: list[str],
    by: User,
    reason: str,
    acknowledged: dict[str, str],
    **_rest: Any,
) -> dict[str, Any]:
    texts = (
        Text.objects.filter(release__in=releases, language__in=languages)
        .select_related("release")
        .order_by("release", "language")
    )
    items = [(text.release, text.language) for text in texts]
    submission = acts.submit(items=items, by=by, remark=reason, acknowledged=acknowledged)
    return {
        "submission": submission.pk,
        "items": [
            {"release": str(item.release.uid), "language": item.language, "digest": item.digest}
            for item in submission.items.select_related("release")
        ],
    }


def _open_submissions(releases: list[Release], languages: list[str]) -> list[Submission]:
    found = (
        Submission.objects.filter(
            state=Submission.State.OPEN, items__release__in=releases, items__language__in=languages
        )
        .distinct()
        .order_by("pk")
    )
    if not found:
        raise CommandError(
            "None of these releases waits for review. Submit them first: manage.py act submit RELEASE --by AUTHOR"
        )
    return list(found)


def _decide(verb: Callable[..., list[Edition]], **extra: Any) -> Callable[..., Iterator[dict[str, Any]]]:
    """Each submission is an act of its own, with its own line: in one transaction the first might come too late."""

    def run(
        *, releases: list[Release], languages: list[str], by: User, at: Any, words: dict[str, str], **_rest: Any
    ) -> Iterator[dict[str, Any]]:
        notes = {"note": words} if extra.get("noted") else {}
        for submission in _open_submissions(releases, languages):
            editions = verb(submission=submission, by=by, at=at, **notes)
            yield {"submission": submission.pk, "editions": [_line(edition) for edition in editions]}

    return run


def _return(
    *, releases: list[Release], languages: list[str], by: User, reason: str, **_rest: Any
) -> Iterator[dict[str, Any]]:
    for submission in _open_submissions(releases, languages):
        yield {"submission": acts.send_back(submission=submission, by=by, comment=reason).pk}


def _one(verb: Callable[..., dict[str, Any]]) -> Callable[..., Iterator[dict[str, Any]]]:
    def run(**asked: Any) -> Iterator[dict[str, Any]]:
        yield verb(**asked)

    return run


def _editions(releases: list[Release], languages: list[str], *, ahead: bool | None) -> list[Edition]:
    """Of each release and language: what is still ahead (True), what is public now (False), or what is over (None)."""
    now = timezone.now()
    rows = Edition.objects.filter(uid__in=[release.uid for release in releases], language__in=languages).exclude(
        ended_as=Ending.CANCELLED
    )
    if ahead is True:
        chosen = [
            row
            for row in rows
            if row.public_from > now
            or (row.ended_as == Ending.WITHDRAWN and row.public_until and row.public_until > now)
        ]
    elif ahead is False:
        chosen = [
            row for row in rows if row.public_from <= now and (row.public_until is None or row.public_until > now)
        ]
    else:
        chosen = [
            row for row in rows if row.public_until is not None and row.public_until <= now and row.expunged_at is None
        ]
    if not chosen:
        what = {
            True: "has an opening or a withdrawal ahead",
            False: "is public now",
            None: "has an edition that is over",
        }[ahead]
        raise CommandError(f"None of these releases {what}, in {', '.join(languages)}.")
    return chosen


def _reschedule(
    *, releases: list[Release], languages: list[str], by: User, at: Any, reason: str, **_rest: Any
) -> dict[str, Any]:
    if at is None:
        raise CommandError("--at is needed: the new time.")
    return {
        "editions": [
            _line(row)
            for row in acts.reschedule(editions=_editions(releases, languages, ahead=True), by=by, at=at, reason=reason)
        ]
    }


def _cancel(*, releases: list[Release], languages: list[str], by: User, reason: str, **_rest: Any) -> dict[str, Any]:
    return {
        "editions": [
            _line(row) for row in acts.cancel(editions=_editions(releases, languages, ahead=True), by=by, reason=reason)
        ]
    }


def _withdraw(
    *, releases: list[Release], languages: list[str], by: User, at: Any, words: dict[str, str], **_rest: Any
) -> dict[str, Any]:
    chosen = _editions(releases, languages, ahead=False)
    return {"editions": [_line(row) for row in acts.withdraw(editions=chosen, by=by, at=at, reason=words)]}


def _expunge(*, releases: list[Release], languages: list[str], by: User, reason: str, **_rest: Any) -> dict[str, Any]:
    return {
        "editions": [
            _line(row)
            for row in acts.expunge(editions=_editions(releases, languages, ahead=None), by=by, reason=reason)
        ]
    }


def _pin(*, releases: list[Release], languages: list[str], by: User, at: Any, **_rest: Any) -> dict[str, Any]:
    editions = to_pin([release.uid for release in releases], at=timezone.now())
    return _pins(acts.pin(editions=[row for row in editions if row.language in languages], by=by, at=at))


def _unpin(*, releases: list[Release], languages: list[str], by: User, at: Any, **_rest: Any) -> dict[str, Any]:
    editions = to_unpin([release.uid for release in releases])
    return _pins(acts.unpin(editions=[row for row in editions if row.language in languages], by=by, at=at))


def _pins(pins: list[Pin]) -> dict[str, Any]:
    return {"pins": [pinned(pin) for pin in pins]}


def _line(edition: Edition) -> dict[str, Any]:
    return {
        "release": str(edition.uid),
        "language": edition.language,
        "edition": edition.number,
        "digest": edition.content_digest,
        "public_from": instant(edition.public_from),
        "public_until": instant(edition.public_until) if edition.public_until else None,
        "ended_as": edition.ended_as,
    }


_VERBS: dict[str, Callable[..., Iterator[dict[str, Any]]]] = {
    "submit": _one(_submit),
    "approve": _decide(acts.approve),
    "correct": _decide(acts.correct, noted=True),
    "update": _decide(acts.update, noted=True),
    "return": _return,
    "reschedule": _one(_reschedule),
    "cancel": _one(_cancel),
    "withdraw": _one(_withdraw),
    "expunge": _one(_expunge),
    "pin": _one(_pin),
    "unpin": _one(_unpin),
}
