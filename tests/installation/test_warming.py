"""What a web process does before its first reader.

Shown to work: without the freezing, the collecting before it, the thresholds, a language, the addresses or a frame, it
goes red.
"""

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from django.template import engines
from django.urls import clear_url_caches, get_resolver
from django.utils.translation import trans_real

from embassy.warming import warm
from releases.authoring.languages import LANGUAGES


class _Knot:
    """Holds itself: only the collector takes it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The loader of templates, with nothing loaded yet; the collector is as it was afterwards."""
    (loader,) = engines["django"].engine.template_loaders  # type: ignore[attr-defined]
    monkeypatch.setattr(trans_real, "_translations", {})
    clear_url_caches()
    loader.reset()
    thresholds = gc.get_threshold()
    gc.disable()
    try:
        yield loader
    finally:
        gc.enable()
        gc.unfreeze()
        gc.set_threshold(*thresholds)


def test_what_is_loaded_at_the_start_is_out_of_the_collectors_rounds(cold: Any) -> None:
    refuse = weakref.ref(_Knot())
    assert refuse() is not None
    warm()
    frozen = gc.get_freeze_count()
    assert frozen > 100_000
    assert len(gc.get_objects()) < frozen / 10
    assert refuse() is None
    assert gc.get_threshold() == (5_000, 10, 10)


def test_addresses_catalogues_and_frames_are_there_before_the_first_reader(cold: Any) -> None:
    warm()
    addresses: Any = get_resolver()
    assert set(LANGUAGES) <= set(addresses._reverse_dict)
    assert "url_patterns" in vars(addresses)
    assert set(LANGUAGES) <= set(trans_real._translations)
    assert {"admin/change_form.html", "admin/change_list.html", "site/503.html"} <= set(cold.get_template_cache)
