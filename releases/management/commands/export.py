import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from releases.editions import reading
from releases.safekeeping.exporting import export


class Command(BaseCommand):
    help = (
        "Writes the public record into a ZIP of JSON lines that another system can read: every edition that was public "
        "until now. The format is in docs/backup.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--media", action="store_true", help="with the bytes of what is public now")
        parser.add_argument(
            "--journal",
            action="store_true",
            help="with every act: for an archive, not for the public, since it names who",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        partial = path.with_name(f"{path.name}.partial")
        if path.exists():
            raise CommandError(f"{path} is there already. Choose another name.")
        try:
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
                done = export(file, now=reading.now(), journal=options["journal"], media=options["media"])
            partial.replace(path)
        except OSError as error:
            raise CommandError(f"The export could not be written: {error}.") from None
        finally:
            partial.unlink(missing_ok=True)
        self.stdout.write(
            f"{path}: {done.editions} editions, {done.imprints} imprints, {done.files} files"
            + (f", {done.entries} journal entries." if options["journal"] else ".")
        )
