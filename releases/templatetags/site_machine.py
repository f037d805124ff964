"""What a page says to programs. A data block is no script: the policy lets it be, and nothing in it runs."""

import json
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from releases.outlets.site import linked
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
def linked_mission(frame: Frame) -> SafeString:
    return _block(linked.mission(frame))


@register.simple_tag
def linked_person(name: str, offices: list[Office], frame: Frame) -> SafeString:
    return _block(linked.person(name, offices, frame))


def _block(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped above
