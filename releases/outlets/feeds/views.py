"""The feeds: `/<lang>/feed.atom`, `.rss`, `.json`, and the same under a section, a topic and a person.

A third query is made where files are enclosed: their sizes.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.authoring.languages import pick
from releases.editions import reading
from releases.editions.models import Edition
from releases.outlets.addresses import KINDS, absolute
from releases.outlets.answering import document

from . import formats
from .entries import LENGTH, Feed, entry, newest, section_name, sizes


@csrf_exempt
@require_safe
def everything(request: HttpRequest, language: str, form: str) -> HttpResponseBase:
    """The newest 50 releases in a language. Two queries, or three."""
    return _answer(request, language, form, [])


@csrf_exempt
@require_safe
def section(request: HttpRequest, language: str, section: str, form: str) -> HttpResponseBase:
    """The newest of one kind. Two queries, or three."""
    return _answer(request, language, form, [section_name(KINDS[section])], kind=KINDS[section])


@csrf_exempt
@require_safe
def topic(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponseBase:
    """The newest on a topic; 404 for one that no public edition names. Two queries, or three."""
    return _answer(request, language, form, None, topic=slug)


@csrf_exempt
@require_safe
def person(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponseBase:
    """The newest that name a person; 404 for one that no public edition names. Two queries, or three."""
    return _answer(request, language, form, None, person=slug)


def _answer(request: HttpRequest, language: str, form: str, names: list[str] | None, **which: str) -> HttpResponseBase:
    """`names` is None where the newest edition tells what the feed's subject is called."""
    at = timezone.now()
    imprint = reading.imprint_at(at)
    if imprint is None or language not in imprint.body["languages"]:
        raise Http404
    with translation.override(language):
        editions = newest(language=language, at=at, **which)
        if names is None:
            names = [_name(editions, **which)]
        bytes_of = sizes(editions)
        mission = pick(imprint.body["names"], language)[1]
        feed = Feed(
            title=" · ".join([*names, mission]),
            mission=mission,
            language=language,
            home=absolute(request, request.path.rpartition("/")[0] + "/"),
            address=absolute(request, request.path),
            description=_("The newest %(number)d releases, in full.") % {"number": LENGTH},
            entries=[entry(edition, lambda path: absolute(request, path), bytes_of) for edition in editions],
        )
        media_type, body = formats.WRITERS[form](feed)
    return document(request, body, media_type, language=language)


def _name(editions: list[Edition], *, topic: str = "", person: str = "") -> str:
    """What the newest of these editions calls the topic or the person. Raises Http404 where there is none."""
    part, slug = ("topics", topic) if topic else ("people", person)
    if not editions:
        raise Http404
    name: str = next(named["name"] for named in editions[0].body[part] if named["slug"] == slug)
    return name
