"""What is none of the kinds we take, whatever it calls itself; captions; and names that are an attack."""

import random
import struct

from PIL import Image

from tests.assets.corpus.hostile_pictures import archive
from tests.assets.corpus.making import disarmed, refused, saved, scene, valid
from tests.assets.corpus.recordings import recording

_HEIC = struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(200)
_NOT_TAKEN: dict[str, tuple[str, bytes]] = {
    "svg_with_a_script": (
        "map.jpg",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>',
    ),
    "svg_behind_an_xml_declaration": ("map.png", b"<?xml version='1.0'?><svg/>"),
    "page_that_calls_itself_jpeg": ("photo.jpg", b"<!doctype html><script>alert(1)</script>"),
    "program_that_calls_itself_png": ("photo.png", b"MZ\x90\x00" + bytes(300)),
    "elf_program": ("photo.png", b"\x7fELF" + bytes(300)),
    "postscript": ("logo.pdf", b"%!PS-Adobe-3.0 EPSF-3.0\n(rm) run"),
    "photoshop_file": ("art.tif", b"8BPS\x00\x01" + bytes(300)),
    "heic": ("telephone.jpg", _HEIC),
    "windows_icon": ("icon.png", b"\x00\x00\x01\x00\x01\x00" + bytes(100)),
    "plain_text": ("note.pdf", b"A note for the press.\n"),
    "json": ("data.mp4", b'{"a": 1}'),
    "flash": ("clip.mp4", b"FWS\x06" + bytes(100)),
    "wave": ("speech.mp3", b"RIFF" + struct.pack("<I", 100) + b"WAVEfmt " + bytes(92)),
    "jpeg_2000": ("photo.jpg", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(100)),
    "noise": ("photo.jpg", b"\x01" + random.Random(7).randbytes(5000)),
    "zeros": ("photo.jpg", bytes(5000)),
    "pdf_behind_a_page": ("report.pdf", b"<html>%PDF-1.7"),
    "captions_of_another_kind": ("speech.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"),
}
for _id, (_name, _data) in _NOT_TAKEN.items():

    def _foreign(data: bytes = _data) -> bytes:
        return data

    _foreign.__name__ = _id
    refused("not_taken", name=_name, says="JPEG, PNG")(_foreign)


@refused("not_taken", name="kit.jpg")
def archive_that_calls_itself_jpeg() -> bytes:
    return archive()


@refused("not_taken", name="photo.jpg")
def windows_bitmap() -> bytes:
    return saved(scene(), "BMP")


@refused("not_taken", name="clip.mp4")
def quicktime_film() -> bytes:
    return recording("mov", video="libx264")


@refused("not_taken", name="clip.webm")
def matroska_film() -> bytes:
    return recording("matroska", video="libx264")


@refused("empty", name="nothing.jpg")
def nothing() -> bytes:
    return b""


@refused("too_large", name="large.jpg", says="40")
def picture_of_41_megabytes() -> bytes:
    return saved(scene(), "JPEG") + bytes(41 * 1024 * 1024)


@refused("too_large", name="large.pdf", says="50")
def document_of_51_megabytes() -> bytes:
    return b"%PDF-1.7\n" + bytes(51 * 1024 * 1024)


@refused("too_large", name="large.vtt", says="2")
def captions_of_3_megabytes() -> bytes:
    return b"WEBVTT\n\n" + b"x" * 3 * 1024 * 1024


@valid("text/vtt", name="speech.vtt")
def captions_with_notes_styles_and_regions() -> bytes:
    return (
        "\ufeffWEBVTT - speech\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\n\nNOTE by Michael\n\nSTYLE\n::cue{color:red}\n\n"
        "REGION\nid:one\n\nfirst\n00:01.000 --> 00:02.000 align:start line:0\n<v Rudolf>Good <i>morning</i></v>\n\n"
        "00:00:03.000 --> 01:00:04.000\nҚайырлы таң\nصبح بخیر\n"
    ).encode()


@disarmed("text/vtt", name="script.vtt")
def captions_with_a_script() -> bytes:
    return b"WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script><img src=x onerror=alert(1)>\n"


_BAD_CAPTIONS = {
    "captions_that_end_before_they_begin": b"WEBVTT\n\n00:02.000 --> 00:01.000\nHello\n",
    "captions_with_a_time_that_is_none": b"WEBVTT\n\n00:61.000 --> 00:62.000\nHello\n",
    "captions_with_a_comma_for_a_point": b"WEBVTT\n\n00:01,000 --> 00:02,000\nHello\n",
    "captions_in_latin_1": "WEBVTT\n\n00:01.000 --> 00:02.000\nGrüße\n".encode("latin-1"),
    "captions_with_bytes_of_a_program": b"WEBVTT\n\n00:01.000 --> 00:02.000\n\x7fELF\x00\x00\x01\n",
    "captions_without_a_cue": b"WEBVTT\n\nNOTE nothing\n",
    "captions_with_words_and_no_time": b"WEBVTT\n\nHello\n",
}
for _id, _data in _BAD_CAPTIONS.items():

    def _captions(data: bytes = _data) -> bytes:
        return data

    _captions.__name__ = _id
    refused("captions", name="speech.vtt", says="line")(_captions)


_NAMES = {
    "parent_folders": "../../etc/passwd",
    "parent_folders_of_windows": "..\\..\\boot.ini",
    "nul": "photo\x00.jpg",
    "direction_override": "photo\u202egpj.exe",
    "5000_letters": "a" * 5000 + ".jpg",
    "newline": "photo\n.jpg\r\nSet-Cookie: a=b",
    "device": "CON",
    "leading_dash": "-rf.jpg",
    "nothing": "",
    "dots": "..",
    "markup": "<img src=x onerror=alert(1)>.jpg",
    "half_a_surrogate_pair": "photo\udcff.jpg",
    "format": "%(why)s %s {0} {file.__class__}.jpg",
    "shell": "$(reboot);`reboot`|reboot.jpg",
}
for _number, (_id, _name) in enumerate(_NAMES.items()):

    def _named(number: int = _number) -> bytes:
        return saved(Image.new("RGB", (8, 8), (number, 0, 0)), "PNG")

    def _unfit(number: int = _number) -> bytes:
        return b"neither this nor that %d" % number

    _named.__name__, _unfit.__name__ = f"name_of_{_id}", f"name_of_{_id}_refused"
    disarmed("image/png", name=_name, size=(8, 8))(_named)
    refused("not_taken", name=_name)(_unfit)
