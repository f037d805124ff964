"""PDF documents: a copy without anything that runs, hides or tells, and a picture of the first page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from releases.assets.sandboxed.refusing import Refused

_ACTIONS_KEPT = {"/GoTo", "/URI"}
_ANNOTATIONS_KEPT = {"/Link"}
_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_ROOT_KEYS_DROPPED = (
    "/OpenAction",
    "/AA",
    "/AcroForm",
    "/Metadata",
    "/PieceInfo",
    "/Collection",
    "/AF",
    "/Perms",
    "/Legal",
)
_PAGE_KEYS_DROPPED = ("/AA", "/Metadata", "/PieceInfo", "/AF", "/Thumb", "/B")
_PREVIEW_WIDTH_PX = 2560
_HIDDEN_PAGES_READ = 200
_HIDDEN_MIN_LETTERS = 4
_FLAT = 12  # how far the lightest and darkest sample of a covered letter may lie apart


def clean(job: dict[str, Any]) -> dict[str, Any]:
    """`{pages, language, changed, hidden_pages, preview, size_bytes}`; writes the copy and the first page as PNG.

    Raises Refused for an encrypted or damaged document, one without pages, or one with more than `limit_pages`.
    """
    try:
        with pikepdf.open(job["path"], suppress_warnings=True) as document:
            if not 0 < len(document.pages) <= job["limit_pages"]:
                raise Refused("pages_out_of_range", pages=len(document.pages))
            changed = sorted(set(_strip(document)))
            language = str(document.Root.get("/Lang", ""))[:35]
            pages = len(document.pages)
            document.save(job["output"], object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError, KeyError):
        raise Refused("damaged") from None
    return {
        "pages": pages,
        "language": language,
        "changed": changed,
        "size_bytes": Path(job["output"]).stat().st_size,
        **_look(job["output"], job["preview"]),
    }


def _strip(document: pikepdf.Pdf) -> Iterator[str]:
    """Takes out what must not travel; names each kind of thing it found."""
    root = document.Root
    for key in _ROOT_KEYS_DROPPED:
        if key in root:
            yield {"/AcroForm": "forms", "/Metadata": "metadata"}.get(key, "actions")
            del root[key]
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key, what in (("/JavaScript", "scripts"), ("/EmbeddedFiles", "attachments")):
            if key in names:
                yield what
                del names[key]
    if document.trailer.get("/Info") is not None:
        yield "metadata"
        del document.trailer["/Info"]
    for page in document.pages:
        for key in _PAGE_KEYS_DROPPED:
            if key in page.obj:
                del page.obj[key]
        yield from _annotations(page)
    yield from _objects(document)


def _annotations(page: pikepdf.Page) -> Iterator[str]:
    """Links stay where they lead to a page or a web address; comments, files, forms and media go."""
    annotations = page.obj.get("/Annots")
    if annotations is None:
        return
    kept = []
    for annotation in annotations if isinstance(annotations, Array) else []:
        action = annotation.get("/A")
        link = annotation.get("/Subtype") in _ANNOTATIONS_KEPT and "/AA" not in annotation
        if link and (action is None or _harmless(action)):
            kept.append(annotation)
        else:
            yield "forms" if annotation.get("/Subtype") == Name.Widget else "comments"
    if kept:
        page.obj["/Annots"] = Array(kept)
    else:
        del page.obj["/Annots"]


def _harmless(action: Any) -> bool:
    if not isinstance(action, Dictionary) or "/Next" in action or str(action.get("/S")) not in _ACTIONS_KEPT:
        return False
    return action.get("/S") != Name.URI or bool(_SAFE_LINK.match(str(action.get("/URI", ""))))


def _objects(document: pikepdf.Pdf) -> Iterator[str]:
    """Metadata and scripts that hang on any object, wherever it is."""
    for thing in document.objects:
        if isinstance(thing, Dictionary | pikepdf.Stream):
            for key, what in (
                ("/Metadata", "metadata"),
                ("/JS", "scripts"),
                ("/PieceInfo", "metadata"),
                ("/EF", "attachments"),
            ):
                if key in thing:
                    del thing[key]
                    yield what


def _look(path: str, preview: str) -> dict[str, Any]:
    """Draws the first page, and finds letters that the page draws over: `{width_px, height_px, hidden_pages}`."""
    try:
        document = pdfium.PdfDocument(path)
        first = document[0]
        scale = min(_PREVIEW_WIDTH_PX / max(first.get_width(), 1), _PREVIEW_WIDTH_PX / max(first.get_height(), 1), 4.0)
        picture = first.render(scale=scale).to_pil().convert("RGB")
        picture.save(preview, "PNG", compress_level=1)
        hidden = [
            number + 1 for number in range(min(len(document), _HIDDEN_PAGES_READ)) if _hides_letters(document[number])
        ]
    except pdfium.PdfiumError:
        raise Refused("damaged") from None
    return {"width_px": picture.width, "height_px": picture.height, "hidden_pages": hidden}


def _hides_letters(page: Any) -> bool:
    """Whether text can be copied from places where only one flat colour is to be seen: a black box, white on white."""
    letters = page.get_textpage()
    count = letters.count_chars()
    if count <= 0:
        return False
    image = page.render(scale=1.0).to_pil().convert("L")
    height, hidden = page.get_height(), 0
    text = letters.get_text_range()
    for index in range(min(count, len(text))):
        if text[index].isspace():
            hidden = hidden if text[index] == " " else 0
            continue
        left, bottom, right, top = letters.get_charbox(index)
        box = (
            int(left),
            int(height - top),
            max(int(right), int(left) + 2),
            max(int(height - bottom), int(height - top) + 2),
        )
        if right - left < 1 or box[0] < 0 or box[1] < 0 or box[2] > image.width or box[3] > image.height:
            continue
        darkest, lightest = image.crop(box).getextrema()
        hidden = hidden + 1 if lightest - darkest <= _FLAT else 0
        if hidden >= _HIDDEN_MIN_LETTERS:
            return True
    return False
