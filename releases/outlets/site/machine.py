"""What programs ask every site for: sitemaps, robots.txt, security.txt (RFC 9116), the icon."""

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.authoring.languages import pick
from releases.editions import holding, reading
from releases.editions.search import finding
from releases.graphics import emblem
from releases.outlets.answering import document
from releases.outlets.mission import colours_of

from . import addresses, sitemap
from .frame import origin_of

if TYPE_CHECKING:
    from releases.editions.models import Imprint

_XML = "application/xml; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
_SIDES_PX = (48, 180)
_DECEMBER = 12


@csrf_exempt
@require_safe
def sitemaps(request: HttpRequest) -> HttpResponseBase:
    """Every address in one file, or an index of months where there are too many.

    Two queries for the index; else three, and one for each language.
    """
    at = timezone.now()
    imprint, origin = _imprint(at), origin_of(request)
    total, months = sitemap.months(at)
    if total > sitemap.LENGTH:
        paths = [f"/sitemap-{month:%Y-%m}.xml" for month in months]
        return document(request, sitemap.index(["/sitemap-lists.xml", *paths, "/sitemap-news.xml"], origin), _XML)
    spoken = imprint.body["languages"]
    registers = sitemap.registers(finding.registered(at), spoken, origin)
    urls = sitemap.lists(spoken, origin) + registers + sitemap.releases(sitemap.rows(at), spoken, origin)
    return document(request, sitemap.urlset(urls), _XML)


@csrf_exempt
@require_safe
def sitemap_of_month(request: HttpRequest, year: str, month: str) -> HttpResponseBase:
    """What came out in a month. Two queries; 404 for a month in which nothing did."""
    at = timezone.now()
    imprint, origin = _imprint(at), origin_of(request)
    try:
        start = dt.datetime(int(year), int(month), 1, tzinfo=dt.UTC)
        end = (
            start.replace(year=start.year + 1, month=1)
            if start.month == _DECEMBER
            else start.replace(month=start.month + 1)
        )
    except ValueError:
        raise Http404 from None
    found = sitemap.rows_of_month(at, start, end)
    if not found:
        raise Http404
    return document(request, sitemap.urlset(sitemap.releases(found, imprint.body["languages"], origin)), _XML)


@csrf_exempt
@require_safe
def sitemap_of_lists(request: HttpRequest) -> HttpResponseBase:
    """Lists, people and topics. A query, and one for each language."""
    at = timezone.now()
    spoken, origin = _imprint(at).body["languages"], origin_of(request)
    registers = sitemap.registers(finding.registered(at), spoken, origin)
    return document(request, sitemap.urlset(sitemap.lists(spoken, origin) + registers), _XML)


@csrf_exempt
@require_safe
def sitemap_of_news(request: HttpRequest) -> HttpResponseBase:
    """What came out within two days. Two queries."""
    at = timezone.now()
    said = _imprint(at).body
    names = {tag: pick(said["names"], tag, said["source_language"])[1] for tag in said["languages"]}
    return document(request, sitemap.urlset(sitemap.news_items(sitemap.news(at), names, origin_of(request))), _XML)


@csrf_exempt
@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Everything that is public may be read. No query."""
    origin = origin_of(request)
    lines = ("User-agent: *", "Disallow: /admin/", "")
    maps = (f"Sitemap: {origin}/sitemap.xml", f"Sitemap: {origin}/sitemap-news.xml", "")
    return document(request, "\n".join((*lines, *maps)), _PLAIN)


@csrf_exempt
@require_safe
def security(request: HttpRequest) -> HttpResponseBase:
    """Where to report a weakness: the press section. 404 where the mission names no address. One query.

    It is good for 360 days from the day on which it is asked for (RFC 9116, 2.5.5: less than a year).
    """
    at = timezone.now()
    said = _imprint(at).body
    if not said["press_email"]:
        raise Http404
    today = at.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    expires = today + dt.timedelta(days=360)
    holding.only_until(today + dt.timedelta(days=1))
    lines = (
        f"Contact: mailto:{said['press_email']}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(said['languages'])}",
        f"Canonical: {origin_of(request)}/.well-known/security.txt",
        "",
    )
    return document(request, "\n".join(lines), _PLAIN)


@csrf_exempt
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """To the icon in the present colours, for programs that ask for it under its old name. One query."""
    imprint = reading.imprint_at(timezone.now())
    path = addresses.icon(*colours_of(imprint.body if imprint else {}), side_px=_SIDES_PX[0])
    return HttpResponseRedirect(path, headers={"Cache-Control": "public, max-age=86400"})


@csrf_exempt
@require_safe
def icon(request: HttpRequest, colour: str, accent: str, side_px: str = "") -> HttpResponse:
    """SVG, or PNG of a side that pages name. The address says all there is to know: kept for ever. No query."""
    if not side_px:
        return HttpResponse(emblem.svg(colour, accent), content_type="image/svg+xml", headers=_KEPT)
    if int(side_px) not in _SIDES_PX:
        raise Http404
    return HttpResponse(emblem.png(colour, accent, int(side_px)), content_type="image/png", headers=_KEPT)


def _imprint(at: dt.datetime) -> "Imprint":
    imprint = reading.imprint_at(at)
    if imprint is None:
        raise Http404
    return imprint
