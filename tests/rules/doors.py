"""Every address of the URL configuration, with what each role may expect there: the table of `test_doors`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

ROLES = ("visitor", "stranger", "author", "second_author", "reviewer", "administrator")
STAFF = ROLES[2:]
MODELS = {str(model._meta.model_name): model for model in admin.site._registry}

_ALL, _WRITERS, _ADMINISTRATOR = frozenset(STAFF), frozenset(STAFF[:3]), frozenset({"administrator"})
_WRITTEN = {"briefing", "statement", "statistic", "mediaasset", "text", "numbermark"}
_REGISTERS = {"person", "office", "organisation", "topic"}
_READ = {"edition", "journalentry", "submission", "imprint", "pin", "release", "observation", "comment"}
_FOR_ADMINISTRATOR = {"mission", "user", "partner", "earlyreading", "staffmail", "subscriber"}

# Who may list and open, and who may add. A model that is missing here fails the test.
MAY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_WRITTEN, (_ALL, _WRITERS)),
    **dict.fromkeys(_REGISTERS, (_ALL, _ALL)),
    **dict.fromkeys(_READ, (_ALL, frozenset())),
    **dict.fromkeys(_FOR_ADMINISTRATOR, (_ADMINISTRATOR, frozenset())),
    "user": (_ADMINISTRATOR, _ADMINISTRATOR),
    "partner": (_ADMINISTRATOR, _ADMINISTRATOR),
}
# Models whose rows belong to a draft: what the person may not see answers as what is missing.
HIDDEN = _WRITTEN | {"edition", "submission", "release", "observation", "pin", "comment"}

# By the beginning of an address: "public" answers alike to everybody, "door" lets people in or out, "desk" asks for
# a member of the staff, "own" shows each person their own. The first that fits holds; none is a failure.
KINDS: tuple[tuple[str, str], ...] = (
    (r"admin/(login|logout|password_reset|reset)/", "door"),
    (r"admin/(account|password_change)/", "own"),
    (r"admin/jsi18n/\Z", "desk"),
    (r"admin/(site/|state/|autocomplete/|r/|\Z|%\(app_label\)s/|%\(url\)s)", "desk"),
    (r"admin/releases/(?P<model>\w+)/", "model"),
    (r"api/v1/", "api"),
    (r"(preview/%\(token\)s|early/%\(access\)s)/", "public"),
    (r"(media/|theme/|sitemap|robots\.txt|favicon\.ico|\.well-known/security\.txt|healthz|readyz|metrics)", "public"),
    (r"(%\(language\)s/|\Z)", "public"),
)


@dataclass(frozen=True)
class Door:
    """`route` has its parameters as `%(name)s`; `kind` is of KINDS, "" where none fits."""

    route: str
    parameters: tuple[str, ...]
    kind: str
    model: str

    @property
    def ending(self) -> str:
        """Of an address of a model, what follows it: "", "add/", "%(object_id)s/change/"."""
        return self.route.removeprefix(f"admin/releases/{self.model}/")

    @property
    def is_of_object(self) -> bool:
        return bool({"object_id", "pk", "id", "digest"} & set(self.parameters))

    def at(self, samples: Mapping[str, Any]) -> str:
        return "/" + self.route % samples


def doors() -> list[Door]:
    """Each route of the URL configuration once."""
    found: dict[str, Door] = {}
    for pattern in _patterns(get_resolver()):
        route, parameters = normalize(pattern)[0]
        found.setdefault(route, _door(route, tuple(parameters)))
    return list(found.values())


def _door(route: str, parameters: tuple[str, ...]) -> Door:
    for beginning, kind in KINDS:
        if match := re.match(beginning, route):
            model = match.groupdict().get("model", "")
            known = kind != "model" or model in MAY
            return Door(route, parameters, kind if known else "", model)
    return Door(route, parameters, "", "")


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        whole = before + str(pattern.pattern.regex.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield whole
        else:
            yield from _patterns(pattern, whole)
