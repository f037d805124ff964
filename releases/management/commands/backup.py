import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from releases.errors import PressOfficeError
from releases.management.sizes import size
from releases.safekeeping.backing_up import Made, back_up
from releases.safekeeping.sealing import new_key


class Command(BaseCommand):
    help = (
        "Writes the whole installation into one archive, while it runs: database, media, the generated secret key. "
        "Sealed with age where EMBASSY_BACKUP_RECIPIENTS or --recipient names public keys."
    )
    # A backup must be possible of an installation that is not in order.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", metavar="FILE", help="`-` is the output; left out: EMBASSY_DATA/backups/embassy-TIME.tar"
        )
        parser.add_argument(
            "--recipient", action="append", default=[], metavar="KEY", help="a public key of age; may be repeated"
        )
        parser.add_argument(
            "--new-key", metavar="FILE", help="only make a key that opens archives, and print its public key"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new_key"]:
                self._make_key(Path(options["new_key"]))
            elif options["file"] == "-":
                self._say(back_up(sys.stdout.buffer, recipients=_recipients(options)), "standard output", self.stderr)
            else:
                self._to_file(options)
        except PressOfficeError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error}.") from None

    def _make_key(self, path: Path) -> None:
        public = new_key(path, passphrase=asked_passphrase("Passphrase that locks the key (empty: none): "))
        self.stdout.write(
            f"{path} opens what is sealed to\n{public}\n"
            "Keep that file away from this machine, and its passphrase apart from it. Set EMBASSY_BACKUP_RECIPIENTS to "
            "the public key."
        )

    def _to_file(self, options: dict[str, Any]) -> None:
        recipients = _recipients(options)
        path = Path(options["file"]) if options["file"] else _usual_path(sealed=bool(recipients))
        if path.exists():
            raise CommandError(f"{path} is there already. Choose another name.")
        partial = path.with_name(f"{path.name}.partial")
        try:
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
                made = back_up(file, recipients=recipients)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        self._say(made, str(path), self.stdout, sealed=bool(recipients))

    def _say(self, made: Made, where: str, out: Any, *, sealed: bool = True) -> None:
        out.write(
            f"Backed up in {made.seconds:.1f} s: database {size(made.database_bytes)}, {made.files} files of "
            f"{size(made.media_bytes)}, journal up to entry {made.journal['entries']}.\n"
            f"{where}: {size(made.size_bytes)}, SHA-256 {made.digest}"
        )
        if not made.has_secret:
            out.write("The secret key is set by EMBASSY_SECRET_KEY and is not in the archive: keep it elsewhere too.")
        elif not sealed:
            out.write(
                "The archive is not sealed and holds the secret key, addresses and drafts: keep it as you keep those."
            )
        if made.missing:
            raise CommandError(
                f"The archive is whole, but {len(made.missing)} files that the database names are not in the store:\n"
                + "\n".join(made.missing[:50])
            )


def _recipients(options: dict[str, Any]) -> list[str]:
    chosen: list[str] = options["recipient"] or settings.BACKUP_RECIPIENTS
    return chosen


def _usual_path(*, sealed: bool) -> Path:
    folder: Path = settings.DATA_DIR / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"embassy-{timezone.now():%Y%m%dT%H%M%SZ}.tar{'.age' if sealed else ''}"


def asked_passphrase(prompt: str) -> str:
    """From EMBASSY_BACKUP_PASSPHRASE where it is set, else from the terminal; never from the command line."""
    given = os.environ.get("EMBASSY_BACKUP_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise CommandError("There is no terminal to ask for the passphrase: set EMBASSY_BACKUP_PASSPHRASE.")
    return getpass.getpass(prompt)
