"""The admin site itself: the news desk in front, one rule for autocompletion, no bulk deletion anywhere."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    site_title = _("Press office")
    site_header = _("Press office")
    index_title = _("News desk")
    index_template = "admin/news_desk.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.disable_action("delete_selected")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from .news_desk import lists  # reads models, which are not loaded when the site is made
        from .typed import staff

        return super().index(request, {**lists(staff(request)), **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        from .choosing import DeskAutocomplete  # as above

        return cast(HttpResponse, DeskAutocomplete.as_view(admin_site=self)(request))
