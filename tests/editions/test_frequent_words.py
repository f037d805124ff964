"""Of words that many editions have, those written last are counted, and the list is complete all the same."""

import datetime as dt
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from releases.editions import guards, vantage
from releases.editions.models import Edition, JournalEntry
from releases.editions.search import by_words, finding, words
from releases.editions.search.folding import terms
from releases.editions.search.models import Listed, Role, SearchEntry, Subject, SubjectSet

FIRST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
NOW = FIRST + dt.timedelta(hours=1000)
PERIODS = [(2, FIRST + dt.timedelta(hours=500)), (1, FIRST)]
COPIED = ("language", "kind", "released_at", "public_from", "public_until")
ROWS = 240
Each = Iterator[tuple[int, finding.Wanted]]


@dataclass(frozen=True)
class Said:
    """An edition, and whether it has the word, anywhere and in its title."""

    edition: Edition
    topic: str
    anywhere: bool
    title: bool

    @property
    def place(self) -> tuple[dt.datetime, int]:
        return self.edition.released_at, self.edition.pk

    def is_public(self, at: dt.datetime = NOW) -> bool:
        until = self.edition.public_until
        return self.edition.public_from <= at and (until is None or until > at)


@pytest.fixture
def said(db: None) -> list[Said]:
    """In no order of their releases: some were planned long before, some correct what is old, some are not public."""
    guards.remove()
    chance = random.Random(7)
    JournalEntry.objects.create(
        sequence=1, act="approve", recorded_at=FIRST, by="x", details="{}", previous_digest="genesis", digest="x"
    )
    sets = SubjectSet.objects.bulk_create(SubjectSet(digest=str(number), content="{}") for number in range(4))
    Subject.objects.bulk_create(
        Subject(of=treated, role=Role.TOPIC, slug=f"topic-{number % 2}", name="Topic", language="en")
        for number, treated in enumerate(sets)
    )
    editions = Edition.objects.bulk_create(_edition(number, chance) for number in range(ROWS))
    treated = [chance.choice(sets) for _edition in editions]
    SearchEntry.objects.bulk_create(
        SearchEntry(edition=edition, treats=treats, **{name: getattr(edition, name) for name in COPIED})
        for edition, treats in zip(editions, treated, strict=True)
    )
    said = [_said(*one, chance) for one in zip(editions, treated, strict=True)]
    Listed.objects.bulk_create(
        Listed(
            role=Role.TOPIC,
            slug=one.topic,
            **{name: getattr(one.edition, name) for name in ("language", "kind", "released_at")},
            edition=one.edition,
        )
        for one in said
    )
    words.words().write([_worded(one, chance) for one in said])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return said


def _edition(number: int, chance: random.Random) -> Edition:
    """Four hours apart; a fifth stands elsewhere in the list, and some are planned, or superseded."""
    hours = number * 4 if chance.random() < 0.8 else chance.randrange(1000)
    released = FIRST + dt.timedelta(hours=hours // 8 * 8)
    fate = chance.random()
    opens = NOW + dt.timedelta(hours=1) if fate < 0.15 else released
    ends = NOW - dt.timedelta(hours=1) if fate > 0.85 and released < NOW - dt.timedelta(hours=2) else None
    return Edition(
        # PostgreSQL takes ids for as many as there are editions, to guess how far back it has to look.
        pk=number + 1,
        uid=uuid.UUID(int=number),
        kind=("briefing", "statement")[number % 2],
        language="en" if chance.random() < 0.9 else "ru",
        number=1,
        slug=f"release-{number}",
        title="Title",
        content="{}",
        content_digest="x",
        change="new",
        released_at=opens if fate < 0.15 else released,
        public_from=opens,
        public_until=ends,
        ended_as="superseded" if ends else "",
        ended_by_entry_id=1 if ends else None,
        opened_by_entry_id=1,
    )


def _said(edition: Edition, treats: SubjectSet, chance: random.Random) -> Said:
    anywhere, title = chance.random() < 0.5, chance.random() < 0.2
    return Said(edition, f"topic-{int(treats.digest) % 2}", anywhere or title, title)


def _worded(one: Said, chance: random.Random) -> words.Worded:
    times = 0 if one.title and chance.random() < 0.5 else chance.randrange(1, 7)
    # Of fewer words PostgreSQL keeps no count of beginnings.
    body = [f"w{number}" for number in range(120)] + ["frequents"] * (times if one.anywhere else 0)
    return words.Worded(one.edition.pk, "frequent title" if one.title else "other title", " ".join(body))


@pytest.fixture
def each(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, finding.Wanted]]:
    """Fewer to be counted than there are, by much and by little, with each of the filters."""

    def asking() -> Iterator[tuple[int, finding.Wanted]]:
        monkeypatch.setattr(words, "FEW", 2)
        monkeypatch.setattr(words, "WIDE", 1)
        monkeypatch.setattr(by_words, "_WALKED", 4)
        for most in (3, 20, 60):
            monkeypatch.setattr(by_words, "MOST", most)
            for filters in FILTERS:
                yield most, _wanted(**filters)

    return asking()


FILTERS: list[dict[str, Any]] = [
    {},
    {"kind": "briefing"},
    {"topic": "topic-1"},
    {"topic": "topic-0", "kind": "statement", "start": FIRST + dt.timedelta(hours=200)},
    {"languages": ("en", "ru")},
    {"end": FIRST + dt.timedelta(hours=100)},
]


def _wanted(**filters: Any) -> finding.Wanted:
    return finding.Wanted("en", filters.pop("languages", ("en",)), terms=terms("frequent", "en"), **filters)


def _asked(said: list[Said], wanted: finding.Wanted) -> Iterator[Said]:
    for one in said:
        edition = one.edition
        if wanted.kind not in ("", edition.kind) or wanted.topic not in ("", one.topic):
            continue
        if (wanted.start and edition.released_at < wanted.start) or (wanted.end and edition.released_at >= wanted.end):
            continue
        yield one


def _having(said: list[Said], wanted: finding.Wanted) -> list[Said]:
    return [one for one in said if one.is_public() and one.anywhere and one.edition.language in wanted.languages]


def _search(wanted: finding.Wanted, **asked: Any) -> by_words.Found:
    return by_words.find(wanted, at=NOW, periods=PERIODS, **{"order": "newest", "limit": 7, **asked})


def test_its_list_goes_on_page_by_page_to_the_first(said: list[Said], each: Each) -> None:
    places = {one.edition.pk: one.place for one in said}
    for _most, wanted in each:
        whole = sorted((one.place for one in _asked(_having(said, wanted), wanted)), reverse=True)
        pages: list[int] = []
        while page := _search(wanted, before=places[pages[-1]] if pages else None).editions:
            pages += page
        assert pages == [edition for _released, edition in whole]


def test_those_written_last_are_counted_and_there_are_said_to_be_more(said: list[Said], each: Each) -> None:
    for most, wanted in each:
        having = sorted(_having(said, wanted), key=lambda one: one.edition.pk)
        counted = list(_asked(having[-most:], wanted))
        counts = (found := _search(wanted)).counts
        assert counts.more
        assert counts.total == max(len(counted), len(found.editions))
        assert counts.kinds == Counter(one.edition.kind for one in counted)
        assert {one.slug: one.count for one in counts.topics} == Counter(one.topic for one in counted)
        assert counts.periods == Counter(2 if one.edition.released_at >= PERIODS[0][1] else 1 for one in counted)


def test_best_first_ranks_what_it_would_rank_if_all_were_counted(
    said: list[Said], each: Each, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_words, "_RANKED", 12)
    monkeypatch.setattr(by_words, "_RANKED_BY_TITLE", 5)
    bounded = [(wanted, _search(wanted, order="best", limit=20)) for _most, wanted in each]
    monkeypatch.setattr(by_words, "MOST", ROWS)
    for wanted, few in bounded:
        whole = _search(wanted, order="best", limit=20)
        assert few.editions == whole.editions
        assert (few.counts.more, whole.counts.more) == (True, False)


def test_as_many_as_are_counted_are_counted_exactly_in_one_query(
    said: list[Said], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(words, "FEW", 2)
    for filters in FILTERS:
        wanted = _wanted(**filters)
        having = _having(said, wanted)
        monkeypatch.setattr(by_words, "MOST", len(having))
        for order in ("best", "newest"):
            with django_assert_num_queries(1):
                counts = _search(wanted, order=order).counts
            assert counts.total == len(list(_asked(having, wanted)))
            assert not counts.more
        monkeypatch.setattr(by_words, "MOST", len(having) - 1)
        assert _search(wanted).counts.more


def test_what_is_not_public_changes_nothing(said: list[Said], each: Each) -> None:
    def everything() -> list[by_words.Found]:
        return [
            _search(wanted, **asked)
            for wanted in (_wanted(**filters) for filters in FILTERS)
            for asked in ({}, {"order": "best"}, {"limit": 90})
        ]

    next(each)
    before = everything()
    hidden = [one.edition.pk for one in said if not one.is_public()]
    words.words().clear(hidden)
    SearchEntry.objects.filter(pk__in=hidden).delete()
    Listed.objects.filter(edition__in=hidden).delete()
    assert len(hidden) > 50
    assert everything() == before


def test_the_desk_looks_at_another_instant_by_the_same_law(said: list[Said], each: Each) -> None:
    next(each)
    later = NOW + dt.timedelta(hours=2)
    with vantage.looking_from(later, ahead=Q()):
        found = by_words.find(_wanted(), at=later, periods=PERIODS, order="newest", limit=ROWS)
    having = [one.place for one in said if one.is_public(later) and one.anywhere and one.edition.language == "en"]
    assert found.editions == [edition for _released, edition in sorted(having, reverse=True)]
    assert len(having) > len(_having(said, _wanted()))


def test_it_takes_two_queries_and_no_more_than_four(said: list[Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_words, "MOST", 60)
    taken = {}
    for order, walked in (("newest", 1000), ("newest", 1), ("best", 1000), ("best", 1)):
        monkeypatch.setattr(by_words, "_WALKED", walked)
        with CaptureQueriesContext(connection) as queries:
            _search(_wanted(), order=order)
        taken[order, walked] = len(queries)
    assert taken == {("newest", 1000): 2, ("newest", 1): 3, ("best", 1000): 3, ("best", 1): 4}


def test_nothing_is_counted_where_no_count_is_asked_for(said: list[Said], each: Each) -> None:
    for _most, wanted in each:
        found = by_words.find(wanted, at=NOW, periods=None, order="newest", limit=7)
        assert found.editions == _search(wanted).editions
        assert found.counts.kinds == {}
