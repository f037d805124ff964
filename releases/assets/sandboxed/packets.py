"""Our own metadata, as packets that picture formats carry.

XMP: ISO 16684-1, with the IPTC Photo Metadata Standard 2023.2 (https://iptc.org/std/photometadata/specification/).
IIM: IPTC-NAA Information Interchange Model 4.2, in a Photoshop resource block, for JPEG alone.
"""

import re
import struct
from html import escape  # what the XML modules would bring along, HTTP among it, costs 8 MB
from typing import Any

from PIL import PngImagePlugin

_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_TEXT_LIMIT_BYTES = 2000  # IIM 2:120
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def embedding(image_format: str, metadata: dict[str, Any]) -> dict[str, Any]:
    """Options of Pillow's `save` that write the metadata: XMP in all four formats, IIM beside it in JPEG."""
    packet = xmp(metadata).encode()
    if image_format == "PNG":
        chunk = PngImagePlugin.PngInfo()
        chunk.add_itxt("XML:com.adobe.xmp", packet.decode())
        return {"pnginfo": chunk}
    if image_format == "JPEG":
        return {"xmp": packet, "extra": _photoshop_segment(iim(metadata))}
    return {"xmp": packet}


def xmp(metadata: dict[str, Any]) -> str:
    """The packet. `metadata`: creator, credit_line, source_type, date, place, web_statement as text; title, caption,
    alt_text, usage_terms, copyright_notice by language."""
    default = metadata["default_language"]
    parts = [
        _alternatives("dc:title", metadata["title"], default),
        _alternatives("dc:description", metadata["caption"], default),
        _alternatives("dc:rights", metadata["copyright_notice"], default),
        _alternatives("xmpRights:UsageTerms", metadata["usage_terms"], default),
        _alternatives("Iptc4xmpCore:AltTextAccessibility", metadata["alt_text"], default),
        _sequence("dc:creator", metadata["creator"]),
        _simple("photoshop:Credit", metadata["credit_line"]),
        _simple("photoshop:DateCreated", metadata["date"]),
        _simple("photoshop:City", metadata["place"]),
        _simple("xmpRights:Marked", "True"),
        _simple("xmpRights:WebStatement", metadata["web_statement"]),
        _simple("Iptc4xmpExt:DigitalSourceType", _SOURCE_TYPES + metadata["source_type"]),
    ]
    spaces = " ".join(f'xmlns:{prefix}="{_written(uri)}"' for prefix, uri in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{"".join(parts)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )


def iim(metadata: dict[str, Any]) -> bytes:
    """Records 1 and 2; UTF-8, declared as such. Texts are those of the default language."""
    default = metadata["default_language"]

    def said(name: str) -> str:
        words: dict[str, str] = metadata[name]
        return words.get(default) or next(iter(words.values()), "")

    date = metadata["date"].replace("-", "").ljust(8, "0") if metadata["date"] else ""
    rows = [
        (2, 5, said("title"), 64),
        (2, 55, date, 8),
        (2, 80, metadata["creator"], 32),
        (2, 90, metadata["place"], 32),
        (2, 110, metadata["credit_line"], 32),
        (2, 116, said("copyright_notice"), 128),
        (2, 120, said("caption"), _TEXT_LIMIT_BYTES),
    ]
    sets = [_dataset(1, 90, b"\x1b%G")]
    sets += [_dataset(record, number, _cut(text, limit)) for record, number, text, limit in rows if text]
    return b"".join(sets)


def _alternatives(name: str, words: dict[str, str], default: str) -> str:
    if not words:
        return ""
    first = words.get(default) or next(iter(words.values()))
    items = f'<rdf:li xml:lang="x-default">{_written(first)}</rdf:li>' + "".join(
        f'<rdf:li xml:lang="{_written(language)}">{_written(text)}</rdf:li>' for language, text in sorted(words.items())
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def _sequence(name: str, text: str) -> str:
    return f"<{name}><rdf:Seq><rdf:li>{_written(text)}</rdf:li></rdf:Seq></{name}>" if text else ""


def _simple(name: str, text: str) -> str:
    return f"<{name}>{_written(text)}</{name}>" if text else ""


def _written(text: str) -> str:
    """As XML 1.0 allows it: without control characters and halves of surrogate pairs."""
    # Not `'`: Adobe's own library, and so every reader built on it, takes its `&#x27;` for a control character.
    return escape(_NOT_XML.sub("", text), quote=False).replace('"', "&quot;")


def _cut(text: str, limit_bytes: int) -> bytes:
    """At most that many bytes of UTF-8, never half a letter."""
    return text.encode(errors="ignore")[:limit_bytes].decode(errors="ignore").encode()


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def _photoshop_segment(data: bytes) -> bytes:
    """APP13: the Photoshop signature and one 8BIM resource, 0x0404, padded to an even length."""
    padded = data + b"\x00" * (len(data) % 2)
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + padded
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block
