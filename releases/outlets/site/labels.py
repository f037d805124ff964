"""The words that the site has for the record's terms, in the language that is active."""

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from releases.authoring.languages import comma
from releases.outlets.labels import kind, quoted, section

__all__ = [
    "answer_mode",
    "change",
    "comma",
    "kind",
    "language_name",
    "mode",
    "number",
    "orientations",
    "quoted",
    "section",
    "since",
]


def mode(mode_: str) -> str:
    """How a statement's words relate to what was said."""
    return {
        "verbatim": pgettext("statement", "In the speaker’s own words"),
        "written": pgettext("statement", "Written statement"),
        "paraphrase": pgettext("statement", "Paraphrased"),
    }[mode_]


def answer_mode(mode_: str) -> str:
    return {"verbatim": pgettext("answer", "Word for word"), "summary": pgettext("answer", "Summary of the answer")}[
        mode_
    ]


def change(change_: str) -> str:
    """What an edition is to the one before it, as the first word of its status."""
    return {
        "new": pgettext("edition", "Released"),
        "correction": pgettext("edition", "Corrected"),
        "update": pgettext("edition", "Updated"),
    }[change_]


def since(change_: str) -> str:
    """What became of a cited release after it was cited."""
    return {
        "new": _("The release quoted here has since been replaced."),
        "correction": _("The release quoted here has since been corrected."),
        "update": _("The release quoted here has since been updated."),
    }[change_]


def orientations() -> dict[str, str]:
    return {
        "landscape": pgettext("orientation", "Landscape"),
        "portrait": pgettext("orientation", "Portrait"),
        "square": pgettext("orientation", "Square"),
    }


def number(number_: int, language: str) -> str:
    return str(format_decimal(number_, locale=language))


def language_name(tag: str, language: str) -> str:
    """The name of a language in another one; the tag itself when CLDR has none."""
    named = Locale.parse(language).languages.get(tag.split("-", maxsplit=1)[0])
    return str(named) if named else tag
