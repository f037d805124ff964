"""What a page says to programs. A data block is no script: the policy lets it be, and nothing in it runs."""

import json
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from releases.editions.search.finding import Named
from releases.outlets.site import linked, linked_pages
from releases.outlets.site.cards import Card
from releases.outlets.site.frame import Frame
from releases.outlets.site.page import Page
from releases.outlets.site.people import Office

if TYPE_CHECKING:
    from releases.editions.models import Edition

register = template.Library()

# What could end the element, or begin a comment or another element within it.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@register.simple_tag
def linked_data(page: Page, edition: "Edition", frame: Frame) -> SafeString:
    return _block(linked.graph(page, edition, frame))


@register.simple_tag
def linked_first_page(newest: list[Card], frame: Frame) -> SafeString:
    return _block(linked_pages.first_page(newest, frame))


@register.simple_tag
def linked_list(title: str, cards: list[Card], frame: Frame) -> SafeString:
    return _block(linked_pages.releases(title, cards, frame))


@register.simple_tag
def linked_register(title: str, named: list[Named], page: str, frame: Frame) -> SafeString:
    """`page` is the route of one entry's page."""
    items = [(one.name, reverse(page, args=[frame.language, one.slug])) for one in named]
    return _block(linked_pages.register(title, items, frame))


@register.simple_tag
def linked_person(name: str, offices: list[Office], frame: Frame) -> SafeString:
    return _block(linked_pages.person(name, offices, frame))


def _block(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped above
