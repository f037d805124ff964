"""Patterns of the checks, one for each language."""

import re
from collections.abc import Mapping


def compiled(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """By language, whatever the case."""
    return {language: re.compile(pattern, re.IGNORECASE) for language, pattern in table.items()}
