"""The word of an approved title that says what somebody is, misspelled; forms of it and other words are left alone.

Shown to work: with two letters allowed to differ, the precedent here goes red.
"""

import pytest

from releases.authoring.checks.context import Held, Named, Registers
from tests.authoring.checks.contents import content, passages

REGISTERS = Registers(
    [
        Named(
            "rassendyll",
            "person",
            (("en", "Rudolf Rassendyll"),),
            offices=(
                Held(
                    (
                        ("en", "Ambassador of Ruritania"),
                        ("kk", "Руритания Президенті"),
                        ("ru", "Министр обороны"),
                        ("ur", "روریتانیا کے وزیراعظم"),
                    )
                ),
                Held((("en", "President of the Council of Defence"),)),
            ),
        )
    ]
)


@pytest.mark.parametrize(
    ("language", "words", "wrong"),
    [
        ("en", "The Ambasador met the Presidant.", ["Ambasador", "Presidant"]),
        ("en", "An ambasador of trade.", ["ambasador"]),
        ("en", "Ambassadors, the presidents’ ambassadorial precedent, residents and the presidency.", []),
        ("en", "The defense of Strelsau was a matter of counsel.", []),
        ("ru", "Министр и министер обороны, слова менистра.", ["министер", "менистра"]),
        ("ru", "Министры, министра обороны, министерство и прецедент.", []),
        ("kk", "Презедент пен президенттер.", ["Презедент"]),
        ("kk", "Президентке, президенттік, прецедент.", []),
        ("ur", "وزیراعطم اور وزیراعظم", ["وزیراعطم"]),
    ],
)
def test_what_somebody_is_is_spelled_as_it_is_approved(language: str, words: str, wrong: list[str]) -> None:
    raw = content(language=language, html=f"<p>{words}</p>")
    assert passages("names.titles", raw, registers=REGISTERS) == wrong


def test_without_titles_in_a_language_nothing_is_said() -> None:
    registers = Registers([Named("x", "person", (("en", "Rudolf"),), offices=(Held((("ru", "Министр"),)),))])
    assert passages("names.titles", content(html="<p>The Ministr and the Ambasador.</p>"), registers=registers) == []
