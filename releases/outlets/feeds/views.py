"""Atom feeds (RFC 4287) of what is public."""

import datetime as dt
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from releases.authoring.languages import LANGUAGES, pick
from releases.editions import reading
from releases.editions.canonical import digest_of
from releases.editions.models import Change, Edition
from releases.outlets.addresses import absolute, page

LENGTH = 50
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _entries(language: str, at: dt.datetime) -> list[Edition]:
    return list(reading.public(at).filter(language=language).newest_first()[:LENGTH])


@require_safe
def atom(request: HttpRequest, language: str) -> HttpResponse:
    """The newest 50 releases in a language. Two queries."""
    if language not in LANGUAGES:
        raise Http404
    at = timezone.now()
    entries = _entries(language, at)
    imprint = reading.imprint_at(at)
    with translation.override(language):
        name = pick(imprint.body["names"], language)[1] if imprint else _("Press office")
        feed = _Feed(
            title=name,
            link=absolute(request, f"/{language}/"),
            description="",
            language=language,
            feed_url=absolute(request, request.path),
            author_name=name,
        )
        for entry in entries:
            _add(feed, entry, request)
    body = feed.writeString("utf-8")
    return _conditional(request, body)


class _Feed(Atom1Feed):
    mime_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self) -> dt.datetime:
        """The newest change among the entries: the feed is updated when something opens, not when it is asked."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=_EPOCH)


def _add(feed: _Feed, entry: Edition, request: HttpRequest) -> None:
    note = pick(entry.note, entry.language)[1]
    summary = entry.body["summary"]
    if entry.change == Change.CORRECTION and note:
        summary = _("Corrected: %(note)s") % {"note": note} + " " + summary
    feed.add_item(
        title=entry.title,
        link=absolute(request, page(entry.language, entry.kind, entry.slug)),
        description=summary,
        # The same release in another language is another entry, also where a reader merges feeds.
        unique_id=uuid.uuid5(entry.uid, entry.language).urn,
        pubdate=entry.released_at,
        updateddate=entry.public_from,
        categories=[topic["name"] for topic in entry.body["topics"]],
    )


def _conditional(request: HttpRequest, body: str) -> HttpResponse:
    """With an ETag and no Last-Modified: a withdrawal changes the feed without adding a later date to it."""
    etag = f'"{digest_of(body)}"'

    @condition(etag_func=lambda _request: etag)
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(body, content_type=_Feed.mime_type, headers={"Cache-Control": "public, no-cache"})

    return answer(request)
