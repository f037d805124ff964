"""For programs of the staff, with a session of the desk: what the checks find in a release, as JSON. It only reads."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES
from releases.authoring.models import Release
from releases.authoring.visibility import releases_seen_by
from releases.editions.checking import checked
from releases.editions.checking_told import told

from .pages import Seen
from .sight import hidden_label
from .typed import staff


class AnswersWithFindings(Seen):
    """Adds the page `findings`, of a release by its key or its permanent id: as `check_release --json` prints it.

    What the person may not see answers as what is not there; what it cites of somebody else's drafts has no name.
    """

    pages = ("findings",)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        try:
            uid = uuid.UUID(object_id)
        except ValueError:
            return super().get_object(request, object_id, from_field)
        return self.get_queryset(request).filter(uid=uid).first()

    def findings_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        """`?language=` narrows it, and may be given several times. Some 50 queries."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        languages = request.GET.getlist("language") or list(LANGUAGES)
        unknown = [language for language in languages if language not in LANGUAGES]
        if unknown:
            said = _("“%(language)s” is none of the languages: %(languages)s.") % {
                "language": unknown[0],
                "languages": ", ".join(LANGUAGES),
            }
            return JsonResponse({"error": said, "parameter": "language"}, status=400)
        seen = releases_seen_by(staff(request), Release.objects.all())
        found = checked([release.pk], at=timezone.now(), seen=seen, hidden=hidden_label())
        return JsonResponse(told(release, found, languages), json_dumps_params={"ensure_ascii": False})
