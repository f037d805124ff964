"""A text that comes in as a file: read in a process of its own, as paragraphs of our own plain HTML."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from . import sandbox
from .limits import MEGABYTE
from .sandboxed.words import KINDS, paragraphs
from .verdicts import refuse

# No settings: a text of a press office is short, and these are some forty pages, as a word processor saves them.
LARGEST_MB, UNPACKED_MB = 20, 60
LONGEST = 120_000

__all__ = ["KINDS", "LARGEST_MB", "LONGEST", "UNPACKED_MB", "Line", "Writing", "read_writing", "typed_writing"]

# No letters; databases refuse the first of them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Line:
    """`tag`: h1, h2, h3, p, li with `html`, or table with `rows` of words."""

    tag: str
    html: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Writing:
    """`kind`: text, docx, odt, html, mail. `left_out`: struck, notes, comments, pictures, attachments, quoted."""

    kind: str
    title: str
    lines: tuple[Line, ...]
    left_out: tuple[str, ...] = ()


def read_writing(file: IO[bytes], *, name: str) -> Writing:
    """Raises BadFile naming the file, the reason and the limit. `name` is for the message; the content decides."""
    data = file.read(LARGEST_MB * MEGABYTE + 1)
    if len(data) > LARGEST_MB * MEGABYTE:
        raise refuse(name, "too_large", limit=LARGEST_MB)
    if not data.strip():
        raise refuse(name, "empty")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "original"
        path.write_bytes(data)
        answer = sandbox.run(
            "read_writing",
            name=name,
            output_bytes=MEGABYTE,
            path=str(path),
            limit_characters=LONGEST,
            limit_unpacked_mb=UNPACKED_MB,
        )
    return Writing(
        answer["kind"], answer["title"], tuple(_line(*row) for row in answer["lines"]), tuple(answer["left_out"])
    )


def typed_writing(text: str, *, name: str) -> Writing:
    """What was pasted as plain text. Raises BadFile as above."""
    if len(text) > LONGEST:
        raise refuse(name, "too_long", limit=f"{LONGEST:,}")
    lines = tuple(_line(tag, words) for tag, words in paragraphs(text))
    if not lines:
        raise refuse(name, "no_words")
    return Writing("text", "", lines)


def _line(tag: str, words: Any) -> Line:
    if tag == "table":
        words = [[_CONTROLS.sub("", cell) for cell in row] for row in words]
        width = max(map(len, words))
        return Line(tag, rows=tuple((*row, *[""] * (width - len(row))) for row in words))
    return Line(tag, html=_CONTROLS.sub("", words))
