"""Figures: tied to what is cited, with its qualifier, a target as a target, and against the record."""

import datetime as dt

import pytest

from releases.authoring.checks.context import Earlier
from releases.authoring.checks.figures import observations
from tests.authoring.checks.contents import content, found, passages, statistic

ELECTIONS = (
    ("800", "person", "about", "actual"),
    ("54", "percent", "exact", "actual"),
    ("6300000", "person", "exact", "actual"),
    ("200000000", "USD", "exact", "actual"),
    ("1000000000", "USD", "at_least", "target"),
)


def said(language: str, words: str, **parts: object) -> dict[str, object]:
    return content(language=language, html=f"<p>{words}</p>", cites=[statistic(*ELECTIONS, language=language)], **parts)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Some 800 observers came; 54 percent, or 6.3 million people, voted. Trade is $200m."),
        ("en", "The Eighth Convocation met on 29 March 2023, for the two countries, at 10:30, in room 12."),
        ("en", "For thirty years, and visa-free for 30 days."),
        ("ru", "Около 800 наблюдателей; 54 %, или 6,3 млн человек. Торговля — 200 млн долларов США."),
        ("ru", "Парламент восьмого созыва, 29 марта 2023 года, две страны, 30 лет отношений."),
        ("kk", "800-ге жуық байқаушы; 54 пайыз, 6,3 миллион адам. Сауда — 200 млн АҚШ доллары."),
        ("kk", "Сегізінші сайланған Парламент, 2023 жылғы 29 наурыз, екі ел, 30 жыл."),
        ("ur", "تقریباً 800 مبصرین؛ 54 فیصد یعنی 63 لاکھ افراد۔ تجارت 20 کروڑ امریکی ڈالر ہے۔"),
        ("ur", "آٹھویں مدت، 29 مارچ 2023، دو ملک، 30 سال۔"),
    ],
)
def test_a_figure_that_is_cited_is_tied_and_what_is_no_statistic_is_left_alone(language: str, words: str) -> None:
    assert passages("figures.untied", said(language, words)) == []
    assert passages("figures.qualifier", said(language, words)) == []


def test_money_that_a_sentence_named_needs_no_second_name_and_a_share_may_be_rounded() -> None:
    cites = [statistic(("219000000", "USD", "exact", "actual"), ("200000000", "USD", "exact", "actual"))]
    cites += [statistic(("33.3", "percent", "exact", "actual"), number=8)]
    words = "Trade was $219 million against 200 million the year before, a third of it in rice. Rice: 200 million."
    raw = content(html=f"<p>{words}</p>", cites=cites)
    # The second sentence names no money, and the first half of what is said is not rounded to 33.
    assert passages("figures.untied", raw) == ["200 million"]
    assert found("figures.untied", raw)[0].place.start == words.rindex("200 million")
    halves = content(html="<p>Half of it.</p>", cites=[statistic(("49.6", "percent", "exact", "actual"))])
    assert passages("figures.untied", halves) == ["Half"]


@pytest.mark.parametrize(
    ("language", "words", "number", "suggested"),
    [
        ("en", "Turnout was 45 percent.", "45 percent", "exact 54 percent"),
        ("en", "Trade is $220 million.", "$220 million", "exact 200000000 USD"),
        ("en", "They signed 12 agreements.", "12", ""),
        ("ru", "Явка составила 45 процентов.", "45 процентов", "exact 54 percent"),
        ("kk", "Қатысу 45 пайыз болды.", "45 пайыз", "exact 54 percent"),
        ("ur", "شرح 45 فیصد رہی۔", "45 فیصد", "exact 54 percent"),
        ("ur", "تجارت 22 کروڑ امریکی ڈالر ہے۔", "22 کروڑ امریکی ڈالر", "exact 200000000 USD"),
    ],
)
def test_a_figure_that_is_not_cited_is_found_with_the_one_it_probably_is(
    language: str, words: str, number: str, suggested: str
) -> None:
    (finding,) = found("figures.untied", said(language, words))
    assert finding.passage == number == words[finding.place.start : finding.place.end]
    assert [side.says for side in finding.others] == ([suggested] if suggested else [])
    assert suggested in finding.mend


def test_both_ends_of_what_went_from_one_to_the_other_are_figures() -> None:
    cites = [statistic(("200000000", "USD", "exact", "actual"), ("219000000", "USD", "exact", "actual"))]

    def untied(words: str) -> list[tuple[str, str]]:
        findings = found("figures.untied", content(html=f"<p>{words}</p>", cites=cites))
        return [(finding.passage, finding.others[0].says) for finding in findings]

    assert untied("Trade rose from $200 million to $219 million.") == []
    assert untied("Trade rose from $200 million to $291 million.") == [
        ("$200 million to $291 million", "exact 219000000 USD")
    ]
    assert untied("Between $200–210 million is expected.") == []


def test_a_number_that_was_marked_is_left_alone() -> None:
    marks = {"en": frozenset({"12"})}
    assert passages("figures.untied", said("en", "They signed 12 agreements."), marks=marks) == []


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "800 observers came.", "800"),
        ("en", "More than 54 percent voted.", "54 percent"),
        ("ru", "800 наблюдателей приехали.", "800"),
        ("kk", "800 байқаушы келді.", "800"),
        ("ur", "800 مبصرین آئے۔", "800"),
    ],
)
def test_a_qualifier_that_was_lost_or_added_is_found(language: str, words: str, number: str) -> None:
    assert passages("figures.qualifier", said(language, words)) == [number]


@pytest.mark.parametrize(
    ("language", "words", "count"),
    [
        ("en", "Trade amounts to at least $1 billion.", 1),
        ("en", "The goal is at least $1 billion.", 0),
        ("en", "Trade will be raised to at least $1 billion.", 0),
        ("ru", "Объём торговли — не менее 1 млрд долларов США.", 1),
        ("ru", "Цель — не менее 1 млрд долларов США.", 0),
        ("kk", "Сауда көлемі — кемінде 1 млрд АҚШ доллары.", 1),
        ("kk", "Мақсат — кемінде 1 млрд АҚШ доллары.", 0),
        ("ur", "تجارت کم از کم 1 ارب امریکی ڈالر ہے۔", 1),
        ("ur", "ہدف کم از کم 1 ارب امریکی ڈالر ہے۔", 0),
    ],
)
def test_a_target_told_as_a_fact_is_found(language: str, words: str, count: int) -> None:
    assert len(found("figures.target", said(language, words))) == count


def _edition(*rows: tuple[str, str, str, str], number: int = 1) -> Earlier:
    return Earlier("en", number, dt.date(2029, 11, 3), tuple(observations(statistic(*rows))))


def test_a_value_that_contradicts_an_earlier_edition_names_it() -> None:
    now = statistic(("200000000", "USD", "exact", "actual"))
    (finding,) = found("figures.record", now, earlier=(_edition(("219000000", "USD", "exact", "actual")),))
    assert finding.says == (
        "It says exact 200000000 USD; edition 1 (2029-11-03) said exact 219000000 USD for the same time."
    )
    assert finding.others[0].edition == 1
    assert found("figures.record", now, earlier=(_edition(("200000000", "USD", "exact", "actual")),)) == []
    # A target beside an actual figure contradicts nothing.
    assert found("figures.record", now, earlier=(_edition(("219000000", "USD", "exact", "target")),)) == []


def test_a_figure_of_an_earlier_edition_is_told_from_one_that_never_was() -> None:
    cites = [statistic(("200000000", "USD", "exact", "actual"))]
    text = content(html="<p>Trade is USD 219 million.</p>", cites=cites)
    (finding,) = found("figures.untied", text, earlier=(_edition(("219000000", "USD", "exact", "actual")),))
    assert "is what edition 1 of “Trade” (2029-11-03) said" in finding.says


@pytest.mark.parametrize(
    ("language", "words", "count"),
    [
        ("en", "Trade rose from USD 200 million to USD 219 million, or by 20 percent.", 1),
        ("en", "Trade rose from USD 200 million to USD 219 million, or by 9.5 percent.", 0),
        ("en", "Trade rose from USD 200 million to USD 219 million, by almost 10 percent.", 0),
        ("en", "Trade fell from USD 219 million to USD 200 million, by 9 percent.", 0),
        ("en", "6.3 million of 9 million voters took part, or 54 percent.", 1),
        ("en", "6.3 million of 11.7 million voters took part, or 54 percent.", 0),
        ("en", "Turnout was 154 percent.", 1),
        ("en", "Exports grew by 154 percent.", 0),
        ("en", "They won 54, 30 and 26 percent: 54 percent, 30 percent and 26 percent of the votes.", 1),
        ("en", "54 percent, 30 percent and 16 percent of the votes.", 0),
        ("en", "Exports rose by 54 percent, imports by 60 percent, transit by 70 percent.", 0),
        ("en", "Trade rose from $200 million to $219 million, or by 25 percent; a third of 130 firms came.", 1),
        ("en", "Trade rose from $200 million to $219 million; exports rose by 25 percent.", 0),
        ("en", "It rose by 25 percent to $96 million, up from $80 million a year before.", 1),
        ("en", "It rose by 20 percent to $96 million, up from $80 million a year before.", 0),
        ("ru", "Выросли до 96 млн долларов против 80 млн долларов годом ранее, то есть на 30 процентов.", 1),
        ("ru", "Торговля выросла с 200 млн долларов США до 219 млн долларов США, на 20 %.", 1),
        ("ru", "Торговля выросла с 200 млн долларов США до 219 млн долларов США, на 9,5 %.", 0),
        ("ru", "Проголосовали 6,3 млн из 9 млн избирателей, или 54 %.", 1),
        ("ru", "Проголосовали 6,3 млн из 11,7 млн избирателей, или 54 %.", 0),
        ("kk", "Сауда 200 млн АҚШ долларынан 219 млн АҚШ долларына дейін 20 пайызға өсті.", 1),
        ("kk", "Сауда 200 млн АҚШ долларынан 219 млн АҚШ долларына дейін 9,5 пайызға өсті.", 0),
        ("ur", "تجارت 20 کروڑ امریکی ڈالر سے 21.9 کروڑ امریکی ڈالر ہو گئی، یعنی 20 فیصد اضافہ۔", 1),
        ("ur", "تجارت 20 کروڑ امریکی ڈالر سے 21.9 کروڑ امریکی ڈالر ہو گئی، یعنی 9.5 فیصد اضافہ۔", 0),
    ],
)
def test_figures_that_belong_together_add_up(language: str, words: str, count: int) -> None:
    assert len(found("figures.arithmetic", content(language=language, html=f"<p>{words}</p>"))) == count


@pytest.mark.parametrize(("entitled", "count"), [("12000000", 0), ("11700000", 0), ("9000000", 1), ("20000000", 1)])
def test_turnout_votes_and_voters_are_checked_against_each_other(entitled: str, count: int) -> None:
    cites = [
        statistic(("54", "percent", "exact", "actual"), title="Turnout", number=1),
        statistic(("6300000", "person", "exact", "actual"), title="Votes cast", number=2),
        statistic((entitled, "person", "exact", "actual"), title="Eligible voters", number=3),
    ]
    assert len(found("figures.turnout", content(cites=cites))) == count
