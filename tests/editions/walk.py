"""Random walks through all acts on a small mission, and the laws of the record asked after each act."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction

from releases.authoring.models import Mission, Release, Text, User
from releases.editions import acts, interval_ends, reading
from releases.editions.models import Change, Edition, Ending, Imprint, JournalEntry, Look, Submission
from releases.editions.pins import Pin
from releases.editions.verifying import verify
from releases.errors import PressOfficeError
from tests.clock import START, Clock
from tests.factories import Seen

State = frozenset[tuple[str, str, int, str]]
# What is public, what leads a home page, and what the mission says of itself.
Shown = tuple[State, str, str]
INSTANT = dt.timedelta(microseconds=1)
LANGUAGES = ("en", "ru")
WEIGHTS = {"wait": 5, "issue": 4, "submit": 1, "decide": 2, "edit": 1, "send_back": 1} | {
    "reschedule": 2,
    "cancel": 2,
    "withdraw": 2,
    "expunge": 1,
}
# Acts of which no follower of the record hears.
CHOICES = {"pin": 3, "unpin": 1, "imprint": 1, "urgent": 2, "look": 2}


@dataclass
class Cast:
    """Made once: what every walk starts from, and what became of its acts."""

    releases: list[Release]
    author: User
    reviewer: User
    administrator: User
    clock: Clock
    second: User | None = None
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def public_at(at: dt.datetime) -> State:
    rows = reading.public(at).values_list("uid", "language", "number", "content_digest")
    return frozenset((str(uid), language, number, digest) for uid, language, number, digest in rows)


def shown_at(at: dt.datetime) -> Shown:
    lead, imprint = reading.lead_at(language=LANGUAGES[0], at=at), reading.imprint_at(at)
    return public_at(at), str(lead.uid) if lead else "", imprint.content_digest if imprint else ""


def walk(
    cast: Cast,
    *,
    seed: int,
    steps: int,
    watch: Callable[[random.Random, dt.datetime], None] = lambda _chance, _now: None,
) -> None:
    """One walk from an empty record, undone at its end. The same seed takes the same steps; `watch` sees each."""
    with transaction.atomic():
        cast.clock.set(START)
        walker = Walker(cast, random.Random(seed))
        weights = WEIGHTS | CHOICES
        for step in walker.chance.choices(list(weights), list(weights.values()), k=steps):
            getattr(walker, step)()
            watch(walker.chance, cast.clock.now)
        walker.wait(60)
        watch(walker.chance, cast.clock.now)
        walker.laws(at_most=None)
        verify()
        transaction.set_rollback(True)


class Walker:
    def __init__(self, cast: Cast, chance: random.Random) -> None:
        self.cast, self.chance, self.clock = cast, chance, cast.clock
        self.past: dict[dt.datetime, Shown] = {}

    def wait(self, seconds: float | None = None) -> None:
        """Notes what was public at every interval end that is now past, a moment before it, and now."""
        before = self.clock.now
        self.clock.tick(seconds or self.chance.choice([0.000001, 1, 2, 3, 7, 20, 40]))
        for end in self._ends():
            for moment in (end - INSTANT, end):
                if before < moment <= self.clock.now:
                    self.past[moment] = shown_at(moment)
        self.past[self.clock.now] = shown_at(self.clock.now)

    def submit(self) -> None:
        pairs = [(release, language) for release in self.cast.releases for language in LANGUAGES]
        items = self.chance.sample(pairs, self.chance.choice([1, 2, len(pairs)]))
        self._act("submit", lambda: acts.submit(items=items, by=self.cast.author, acknowledged=Seen()))

    def edit(self) -> None:
        text = self.chance.choice(list(Text.objects.order_by("pk")))
        Text.objects.filter(pk=text.pk).update(summary=f"Version {self.chance.randrange(3)}.")

    def send_back(self) -> None:
        submission = self._submission()
        comment = self.chance.choice(["", "Shorter, please.", "And the source?"])
        if submission is not None:
            self._act("return", lambda: acts.send_back(submission=submission, by=self.cast.reviewer, comment=comment))

    def issue(self) -> None:
        """Submits and decides in one go, which is what mostly happens."""
        self.submit()
        self.decide()

    def decide(self) -> None:
        submission = self._submission()
        verb = self._verb()
        said = {} if verb == "approve" else {"note": {"en": "A figure was wrong."}}
        at = self._at()
        if submission is not None:
            self._act(verb, lambda: getattr(acts, verb)(submission=submission, by=self.cast.reviewer, at=at, **said))

    def reschedule(self) -> None:
        chosen, at = self._chosen(self._ahead), self._at() or self.clock.now + dt.timedelta(seconds=9)
        self._act("reschedule", lambda: acts.reschedule(editions=chosen, by=self.cast.reviewer, at=at))

    def cancel(self) -> None:
        chosen = self._chosen(self._ahead)
        self._act("cancel", lambda: acts.cancel(editions=chosen, by=self.cast.reviewer))

    def withdraw(self) -> None:
        chosen, at, reason = self._chosen(self._open), self._at(), {"en": "Issued in error."}
        self._act("withdraw", lambda: acts.withdraw(editions=chosen, by=self.cast.reviewer, reason=reason, at=at))

    def expunge(self) -> None:
        chosen = self._chosen(self._over)
        self._act("expunge", lambda: acts.expunge(editions=chosen, by=self.cast.administrator, reason="A court order."))

    def pin(self) -> None:
        chosen, at = self._chosen(self._lasting)[:1], self._at()
        self._act("pin", lambda: acts.pin(editions=chosen, by=self.cast.reviewer, at=at))

    def unpin(self) -> None:
        pinned = set(Pin.objects.filter(public_until=None).values_list("uid", "language"))
        chosen, at = self._chosen(lambda edition: (edition.uid, edition.language) in pinned)[:1], self._at()
        self._act("unpin", lambda: acts.unpin(editions=chosen, by=self.cast.reviewer, at=at))

    def imprint(self) -> None:
        mission, at = Mission.objects.first(), self._at()
        if mission is not None:
            mission.press_phone = f"+92 51 {self.chance.randrange(10)}"
            self._act("imprint", lambda: acts.publish_imprint(mission=mission, by=self.cast.administrator, at=at))

    def urgent(self) -> None:
        """One person submits what they publish themselves."""
        release, language, at = self.chance.choice(self.cast.releases), self.chance.choice(LANGUAGES), self._at()
        is_public = reading.edition_at(uid=release.uid, language=language, at=self.clock.now) is not None
        change, note = (Change.CORRECTION, {"en": "A name was wrong."}) if is_public else (Change.NEW, {})
        why = {"reason": "An attack.", "change": change, "note": note, "at": at}
        by = self.cast.reviewer
        self._act("submit", lambda: acts.submit(items=[(release, language)], by=by, acknowledged=Seen()))
        submission = Submission.objects.order_by("-pk").first()
        if submission is not None:
            self._act("urgent", lambda: acts.publish_urgently(submission=submission, by=by, **why))

    def look(self) -> None:
        """At what was published urgently, or now and then at what was not; it is for another than the reviewer."""
        submission = Submission.objects.exclude(urgent_reason="").order_by("looked_at", "pk").first()
        if submission is not None:
            self._act("look", lambda: acts.look_again(submission=submission, by=self.cast.second, look=Look.FINE))

    def _act(self, name: str, act: Callable[[], Any]) -> None:
        nearest = self.clock.now + dt.timedelta(seconds=settings.RECORD_MARGIN_S) - INSTANT
        before, entries = shown_at(nearest), JournalEntry.objects.count()
        try:
            act()
        except PressOfficeError as refusal:
            self.cast.refused[f"{name}: {refusal.code}"] += 1
            assert JournalEntry.objects.count() == entries, "A refusal left a trace"
            return
        self.cast.done[name] += 1
        assert JournalEntry.objects.count() == entries + 1, "Not one row in the journal for one act"
        assert shown_at(nearest) == before, "An act changed what is public before the margin has passed"
        self.laws()

    def laws(self, *, at_most: int | None = 5) -> None:
        """Asks at some instants that have been noted, and at some interval ends; of all of them for None."""
        for moment in self._some(self.past, at_most):
            assert shown_at(moment) == self.past[moment], f"The past changed at {moment}"
        for moment in self._some({self.clock.now, *self._ends()}, at_most):
            state = public_at(moment)
            numbers = {(uid, language): number for uid, language, number, _digest in state}
            assert len(numbers) == len(state), f"Two editions of a release and language are public at {moment}"
            replayed = interval_ends.replay(interval_ends.changes(START - dt.timedelta(days=1), moment))
            assert {(str(uid), language): n for (uid, language), n in replayed.items()} == numbers
        for moment in self._some({self.clock.now, *self._ends()}, 1):
            ends = interval_ends.next_end_after(moment)
            assert ends is None or shown_at(ends - INSTANT) == shown_at(moment), f"An end was missed after {moment}"
        for edition in Edition.objects.exclude(change=Change.NEW).exclude(ended_as=Ending.CANCELLED):
            _follows_without_a_gap(edition)

    def _some(self, moments: Iterable[dt.datetime], at_most: int | None) -> list[dt.datetime]:
        known = sorted(moments)
        return known if at_most is None else self.chance.sample(known, min(at_most, len(known)))

    @staticmethod
    def _ends() -> Iterable[dt.datetime]:
        rows = [row for model in (Edition, Pin) for row in model.objects.values_list("public_from", "public_until")]
        rows += [(opens, None) for opens in Imprint.objects.values_list("public_from", flat=True)]
        return sorted({end for ends in rows for end in ends if end is not None})

    def _at(self) -> dt.datetime | None:
        ahead = self.chance.choice([None, None, -1, 1, 2, 3, 5, 8, 20, 45])
        return None if ahead is None else self.clock.now + dt.timedelta(seconds=ahead)

    def _verb(self) -> str:
        """Mostly one that may be right: something to replace is public, or nothing is."""
        fitting = ["correct", "update"] if reading.public(self.clock.now).exists() else ["approve"]
        return self.chance.choice([*fitting * 3, "approve", "correct"])

    def _submission(self) -> Submission | None:
        rows = list(Submission.objects.order_by("-pk")[: self.chance.choice([1, 1, 3])])
        return rows[-1] if rows else None

    def _chosen(self, fit: Callable[[Edition], bool]) -> list[Edition]:
        """Up to four of the editions that fit; now and then of all there are."""
        wild = self.chance.random() < 0.1
        rows = [edition for edition in Edition.objects.order_by("-pk") if wild or fit(edition)]
        return self.chance.sample(rows, min(len(rows), self.chance.choice([1, 1, 2, 4])))

    def _ahead(self, edition: Edition) -> bool:
        end = edition.public_until
        return edition.ended_as != Ending.CANCELLED and (
            edition.public_from > self.clock.now or (end is not None and end > self.clock.now)
        )

    def _lasting(self, edition: Edition) -> bool:
        return edition.ended_as != Ending.CANCELLED and not self._over(edition)

    def _open(self, edition: Edition) -> bool:
        return edition.public_from <= self.clock.now and not self._over(edition)

    def _over(self, edition: Edition) -> bool:
        return edition.public_until is not None and edition.public_until <= self.clock.now


def _follows_without_a_gap(edition: Edition) -> None:
    predecessors = Edition.objects.filter(
        uid=edition.uid, language=edition.language, public_until=edition.public_from, ended_as=Ending.SUPERSEDED
    )
    assert [before.released_at for before in predecessors] == [edition.released_at], f"A gap before {edition.key}"
