"""The page of a submitted text, exactly as readers would get it: published, drawn by the site's own view, undone."""

import datetime as dt
import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from releases.authoring.models import Release
from releases.authoring.visibility import reads_all_drafts, releases_seen_by
from releases.editions import vantage
from releases.editions.acts.acting import margin
from releases.editions.models import Edition, EditionFile, Ending, JournalEntry, SubmissionItem
from releases.editions.shape import files_shown
from releases.outlets.site.addresses import release as address_on_the_site
from releases.outlets.site.relinking import relinked

from . import site_at
from .media import address_of_file
from .typed import staff

_MEDIA = re.compile(r"\A/media/(?P<digest>[0-9a-f]{64})/")


Contents = Sequence[tuple[SubmissionItem, str]]
"""The texts of a submission, each with its canonical content."""


def page(request: HttpRequest, contents: Contents, item: int, at: dt.datetime | None) -> HttpResponseBase:
    """Of the text with this key. Nothing of it is left behind, and nobody else ever sees it."""
    opens = max(at or timezone.now(), timezone.now()) + margin()
    with transaction.atomic():
        try:
            return _drawn(request, contents, item, opens)
        finally:
            transaction.set_rollback(True)


def _drawn(request: HttpRequest, contents: Contents, item: int, opens: dt.datetime) -> HttpResponseBase:
    opened = {row.pk: _open(row, content, opens) for row, content in contents}
    uids = [edition.uid for edition in opened.values()]
    path = address_on_the_site(opened[item].body)
    user = staff(request)
    seen = releases_seen_by(user, Release.objects.all()).values("uid")
    ahead = Q() if reads_all_drafts(user) else Q(uid__in=uids) | Q(uid__in=seen)
    with vantage.looking_from(opens, ahead=ahead):
        response = site_at._of_the_site(request, path)
    if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = relinked(response.content.decode(), lambda link: _led(link, opens))
    for name in ("ETag", "Last-Modified", "Expires"):
        response.headers.pop(name, None)
    for name, value in site_at.HEADERS.items():
        response[name] = value
    return response


def _led(link: str, at: dt.datetime) -> str:
    """A file of the page to the desk's gate, a page of the site to the site at that time."""
    media = _MEDIA.match(link)
    return address_of_file(media["digest"]) if media else site_at.address_at(at, link)


def _open(item: SubmissionItem, content: str, opens: dt.datetime) -> Edition:
    """A row that will have been undone: so no act, and the journal's last entry in place of its own."""
    release = item.release
    last = JournalEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 1
    rows = Edition.objects.filter(uid=release.uid, language=item.language)
    ends = Q(public_until__isnull=True) | Q(public_until__gt=opens)
    # What is planned after it stands in the way of an approval, not of a look at the page.
    for planned in rows.filter(ends, public_from__gte=opens).exclude(ended_as=Ending.CANCELLED):
        Edition.objects.filter(pk=planned.pk).update(
            public_until=planned.public_from, ended_as=Ending.CANCELLED, ended_by_entry_id=last
        )
    before = rows.filter(ends, public_from__lt=opens)
    before.update(public_until=opens, ended_as=Ending.SUPERSEDED, ended_by_entry_id=last)
    edition = Edition(
        uid=release.uid,
        kind=release.kind,
        language=item.language,
        number=(rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        content=content,
        content_digest=item.digest,
        released_at=rows.exclude(ended_as=Ending.CANCELLED)
        .order_by("number")
        .values_list("released_at", flat=True)
        .first()
        or opens,
        public_from=opens,
        opened_by_entry_id=last,
    )
    edition.change = "update" if edition.number > 1 else "new"
    edition.slug, edition.title = edition.body["slug"], edition.body["title"]
    edition.save(force_insert=True)
    EditionFile.objects.bulk_create(EditionFile(edition=edition, digest=name) for name in files_shown(edition.body))
    return edition
