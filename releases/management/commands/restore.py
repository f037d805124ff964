import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from releases.errors import PressOfficeError
from releases.safekeeping.restoring import Restored, check, restore

from .backup import asked_passphrase


class Command(BaseCommand):
    help = (
        "Brings an archive of `backup` back, onto an empty machine. What may have been sent since is not sent again. "
        "Verifies the record, and exits with 1 where it does not."
    )
    # The machine may be empty: no table is there yet to be asked.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="`-` is the input")
        parser.add_argument("--key", type=Path, metavar="FILE", help="the key of age that opens a sealed archive")
        parser.add_argument("--check", action="store_true", help="only read the archive to its end, and change nothing")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="put what is there aside (in PostgreSQL: delete it), where this is not an empty machine",
        )
        parser.add_argument(
            "--send-waiting",
            action="store_true",
            help="send what waited: for a move, when the old installation was stopped before the backup was made",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        opening: dict[str, Any] = {"key": options["key"], "passphrase": _passphrase}
        try:
            with _opened(options["file"]) as source:
                if options["check"]:
                    self._say_checked(check(source, **opening))
                    return
                done = restore(source, replace=options["replace"], send=options["send_waiting"], **opening)
        except PressOfficeError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"The archive could not be restored: {error}.") from None
        self._say(done)

    def _say_checked(self, manifest: dict[str, Any]) -> None:
        self.stdout.write(
            f"The archive is whole: made {manifest['made_at']}, {manifest['database']}, {manifest['media']} files, "
            f"journal up to entry {manifest['journal']['entries']}."
        )

    def _say(self, done: Restored) -> None:
        self.stdout.write(f"Restored what was backed up at {done.manifest['made_at']}, with {done.files} files.")
        if done.aside:
            self.stdout.write(f"What was here before lies in {done.aside}.")
        if done.held:
            self.stdout.write(
                f"Not sent again: {done.held.letters} letters to subscribers, {done.held.deliveries} deliveries to "
                f"partners, {done.held.mails} mails to staff that waited, or took effect since, and may have gone out."
            )
        self.stdout.write(f"{done.sessions} sessions ended: everybody signs in anew.")
        self.stdout.write(
            "Look through keys, accounts and subscribers: who was taken out since the backup is in again."
        )
        if done.key_differs:
            self.stdout.write(
                "EMBASSY_SECRET_KEY is not the key of the backup: add that one to EMBASSY_OLD_SECRET_KEYS, or second "
                "factors and secrets of endpoints stay closed. The archive holds it as secret-key."
            )
        if done.damage:
            self.stdout.write(f"It took {done.seconds:.1f} s.")
            raise CommandError(done.damage)
        counts = done.counts
        head = str(done.manifest["journal"]["head"])[:16]
        self.stdout.write(
            f"The record verifies: {counts['entries']} journal entries (the last: {head or 'none'}), "
            f"{counts['editions']} editions, {counts['imprints']} imprints, {counts['pins']} pins.\n"
            f"It took {done.seconds:.1f} s."
        )


def _opened(name: str) -> IO[bytes]:
    return sys.stdin.buffer if name == "-" else Path(name).open("rb")


def _passphrase() -> str:
    return asked_passphrase("Passphrase of the key: ")
