"""`/api/v1/releases/`, the four sections, and a release: the public record, newest first."""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.text import compress_sequence
from rest_framework.request import Request

from releases.editions import known, reading
from releases.editions.models import Edition
from releases.outlets import tables
from releases.outlets.addresses import absolute
from releases.outlets.answering import accepts, tag_of
from releases.outlets.items import embargoed_until

from . import ninjs
from .answers import ApiView
from .asking import FILTERS, PAGING, SHAPE, Asked
from .early import note_early_readings
from .finding import matching, page
from .kept import newest
from .past import gone
from .problems import Problem
from .rendering import FIGURE_LISTS, FIGURES, ITEMS, LISTS, Joined
from .representations import chosen, detail, found_written, versions, written
from .translated import Translations

_DETAIL = frozenset({"language", "fields", "at"})


@lru_cache(maxsize=256)
def _query(parameters: tuple[tuple[str, str], ...]) -> str:
    return urlencode(parameters)


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
    """Public releases. One query; two to four for words; one more for the time of the last change, one for ninjs."""

    renderer_classes = LISTS
    parameters = FILTERS | SHAPE | PAGING
    kind: ClassVar[str] = ""

    def get(self, request: Request) -> Any:
        ask = self.asked()
        if self.kind:
            ask = dataclasses.replace(ask, kind=self.kind)
        if request.accepted_renderer.format == "ndjson":
            return self._lines(ask)
        own = ask.language if len(ask.languages) == 1 else ""
        changed_at = self.last_change(at=ask.at)
        as_json = request.accepted_renderer.format == "json"
        if as_json and ask.is_plain:
            items, cursor = newest(ask, request, now=self.now)
            following = self._following(cursor, ask)
            return self._linked(Joined({"next": following}, items=items), following, own, changed_at)
        found = page(ask, reader=self.reader, now=self.now)
        note_early_readings(self.reader, found.editions, path=request.get_full_path(), now=self.now)
        if request.accepted_renderer.format == "csv":
            return self.csv(found.editions, language=own, changed_at=changed_at)
        following = self._following(found.next_cursor, ask)
        data = self._json if as_json else self._ninjs
        return self._linked(data(following, found.editions, ask), following, own, changed_at)

    def _following(self, cursor: str, ask: Asked) -> str | None:
        """The address of the next page."""
        if not cursor:
            return None
        given = self.request.query_params.dict()
        query = {**given, "language": given.get("language", ask.language), "cursor": cursor}
        return absolute(self.request, f"{self.request.path}?{_query(tuple(query.items()))}")

    def _linked(
        self, data: Any, following: str | None, language: str, changed_at: dt.datetime | None
    ) -> HttpResponseBase:
        response = self.answer(data, language=language, changed_at=changed_at)
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response

    def _ninjs(self, following: str | None, editions: list[Edition], ask: Asked) -> dict[str, Any]:
        others = Translations(editions, now=self.now, at=ask.at)
        items = [
            ninjs.item(
                edition,
                self.request,
                embargoed_until=embargoed_until(edition, self.now),
                versions=others.of(edition),
            )
            for edition in editions
        ]
        return {"next": following, "results": items}

    def _json(self, following: str | None, editions: list[Edition], ask: Asked) -> Joined:
        items = (
            written(edition, self.request, now=self.now, fields=ask.fields, include=ask.include) for edition in editions
        )
        return Joined({"next": following}, items=b",".join(items))

    def _lines(self, ask: Asked) -> HttpResponseBase:
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

        request, changed_at = self.request, self.last_change(at=ask.at, past=True)
        # What is streamed cannot be digested first. It is what the record holds at an interval end, as it was asked.
        said = (request.get_full_path(), ask.language, self.reader.key and self.reader.key.pk, changed_at)
        tag = f"W/{tag_of(repr(said).encode())}" if changed_at else None
        unchanged = get_conditional_response(request._request, etag=tag) if tag else None
        if unchanged is not None and unchanged.status_code == HTTPStatus.NOT_MODIFIED:
            return unchanged
        packed = accepts(request.headers.get("Accept-Encoding", ""), "gzip")
        response = StreamingHttpResponse(
            compress_sequence(lines()) if packed else lines(),
            content_type="application/x-ndjson",
            headers={"Cache-Control": "no-store", "Vary": "Accept-Encoding"},
        )
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        if tag:
            response.headers["ETag"] = tag
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

    One query, two when it is gone, or was not asked for lately; one more for the time of the last change.
    """

    renderer_classes = ITEMS
    parameters = _DETAIL
    kind: ClassVar[str] = ""

    def get(self, request: Request, uid: uuid.UUID) -> Any:
        ask = self.asked()
        if not ask.at and request.accepted_renderer.format == "json":
            rows = known.in_every_language(uid=uid, at=self.now)
            languages = {row.language: row for row in rows if self.kind in {"", row.kind}}
            if not self._has(languages, ask):
                return gone(self, uid, ask, kind=self.kind)
            if (shown := languages.get(ask.language)) and (
                item := found_written(shown.pk, shown.digest, request, fields=ask.fields)
            ):
                return self._json(item, ask.language, languages, ask)
        return self._read(uid, ask)

    def _read(self, uid: uuid.UUID, ask: Asked) -> Any:
        """With the contents."""
        request, rows = self.request, self._rows(uid, ask.at or self.now)
        editions = {edition.language: edition for edition in rows if self.kind in {"", edition.kind}}
        if not self._has(editions, ask):
            return gone(self, uid, ask, kind=self.kind)
        first = next(iter(editions.values()))
        edition = editions.get(ask.language) or editions.get(first.body["source_language"]) or first
        note_early_readings(self.reader, [edition], path=request.get_full_path(), now=self.now)
        if request.accepted_renderer.format == "json":
            item = written(edition, request, now=self.now, fields=ask.fields)
            return self._json(item, edition.language, editions, ask)
        if request.accepted_renderer.format == "csv":
            return self.csv([edition], language=edition.language, changed_at=self.last_change(at=ask.at))
        others = [other for other in editions.values() if other is not edition]
        until = embargoed_until(edition, self.now)
        data = ninjs.item(edition, request, embargoed_until=until, versions=others)
        return self._linked(data, edition.language, versions(request.path, editions, request), ask)

    def _has(self, languages: Collection[str], ask: Asked) -> bool:
        """Whether there is what was asked for: in any language, unless one is named."""
        is_named = "language" in self.request.query_params and len(ask.languages) == 1
        return ask.language in languages if is_named else bool(languages)

    def _rows(self, uid: uuid.UUID, at: dt.datetime) -> Iterable[Edition]:
        if at == self.now:
            return reading.in_every_language(uid=uid, at=at)
        rows = reading.public(at).filter(uid=uid)
        return (
            reading.not_withdrawn_since(rows, now=self.now) if at < self.now else self.reader.bound(rows, now=self.now)
        )

    def _json(self, item: bytes, language: str, languages: Collection[str], ask: Asked) -> HttpResponseBase:
        links = versions(self.request.path, languages, self.request)
        return self._linked(Joined({"languages": links}, first=item), language, links, ask)

    def _linked(self, data: Any, own: str, links: dict[str, str], ask: Asked) -> HttpResponseBase:
        response = self.answer(data, language=own, changed_at=self.last_change(at=ask.at))
        others = [
            f'<{address}>; rel="alternate"; hreflang="{language}"'
            for language, address in links.items()
            if language != own
        ]
        if others:
            response.headers["Link"] = ", ".join(others)
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
