"""`people/` and `topics/`: whom and what the public editions name, as those say it."""

from typing import Any

from django.http import Http404, HttpResponseBase
from rest_framework.request import Request

from releases.editions.search import describing, finding
from releases.editions.search.models import Role
from releases.outlets.addresses import absolute

from .answers import ApiView

_PARTS = {Role.PERSON: "people", Role.TOPIC: "topics"}


class Subjects(ApiView):
    """All of them that public editions in the language name, by name. One query."""

    parameters = frozenset({"language"})
    role: Role

    def get(self, request: Request) -> HttpResponseBase:
        ask = self.asked()
        counts = finding.count(finding.Wanted(ask.language, ask.languages), at=self.now, periods=[(1, self.now)])
        part = _PARTS[self.role]
        named = counts.people if self.role == Role.PERSON else counts.topics
        return self.answer(
            {
                "results": [
                    {
                        "slug": one.slug,
                        "name": one.name,
                        "releases": one.count,
                        "url": absolute(request, f"/{ask.language}/{part}/{one.slug}/"),
                        "api_url": absolute(request, f"/api/v1/{part}/{one.slug}/"),
                    }
                    for one in sorted(named, key=lambda one: one.name)
                ]
            },
            language=ask.language,
            changed_at=self.last_change(),
        )


class Subject(ApiView):
    """Names by language; of a topic its IPTC Media Topic, of a person the offices. One query."""

    parameters = frozenset()
    role: Role

    def get(self, request: Request, slug: str) -> HttpResponseBase:
        self.asked()
        part = _PARTS[self.role]
        described = describing.described(role=self.role, slug=slug, at=self.now)
        said = [(one.language, one.body) for one in described]
        if not said:
            raise Http404
        names: dict[str, str] = {}
        for language, one in said:
            names.setdefault(language, one["name"])
        return self.answer(
            {
                "slug": slug,
                "names": dict(sorted(names.items())),
                **self._facts(said),
                "urls": {language: absolute(request, f"/{language}/{part}/{slug}/") for language in sorted(names)},
                "releases_url": absolute(request, f"/api/v1/releases/?{self.role}={slug}&language=all"),
            },
            changed_at=self.last_change(),
        )

    def _facts(self, said: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
        if self.role == Role.TOPIC:
            return {"mediatopic": said[0][1]["mediatopic"]}
        offices: list[dict[str, Any]] = []
        for language, one in said:
            if one["office"] and {"language": language, **one["office"]} not in offices:
                offices.append({"language": language, **one["office"]})
        return {"offices": offices}


class People(Subjects):
    role = Role.PERSON


class Person(Subject):
    role = Role.PERSON


class Topics(Subjects):
    role = Role.TOPIC


class Topic(Subject):
    role = Role.TOPIC
