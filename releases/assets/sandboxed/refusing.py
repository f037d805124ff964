"""How a job says no."""

from typing import Any


class Refused(Exception):
    """The file is not one we take; `reason` is one of the keys of `releases.assets.verdicts.REASONS`."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values
