from typing import Any

from django.core.management.base import BaseCommand

from releases.authoring.roles import install_roles


class Command(BaseCommand):
    help = "Creates or mends the roles author, reviewer and administrator."

    def handle(self, *args: Any, **options: Any) -> None:
        for role, count in install_roles().items():
            self.stdout.write(f"{role}: {count} permissions")
