"""Mail that came back later: a delivery status notification (RFC 3464), and whose letter it is about."""

from email.message import Message

from . import links
from .models import Letter
from .subscribing import came_back

_ENVELOPE = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_THREAD = ("In-Reply-To", "References")


def note(message: Message) -> str:
    """What was done about it, in words without an address: for the log of whoever pipes it in.

    Only a tag that we made counts, by envelope or Message-ID: nobody else's subscription is paused by a forged notice.
    """
    reports = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if not reports:
        return "not a delivery status notification: nothing done"
    if not any(_failed_for_good(report) for report in reports):
        return "not a failure for good: nothing done"
    letter = _letter(message)
    if letter is None:
        return "no letter of ours, or its reader has left: nothing done"
    came_back(subscriber=letter.subscriber)
    return f"letter {letter.pk} came back: noted"


def _failed_for_good(report: Message) -> bool:
    """Action and status stand in the blocks about each recipient."""
    blocks = report.get_payload()
    return isinstance(blocks, list) and any(
        str(block.get("Action", "")).strip().lower() == "failed"
        and str(block.get("Status", "")).strip().startswith("5")
        for block in blocks
        if isinstance(block, Message)
    )


def _letter(message: Message) -> Letter | None:
    said = [str(value) for name in (*_ENVELOPE, *_THREAD) for value in message.get_all(name, [])]
    for part in message.walk():
        if part is message:
            continue
        if part.get_content_type() == "text/rfc822-headers":
            said.append(str(part.get_payload()))
        said += [str(value) for value in part.get_all("Message-ID", [])]
    return next((letter for words in said if (letter := links.letter_of(words))), None)
