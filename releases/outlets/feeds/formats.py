"""One feed in three forms: Atom (RFC 4287), RSS 2.0 with content:encoded and atom:link, JSON Feed 1.1."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from .entries import Entry, Feed

ATOM, RSS, JSON = "application/atom+xml; charset=utf-8", "application/rss+xml; charset=utf-8", "application/feed+json"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CONTENT_NAMESPACE = "http://purl.org/rss/1.0/modules/content/"


class _Dated:
    """A feed is updated when something opens, not when it is asked."""

    items: list[dict[str, Any]]

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=_EPOCH)


class _Atom(_Dated, Atom1Feed):
    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class _Rss(_Dated, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": _CONTENT_NAMESPACE}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


def atom(feed: Feed) -> tuple[str, str]:
    return ATOM, _written(_Atom(**_head(feed)), feed, every_enclosure=True)


def rss(feed: Feed) -> tuple[str, str]:
    """With the first enclosure of each item alone: RSS allows one."""
    return RSS, _written(_Rss(**_head(feed)), feed, every_enclosure=False)


def json_feed(feed: Feed) -> tuple[str, str]:
    """https://www.jsonfeed.org/version/1.1/"""
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.mission}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return JSON, json.dumps(written, ensure_ascii=False)


WRITERS: dict[str, Callable[[Feed], tuple[str, str]]] = {"atom": atom, "rss": rss, "json": json_feed}


def _head(feed: Feed) -> dict[str, Any]:
    return {
        "title": feed.title,
        "link": feed.home,
        "description": feed.description,
        "language": feed.language,
        "feed_url": feed.address,
        "feed_guid": feed.address,
        "author_name": feed.mission,
    }


def _written(feed: SyndicationFeed, source: Feed, *, every_enclosure: bool) -> str:
    for entry in source.entries:
        files = entry.enclosures if every_enclosure else entry.enclosures[:1]
        feed.add_item(
            title=entry.title,
            link=entry.address,
            description=escape(entry.summary),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.released_at,
            updateddate=entry.changed_at,
            categories=entry.categories,
            enclosures=[Enclosure(file.address, str(file.size_bytes), file.media_type) for file in files],
            content=entry.content,
            language=entry.language,
        )
    written: str = feed.writeString("utf-8")
    return written


def _item(entry: Entry) -> dict[str, Any]:
    images = [file.address for file in entry.enclosures if file.media_type.startswith("image/")]
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": entry.released_at.isoformat(),
        "date_modified": entry.changed_at.isoformat(),
        "language": entry.language,
        "tags": entry.categories,
        **({"image": images[0]} if images else {}),
        **({"attachments": [_attachment(file) for file in entry.enclosures]} if entry.enclosures else {}),
    }


def _attachment(file: Any) -> dict[str, Any]:
    return {
        "url": file.address,
        "mime_type": file.media_type,
        "title": file.title,
        **({"size_in_bytes": file.size_bytes} if file.size_bytes else {}),
        **({"duration_in_seconds": file.duration_ms // 1000} if file.duration_ms else {}),
    }
