"""From the address of a person or a topic that was joined with another to that other's."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from releases.editions.search import finding
from releases.editions.search.models import Role

from .serving import Visit


def moved(visit: Visit, role: Role, slug: str, *, route: str) -> HttpResponse:
    """301 where the other has a page in this language; 404 for all else. One query."""
    present = finding.registered_instead(role, slug, at=visit.at).get(visit.language)
    if present is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse(route, args=[visit.language, present]))
