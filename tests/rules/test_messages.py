"""What a person sees is translated, in all four languages."""

from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import CommandError, call_command

from releases.management.commands import update_messages
from releases.management.commands.update_messages import catalogue_path, extracted

TRANSLATED = [language for language, _name in settings.LANGUAGES if language != "en"]


def test_catalogues_agree_with_the_sources_and_miss_nothing() -> None:
    call_command("update_messages", check=True)


def test_a_message_that_is_not_translated_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: one message that no catalogue has."""
    template = extracted()
    template.add("A message planted by this test")
    monkeypatch.setattr(update_messages, "extracted", lambda: template)
    with pytest.raises(CommandError, match="A message planted by this test"):
        call_command("update_messages", check=True)


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_are_the_same_in_the_translation(language: str) -> None:
    wrong: list[Any] = []
    with catalogue_path(language).open("rb") as file:
        for message in read_po(file, locale=language):
            if message.id and message.python_format:
                wrong += [(message.id, str(error)) for error in message.check()]
    assert wrong == []


def test_urdu_is_written_with_its_own_letters() -> None:
    """ی and ک, never their Arabic likenesses."""
    text = catalogue_path("ur").read_text(encoding="utf-8")
    assert [letter for letter in "يكى" if letter in text] == []
