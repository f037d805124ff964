"""For the mail server to pipe into: mail to subscribers that came back."""

import email
import email.policy
import sys
from typing import Any

from django.core.management.base import BaseCommand

from releases.subscribers import bouncing

_LONGEST_BYTES = 10_000_000


class Command(BaseCommand):
    help = (
        "Reads a delivery status notification (RFC 3464) from its input and notes that the address of its letter does "
        "not work; at the second time within thirty days mail to it pauses. Exit 0 also for what is none: a mail "
        "server would send the mail back."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        message = email.message_from_bytes(sys.stdin.buffer.read(_LONGEST_BYTES), policy=email.policy.default)
        self.stdout.write(bouncing.note(message))
