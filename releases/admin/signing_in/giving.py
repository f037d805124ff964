"""An administrator gives somebody a password: the first one, or another where it was forgotten."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.models import User
from releases.authoring.signing_in.sessions import end_sessions

from ..typed import staff
from . import pending
from .auditing import audit
from .forms import NewPasswordForm

_LOCKED = 429


class GivenPasswordForm(NewPasswordForm):
    """With the giver's own password, unless it was entered within the last ten minutes."""

    def __init__(self, request: HttpRequest, *args: Any, user: User, **options: Any) -> None:
        super().__init__(request, *args, user=user, **options)
        self.of = staff(request).get_username()
        if pending.is_confirmed(request):
            del self.fields["current_password"]
        else:
            self.fields["current_password"].label = _("Your own password")


def page(admin: Any, request: HttpRequest, person: User) -> HttpResponse:
    """One's own is changed where the present one is always asked for."""
    if not admin.has_change_permission(request, person):
        raise PermissionDenied
    if person == staff(request):
        return HttpResponseRedirect(reverse("admin:account_password"))
    form = GivenPasswordForm(request, request.POST or None, user=person)
    if form.is_valid():
        pending.confirm(request)
        person.set_password(form.cleaned_data["new_password"])
        person.save(update_fields=["password"])
        end_sessions(user=person)
        audit(request, person, changed={"fields": ["password"]})
        said = _("%(person)s has a new password. Tell it to them by voice, and ask them to change it.")
        messages.success(request, said % {"person": person})
        return HttpResponseRedirect(reverse("admin:releases_user_change", args=[person.pk]))
    response: HttpResponse = admin.framed(
        request, "admin/releases/user/password.html", obj=person, title=_("Give a new password"), form=form
    )
    if form.locked_until is not None:
        response.status_code = _LOCKED
    return response
