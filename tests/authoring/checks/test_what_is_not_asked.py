"""A warning speaks where there is evidence: a code, an age, a size, a title or a plan is left alone; a fault is not."""

import pytest

from tests.authoring.checks.contents import content, found, passages, statement, statistic
from tests.authoring.checks.held_out_kinds import PLACES, REGISTERS

CITED = [statistic(("130", "1", "exact", "actual"), ("220", "t", "exact", "actual"), ("9000", "1", "exact", "target"))]


def asked(language: str, words: str) -> list[str]:
    cites = [{**card, "language": language} for card in CITED]
    return passages("figures.untied", content(language=language, html=f"<p>{words}</p>", cites=cites))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        # Codes, scores, labels.
        ("en", "Tickets: 042 3520 0118."),
        ("en", "The account is 0000 0011 2345 6702."),
        ("en", "Flight LS 417 lands at 06:15 (GMT+5)."),
        ("en", "See Article 7(2), vol. 14, no. 23, pp. 201–215."),
        ("en", "The road is closed between km 214 and km 231."),
        ("en", "ISO 9001 and extension 18."),
        ("ru", "Сборная победила 4:2 (12:11)."),
        ("ru", "См. т. 14, с. 201–215, добавочный 18."),
        ("kk", "Құрама 4:2 (12:11) есебімен жеңді."),
        ("kk", "Жол 214 және 231-километрлер аралығында жабық."),
        ("ur", "پرواز ایل ایس 417 روانہ ہوگی۔"),
        ("en", "The weights follow a series of 1, 2, 4, 8 and 16."),
        ("en", "A signal is available (SR 7200, FEC 3/4)."),
        ("en", "It is in case 12, at stands 14 to 22."),
        # A unit shared, or borrowed from a neighbour.
        ("en", "Films of 12, 18 and 27 minutes."),
        ("kk", "12, 18 және 27 минуттық фильмдер."),
        ("ur", "12، 18 اور 27 منٹ کی فلمیں۔"),
        # Ages, pages, multiples, hours, places.
        ("en", "Admission is free for those under 18, and the team’s average age is 23.4."),
        ("en", "The youngest was 16, the oldest 83."),
        ("en", "A stay of 90 days within 180."),
        ("en", "The catalogue has 96 pages; trade is 1.5 times the level of 2026."),
        ("ru", "В каталоге 96 страниц, торговля в 1,5 раза больше."),
        ("kk", "Каталог 96 беттен тұрады, бұл 1,5 есе көп."),
        ("ur", "کیٹلاگ کے 96 صفحات ہیں، یہ 1.5 گنا ہے۔"),
        ("en", "Avoid travel within 10 km of the border."),
        ("ru", "Не ездите ближе 10 км к границе."),
        ("en", "The exhibition is open daily except Mondays, 10–18."),
        ("en", "The text (38 articles, 13 annexes) is published."),
        ("en", "Firms with over 50 employees are few."),
        # Properties of things, grades.
        ("en", "It weighs 44 t, is 18.75 m long and sends at 8.2 GHz."),
        ("ru", "Спутник массой 44 т передаёт на частоте 8,2 ГГц."),
        ("en", "Trucks of more than 20 t must pay for the 128 km, which take three hours."),
        ("en", "A degree with a grade of at least 3.2 out of 4.0."),
        # A few of something, in digits as in words.
        ("en", "We held 3 talks in 2 halls."),
        ("ur", "آخری دس میں سے آٹھ میچ جیتے۔"),
        ("en", "Over half a century we have been friends."),
    ],
)
def test_what_states_no_figure_needs_no_source(language: str, words: str) -> None:
    assert asked(language, words) == []


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "The magnitude was 6.7.", ["6.7"]),
        ("en", "Observers came from 24 countries.", ["24"]),
        ("kk", "Мектепте 130 мұғалім бар, олардың 9-ы Руританиядан келген.", ["9"]),
        ("en", "He wrote 103 papers.", ["103"]),
        ("ru", "Он написал 103 статьи.", ["103"]),
        ("en", "They sent 202 t of flour.", ["202 t"]),
        ("en", "They sent 220 kg.", ["220 kg"]),
        ("en", "They sent 40 t of food.", ["40 t"]),
        ("en", "They sold 1,000–1,500 tonnes.", ["1,000–1,500 tonnes"]),
        ("en", "They built 74 km of road.", ["74 km"]),
        ("en", "The book has 103 pages.", ["103"]),
        ("en", "At the rate of April EUR 1 = PKR 318.4.", ["PKR 318.4"]),
        ("en", "47 companies took part, 130, or 50 percent, were new.", ["47", "50 percent"]),
    ],
)
def test_what_is_like_it_and_states_a_figure_is_asked_about(language: str, words: str, expected: list[str]) -> None:
    assert asked(language, words) == expected


def test_a_number_in_words_that_are_cited_has_its_source_there() -> None:
    said = statement("He who plants at 50 sits in the shade of others at 80.")
    html = "<p>“He who plants at 50 sits in the shade of others at 80,” he said of the 64 trees.</p>"
    assert passages("figures.untied", content(html=html, cites=[said])) == ["64"]


def languages(english: str, language: str, other: str) -> list[str]:
    raw = content(html=f"<p>{english}</p>"), content(language=language, html=f"<p>{other}</p>")
    return passages("languages.figures", *raw)


@pytest.mark.parametrize(
    ("english", "language", "other"),
    [
        ("They rank 11th.", "ru", "Они занимают 11-е место."),
        ("Alert level 3 is in force.", "ru", "Действует третий уровень."),
        ("They won 4–2.", "kk", "Олар 4:2 жеңді."),
        ("A threshold of 4 percent.", "ru", "Четырёхпроцентный барьер."),
        ("Water stands at up to 25 metres.", "kk", "Су деңгейі 25 метрге дейін жетеді."),
        ("Every second patient is treated.", "ur", "آدھے مریضوں کا علاج ہوتا ہے۔"),
        ("It is open around the clock.", "ur", "یہ چوبیس گھنٹے کھلا ہے۔"),
        ("It fell from $120 to $85.", "ru", "Он снизился со 120 до 85 долларов."),
    ],
)
def test_what_another_language_only_says_otherwise_is_not_asked_about(english: str, language: str, other: str) -> None:
    assert languages(english, language, other) == []


@pytest.mark.parametrize(
    ("english", "language", "other", "expected"),
    [
        ("They have 450 MW.", "ur", "ان کے پاس 450 کلوواٹ ہے۔", ["450 کلوواٹ"]),
        ("Of 75 places, 40 are here and 35 there.", "ru", "Из 75 мест 40 здесь и 45 там.", ["45"]),
        ("Some came; 540 calls at level 3.", "ru", "Уровень третий; поступило 450 звонков.", ["450"]),
        ("5 schools were built.", "ru", "Построено 6 школ.", ["6"]),
        ("EUR 96 million and EUR 29 million.", "ru", "96 млн евро и 92 млн.", ["92 млн"]),
    ],
)
def test_what_it_says_wrongly_is_found_beside_what_it_stands_for(
    english: str, language: str, other: str, expected: list[str]
) -> None:
    assert languages(english, language, other) == expected


def test_each_stands_beside_what_it_is_likest_to() -> None:
    source, text = "<p>We have 24 cars, 61 boats and 90 carts.</p>", "<p>У нас 16 лодок, 42 машины и 77 телег.</p>"
    told = found("languages.figures", content(html=source), content(language="ru", html=text))
    assert [(one.passage, one.others[0].says) for one in told] == [("16", "61"), ("42", "24"), ("77", "90")]


def test_where_the_translation_says_it_as_the_figure_does_the_source_is_asked_about() -> None:
    cites = [statistic(("300", "person", "exact", "actual"))]
    source = content(html="<p>About 300 people came.</p>", cites=cites)
    text = content(language="ru", html="<p>Пришли 300 человек.</p>", cites=cites)
    assert passages("languages.figures", source, text) == []
    assert passages("figures.qualifier", source, text) == ["300"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The exhibition “Salt and silver on the northern coast” shows 112 works.", 0),
        ("“Salt and Silver: Three Centuries of Island Craft” is shown in Lahore.", 0),
        ("She said at the exhibition “Salt and silver on the northern coast” that trade grows.", 0),
        ("20.00: “The ferry that leaves at four in the morning”, with its director.", 0),
        ("He said that “salt and silver are on the northern coast”.", 1),
        ("He called it “a turning point for all of our peoples”.", 1),
        ("The motto was clear. “We came as neighbours and not as guests”.", 1),
        ("The reply: “we came as neighbours and not as guests”.", 1),
    ],
)
def test_what_something_is_called_is_no_quotation(words: str, expected: int) -> None:
    assert len(found("quotes.words", content(html=f"<p>{words}</p>"))) == expected


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "As against 9,000 foreseen in the plan, few came.", 0),
        ("en", "The toll per truck falls to 9,000 in May.", 0),
        ("ru", "В этом году запланировано 9000 операций.", 0),
        ("kk", "Алым 9000-ға дейін төмендейді.", 0),
        ("ur", "انہوں نے اعلان کیا کہ 2033 تک 9,000 درخت، جن میں صنوبر ہیں، لگیں گے۔", 0),
        ("en", "They planted 9,000 trees.", 1),
        ("ru", "Посажено 9000 деревьев.", 1),
        ("kk", "Олар 9000 ағаш отырғызды, енді суарады.", 1),
        ("ur", "انہوں نے 9,000 درخت لگائے۔", 0),
        ("ur", "9,000 درخت لگائے گئے۔", 1),
    ],
)
def test_a_target_is_told_as_a_fact_where_a_word_says_so(language: str, words: str, expected: int) -> None:
    raw = content(language=language, html=f"<p>{words}</p>", cites=[{**card, "language": language} for card in CITED])
    assert len(found("figures.target", raw)) == expected


@pytest.mark.parametrize(
    ("check", "words", "expected"),
    [
        ("figures.sums", "It bought rice at an average of $890 per tonne, i.e. $41 million.", 0),
        ("figures.sums", "Worth $85 million, 17 contracts were signed: $52 million, $31 million and $12 million.", 1),
        ("figures.arithmetic", "It grew from 24 beds to 350 and treats every second patient.", 0),
        ("figures.arithmetic", "Trade was $310 million against $286 million a year before: growth of 4.8 percent,"
         " after 3.1 percent in 2029.", 1),
        ("figures.arithmetic", "Trade was $310 million against $286 million a year before: growth of 8.4 percent,"
         " after 3.1 percent in 2029.", 0),
        ("figures.arithmetic", "92 percent of services are online; 4G reaches 99 percent and 5G 66 percent.", 0),
        ("figures.arithmetic", "Of the votes, 92 percent, 99 percent and 66 percent were counted.", 1),
        ("figures.sums", "Of the EUR 140 million, EUR 96 million go to canals, EUR 92 million to pumps.", 1),
        ("figures.arithmetic", "It pledged $60 million; $14.5 million have been paid out, 42 percent of the total.", 1),
        ("figures.arithmetic", "It pledged $60 million; $14.5 million have been paid out, 24 percent of the total.", 0),
        ("figures.arithmetic", "Exports fell by 40 percent, from $35 million to $12 million, 260 jobs were lost.", 1),
        ("figures.arithmetic", "Exports fell by 40 percent, from $35 million to $21 million, 260 jobs were lost.", 0),
    ],
)  # fmt: skip
def test_sums_are_made_of_what_belongs_together(check: str, words: str, expected: int) -> None:
    assert len(found(check, content(html=f"<p>{words}</p>"))) == expected


def test_turnout_is_held_against_the_votes_before_a_semicolon() -> None:
    words = "<p>1,872,400 of 2,905,000 voters took part; turnout was 46.5 percent, 3.8 percentage points higher.</p>"
    assert passages("figures.arithmetic", content(html=words)) == ["46.5 percent"]
    assert passages("figures.arithmetic", content(html=words.replace("46.5", "64.5"))) == []


@pytest.mark.parametrize(
    ("check", "language", "words", "expected"),
    [
        ("names.organisations", "en", "Lissandian Election Commission", ["Lissandian Election Commission"]),
        ("names.organisations", "en", "University of Marrow Bay", []),
        ("names.organisations", "ur", "مارووک یونیورسیٹی", ["مارووک یونیورسیٹی"]),
        (
            "names.organisations",
            "ur",
            "لیسانڈیا ایجنسی برائے ترقیاتی تعاؤن",
            ["لیسانڈیا ایجنسی برائے ترقیاتی تعاؤن"],
        ),
        ("names.people", "ur", "سفیر ہیلینا وورسک نے کہا", ["ہیلینا وورسک"]),
        ("names.people", "ur", "نادیہ بیل ویڈر آئیں", ["نادیہ بیل ویڈر"]),
        ("names.people", "ur", "ہیلینا ورسک آئیں", []),
        ("names.places", "ur", "لیسانڈین سکول", []),
        ("names.places", "ur", "لیسنڈیا سے", ["لیسنڈیا"]),
    ],
)
def test_names_of_the_third_mission(check: str, language: str, words: str, expected: list[str]) -> None:
    raw = content(language=language, html=f"<p>{words}</p>")
    assert passages(check, raw, registers=REGISTERS, places=PLACES) == expected
