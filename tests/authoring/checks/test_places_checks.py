"""The two states and the dateline are spelled as their languages do; what is made of them is right, and others are.

Shown to work: with words made of a name not left alone, and with other countries not known, tests here go red.
"""

import pytest

from tests.authoring.checks.contents import content, passages

PLACES = {
    "en": ("Kazakhstan", "Pakistan"),
    "ru": ("Казахстан", "Пакистан"),
    "kk": ("Қазақстан", "Пәкістан"),
    "ur": ("قازقستان", "پاکستان"),
}


@pytest.mark.parametrize(
    ("language", "words", "wrong"),
    [
        ("en", "Kazakstan and Pakistn signed.", ["Kazakstan", "Pakistn"]),
        ("en", "Kazakhistan is open.", ["Kazakhistan"]),
        ("en", "Kazakhstan’s trade with Pakistani and Kazakhstani firms, Palestine, Kyrgyzstan and Panama.", []),
        ("en", "Kazakh and Pak officials met in Pakistan.", []),
        ("ru", "Делегации Казакстана и Пакистна встретились.", ["Казакстана", "Пакистна"]),
        ("ru", "Казахстанские и пакистанские компании в Казахстане, Палестине и Киргизии.", []),
        ("kk", "Қазакстан мен Пәкистан келісті.", ["Қазакстан", "Пәкистан"]),
        ("kk", "Пакістаннан және Пәкістаннан келген.", ["Пакістаннан"]),
        ("kk", "Қазақстанның, қазақстандық және Пәкістандағы компаниялар.", []),
        ("ur", "قازکستان اور پاکستن کے درمیان", ["قازکستان", "پاکستن"]),
        ("ur", "قازقستانی اور پاکستانی کمپنیاں، پاکستان میں", []),
    ],
)
def test_the_states_are_spelled_as_they_are(language: str, words: str, wrong: list[str]) -> None:
    assert passages("names.places", content(language=language, html=f"<p>{words}</p>"), places=PLACES) == wrong


def test_a_name_that_ends_as_many_countries_do_is_inflected() -> None:
    ru = content(language="ru", html="<p>С Россией и в России, из Росии.</p>")
    assert passages("names.places", ru, places={"ru": ("Россия",)}) == ["Росии"]
    ur = content(language="ur", html="<p>رومانی وفد رومانیہ سے آیا، رومنیہ سے نہیں۔</p>")
    assert passages("names.places", ur, places={"ur": ("رومانیہ",)}) == ["رومنیہ"]


def test_another_country_is_no_misspelling() -> None:
    raw = content(html="<p>Iceland and Ireland signed; Irland did not.</p>")
    assert passages("names.places", raw, places={"en": ("Ireland",)}) == ["Irland"]


def test_the_dateline_is_known() -> None:
    raw = content(html="<p>ISLAMABAD: They met in Islambad, and left Islamabad.</p>", facts={"place": "Islamabad"})
    assert passages("names.places", raw) == ["Islambad"]
