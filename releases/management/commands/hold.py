from typing import Any

from django.core.management.base import BaseCommand

from releases.safekeeping.holding import hold


class Command(BaseCommand):
    help = (
        "For a database that came back by other means than `restore`, such as a replica: what may have been sent "
        "before is marked, and not sent again. Before the worker is started."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        held = hold()
        self.stdout.write(
            f"Not sent again: {held.letters} letters to subscribers, {held.deliveries} deliveries to partners, "
            f"{held.mails} mails to staff."
        )
