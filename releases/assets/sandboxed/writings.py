"""Texts as they come in - DOCX, ODT, HTML, a mail, plain - as paragraphs, headings, list items and tables.

What a file is, its content decides. Comments, notes, what was struck out, pictures and
attachments are left out and named.
"""

import email
import email.policy
import io
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from releases.assets.sandboxed import marked_up, office
from releases.assets.sandboxed.refusing import Refused
from releases.assets.sandboxed.words import KINDS, Line, paragraphs

_HEADER = re.compile(
    rb"(?:from|to|cc|date|subject|received|return-path|mime-version|message-id|content-type|x-[\w-]+|reply-to|delivered-to"
    rb"|dkim-signature|authentication-results|sender|importance|thread-topic|thread-index)\s*:",
    re.IGNORECASE,
)
_FEWEST_HEADERS = 3
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_QUOTED = re.compile(r"^>.*$\n?", re.MULTILINE)
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_DEEPEST_MAIL = 20


def read(job: dict[str, Any]) -> dict[str, Any]:
    """`{kind, title, lines, left_out}`. Raises Refused with a key of `verdicts.REASONS`."""
    data = Path(job["path"]).read_bytes()
    kind, title, lines, left_out = _read(data, job["limit_unpacked_mb"])
    lines = [(tag, words) for tag, words in lines if words]
    long = sum(
        len(words) if isinstance(words, str) else sum(len(cell) for row in words for cell in row)
        for _tag, words in lines
    )
    if not lines:
        raise Refused("no_words")
    if long > job["limit_characters"]:
        raise Refused("too_long", limit=f"{job['limit_characters']:,}")
    return {"kind": kind, "title": title, "lines": lines, "left_out": sorted(set(left_out))}


def _read(data: bytes, unpacked_mb: int) -> tuple[str, str, list[Line], list[str]]:
    if data.startswith(b"PK\x03\x04"):
        return office.read(_archive(data, unpacked_mb))
    if data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK")):
        raise Refused("not_taken", kinds=KINDS)
    if b"\x00" in data[:4096] and not data.startswith(_UTF16):
        raise Refused("not_taken", kinds=KINDS)
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")):
        title, lines = marked_up.read(decoded(data, _charset(data)))
        return "html", title, lines, []
    if _is_mail(data):
        return _mail(data)
    return "text", "", paragraphs(decoded(data)), []


def _archive(data: bytes, unpacked_mb: int) -> zipfile.ZipFile:
    """Looked at before anything is unpacked: no reader of ZIP gives more than the sizes that are stated."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("damaged") from None
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > unpacked_mb * 1024 * 1024:
        raise Refused("unpacks", limit=unpacked_mb)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("encrypted")
    return archive


def decoded(data: bytes, charset: str = "") -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    try:
        words = data.decode(marked or charset or "utf-8")
    except (UnicodeError, LookupError):
        raise Refused("not_text") from None
    if "\x00" in words:
        raise Refused("not_taken", kinds=KINDS)
    return words


def _charset(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    return named[1].decode("ascii") if named else ""


def _is_mail(data: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", data[:65536], maxsplit=1)[0]
    rows = [row for row in head.splitlines() if row and row[:1] not in b" \t"]
    named = sum(_HEADER.match(row) is not None for row in rows)
    return named >= _FEWEST_HEADERS and all(re.match(rb"[\x21-\x39\x3b-\x7e]+\s*:", row) for row in rows[:1])


def _mail(data: bytes) -> tuple[str, str, list[Line], list[str]]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or _depth(message) > _DEEPEST_MAIL:
        raise Refused("too_deep")
    body = message.get_body(preferencelist=("html", "plain"))
    left_out = ["attachments"] if any(True for _part in message.iter_attachments()) else []
    subject = " ".join(str(message.get("subject", "")).split())
    if body is None:
        raise Refused("no_words")
    payload = body.get_payload(decode=True)
    words = decoded(payload if isinstance(payload, bytes) else b"", body.get_content_charset("utf-8"))
    if body.get_content_subtype() == "html":
        return "mail", subject, marked_up.read(words)[1], left_out
    if body.get_param("format") == "flowed":
        words = re.sub(r" \n(?!\n)", " ", words.replace("\r\n", "\n"))
    words = words.replace("\r\n", "\n")
    bare = _QUOTED.sub("", _SIGNATURE.sub("", words))
    return "mail", subject, paragraphs(bare), [*left_out, *(["quoted"] if _QUOTED.search(words) else [])]


def _depth(message: EmailMessage) -> int:
    """Of parts within parts, walked without recursion."""
    deepest = 0
    waiting: list[tuple[Any, int]] = [(message, 1)]
    while waiting and deepest <= _DEEPEST_MAIL:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(one, depth + 1) for one in part.iter_parts()] if part.is_multipart() else []
    return deepest
