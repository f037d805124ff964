"""Every module that registers something with the desk; `DeskConfig` reads it once the site stands.

Not in `__init__`: the site itself lives in this package, and must not be asked for while it is being made.
"""

from . import (
    check_settings,
    commenting,
    media,
    mission,
    notifying,
    partners,
    people,
    record,
    registers,
    releases,
    review,
    subscribers,
    texts,
)

__all__ = [
    "check_settings",
    "commenting",
    "media",
    "mission",
    "notifying",
    "partners",
    "people",
    "record",
    "registers",
    "releases",
    "review",
    "subscribers",
    "texts",
]
