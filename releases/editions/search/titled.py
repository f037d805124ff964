"""Editions found by words of their titles, for the desk: it asks this of what is not public as well."""

from collections.abc import Sequence

from django.db import connection

from .folding import Term
from .words import words


def ever_titled(terms: Sequence[Term], *, limit: int) -> list[int]:
    """Editions of whatever time, planned ones too, the last written first: to be narrowed to what a person may see.

    One query.
    """
    sought = words().seek(terms, title=True)
    with connection.cursor() as cursor:
        sql = f"SELECT edition_id FROM {sought.source} ORDER BY {sought.latest} LIMIT {limit}"
        cursor.execute(sql, [sought.parameter])
        return [edition for (edition,) in cursor.fetchall()]
