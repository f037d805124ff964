"""A release as an e-mail: words that every mail program shows, with no picture, style or script that it must fetch.

Pictures are linked by their whole address; a program that blocks them shows their alternative text.
"""

import datetime as dt
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from django.template import loader
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from releases.authoring.languages import direction, pick
from releases.graphics import colours
from releases.outlets import addresses, article, flow, labels
from releases.outlets.mission import colours_of, zone_of

# Mail programs heed no style sheet, so each element bears its own style.
_STYLES = {
    "p": "margin:0 0 16px",
    "h2": "margin:28px 0 10px;font-size:20px;line-height:1.35",
    "h3": "margin:24px 0 8px;font-size:17px;line-height:1.4",
    "ul": "margin:0 0 16px;padding:0 24px",
    "ol": "margin:0 0 16px;padding:0 24px",
    "blockquote": "margin:20px 0 6px;padding:0 16px;font-size:18px",
    "table": "border-collapse:collapse;width:100%;margin:16px 0 20px",
    "caption": "text-align:start;font-weight:bold;padding:0 0 8px",
    "th": "border-bottom:1px solid #b8c2c6;padding:8px 10px;text-align:start;vertical-align:top",
    "td": "border-bottom:1px solid #b8c2c6;padding:8px 10px;text-align:start;vertical-align:top",
    "figure": "margin:20px 0",
    "figcaption": "margin:6px 0 0;font-size:13px;color:#4c5b61",
    "img": "display:block;max-width:100%;height:auto;border:0",
}
# Of the places of the template, by their class; %(…)s is the mission's, or the language's.
_PLACES = {
    "page": "margin:0;padding:0;background:#eef1f2",
    "ground": "background:#eef1f2",
    "around": "padding:16px 8px",
    "sheet": "width:100%%;max-width:640px;background:#ffffff;color:#1b2428;font-family:%(face)s;font-size:16px;"
    "line-height:%(line_height)s;text-align:start",
    "mission": "padding:20px 28px 14px;border-bottom:3px solid %(colour)s;font-size:15px;font-weight:bold",
    "main": "padding:24px 28px 8px",
    "kind": "margin:0 0 10px;font-size:14px;color:#4c5b61",
    "title": "margin:0 0 16px;font-size:26px;line-height:1.3;font-weight:bold",
    "action": "padding:8px 28px 24px",
    "button": "display:inline-block;padding:12px 20px;background:%(colour)s;color:%(on_colour)s;text-decoration:none;"
    "font-weight:bold",
    "foot": "padding:16px 28px 24px;border-top:1px solid #d5dcdf;font-size:13px;color:#4c5b61",
    "quiet": "color:#4c5b61",
    "lead": "margin:0 0 16px",
    "item": "padding:14px 0;border-top:1px solid #d5dcdf",
    "heading": "margin:4px 0;font-size:19px;line-height:1.4;font-weight:bold",
    "facts": "margin:0;font-size:14px;color:#4c5b61",
    "change": "color:#9b1c1c;font-weight:bold",
    "said": "margin:4px 0 0;padding:2px 12px;font-size:15px",
    "link": "color:%(ink)s",
    "small": "margin:0 0 8px;font-size:14px;color:#4c5b61",
}
_PLACE = re.compile(r'class="mail-(\w+)"')
_OPENING = re.compile(rf"<({'|'.join(_STYLES)})(?=[\s>])")
_FACES = {"ur": "'Noto Nastaliq Urdu','Jameel Noori Nastaleeq','Noto Naskh Arabic',Tahoma,serif"}
_FACE = "Georgia,'Times New Roman',serif"


@dataclass(frozen=True)
class Mail:
    """`html` is a whole document; `text` says the same without marks."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Surroundings:
    """What stands around every mail: the mission's words in one language, its zone, how it looks."""

    context: dict[str, Any]
    look: dict[str, str]
    zone: str

    @classmethod
    def of(cls, said: Mapping[str, Any], language: str) -> "Surroundings":
        """`said` is the imprint's body."""
        brand = colours.parse(colours_of(said)[0])
        return cls(
            {
                "language": language,
                "direction": direction(language),
                "mission": pick(said.get("names", {}), language, said.get("source_language", "en"))[1],
                "email": said.get("press_email", ""),
                "phone": said.get("press_phone", ""),
            },
            {
                "face": _FACES.get(language, _FACE),
                "line_height": "2.1" if language in _FACES else "1.6",
                "colour": colours.hexadecimal(brand),
                "on_colour": colours.hexadecimal(colours.ink_on(brand)),
                "ink": colours.hexadecimal(colours.readable(brand, on=colours.LIGHT)),
            },
            zone_of(said),
        )


def mail(
    content: dict[str, Any],
    *,
    said: Mapping[str, Any],
    at: dt.datetime,
    origin: str,
    change: str = "new",
    note: str = "",
    unsubscribe: str = "",
    manage: str = "",
) -> Mail:
    """`said` is the imprint's body, `origin` is `https://host`, `note` what was changed, `at` since when it is public.

    No query. Gettext must be in the content's language.
    """
    language = content["language"]
    path = addresses.page(language, content["kind"], content["slug"])
    around = Surroundings.of(said, language)
    local = at.astimezone(zoneinfo.ZoneInfo(around.zone))
    context = {
        **around.context,
        "subject": content["title"],
        "kind": labels.kind(content["kind"], content.get("media", {}).get("type", "image")),
        "date": format_date(local, "long", locale={"en": "en_GB"}.get(language, language)),
        "content": content,
        "body": _styled(article.html(content, note, lambda address: f"{origin}{address}")),
        "address": f"{origin}{path}",
        "unsubscribe": unsubscribe,
        "manage": manage,
    }
    return Mail(
        subject=_subject(content["title"], change),
        html=dressed(loader.get_template("mail/release.html").render(context), around),
        text=_text(content, context, note),
    )


def dressed(html: str, around: Surroundings) -> str:
    """With the styles of its places, which templates name by a class."""
    return _PLACE.sub(lambda found: f'style="{_PLACES[found[1]] % around.look}"', html)


def _subject(title: str, change: str) -> str:
    if change == "correction":
        return _("Correction: %(title)s") % {"title": title}
    return _("Update: %(title)s") % {"title": title} if change == "update" else title


def _styled(html: str) -> SafeString:
    return mark_safe(_OPENING.sub(lambda found: f'<{found[1]} style="{_STYLES[found[1]]}"', html))  # noqa: S308  `article` escaped it


def _text(content: dict[str, Any], context: Mapping[str, Any], note: str) -> str:
    ends = [context["address"], context["mission"], context["email"], context["phone"], *_ways(context)]
    parts = [note, flow.plain_text(content).decode().strip(), "-- \n" + "\n".join(filter(None, ends))]
    return "\n\n".join(filter(None, parts)) + "\n"


def _ways(context: Mapping[str, Any]) -> list[str]:
    named = ((_("Change what you receive"), "manage"), (_("Receive no more of these messages"), "unsubscribe"))
    return [f"{words}: {context[name]}" for words, name in named if context[name]]
