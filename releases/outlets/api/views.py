"""`/api/v1/releases/`: the public record, newest first."""

import datetime as dt
import uuid

from django.http import Http404
from django.utils import timezone, translation
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from releases.authoring.languages import LANGUAGES
from releases.editions import reading
from releases.outlets import cursors
from releases.outlets.addresses import KINDS, absolute

from .representations import detail, summary

PAGE = 20
_KNOWN = {"language", "kind", "cursor", "format"}


class ReleaseList(APIView):
    """Public releases in a language. One query."""

    def get(self, request: Request) -> Response:
        _refuse_unknown(request)
        language = _language(request)
        rows = reading.public(timezone.now()).filter(language=language)
        kind = request.query_params.get("kind")
        if kind is not None:
            if kind not in KINDS.values():
                raise ValidationError({"kind": [f"{kind} is not one of {', '.join(KINDS.values())}."]})
            rows = rows.filter(kind=kind)
        found = list(rows.newest_first(before=_before(request))[: PAGE + 1])
        page, more = found[:PAGE], len(found) > PAGE
        following = None
        if more:
            query = {"language": language, **({"kind": kind} if kind else {})}
            cursor = cursors.write(page[-1].released_at, page[-1].pk)
            following = absolute(request, f"{request.path}?{cursors.query(query, cursor)}")
        response = Response({"next": following, "results": [summary(edition, request) for edition in page]})
        return _in(language, response)


class ReleaseDetail(APIView):
    """A public release by its permanent id, in the language asked for, with links to the others. One query."""

    def get(self, request: Request, uid: uuid.UUID) -> Response:
        _refuse_unknown(request)
        editions = {edition.language: edition for edition in reading.public(timezone.now()).filter(uid=uid)}
        asked = request.query_params.get("language")
        preferred = _language(request)
        if not editions or (asked is not None and asked not in editions):
            raise Http404
        edition = editions.get(preferred) or editions.get(next(iter(editions.values())).body["source_language"])
        edition = edition or next(iter(editions.values()))
        languages = {
            language: absolute(request, f"{request.path}?language={language}")
            for language in LANGUAGES
            if language in editions
        }
        return _in(edition.language, Response({**detail(edition, request), "languages": languages}))


def _refuse_unknown(request: Request) -> None:
    unknown = sorted(set(request.query_params) - _KNOWN)
    if unknown:
        known = ", ".join(sorted(_KNOWN))
        raise ValidationError({name: [f"There is no such parameter. Known: {known}."] for name in unknown})


def _language(request: Request) -> str:
    asked = request.query_params.get("language")
    if asked is None:
        return translation.get_language_from_request(request).split("-")[0]
    if asked not in LANGUAGES:
        raise ValidationError({"language": [f"{asked} is not one of {', '.join(LANGUAGES)}."]})
    return asked


def _before(request: Request) -> tuple[dt.datetime, int] | None:
    cursor = request.query_params.get("cursor")
    if cursor is None:
        return None
    position = cursors.read(cursor)
    if position is None:
        raise ValidationError({"cursor": ["This is not a cursor of ours. Start again without one."]})
    return position


def _in(language: str, response: Response) -> Response:
    response["Content-Language"] = language
    response["Vary"] = "Accept, Accept-Language"
    response["Cache-Control"] = "public, no-cache"
    return response
