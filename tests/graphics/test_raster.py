"""From SVG to PNG: our typefaces and no others, letters joined, words in the order in which they are read."""

import io
import threading
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from releases.graphics import kept, raster, typefaces
from releases.graphics.kept import once

KAZAKH = "ӘҒҚҢӨҮҺәғқңөүһ"
URDU = "2029 میں USD 200 ملین"


def text(words: str, *, family: str = "Source Serif 4", more: str = 'x="20"', width: int = 900) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 140"><rect width="{width}" height="140" '
        f'fill="#fff"/><text y="90" font-size="40" font-family="\'{family}\'" {more}>{words}</text></svg>'
    )


def picture(svg: str, language: str = "en") -> Image.Image:
    return Image.open(io.BytesIO(raster.png(svg, width_px=900, language=language))).convert("L")


def ink(svg: str, language: str = "en") -> tuple[int, int]:
    """Where the letters begin and end, from the left."""
    box = ImageChops.invert(picture(svg, language)).getbbox()
    assert box is not None, "nothing is drawn"
    return box[0], box[2]


def test_the_same_drawing_gives_the_same_bytes_at_the_width_that_was_asked_for() -> None:
    first, second = (raster.png(text("Ruritania"), width_px=450) for _time in range(2))
    assert first == second
    assert Image.open(io.BytesIO(first)).size == (450, 70)


@pytest.mark.parametrize("words", ["Ruritania, Türkiye", "Руритания", KAZAKH])
@pytest.mark.parametrize("family", [typefaces.SERIF, typefaces.ROBOTO, "A typeface that nobody has"])
def test_latin_and_cyrillic_letters_come_from_our_typefaces(words: str, family: str) -> None:
    drawn = {letter: picture(text(letter, family=family)).tobytes() for letter in words if letter.isalpha()}
    assert len(set(drawn.values())) == len(drawn)
    assert picture(text("\U000f0000", family=family)).tobytes() not in drawn.values()


@pytest.mark.parametrize("words", ["Ruritania", "Руритания", KAZAKH])
def test_headlines_are_set_in_the_typeface_that_measured_them(words: str) -> None:
    """Seen red: without the pieces for Cyrillic, Roboto's letters stand in for those that were measured."""
    face = typefaces.typeface(typefaces.SERIF)
    assert face is not None
    start, end = ink(text(words))
    assert end - start == pytest.approx(face.width(words) * 40, abs=5)


def test_urdu_letters_are_joined() -> None:
    """Measured by HarfBuzz, and drawn by another program: joined letters are narrower than the same ones apart."""
    face = typefaces.typeface(typefaces.NASTALIQ)
    assert face is not None
    joined, apart = "تجارت", "\u200c".join("تجارت")
    start, end = ink(text(joined, family=face.name), "ur")
    assert end - start == pytest.approx(face.width(joined) * 40, abs=6)
    far_start, far_end = ink(text(apart, family=face.name), "ur")
    assert far_end - far_start > (end - start) * 1.2


def test_latin_and_cyrillic_names_within_urdu_have_letters_of_their_own() -> None:
    """Seen red: with the pieces of Nastaliq alone, whose Latin letters the site leaves out."""
    face = typefaces.NASTALIQ
    drawn = {letter: picture(text(letter, family=face), "ur").tobytes() for letter in "USDaéşЖқ0123456789%"}
    assert len(set(drawn.values())) == len(drawn)


def test_words_that_run_from_right_to_left_begin_where_a_browser_begins_them() -> None:
    """Seen red: without the marks of direction, the library begins at `x` and goes to the right."""
    start, end = ink(text(URDU, family=typefaces.NASTALIQ, more='x="860" direction="rtl"'), "ur")
    assert 400 < start < end
    assert end == pytest.approx(860, abs=6)


def test_the_number_that_is_read_first_stands_on_the_right() -> None:
    whole = picture(text(URDU, family=typefaces.NASTALIQ, more='x="860" direction="rtl"'), "ur")
    number = picture(text("2029", family=typefaces.NASTALIQ, more='x="860" text-anchor="end"'), "ur")
    box = ImageChops.invert(number).getbbox()
    assert box is not None
    there = ImageChops.difference(*(image.crop((box[0], 0, 900, 140)) for image in (whole, number)))
    assert ImageStat.Stat(there).mean[0] < 1  # of 255: a part of a pixel to the side


@pytest.mark.parametrize(
    "planted",
    [
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<image href="/etc/hostname"/>',
        '<image xlink:href="https://example.org/a.png"/>',
        '<use href="other.svg#a"/>',
        "<rect fill=\"url('other.svg#a')\"/>",
        '<style>@import "a.css";</style>',
        "<script/>",
        "<foreignObject/>",
    ],
)
def test_a_drawing_that_reaches_out_is_not_drawn(planted: str) -> None:
    with pytest.raises(ValueError, match="outside itself"):
        raster.png(f'{planted}<svg xmlns="http://www.w3.org/2000/svg">{planted}</svg>', width_px=100)


def test_without_its_typeface_no_urdu_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "families", lambda language: [])
    assert not raster.can_draw("ur")
    with pytest.raises(ValueError, match="make fonts"):
        raster.png(text(URDU), width_px=100, language="ur")


def test_roboto_stands_in_where_npm_was_not_there(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.BASE_DIR = tmp_path
    typefaces.typeface.cache_clear()
    try:
        found = {tag: typefaces.for_headlines(tag) for tag in ("en", "kk", "ru", "ur")}
    finally:
        typefaces.typeface.cache_clear()
    assert [face.name if face else None for face in found.values()] == ["Roboto", "Roboto", "Roboto", None]


def test_it_is_made_once_however_many_ask(tmp_path: Path) -> None:
    """Seen red: without the lock, each thread makes it."""
    made, start = [], threading.Barrier(8)

    def make() -> bytes:
        made.append(1)
        start_of_another.wait(0.2)
        return b"bytes"

    def ask() -> None:
        start.wait()
        given.append(once(tmp_path / "folder" / "aa.png", make))

    start_of_another, given = threading.Event(), list[bytes]()
    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), given) == (1, [b"bytes"] * 8)


def test_what_fails_leaves_nothing_behind_and_is_tried_again(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise OSError("No space left.")

    with pytest.raises(OSError, match="No space"):
        once(tmp_path / "aa.png", fail)
    assert once(tmp_path / "aa.png", lambda: b"bytes") == b"bytes"
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == ["aa.png"]


def test_half_a_file_is_never_under_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(self: Path, target: Path) -> None:
        raise OSError("Power lost.")

    monkeypatch.setattr(kept.Path, "replace", breaks)
    with pytest.raises(OSError, match="Power"):
        once(tmp_path / "aa.png", lambda: b"bytes")
    assert [path.name for path in tmp_path.iterdir()] == [".aa.lock"]


def test_the_longest_unused_goes_when_there_is_no_room(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        once(tmp_path / name, lambda: b"1234", limit_bytes=12)
    once(tmp_path / "a", lambda: b"never made")
    once(tmp_path / "d", lambda: b"1234", limit_bytes=12)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == ["a", "c", "d"]
