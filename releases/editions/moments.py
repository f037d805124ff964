"""Times as people give them: a time of day in a zone, which may not exist, or exist twice."""

import datetime as dt
import zoneinfo

from django.utils.translation import gettext as _

from releases.errors import BadMoment

_FIRST_YEAR, _LAST_YEAR = 1800, 9000


def parse_moment(text: str, zone: str) -> dt.datetime:
    """`2027-03-28T09:30` in `zone`, or with an offset of its own (`+05:00`, `Z`), as an aware datetime in UTC.

    Raises BadMoment for what is not a time, falls into a daylight-saving gap, or occurs twice.
    """
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadMoment(
            _("“%(text)s” is not a time. Write 2027-03-28T09:30, or with an offset 2027-03-28T09:30+05:00.")
            % {"text": text},
            code="not_a_time",
        ) from None
    return local_moment(moment, zone) if moment.tzinfo is None else in_utc(moment)


def local_moment(naive: dt.datetime, zone: str) -> dt.datetime:
    """A time of day in a zone, as an aware datetime in UTC. Raises BadMoment as `parse_moment` does."""
    first = naive.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=0)
    second = first.replace(fold=1)
    moment = in_utc(first)
    if first.utcoffset() != second.utcoffset():
        raise BadMoment(
            _("%(time)s occurs twice in %(zone)s, when the clocks go back. Add the offset: %(first)s or %(second)s.")
            % {
                "time": naive.isoformat(" ", "minutes"),
                "zone": zone,
                "first": first.isoformat(),
                "second": second.isoformat(),
            },
            code="ambiguous_time",
        )
    return moment


def in_utc(moment: dt.datetime) -> dt.datetime:
    """The instant in UTC. Raises BadMoment when it bears no zone, or when its zone has no such time of day."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise BadMoment(
            _("%(time)s bears no zone. Say which one is meant.") % {"time": moment.isoformat(" ")}, code="no_zone"
        )
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:  # beyond them no zone can be reckoned with
        raise BadMoment(
            _("%(time)s is too far away. Choose a nearer time.") % {"time": moment.isoformat(" ", "minutes")},
            code="too_far",
        )
    utc = moment.astimezone(dt.UTC)
    if utc.astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise BadMoment(
            _("%(time)s does not exist in %(zone)s: the clocks go forward over it. Choose an hour earlier or later.")
            % {"time": moment.replace(tzinfo=None).isoformat(" ", "minutes"), "zone": moment.tzinfo},
            code="time_in_gap",
        )
    return utc
