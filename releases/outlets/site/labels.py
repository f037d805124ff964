"""The words that the site has for the record's terms, in the language that is active."""

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_MARKS = {"en": ("“", "”"), "kk": ("«", "»"), "ru": ("«", "»"), "ur": ("”", "“")}


def section(kind: str) -> str:
    return {
        "": _("All releases"),
        "briefing": _("Briefings"),
        "statement": _("Statements"),
        "statistic": _("Figures"),
        "media": _("Media"),
    }[kind]


def kind(kind_: str, media_type: str = "image") -> str:
    """What one thing is called; of media, which sort."""
    if kind_ == "media":
        return {
            "image": _("Picture"),
            "map": _("Map"),
            "document": _("Document"),
            "audio": _("Sound recording"),
            "video": _("Video"),
        }[media_type]
    return {"briefing": _("Briefing"), "statement": _("Statement"), "statistic": _("Figure")}[kind_]


def nature(nature_: str) -> str:
    """Of a figure; empty for what was simply measured."""
    return {
        "actual": "",
        "estimate": pgettext("figure", "Estimate"),
        "preliminary": pgettext("figure", "Preliminary"),
        "target": pgettext("figure", "Target"),
    }[nature_]


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


def quoted(words: str, *, mode_: str, language: str) -> str:
    """In the quotation marks of the language; a paraphrase gets none, since nobody said these words."""
    if mode_ == "paraphrase":
        return words
    first, last = _MARKS[language]
    return f"{first}{words}{last}"


def language_name(tag: str, language: str) -> str:
    """The name of a language in another one; the tag itself when CLDR has none."""
    named = Locale.parse(language).languages.get(tag.split("-", maxsplit=1)[0])
    return str(named) if named else tag
