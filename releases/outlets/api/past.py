"""The editions that a release had, each as it was; and what is answered once it is gone."""

import datetime as dt
import uuid

from django.http import Http404, HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from releases.editions import reading
from releases.editions.canonical import instant
from releases.outlets.addresses import absolute

from . import ninjs
from .answers import ApiView
from .asking import Asked
from .problems import Problem
from .rendering import ITEMS
from .representations import chosen, detail, tombstone


class Editions(ApiView):
    """Every edition that a release had in a language, with its public note, the latest first. Three queries.

    `api_url` is null for one that was expunged, or taken back by a withdrawal.
    """

    parameters = frozenset({"language"})

    def get(self, request: Request, uid: uuid.UUID) -> HttpResponseBase:
        ask = self.asked()
        current = reading.edition_at(uid=uid, language=ask.language, at=self.now)
        if current is None:
            return gone(self, uid, ask)
        rows = reading.editions_of(uid=uid, language=ask.language, at=self.now).defer("content")
        shown = set(reading.not_withdrawn_since(rows, now=self.now).values_list("number", flat=True))
        return self.answer(
            {
                "results": [
                    {
                        "edition": row.number,
                        "status": row.change,
                        "note": row.note,
                        "title": row.title,
                        "public_from": _instant(row.public_from),
                        "public_until": _instant(row.public_until),
                        "digest": row.content_digest,
                        "expunged": row.expunged_at is not None,
                        "api_url": absolute(request, f"{request.path}{row.number}/?language={ask.language}")
                        if row.number in shown
                        else None,
                    }
                    for row in rows
                ]
            },
            language=ask.language,
            changed_at=self.last_change(past=True),
        )


class EditionOf(ApiView):
    """One edition, as it was, while the release is public. Two queries."""

    renderer_classes = ITEMS
    parameters = frozenset({"language", "fields"})

    def get(self, request: Request, uid: uuid.UUID, number: int) -> HttpResponseBase:
        ask = self.asked()
        if reading.edition_at(uid=uid, language=ask.language, at=self.now) is None:
            return gone(self, uid, ask)
        ever = reading.editions_of(uid=uid, language=ask.language, at=self.now)
        edition = reading.not_withdrawn_since(ever, now=self.now).filter(number=number).first()
        if edition is None:
            raise Http404
        if request.accepted_renderer.format == "ninjs":
            data = ninjs.item(edition, request, embargoed_until=None, versions=[])
        else:
            until = {"public_until": _instant(edition.public_until)}
            data = {**chosen(detail(edition, request, now=self.now), ask.fields), **until}
        return self.answer(data, language=ask.language, changed_at=self.last_change(past=True))


def gone(view: ApiView, uid: uuid.UUID, ask: Asked, *, kind: str = "") -> Response:
    """410 with a tombstone for what was withdrawn in a language that was asked for, else 404. A query a language."""
    for language in dict.fromkeys((ask.language, *ask.languages)):
        last = reading.last_of_release(uid=uid, language=language, at=view.now)
        if last is None or last.ended_as != "withdrawn" or not last.public_until or last.public_until > view.now:
            continue
        if kind and last.kind != kind:
            break
        if view.request.accepted_renderer.format == "ninjs":
            return Response(ninjs.tombstone(last, view.request), status=410, headers={"Cache-Control": "no-store"})
        raise Problem("withdrawn", **{k: v for k, v in tombstone(last, view.request).items() if k != "status"})
    raise Http404


def _instant(moment: dt.datetime | None) -> str | None:
    return instant(moment) if moment else None
