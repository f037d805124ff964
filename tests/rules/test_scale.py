"""A list at any point in time answers from an index, at 300,000 editions."""

import datetime as dt
import time
from typing import Any

import pytest
from django.db import connection, transaction

from releases.editions import guards, reading
from releases.editions.models import Edition

ROWS = 300_000
FIRST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LAST = FIRST + dt.timedelta(minutes=ROWS)
# One edition a minute; each release is corrected once, an hour after it came out; a fifth of it in each language.
_COMMON = """
    INSERT INTO releases_edition (id, uid, kind, language, number, slug, title, content, content_digest, change, note,
        released_at, public_from, public_until, ended_as, end_reason, opened_by_entry_id, ended_by_entry_id)
"""
_SQL = {
    "sqlite": _COMMON
    + """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %(rows)s)
    SELECT i, printf('%%032x', (i + 1) / 2),
        CASE i %% 4 WHEN 0 THEN 'media' WHEN 1 THEN 'statement' WHEN 2 THEN 'statistic' ELSE 'briefing' END,
        CASE (i / 2) %% 2 WHEN 0 THEN 'en' ELSE 'ru' END, 2 - i %% 2, 'slug-' || ((i + 1) / 2),
        'Title', '{}', 'x', CASE i %% 2 WHEN 1 THEN 'new' ELSE 'update' END, '{}',
        datetime('2020-01-01', ((i - 1 + i %% 2) || ' minutes')),
        datetime('2020-01-01', ((i - 1 + i %% 2) || ' minutes'),
            CASE i %% 2 WHEN 1 THEN '0 minutes' ELSE '60 minutes' END),
        CASE i %% 2 WHEN 1 THEN datetime('2020-01-01', (i || ' minutes'), '60 minutes') END,
        CASE i %% 2 WHEN 1 THEN 'superseded' ELSE '' END, '{}', 1, CASE i %% 2 WHEN 1 THEN 1 END
    FROM n
    """,
    "postgresql": _COMMON
    + """
    SELECT i, lpad(to_hex((i + 1) / 2), 32, '0')::uuid, (ARRAY['media','statement','statistic','briefing'])[i %% 4 + 1],
        CASE (i / 2) %% 2 WHEN 0 THEN 'en' ELSE 'ru' END, 2 - i %% 2, 'slug-' || ((i + 1) / 2), 'Title', '{}', 'x',
        CASE i %% 2 WHEN 1 THEN 'new' ELSE 'update' END, '{}'::jsonb,
        '2020-01-01Z'::timestamptz + make_interval(mins => i - 1 + i %% 2),
        '2020-01-01Z'::timestamptz + make_interval(mins => i - 1 + i %% 2 + CASE i %% 2 WHEN 1 THEN 0 ELSE 60 END),
        CASE i %% 2 WHEN 1 THEN '2020-01-01Z'::timestamptz + make_interval(mins => i + 60) END,
        CASE i %% 2 WHEN 1 THEN 'superseded' ELSE '' END, '{}'::jsonb, 1, CASE i %% 2 WHEN 1 THEN 1 END
    FROM generate_series(1, %(rows)s) AS i
    """,
}


@pytest.fixture
def large_record(db: None) -> None:
    """The guards are away: they would rightly refuse a past that nobody lived through. All of it is rolled back."""
    guards.remove()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute(
            "INSERT INTO releases_journalentry "
            "(sequence, act, recorded_at, by, reason, details, previous_digest, digest) "
            "VALUES (1, 'approve', '2020-01-01 00:00:00+00', 'x', '', '{}', 'genesis', 'x')"
        )
        cursor.execute(_SQL[connection.vendor], {"rows": ROWS})
        cursor.execute("ANALYZE releases_edition")


def first_page(at: dt.datetime) -> Any:
    return reading.public(at).filter(language="en").newest_first()[:20]


@pytest.mark.parametrize("share", [1.0, 0.5, 0.01], ids=["now", "half-way back", "long ago"])
def test_a_list_at_any_instant_walks_its_index(large_record: None, share: float) -> None:
    at = FIRST + (LAST - FIRST) * share
    plan = first_page(at).explain()
    began = time.perf_counter()
    rows = list(first_page(at))
    took_ms = (time.perf_counter() - began) * 1000
    print(f"{connection.vendor}, {ROWS} editions, {share:.0%} of the way: {took_ms:.2f} ms\n{plan}")
    assert len(rows) == 20
    assert "Seq Scan" not in plan
    if connection.vendor == "postgresql" and share < 0.1:
        # Few rows lie before the instant: PostgreSQL rightly fetches those few by another index, and sorts them.
        assert "using edition_" in plan or "on edition_" in plan
    else:
        # Of two languages in turn PostgreSQL may go along the newest of both: it passes by one for each that it finds.
        assert "edition_list" in plan or (connection.vendor == "postgresql" and "using edition_newest" in plan)
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


def test_the_list_of_a_language_that_fell_silent_is_not_sought_among_the_others(large_record: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE releases_edition SET language = 'ur' WHERE language = 'ru' AND id < %s", [ROWS // 2])
        cursor.execute("ANALYZE releases_edition")
    plan = reading.public(LAST).filter(language="ur").newest_first()[:20].explain()
    assert "edition_list" in plan, plan


def test_the_numbers_are_what_the_law_says(large_record: None) -> None:
    at = FIRST + dt.timedelta(minutes=ROWS // 2, seconds=30)
    keys = list(reading.public(at).filter(language="en").values_list("uid", flat=True))
    assert len(keys) == len(set(keys)) == Edition.objects.filter(language="en", number=1, public_from__lte=at).count()
