"""Before the first reader comes: what each process would otherwise put together while people wait, and only once."""

import gc

from django.template import loader
from django.urls import get_resolver, reverse
from django.utils import translation

from releases.authoring.languages import LANGUAGES

_THRESHOLDS = 5_000, 10, 10
_FRAMES = ("admin/change_form.html", "admin/change_list.html", "site/503.html")


def warm() -> None:
    """Loads addresses, catalogues, frames; then takes all that is there out of the garbage collector's rounds.

    Each round stops the whole process: with all that a program of this size has loaded, for 60 to 170 ms; without it,
    for about 20.
    """
    for language in LANGUAGES:
        with translation.override(language):
            reverse("admin:index")
    len(get_resolver().url_patterns)
    for name in _FRAMES:
        loader.get_template(name)
    gc.set_threshold(*_THRESHOLDS)
    gc.collect()
    gc.freeze()
