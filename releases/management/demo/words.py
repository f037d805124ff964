"""The words of the demonstration: one file a language, all of the same structure."""

import functools
import json
from pathlib import Path
from typing import Any

from releases.authoring.languages import LANGUAGES


@functools.cache
def _file(language: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((Path(__file__).parent / f"{language}.json").read_text(encoding="utf-8"))
    return parsed


def said(*path: str) -> dict[str, str]:
    """The words at a path in each language that has some: `said("topics", "trade")`."""
    found = {}
    for language in LANGUAGES:
        value: Any = _file(language)
        for part in path:
            value = value.get(part, "") if isinstance(value, dict) else ""
        if value:
            found[language] = value
    return found


def in_language(language: str, *path: str) -> str:
    return said(*path).get(language, "")
