"""Pages of the desk beside the stock ones: the same doors, the same frame."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from . import moments, sight
from .in_words import InWords
from .long_lists import Bounded
from .looking import NewestFirst
from .picking import Picks, may_be_key
from .typed import ModelAdmin, staff


class Seen(Picks, InWords, ModelAdmin):
    """A ModelAdmin that knows of nothing but what the person may see: list, form, history, delete, search.

    `pages` names further pages of one object: each a method `<name>_page(request, obj)` at `<pk>/<name>/`. `newest`
    names the column by which a long list is searched and filtered, see `NewestFirst`.
    """

    pages: tuple[str, ...] = ()
    actions = None
    # What a search found is counted; what there is besides is not.
    show_full_result_count = False
    paginator = Bounded
    newest = ""
    formfield_overrides = {DateTimeField: moments.IN_FORMS}

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return NewestFirst

    def beyond(self, query: str) -> Q | None:
        """Which rows have what is sought, by an index, however old; None where none tells."""
        return None

    def get_queryset(self, request: HttpRequest) -> Any:
        return sight.rows_seen_by(staff(request), super().get_queryset(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """None for a key that no row can have, as for one that none has."""
        if from_field is None and not may_be_key(object_id, self.model):
            return None
        return super().get_object(request, object_id, from_field)

    def get_urls(self) -> list[Any]:
        own = [
            path(
                f"<path:object_id>/{page}/",
                self.admin_site.admin_view(self._opened(page)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{page}",
            )
            for page in self.pages
        ]
        return own + super().get_urls()

    def _opened(self, page: str) -> Any:
        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            return self.opened(request, object_id, getattr(self, f"{page}_page"))

        return view

    def opened(self, request: HttpRequest, object_id: str, page: Any) -> HttpResponse:
        """Runs `page(request, obj)` where the person may see the object; what is hidden answers as what is missing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            missing: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
            return missing
        answer: HttpResponse = page(request, obj)
        return answer

    def framed(self, request: HttpRequest, template: str, *, obj: Any, title: str, **context: Any) -> HttpResponse:
        """A page in the frame of the desk, with the trail back to the object."""
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": obj,
                "title": title,
                "has_view_permission": True,
                "media": self.media,
                **context,
            },
        )


class ReadOnly(Seen):
    """A row of the record: to be read here, and changed by acts alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
