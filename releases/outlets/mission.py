"""What an imprint says of the mission, with ours where it says nothing."""

import re
import zoneinfo
from collections.abc import Mapping
from typing import Any

_COLOUR = re.compile(r"#([0-9a-f]{6})\Z")
_SKY, _GOLD = "00708f", "e8b10e"


def zone_of(said: Mapping[str, Any]) -> str:
    """The mission's time zone; UTC where it names none, or one that this machine does not know."""
    try:
        # Kept once it was read; `available_timezones` would walk the folders of all zones each time.
        return zoneinfo.ZoneInfo(said.get("time_zone", "")).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


def colours_of(said: Mapping[str, Any]) -> tuple[str, str]:
    """The two colours of an imprint as six hexadecimal digits each, ours where it has none."""

    def digits(name: str, default: str) -> str:
        found = _COLOUR.match(str(said.get(name, "")).lower())
        return found[1] if found else default

    return digits("colour", _SKY), digits("accent_colour", _GOLD)
