"""Around the lists of the desk."""

from typing import Any

from django import template

from releases.admin import long_lists

register = template.Library()


@register.inclusion_tag("admin/date_hierarchy.html")
def dates(cl: Any) -> dict[str, Any]:
    """By year, month and day. Two queries."""
    return long_lists.dates(cl)
