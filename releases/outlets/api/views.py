"""`/api/v1/releases/`, the four sections, a release and its editions: the public record, newest first."""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.text import compress_sequence
from rest_framework.request import Request
from rest_framework.response import Response

from releases.editions import reading
from releases.editions.canonical import instant
from releases.editions.models import Edition
from releases.outlets import tables
from releases.outlets.addresses import absolute
from releases.outlets.answering import accepts
from releases.outlets.items import embargoed_until

from . import ninjs
from .answers import ApiView
from .asking import FILTERS, PAGING, SHAPE, Asked
from .early import note_early_readings
from .finding import matching, page
from .problems import Problem
from .rendering import FIGURE_LISTS, FIGURES, ITEMS, LISTS, Joined
from .representations import chosen, detail, tombstone, versions, written

_DETAIL = frozenset({"language", "fields", "at"})


class WithFigures(ApiView):
    """What can be given as a table too."""

    def csv(self, editions: list[Edition], *, language: str, changed_at: dt.datetime | None) -> HttpResponseBase:
        """The observations of statistics; no cell that a spreadsheet would run."""
        response = HttpResponse(
            tables.observations(edition.body for edition in editions),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="statistics.csv"'},
        )
        if language:
            response.headers["Content-Language"] = language
        return self.tagged(response, changed_at)


class Releases(WithFigures):
    """Public releases. One query; two for words; one more for the time of the last change."""

    renderer_classes = LISTS
    parameters = FILTERS | SHAPE | PAGING
    kind: ClassVar[str] = ""

    def get(self, request: Request) -> Any:
        ask = self.asked()
        if self.kind:
            ask = dataclasses.replace(ask, kind=self.kind)
        if request.accepted_renderer.format == "ndjson":
            return self._lines(ask)
        found = page(ask, reader=self.reader, now=self.now)
        own = ask.language if len(ask.languages) == 1 else ""
        changed_at = self.last_change(at=ask.at)
        note_early_readings(self.reader, found.editions, path=request.get_full_path(), now=self.now)
        if request.accepted_renderer.format == "csv":
            return self.csv(found.editions, language=own, changed_at=changed_at)
        following = None
        if found.next_cursor:
            query = {**request.query_params.dict(), "language": request.query_params.get("language", ask.language)}
            following = absolute(request, f"{request.path}?{urlencode({**query, 'cursor': found.next_cursor})}")
        response = self.answer(self._list(following, found.editions, ask), language=own, changed_at=changed_at)
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response

    def _list(self, following: str | None, editions: list[Edition], ask: Asked) -> Any:
        request, now = self.request, self.now
        if request.accepted_renderer.format == "ninjs":
            items = [
                ninjs.item(edition, request, embargoed_until=embargoed_until(edition, now), versions=[])
                for edition in editions
            ]
            return {"next": following, "results": items}
        items_written = [
            written(edition, request, now=now, fields=ask.fields, include=ask.include) for edition in editions
        ]
        return Joined({"next": following}, items=tuple(items_written))

    def _lines(self, ask: Asked) -> StreamingHttpResponse:
        """All that matches, an item a line, oldest last; one row is held in memory at a time."""
        rows = matching(ask, reader=self.reader, now=self.now).newest_first()
        if ask.words or ask.cursor or self.request.query_params.keys() & {"limit", "order"}:
            raise Problem(
                "bad-parameter", "An export gives everything that matches: without q, cursor, limit and order."
            )

        def lines() -> Iterator[bytes]:
            for edition in rows.iterator(chunk_size=200):
                note_early_readings(self.reader, [edition], path=self.request.get_full_path(), now=self.now)
                item = chosen(detail(edition, self.request, now=self.now), ask.fields)
                yield json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

        packed = accepts(self.request.headers.get("Accept-Encoding", ""), "gzip")
        response = StreamingHttpResponse(
            compress_sequence(lines()) if packed else lines(),
            content_type="application/x-ndjson",
            headers={"Cache-Control": "no-store", "Vary": "Accept-Encoding"},
        )
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response


class Briefings(Releases):
    kind = "briefing"
    parameters = Releases.parameters - {"kind"}


class Statements(Releases):
    kind = "statement"
    parameters = Releases.parameters - {"kind"}


class Statistics(Releases):
    kind = "statistic"
    parameters = Releases.parameters - {"kind"}
    renderer_classes = FIGURE_LISTS


class Media(Releases):
    kind = "media"
    parameters = Releases.parameters - {"kind"}


class Release(WithFigures):
    """A release by its permanent id, in the language asked for, with links to the others.

    One query, two when it is gone; one more for the time of the last change.
    """

    renderer_classes = ITEMS
    parameters = _DETAIL
    kind: ClassVar[str] = ""

    def get(self, request: Request, uid: uuid.UUID) -> Any:
        ask = self.asked()
        at = ask.at or self.now
        editions = {
            edition.language: edition for edition in self._rows(uid, at) if not self.kind or edition.kind == self.kind
        }
        named = "language" in request.query_params and len(ask.languages) == 1
        if not editions or (named and ask.language not in editions):
            return _gone(self, uid, ask, kind=self.kind)
        first = next(iter(editions.values()))
        edition = editions.get(ask.language) or editions.get(first.body["source_language"]) or first
        note_early_readings(self.reader, [edition], path=request.get_full_path(), now=self.now)
        return self._answer(edition, editions, ask)

    def _rows(self, uid: uuid.UUID, at: dt.datetime) -> Iterable[Edition]:
        if at == self.now:
            return reading.in_every_language(uid=uid, at=at)
        rows = reading.public(at).filter(uid=uid)
        return (
            reading.not_withdrawn_since(rows, now=self.now) if at < self.now else self.reader.bound(rows, now=self.now)
        )

    def _answer(self, edition: Edition, editions: dict[str, Edition], ask: Asked) -> Any:
        request, changed_at = self.request, self.last_change(at=ask.at)
        if request.accepted_renderer.format == "csv":
            return self.csv([edition], language=edition.language, changed_at=changed_at)
        links = versions(request.path, editions, request)
        if request.accepted_renderer.format == "ninjs":
            others = [other for other in editions.values() if other is not edition]
            data: Any = ninjs.item(
                edition, request, embargoed_until=embargoed_until(edition, self.now), versions=others
            )
        else:
            item = written(edition, request, now=self.now, fields=ask.fields)
            data = Joined({"languages": links}, first=item)
        response = self.answer(data, language=edition.language, changed_at=changed_at)
        response.headers["Link"] = ", ".join(
            f'<{address}>; rel="alternate"; hreflang="{language}"'
            for language, address in links.items()
            if language != edition.language
        )
        if not response.headers["Link"]:
            del response.headers["Link"]
        return response


class Briefing(Release):
    kind = "briefing"


class Statement(Release):
    kind = "statement"


class Statistic(Release):
    kind = "statistic"
    renderer_classes = FIGURES


class MediaAsset(Release):
    kind = "media"


class Editions(ApiView):
    """Every edition that a release had in a language, with its public note, the latest first. Three queries.

    `api_url` is null for one that was expunged, or taken back by a withdrawal.
    """

    parameters = frozenset({"language"})

    def get(self, request: Request, uid: uuid.UUID) -> Response:
        ask = self.asked()
        current = reading.edition_at(uid=uid, language=ask.language, at=self.now)
        if current is None:
            return _gone(self, uid, ask)
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

    def get(self, request: Request, uid: uuid.UUID, number: int) -> Response:
        ask = self.asked()
        if reading.edition_at(uid=uid, language=ask.language, at=self.now) is None:
            return _gone(self, uid, ask)
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


def _gone(view: ApiView, uid: uuid.UUID, ask: Asked, *, kind: str = "") -> Response:
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
