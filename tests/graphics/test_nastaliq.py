"""The Nastaliq of the pages: a third of the typeface's bytes, and every listed word as the whole typeface draws it."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from releases.graphics import nastaliq
from releases.graphics.pruning import drawn

_FOLDER = Path(settings.BASE_DIR) / "static" / "build" / "fonts"
_WHOLE, _CUT = "noto-nastaliq-urdu-arabic-400-normal.woff2", "noto-nastaliq-urdu-arabic-400-normal-words.woff2"
_DEMONSTRATION = Path(settings.BASE_DIR) / "releases" / "management" / "demo" / "ur.json"
_MOST_BYTES = 45_000
_ROUNDED = 3  # units of 1/400: what a chain of joined letters adds up to
_LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u064a\u0679-\u06d3]+")


@pytest.fixture(scope="module")
def whole() -> TTFont:
    return TTFont(_FOLDER / _WHOLE)


@pytest.fixture(scope="module")
def cut() -> TTFont:
    return TTFont(_FOLDER / _CUT)


def test_every_listed_word_and_every_word_of_the_demonstration_is_drawn_as_by_the_whole(
    whole: TTFont, cut: TTFont
) -> None:
    words = [
        *nastaliq.listed(),
        *_LETTERS.findall(json.dumps(json.loads(_DEMONSTRATION.read_text()), ensure_ascii=False)),
    ]
    scale = cut["head"].unitsPerEm / whole["head"].unitsPerEm
    otherwise = [
        word
        for word, usual, now in zip(words, drawn(whole, words), drawn(cut, words), strict=True)
        if len(usual) != len(now)
        or any(
            abs(wanted * scale - found) > _ROUNDED
            for one, other in zip(usual, now, strict=True)
            for wanted, found in zip(one[1:], other[1:], strict=True)
        )
    ]
    assert otherwise == []
    assert len(words) > 1000


def test_it_has_all_that_stands_between_urdu_words(cut: TTFont) -> None:
    assert {ord(sign) for sign in "0123456789۰۱۲۳۴۵۶۷۸۹ ،۔؟!:().-–‘’“”%٪٫٬"} <= set(cut.getBestCmap())


def test_a_word_that_is_in_no_list_is_drawn_whole(cut: TTFont) -> None:
    for word in ("نستعلیقیات", "بجبجبج", "ژڑثظغض", "گھٹھڈھے"):
        assert all(name != ".notdef" for name, *_place in drawn(cut, [word])[0]), word


def test_it_stays_small() -> None:
    assert (_FOLDER / _CUT).stat().st_size <= _MOST_BYTES < (_FOLDER / _WHOLE).stat().st_size / 2
