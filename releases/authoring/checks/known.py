"""Every check, registered: import from here to run them."""

from . import (
    agreeing,
    arithmetic,
    figures,
    linking,
    naming_bodies,
    naming_once,
    naming_people,
    quoting,
    scripts,
    timing,
    wording,
)
from .registry import CHECKS, Check, run

__all__ = [
    "CHECKS",
    "Check",
    "agreeing",
    "arithmetic",
    "figures",
    "linking",
    "naming_bodies",
    "naming_once",
    "naming_people",
    "quoting",
    "run",
    "scripts",
    "timing",
    "wording",
]
