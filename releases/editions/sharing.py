"""Share a preview, and revoke it. Opening one is in `opening`.

What is shared is composed once, by value: nothing of it changes afterwards, and a new text needs a new share.
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.models import Release, User
from releases.authoring.visibility import releases_seen_by
from releases.errors import NotComposable, Refusal

from .canonical import canonical, digest_of
from .compose import compose_with_files, digest
from .shares import LONGEST_HOURS, SharedPage, SharedPreview
from .working import Item, WorkingCopies

DEFAULT_HOURS = 48
_TOKEN_BYTES = 32


def share(
    *, release: Release, languages: Collection[str], recipient: str, hours: int, by: User
) -> tuple[SharedPreview, str]:
    """A preview of some texts of a release as they are now, and its token, which is shown now and never again.

    What it cites goes in with it, as far as the person may see it. Raises NotComposable naming what is missing.
    """
    if not by.has_perm("releases.share_preview"):
        raise Refusal(_("You may not share previews. Ask an author or a reviewer."), code="not_permitted")
    if not recipient.strip() or not languages or not 1 <= hours <= LONGEST_HOURS:
        raise Refusal(
            _("Name the recipient, choose a language, and let it end within 14 days."), code="share_incomplete"
        )
    with transaction.atomic():
        now = timezone.now()
        drawn_up, copies = _composed(release, languages, by, now)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        preview = SharedPreview.objects.create(
            uid=release.uid,
            recipient=recipient.strip(),
            token_digest=digest_of(token),
            shared_at=now,
            shared_by=by.username,
            hours=hours,
        )
        SharedPage.objects.bulk_create(
            SharedPage(
                preview=preview,
                language=language,
                content=canonical(content),
                content_digest=digest(content),
                drafted_at=max(release.edited_at, copies.texts[pk, language].edited_at),
            )
            for (pk, language), content in drawn_up.items()
            if pk == release.pk
        )
        forget_ended(now)
    return preview, token


def revoke(*, preview: SharedPreview, by: User) -> SharedPreview:
    """Ends it with the next request; what it showed is deleted, that it was shown and opened is kept."""
    with transaction.atomic():
        row = SharedPreview.objects.select_for_update().get(pk=preview.pk)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by = timezone.now(), by.username
            row.save(update_fields=["revoked_at", "revoked_by"])
        row.pages.all().delete()
    return row


def expunge(*, uid: uuid.UUID, language: str, at: dt.datetime, by: User) -> None:
    """Ends every preview that shows a release, or cites it, in this language, and deletes what they showed."""
    pages = SharedPage.objects.filter(content__contains=str(uid))
    rows = SharedPreview.objects.filter(pk__in=[page.preview_id for page in pages if _has(page, str(uid), language)])
    shown = list(rows.values_list("pk", flat=True))
    rows.filter(revoked_at=None).update(revoked_at=at, revoked_by=by.username)
    SharedPage.objects.filter(preview__in=shown).delete()


def _has(page: SharedPage, uid: str, language: str) -> bool:
    return any((one["uid"], one["language"]) == (uid, language) for one in (page.body, *page.body["cites"]))


def forget_ended(at: dt.datetime) -> None:
    """Deletes what previews showed that ended by themselves; that they were shown and opened stays."""
    for preview in SharedPreview.objects.filter(pages__isnull=False).distinct():
        if not preview.is_live(at):
            preview.pages.all().delete()


def _composed(
    release: Release, languages: Iterable[str], by: User, now: dt.datetime
) -> tuple[dict[Item, dict[str, object]], WorkingCopies]:
    items = [(release.pk, language) for language in languages]
    copies = WorkingCopies(items, now)
    cited = {row for item in items for row in copies.cited(item)}
    seen = set(
        releases_seen_by(by, Release.objects.filter(pk__in=[row.pk for row in cited])).values_list("pk", flat=True)
    )
    bundle = set(items)
    for row in cited:
        public = {edition.language for edition in copies.public_editions_of(row.uid)}
        for language in languages:
            written = {text.language for text in row.texts.all()}
            wanted = language if language in written else row.source_language
            if row.pk in seen and not public & {language, row.source_language}:
                bundle.add((row.pk, wanted))
    try:
        composed = compose_with_files(bundle, at=now, by=by)
    except NotComposable as refused:
        raise NotComposable(_("This cannot be shared yet."), code=refused.code, problems=refused.problems) from None
    composed.files.plan()
    return composed.contents, copies
