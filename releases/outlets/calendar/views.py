"""`/<lang>/calendar.ics` and `/<lang>/briefings/<slug>/event.ics`"""

import datetime as dt
import zoneinfo

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.editions import reading
from releases.editions.models import Imprint
from releases.outlets import events
from releases.outlets.addresses import absolute
from releases.outlets.answering import document
from releases.outlets.mission import zone_of

from .icalendars import MEDIA_TYPE, Office, calendar


@csrf_exempt
@require_safe
def subscription(request: HttpRequest, language: str) -> HttpResponseBase:
    """What was announced within the window, and what of it was withdrawn. Three queries."""
    at = reading.now()
    imprint = _imprint(language, at)
    zone = _zone(imprint)
    coming = events.events(events.announced(language=language, at=at), zone)
    gone = reading.withdrawn(language=language, kind="briefing", after=at - events.WINDOW, at=at)[: events.LENGTH]
    over = events.events(events.latest(gone), zone, gone=True)
    with translation.override(language):
        body = calendar(coming, over, _office(request, imprint, language), zone)
    return document(request, body, MEDIA_TYPE, language=language)


@csrf_exempt
@require_safe
def single(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """One briefing; 404 for one that is not public, or whose day is not known. Two queries."""
    at = reading.now()
    imprint = _imprint(language, at)
    edition = reading.edition_by_address(language=language, kind="briefing", slug=slug, at=at)
    zone = _zone(imprint)
    found = events.event(edition, zone) if edition else None
    if found is None:
        raise Http404
    with translation.override(language):
        body = calendar([found], [], _office(request, imprint, language), zone)
    return document(request, body, MEDIA_TYPE, language=language, filename=f"{slug}.ics")


def _imprint(language: str, at: dt.datetime) -> Imprint:
    imprint = reading.imprint_at(at)
    if imprint is None or language not in imprint.body["languages"]:
        raise Http404
    return imprint


def _zone(imprint: Imprint) -> zoneinfo.ZoneInfo:
    """UTC where this machine does not know the mission's zone."""
    return zoneinfo.ZoneInfo(zone_of(imprint.body))


def _office(request: HttpRequest, imprint: Imprint, language: str) -> Office:
    return Office.of(imprint.body, language, lambda path: absolute(request, path))
