from typing import Any

from django.core.management.base import BaseCommand, CommandError

from releases.editions.verifying import verify
from releases.errors import RecordDamaged


class Command(BaseCommand):
    help = "Replays the journal and its chain of digests, and compares the record with it. Exit 1 where they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = verify()
        except RecordDamaged as damage:
            raise CommandError(str(damage)) from None
        self.stdout.write(
            f"The record verifies: {counts['entries']} journal entries, {counts['editions']} editions, "
            f"{counts['imprints']} imprints, {counts['pins']} pins."
        )
