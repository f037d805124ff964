"""What is said of a file: why it is refused, and what of it we left out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from releases.errors import BadFile

REASONS: dict[str, Callable[[], str]] = {
    "not_taken": lambda: _("it is none of the kinds we take: %(kinds)s"),
    "empty": lambda: _("it is empty"),
    "missing": lambda: _("there is no such file"),
    "too_large": lambda: _("it is larger than the limit of %(limit)s MB"),
    "too_many_pixels": lambda: _("it has more than the limit of %(limit)s megapixels"),
    "animated": lambda: _("it moves (%(frames)s frames): send a still picture, or a video"),
    "pages": lambda: _("it has %(frames)s pages: send one picture a file"),
    "sample_depth": lambda: _(
        "its colours are stored in a way that cannot be shown: save it with 8 or 16 bits a channel"
    ),
    "damaged": lambda: _("it is damaged or cut short: export it again"),
    "too_much_memory": lambda: _("it would need more than %(memory)s MB of memory to open"),
    "too_slow": lambda: _("it would take more than %(seconds)s seconds to open"),
    "encrypted": lambda: _("it is protected by a password: save it without one"),
    "pages_out_of_range": lambda: _("it has %(pages)s pages; the limit is %(limit)s"),
    "no_recording": lambda: _("there is no sound or picture in it"),
    "codec": lambda: _("browsers do not play its format (%(codec)s): export it as H.264 with AAC, or as VP9 with Opus"),
    "too_long": lambda: _("it is longer than the limit of %(limit)s characters"),
    "unpacks": lambda: _("it would unpack to more than the limit of %(limit)s MB"),
    "too_deep": lambda: _("it is nested too deeply to be a text: save it anew"),
    "not_text": lambda: _("its letters cannot be told: save it as UTF-8"),
    "no_words": lambda: _("there are no words in it"),
    "captions": lambda: _("it is not WebVTT in UTF-8, at line %(line)s"),
}
KINDS = "JPEG, PNG, WebP, AVIF, TIFF, GIF, PDF, MP4, WebM, MP3, M4A, WebVTT"
CHANGES: dict[str, Callable[[], str]] = {
    "metadata": lambda: _("metadata left out"),
    "colours": lambda: _("colours converted to sRGB"),
    "rotation": lambda: _("turned upright"),
    "further_pictures": lambda: _("further pictures in the file left out"),
    "further_streams": lambda: _("further tracks left out"),
    "scripts": lambda: _("scripts left out"),
    "actions": lambda: _("actions left out"),
    "forms": lambda: _("forms left out"),
    "comments": lambda: _("comments left out"),
    "attachments": lambda: _("attachments left out"),
}


def refuse(name: str, reason: str, **values: Any) -> BadFile:
    """The error that names the file, the reason and the limit."""
    why = REASONS[reason]() % {"kinds": KINDS, **values}
    return BadFile(_("%(name)s cannot be taken: %(why)s.") % {"name": printable(name), "why": why}, code=reason)


def printable(name: str) -> str:
    """A client's file name as it may be shown: its last part, no control or direction marks, at most 80 letters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable() and letter not in _DIRECTION)[:80].strip()
    return shown or _("The file")


_DIRECTION = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
