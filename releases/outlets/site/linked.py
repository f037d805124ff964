"""A release as linked data (JSON-LD in the words of schema.org): what the page shows, and nothing that it does not."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from releases.authoring.languages import pick

from . import addresses
from .frame import Frame
from .linked_pages import publisher
from .page import Page

if TYPE_CHECKING:
    from releases.editions.models import Edition

Node = dict[str, Any]
Content = Mapping[str, Any]
_MEDIA = {
    "image": "ImageObject",
    "map": "ImageObject",
    "video": "VideoObject",
    "audio": "AudioObject",
    "document": "DigitalDocument",
}


def graph(page: Page, edition: "Edition", frame: Frame) -> Node:
    """The release by its kind, and the way to it from the first page."""
    url = frame.origin + frame.path
    kind = {"briefing": _briefing, "statement": _statement, "statistic": _statistic, "media": _media}[page.kind]
    node = {**_work(page, edition, frame, url), **kind(page, edition.body, frame, url)}
    return {"@context": "https://schema.org", "@graph": [node, _breadcrumbs(page, frame, url)]}


def _work(page: Page, edition: "Edition", frame: Frame, url: str) -> Node:
    first = page.status.first or page.status.at
    node: Node = {
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.language,
        "datePublished": first.machine,
        "dateModified": page.status.at.machine,
        "publisher": publisher(frame),
    }
    if edition.body["topics"]:
        node["keywords"] = [topic["name"] for topic in edition.body["topics"]]
    others = [version for version in page.versions if not version.current]
    if others:
        node["workTranslation"] = [
            {"@type": "CreativeWork", "@id": frame.origin + version.path, "inLanguage": version.language}
            for version in others
        ]
    if page.preview and page.kind != "media":
        node["image"] = frame.origin + page.preview.path
    if edition.change == "correction":
        language, note = pick(edition.note, page.language, edition.body["source_language"])
        comment = {"text": note, "inLanguage": language, "datePublished": page.status.at.machine}
        node["correction"] = {"@type": "CorrectionComment", **comment}
    return node


def _briefing(page: Page, body: Content, frame: Frame, url: str) -> Node:
    cards = {card["uid"]: card for card in body["cites"]}
    quoted = [cards[block["cites"]] for block in body["body"] if block["type"] == "quote"]
    parts = [_quotation(card) for card in quoted if card["statement"]["mode"] != "paraphrase"]
    figures = [node for card in body["cites"] if card["kind"] == "statistic" for node in _observations(card)]
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "articleSection": page.section_name,
        "about": _event(page, body, url),
        **({"hasPart": parts} if parts else {}),
        **({"mentions": figures} if figures else {}),
    }


def _event(page: Page, body: Content, url: str) -> Node:
    facts = body["briefing"]
    dateline = page.dateline
    node: Node = {"@type": "Event", "@id": f"{url}#event", "name": page.title}
    if dateline and dateline.starts:
        node["startDate"] = dateline.starts.machine
    elif dateline and dateline.date:
        node["startDate"] = dateline.date.machine
    if facts["venue"] or facts["place"]:
        node["location"] = {"@type": "Place", "name": facts["venue"] or facts["place"]}
        if facts["venue"] and facts["place"]:
            node["location"]["address"] = facts["place"]
    if facts["speakers"]:
        node["performer"] = [_person(speaker) for speaker in facts["speakers"]]
    return node


def _statement(page: Page, body: Content, frame: Frame, url: str) -> Node:
    """What was said or written word for word is a quotation; a paraphrase is news about its speaker."""
    said = body["statement"]
    node: Node = {"@type": "NewsArticle", "headline": page.title, "articleSection": page.section_name}
    if said["mode"] == "paraphrase":
        return {**node, "abstract": said["words"], "about": _person(said["speaker"])}
    return {**node, "mainEntity": _quotation(body)}


def _quotation(card: Content) -> Node:
    said = card["statement"]
    return {
        "@type": "Quotation",
        "text": said["words"],
        "inLanguage": card["language"],
        "creator": _person(said["speaker"]),
    }


def _statistic(page: Page, body: Content, frame: Frame, url: str) -> Node:
    files = (("data.csv", "text/csv"), ("data.json", "application/json"))
    return {
        "@type": "Dataset",
        "variableMeasured": page.title,
        "hasPart": _observations(body),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": url + name, "encodingFormat": media_type}
            for name, media_type in files
        ],
    }


def _observations(card: Content) -> list[Node]:
    return [_observation(card["title"], row) for row in card["statistic"]["observations"]]


def _observation(title: str, row: Content) -> Node:
    value = row["value"]
    date = row["as_of"] or row["period_until"] or row["period_from"]
    return {
        "@type": "Observation",
        "name": row["display"],
        "variableMeasured": title,
        "value": {
            "@type": "QuantitativeValue",
            "value": float(value) if "." in value else int(value),
            "unitText": row["unit"],
        },
        **({"observationDate": date["date"]} if date else {}),
    }


def _media(page: Page, body: Content, frame: Frame, url: str) -> Node:
    facts, shown = body["media"], page.picture.shown if page.picture else None
    node: Node = {
        "@type": _MEDIA[facts["type"]],
        "caption": page.summary,
        "creditText": facts["credit_line"],
        "acquireLicensePage": url,
    }
    if shown and (path := shown.recording.path if shown.recording else shown.path):
        node["contentUrl"] = frame.origin + path
    if facts["creator"]:
        node["creator"] = {"@type": "Person", "name": facts["creator"]}
    if facts["copyright_notice"]:
        node["copyrightNotice"] = facts["copyright_notice"]
    return node


def _person(person: Content) -> Node:
    office = person["office"]
    return {"@type": "Person", "name": person["name"], **({"jobTitle": office["title"]} if office else {})}


def _breadcrumbs(page: Page, frame: Frame, url: str) -> Node:
    way = [
        (frame.short_name.text, frame.origin + addresses.home(frame.language)),
        (page.section_name, frame.origin + page.section.path),
        (page.title, url),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": item}
            for position, (name, item) in enumerate(way, start=1)
        ],
    }
