"""What the kinds of releases are called, in the language that is active, and the quotation marks of each language."""

from django.utils.translation import gettext as _

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


def quoted(words: str, *, mode_: str, language: str) -> str:
    """In the quotation marks of the language; a paraphrase gets none, since nobody said these words."""
    if mode_ == "paraphrase":
        return words
    first, last = _MARKS[language]
    return f"{first}{words}{last}"
