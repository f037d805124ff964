"""Sitemaps (sitemaps.org 0.9): every public address, with the same page in other languages; news of two days apart."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape

from releases.authoring.languages import LANGUAGES
from releases.editions import holding, reading
from releases.editions.search import finding
from releases.editions.search.models import Role
from releases.outlets.addresses import KINDS, page

from . import addresses

# One file holds this many addresses; a larger site gets a file a month, and an index of them.
LENGTH = 10_000
_MOST = 50_000
_REGISTERS: Mapping[str, tuple[str, str]] = {
    Role.TOPIC: ("site:topic", "site:topics"),
    Role.PERSON: ("site:person", "site:people"),
}
_NEWS = dt.timedelta(days=2)
_MOST_NEWS = 1000
_YEARS = range(2100, 1979, -1)
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
)


@dataclass(frozen=True)
class Row:
    """A public edition without its content."""

    uid: uuid.UUID
    language: str
    kind: str
    slug: str
    title: str
    released_at: dt.datetime
    public_from: dt.datetime

    @property
    def path(self) -> str:
        return page(self.language, self.kind, self.slug)


_FIELDS = ("uid", "language", "kind", "slug", "title", "released_at", "public_from")


def rows(at: dt.datetime, *, limit: int = LENGTH) -> list[Row]:
    """The newest public editions in every language. One query."""
    return _read(reading.public(at).newest_first()[:limit])


def rows_of_month(at: dt.datetime, start: dt.datetime, end: dt.datetime) -> list[Row]:
    """Those of all releases of which a language came out in [start, end). One query."""
    within = reading.public(at).filter(released_at__gte=start, released_at__lt=end).values("uid")
    return _read(reading.public(at).filter(uid__in=within).newest_first()[:_MOST])


def news(at: dt.datetime) -> list[Row]:
    """What came out within the last two days. One query."""
    found = _read(reading.public(at).filter(released_at__gt=at - _NEWS).newest_first()[:_MOST_NEWS])
    if found:
        holding.only_until(found[-1].released_at + _NEWS)
    return found


def months(at: dt.datetime) -> tuple[int, list[dt.datetime]]:
    """How much is public, and the months (UTC) in which it came out, the latest first. One query."""
    first = [dt.datetime(year, month, 1, tzinfo=dt.UTC) for year in _YEARS for month in range(12, 0, -1)]
    periods = [(start.year * 12 + start.month, start) for start in first if start < at]
    counts = finding.count(finding.Wanted(LANGUAGES[0], tuple(LANGUAGES)), at=at, periods=periods)
    return counts.total, [start for number, start in periods if counts.periods.get(number)]


def _read(found: reading.EditionQuerySet) -> list[Row]:
    return [Row(*values) for values in found.values_list(*_FIELDS)]


def lists(languages: Iterable[str], origin: str) -> str:
    """First pages, lists and calendars, in every language of the mission."""
    tongues = list(languages)
    places = [
        {tag: addresses.home(tag) for tag in tongues},
        *({tag: addresses.listing(tag, kind) for tag in tongues} for kind in ("", *KINDS.values())),
        {tag: addresses.calendar(tag) for tag in tongues},
    ]
    return "".join(_url(origin, path, place) for place in places for path in place.values())


def registers(named: Iterable[tuple[str, str, str]], languages: Iterable[str], origin: str) -> str:
    """The lists of topics and people, then their pages, each in those languages in which something names it.

    `named` as `finding.registered` gives it.
    """
    spoken = set(languages)
    lists: dict[str, dict[str, str]] = {}
    pages: dict[tuple[str, str], dict[str, str]] = {}
    for language, role, slug in named:
        if language in spoken:
            one, every = _REGISTERS[role]
            lists.setdefault(role, {})[language] = reverse(every, args=[language])
            pages.setdefault((role, slug), {})[language] = reverse(one, args=[language, slug])
    places = [*lists.values(), *pages.values()]
    return "".join(_url(origin, path, place) for place in places for path in place.values())


def releases(found: Iterable[Row], languages: Iterable[str], origin: str) -> str:
    kept = [row for row in found if row.language in set(languages)]
    versions: dict[uuid.UUID, dict[str, str]] = {}
    for row in kept:
        versions.setdefault(row.uid, {})[row.language] = row.path
    return "".join(_url(origin, row.path, versions[row.uid], row.public_from) for row in kept)


def news_items(found: Iterable[Row], names: Mapping[str, str], origin: str) -> str:
    """`names` is what the mission is called, by each of its languages."""
    return "".join(
        f"<url><loc>{escape(origin + row.path)}</loc><news:news><news:publication>"
        f"<news:name>{escape(names[row.language])}</news:name><news:language>{row.language}</news:language>"
        f"</news:publication><news:publication_date>{row.released_at:%Y-%m-%dT%H:%M:%SZ}</news:publication_date>"
        f"<news:title>{escape(row.title)}</news:title></news:news></url>\n"
        for row in found
        if row.language in names
    )


def urlset(urls: str) -> str:
    return f"{_OPEN.format('urlset')}{urls}</urlset>\n"


def index(paths: Iterable[str], origin: str) -> str:
    files = "".join(f"<sitemap><loc>{escape(origin + path)}</loc></sitemap>\n" for path in paths)
    return f"{_OPEN.format('sitemapindex')}{files}</sitemapindex>\n"


def _url(origin: str, path: str, versions: Mapping[str, str], changed: dt.datetime | None = None) -> str:
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(origin + other)}"/>'
        for tag, other in versions.items()
    )
    date = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
    return f"<url><loc>{escape(origin + path)}</loc>{date}{alternates}</url>\n"
