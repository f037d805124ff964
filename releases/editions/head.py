"""The last link of the chain: what can be asked often, where `verifying` reads all of it."""

from . import journal
from .models import JournalEntry


def holds() -> bool:
    """Whether the last entry is as it was written, and follows the one before. One query."""
    entries = list(JournalEntry.objects.order_by("-sequence")[:2])
    if not entries:
        return True
    last, before = entries[0], entries[1].digest if len(entries) > 1 else journal.GENESIS
    return last.previous_digest == before and journal.entry_digest(last) == last.digest
