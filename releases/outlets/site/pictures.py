"""Media as a page shows them: pictures in the formats and widths that there are, recordings, documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from releases.authoring.languages import interface_language
from releases.outlets import drawings
from releases.outlets.addresses import document, extension, media
from releases.outlets.file_sizes import file_size

from .mapped import Mapped, mapped

_SHOWN_WIDTH_PX = 1280
_PLAIN = "image/jpeg"
_PHOTOGRAPH = "digitalCapture"  # IPTC digital source type
_SMALLER = ("image/avif", "image/webp")
_HOUR_S = 3600


@dataclass(frozen=True)
class Source:
    """One format of a picture: the value of `srcset`."""

    media_type: str
    candidates: str


@dataclass(frozen=True)
class Download:
    """One file to take; `about` is its shape in pixels, its length or its number of pages."""

    path: str
    name: str
    about: str


@dataclass(frozen=True)
class Recording:
    """What is played, or read: the public copy of a recording or a document."""

    path: str
    media_type: str
    captions: str
    language: str


@dataclass(frozen=True)
class Preview:
    """The picture for whoever shows a link to the page."""

    path: str
    width_px: int
    height_px: int
    media_type: str
    alt: str


@dataclass(frozen=True)
class Shown:
    """`absent` when none of its bytes is public any more; `path` is "" where there is no picture of it.

    A drawn map has no bytes: it is in the edition itself.
    """

    type: str
    absent: bool
    path: str
    candidates: str
    sources: list[Source]
    width_px: int
    height_px: int
    alt: str
    recording: Recording | None
    downloads: list[Download]
    map: Mapped | None


def shown(content: Mapping[str, Any], *, files: set[str] | None = None) -> Shown:
    """`files` are the digests that may be shown; None where the page's own edition is public and shows them all."""
    facts, slug = content["media"], content["slug"]
    rows = [row for row in facts["renditions"] if files is None or row["digest"] in files]
    whole = [row for row in rows if not row["crop"]]
    plain = [row for row in whole if row["media_type"] == _PLAIN]
    chosen = min(plain or whole, key=lambda row: abs(row["width_px"] - _SHOWN_WIDTH_PX), default=None)
    recording = _recording(content, files)
    drawn = mapped(content)
    return Shown(
        type=facts["type"],
        absent=not whole and recording is None and drawn is None,
        path=media(slug, chosen) if chosen else "",
        candidates=_candidates(slug, plain),
        sources=[
            Source(kind, _candidates(slug, found))
            for kind in _SMALLER
            if (found := [row for row in whole if row["media_type"] == kind])
        ],
        width_px=chosen["width_px"] if chosen else 0,
        height_px=chosen["height_px"] if chosen else 0,
        alt=facts["alt_text"],
        recording=recording,
        downloads=_downloads(content, rows, recording),
        map=drawn,
    )


def card(drawing: drawings.Picture | None) -> Preview | None:
    """A social card; None where none can be drawn."""
    if drawing is None:
        return None
    return Preview(drawing.path, drawings.WIDTH_PX, drawings.HEIGHT_PX, drawings.MEDIA_TYPE, drawing.alt)


def of_release(body: Mapping[str, Any], card: Preview | None) -> Preview | None:
    """Its own picture or a photograph that it cites, else its card, else any picture that it cites."""
    cited = [content for content in body["cites"] if content["kind"] == "media"]
    if body["kind"] == "media" and (own := preview(body)):
        return own
    photographs = [content for content in cited if content["media"]["source_type"] == _PHOTOGRAPH]
    return _first(photographs) or card or _first(cited)


def _first(media: Sequence[Mapping[str, Any]]) -> Preview | None:
    return next((found for content in media if (found := preview(content))), None)


def preview(content: Mapping[str, Any]) -> Preview | None:
    """The social crop, else the picture as it is; None when there is neither."""
    rows = [row for row in content["media"]["renditions"] if row["media_type"] == _PLAIN]
    social = [row for row in rows if row["crop"] == "social"]
    whole = [row for row in rows if not row["crop"]]
    chosen = min(social or whole, key=lambda row: abs(row["width_px"] - _SHOWN_WIDTH_PX), default=None)
    if chosen is None:
        return None
    path = media(content["slug"], chosen)
    return Preview(path, chosen["width_px"], chosen["height_px"], _PLAIN, content["media"]["alt_text"])


def _candidates(slug: str, rows: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{media(slug, dict(row))} {row['width_px']}w" for row in rows)


def _recording(content: Mapping[str, Any], files: set[str] | None) -> Recording | None:
    facts, slug = content["media"], content["slug"]
    file = facts["file"]
    if file is None or (files is not None and file["digest"] not in files):
        return None
    captions = facts["captions"] if files is None or facts["captions"] in files else None
    return Recording(
        path=document(slug, file["digest"], file["media_type"]),
        media_type=file["media_type"],
        captions=document(slug, captions, "text/vtt") if captions else "",
        language=file["language"],
    )


def _downloads(
    content: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], recording: Recording | None
) -> list[Download]:
    """The recording or document itself; of a picture, every width and crop as JPEG."""
    file = content["media"]["file"]
    if recording is not None:
        size = file_size(file["size_bytes"], interface_language())
        return [Download(recording.path, extension(file["media_type"]).upper(), f"{_extent(file)}{size}")]
    return [
        Download(
            media(content["slug"], dict(row)),
            f"{row['width_px']} × {row['height_px']}",
            " ".join(filter(None, ("JPEG", _cut(row["crop"])))),
        )
        for row in rows
        if row["media_type"] == _PLAIN
    ]


def _cut(crop: str) -> str:
    return pgettext("cut of a picture", "for social media") if crop == "social" else crop.replace("x", ":")


def largest(content: Mapping[str, Any]) -> Download | None:
    """Of a public edition: the whole picture in its greatest width, or the recording or document itself."""
    whole = [row for row in content["media"]["renditions"] if not row["crop"] and row["media_type"] == _PLAIN]
    widest = sorted(whole, key=lambda row: -int(row["width_px"]))[:1]
    return next(iter(_downloads(content, widest, _recording(content, None))), None)


def _extent(file: Mapping[str, Any]) -> str:
    """`1:02:03, ` of a recording; empty when its length is not known."""
    if not file["duration_ms"]:
        return ""
    seconds = round(file["duration_ms"] / 1000)
    clock = f"{seconds // 60 % 60}:{seconds % 60:02}"
    return f"{seconds // _HOUR_S}:{clock.zfill(5)}, " if seconds >= _HOUR_S else f"{clock}, "
