"""A mission with as many editions as are asked for, poured past the acts as these would have left them.

Each release has one to four languages; of ten, three were corrected and one of thirty was withdrawn. Working copies,
submissions, the journal's chain, the files shown and the search index are filled along: `verify_record` finds nothing.
"""

import datetime as dt
import functools
import json
import random
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.desk import LANGUAGES, MOST, Office

from . import indexes

FIRST = dt.datetime(2006, 1, 2, 6, tzinfo=dt.UTC)
KINDS = ("briefing", "statement", "statement", "briefing", "statistic", "media")
TOPICS, PEOPLE, THEMES, VOCABULARY, WORDS, BATCH = 40, 300, 3000, 20_000, 90, 2000
# How many of the editions have which word.
SHARES = (("fifth", 0.2), ("elections", 0.1), ("rarest", 0.0002))
_CORRECTED, _WITHDRAWN = dt.timedelta(minutes=4), dt.timedelta(minutes=8)
_PER_RELEASE = 3.77
"""Editions, on the average; measured."""


def fill(size: int) -> None:
    """A new installation with `size` editions."""
    from django.core.management import call_command
    from django.db import transaction
    from django.test.utils import override_settings
    from django.utils import timezone

    from releases.editions import guards
    from releases.editions.search import listed
    from tests.rules.multiplying import multiply

    with override_settings(RECORD_MARGIN_S=20):  # on a machine with much else to do
        begun = begin(size)
    guards.remove()
    with indexes.built_afterwards():
        for batch in begun.batches(until=size):
            with transaction.atomic():
                batch.pour()
        listed.fill()
    for model in begun.office.beside:
        multiply(model, min(size // 4, MOST))
    guards.install()
    if size <= 1000:
        call_command("verify_record", verbosity=0)
    indexes.settle()
    time.sleep(max(0.0, (begun.opened - timezone.now()).total_seconds()))


def begin(size: int) -> "Writing":
    """The staff, the registers and a release of each kind, by acts; and what is to write `size` editions."""
    from releases.authoring.models import Mission
    from releases.editions import acts

    office = Office()
    imprint = acts.publish_imprint(mission=Mission.objects.get(), by=office.administrator)
    writing = Writing(office, size, opened=imprint.public_from)
    writing.registers()
    return writing


@dataclass
class _Batch:
    """Rows by table, in the order in which they may be written."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    editions: list[Any] = field(default_factory=list)

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(f"{table} ({', '.join(row)})", []).append(tuple(row.values()))

    def pour(self) -> None:
        for into, rows in self.rows.items():
            _pour(into, rows)
        _index(self.editions)


def _index(editions: Sequence[Any]) -> None:
    """As `index.write` does it, with each passage folded once, in however many languages it stands."""
    from releases.editions.canonical import digest_of
    from releases.editions.search import folding, index, words

    treated = [index.subjects(edition.body) for edition in editions]
    sets = index._sets(treated)
    entries = [index._entry(edition, sets[digest_of(text)]) for edition, text in zip(editions, treated, strict=True)]
    index.folded = _once
    worded = [index._worded(edition) for edition in editions]
    index.folded = folding.folded
    _once.cache_clear()
    names = ("edition_id", "treats_id", "language", "kind", "released_at", "public_from", "public_until")
    rows = [
        tuple(_at(value) if isinstance(value, dt.datetime) else value for value in (getattr(e, n) for n in names))
        for e in entries
    ]
    if _on_postgresql():
        rows = [(*row, *words._vectors(said)) for row, said in zip(rows, worded, strict=True)]
        _pour(f"searchentry ({', '.join(names)}, title_words, words)", rows)
    else:
        _pour(f"searchentry ({', '.join(names)})", rows)
        words.words().write(worded)


@functools.cache
def _once(text: str) -> str:
    from releases.editions.search import folding

    return folding.folded(text)


def _pour(into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY releases_{into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO releases_{into} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)


def _at(moment: dt.datetime) -> str:
    """As both databases take it, and as SQLite keeps it."""
    return str(moment.replace(tzinfo=None)) + ("+00:00" if _on_postgresql() else "")


def _on_postgresql() -> bool:
    from django.db import connection

    return connection.vendor == "postgresql"


class Writing:
    """Release by release, in the order of time."""

    def __init__(self, office: Office, size: int, *, opened: dt.datetime) -> None:
        from django.utils import timezone

        from releases.editions.models import Edition, JournalEntry

        self.office, self.opened, self.chance = office, opened, random.Random(8)
        self.author, self.reviewer = office.author.pk, office.reviewer.pk
        self.samples = _samples(office)
        self.step = (timezone.now() - dt.timedelta(days=1) - FIRST) / (size / _PER_RELEASE)
        self.keys = {name: _last(name) for name in ("release", "text", "submission", "edition", "editionfile")}
        self.last = JournalEntry.objects.latest("sequence")
        self.made, self.number = Edition.objects.count(), 0
        self.vocabulary = [f"{self.chance.choice('bcdfgklmnprstvz')}{n:x}word" for n in range(VOCABULARY)]
        self.themes = [(self._some(TOPICS, 2), self._some(PEOPLE, 2) or [0]) for _theme in range(THEMES)]

    def _some(self, of: int, most: int) -> list[int]:
        return sorted({int(of * self.chance.random() ** 2) for _one in range(self.chance.randint(0, most))})

    def registers(self) -> None:
        from releases.authoring.models import Person, Topic
        from tests.factories import in_each

        Topic.objects.bulk_create(Topic(slug=f"topic-of-{n}", names=in_each(f"Topic {n}")) for n in range(TOPICS))
        Person.objects.bulk_create(Person(slug=f"person-of-{n}", names=in_each(f"Person {n}")) for n in range(PEOPLE))

    def batches(self, *, until: int) -> Iterator[_Batch]:
        """Up to as many editions. The guards are away: they would rightly refuse a past that nobody lived through."""
        while self.made < until:
            batch = _Batch()
            while self.made < until and len(batch.editions) < BATCH:
                self._release(batch, self.number)
                self.number += 1
            yield batch

    def _release(self, batch: _Batch, number: int) -> None:
        kind, chance = KINDS[number % len(KINDS)], self.chance
        spoken = LANGUAGES[: chance.choice((1, 2, 4, 4, 4, 4))]
        opens = FIRST + number * self.step
        release, uid = self._next("release"), uuid.UUID(int=chance.getrandbits(128), version=4)
        edited = _at(opens - dt.timedelta(minutes=2))
        owned = {"edited_by_id": self.author, "edited_at": edited}
        batch.add(
            "release",
            id=release,
            uid=uid.hex,
            kind=kind,
            source_language="en",
            created_at=edited,
            created_by_id=self.author,
            **owned,
        )
        sample = self.samples[kind]
        batch.add(sample.table, **{**sample.row, "release_ptr_id": release})
        theme = self.themes[int(THEMES * chance.random() ** 2)]
        first = self._contents(kind, number, uid, spoken, theme=theme, edition=1)
        for content in first:
            batch.add(
                "text",
                id=self._next("text"),
                release_id=release,
                **{name: content[name] for name in ("language", "title", "slug", "summary")},
                words="",
                alt_text="",
                note="",
                made_from="",
                **owned,
            )
        public = self._acts(batch, release, first, opens, act="approve", before=[])
        if number % 10 < 3:
            again = self._contents(kind, number, uid, spoken, theme=theme, edition=2)
            public = self._acts(batch, release, again, opens + _CORRECTED, act="correct", before=public)
        if number % 30 == 0:
            self._withdraw(batch, public, opens + _WITHDRAWN)
        for edition in batch.editions[len(batch.rows.get(_EDITION, ())) :]:
            self._edition(batch, edition)

    def _acts(
        self, batch: _Batch, release: int, contents: list[Any], opens: dt.datetime, *, act: str, before: list[Any]
    ) -> list[Any]:
        """Submitted, and approved or corrected: the editions, which replace those `before`."""
        from releases.editions.canonical import canonical, digest_of

        submission, recorded = self._next("submission"), opens - dt.timedelta(seconds=2)
        batch.add(
            "submission",
            id=submission,
            state="approved",
            submitted_at=_at(opens - dt.timedelta(minutes=1)),
            submitted_by_id=self.author,
            decided_at=_at(recorded),
            decided_by_id=self.reviewer,
            remark="",
            comment="",
            urgent_reason="",
            look="",
            look_remark="",
        )
        editions, written = [], [canonical(content) for content in contents]
        for content, text in zip(contents, written, strict=True):
            digest = digest_of(text)
            row = {"submission_id": submission, "release_id": release, "language": content["language"]}
            batch.add("submissionitem", **row, digest=digest, content="")
            editions.append(self._opened(content, text, digest, opens, corrects=bool(before)))
        items = [{"uid": e.body["uid"], "language": e.language, "digest": e.content_digest} for e in editions]
        self._entry(batch, "submit", opens - dt.timedelta(minutes=1), None, {"submission": submission, "items": items})
        ends = {"public_until": opens, "ended_as": "superseded"}
        intervals = [moved for pair in zip(before, editions, strict=False) for moved in (self._moved(pair[0], ends),)]
        intervals += [_interval(edition, None) for edition in editions]
        self._entry(batch, act, recorded, opens, {"submission": submission, "intervals": intervals})
        for edition in before:
            edition.ended_by_entry_id = self.last.sequence
        for edition in editions:
            edition.released_at = before[0].released_at if before else opens
            edition.opened_by_entry_id = self.last.sequence
        batch.editions += editions
        self.made += len(editions)
        return editions

    def _opened(self, content: Any, text: str, digest: str, opens: dt.datetime, *, corrects: bool) -> Any:
        from releases.editions.models import Edition

        edition = Edition(
            pk=self._next("edition"),
            uid=uuid.UUID(content["uid"]),
            **{name: content[name] for name in ("kind", "language", "slug", "title")},
            number=2 if corrects else 1,
            content=text,
            content_digest=digest,
            change="correction" if corrects else "new",
            note={"en": "A figure was wrong."} if corrects else {},
            released_at=opens - _CORRECTED if corrects else opens,
            public_from=opens,
        )
        edition.__dict__["body"] = content
        return edition

    def _moved(self, edition: Any, ends: dict[str, Any]) -> dict[str, Any]:
        from releases.editions import journal

        old = journal.interval(edition)
        for name, value in ends.items():
            setattr(edition, name, value)
        return _interval(edition, old)

    def _withdraw(self, batch: _Batch, public: list[Any], at: dt.datetime) -> None:
        ends = {"public_until": at, "ended_as": "withdrawn", "end_reason": {"en": "It was about another treaty."}}
        intervals = [self._moved(edition, ends) for edition in public]
        self._entry(batch, "withdraw", at - dt.timedelta(seconds=2), at, {"intervals": intervals})
        for edition in public:
            edition.ended_by_entry_id = self.last.sequence

    def _entry(
        self, batch: _Batch, act: str, recorded: dt.datetime, effective: dt.datetime | None, details: dict[str, Any]
    ) -> None:
        from releases.editions import journal, mentions
        from releases.editions.canonical import canonical
        from releases.editions.models import JournalEntry

        entry = JournalEntry(
            sequence=self.last.sequence + 1,
            act=act,
            by=(self.office.author if act == "submit" else self.office.reviewer).username,
            recorded_at=recorded,
            effective_at=effective,
            reason="",
            details=canonical(details),
            previous_digest=self.last.digest,
        )
        entry.digest = journal.entry_digest(entry)
        self.last = entry
        row = {name: getattr(entry, name) for name in ("sequence", "act", "by", "reason", "details")}
        batch.add(
            "journalentry",
            **row,
            recorded_at=_at(recorded),
            effective_at=_at(effective) if effective else None,
            previous_digest=entry.previous_digest,
            digest=entry.digest,
        )
        for uid in sorted(set(mentions._UID.findall(entry.details))):
            batch.add("mention", uid=uid.replace("-", ""), entry_id=entry.sequence)

    def _edition(self, batch: _Batch, edition: Any) -> None:
        from releases.editions.shape import files_shown

        names = ("kind", "language", "number", "slug", "title", "content", "content_digest", "change", "ended_as")
        batch.add(
            "edition",
            id=edition.pk,
            uid=edition.uid.hex,
            **{name: getattr(edition, name) for name in names},
            note=json.dumps(edition.note),
            end_reason=json.dumps(edition.end_reason),
            released_at=_at(edition.released_at),
            public_from=_at(edition.public_from),
            public_until=_at(edition.public_until) if edition.public_until else None,
            opened_by_entry_id=edition.opened_by_entry_id,
            ended_by_entry_id=edition.ended_by_entry_id,
        )
        for digest in sorted(files_shown(edition.body)):
            batch.add("editionfile", id=self._next("editionfile"), edition_id=edition.pk, digest=digest)

    def _contents(
        self, kind: str, number: int, uid: uuid.UUID, spoken: Sequence[str], *, theme: Any, edition: int
    ) -> list[dict[str, Any]]:
        """The same words in every language: they are of none."""
        chance, vocabulary = self.chance, self.vocabulary
        said = [vocabulary[int(VOCABULARY * chance.random() ** 3)] for _word in range(WORDS)]
        for word, share in SHARES:
            if chance.random() < share:
                said[chance.randrange(20, WORDS)] = word
        people = [{"slug": f"person-of-{n}", "name": f"Person {n}", "office": None} for n in theme[1]]
        content = {
            **self.samples[kind].content,
            "uid": str(uid),
            "slug": f"{kind}-of-{number}",
            "title": f"{' '.join(said[:6])} {number}".capitalize(),
            "summary": " ".join(said[6:20]).capitalize(),
            "topics": [{"slug": f"topic-of-{n}", "name": f"Topic {n}", "mediatopic": ""} for n in theme[0]],
            "people": people,
            "body": [{"type": "text", "html": f"<p>{' '.join(said[20:55])}.</p><p>{' '.join(said[55:])}.</p>"}],
            "note": "A figure was wrong." if edition > 1 else "",
        }
        if kind == "statement":
            content[kind] = {**content[kind], "speaker": people[0], "words": " ".join(said[6:16])}
        if kind == "media":
            # Four files of its own.
            shown = [
                {**row, "digest": f"{uid.hex}{place:032x}"} for place, row in enumerate(content[kind]["renditions"])
            ]
            content[kind] = {**content[kind], "renditions": shown}
        return [{**content, "language": language} for language in spoken]

    def _next(self, name: str) -> int:
        self.keys[name] += 1
        return self.keys[name]


_EDITION = (
    "edition (id, uid, kind, language, number, slug, title, content, content_digest, change, ended_as, note, "
    "end_reason, released_at, public_from, public_until, opened_by_entry_id, ended_by_entry_id)"
)


def _interval(edition: Any, old: dict[str, Any] | None) -> dict[str, Any]:
    from releases.editions import journal

    new = journal.interval(edition)
    return {"edition": edition.key, "digest": edition.content_digest, "old": old, "new": new}


@dataclass(frozen=True)
class _Sample:
    """Of one kind: the content of a genuine edition, and the row of its working copy in the table of the kind."""

    content: dict[str, Any]
    table: str
    row: dict[str, Any]


def _samples(office: Office) -> dict[str, _Sample]:
    from django.db import connection

    from releases.authoring.models import KIND_MODELS
    from releases.editions import acts
    from tests.factories import make_release, submit

    made = {kind: make_release(kind, by=office.author, html="<p>x</p>") for kind in dict.fromkeys(KINDS)}
    samples = {}
    for edition in acts.approve(submission=submit(made.values(), by=office.author), by=office.reviewer):
        table = KIND_MODELS[edition.kind]._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE release_ptr_id = {made[edition.kind].pk}")
            names = [column[0] for column in cursor.description]
            row = dict(zip(names, cursor.fetchone(), strict=True))
        content = {**edition.body, "cites": []}
        if edition.kind == "media":
            whole = [rendition for rendition in content["media"]["renditions"] if rendition["crop"] != "social"]
            content["media"] = {**content["media"], "renditions": whole[:4], "file": None}
        samples[edition.kind] = _Sample(content, table.removeprefix("releases_"), _plain(row))
    return samples


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: json.dumps(value) if isinstance(value, (dict, list)) else value for name, value in row.items()}


def _last(name: str) -> int:
    from django.apps import apps
    from django.db.models import Max

    return int(apps.get_model("releases", name)._base_manager.aggregate(last=Max("pk"))["last"] or 0)
