"""What is on the screen, as the text that it would be; saved for a moment, composed, and taken back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from releases.assets import recipes
from releases.assets.models import Rendition
from releases.authoring.models import MediaAsset, Release, Text, User
from releases.authoring.visibility import releases_seen_by
from releases.editions import shape
from releases.editions.compose import Drafted, drafted
from releases.editions.working import Item, WorkingCopies
from releases.errors import Fault

from .. import checking, sight
from ..addresses import address_for
from ..typed import ModelAdmin
from .blocks import is_removed, problems_of


@dataclass(frozen=True)
class Made:
    """`beside` are titles of what is shown as it is worked on, since readers have none of it yet.

    `pictures` stand in, digest for digest, for those that are made when a text is submitted.
    """

    release: Release
    language: str
    drafted: Drafted
    beside: list[str]
    pictures: dict[str, str]


@dataclass
class Unsaved:
    """`made` is None where not even a release and a language are known; `wrong` was left out of it.

    `checks` is the panel of what the checks find, where it was asked for.
    """

    made: Made | None = None
    checks: str | None = None
    wrong: list[Fault] = field(default_factory=list)


@dataclass
class _Typed:
    """The text with what was typed, as far as it can be taken; `blocks` are forms to save, `removed` rows to delete."""

    row: Text
    blocks: list[Any]
    removed: list[Any]


def unsaved(
    admin: ModelAdmin, request: HttpRequest, text: Text | None, user: User, *, at: dt.datetime, with_checks: bool
) -> Unsaved:
    """Runs the form as a saving would, and undoes all of it.

    The forms are judged first: the database is locked for writing only while they are saved and composed. Files are
    left aside: they would stay. Who may only read gets what is saved.
    """
    found = Unsaved()
    may_write = text is None or admin.has_change_permission(request, text)
    typed = _typed(admin, request, text, found) if may_write else None
    row = typed.row if typed else text if not may_write else None
    if row is None:
        return found
    try:
        with transaction.atomic():
            try:
                if typed:
                    _save(typed, user)
                found.made = _made(row, user, at)
                found.checks = checking.rendered(request, row.release, row.language) if with_checks else None
            finally:
                transaction.set_rollback(True)
    except IntegrityError:
        found.wrong.append(
            Fault(_("Somebody changed this at the same moment. Go on: the next preview has it."), release=0)
        )
    return found


def _typed(admin: Any, request: HttpRequest, text: Text | None, found: Unsaved) -> _Typed | None:
    """None where no text can be made of it. What is wrong is written down."""
    fields = flatten_fieldsets(admin.get_fieldsets(request, text))
    form = admin.get_form(request, text, change=text is not None, fields=fields)(request.POST, instance=text)
    formsets, _inlines = admin._create_formsets(request, form.instance, change=text is not None)
    form.is_valid()
    row: Text = form.instance
    stale = [error.code for error in form.errors.as_data().get("__all__", ())]
    found.wrong = [
        Fault(f"{form.fields[name].label}: {error}" if name in form.fields else str(error), release=0, field=name)
        for name, errors in form.errors.items()
        for error in errors
        if not (name == "__all__" and "stale" in stale)
    ]
    if not row.release_id or not row.language:
        return None
    if text is None and Text.objects.filter(release=row.release_id, language=row.language).exists():
        return None
    if not row.slug or "slug" in form.errors or _is_taken(row):
        row.slug = address_for(row)
    typed = _Typed(row, [], [])
    for block in [block for formset in formsets for block in formset.forms]:
        if is_removed(block):
            typed.removed += [block.instance] if block.instance.pk else []
        elif block.has_changed() and block.is_valid():
            typed.blocks.append(block)
        elif block.has_changed():
            found.wrong += [Fault(problem, release=0, field=block.prefix) for problem in problems_of(block)]
    return typed


def _is_taken(text: Text) -> bool:
    return Text.objects.filter(language=text.language, slug=text.slug).exclude(pk=text.pk).exists()


def _save(typed: _Typed, user: User) -> None:
    """One query for the text, one for each block that was changed, two for each that was removed."""
    typed.row.edited_by = user
    typed.row.save()
    for removed in typed.removed:
        removed.delete()
    for form in typed.blocks:
        block = form.save(commit=False)
        block.parent = typed.row
        block.save()


def _made(text: Text, user: User, at: dt.datetime) -> Made:
    item = (text.release_id, text.language)
    copies = WorkingCopies([item], at)
    cited = copies.cited(item)
    seen = releases_seen_by(user, Release.objects.filter(pk__in=[row.pk for row in cited]))
    visible = {row.pk: row for row in seen.prefetch_related("texts")}
    beside = _beside(copies, cited, visible, item)
    hidden = {row.pk: sight.hidden_label() for row in cited if row.pk not in visible}
    composed = drafted(item, beside=beside, at=at, titles=hidden)
    return Made(
        release=text.release,
        language=text.language,
        drafted=composed,
        beside=[str(visible[pk]) for pk, _language in beside],
        pictures=_pictures(composed, [item[0], *(pk for pk, _language in beside)]),
    )


def _beside(copies: WorkingCopies, cited: list[Release], visible: Mapping[int, Release], item: Item) -> list[Item]:
    """What it cites and is not public, in this language, else in its own: the person's to see."""
    beside = []
    for row in cited:
        for language in dict.fromkeys((item[1], row.source_language)):
            if copies.public_edition(row.uid, language) is not None or row.pk == item[0]:
                break
            if row.pk in visible and language in [text.language for text in visible[row.pk].texts.all()]:
                beside.append((row.pk, language))
                break
    return beside


def _pictures(drafted_: Drafted, releases: list[int]) -> dict[str, str]:
    """For each file of a draft that is not made yet: the one picture that was made when it came in."""
    files = shape.files_shown(drafted_.content)
    wanting = files - set(Rendition.objects.filter(pk__in=files).values_list("pk", flat=True)) if files else set()
    if not wanting:
        return {}
    rows = MediaAsset.objects.filter(pk__in=releases).exclude(file=None).select_related("file__preview")
    assets = {str(asset.uid): asset for asset in rows}
    found: dict[str, str] = {}
    for content in [drafted_.content, *drafted_.content["cites"]]:
        asset = assets.get(content["uid"])
        if asset and asset.file and asset.file.picture:
            digest = recipes.first_usable(asset.file.picture).digest
            found |= {row["digest"]: digest for row in content["media"]["renditions"] if row["digest"] in wanting}
    return found


def nothing_yet() -> str:
    return _("Choose the release and the language first. The preview follows.")
