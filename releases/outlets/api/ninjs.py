"""An edition as an IPTC ninjs 3.1 news object (shared standard of agencies; schema kept with the tests)."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from releases.authoring.languages import pick
from releases.editions.canonical import instant
from releases.editions.models import Edition
from releases.outlets import article, flow
from releases.outlets.addresses import absolute, document, media

MEDIA_TYPE = "application/vnd.iptc.ninjs+json"
_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_GENERIC = {"briefing": "text", "statement": "text", "statistic": "text", "media": "picture"}
_MEDIA = {"image": "picture", "map": "graphic", "document": "text", "audio": "audio", "video": "video"}
_ROLES = {"": "", "16x9": "16:9", "4x3": "4:3", "1x1": "1:1", "social": "1200:630"}


def item(
    edition: Edition, request: HttpRequest, *, embargoed_until: str | None, versions: list[Edition]
) -> dict[str, Any]:
    """The whole edition; `versions` are the same release in other languages."""
    content = edition.body
    with translation.override(edition.language):
        found = {
            **_object(content, request),
            "standard": {"name": "ninjs", "version": "3.1", "schema": _SCHEMA},
            "representationType": "full",
            "version": str(edition.number),
            "firstCreated": instant(edition.released_at),
            "versionCreated": instant(edition.public_from),
            "pubStatus": "usable",
            "bodies": _bodies(content, request),
            "associations": [
                *(_association(card, request) for card in content["cites"]),
                *(_translation(version, request) for version in versions),
            ],
            "altIds": [{"role": "digest", "value": edition.content_digest}],
        }
    note = pick(edition.note, edition.language, content["source_language"])[1] if edition.note else ""
    if note:
        found["edNote"] = note
    if embargoed_until:
        found["embargoedUntil"] = embargoed_until
        found["pubStatus"] = "withheld"
    return found


def tombstone(edition: Edition, request: HttpRequest) -> dict[str, Any]:
    """What was withdrawn: its identity, and why, without its words."""
    ended = edition.public_until or edition.public_from
    return {
        "uri": _uri(str(edition.uid), edition.language, request),
        "standard": {"name": "ninjs", "version": "3.1", "schema": _SCHEMA},
        "representationType": "partial",
        "version": str(edition.number),
        "versionCreated": instant(ended),
        "pubStatus": "canceled",
        "language": edition.language,
        "title": edition.title,
        "edNote": pick(edition.end_reason, edition.language)[1] if edition.end_reason else "",
    }


def _uri(uid: str, language: str, request: HttpRequest) -> str:
    return absolute(request, f"/api/v1/releases/{uid}/?language={language}")


def _object(content: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """What a whole release and a card of it have in common."""
    found = {
        "uri": _uri(content["uid"], content["language"], request),
        "type": _GENERIC[content["kind"]],
        "profile": content["kind"],
        "language": content["language"],
        "title": content["title"],
        "headlines": [{"role": "main", "value": content["title"]}],
        "descriptions": [{"role": "summary", "value": content["summary"]}],
        "slugline": content["slug"],
        "subjects": [
            {"name": topic["name"], "uri": _topic(topic, request), "rel": "about"}
            for topic in content.get("topics", [])
        ],
        "people": [
            {"name": person["name"], "uri": absolute(request, f"/{content['language']}/people/{person['slug']}/")}
            for person in content.get("people", [])
        ],
        "organisations": [{"name": body["name"], "literal": body["slug"]} for body in content.get("organisations", [])],
    }
    return {**found, **_facts(content, request)}


def _topic(topic: dict[str, Any], request: HttpRequest) -> str:
    code = topic["mediatopic"].partition(":")[2]
    return (
        f"http://cv.iptc.org/newscodes/mediatopic/{code}" if code else absolute(request, f"/en/topics/{topic['slug']}/")
    )


def _facts(content: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    if "media" in content:
        return _media(content, request)
    if "briefing" in content:
        return _briefing(content["briefing"])
    if "statement" in content:
        speaker = content["statement"]["speaker"]
        return {
            "by": speaker["name"],
            "people": [{"name": speaker["name"], "rel": "speaker", "literal": speaker["slug"]}],
        }
    return {}


def _briefing(briefing: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"located": briefing["place"]} if briefing["place"] else {}
    dates = {}
    if briefing["starts_at"]:
        dates["startDate"] = briefing["starts_at"]
    elif briefing["held_on"]:
        dates["expectedStartDate"] = briefing["held_on"]["date"]
    if briefing["ends_at"]:
        dates["endDate"] = briefing["ends_at"]
    elif dates:
        # The schema asks for an end: of an event whose end is not known, the day that it began.
        dates["expectedEndDate"] = (briefing["starts_at"] or briefing["held_on"]["date"])[:10]
    return found | ({"eventDetails": {"dates": dates}} if dates else {})


def _media(content: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    facts = content["media"]
    found: dict[str, Any] = {
        "type": _MEDIA[facts["type"]],
        "by": facts["creator"],
        "copyrightHolder": facts["credit_line"],
        "copyrightNotice": facts["copyright_notice"],
        "usageTerms": facts["usage_terms"],
        "located": facts["place"],
        "digitalSourceType": {"name": facts["source_type"], "uri": _SOURCE_TYPES + facts["source_type"]},
        "renditions": [_rendition(content["slug"], row, request) for row in facts["renditions"]],
    }
    if facts["alt_text"]:
        found["descriptions"] = [
            {"role": "summary", "value": content["summary"]},
            {"role": "alt", "value": facts["alt_text"]},
        ]
    if facts["file"]:
        found["renditions"].append(_file(content["slug"], facts["file"], request))
    return {name: value for name, value in found.items() if value}


def _rendition(slug: str, row: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    ratio = {"aspectRatio": _ROLES[row["crop"]]} if row["crop"] else {}
    return {
        "name": f"{row['crop'] or 'whole'}-{row['width_px']}-{row['media_type'].partition('/')[2]}",
        "href": absolute(request, media(slug, row)),
        "contentType": row["media_type"],
        "width": row["width_px"],
        "height": row["height_px"],
        **ratio,
    }


def _file(slug: str, file: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    length = {"duration": file["duration_ms"] / 1000} if file["duration_ms"] else {}
    return {
        "name": "file",
        "href": absolute(request, document(slug, file["digest"], file["media_type"])),
        "contentType": file["media_type"],
        "sizeInBytes": file["size_bytes"],
        **length,
    }


def _bodies(content: dict[str, Any], request: HttpRequest) -> list[dict[str, Any]]:
    plain = flow.plain_text(content).decode()
    html = article.html(content, "", lambda path: absolute(request, path))
    return [
        {"role": "main", "contentType": "text/html", "value": html},
        {"role": "plain", "contentType": "text/plain", "value": plain, "wordCount": len(plain.split())},
    ]


def _association(card: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """A cited release by value: a quotation's words, figures with values, a picture's renditions."""
    found = {"name": f"{card['kind']}-{card['uid']}", "rel": "cites", **_object(card, request)}
    if "statement" in card:
        found["bodies"] = [
            {"role": card["statement"]["mode"], "contentType": "text/plain", "value": card["statement"]["words"]}
        ]
    if "statistic" in card:
        lines = [flow.figure_line(card, row) for row in card["statistic"]["observations"]]
        found["bodies"] = [{"role": "figures", "contentType": "text/plain", "value": "\n".join(lines)}]
    return found


def _translation(edition: Edition, request: HttpRequest) -> dict[str, Any]:
    return {
        "name": f"translation-{edition.language}",
        "rel": "translation",
        "uri": _uri(str(edition.uid), edition.language, request),
        "type": _GENERIC[edition.kind],
        "language": edition.language,
        "title": edition.title,
    }
