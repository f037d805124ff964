"""Sizes of files in each language.

Shown to work: with the letters of CLDR's Kazakh as they are, and without the isolation, `kk` and `ur` go red.
"""

import re

import pytest

from releases.outlets.file_sizes import file_size

SIZES = (0, 12, 340_499, 2_449_000, 56_700_000, 999_600, 1_200_000_000, 2_000_000_000_000)
SAID = {
    "en": ["0 kB", "0.1 kB", "340 kB", "2.4 MB", "57 MB", "1 MB", "1.2 GB", "2,000 GB"],
    "kk": ["0 кБ", "0,1 кБ", "340 кБ", "2,4 МБ", "57 МБ", "1 МБ", "1,2 ГБ", "2 000 ГБ"],
    "ru": ["0 кБ", "0,1 кБ", "340 кБ", "2,4 МБ", "57 МБ", "1 МБ", "1,2 ГБ", "2 000 ГБ"],
    "ur": ["0 kB", "0.1 kB", "340 kB", "2.4 MB", "57 MB", "1 MB", "1.2 GB", "2,000 GB"],
}


@pytest.mark.parametrize("language", SAID)
def test_a_size_is_written_as_the_language_writes_it(language: str) -> None:
    said = [file_size(size, language).replace("\xa0", " ") for size in SIZES]
    isolated = ("\u2066", "\u2069") if language == "ur" else ("", "")
    assert said == [f"{isolated[0]}{size}{isolated[1]}" for size in SAID[language]]
    if language in {"kk", "ru"}:
        assert not re.search("[A-Za-z]", "".join(said))
