"""Which form a person has before them: what is kept of their typing, and who else is there, belong to it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from releases.authoring.languages import LANGUAGES
from releases.authoring.models import Release, Text
from releases.authoring.visibility import releases_seen_by

from .typed import staff

_LONGEST_KEY = 18


@dataclass(frozen=True)
class Place:
    """`key` names the form: `text/12/ur`, `briefing/12`, `briefing/new`. `release` is None while there is none."""

    key: str
    release: int | None = None
    language: str = ""
    text: int | None = None


def place_of(request: HttpRequest, model: type[Any], obj: Any = None) -> Place:
    """Of a form that is open, or of one for something new: then the address says for which release and language."""
    name = str(model._meta.model_name)
    if isinstance(obj, Text):
        return Place(f"text/{obj.release_id}/{obj.language}", obj.release_id, obj.language, obj.pk)
    if obj is not None:
        return Place(f"{name}/{obj.pk}", obj.pk)
    release, language = request.GET.get("release", ""), request.GET.get("language", "")
    if model is not Text or not release.isdecimal() or len(release) > _LONGEST_KEY or language not in LANGUAGES:
        return Place(f"{name}/new")
    pk = int(release)
    seen = releases_seen_by(staff(request), Release.objects.filter(pk=pk))
    return Place(f"text/{pk}/{language}", pk, language) if seen.exists() else Place(f"{name}/new")
