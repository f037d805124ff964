"""The way around the desk: groups in the press office's own terms and order, in place of one list by the alphabet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("releases", _("Releases"), ("briefing", "statement", "statistic", "mediaasset", "text", "comment")),
    ("record", _("Record"), ("submission", "edition", "pin", "journalentry", "imprint")),
    ("registers", _("Registers"), ("person", "organisation", "topic", "term", "numbermark")),
    ("partners", _("Partners and readers"), ("partner", "earlyreading", "subscriber")),
    ("mission", _("Mission and staff"), ("mission", "user", "staffmail")),
)
_BEGUN = {"briefing", "statement", "statistic", "mediaasset"}
# What a later model belongs to, where its own folder says so; what none claims stands under the last heading.
_BY_FOLDER = {"partners": "partners", "editions": "record", "outlets": "partners"}


def grouped(apps: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the person may open, in the shape of the stock list of applications; empty groups are left out."""
    models = {model["model"]._meta.model_name: model for app in apps.values() for model in app["models"]}
    groups = []
    for key, name, members in GROUPS:
        rows = [models.pop(member) for member in members if member in models]
        rows += [models.pop(other) for other in sorted(_claimed_by(key, models))]
        if rows:
            groups.append(_group(key, name, rows))
    return [*groups, _group("more", _("More"), models.values())] if models else groups


def begun(groups: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(words, address) of the kinds of release that the person may begin; a text is begun from its release."""
    kinds = [model for group in groups if group["app_label"] == "releases" for model in group["models"]]
    offered = [kind for kind in kinds if kind["add_url"] and kind["model"]._meta.model_name in _BEGUN]
    new = [(str(_("Add %(name)s")) % {"name": kind["model"]._meta.verbose_name}, kind["add_url"]) for kind in offered]
    briefs = any(kind["model"]._meta.model_name == "briefing" for kind in offered)
    return [*new, (str(_("New briefing from a text")), reverse("admin:releases_briefing_intake"))] if briefs else new


def _claimed_by(key: str, models: Mapping[str, Any]) -> list[str]:
    named = {member for _key, _name, members in GROUPS for member in members}
    return [
        name
        for name, model in models.items()
        if name not in named and _BY_FOLDER.get(model["model"].__module__.split(".")[1]) == key
    ]


def _group(key: str, name: Any, rows: Iterable[Any]) -> dict[str, Any]:
    return {"app_label": key, "name": name, "app_url": "", "has_module_perms": True, "models": list(rows)}
