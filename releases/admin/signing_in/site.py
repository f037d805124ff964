"""Where the door stands: the mission's name and sign, and the host to which passkeys are bound."""

import ipaddress
import re
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES, interface_language, own_name, pick
from releases.authoring.models import Mission
from releases.authoring.signing_in.passkeys import Site
from releases.graphics import emblem

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_COLOURS = ["#00708f", "#e8b10e"]


def sign() -> dict[str, Any]:
    """The mission's name, its sign, and the languages of the door. One query."""
    mission = Mission.objects.only("names", "colour", "accent_colour").first()
    colours = [mission.colour, mission.accent_colour] if mission else []
    if not colours or not all(map(_COLOUR.fullmatch, colours)):
        colours = _COLOURS
    language, name = pick(mission.names, interface_language()) if mission else ("", "")
    return {
        "mission_name": name or _("Press office"),
        "mission_language": language or interface_language(),
        "emblem": mark_safe(emblem.svg(*(colour.lstrip("#") for colour in colours))),  # noqa: S308  ours, and six digits each
        "languages": [(tag, own_name(tag)) for tag in LANGUAGES],
    }


def short_name() -> str:
    """What an authenticator app and a passkey call this place: short, so that the QR code stays coarse. One query."""
    mission = Mission.objects.only("short_names").first()
    return (pick(mission.short_names, "en")[1] if mission else "") or "Press office"


def passkey_site(request: HttpRequest) -> Site | None:
    """None where browsers make no passkeys: at a bare address, and without TLS elsewhere than on this machine."""
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return None
    if not request.is_secure() and host != "localhost":
        return None
    scheme = "https" if request.is_secure() else "http"
    return Site(host=host, origin=f"{scheme}://{request.get_host()}", name=short_name())
