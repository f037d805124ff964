"""The languages of a release say the same, each in its own letters; and quotations, names and days are right."""

import pytest

from releases.authoring.checks.context import Registers
from tests.authoring.checks.contents import Content, body, content, found, passages, people, statement

ENGLISH = "<p>About 800 observers came on 29 March 2023; 54 percent, 6.3 million people, voted.</p>"
SAME = {
    "ru": "<p>Около 800 наблюдателей прибыли 29 марта 2023 года; проголосовали 54 %, 6,3 млн человек.</p>",
    "kk": "<p>2023 жылғы 29 наурызда 800-ге жуық байқаушы келді; 54 пайыз, 6,3 миллион адам дауыс берді.</p>",
    "ur": "<p>29 مارچ 2023 کو تقریباً 800 مبصرین آئے؛ 54 فیصد، 63 لاکھ افراد نے ووٹ دیا۔</p>",
}


@pytest.mark.parametrize("language", SAME)
def test_languages_that_agree_are_left_alone(language: str) -> None:
    assert found("languages.figures", content(html=ENGLISH), content(language=language, html=SAME[language])) == []


@pytest.mark.parametrize(
    ("language", "right", "wrong", "passage"),
    [
        ("ru", "54 %", "45 %", "45 %"),
        ("ru", "Около 800", "800", "800"),
        ("ru", "6,3 млн", "63 млн", "63 млн"),
        ("ru", "29 марта", "28 марта", "28 марта 2023"),
        ("kk", "54 пайыз", "45 пайыз", "45 пайыз"),
        ("kk", "2023 жылғы 29 наурызда", "2022 жылғы 29 наурызда", "2022 жылғы 29 наурызда"),
        ("ur", "63 لاکھ", "36 لاکھ", "36 لاکھ"),
        ("ur", "تقریباً 800", "800", "800"),
    ],
)
def test_a_figure_that_differs_is_found_with_both_sides(language: str, right: str, wrong: str, passage: str) -> None:
    translation = content(language=language, html=SAME[language].replace(right, wrong))
    (finding,) = found("languages.figures", content(html=ENGLISH), translation)
    assert (finding.language, finding.passage) == (language, passage)
    assert finding.others[0].language == "en"
    assert finding.others[0].says in ENGLISH


def test_a_figure_that_is_missing_or_that_nobody_said_is_found() -> None:
    said = content(html="<p>54 percent voted.</p>")
    (missing,) = found("languages.figures", said, content(language="ru", html="<p>Люди проголосовали.</p>"))
    assert missing.says == "“54 percent”, which English says here, is missing."
    (extra,) = found(
        "languages.figures", content(html="<p>People voted.</p>"), content(language="ru", html="<p>54 %.</p>")
    )
    assert extra.passage == "54 %"
    assert missing.key != extra.key


@pytest.mark.parametrize(
    ("language", "english", "other"),
    [
        ("ru", "<p>The share grew from 41 to 44.5 percent.</p>", "<p>Доля выросла: 41 процент, ныне 44,5 %.</p>"),
        ("kk", "<p>It fell from ten days to four.</p>", "<p>Мерзім он күннен төрт күнге дейін қысқарды.</p>"),
        ("ru", "<p>Tickets were gone within two hours.</p>", "<p>Билеты разошлись за два часа.</p>"),
        ("ur", "<p>People aged 18 to 35 may apply.</p>", "<p>18 سے 35 سال کے افراد درخواست دے سکتے ہیں۔</p>"),
        ("ur", "<p>It begins at 7 p.m. in House 14, Street 5.</p>", "<p>شام 7 بجے مکان 14، گلی 5 میں آغاز ہوگا۔</p>"),
        ("ru", "<p>Trade rose to at least $1 billion.</p>", "<p>Довести как минимум до 1 млрд долларов.</p>"),
    ],
)
def test_what_is_put_otherwise_is_said_nevertheless(language: str, english: str, other: str) -> None:
    assert passages("languages.figures", content(html=english), content(language=language, html=other)) == []


@pytest.mark.parametrize(
    ("language", "english", "other", "wrong"),
    [
        ("ru", "<p>From 41 to 44.5 percent.</p>", "<p>С 41 до 45,5 процента.</p>", "41 до 45,5 процента"),
        ("ur", "<p>It begins at 7 p.m.</p>", "<p>صبح 7 بجے آغاز ہوگا۔</p>", "7"),
        ("kk", "<p>Within 36 hours.</p>", "<p>63 сағат ішінде.</p>", "63 сағат"),
    ],
)
def test_what_is_put_otherwise_and_wrongly_is_found(language: str, english: str, other: str, wrong: str) -> None:
    assert passages("languages.figures", content(html=english), content(language=language, html=other)) == [wrong]


def test_a_passage_left_untranslated_is_read_in_its_own_language() -> None:
    left = "<p>A team of 120 rescuers with eight dogs has been working in the valley since 3 May 2030.</p>"
    pair = content(html=left), content(language="ur", html=left)
    assert passages("languages.figures", *pair) == []
    assert passages("figures.untied", *pair) == ["120", "120"]
    assert len(passages("languages.untranslated", *pair)) == 1


def test_blocks_are_compared_block_by_block() -> None:
    def two(first: str, second: str, language: str = "en") -> Content:
        return content(language=language, body=[{"type": "text", "html": html} for html in (first, second)])

    moved = two("<p>Люди.</p>", "<p>54 %.</p>", "ru")
    assert len(found("languages.figures", two("<p>54 percent.</p>", "<p>People.</p>"), moved)) == 2


def behind(was: str, now: str, **facts: object) -> list[str]:
    source = content(html=f"<h2>Trade</h2><p>{now}</p>", words_digest="new")
    translation = content(
        language="ru", html="<h2>Торговля</h2><p>Слова.</p>", translation={"of": "en", "words_digest": "old"}
    )
    before = content(html=f"<h2>Trade</h2><p>{was}</p>", words_digest="old")
    followed = {"ru": before} if was else {}
    return [f.says for f in found("languages.behind", source, translation, followed=followed)]


def test_a_translation_behind_its_source_names_the_passage() -> None:
    assert behind("It was so.", "It is so.") == ["English has changed in 1 of its passages since this was translated."]
    assert behind("", "It is so.") == ["It does not say that it follows the present text in English."]
    assert found("languages.behind", content(), content(language="ru")) == []


@pytest.mark.parametrize(
    ("language", "words", "count"),
    [
        ("ru", "The parliamentary elections were attended by observers from many countries.", 1),
        ("kk", "На парламентских выборах присутствовали наблюдатели из разных стран и организаций.", 1),
        ("ru", "Парламенттік сайлауға әртүрлі елдер мен ұйымдардың көптеген байқаушылары қатысты.", 1),
        ("ur", "The parliamentary elections were attended by observers from many countries.", 1),
        ("en", "На парламентских выборах присутствовали наблюдатели из разных стран.", 1),
        ("ru", "На парламентских выборах присутствовали наблюдатели из разных стран.", 0),
        ("kk", "Парламенттік сайлауға әртүрлі елдер мен ұйымдардың көптеген байқаушылары қатысты.", 0),
        ("ur", "پارلیمانی انتخابات میں مختلف ممالک کے مبصرین شریک ہوئے۔", 0),
        ("ru", "Astana International Financial Centre", 0),
    ],
)
def test_a_passage_in_another_language_is_found(language: str, words: str, count: int) -> None:
    assert len(found("languages.untranslated", content(language=language, html=f"<p>{words}</p>"))) == count


def test_a_passage_that_is_the_source_word_for_word_is_found() -> None:
    words = "<p>Memorandum of understanding on trade and transport</p>"
    assert len(found("languages.untranslated", content(html=words), content(language="kk", html=words))) == 1


@pytest.mark.parametrize(
    ("language", "words", "passage"),
    [
        ("en", "Strelsаu is the capital.", "Strelsаu"),  # a Cyrillic а
        ("ru", "Руритания и Cтрельзау.", "Cтрельзау"),  # a Latin C
        ("kk", "Бiз келдік.", "Бiз"),  # a Latin i
        ("ru", "Партия AMANAT и AMANATтың.", None),
        ("kk", "AMANAT партиясы, COVID-19, Rudolf.", None),
        ("ur", "روریتانیا (Ruritania)۔", None),
        ("ru", "Встреча \u0063 послом.", "\u0063 послом"),
        ("ru", "\u0042 Исламабаде прошла встреча.", "\u0042 Исламабаде"),
        ("ru", "20 °C днём, группа A и OPEC в Вене, вариант B второй.", None),
        ("en", "It was \u0430 long day.", "\u0430 long"),
        ("en", "A long day, a word: Токаев.", None),
    ],
)
def test_letters_that_look_alike_are_refused(language: str, words: str, passage: str | None) -> None:
    findings = found("languages.marks", content(language=language, html=f"<p>{words}</p>"))
    assert [finding.passage for finding in findings] == ([passage] if passage else [])
    assert all(finding.severity == "error" for finding in findings)


@pytest.mark.parametrize(
    ("words", "count"),
    [("Pay \u202e008\u202c now.", 1), ("Open \u2067only.", 1), ("Set \u2068apart\u2069 well.", 0), ("A\u200f b.", 0)],
)
def test_marks_that_turn_the_direction_are_refused(words: str, count: int) -> None:
    assert len(found("languages.marks", content(html=f"<p>{words}</p>"))) == count


WORDS = "Ruritania is open to all who come in peace, and it will remain so for a long time."
IN = {
    "ru": "Руритания открыта всем, кто приходит с миром, и так будет ещё долго.",
    "kk": "Руритания бейбіт ниетпен келгендердің бәріне ашық, әрі солай бола береді.",
    "ur": "روریتانیا ان سب کے لیے کھلا ہے جو امن کے ساتھ آئیں، اور طویل عرصے تک ایسا ہی رہے گا۔",
}


def quoting(words: str, *, mode: str = "verbatim", said: str = WORDS, language: str = "en") -> list[tuple[str, str]]:
    one = content(language=language, html=f"<p>{words}</p>", cites=[statement(said, mode=mode, language=language)])
    return [(f.severity, f.says) for check in ("quotes.words", "quotes.paraphrase") for f in found(check, one)]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (f"He said: “{WORDS}”", "en"),
        ("He said: “Ruritania is open to all … and it will remain so for a long time.”", "en"),
        ("He said: “[It] is open to all who come in peace, and it will remain so.”", "en"),
        (f'He said: "{WORDS}"', "en"),
        ("The “Belt and Road” and the ‘open door’ are terms.", "en"),
        ("The mission’s and the people’s wish is that nobody’s rights suffer from it at all.", "en"),
        (f"Он сказал: «{IN['ru']}»", "ru"),
        (f"Он сказал: „{IN['ru']}“", "ru"),
        ("Компания «Казахтелеком» и форум «Один пояс, один путь».", "ru"),
        (f"Ол: «{IN['kk']}» деді.", "kk"),
        (f"انہوں نے کہا: ”{IN['ur']}“", "ur"),
        (f"انہوں نے کہا: “{IN['ur']}”", "ur"),
    ],
)
def test_what_was_said_may_be_quoted(words: str, language: str) -> None:
    assert quoting(words, said=IN.get(language, WORDS), language=language) == []


@pytest.mark.parametrize(
    ("words", "language", "count"),
    [
        ("«Руритания открыта всем, — сказал посол, — кто приходит с миром, и так будет ещё долго».", "ru", 0),
        ("«Руритания открыта всем, — сказал посол. — Кто приходит с миром, и так будет ещё долго».", "ru", 0),
        ("«Руритания открыта всем, — сказал посол, — кто приходит с добром, и так будет ещё долго».", "ru", 1),
        ("«Руритания открыта всем, — как и другим, — кто приходит с миром, и так будет ещё долго».", "ru", 1),
        ("«Руритания баршаға ашық, – деді Елші, – кім бейбіт ниетпен келсе де, ұзақ уақыт солай болады».", "kk", 1),
        ("«Руритания бейбіт ниетпен келгендердің бәріне ашық, – деді Елші, – әрі солай бола береді».", "kk", 0),
        (f"'{WORDS}' he said at the ministers' meeting in the people's hall.", "en", 0),
        ("'Ruritania is open to all who come in friendship and in trade', he said.", "en", 1),
        ("the ministers' wish and the workers' union's wish are one and the same thing", "en", 0),
        # A speech of several paragraphs: each opens the marks, and only the last closes them.
        (f"“{WORDS}</p><p>“And nobody has ever said that it would not.”", "en", 1),
        ("“Nobody has ever said anything of the kind here</p>", "en", 1),
    ],
)
def test_marks_are_read_as_each_language_sets_them(words: str, language: str, count: int) -> None:
    assert len(quoting(words, said=IN.get(language, WORDS), language=language)) == count


def test_words_that_nobody_said_are_found() -> None:
    ((severity, says),) = quoting("He said: “We shall never again sign any treaty with anyone.”")
    assert (severity, says[:40]) == ("warning", "No statement that this release cites hol")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("He said: “Ruritania is open to all who come in friendship, and it will remain so for a long time.”", "en"),
        ("Он сказал: «Руритания открыта всем, кто приходит с добром, и так будет ещё долго.»", "ru"),
    ],
)
def test_a_near_miss_shows_what_was_said(words: str, language: str) -> None:
    ((severity, says),) = quoting(words, said=IN.get(language, WORDS), language=language)
    assert severity == "warning"
    assert "are not quite those of Rudolf Rassendyll" in says
    assert ("in peace" in says) or ("с миром" in says)


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_a_paraphrase_in_quotation_marks_is_an_error(language: str) -> None:
    said = IN.get(language, WORDS)
    marks = "«»" if language in {"ru", "kk"} else "“”"
    ((severity, says),) = quoting(f"{marks[0]}{said}{marks[1]}", mode="paraphrase", said=said, language=language)
    assert severity == "error"
    assert "a paraphrase" in says


TOKAYEV = people(
    tokayev={
        "en": "Kassym-Jomart Tokayev",
        "kk": "Қасым-Жомарт Тоқаев",
        "ru": "Касым-Жомарт Токаев",
        "ur": "قاسم جومارت توقایف",
    },
    kistafin={"en": "Yerzhan Kistafin", "kk": "Ержан Қыстафин", "ru": "Ержан Кистафин", "ur": "یرژان قستافین"},
)


@pytest.mark.parametrize(
    ("language", "words", "wrong"),
    [
        ("en", "President Kassym Jomart Tokayev spoke.", "Kassym Jomart Tokayev"),
        ("en", "President Tokaev spoke.", "Tokaev"),
        ("en", "Qasym-Jomart Tokayev spoke.", "Qasym-Jomart Tokayev"),
        ("en", "Erzhan Kistafin spoke.", "Erzhan Kistafin"),
        ("en", "Kassym-Jomart Tokayev’s address; President Tokayev; Mr. Tokayev; Yerzhan Kistafin.", None),
        ("en", "Tokyo, Tokay wine, and Kisumu.", None),
        ("en", "Yerzhan Kistafim spoke.", "Yerzhan Kistafim"),
        ("en", "Ambassador Kitsafin spoke.", "Kitsafin"),
        ("en", "Kassymjomart Tokayev spoke.", "Kassymjomart Tokayev"),
        ("en", "Yerzhan Mustafin, Yerzhan, and Madina Kistafina spoke.", None),
        ("en", "President Токаев spoke.", "Токаев"),
        ("ru", "Ержана Кистафима приняли.", "Ержана Кистафима"),
        ("ru", "Президент Tokayev выступил.", "Tokayev"),
        ("kk", "Ержан Қыстафинтің, Қыстафимнің сөзі.", "Қыстафимнің"),
        ("ur", "صدر ٹوکائیف نے کہا۔", "ٹوکائیف"),
        ("ur", "سفیر یرزان کستافین نے کہا۔", "یرزان کستافین"),
        ("ru", "Президент Касым Жомарт Токаев выступил.", "Касым Жомарт Токаев"),
        ("ru", "Президент Тоқаев выступил.", "Тоқаев"),
        ("ru", "Обращение Касым-Жомарта Токаева; Токаеву; Токаевым; Ержана Кистафина.", None),
        ("ru", "Токио, токай и Токарев.", None),
        ("kk", "Президент Токаев сөйледі.", "Токаев"),
        ("kk", "Қасым-Жомарт Тоқаевтың жолдауы; Тоқаевқа; Ержан Қыстафиннің.", None),
        ("ur", "صدر قاسم جومارت توقائیف نے کہا۔", "قاسم جومارت توقائیف"),
        ("ur", "صدر قاسم جومارت توقایف نے کہا کہ تعاون اور توقع۔", None),
    ],
)
def test_a_person_is_named_as_approved(language: str, words: str, wrong: str | None) -> None:
    registers = Registers(TOKAYEV)
    one = content(language=language, html=f"<p>{words}</p>")
    assert passages("names.people", one, registers=registers) == ([wrong] if wrong else [])


BODIES = Registers(
    [
        body(
            "oic",
            {
                "en": "Organisation of Islamic Cooperation",
                "kk": "Ислам ынтымақтастығы ұйымы",
                "ru": "Организация исламского сотрудничества",
                "ur": "اسلامی تعاون تنظیم",
            },
        ),
        body(
            "conference",
            {
                "en": "Organization of the Islamic Conference",
                "ru": "Организация Исламская конференция",
                "ur": "اسلامی کانفرنس تنظیم",
            },
            {"en": "Organisation of Islamic Cooperation", "ru": "Организация исламского сотрудничества"},
            "2011-06",
        ),
        body(
            "cis",
            {
                "en": "Commonwealth of Independent States",
                "kk": "Тәуелсіз Мемлекеттер Достастығы",
                "ru": "Содружество Независимых Государств",
                "ur": "آزاد ریاستوں کی دولتِ مشترکہ",
            },
        ),
        body(
            "ots",
            {
                "en": "Organization of Turkic States",
                "kk": "Түркі мемлекеттері ұйымы",
                "ru": "Организация тюркских государств",
                "ur": "ترک ریاستوں کی تنظیم",
            },
        ),
        body("parliament", {"en": "Parliament of Kazakhstan", "ru": "Парламент Казахстана"}),
        body("aifc", {"en": "Astana International Financial Centre", "ru": "Международный финансовый центр Астана"}),
    ]
)


@pytest.mark.parametrize(
    ("language", "words", "wrong"),
    [
        ("en", "the Organization of Islamic Conference", "Organization of Islamic Conference"),
        ("en", "the Organization of Independent States", "Organization of Independent States"),
        ("en", "the Organization of Islamic Cooperation", "Organization of Islamic Cooperation"),
        ("en", "the Astana International Finance Center", "Astana International Finance Center"),
        ("en", "the Organization of Turkic States and the Commonwealth of Independent States’ members", None),
        (
            "en",
            "the Parliament of Pakistan, the Government of Kazakhstan and the Organization of American States",
            None,
        ),
        ("en", "the former Organization of the Islamic Conference", None),
        ("en", "independent states and a commonwealth of free nations", None),
        ("ru", "Организация Исламская конференция", "Организация Исламская конференция"),
        ("ru", "Организации исламского сотрудничества и Содружества Независимых Государств", None),
        ("ru", "Организация американских государств, Парламент Пакистана", None),
        ("kk", "Түркі мемлекеттері ұйымының және Тәуелсіз Мемлекеттер Достастығының", None),
        ("ur", "اسلامی کانفرنس تنظیم", "اسلامی کانفرنس تنظیم"),
        ("ur", "ترک ریاستوں کی تنظیم اور اسلامی تعاون تنظیم", None),
    ],
)
def test_a_body_is_named_as_approved_and_by_its_present_name(language: str, words: str, wrong: str | None) -> None:
    one = content(
        language=language, html=f"<p>Observers of {words} came.</p>" if language == "en" else f"<p>{words}</p>"
    )
    assert passages("names.organisations", one, registers=BODIES) == ([wrong] if wrong else [])


def test_a_retired_name_says_what_it_is_called_now_and_since_when() -> None:
    (finding,) = found(
        "names.organisations", content(html="<p>The Organization of Islamic Conference.</p>"), registers=BODIES
    )
    assert finding.says == (
        "“Organization of Islamic Conference” has been “Organisation of Islamic Cooperation” since 2011-06."
    )


@pytest.mark.parametrize(
    ("language", "words", "wrong"),
    [
        ("en", "Jean-Paul Marat and Jean Paul Marat", ["Jean Paul"]),
        ("en", "Jean-Paul Marat and John Paul Jones", []),
        ("ru", "Анна-Мария и Анна Мария", ["Анна Мария"]),
        ("kk", "Нұр-Сұлтан мен Нұр Сұлтан", ["Нұр Сұлтан"]),
        ("en", "They met in Gharolu, then in Gharolu again, and last in Gaholu and Gharlu.", ["Gharlu"]),
        ("en", "The Minister, other Ministers, the Ministry, the Kazakh and Kazakhs of Central Asia met.", []),
        ("en", "In Marrakesh and in Marakesh; Casablanca, Casablancan.", ["Marakesh"]),
        ("ru", "Гости из Марракеша и в Маракеше, Совет министров, из Лахора в Лахор.", ["Маракеше"]),
        ("kk", "Біз Марракештен келдік, кейін Маракешке бардық, Лахордан Лахорға.", ["Маракешке"]),
    ],
)
def test_a_name_is_spelled_in_one_way(language: str, words: str, wrong: list[str]) -> None:
    assert passages("names.consistent", content(language=language, html=f"<p>{words}</p>")) == wrong


@pytest.mark.parametrize(
    ("held_on", "starts_at", "says"),
    [
        ("2030-01-05", "2030-01-05T09:00:00.000000Z", []),
        ("2030-01", "2030-01-05T09:00:00.000000Z", []),
        ("2030-01-05", "2030-01-05T20:00:00.000000Z", ["another day"]),  # one in the morning of the 6th in Karachi
        ("2030-01-05", "2030-01-04T21:00:00.000000Z", ["at night"]),
    ],
)
def test_day_and_hour_of_a_briefing_belong_together(held_on: str, starts_at: str, says: list[str]) -> None:
    facts = {"held_on": {"date": held_on, "precision": "day"}, "starts_at": starts_at}
    findings = found("time.start", content(facts=facts), time_zone="Asia/Karachi")
    assert [word for word in ("another day", "at night") if any(word in f.says for f in findings)] == says


@pytest.mark.parametrize(
    ("until", "check"),
    [
        ("2029-12-31", "media.licence"),
        ("2029", "media.licence"),
        ("2030-01-20", "media.licence_ends"),
        ("2030-01", "media.licence_ends"),
        ("2030", None),
        ("2031-05-01", None),
    ],
)
def test_a_licence_that_is_over_is_an_error_and_one_that_ends_soon_a_warning(until: str, check: str | None) -> None:
    media = {"alt_text": "A hall.", "decorative": False, "licence_until": {"date": until, "precision": "day"}}
    shown = content("media", title="Hall", facts=media, uid="00000000-0000-4000-8000-00000000000b")
    briefing = content(cites=[shown])
    assert [name for name in ("media.licence", "media.licence_ends") if found(name, briefing)] == (
        [check] if check else []
    )
