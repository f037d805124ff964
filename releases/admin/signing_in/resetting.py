"""An administrator takes away the second factors of who has lost them. What they were, nobody sees."""

import functools
import operator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from releases.authoring.models import User
from releases.authoring.signing_in import keeping
from releases.authoring.signing_in.factors import KINDS, codes_left, factors_of
from releases.authoring.signing_in.sessions import sessions_of

from ..typed import staff
from .auditing import audit
from .forms import CurrentPasswordForm

_ALL = gettext_noop("second factors, recovery codes and sessions")
_LOCKED = 429


def with_protection(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `is_protected`: whether the person has a second factor."""
    has = [Exists(model.objects.filter(user=OuterRef("pk"))) for model in KINDS.values()]
    marked: QuerySet[Any] = rows.annotate(is_protected=functools.reduce(operator.or_, has))
    return marked


def page(admin: Any, request: HttpRequest, person: User) -> HttpResponse:
    """Asks for the administrator's own password. One's own factors are kept on one's own page."""
    if not admin.has_change_permission(request, person):
        raise PermissionDenied
    if person == staff(request):
        return HttpResponseRedirect(reverse("admin:account"))
    form = CurrentPasswordForm(request, request.POST or None, of=staff(request).get_username())
    if form.is_valid():
        keeping.reset(user=person)
        audit(request, person, deleted={"name": _ALL, "object": person.get_username()})
        messages.success(
            request, _("%(person)s will be asked for a new second factor at the next sign-in.") % {"person": person}
        )
        return HttpResponseRedirect(reverse("admin:releases_user_change", args=[person.pk]))
    response: HttpResponse = admin.framed(
        request,
        "admin/releases/user/second_factor.html",
        obj=person,
        title=_("Reset the second factor"),
        form=form,
        factors=len(factors_of(person)),
        codes_left=codes_left(person),
        sessions=sessions_of(person).count(),
    )
    if form.locked_until is not None:
        response.status_code = _LOCKED
    return response
