"""Lengths, headings, placeholders, alternative texts, links, languages: what must be found, and what must not."""

import pytest

from releases.authoring.checks import linking
from releases.outlets.addresses import SECTIONS
from tests.authoring.checks.contents import content, found, passages


@pytest.mark.parametrize(
    ("language", "words", "placeholder"),
    [
        ("en", "Trade reached TK million.", "TK"),
        ("en", "Trade reached XXX million.", "XXX"),
        ("en", "He thanked [name] for it.", "[name]"),
        ("en", "He thanked [insert the name] for it.", "[insert the name]"),
        ("en", "Lorem ipsum dolor sit amet.", "Lorem ipsum dolor sit amet"),
        ("en", "It opens on ??? in Strelsau.", "???"),
        ("en", "It opens on _____ in Strelsau.", "_____"),
        ("en", "The venue is TBC.", "TBC"),
        ("ru", "Он поблагодарил [имя] за это.", "[имя]"),
        ("ru", "Объём составил ХХХ млн.", "ХХХ"),
        ("ru", "Встреча пройдёт [дата уточняется].", "[дата уточняется]"),
        ("kk", "Ол [аты-жөні] мырзаға алғыс айтты.", "[аты-жөні]"),
        ("kk", "Кездесу [күні] өтеді.", "[күні]"),
        ("ur", "انہوں نے [نام] کا شکریہ ادا کیا۔", "[نام]"),
        ("ur", "تقریب ؟؟؟ کو ہوگی۔", "؟؟؟"),
    ],
)
def test_a_placeholder_is_an_error(language: str, words: str, placeholder: str) -> None:
    (finding,) = found("placeholders", content(language=language, html=f"<p>{words}</p>"))
    assert (finding.severity, finding.passage) == ("error", placeholder)
    assert words[finding.place.start : finding.place.end] == placeholder


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "“[The President] spoke of it.” The date and the name were known."),
        ("en", "The XXX session of the Assembly; Turk and Tkachenko; really?!"),
        ("en", "Is it so? Yes… And then?"),
        ("ru", "XXX сессия Ассамблеи; «[Президент] сказал это»; имя и дата известны."),
        ("kk", "Ассамблеяның XXX сессиясы; «[Президент] айтты»; күні белгілі."),
        ("ur", "کیا یہ درست ہے؟ جی ہاں۔ نام اور تاریخ معلوم ہیں۔"),
    ],
)
def test_what_is_no_placeholder_is_left_alone(language: str, words: str) -> None:
    assert passages("placeholders", content(language=language, html=f"<p>{words}</p>")) == []


def test_a_long_title_and_a_long_summary_are_warned_of() -> None:
    long, good = "Talks on trade " * 9, "Talks on trade"
    assert [f.says for f in found("title.length", content(title=long))] == [
        "The title has 135 characters; lists, feeds and cards cut it after 120."
    ]
    assert found("title.length", content(title=good)) == []
    assert len(found("summary.length", content(summary="Talks on trade. " * 21))) == 1
    assert found("summary.length", content(summary=good)) == []
    # The definition of a statistic may be long.
    assert found("summary.length", content("statistic", summary="Talks on trade. " * 21)) == []


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<p>A.</p><h3>Trade</h3><p>B.</p>", ["Trade"]),
        ("<h2>Trade</h2><h3>Goods</h3><p>B.</p>", []),
        ("<h2>Trade</h2><h2>Transport</h2><p>B.</p>", ["Trade"]),
        ("<h2>Trade</h2><p>B.</p><h2>Transport</h2>", ["Transport"]),
        ("<p>A.</p>", []),
    ],
)
def test_headings_stand_in_order_and_over_something(html: str, wrong: list[str]) -> None:
    assert passages("headings.order", content(html=html)) == wrong


def test_a_heading_over_another_block_is_not_empty() -> None:
    body = [
        {"type": "text", "html": "<h2>Map</h2>"},
        {"type": "picture", "cites": "x"},
        {"type": "text", "html": "<h2>A</h2><p>B</p>"},
    ]
    assert passages("headings.order", content(body=body)) == []


@pytest.mark.parametrize(
    ("alt", "decorative", "count"),
    [
        ("", False, 1),
        ("", True, 0),
        ("IMG_2034.jpg", False, 1),
        ("DSC00412", False, 1),
        ("Photo", False, 1),
        ("Фото", False, 1),
        ("تصویر", False, 1),
        ("The hall of the castle.", False, 0),
        ("Карта двух коридоров.", False, 0),
    ],
)
def test_an_alternative_text_says_something(alt: str, decorative: bool, count: int) -> None:
    media = {"alt_text": alt, "decorative": decorative, "licence_until": None}
    assert len(found("alt_text.missing", content("media", facts=media))) == count


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("/en/statements/spring/", 0),
        ("/en/statements/autumn/", 1),
        ("/ru/statements/spring/", 1),
        ("/en/releases/", 0),
        ("/en/people/", 0),
        ("#opening", 1),
        ("/admin/releases/text/1/change/", 1),
        ("https://ruritania.example/en/statements/autumn/", 0),
        ("mailto:press@ruritania.example", 0),
    ],
)
def test_a_link_within_the_house_leads_somewhere(address: str, wrong: int) -> None:
    one = content(html=f'<p>See <a href="{address}">the statement</a>.</p>')
    findings = found("links.broken", one, addresses=frozenset({("en", "statements", "spring")}))
    assert len(findings) == wrong
    assert all((f.severity, f.passage, f.place.start) == ("error", "the statement", 4) for f in findings)


def test_the_sections_are_those_of_the_site() -> None:
    assert dict(linking.SECTIONS) == SECTIONS


def test_a_missing_language_is_named_once() -> None:
    languages = {"mission_languages": ("en", "kk", "ru", "ur"), "public_languages": frozenset({"ru"})}
    (finding,) = found("languages.missing", content(), content(language="kk"), **languages)
    assert finding.says == "It will not be there in: \u2068اردو\u2069."
    assert found("languages.missing", content(), mission_languages=("en",)) == []
