"""What a file is, by its own first bytes. Names and declared types are not asked."""

import re

_MP4_AUDIO_BRANDS = {b"M4A ", b"M4B "}
_MP4_VIDEO_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"}
_AVIF_BRANDS = {b"avif", b"avis"}
HEAD_BYTES = 4096
# The first frame of an MPEG sound: eleven bits set, layer III, a bit rate that exists.
_LAYER_III = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]", re.DOTALL)


def media_type(head: bytes) -> str | None:
    """The media type that the first bytes tell, among those we take; None for everything else."""
    for signature, found in (
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
        (b"%PDF-", "application/pdf"),
        (b"\x1aE\xdf\xa3", "video/webm"),
        (b"ID3", "audio/mpeg"),
    ):
        if head.startswith(signature):
            return found if found != "video/webm" or b"webm" in head[:64] else None
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12], head)
    if _LAYER_III.match(head):
        return "audio/mpeg"
    return "text/vtt" if _is_captions(head) else None


def _by_brand(brand: bytes, head: bytes) -> str | None:
    if brand in _AVIF_BRANDS:
        return "image/avif"
    if brand in _MP4_AUDIO_BRANDS:
        return "audio/mp4"
    size = int.from_bytes(head[:4], "big")
    brands = {head[at : at + 4] for at in range(8, min(size, len(head), 256), 4)}
    if brand == b"mif1" and brands & _AVIF_BRANDS:
        return "image/avif"
    return "video/mp4" if brand in _MP4_VIDEO_BRANDS else None


def _is_captions(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf")
    return text.startswith(b"WEBVTT") and text[len(b"WEBVTT") :][:1] in {b"", b" ", b"\t", b"\n", b"\r"}
