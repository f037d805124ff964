"""The verbs of the record. Each is keyword-only, atomic, one row in the journal, and refuses in words.

submit, send_back           -> Submission          (submitting)
approve, correct, update    -> list[Edition]       (publishing)
reschedule, cancel,
withdraw, expunge           -> list[Edition]       (ending)
publish_imprint             -> Imprint             (imprinting)
pin, unpin                  -> list[Pin]           (pinning)
"""

from .ending import cancel, expunge, reschedule, withdraw
from .imprinting import publish_imprint
from .pinning import pin, unpin
from .publishing import approve, correct, update
from .submitting import send_back, submit

__all__ = [
    "approve",
    "cancel",
    "correct",
    "expunge",
    "pin",
    "publish_imprint",
    "reschedule",
    "send_back",
    "submit",
    "unpin",
    "update",
    "withdraw",
]
