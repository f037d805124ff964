"""Precision and recall on realistic releases, and on the founding text, against what was found by hand.

`python -m pytest -s tests/authoring/checks/test_truth.py` prints both.
"""

from collections import Counter
from typing import Any

import pytest

from releases.authoring.checks.context import Registers
from releases.authoring.checks.known import run
from tests.authoring.checks import (
    held_out,
    held_out_kinds,
    held_out_kinds_later,
    held_out_kinds_latest,
    held_out_kinds_more,
    held_out_languages,
    held_out_later,
)
from tests.authoring.checks.contents import as_html, content, context, founding_registers, founding_text, statistic
from tests.authoring.checks.ruritania import REGISTERS, RELEASES

# Hand-made, of the founding text as it came in: every fault, and nothing else.
FOUNDING = {
    ("names.people", "Kassym Jomart Tokayev"),
    ("names.organisations", "Organization of Islamic Conference"),
    ("names.organisations", "Organization of Independent States"),
    ("names.organisations", "Astana International Finance Center"),
    ("figures.qualifier", "$1b"),
}
FIGURES = (
    ("800", "person", "about", "actual"),
    ("54", "percent", "exact", "actual"),
    ("6300000", "person", "exact", "actual"),
    ("200000000", "USD", "exact", "actual"),
    ("1000000000", "USD", "at_least", "target"),
    ("130", "person", "exact", "actual"),
)


def test_the_founding_text_has_its_known_faults_and_no_others() -> None:
    raw = content(title="Briefing", summary="Summary.", html=as_html(founding_text()), cites=[statistic(*FIGURES)])
    findings = run([context(raw, registers=founding_registers())])
    assert {(finding.check, finding.passage) for finding in findings} == FOUNDING


@pytest.mark.parametrize(("releases", "registers"), [(RELEASES, REGISTERS), (held_out.ISSUED, held_out.REGISTERS)])
def test_precision_and_recall_on_releases_of_a_fictional_mission(releases: Any, registers: Registers) -> None:
    counted: Counter[str] = Counter()
    wrong = []
    for number, written in enumerate(releases):
        findings = run([context(written.content(), registers=registers)])
        found = {(finding.check, finding.passage) for finding in findings}
        counted["right"] += len(found & written.planted)
        counted["false"] += len(found - written.planted)
        counted["missed"] += len(written.planted - found)
        wrong += [(number, "false", *one) for one in sorted(found - written.planted)]
        wrong += [(number, "missed", *one) for one in sorted(written.planted - found)]
    precision = counted["right"] / (counted["right"] + counted["false"])
    recall = counted["right"] / (counted["right"] + counted["missed"])
    print(f"\n{len(releases)} releases, {counted['right'] + counted['missed']} faults: ", end="")
    print(f"precision {precision:.2f}, recall {recall:.2f}", *wrong, sep="\n")
    assert precision >= 0.95, wrong
    # One of the sixteen faults of the later releases is not found: docs/checks.md says which.
    assert recall >= 0.93, wrong


# What is not found: of one word of a body two letters are missing; 69 and 80 million, read as rounded to tens, may be a
# fifth apart.
NOT_FOUND = {(3, "ru", "missed", "names.organisations", "Алдавского института сейсмологии")}
NOT_FOUND_LATER = {(1, "kk", "missed", "figures.arithmetic", "20 пайызға")}
# Of the third mission: counts in words that nobody cited (twelve trucks), two shares of a whole that make 105 percent,
# and what the reader of numbers reads wrongly.
NOT_FOUND_KINDS = set[Any]()
NOT_FOUND_MORE = {
    (12, "en", "false", "figures.untied", "twelve"),
    (12, "ru", "false", "figures.untied", "двенадцатью"),
    (12, "kk", "false", "figures.untied", "он екі"),
    (12, "ur", "false", "figures.untied", "بارہ"),
}
NOT_FOUND_KINDS_LATER = {
    (1, "kk", "missed", "figures.arithmetic", "45 пайызын"),
    (1, "ur", "false", "figures.untied", "86 گیگا واٹ"),
    (1, "ur", "false", "languages.figures", "86 گیگا واٹ"),
}
NOT_FOUND_LATEST = set[Any]()
ALDAVIA: dict[str, Any] = {"registers": held_out_languages.REGISTERS, "places": held_out_languages.PLACES}
LISSANDIA: dict[str, Any] = {"registers": held_out_kinds.REGISTERS, "places": held_out_kinds.PLACES}


@pytest.mark.parametrize(
    ("releases", "facts", "known"),
    [
        (held_out_languages.ISSUED, ALDAVIA, NOT_FOUND),
        (held_out_later.ISSUED, ALDAVIA, NOT_FOUND_LATER),
        (held_out_kinds.FIRST, LISSANDIA, NOT_FOUND_KINDS),
        (held_out_kinds_more.MORE, LISSANDIA, NOT_FOUND_MORE),
        (held_out_kinds_later.LAST, LISSANDIA, NOT_FOUND_KINDS_LATER),
        (held_out_kinds_latest.LATEST, LISSANDIA, NOT_FOUND_LATEST),
    ],
)
def test_four_languages_are_held_against_each_other(releases: Any, facts: dict[str, Any], known: set[Any]) -> None:
    right, wrong = Counter[str](), set()
    for number, issued in enumerate(releases, 1):
        findings = run([context(*issued.contents(), **facts)])
        for language in held_out_languages.LANGUAGES:
            found = {(finding.check, finding.passage) for finding in findings if finding.language == language}
            planted = issued.planted.get(language, frozenset())
            right[language] += len(found & planted)
            wrong |= {(number, language, "false", *one) for one in found - planted}
            wrong |= {(number, language, "missed", *one) for one in planted - found}
    for language in held_out_languages.LANGUAGES:
        names = [one[2] for one in wrong if one[1] == language]
        precision = right[language] / (right[language] + names.count("false"))
        recall = right[language] / (right[language] + names.count("missed"))
        print(f"\n{language}: {right[language]} right, precision {precision:.2f}, recall {recall:.2f}")
    assert wrong == known
