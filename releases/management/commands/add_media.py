"""Files from the command line into drafts of media assets."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from releases.assets.ingest import ingest
from releases.assets.verdicts import CHANGES, printable, refuse
from releases.authoring.media_drafts import draft_of, holders_of
from releases.authoring.models import User
from releases.errors import BadFile

_BAR = 30


class Command(BaseCommand):
    help = "Brings files in as drafts of media assets: one JSON line a file, exit 1 if any was refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="+", metavar="FILE")
        parser.add_argument(
            "--by", default="", metavar="USER", help="who they belong to; left out: the first administrator"
        )
        parser.add_argument("--credit", default="", help="credit line; left out: the name of the mission")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _person(options["by"])
        credit = options["credit"]
        refused = 0
        for number, name in enumerate(options["file"], start=1):
            line = _line(Path(name), by, credit)
            refused += line["verdict"] == "refused"
            self.stdout.write(_json(line))
            self._progress(number, len(options["file"]))
        if refused:
            sys.exit(1)

    def _progress(self, number: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = _BAR * number // total
            end = "\n" if number == total else ""
            self.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {number}/{total}", ending=end)


def _json(line: dict[str, Any]) -> str:
    """One line; bytes of a file name that are no text are written as the escapes that JSON has for them."""
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def _line(path: Path, by: User, credit: str) -> dict[str, Any]:
    """`{file, verdict, reason, changed}` for one file; `release` where a draft holds it."""
    try:
        if not path.is_file():
            raise refuse(path.name, "missing")
        with path.open("rb") as file:
            taken = ingest(file, name=path.name)
        existing = holders_of(taken.file)
        release = existing[0] if existing else draft_of(taken.file, title=printable(path.stem), by=by, credit=credit)
    except (BadFile, OSError) as error:
        reason = error.message if isinstance(error, BadFile) else f"{path}: {error.strerror}"
        return {"file": str(path), "verdict": "refused", "reason": reason, "changed": []}
    reason = _("these bytes were here already") if taken.existed else ""
    changed = [str(CHANGES[key]()) for key in taken.changed]
    return {"file": str(path), "verdict": "accepted", "reason": reason, "changed": changed, "release": str(release.uid)}


def _person(name: str) -> User:
    people = User.objects.filter(is_active=True)
    found = people.filter(username=name) if name else people.filter(groups__name="administrator")
    person = found.order_by("id").first()
    if person is None:
        raise CommandError(
            f"--by: there is nobody called {name}." if name else "--by is needed: there is no administrator yet."
        )
    return person
