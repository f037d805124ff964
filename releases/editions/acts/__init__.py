"""The verbs of the record. Each is keyword-only, atomic, one row in the journal, and refuses in words.

submit, send_back           -> Submission          (submitting)
approve, correct, update    -> list[Edition]       (publishing)
reschedule, cancel,
withdraw, expunge           -> list[Edition]       (ending)
publish_imprint             -> Imprint             (imprinting)
pin, unpin                  -> list[Pin]           (pinning)
publish_urgently            -> list[Edition]       (urgent)
look_again                  -> Submission          (urgent)
"""

from .acknowledging import Objections
from .ending import cancel, expunge, reschedule, withdraw
from .imprinting import publish_imprint
from .pinning import pin, unpin
from .publishing import approve, correct, update
from .submitting import send_back, submit
from .urgent import look_again, publish_urgently

__all__ = [
    "Objections",
    "approve",
    "cancel",
    "correct",
    "expunge",
    "look_again",
    "pin",
    "publish_imprint",
    "publish_urgently",
    "reschedule",
    "send_back",
    "submit",
    "unpin",
    "update",
    "withdraw",
]
