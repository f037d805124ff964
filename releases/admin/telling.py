"""What a row of the record holds as JSON, told for people: who checks digests finds the very words below."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.languages import LANGUAGES, listed, own_name
from releases.authoring.models import DutyOfficer, Mission, User
from releases.editions import journal
from releases.editions.models import Edition, JournalEntry

from . import sight
from .typed import staff


class NamesEditions:
    """For a ModelAdmin of rows that name an edition as the journal does: the column `edition_named`."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """One query for a whole page of the list."""
        changelist: Any = super().get_changelist_instance(request)  # type: ignore[misc]
        rows = list(changelist.result_list)
        editions = _editions([row.edition for row in rows], staff(request))
        for row in rows:
            row.named = _named(row.edition, editions)
        changelist.result_list = rows
        return changelist

    @admin.display(description=gettext_lazy("edition"), ordering="edition")
    def edition_named(self, row: Any) -> Any:
        return row.named


def entry_told(entry: JournalEntry, user: User) -> SafeString:
    """Which editions it opened, moved or ended, from when to when. One query."""
    details = journal.details_of(entry)
    rows = details.get("intervals", [])
    editions = _editions([row["edition"] for row in rows], user)
    moved = format_html_join(
        "",
        "<li>{} <bdi>{}</bdi></li>",
        ((_named(row["edition"], editions), _moved(row.get("old"), row.get("new"))) for row in rows),
    )
    listed = format_html('<ul class="record-told">{}</ul>', moved) if rows else ""
    return format_html("{}{}", listed, _as_kept(entry.details))


def mission_told(content: str) -> SafeString:
    """What readers were told of the mission, under the names that its form has."""
    return format_html("{}{}", _told(json.loads(content), Mission), _as_kept(content))


def _editions(keys: Iterable[str], user: User) -> dict[str, Edition]:
    uids = {key.split("/")[0] for key in keys}
    rows = sight.editions_seen_by(user, Edition.objects.filter(uid__in=uids)).defer("content")
    return {edition.key: edition for edition in rows} if uids else {}


def _named(key: str, editions: Mapping[str, Edition]) -> SafeString:
    edition = editions.get(key)
    if edition is None:
        return format_html("<code>{}</code>", key)
    numbered = _("Edition %(number)s, %(language)s") % {
        "number": edition.number,
        "language": edition.get_language_display(),
    }
    address = reverse("admin:releases_edition_change", args=[edition.pk])
    said = '<a href="{}"><bdi lang="{}">{}</bdi></a> <span class="desk-quiet">{}</span>'
    return format_html(said, address, edition.language, edition.title or _("expunged"), numbered)


def _moved(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> str:
    spans = [_span(one) for one in (old, new) if one]
    return " → ".join(spans)


def _span(interval: Mapping[str, Any]) -> str:
    return f"{_moment(interval.get('public_from'))} – {_moment(interval.get('public_until'))}"


def _moment(instant: str | None) -> str:
    if not instant:
        return "…"
    return f"{timezone.localtime(dt.datetime.fromisoformat(instant)):%Y-%m-%d %H:%M:%S}"


def _told(value: Any, model: Any = None) -> SafeString:
    if isinstance(value, Mapping) and set(value) <= set(LANGUAGES) and value:
        tongues = ((tag, own_name(tag), value[tag]) for tag in LANGUAGES if value.get(tag))
        return format_html_join("", '<p><span class="desk-quiet">{1}:</span> <bdi lang="{0}">{2}</bdi></p>', tongues)
    if isinstance(value, Mapping):
        rows = ((_label(key, model), _told(part, DutyOfficer)) for key, part in value.items() if part)
        return format_html('<dl class="record-facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        return format_html_join("", "{}", ((_told(part, model),) for part in value))
    if isinstance(value, list):
        value = listed(value)
    return format_html("<bdi>{}</bdi>", value)


def _label(key: str, model: Any) -> str:
    """The name of the field that it comes from; where there is none, what the record calls it."""
    try:
        field: Any = model._meta.get_field(key)
    except FieldDoesNotExist:
        field = None
    named = {"duty": _("Duty officers"), "schema": _("Form of the record")}.get(key, key)
    return capfirst(str(getattr(field, "verbose_name", named)))


def _as_kept(words: str) -> SafeString:
    pretty = json.dumps(json.loads(words), ensure_ascii=False, indent=2)
    said = '<details class="record-kept"><summary>{}</summary><pre dir="ltr">{}</pre></details>'
    return format_html(said, _("As the record keeps it"), pretty)
