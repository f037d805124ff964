"""Addresses made from titles."""

import itertools

from django.utils.text import slugify

from releases.authoring.models import Text
from releases.editions.models import Edition

_LONGEST = 100


def address_for(text: Text) -> str:
    """From the title where that gives Latin letters, else the source language's address; free in the text's language.

    Two queries, and two for each number tried.
    """
    source = Text.objects.filter(release=text.release, language=text.release.source_language).exclude(pk=text.pk)
    wanted = slugify(text.title) or source.values_list("slug", flat=True).first()
    base = (wanted or f"{text.release.kind}-{text.release.pk}")[: _LONGEST - 5].strip("-")
    tries = itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2)))
    return next(slug for slug in tries if _is_free(slug, text))


def _is_free(slug: str, text: Text) -> bool:
    """Neither a working copy nor an edition of another release has it: an address in the record is taken for ever."""
    release = text.release
    drafts = Text.objects.filter(language=text.language, slug=slug).exclude(pk=text.pk)
    editions = Edition.objects.filter(language=text.language, kind=release.kind, slug=slug).exclude(uid=release.uid)
    return not drafts.exists() and not editions.exists()
