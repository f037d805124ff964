from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from releases.editions.search import index


class Command(BaseCommand):
    help = "Makes the search index anew from the contents of the editions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing: compare, and exit 1 where it differs."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"The index holds {index.rebuild()} editions.")
            return
        faults = list(index.faults())
        if faults:
            raise CommandError("\n".join(["The index differs from the record. Run `rebuild_search`.", *faults]))
        self.stdout.write("The index agrees with the record.")
