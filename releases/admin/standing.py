"""How the installation stands, for administrators: what `/readyz` tells a supervisor of this machine, in words."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.authoring.languages import interface_language
from releases.authoring.models import User
from releases.outlets import readiness
from releases.outlets.file_sizes import file_size

from . import failing, working
from .news_rows import Mark, Row, Section
from .typed import staff


def urls(site: AdminSite) -> list[URLPattern]:
    return [path("state/", site.admin_view(require_safe(partial(_state, site))), name="state")]


def _state(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Ten queries, besides those of the frame."""
    user = staff(request)
    if not user.has_perm("releases.view_endpoint"):
        raise PermissionDenied
    context = {
        **site.each_context(request),
        "title": _("State of the installation"),
        "site": Section("site", _("The site"), _rows(readiness.checks()), counted=False),
        "worker": Section("worker", _("The worker"), _worker(user), counted=False),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/state.html", context)


def _worker(user: User) -> list[Row]:
    return [replace(row, step=None) for row in (*failing.workers(), *working.rows(user))]


def _rows(found: dict[str, Any]) -> list[Row]:
    free = file_size(readiness.free_bytes(), interface_language())
    rows = [
        _row(
            _("Database"),
            _("It answers, and is migrated."),
            _("Migrations are missing: run manage.py migrate."),
            fault=found["database"] != "ok",
        ),
        _row(
            _("Media folder"),
            _("Files can be kept."),
            _("It cannot be written to: look at who owns it, and at the file system."),
            fault=found["media"] != "ok",
        ),
        _row(
            _("Disk"),
            _("%(size)s are free.") % {"size": free},
            _("Only %(size)s are free: make room, or uploads and backups fail.") % {"size": free},
            fault=found["storage"] != "ok",
        ),
    ]
    if "clock" not in found:  # the database cannot be asked yet
        return rows
    apart = number_format(abs(found["clock"]["difference_s"]), 2)
    return [
        *rows,
        _row(
            _("Clocks"),
            _("Ours and the database’s are %(seconds)s s apart.") % {"seconds": apart},
            _("Ours and the database’s are %(seconds)s s apart: nothing is approved until NTP has set them right.")
            % {"seconds": apart},
            fault=found["clock"]["state"] != "ok",
        ),
        _row(
            _("Journal"),
            _("The last entry is as it was written, and follows the one before."),
            _("The last entry was altered: run manage.py verify_record, and ask who had access to the database."),
            fault=found["chain"] != "ok",
        ),
    ]


def _row(title: str, good: str, bad: str, *, fault: bool) -> Row:
    mark = Mark("late", _("look at it")) if fault else Mark("public", _("in order"))
    return Row(title=title, facts=bad if fault else good, marks=[mark], step=None)
