"""Publish what the mission says of itself."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from releases.authoring.models import DutyOfficer, Mission, User
from releases.errors import Refusal

from ..canonical import canonical, digest_of, instant
from ..models import Act, Imprint
from .acting import acting


def publish_imprint(*, mission: Mission, by: User, at: dt.datetime | None = None) -> Imprint:
    """Takes the mission's details into the record, by value, from `at` or as soon as the record allows."""
    with acting(Act.IMPRINT, by=by) as act:
        opens = act.takes_effect(at)
        if Imprint.objects.filter(public_from=opens).exists():
            raise Refusal(
                _("The mission’s details are published anew at %(at)s already. Choose another time.")
                % {"at": instant(opens)},
                code="time_taken",
            )
        content = canonical(imprint_content(mission, opens))
        imprint = Imprint.objects.create(
            content=content, content_digest=digest_of(content), public_from=opens, opened_by_entry_id=act.sequence
        )
        act.details = {"imprint": imprint.content_digest, "public_from": instant(opens)}
        # Not for readers: which checks the mission has set otherwise from now on, and why.
        settings = list(mission.check_settings.values("code", "level", "reason"))
        act.details |= {"check_settings": settings} if settings else {}
    return imprint


def imprint_content(mission: Mission, opens: dt.datetime) -> dict[str, Any]:
    """The shape `imprint/1`: words by language, everything else as it stands; of the duty roster what is not over."""
    return {
        "schema": "imprint/1",
        "names": mission.names,
        "short_names": mission.short_names,
        "taglines": mission.taglines,
        "abouts": mission.abouts,
        "home_state": mission.home_state,
        "host_state": mission.host_state,
        "languages": mission.languages,
        "source_language": mission.source_language,
        "time_zone": mission.time_zone,
        "capital_time_zone": mission.capital_time_zone,
        "press_email": mission.press_email,
        "press_phone": mission.press_phone,
        "press_hours": mission.press_hours,
        "addresses": mission.addresses,
        "colour": mission.colour,
        "accent_colour": mission.accent_colour,
        "duty": [_turn(officer) for officer in mission.duty.exclude(duty_until__lte=opens)],
    }


def _turn(officer: DutyOfficer) -> dict[str, Any]:
    return {
        "names": officer.names,
        "phone": officer.phone,
        "email": officer.email,
        "languages": officer.languages,
        "hours": officer.hours,
        "from": instant(officer.duty_from) if officer.duty_from else None,
        "until": instant(officer.duty_until) if officer.duty_until else None,
    }
