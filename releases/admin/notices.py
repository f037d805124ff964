"""The notice that readers will see: the act is done, the site's own view draws its page, and all of it is undone."""

import datetime as dt
from collections.abc import Callable, Mapping

from csp.constants import SELF
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from releases.authoring.models import User
from releases.editions import acts, vantage
from releases.editions.acts.acting import margin
from releases.editions.models import Change, Edition, EditionFile, Ending
from releases.editions.shape import files_shown
from releases.outlets.addresses import page
from releases.outlets.site.relinking import with_head_and_banner

from . import site_at

_A_MOMENT = dt.timedelta(seconds=1)


def of_withdrawal(
    request: HttpRequest, edition: Edition, *, by: User, reason: Mapping[str, str], at: dt.datetime | None
) -> HttpResponseBase:
    """What stands at the address once the edition is withdrawn. Raises what the act raises."""

    def withdraw() -> dt.datetime:
        with translation.override(edition.language):
            said = reason or {edition.language: _("Your reason will stand here.")}
        ended = acts.withdraw(editions=[edition], by=by, reason=said, at=at)[0].public_until
        return ended or timezone.now()

    return _drawn(request, edition, withdraw)


def of_correction(request: HttpRequest, edition: Edition, *, note: Mapping[str, str]) -> HttpResponseBase:
    """The page as it is, with the note that a correction puts on it."""

    def correct() -> dt.datetime:
        opens = timezone.now() + margin()
        with translation.override(edition.language):
            said = note or {edition.language: _("Your note will stand here.")}
        Edition.objects.filter(pk=edition.pk).update(
            public_until=opens, ended_as=Ending.SUPERSEDED, ended_by_entry_id=edition.opened_by_entry_id
        )
        _replace(edition, opens, said)
        return opens

    return _drawn(request, edition, correct)


def _replace(edition: Edition, opens: dt.datetime, note: Mapping[str, str]) -> None:
    """A row that will have been undone: the entry of the edition before stands in for an act of its own."""
    corrected = Edition(
        uid=edition.uid,
        kind=edition.kind,
        language=edition.language,
        number=edition.number + 1,
        slug=edition.slug,
        title=edition.title,
        content=edition.content,
        content_digest=edition.content_digest,
        change=Change.CORRECTION,
        note=dict(note),
        released_at=edition.released_at,
        public_from=opens,
        opened_by_entry_id=edition.opened_by_entry_id,
    )
    corrected.save(force_insert=True)
    EditionFile.objects.bulk_create(EditionFile(edition=corrected, digest=name) for name in files_shown(edition.body))


def _drawn(request: HttpRequest, edition: Edition, act: Callable[[], dt.datetime]) -> HttpResponseBase:
    path = page(edition.language, edition.kind, edition.slug)
    found = resolve(path)
    with transaction.atomic():
        try:
            at = act() + _A_MOMENT
            # Nothing else that is planned shows through: only this release is seen from then.
            with vantage.looking_from(at, ahead=Q(uid=edition.uid)):
                response: HttpResponseBase = found.func(_as_read(request, path), *found.args, **found.kwargs)
        finally:
            transaction.set_rollback(True)
    return _for_a_frame(response)


def _as_read(request: HttpRequest, path: str) -> HttpRequest:
    """The same visitor, asking for the page with GET and without the conditions of a cache."""
    asked = HttpRequest()
    asked.META = {name: value for name, value in request.META.items() if name not in site_at.OF_CACHES}
    asked.META["REQUEST_METHOD"] = asked.method = "GET"
    asked.path = asked.path_info = asked.META["PATH_INFO"] = path
    return asked


def _for_a_frame(response: HttpResponseBase) -> HttpResponseBase:
    """With leave to stand in a frame of the desk alone; a link opens a window of its own."""
    if isinstance(response, HttpResponse):
        look = format_html('<base target="_blank"><link rel="stylesheet" href="{}">', static("desk/in_frame.css"))
        response.content = with_head_and_banner(response.content.decode(), head=look, banner="")
    for name in ("ETag", "Last-Modified", "Expires"):
        response.headers.pop(name, None)
    for name, value in site_at.HEADERS.items():
        response[name] = value
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    # It is the desk that answers, and well: the page of what is gone is what was asked for.
    response.status_code = 200
    return response
