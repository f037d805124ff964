"""PDF documents: a copy without anything that runs, hides or tells, and a picture of the first page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from releases.assets.sandboxed import covers
from releases.assets.sandboxed.refusing import Refused
from releases.assets.sandboxed.segments import without_metadata

_ACTIONS_KEPT = {"/GoTo", "/URI"}
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
# Wherever they hang: on an image, a bookmark, a part of the structure.
_KEYS_DROPPED = {
    "/Metadata": "metadata",
    "/PieceInfo": "metadata",
    "/LastModified": "metadata",
    "/AA": "actions",
    "/JS": "scripts",
    "/EF": "attachments",
    "/AF": "attachments",
}
_DEEPEST = 50


def clean(job: dict[str, Any]) -> dict[str, Any]:
    """`{pages, language, changed, hidden_pages, width_px, height_px, size_bytes}`; writes the copy, and a picture
    of the first page as PNG.

    Raises Refused for an encrypted or damaged document, one without pages, or one with more than `limit_pages`.
    """
    try:
        with pikepdf.open(job["path"], suppress_warnings=True) as document:
            if document.is_encrypted:
                raise Refused("encrypted")
            if not 0 < len(document.pages) <= job["limit_pages"]:
                raise Refused("pages_out_of_range", pages=len(document.pages))
            changed = sorted(set(_strip(document)))
            language = str(document.Root.get("/Lang", ""))[:35]
            pages = len(document.pages)
            document.save(job["output"], object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError, KeyError, RecursionError):
        raise Refused("damaged") from None
    size = covers.first_page(job["output"], job["preview"])
    return {
        "pages": pages,
        "language": language,
        "changed": changed,
        "size_bytes": Path(job["output"]).stat().st_size,
        "width_px": size[0],
        "height_px": size[1],
        # Asked of the original: a cover that was a comment is gone from the copy, and its words lie open there.
        "hidden_pages": covers.hidden_pages(job["path"]),
    }


def _strip(document: pikepdf.Pdf) -> Iterator[str]:
    """Takes out what must not travel; names each kind of thing it found."""
    for page in document.pages:
        yield from _annotations(page, {"/Widget", "/Link"})
    if "/AcroForm" in document.Root:
        yield "forms"
        # What was filled in stays to be read, as part of the page.
        document.generate_appearance_streams()
        document.flatten_annotations("screen")
    for page in document.pages:
        yield from _annotations(page, {"/Link"})
        for key in _PAGE_KEYS_DROPPED:
            if key in page.obj:
                del page.obj[key]
    yield from _root(document)
    for thing in document.objects:
        yield from _swept(thing, 0)


def _root(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    for key in _ROOT_KEYS_DROPPED:
        if key in root:
            yield {"/Metadata": "metadata", "/AF": "attachments"}.get(key, "actions")
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


def _annotations(page: pikepdf.Page, kept_types: set[str]) -> Iterator[str]:
    """Links stay where they lead to a page or a web address; comments, files, forms and media go."""
    annotations = page.obj.get("/Annots")
    if annotations is None:
        return
    kept = []
    for annotation in annotations if isinstance(annotations, Array) else []:
        kind = str(annotation.get("/Subtype"))
        if kind in kept_types and (kind == "/Widget" or _leads_somewhere(annotation)):
            kept.append(annotation)
        else:
            yield "forms" if kind == "/Widget" else "actions" if kind == "/Link" else "comments"
    if kept:
        page.obj["/Annots"] = Array(kept)
    else:
        del page.obj["/Annots"]


def _leads_somewhere(link: Any) -> bool:
    action = link.get("/A")
    return "/AA" not in link and (action is None or _harmless(action))


def _harmless(action: Any) -> bool:
    if not isinstance(action, Dictionary) or "/Next" in action or str(action.get("/S")) not in _ACTIONS_KEPT:
        return False
    return action.get("/S") != Name.URI or bool(_SAFE_LINK.match(str(action.get("/URI", ""))))


def _swept(thing: Any, depth: int) -> Iterator[str]:
    """What of an object, and of what lies directly in it, runs or tells: taken out and named."""
    if isinstance(thing, Array) and depth < _DEEPEST:
        for element in thing:
            if isinstance(element, Dictionary | Array) and not element.is_indirect:
                yield from _swept(element, depth + 1)
        return
    if not isinstance(thing, Dictionary | pikepdf.Stream):
        return
    for key in list(thing.keys()):
        part: Any = thing.get(key)
        if key in _KEYS_DROPPED:
            del thing[key]
            yield _KEYS_DROPPED[key]
        elif key == "/A" and isinstance(part, Dictionary) and "/S" in part and not _harmless(part):
            del thing[key]
            yield "actions"
        elif isinstance(part, Dictionary | Array) and not part.is_indirect and depth < _DEEPEST:
            yield from _swept(part, depth + 1)
    if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
        yield from _photograph(thing)


def _photograph(stream: pikepdf.Stream) -> Iterator[str]:
    """A JPEG within the document tells where and with what it was taken, like any other."""
    raw = stream.read_raw_bytes()
    bare = without_metadata(raw)
    if len(bare) < len(raw):
        parameters: Any = stream.get("/DecodeParms")
        stream.write(bare, filter=Name.DCTDecode, decode_parms=parameters)
        yield "metadata"
