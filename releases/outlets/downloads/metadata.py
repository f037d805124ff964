"""What a table of figures is, for programs: CSV on the Web (W3C Recommendation, 17 December 2015)."""

from typing import Any

from django.utils.translation import gettext as _

from releases.editions.canonical import instant
from releases.editions.models import Edition
from releases.outlets.tables import COLUMNS

_DATE = {"base": "string", "format": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}
_TYPES: dict[str, Any] = {"value": "decimal", "period_from": _DATE, "period_until": _DATE, "as_of": _DATE}
_ALWAYS = {"statistic", "value", "unit", "qualifier", "nature", "display", "id"}


def described(edition: Edition, address: str) -> dict[str, Any]:
    """What the table is about, which edition of it this is, and since when it holds."""
    content = edition.body
    return {
        "id": content["uid"],
        "url": address,
        "title": content["title"],
        "definition": content["summary"],
        "language": content["language"],
        "edition": edition.number,
        "status": edition.change,
        "released_at": instant(edition.released_at),
        "public_from": instant(edition.public_from),
    }


def metadata(edition: Edition, address: str) -> dict[str, Any]:
    """The metadata of `data.csv`, which stands beside it. Gettext must be in the edition's language."""
    content = edition.body
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": content["language"]}],
        "url": "data.csv",
        "dc:title": content["title"],
        "dc:description": content["summary"],
        "dc:identifier": f"urn:uuid:{content['uid']}",
        "dc:language": content["language"],
        "dc:source": {"@id": address},
        "dc:issued": {"@value": instant(edition.released_at), "@type": "xsd:dateTime"},
        "dc:modified": {"@value": instant(edition.public_from), "@type": "xsd:dateTime"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {"columns": [_column(name) for name in COLUMNS], "primaryKey": "id"},
    }


def _column(name: str) -> dict[str, Any]:
    return {
        "name": name,
        # The first is the header in the file, the second what a reader of this language calls it.
        "titles": [name, _titles()[name]],
        "datatype": _TYPES.get(name, "string"),
        "required": name in _ALWAYS,
    }


def _titles() -> dict[str, str]:
    return {
        "statistic": _("Statistic"),
        "value": _("Value"),
        "unit": _("Unit"),
        "qualifier": _("Qualifier"),
        "nature": _("Nature"),
        "period_from": _("Period from"),
        "period_until": _("Period until"),
        "as_of": _("As of"),
        "source": _("Source"),
        "display": _("As written"),
        "id": _("Identifier"),
    }
