"""The lists of topics, people and forms of media: written by triggers, made up for and compared here."""

from collections.abc import Iterator

from django.db import connection

_LISTED = "edition_id, role, slug, language, kind, released_at"
_RIGHT = """
SELECT entry.edition_id, role, slug, entry.language, kind, released_at
FROM releases_searchentry AS entry JOIN releases_subject ON of_id = treats_id WHERE role <> 'organisation'
"""
# So many editions before the newest may have been written between a migration and the triggers that come after it.
_LATEST = 1000


def fill(*, latest: int | None = None) -> None:
    """Lists what is not listed, of the latest editions or of all."""
    first = f"AND entry.edition_id > (SELECT max(edition_id) - {latest} FROM releases_searchentry)" if latest else ""
    missing = """AND NOT EXISTS (SELECT 1 FROM releases_listed AS known WHERE known.edition_id = entry.edition_id
        AND known.role = releases_subject.role AND known.slug = releases_subject.slug)"""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO releases_listed ({_LISTED}) {_RIGHT} {first} {missing}")


def make_up() -> None:
    """What the code of another version wrote before the triggers stood."""
    fill(latest=_LATEST)


def faults() -> Iterator[str]:
    """Where the lists depart from the index."""
    kept = f"SELECT {_LISTED} FROM releases_listed"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({_RIGHT} EXCEPT {kept}) AS less UNION SELECT * FROM ({kept} EXCEPT {_RIGHT}) AS more"
        )
        for edition, role, slug, *_rest in cursor.fetchall():
            yield f"edition row {edition}: the list of the {role} {slug} differs from the index"
