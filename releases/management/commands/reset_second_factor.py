from argparse import ArgumentParser
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management.base import BaseCommand, CommandError

from releases.authoring.models import User
from releases.authoring.signing_in import keeping


class Command(BaseCommand):
    help = "Takes away somebody's second factors, recovery codes and sessions: for when no administrator can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"There is no account {options['username']}.")
        keeping.reset(user=person)
        what = {"name": "second factors, recovery codes and sessions", "object": "manage.py reset_second_factor"}
        LogEntry.objects.log_actions(person.pk, [person], CHANGE, [{"deleted": what}], single_object=True)
        self.stdout.write(f"{person.username} will be asked for a new second factor at the next sign-in.")
