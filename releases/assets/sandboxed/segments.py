"""The segments of a JPEG (ITU-T T.81, B.1): what describes the pixels, and what tells of whoever took them."""

import struct

_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
# JFIF, the colour profile and Adobe's word on the colour space: without these the pixels mean something else.
_KEPT = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_APPLICATION, _COMMENT = range(0xE0, 0xF0), 0xFE


def without_metadata(data: bytes) -> bytes:
    """The same JPEG without Exif, XMP, IIM, makers' notes and comments; as it came where it cannot be read."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004  the mark of a marker
        marker = data[at + 1]
        if marker in {_SCAN, _END}:
            return b"".join([*kept, data[at:]])
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        tells = marker == _COMMENT or marker in _APPLICATION
        if not tells or (marker in _KEPT and segment[4:].startswith(_KEPT[marker])):
            kept.append(segment)
        at += 2 + length
    return data
