"""`/<lang>/<section>/<slug>/press-kit.zip`"""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe
from zipstream import ZipStream

from releases.assets.renditions import made
from releases.assets.storing import Pieces
from releases.authoring.languages import LANGUAGES
from releases.editions import reading
from releases.editions.models import Edition
from releases.outlets import drawings, flow, tables
from releases.outlets.addresses import KINDS, extension

from . import papers


@require_safe
def press_kit(request: HttpRequest, language: str, section: str, slug: str) -> StreamingHttpResponse:
    """A ZIP of what is public now of one release, in every language. Memory does not grow with its size."""
    at = reading.now()
    if language not in LANGUAGES or section not in KINDS:
        raise Http404
    edition = reading.edition_by_address(language=language, kind=KINDS[section], slug=slug, at=at)
    if edition is None:
        raise Http404
    editions = [row for row in reading.with_relatives(edition, at) if row.uid == edition.uid]
    imprint = reading.imprint_at(at)
    if imprint is None:
        raise Http404
    kit = _kit(sorted(editions, key=lambda row: LANGUAGES.index(row.language)), imprint.body)
    response = StreamingHttpResponse(kit, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{slug}-press-kit.zip"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _kit(editions: list[Edition], said: dict[str, Any]) -> ZipStream:
    kit = ZipStream()
    for edition in editions:
        content, language = edition.body, edition.language
        with translation.override(language):
            kit.add(flow.plain_text(content), f"{language}/text.txt")
            kit.add(papers.docx(content), f"{language}/text.docx")
            if "statement" in content or any("statement" in card for card in content["cites"]):
                kit.add(papers.quotes(content), f"{language}/quotes.txt")
            if "statistic" in content or any("statistic" in card for card in content["cites"]):
                kit.add(tables.figures(content), f"{language}/figures.csv")
            _add_drawings(kit, edition, said)
    _add_files(kit, editions)
    return kit


def _add_drawings(kit: ZipStream, edition: Edition, said: dict[str, Any]) -> None:
    """Charts and drawn maps, each in the language of its edition, as SVG and, where its typefaces are here, as PNG."""
    for card in (edition.body, *edition.body["cites"]):
        files = drawings.files(card)
        drawing = drawings.svg(card, said) if files else None
        if files is None or drawing is None:
            continue
        name = f"{edition.language}/{files.name}s/{card['slug']}"
        kit.add(drawing.encode(), f"{name}.svg")
        if files.png:
            kit.add(_drawn(drawing, card["language"]), f"{name}.png")


def _drawn(drawing: str, language: str) -> Iterator[bytes]:
    """Drawn when its turn comes, not before the first byte of the kit is sent."""
    yield drawings.png(drawing, language)


def _add_files(kit: ZipStream, editions: list[Edition]) -> None:
    """Pictures at full size, documents, recordings, each once whatever the languages; and whose they are."""
    names: dict[str, str] = {}
    credited = []
    for card in [card for edition in editions for card in (edition.body, *edition.body["cites"]) if "media" in card]:
        for digest, name in _files(card):
            if digest not in names:
                names[digest] = name if name not in names.values() else _numbered(name, len(names) + 1)
                kit.add(_bytes(digest), names[digest])
                credited.append((names[digest], card))
    if credited:
        kit.add(papers.credits_file(credited), "credits.txt")


def _numbered(name: str, number: int) -> str:
    """Another name for another file: `pictures/map.jpg` becomes `pictures/map-3.jpg`."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{number}{dot}{ending}"


def _files(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    media, slug = card["media"], card["slug"]
    if media["captions"]:
        yield media["captions"], f"files/{slug}.{card['language']}.vtt"
    if media["file"]:
        yield media["file"]["digest"], f"files/{slug}.{extension(media['file']['media_type'])}"
        return
    full = [row for row in media["renditions"] if row["media_type"] == "image/jpeg" and not row["crop"]]
    if full:
        largest = max(full, key=lambda row: row["width_px"])
        yield largest["digest"], f"pictures/{slug}.jpg"


def _bytes(digest: str) -> Iterator[bytes]:
    yield from Pieces(made(digest).storage_name)
