"""The media library: filters of a picture desk, files dropped in, where an asset is used."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.assets.ingest import ingest
from releases.assets.verdicts import CHANGES, printable
from releases.authoring.media_drafts import draft_of, holders_of
from releases.authoring.models import Citation, MediaAsset, PictureBlock, Release, Text, User
from releases.authoring.visibility import releases_seen_by
from releases.errors import BadFile

LICENCE_WARNING = dt.timedelta(days=30)


class LayoutFilter(admin.SimpleListFilter):
    """Not a filter of rows: whether they are shown as a grid or as a list."""

    title = gettext_lazy("layout")
    parameter_name = "layout"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("list", _("list"))]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("grid"),
        }
        yield {
            "selected": self.value() == "list",
            "query_string": changelist.get_query_string({self.parameter_name: "list"}),
            "display": _("list"),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class WantingFilter(admin.SimpleListFilter):
    """What a picture desk must still see to."""

    title = gettext_lazy("still to do")
    parameter_name = "wanting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("alt", _("alternative text missing")),
            ("creator", _("creator missing")),
            ("unused", _("used nowhere")),
            ("licence", _("licence ends within 30 days")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == "alt":
            without = Text.objects.filter(release=OuterRef("pk"), alt_text="")
            return queryset.filter(Exists(without), decorative=False)
        if value == "creator":
            return queryset.filter(creator="")
        if value == "unused":
            cited = Citation.objects.filter(cited=OuterRef("pk"))
            shown = PictureBlock.objects.filter(asset=OuterRef("pk"))
            return queryset.exclude(Exists(cited)).exclude(Exists(shown))
        return licence_ending(queryset) if value == "licence" else queryset


def licence_ending(assets: QuerySet[Any]) -> QuerySet[Any]:
    """Assets whose licence has ended, or ends within 30 days; a licence known to the month ends with its first day."""
    last = (timezone.localdate() + LICENCE_WARNING).isoformat()
    return assets.filter(licence_until__gt="", licence_until__lte=last).order_by("licence_until")


def take_in(upload: Any, *, by: User) -> dict[str, Any]:
    """One upload: `{file, verdict, reason, changed, asset}`; `asset` is the key of the draft, or of what was here."""
    name = printable(upload.name)
    try:
        taken = ingest(upload.chunks(), name=upload.name)
    except BadFile as refused:
        return {"file": name, "verdict": "refused", "reason": refused.message, "changed": [], "asset": None}
    changed = [str(CHANGES[key]()) for key in taken.changed]
    seen = set(releases_seen_by(by, MediaAsset.objects.filter(file=taken.file)).values_list("pk", flat=True))
    existing = next((asset for asset in holders_of(taken.file) if asset.pk in seen), None)
    if existing is not None:
        reason = _("These bytes are here already, as “%(asset)s”.") % {"asset": existing}
        return {"file": name, "verdict": "accepted", "reason": reason, "changed": changed, "asset": existing.pk}
    title = name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ").strip() or name
    asset = draft_of(taken.file, title=title, by=by)
    return {"file": name, "verdict": "accepted", "reason": "", "changed": changed, "asset": asset.pk}


def used_in(asset: MediaAsset, user: User) -> list[Release]:
    """Releases that cite or show the asset, among those whose working copy the person may see."""
    shown = PictureBlock.objects.filter(asset=asset).values("parent__release")
    rows = Release.objects.filter(Q(citations__cited=asset) | Q(pk__in=shown)).distinct()
    return list(releases_seen_by(user, rows).prefetch_related("texts").order_by("-id"))
