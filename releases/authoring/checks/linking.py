"""Links that stay in the house lead somewhere; every language of the mission is there."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from ..languages import LANGUAGES, own_name
from .context import Context
from .finding import Finding
from .passages import Read
from .registry import check

# The sections of the site, as its addresses name them.
SECTIONS: Mapping[str, str] = {
    "briefing": "briefings",
    "statement": "statements",
    "statistic": "statistics",
    "media": "media",
}
_RELEASE = re.compile(rf"/({'|'.join(LANGUAGES)})/({'|'.join(SECTIONS.values())})/([-\w]+)/?(?:[?#].*)?")
_WITHIN = re.compile(r"/(?:admin|static|api/v\d+/me)(?:/|\Z)")


def led_to(text: Read) -> set[tuple[str, str, str]]:
    """(language, section, slug) of the releases that a text links to."""
    return {found.groups() for link in text.links if (found := _RELEASE.fullmatch(link.address))}  # type: ignore[misc]


@check("links.broken", _("Links"), severity="error", reads=("addresses",))
def broken_links(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for link in text.links:
            release = _RELEASE.fullmatch(link.address)
            if release and release.groups() not in context.addresses:
                message = _(
                    "The link “%(words)s” leads to %(address)s, which is neither public nor in this submission."
                )
                hint = _("Correct the address, add that release to the submission, or take the link out.")
            elif link.address.startswith("#"):
                message = _("The link “%(words)s” leads to a place on the page, and pages have no such places.")
                hint = _("Link to a page, or take the link out.")
            elif _WITHIN.match(link.address):
                message = _("The link “%(words)s” leads to %(address)s, which readers cannot open.")
                hint = _("Link to the public page.")
            else:
                continue
            yield Finding(
                text.uid,
                text.language,
                message,
                hint,
                link.place,
                link.text,
                values={"words": link.text, "address": link.address},
                about=(link.address,),
            )


@check("languages.missing", _("Missing languages"), severity="warning", per="release", reads=("languages",))
def missing_languages(context: Context) -> Iterator[Finding]:
    there = {text.language for text in context.texts} | context.public_languages
    missing = [language for language in context.mission_languages if language not in there]
    if missing:
        text = context.source or context.texts[0]
        yield Finding(
            text.uid,
            text.language,
            _("It will not be there in: %(languages)s."),
            _("Write the text and add it to the submission, or say why readers of that language go without."),
            values={"languages": ", ".join(own_name(language) for language in missing)},
            about=tuple(missing),
        )
