from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from releases.management.demo import publishing


class Command(BaseCommand):
    help = "Loads and publishes the founding briefing. Only into an empty installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, and say so, where there is something already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not publishing.is_empty():
            if options["if_empty"]:
                return
            raise CommandError(
                "This installation is not empty, and the demonstration goes only into an empty one. "
                "Set EMBASSY_DATA to a new folder."
            )
        publishing.load()
        self.stdout.write("The founding briefing is published.")
