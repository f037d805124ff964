"""Social cards: every word within the card, in the direction of its language, and nobody's words cut."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops

from releases.graphics import cards, raster, typefaces
from releases.graphics.cards import Card, Colours, Cover
from releases.graphics.typesetting import Box, Setting, fitted

SKY = Colours("00708f", "e8b10e")
WORDS = {
    "en": "The Ambassador of Ruritania told the newspapers of Strelsau about elections, trade and the new railway",
    "kk": "Руритания Елшісі Стрельзау газеттеріне сайлау, сауда және жаңа теміржол туралы айтып берді",
    "ru": "Посол Руритании рассказал газетам Стрельзау о выборах, торговле и новой железной дороге",
    "ur": "روریتانیا کے سفیر نے سٹریلساؤ کے اخبارات کو انتخابات، 200 ملین USD کی تجارت اور نئی ریلوے کے بارے میں بتایا",
}
LANGUAGES = list(WORDS)
_MARKS = "\u2066\u2067\u2069"


def card(language: str, **more: str) -> Card:
    return Card(language, WORDS[language][:40], WORDS[language][:12], WORDS[language], "1 2030", **more)


def drawn(given: Card) -> str:
    svg = cards.release(given, SKY)
    assert svg is not None
    return svg


def texts(svg: str) -> list[str]:
    root = ET.fromstring(svg)
    found = ["".join(element.itertext()) for element in root.iter() if element.tag.endswith("}text")]
    return [re.sub(f"[{_MARKS}]", "", words) for words in found]


def picture(svg: str, language: str) -> Image.Image:
    return Image.open(io.BytesIO(raster.png(svg, width_px=1200, language=language))).convert("RGB")


def extent(image: Image.Image) -> tuple[int, int, int, int]:
    """Of what differs from the paper, below the stripes."""
    below = image.crop((0, 130, 1200, 460))
    box = ImageChops.difference(below, Image.new("RGB", below.size, "#fcfcfa")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", [1, 3])
def test_the_headline_stays_within_the_margins(language: str, length: int) -> None:
    """Asked of the pixels: what was measured is what was drawn."""
    given = replace(card(language), headline=" ".join([WORDS[language]] * length), figure="63", figure_label="1")
    left, _top, right, bottom = extent(picture(drawn(given), language))
    assert left >= 66
    assert right <= 1134
    assert bottom < 330


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_takes_four_lines_at_most_and_says_where_it_ends_early(language: str) -> None:
    long = " ".join([WORDS[language]] * 5)
    lines = texts(drawn(replace(card(language), headline=long)))[3:]
    assert 1 < len(lines) <= 4
    assert lines[-1].endswith("…")
    whole = texts(drawn(card(language)))[3:]
    assert " ".join(whole) == WORDS[language]


def test_urdu_begins_on_the_right_and_english_on_the_left() -> None:
    assert extent(picture(drawn(card("ur")), "ur"))[2] == pytest.approx(1128, abs=8)
    assert extent(picture(drawn(card("en")), "en"))[0] == pytest.approx(72, abs=8)


def test_a_quotation_that_has_no_room_is_left_out_whole() -> None:
    short, long = f"“{WORDS['en']}.”", f"“{' '.join([WORDS['en']] * 9)}.”"
    speaker = {"speaker": "Rudolf Rassendyll", "office": "Ambassador"}
    quoted = texts(drawn(card("en", quotation=short, **speaker)))
    assert short in " ".join(quoted)
    titled = texts(drawn(card("en", quotation=long, **speaker)))
    assert WORDS["en"] in " ".join(titled)
    assert not [words for words in titled if "“" in words or "…" in words]
    assert "Rudolf Rassendyll" in titled


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", ["54%", "about 200 million US dollars a year, at the prices of 2019"])
def test_the_figure_and_its_label_do_not_meet(language: str, figure: str) -> None:
    with_label = picture(drawn(card(language, figure=figure, figure_label=WORDS[language])), language)
    alone = picture(drawn(card(language, figure=figure, figure_label="\u00a0")), language)
    band = (0, 480, 1200, 630)
    paper = Image.new("RGB", (1200, 150), "#f1f5f6")
    figures = ImageChops.difference(alone.crop(band), paper).getbbox()
    label = ImageChops.difference(with_label.crop(band), alone.crop(band)).getbbox()
    assert figures is not None
    assert label is not None
    first, second = (label, figures) if language == "ur" else (figures, label)
    assert first[2] + 20 < second[0]
    assert first[0] >= 66
    assert second[2] <= 1134


def test_lines_are_about_as_long_as_one_another() -> None:
    face = typefaces.for_headlines("en")
    assert face is not None
    setting = Setting(face, 1.14)
    block = fitted(WORDS["en"], setting, Box(0, 0, 1056, 300), largest_px=60, smallest_px=30, most_lines=4)
    widths = [setting.width_px(line, block.size_px) for line in block.lines]
    assert min(widths) > 0.6 * max(widths)


def test_a_single_word_that_is_too_long_is_cut_and_not_drawn_over_the_edge() -> None:
    given = replace(card("en"), headline="Donaudampfschifffahrtsgesellschaftskapitän" * 4)
    assert extent(picture(drawn(given), "en"))[2] <= 1134


def test_words_are_escaped_and_control_characters_left_out() -> None:
    given = replace(card("en"), headline="</text><script>&\x0b")
    assert "</text><script>&" in texts(drawn(given))


def test_the_same_card_gives_the_same_bytes() -> None:
    first, second = (raster.png(drawn(card("ur")), width_px=1200, language="ur") for _time in range(2))
    assert first == second


@pytest.mark.parametrize("colour", ["000000", "ffffff", "00708f", "ffe680"])
def test_a_cover_can_be_read_on_any_colour(colour: str) -> None:
    svg = cards.cover(Cover("en", "Embassy", "Press office"), Colours(colour, "e8b10e"))
    assert svg is not None
    inks = {element.get("fill") for element in ET.fromstring(svg).iter() if element.tag.endswith("}text")}
    dark = colour in {"ffffff", "ffe680"}
    assert all((sum(bytes.fromhex(str(ink)[1:])) < 300) is dark for ink in inks)


def test_without_its_typeface_there_is_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "typeface", lambda name: None)
    assert cards.hand("ur") is None
    assert cards.release(card("ur"), SKY) is None
    assert cards.cover(Cover("ur", "A"), SKY) is None
