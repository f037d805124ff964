"""What keeps sessions, staff and words to them: below /admin/ alone, since a reader has none, and pays for the look."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest
from django_otp import middleware as otp

if TYPE_CHECKING:
    from django.utils.deprecation import MiddlewareMixin as _Middleware
else:
    _Middleware = object


class _AtTheDesk(_Middleware):
    def __call__(self, request: HttpRequest) -> Any:
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        return super().__call__(request)


class SessionMiddleware(_AtTheDesk, sessions.SessionMiddleware):
    pass


class AuthenticationMiddleware(_AtTheDesk, auth.AuthenticationMiddleware):
    pass


class OTPMiddleware(_AtTheDesk, otp.OTPMiddleware):  # type: ignore[misc]  # it has no types
    pass


class MessageMiddleware(_AtTheDesk, messages.MessageMiddleware):
    pass
