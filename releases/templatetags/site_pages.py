"""What the site's templates need to write words of any language on a page of any other."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from releases.authoring.languages import RIGHT_TO_LEFT, direction
from releases.editions.comparing import Difference

register = template.Library()

# A run that reads from left to right: Latin words and numbers, with what joins them.
_RUN = r"[A-Za-z0-9](?:[A-Za-z0-9.,:/’'+@_\u2013-]|\s(?=[A-Za-z0-9]))*%?"
_PIECES = re.compile(rf"(?P<kept><(?:[^>\"]|\"[^\"]*\")*>|&[#\w]+;)|(?P<run>{_RUN})")


@register.filter
def isolate(text: str, language: str) -> SafeString:
    """The text as HTML, numbers and Latin names in `<bdi>` where the language runs from right to left."""
    html = conditional_escape(text)
    if language not in RIGHT_TO_LEFT:
        return html
    wrapped = _PIECES.sub(lambda found: found["kept"] or f"<bdi>{found['run']}</bdi>", html)
    return mark_safe(wrapped)  # noqa: S308  escaped above; only the tag `bdi` is added


@register.filter
def some(rows: Iterable[object], name: str) -> bool:
    """Whether any of the rows has what a column would show."""
    return any(getattr(row, name) for row in rows)


@register.simple_tag
def tongue(language: str, page_language: str) -> SafeString:
    """The attributes `lang` and `dir` for words that are not in the page's language; nothing for others."""
    if not language or language == page_language:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, direction(language))


@register.simple_tag
def redline(difference: Difference, page_language: str) -> SafeString:
    """The runs of a difference as `<del>` and `<ins>`, each of which says in words that it is one."""
    attributes = tongue(page_language, difference.language)
    said = {"removed": ("del", _("Removed:")), "added": ("ins", _("Added:"))}
    return format_html_join(
        "",
        "{}{}{}",
        (
            (
                format_html('<{}><span class="unseen"{}>{} </span>', said[run.kind][0], attributes, said[run.kind][1])
                if run.kind in said
                else "",
                isolate(run.text.rstrip(), difference.language),
                # The space between two words is nobody's change.
                format_html("</{}>{}", said[run.kind][0], run.text[len(run.text.rstrip()) :])
                if run.kind in said
                else run.text[len(run.text.rstrip()) :],
            )
            for run in difference.runs
        ),
    )
