"""What the stock scripts of the desk say: Django’s words for scripts, ours where it has none, months and weekdays.

Not from Babel: its names of days, asked for by themselves, are those of whichever language was asked for first.
"""

from typing import Any

from django.utils import dates
from django.utils.translation import gettext as translated
from django.views.i18n import JavaScriptCatalog

from releases.authoring.languages import interface_language

from . import stock_words

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_DAYS = ("Mon", "Tue", "Wed", "Thur", "Fri", "Sat", "Sun")
_BETWEEN = "\x04"
"""Between the context of a message and its words, as gettext has it."""


class DeskCatalog(JavaScriptCatalog):
    packages = ["django.contrib.admin"]

    def get_catalog(self) -> dict[str, Any]:
        ours = {words: translated(words) for words in stock_words.SCRIPTS}
        said = {words: translation for words, translation in ours.items() if translation != words}
        return {**super().get_catalog(), **_calendar(interface_language()), **said}


def _calendar(language: str) -> dict[str, str]:
    """Months and days by the keys under which the stock calendar asks for them."""
    if language == "en":
        return {}
    found = {}
    for number, (name, short) in enumerate(zip(_MONTHS, _SHORT_MONTHS, strict=True), start=1):
        found[name] = _first_large(dates.MONTHS[number])
        found[f"abbrev. month {name}{_BETWEEN}{short}"] = _first_large(dates.MONTHS_3[number])
    for number, (name, short) in enumerate(zip(_DAYS, _SHORT_DAYS, strict=True)):
        found[name] = _first_large(dates.WEEKDAYS[number])
        found[f"abbrev. day {name}{_BETWEEN}{short}"] = _first_large(dates.WEEKDAYS_ABBR[number])
        found[f"one letter {name}{_BETWEEN}{name[0]}"] = _first_large(dates.WEEKDAYS_ABBR[number])
    return found


def _first_large(word: Any) -> str:
    text = str(word)
    return text[:1].upper() + text[1:]
