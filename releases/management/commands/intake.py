"""What a text that came from elsewhere would make as a draft briefing: every proposal, for people or as JSON."""

import io
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from releases.assets.verdicts import printable
from releases.assets.writings import KINDS, LARGEST_MB, Writing, read_writing
from releases.authoring.intake.known import known_registers
from releases.authoring.intake.proposal import Proposal, Span
from releases.authoring.intake.reading import FORMAT, Intake, read
from releases.authoring.languages import LANGUAGES
from releases.errors import BadFile

REFUSED, WRONG = 1, 2


class Command(BaseCommand):
    help = (
        f"Reads a text ({KINDS}; - is standard input) and prints what it proposes for a draft briefing. Nothing is "
        "written. Exit 0: read; 1: the file is refused, and why; 2: there is no such file, or an option is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on standard output: see docs/intake.md"
        )
        parser.add_argument("--language", choices=LANGUAGES, default="", help="left out: told by the letters")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["file"]
        writing = _writing(name)
        intake = read(writing, known=known_registers(), language=options["language"])
        if options["json"]:
            said = as_json(intake, writing, file=_("standard input") if name == "-" else name)
            # A file name need not be text: what is none of it is written as an escape.
            self.stdout.write(
                json.dumps(said, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode()
            )
        else:
            self._print(intake)

    def _print(self, intake: Intake) -> None:
        for proposal in intake.proposals:
            shown = "; ".join(
                f"{name}: {value}" for name, value in proposal.proposed.items() if isinstance(value, str) and value
            )
            self.stdout.write(f"{proposal.kind}  {proposal.key}  {shown}\n  {proposal.why}")
        if not intake.proposals:
            self.stdout.write(_("Nothing is proposed."))


def _writing(name: str) -> Writing:
    shown = _("Standard input") if name == "-" else printable(name)
    try:
        file: IO[bytes] = io.BytesIO(_standard_input()) if name == "-" else io.BytesIO(_bytes_of(Path(name)))
        return read_writing(file, name=shown)
    except BadFile as refused:
        raise CommandError(refused.message, returncode=REFUSED) from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise CommandError(f"{shown}: {said}", returncode=WRONG) from None


def _standard_input() -> bytes:
    return sys.stdin.buffer.read(LARGEST_MB * 1024 * 1024 + 1)


def _bytes_of(path: Path) -> bytes:
    if path.is_file():
        with path.open("rb") as file:
            return file.read(LARGEST_MB * 1024 * 1024 + 1)
    return path.read_bytes() if path.is_dir() or not path.exists() else _refused(path)


def _refused(path: Path) -> bytes:
    """A device or a pipe might never end."""
    raise OSError(0, _("it is no ordinary file"), str(path))


def as_json(intake: Intake, writing: Writing, *, file: str) -> dict[str, Any]:
    """Offsets count code points of the paragraph's plain words."""
    return {
        "format": FORMAT,
        "file": file,
        "kind": writing.kind,
        "language": intake.language,
        "left_out": list(writing.left_out),
        "paragraphs": [
            {"index": one.index, "tag": one.tag, "text": one.text, **({"rows": one.rows} if one.rows else {})}
            for one in intake.paragraphs
        ],
        "proposals": [_proposal(one, intake) for one in intake.proposals],
    }


def _proposal(proposal: Proposal, intake: Intake) -> dict[str, Any]:
    return {
        "key": proposal.key,
        "kind": proposal.kind,
        "passage": proposal.passage,
        "places": [_place(span, intake) for span in proposal.spans],
        "reason": proposal.reason,
        "why": proposal.why,
        "proposed": dict(proposal.proposed),
    }


def _place(span: Span, intake: Intake) -> dict[str, Any]:
    return {
        "paragraph": span.paragraph,
        "start": span.start,
        "end": span.end,
        "text": intake.paragraphs[span.paragraph].text[span.start : span.end],
    }
