"""Numbers outside the texts, as each language writes them.

Shown to work: with the separators taken out of Kazakh's formats, its row goes red.
"""

import pytest
from django.utils import translation
from django.utils.formats import number_format


@pytest.mark.parametrize(("language", "told"), [("en", "1,234.50"), ("kk", "1\xa0234,50"), ("ru", "1\xa0234,50")])
def test_a_number_of_the_desk_is_written_as_the_language_writes_it(language: str, told: str) -> None:
    with translation.override(language):
        assert number_format(1234.5, 2, force_grouping=True) == told
