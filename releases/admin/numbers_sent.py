"""Whole numbers as forms send them: anything may stand there."""

_LONGEST = 18


def number_of(sent: str) -> int | None:
    """None for what is no number, and for one that no row of ours could have: Python itself refuses the longest."""
    return int(sent) if sent.isascii() and sent.removeprefix("-").isdecimal() and len(sent) <= _LONGEST else None
