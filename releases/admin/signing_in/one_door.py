"""The admin site with one way in: whatever leads to the desk asks for a session that a second factor verified."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path, reverse


class OneDoor(AdminSite):
    """Every view of the desk goes through `has_permission`, by `admin_view`."""

    def has_permission(self, request: HttpRequest) -> bool:
        if not super().has_permission(request):
            return False
        return settings.DEMONSTRATION or getattr(request.user, "otp_device", None) is not None

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "demonstration": settings.DEMONSTRATION}

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        from .door import Door, guarded  # models are not loaded when the site is made

        return guarded(Door(self).sign_in)(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return HttpResponseRedirect(reverse("admin:account_password", current_app=self.name))

    def get_urls(self) -> list[Any]:
        from . import account  # as above
        from .door import Door, guarded

        door = Door(self)
        return [
            path("login/code/", guarded(door.second_step), name="second_step"),
            path("login/set-up/", guarded(door.set_up), name="set_up_factor"),
            path("login/language/", guarded(door.speak), name="sign_in_language"),
            path("logout/", guarded(door.sign_out), name="logout"),
            *account.urls(self),
            *super().get_urls(),
        ]
