"""The three roles as groups of permissions. `manage.py roles` and every start put them in place."""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission

_RELEASE_MODELS = (
    "briefing",
    "statement",
    "statistic",
    "observation",
    "mediaasset",
    "drawnmap",
    "maproute",
    "mapplace",
    "citation",
    "text",
    "textblock",
    "quoteblock",
    "figureblock",
    "chartblock",
    "pictureblock",
    "answerblock",
    "tableblock",
    "numbermark",
)
_REGISTER_MODELS = ("person", "office", "organisation", "topic")
_RECORD_MODELS = (
    "edition",
    "journalentry",
    "submission",
    "submissionitem",
    "imprint",
    "mediafile",
    "rendition",
    "editionfile",
    "pin",
    "acknowledgement",
)


def _all(models: tuple[str, ...], *actions: str) -> set[str]:
    return {f"{action}_{model}" for model in models for action in actions}


_AUTHOR = (
    _all(_RELEASE_MODELS, "add", "change", "delete", "view")
    | _all(_REGISTER_MODELS, "add", "change", "view")
    | _all(_RECORD_MODELS, "view")
    | _all(("comment",), "add", "change", "view")
    | {"view_release", "submit", "share_preview"}
)

ROLES: Mapping[str, frozenset[str]] = {
    "author": frozenset(_AUTHOR),
    "reviewer": frozenset(_AUTHOR | {"approve", "withdraw", "pin_release", "give_early_access"}),
    "administrator": frozenset(
        _all(_RELEASE_MODELS, "view")
        | _all(_REGISTER_MODELS, "add", "change", "delete", "view")
        | _all(_RECORD_MODELS, "view")
        | _all(("mission", "user"), "add", "change", "view")
        | _all(("partner", "key"), "add", "change", "view")
        | _all(("endpoint",), "add", "change", "delete", "view")
        | _all(("earlyreading", "staffmail"), "view")
        | _all(("subscriber",), "delete", "view")
        | _all(("comment",), "add", "change", "view")
        | _all(("dutyofficer", "checksetting"), "add", "change", "delete", "view")
        | {"view_release", "withdraw", "expunge", "publish_imprint"}
    ),
}


def install_roles() -> dict[str, int]:
    """Creates or mends the groups; the number of permissions each holds."""
    counts = {}
    for role, codenames in ROLES.items():
        group, _created = Group.objects.get_or_create(name=role)
        permissions = Permission.objects.filter(content_type__app_label="releases", codename__in=codenames)
        group.permissions.set(permissions)
        counts[role] = len(permissions)
    return counts
