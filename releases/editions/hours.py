"""What is odd about a planned time: nobody is at the mission then, or the words themselves name a later one.

None of it stands in the way. Whoever plans it says that it is meant so, and the journal keeps what was odd.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from releases.authoring.checks.passages import Read
from releases.authoring.checks.timing import CLOSED, embargo
from releases.authoring.languages import isolated
from releases.authoring.models import Mission


def oddities(at: dt.datetime, contents: Iterable[Mapping[str, Any]] = ()) -> dict[str, str]:
    """By `holiday`, `weekend`, `hours`, `embargo`, `delivery`: what a person is told. One query."""
    mission = Mission.objects.first()
    zone = mission.time_zone if mission else "UTC"
    local = at.astimezone(zoneinfo.ZoneInfo(zone))
    said = {"at": isolated(f"{local:%Y-%m-%d %H:%M}"), "zone": isolated(zone)}
    closed = mission.office_hours.closed(local) if mission else ""
    found: dict[str, str] = {}
    if closed:
        found[closed] = str(CLOSED[closed]) % said
    for content in contents:
        named = embargo(Read(content), zone)
        if named is not None and at < named[2]:
            words = {**said, "passage": isolated(named[1]), "title": isolated(content["title"])}
            found["embargo"] = _("%(at)s (%(zone)s) is earlier than “%(title)s” says: “%(passage)s”.") % words
        spoken = (content.get("statement", {}).get("delivered_on") or {}).get("date", "")
        if spoken and local.date().isoformat()[: len(spoken)] < spoken:
            words = {**said, "title": isolated(content["title"]), "date": isolated(spoken)}
            found["delivery"] = _("%(at)s (%(zone)s) is before the words of “%(title)s” are said: %(date)s.") % words
    return found
