"""One family of errors. Each names the object and the next step, in words a press officer can act on."""

from collections.abc import Sequence

from django.utils.functional import Promise


class Fault(str):
    """One fault in words, and the place where it is mended: the desk makes a link of it.

    `release` is a primary key; `language` is empty where the fault is in the facts; `field` is the name of a field, or
    a block such as `quoteblock-2`: the third quote of the text.
    """

    release: int
    language: str
    field: str

    def __new__(cls, words: str, *, release: int, language: str = "", field: str = "") -> "Fault":
        fault = super().__new__(cls, words)
        fault.release, fault.language, fault.field = release, language, field
        return fault


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
