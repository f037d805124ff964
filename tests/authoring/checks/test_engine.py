"""The engine: settings, order, keys, places, and that nothing is read twice."""

import dataclasses

import pytest

from releases.authoring.checks import passages, registry
from releases.authoring.checks.known import CHECKS, run
from tests.authoring.checks.contents import content, context, found

TWO_FAULTS = "<h3>Trade</h3><p>He thanked [name].</p>"


def test_errors_come_first() -> None:
    findings = run([context(content(html=TWO_FAULTS))])
    assert [finding.check for finding in findings] == ["placeholders", "headings.order"]


def test_a_mission_lowers_a_severity_or_switches_a_check_off() -> None:
    lowered = run([context(content(html=TWO_FAULTS))], settings={"placeholders": "warning", "headings.order": "off"})
    assert [(finding.check, finding.severity) for finding in lowered] == [("placeholders", "warning")]


def test_a_finding_keeps_its_key_when_its_passage_moves_and_loses_it_when_it_changes() -> None:
    (before,) = found("placeholders", content(html="<p>He thanked [name].</p>"))
    (moved,) = found("placeholders", content(html="<p>First.</p><p>Then he thanked [name].</p>"))
    (changed,) = found("placeholders", content(html="<p>He thanked [date].</p>"))
    assert before.key == moved.key != changed.key


def test_two_equal_findings_have_two_keys() -> None:
    keys = [finding.key for finding in found("placeholders", content(html="<p>[name] and [name].</p>"))]
    assert len(set(keys)) == len(keys) == 2


def test_offsets_count_the_plain_words_of_the_block() -> None:
    html = '<h2>Trade &amp; more</h2><p>One <strong>and</strong> <a href="/x">two</a>.</p>'
    html += "<ul><li>He thanked [name].</li></ul>"
    (finding,) = found("placeholders", content(html=html))
    assert passages.plain(html).words[finding.place.start : finding.place.end] == "[name]"
    assert passages.plain(html).words.split("\n") == ["Trade & more", "One and two.", "He thanked [name]."]


def test_a_question_a_cell_and_a_caption_are_read_too() -> None:
    blocks = [
        {"type": "answer", "question": "Who is [name]?", "html": "<p>A.</p>", "mode": "summary"},
        {
            "type": "table",
            "caption": "By [date]",
            "header_row": True,
            "header_column": False,
            "rows": [["a", "[city]"]],
        },
    ]
    found_in = {(f.place.field, f.place.block, f.passage) for f in found("placeholders", content(body=blocks))}
    assert found_in == {("question", 0, "[name]"), ("caption", 1, "[date]"), ("cells", 1, "[city]")}


def test_an_unchanged_text_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    check = CHECKS["placeholders"]

    def counting(one: registry.Context) -> list[registry.Finding]:
        read.extend(text.language for text in one.texts)
        return list(check.function(one))

    registry.forget()
    monkeypatch.setitem(CHECKS, "placeholders", dataclasses.replace(check, function=counting))
    both = content(html="<p>A.</p>"), content(language="ru", html="<p>Б.</p>")
    found("placeholders", *both)
    found("placeholders", *both)
    found("placeholders", both[0], content(language="ru", html="<p>В.</p>"))
    registry.forget()
    assert read == ["en", "ru", "ru"]


def test_what_a_check_reads_besides_makes_it_read_again() -> None:
    languages = {"mission_languages": ("en", "ru")}
    assert len(found("languages.missing", content(), **languages)) == 1
    assert found("languages.missing", content(), **languages, public_languages=frozenset({"ru"})) == []


def test_an_id_is_given_once() -> None:
    with pytest.raises(ValueError, match="two checks called placeholders"):
        registry.check("placeholders", "Again", severity="error")(lambda context: [])


def test_every_check_has_a_title_and_reads_kinds_that_there_are() -> None:
    for check in CHECKS.values():
        assert str(check.title)
        assert set(check.kinds) <= set(registry.KINDS)


@pytest.mark.parametrize("text", ["Mr. Rassendyll came. He left.", "Объём — 5 млн. Рост — 3 %.", "یہ کہا۔ پھر گئے۔"])
def test_a_sentence_ends_where_it_ends(text: str) -> None:
    assert [text[start:end] for start, end in passages.sentences(text)] == {
        "M": ["Mr. Rassendyll came. ", "He left."],
        "О": ["Объём — 5 млн. ", "Рост — 3 %."],
        "ی": ["یہ کہا۔ ", "پھر گئے۔"],
    }[text[0]]
