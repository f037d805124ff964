"""What is typed is kept on the server before it is saved: by form and by window, and for nobody else's eyes.

Never here: a change of a working copy. What was kept comes back through the form that it was typed into, and is saved
there, or not.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms.utils import ErrorDict, ErrorList
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.models import WorkingDraft
from releases.authoring.working_drafts import KEPT_FOR, LONGEST_DRAFT

from . import form_data, presence
from .merging import differences
from .pages import Seen
from .places import Place, place_of
from .typed import staff

_MOST_WINDOWS = 20


@dataclass(frozen=True)
class Offer:
    """Typing that was kept in another window, or before the browser went away."""

    window: uuid.UUID
    kept_at: dt.datetime

    @property
    def is_of_today(self) -> bool:
        return timezone.localdate(self.kept_at) == timezone.localdate()


def window_of(request: HttpRequest) -> uuid.UUID | None:
    """The window that the form was opened in; None where none is named, or it is not one."""
    try:
        return uuid.UUID(request.POST.get("kept_window", "") or request.GET.get("restore", ""))
    except ValueError:
        return None


def keep(request: HttpRequest, place: Place, data: str, *, window: uuid.UUID, opened: str) -> dt.datetime:
    """One UPDATE; an INSERT at the first time in a window. `opened` counts then only."""
    now = timezone.now()
    mine = WorkingDraft.objects.filter(typed_by=staff(request), place=place.key)
    if mine.filter(window=window).update(data=data, kept_at=now):
        return now
    draft = WorkingDraft(
        typed_by=staff(request),
        place=place.key,
        window=window,
        release_id=place.release,
        text_id=place.text,
        data=data,
        opened=opened,
        kept_at=now,
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        mine.filter(window=window).update(data=data, kept_at=now)
    spare = mine.order_by("-kept_at", "-pk").values_list("pk", flat=True)[_MOST_WINDOWS:]
    WorkingDraft.objects.filter(pk__in=list(spare)).delete()
    return now


class Keeps(Seen):
    """For a ModelAdmin: `<pk>/keep/` and `add/keep/` take what is typed, `?restore=<window>` brings it back."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        guarded = self.admin_site.admin_view
        return [
            path("add/keep/", guarded(self.keep_view), name=f"{name}_keep_new"),
            path("<path:object_id>/keep/", guarded(self.keep_view), name=f"{name}_keep"),
            path("<path:object_id>/presence/", guarded(self.presence_view), name=f"{name}_presence"),
            *super().get_urls(),
        ]

    def keep_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """POST the form as it is. 413 with words when it is too long; with `desk_discard`, forgets what was kept."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        obj = self._to_write(request, object_id)
        place = place_of(request, self.model, obj)
        if "desk_discard" in request.POST:
            return self._discarded(request, place, obj)
        window = window_of(request)
        if window is None:
            return JsonResponse({"said": _("This page is too old to keep what you type. Open it anew.")}, status=400)
        data = form_data.kept(request.POST)
        if len(data) > LONGEST_DRAFT:
            said = _("This is too long to be kept while you write. Save it, or divide it into two texts.")
            return JsonResponse({"said": said}, status=413)
        opened = self._opened_as(request, obj, window)
        at = timezone.localtime(keep(request, place, data, window=window, opened=opened))
        return JsonResponse({"said": _("Kept at %(at)s, for your eyes alone until you save.") % {"at": f"{at:%H:%M}"}})

    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST every fifteen seconds: who else is here, as a piece of the page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        obj = self._to_write(request, object_id)
        place = place_of(request, self.model, obj)
        if "gone" in request.POST:
            presence.leave(request, place)
            return HttpResponse(status=204)
        presence.beat(request, place, is_unsaved="unsaved" in request.POST)
        return render(request, "admin/releases/text/_presence.html", {"others": presence.others(request, place)})

    def kept_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the form's page needs to keep, to offer what was kept, and to say who else is there."""
        place, opts = place_of(request, self.model, obj), self.opts
        name = f"admin:{opts.app_label}_{opts.model_name}"
        window = window_of(request) or uuid.uuid4()
        query = f"?{request.GET.urlencode()}" if obj is None and request.GET else ""
        return {
            "kept_window": window,
            "kept_address": (reverse(f"{name}_keep", args=[obj.pk]) if obj else reverse(f"{name}_keep_new")) + query,
            "presence_address": reverse(f"{name}_presence", args=[obj.pk]) if obj else "",
            "kept_offers": [] if request.method == "POST" else list(self._offers(request, place, obj, window)),
            "is_restored": self._restored(request) is not None,
            "others": presence.others(request, place),
        }

    def forget_kept(self, request: HttpRequest) -> None:
        """What was typed in this window is saved now."""
        window = window_of(request)
        if window is not None:
            WorkingDraft.objects.filter(typed_by=staff(request), window=window).delete()

    def saved_forms(self, request: HttpRequest, obj: Any) -> tuple[Any, list[Any]]:
        """The form of what is saved, and its formsets: unbound."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = super().get_form(request, obj, change=True, fields=fields)(instance=obj)
        formsets = []
        for formset, inline in self.get_formsets_with_inlines(request, obj):
            prefix = formset.get_default_prefix()
            formsets.append(formset(instance=obj, prefix=prefix, queryset=inline.get_queryset(request)))
        return form, formsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002  as the stock admin has it
        form = super().get_form(request, obj, change=change, **options)
        data = self._restored(request, obj)
        return form if data is None else _restoring(form, data)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        data = self._restored(request, obj)
        return options if data is None else {**options, "data": data, "files": {}}

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:  # noqa: FBT001  as the stock admin
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if self._restored(request) is not None:
            for formset in formsets:
                # What was kept is shown as it is; it is judged when it is saved.
                formset._errors, formset._non_form_errors = [], ErrorList()
                for form in formset.forms:
                    form._errors = ErrorDict()
        return formsets, inlines

    def _to_write(self, request: HttpRequest, object_id: str | None) -> Any:
        """The object, None for a new one; what may not be seen is not found."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        if not self.has_view_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def _discarded(self, request: HttpRequest, place: Place, obj: Any) -> HttpResponse:
        mine = WorkingDraft.objects.filter(typed_by=staff(request), place=place.key)
        try:
            mine.filter(window=uuid.UUID(request.POST["desk_discard"])).delete()
        except ValueError:
            raise Http404 from None
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if obj is not None:
            return HttpResponseRedirect(reverse(f"{name}_change", args=[obj.pk]))
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse(f"{name}_add") + query)

    def _opened_as(self, request: HttpRequest, obj: Any, window: uuid.UUID) -> str:
        """What is saved, if it is still what the person opened: then a later comparison can say who changed what."""
        if obj is None or request.POST.get("seen_edit") != obj.edited_at.isoformat():
            return ""
        if WorkingDraft.objects.filter(typed_by=staff(request), window=window).exists():
            return ""  # written down already
        return form_data.saved(*self.saved_forms(request, obj)).dumped()

    def _offers(self, request: HttpRequest, place: Place, obj: Any, window: uuid.UUID) -> Iterator[Offer]:
        """Those that differ from what is saved. A query, and those of the forms where there is any."""
        mine = WorkingDraft.objects.filter(
            typed_by=staff(request), place=place.key, kept_at__gte=timezone.now() - KEPT_FOR
        )
        rows = list(mine.exclude(window=window)[:_MOST_WINDOWS])
        forms = self.saved_forms(request, obj) if rows and obj is not None else None
        for row in rows:
            if forms is not None:
                typed = form_data.typed(*forms, form_data.taken_up(row.data))
                if not differences(typed, form_data.saved(*forms)):
                    continue
            yield Offer(row.window, row.kept_at)

    def _restored(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of the draft that the address asks for, fitted to the rows that there are now; None without one.

        Read once for a request: the form and each formset ask for it.
        """
        if request.method != "GET" or "restore" not in request.GET:
            return None
        asked: Any = request
        if not hasattr(asked, "desk_restored"):
            # Building the forms asks again, and finds nothing yet.
            asked.desk_restored = None
            asked.desk_restored = self._kept_fields(request, obj)
        return asked.desk_restored

    def _kept_fields(self, request: HttpRequest, obj: Any) -> Any:
        window = window_of(request)
        if window is None or (obj is not None and not self.has_change_permission(request, obj)):
            return None
        place = place_of(request, self.model, obj)
        row = WorkingDraft.objects.filter(typed_by=staff(request), place=place.key, window=window).first()
        return None if row is None else self._fitted(request, obj, form_data.taken_up(row.data))

    def _fitted(self, request: HttpRequest, obj: Any, data: Any) -> Any:
        """Rows that others added meanwhile come as they are saved, those they took away as new ones."""
        if obj is None:
            return data
        forms = self.saved_forms(request, obj)
        mine, theirs = form_data.typed(*forms, data), form_data.saved(*forms)
        for prefix, rows in theirs.rows.items():
            mine.rows[prefix] = {**rows, **mine.rows.get(prefix, {})}
        keys = {prefix: list(rows) for prefix, rows in theirs.rows.items()}
        rest = {name: data.getlist(name) for name in ("seen_edit", "source_digest") if name in data}
        return form_data.as_sent(mine, keys, rest)


def _restoring(form: Any, data: Any) -> Any:
    def __init__(self: Any, *args: Any, **options: Any) -> None:  # noqa: N807  a method of the class below
        form.__init__(self, *args, **{**options, "data": data})
        self._errors = ErrorDict()

    return type(form.__name__, (form,), {"__init__": __init__, "__module__": form.__module__})
