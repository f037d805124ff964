"""Pages that are no release as linked data (JSON-LD, schema.org): the first page, a list, a register, a person."""

from collections.abc import Iterable
from typing import Any

from . import addresses
from .cards import Card
from .frame import Frame
from .people import Office

Node = dict[str, Any]
Item = tuple[str, str]
"""What an entry of a list is called, and its path."""

_CONTEXT = "https://schema.org"


def publisher(frame: Frame) -> Node:
    return {"@type": "GovernmentOrganization", "name": frame.name.text, "url": frame.origin + frame.home}


def first_page(newest: Iterable[Card], frame: Frame) -> Node:
    """Who speaks here and how the press section is reached, where to search, and what came out last."""
    url = frame.origin + frame.home
    contact = {"email": frame.contact.email, "telephone": frame.contact.phone}
    known = {name: value for name, value in contact.items() if value}
    mission = {**publisher(frame), "@id": f"{url}#mission"}
    if known:
        mission["contactPoint"] = {"@type": "ContactPoint", **known}
    site = {
        "@type": "WebSite",
        "@id": f"{url}#site",
        "url": url,
        "name": frame.short_name.text,
        "inLanguage": frame.language,
        "publisher": {"@id": mission["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{frame.origin}{addresses.listing(frame.language)}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    page = {**_collection(frame.name.text, _released(newest), frame), "isPartOf": {"@id": site["@id"]}}
    return {"@context": _CONTEXT, "@graph": [mission, site, page]}


def releases(title: str, found: Iterable[Card], frame: Frame) -> Node:
    """A page of a list, with the entries that stand on it."""
    return {"@context": _CONTEXT, **_collection(title, _released(found), frame)}


def register(title: str, items: Iterable[Item], frame: Frame) -> Node:
    """All people, or all topics."""
    return {"@context": _CONTEXT, **_collection(title, items, frame)}


def person(name: str, offices: Iterable[Office], frame: Frame) -> Node:
    """Of a person's own page: the name, and every office that the page names, from when until when it was held."""
    url = frame.origin + frame.path
    node: Node = {"@context": _CONTEXT, "@type": "Person", "@id": url, "url": url, "name": name}
    held = [_held(office) for office in offices]
    return {**node, **({"hasOccupation": held} if held else {})}


def _held(office: Office) -> Node:
    """An occupation with its time is a Role around it (https://schema.org/Role)."""
    role: Node = {"@type": "Role", "roleName": office.title}
    if office.held_from:
        role["startDate"] = office.held_from
    if office.held_until:
        role["endDate"] = office.held_until
    return {**role, "hasOccupation": {"@type": "Occupation", "name": office.title}}


def _released(found: Iterable[Card]) -> list[Item]:
    return [(card.title, card.since.path) for card in found]


def _collection(title: str, items: Iterable[Item], frame: Frame) -> Node:
    url = frame.origin + frame.path
    return {
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": title,
        "inLanguage": frame.language,
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "url": frame.origin + path}
                for position, (name, path) in enumerate(items, start=1)
            ],
        },
    }
