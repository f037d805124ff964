"""From what was composed to what readers would get: by the code of the outlets themselves."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template import loader
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from releases.authoring.models import Mission
from releases.editions import reading
from releases.editions.acts.imprinting import imprint_content
from releases.editions.canonical import canonical, digest_of
from releases.editions.models import Change, Edition, Ending, Imprint
from releases.outlets.api import representations
from releases.outlets.mail.rendering import mail
from releases.outlets.site import typefaces
from releases.outlets.site.frame import origin_of
from releases.outlets.site.relinking import relinked, with_head_and_banner
from releases.outlets.site.serving import Visit
from releases.outlets.site.views import release_page

from ..media import address_of_file
from .unsaved import Made

WAYS = ("page", "phone", "print", "mail", "json")
_MEDIA = re.compile(r"/media/([0-9a-f]{64})/")
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_STYLED = re.compile(r'\sstyle="([^"]*)"')


@dataclass(frozen=True)
class _Published:
    """The edition that would be, in its surroundings. Nothing of it is in the record."""

    visit: Visit
    edition: Edition
    relatives: list[Edition]


def preview(request: HttpRequest, made: Made, *, way: str, at: dt.datetime, nonce: str) -> str:
    """A whole document, without scripts. `nonce` is for the one style sheet of a mail. Six queries."""
    with translation.override(made.language):
        published = _published(request, made, at)
        html = {"mail": _mail, "json": _json}.get(way, _page)(published, way, nonce)
    return _SCRIPT.sub("", relinked(html, _led(made.pictures)))


def _led(pictures: dict[str, str]) -> Callable[[str], str]:
    """Files come through the desk's own gate: the public one knows nothing of a draft."""

    def to(path: str) -> str:
        file = _MEDIA.match(path)
        return address_of_file(pictures.get(file[1], file[1])) if file else path

    return to


def _published(request: HttpRequest, made: Made, at: dt.datetime) -> _Published:
    content = _named(made.drafted.content)
    earlier = (
        Edition.objects.filter(uid=made.release.uid, language=made.language)
        .exclude(ended_as=Ending.CANCELLED)
        .defer("content")
        .order_by("-number")
        .first()
    )
    edition = _edition(content, at, earlier)
    here = (edition.uid, edition.language)
    public = [row for row in reading.with_relatives(edition, at) if (row.uid, row.language) != here]
    beside = [_edition(_named(own), at, None) for own in made.drafted.beside]
    imprint = reading.imprint_at(at) or _imprint(at)
    return _Published(Visit(request, made.language, at, imprint), edition, [*public, edition, *beside])


def _named(content: dict[str, Any]) -> dict[str, Any]:
    """With a word where a title or an address is still to come, and without figures that are: no page can do so."""
    found = {**content, "title": content["title"] or _("(without a title)"), "slug": content["slug"] or "draft"}
    if "statement" in content:
        said = content["statement"]
        # Whether somebody said these very words is not known yet: no quotation marks.
        found["statement"] = {**said, "mode": said["mode"] or "paraphrase"}
    if "cites" in content:
        cards = [_named(card) for card in content["cites"] if _is_whole(card)]
        shown = {card["uid"] for card in cards}
        found["cites"] = cards
        found["body"] = [block for block in content["body"] if "cites" not in block or block["cites"] in shown]
    return found


def _is_whole(card: dict[str, Any]) -> bool:
    return "statistic" not in card or bool(card["statistic"]["observations"])


def _edition(content: dict[str, Any], at: dt.datetime, earlier: Edition | None) -> Edition:
    written = canonical(content)
    again = earlier is not None and (earlier.public_until is None or earlier.public_until > at)
    return Edition(
        uid=uuid.UUID(content["uid"]),
        kind=content["kind"],
        language=content["language"],
        number=earlier.number + 1 if earlier else 1,
        slug=content["slug"],
        title=content["title"],
        content=written,
        content_digest=digest_of(written),
        change=Change.UPDATE if again else Change.NEW,
        note={},
        end_reason={},
        released_at=earlier.released_at if earlier and again else at,
        public_from=at,
    )


def _imprint(at: dt.datetime) -> Imprint:
    """The mission's details as they stand: before they were published for the first time."""
    mission = Mission.objects.first() or Mission()
    return Imprint(content=canonical(imprint_content(mission, at)), public_from=at)


def _page(published: _Published, way: str, nonce: str) -> str:
    html = release_page(published.visit, published.edition, published.relatives).content.decode()
    if way != "print":
        return html
    head = loader.get_template("admin/releases/text/_on_paper.html").render()
    return with_head_and_banner(html, head=head, banner="")


def _mail(published: _Published, way: str, nonce: str) -> str:
    edition, said = published.edition, published.visit.imprint.body
    message = mail(edition.body, said=said, at=published.visit.at, origin="", change=edition.change)
    html, sheet = _sheeted(message.html, nonce)
    context = {"subject": message.subject, "text": message.text, "language": edition.language}
    faces = {"typefaces": typefaces.address("fonts.css")}
    head = loader.get_template("admin/releases/text/_as_mail_head.html").render(faces)
    banner = loader.get_template("admin/releases/text/_as_mail.html").render(context)
    return with_head_and_banner(html, head=head + sheet, banner=banner)


def _sheeted(html: str, nonce: str) -> tuple[str, str]:
    """Styles of elements as one sheet: the desk's policy takes no other, and the message looks the same."""
    classes: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        return f' class="{classes.setdefault(found[1], f"mail-{len(classes)}")}"'

    html = _STYLED.sub(named, html)
    rules = "".join(f".{name}{{{style}}}" for style, name in classes.items())
    return html, f'<style nonce="{escape(nonce)}">{rules}</style>'


def _json(published: _Published, way: str, nonce: str) -> str:
    """What `/api/v1/` would answer; `digest` and instants are those of a publication now."""
    visit, edition = published.visit, published.edition
    path = f"/api/v1/releases/{edition.uid}/"
    tags = [row.language for row in published.relatives if row.uid == edition.uid]
    said = representations.detail(edition, visit.request, now=visit.at)
    said["languages"] = representations.versions(path, tags, visit.request)
    written = json.dumps(said, ensure_ascii=False, indent=2)
    address = f"{origin_of(visit.request)}{path}?language={edition.language}"
    return loader.get_template("admin/releases/text/_as_json.html").render({"json": written, "address": address})
