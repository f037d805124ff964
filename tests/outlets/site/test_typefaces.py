"""Typefaces: linked where they have been built, pinned without the address of a registry, and never missed."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from releases.outlets.site import inlining, stylesheet, typefaces
from releases.outlets.site.errors import failed

HtmlOf = Callable[[str], str]
_STYLESHEET = Path(typefaces.__file__).with_name("fonts.css")


_KNOWN = (typefaces.rules, typefaces.first, stylesheet.digest, stylesheet._joined, inlining._elements)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What this process found of the files is found again."""
    for known in _KNOWN:
        known.cache_clear()
    yield
    for known in _KNOWN:
        known.cache_clear()


def test_without_the_files_no_page_asks_for_them(mission: Any, html_of: HtmlOf) -> None:
    assert "fonts" not in html_of("/en/")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "source-serif-4-latin-400-normal-first"),
        ("kk", "source-serif-4-cyrillic-400-normal"),
        ("ru", "source-serif-4-cyrillic-400-normal"),
        ("ur", "noto-nastaliq-urdu-arabic-400-normal-words"),
    ],
)
def test_with_the_files_a_page_loads_first_what_its_language_is_set_in(
    mission: Any, html_of: HtmlOf, settings: Any, tmp_path: Path, language: str, name: str
) -> None:
    folder = tmp_path / "build" / "fonts"
    folder.mkdir(parents=True)
    (folder / "fonts.css").write_text(f'@font-face {{ src: url("{name}.woff2"); }}')
    (folder / f"{name}.woff2").touch()
    settings.STATIC_ROOT = tmp_path
    html = " ".join(html_of(f"/{language}/").split())
    assert f'url("/static/build/fonts/{name}.woff2")' in stylesheet.written("00708f", "e8b10e")
    assert f'type="font/woff2" crossorigin href="/static/build/fonts/{name}.woff2"' in html


@pytest.mark.parametrize("built", [False, True])
def test_the_page_for_a_failure_is_set_in_them_where_they_are(settings: Any, tmp_path: Path, built: bool) -> None:
    settings.STATIC_ROOT = tmp_path
    if built:
        (tmp_path / "build" / "fonts").mkdir(parents=True)
        (tmp_path / "build" / "fonts" / "fonts.css").touch()
    html = failed(RequestFactory().get("/ur/")).content.decode()
    assert ("/static/build/fonts/fonts.css" in html) is built


def test_every_face_swaps_and_says_which_letters_it_has() -> None:
    faces = re.findall(r"@font-face \{(.*?)\}", _STYLESHEET.read_text(encoding="utf-8"), re.DOTALL)
    for face in faces:
        assert "local(" in face or ("font-display: swap" in face and "unicode-range:" in face)
    kazakh = next(face for face in faces if "source-serif-4-cyrillic-ext" in face)
    pairs = ("Әә", "Ғғ", "Ққ", "Ңң", "Өө", "Үү", "Һһ")
    assert all(f"U+{ord(capital):04X}-{ord(small):04X}" in kazakh for capital, small in pairs)


def test_the_packages_are_pinned_and_no_registry_is_named() -> None:
    root = Path(settings.BASE_DIR)
    wanted = json.loads((root / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = (root / "package-lock.json").read_text(encoding="utf-8")
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert '"resolved"' not in locked
    assert all(json.loads(locked)["packages"][f"node_modules/{name}"]["version"] == wanted[name] for name in wanted)
