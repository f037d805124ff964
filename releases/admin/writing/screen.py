"""What the writing screen shows around its fields: where the text stands, and its blocks in order."""

import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.checks.wording import LONGEST_SUMMARY, LONGEST_TITLE
from releases.authoring.languages import LANGUAGES, direction, own_name
from releases.authoring.models import Release, Text, User
from releases.outlets.addresses import SECTIONS

from ..states import text_states
from . import blocks
from .choosing import name_chosen

WORDS = ("title", "slug", "summary", "words", "alt_text", "note")
# Characters from which a reader is told enough, and up to which lists and previews show all of it.
_GOOD = {"title": (30, LONGEST_TITLE), "summary": (60, LONGEST_SUMMARY), "alt_text": (20, 250)}
_ROWS = {"title": 2, "summary": 3, "words": 6, "alt_text": 3}


def attributes(name: str) -> dict[str, Any]:
    """Of the widget of a field: its height, and which length is good."""
    found: dict[str, Any] = {"rows": _ROWS[name]} if name in _ROWS else {}
    if name in _GOOD:
        found |= dict(zip(("data-good-from", "data-good-to"), _GOOD[name], strict=True))
    if name == "slug":
        found |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
    return found


def context(
    user: User, admin: Mapping[str, Any], *, text: Text | None, release: Release | None, language: str, writes: bool
) -> dict[str, Any]:
    """`admin` is the context of the stock form. Ten queries, as many as `text_states` makes; none of them a block's."""
    formsets = admin["inline_admin_formsets"]
    forms = [form for formset in formsets for form in formset.formset.forms] if writes else []
    begins = name_chosen(forms, user, text.language if text else language)
    states = text_states([release], missing=True) if release else []
    language = text.language if text else language if language in LANGUAGES else ""
    address = (
        reverse("admin:releases_text_preview", args=[text.pk]) if text else reverse("admin:releases_text_preview_new")
    )
    return {
        "writes": writes,
        "release": release,
        "text_language": language,
        "text_language_name": own_name(language) if language else "",
        "text_direction": direction(language) if language else "",
        "states": states,
        "state": next((state for state in states if state.language == language), None),
        "may_write": user.has_perm("releases.add_text"),
        "may_submit": writes and user.has_perm("releases.submit"),
        "blocks": blocks.in_order(formsets, begins),
        "new_blocks": blocks.empty_ones(formsets) if writes else [],
        "kinds": blocks.kinds() if writes else [],
        "preview_address": address,
        "address_before": f"/{language or '…'}/{SECTIONS[release.kind]}/" if release else "",
        "said": json.dumps(_said(), ensure_ascii=False),
        "ways": [
            ("page", _("Page")),
            ("phone", _("Phone")),
            ("print", _("On paper")),
            ("mail", _("E-mail")),
            ("json", _("JSON")),
        ],
    }


def _said() -> dict[str, Any]:
    """What the scripts of the screen say. `%s` is filled in by them."""
    return {
        "inserted": _("%s inserted. Block %s of %s."),
        "copied": _("%s duplicated. Block %s of %s."),
        "moved": _("%s moved. Block %s of %s."),
        "atTop": _("This is the first block."),
        "atEnd": _("This is the last block."),
        "removed": _("%s removed. It can be brought back until you save."),
        "returned": _("%s is back. Block %s of %s."),
        "folded": _("%s folded."),
        "unfolded": _("%s unfolded."),
        "allFolded": _("All blocks folded."),
        "allUnfolded": _("All blocks unfolded."),
        "fold": _("Fold"),
        "unfold": _("Unfold"),
        "foldAll": _("Fold all"),
        "unfoldAll": _("Unfold all"),
        "menu": _("Insert a block"),
        "menuClosed": _("Nothing inserted."),
        "short": _("%s characters: say more, %s to %s are good"),
        "long": _("%s characters: shorter is better, %s to %s are good"),
        "good": _("%s characters: good"),
        "addressLater": _("Made from the title when you save."),
        "loading": _("The preview is being made…"),
        "fresh": _("The preview shows what is on the screen."),
        "failed": _("The preview could not be made. It is tried again at your next change."),
        "cell": _("Row %s, column %s"),
        "rowAdded": _("Row added."),
        "columnAdded": _("Column added."),
        "rowTaken": _("Row taken away."),
        "columnTaken": _("Column taken away."),
        "addRow": _("Add a row"),
        "addColumn": _("Add a column"),
        "takeRow": _("Take away the last row"),
        "takeColumn": _("Take away the last column"),
        "pasted": _("A table of %s rows and %s columns was pasted."),
        "pasteHere": _("Paste a table from Excel or Word into any cell."),
        "editor": {
            "heading2": _("Heading"),
            "heading3": _("Smaller heading"),
            "bulletList": _("List with points"),
            "orderedList": _("Numbered list"),
            "blockquote": _("Indented passage"),
            "bold": _("Bold (Ctrl+B)"),
            "italic": _("Italic (Ctrl+I)"),
            "link": _("Link: select words first (Ctrl+K)"),
            "unlink": _("Take the link away"),
            "history:undo": _("Undo (Ctrl+Z)"),
            "history:redo": _("Redo (Ctrl+Shift+Z)"),
        },
        "words": _("Words"),
        "missing": _("To look at before it can be submitted: %s"),
    }
