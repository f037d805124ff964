"""One family of errors. Each names the object and the next step, in words a press officer can act on."""

from collections.abc import Sequence

from django.utils.functional import Promise


class PressOfficeError(Exception):
    """Root of the family.

    `code` is stable and for programs; the message is for people; `problems` lists single faults when
    there are several (one a line).
    """

    def __init__(self, message: str | Promise, *, code: str, problems: Sequence[str] = ()) -> None:
        self.message = str(message)
        self.code = code
        self.problems = list(problems)
        super().__init__(self.message)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"- {problem}" for problem in self.problems)])


class Refusal(PressOfficeError):
    """An act that may not be done: by this person, on this object, or now."""


class NotComposable(PressOfficeError):
    """A release cannot become an edition yet; `problems` say what is missing, and where."""


class RecordDamaged(PressOfficeError):
    """The record does not verify: a row differs from what the journal says of it."""


class BadMoment(PressOfficeError):
    """A time that does not exist, exists twice, or bears no zone."""


class BadFile(PressOfficeError):
    """A file that is not accepted; the message names it, the reason and the limit."""
