"""The admin site itself: the news desk in front, one rule for autocompletion, no bulk deletion anywhere."""

from functools import update_wrapper
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from releases.outlets.site import typefaces

from . import barred
from .navigation import begun, grouped
from .signing_in.one_door import OneDoor


class Desk(OneDoor):
    site_title = _("Press office")
    site_header = _("Press office")
    index_title = _("News desk")
    index_template = "admin/news_desk.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.disable_action("delete_selected")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """One query: the mission's name stands over every page of those who are signed in."""
        from releases.authoring.models import Mission  # models are not loaded when the site is made

        context = super().each_context(request)
        mission = Mission.objects.first() if context["has_permission"] else None
        return {**context, "mission": mission, "typefaces": typefaces.address("fonts.css")}

    def admin_view(self, view: Any, *cacheable: bool, **named: bool) -> Any:
        """What is not there, and what the person may not do, is told within the desk; to the signed out, nothing."""

        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                return view(request, *args, **kwargs)
            except barred.TOLD as error:
                return barred.told(self, request, error)

        return super().admin_view(update_wrapper(within, view), *cacheable, **named)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        return grouped(self._build_app_dict(request, app_label))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from .news_desk import sections  # as above
        from .typed import staff

        context = {**self.each_context(request), "title": self.index_title, "subtitle": None}
        context["new"] = begun(context["available_apps"])
        request.current_app = self.name
        return TemplateResponse(
            request, self.index_template or "", {**context, **sections(staff(request)), **(extra_context or {})}
        )

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        """One front door: the list of models by the alphabet leads to the news desk."""
        return HttpResponseRedirect(reverse("admin:index", current_app=self.name))

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from .javascript import DeskCatalog  # as above

        return cast(HttpResponse, DeskCatalog.as_view()(request))

    def get_urls(self) -> list[Any]:
        from . import site_at, standing  # as above

        return [*site_at.urls(self), *standing.urls(self), *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        from .writing.choosing import WritingAutocomplete  # as above

        return cast(HttpResponse, WritingAutocomplete.as_view(admin_site=self)(request))
