"""The stock admin speaks the language of the desk: no English is left on its screens in Kazakh, Russian or Urdu.

Shown to work: with the catalogues of Django alone, and without `DeskCatalog`, each test here is red.
"""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from releases.admin import stock_words
from releases.authoring.models import User
from releases.management.commands.update_messages import catalogue_path
from tests.clock import Clock
from tests.factories import make_mission, make_office, make_organisation, make_release, make_topic

Desk = Callable[[User], Client]
LANGUAGES = ("kk", "ru", "ur")
_DJANGO = Path(django.__file__).parent
_TAGS = re.compile(r"<script.*?</script>|<style.*?</style>|<svg.*?</svg>|<[^>]*>", re.DOTALL)


def _stock_sentences() -> set[str]:
    """Messages of the stock admin that are words to be read: of two words at least, and without placeholders."""
    found = set()
    for package in ("admin", "auth"):
        path = _DJANGO / "contrib" / package / "locale" / "en" / "LC_MESSAGES" / "django.po"
        with path.open("rb") as file:
            for message in read_po(file):
                for words in message.id if isinstance(message.id, tuple) else (message.id,):
                    if words and " " in words and "%" not in words and "{" not in words and "<" not in words:
                        found.add(words)
    return found


# What the stock admin draws by itself, each once: the frame, lists with filters, forms, a history, a deletion.
_PAGES = ("user_add", "user_changelist", "briefing_changelist", "briefing_add", "edition_changelist", "topic_add")
_OF_ONE = ("briefing_change", "person_change", "person_delete", "topic_history", "user_change", "mission_change")


@pytest.fixture
def pages(clock: Clock, author: User, administrator: User) -> list[str]:
    mission, topic, office = make_mission(id=1), make_topic(), make_office(organisation=make_organisation())
    rows = {
        "briefing": make_release("briefing", by=author),
        "person": office.person,
        "topic": topic,
        "user": author,
        "mission": mission,
    }
    of_one = [reverse(f"admin:releases_{name}", args=[rows[name.split("_")[0]].pk]) for name in _OF_ONE]
    return [
        reverse("admin:index"),
        reverse("admin:site_at"),
        *(reverse(f"admin:releases_{name}") for name in _PAGES),
        *of_one,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stock_sentence_is_left_in_english(desk: Desk, pages: list[str], administrator: User, language: str) -> None:
    User.objects.update(interface_language=language)
    client, sentences, left = desk(administrator), _stock_sentences(), {}
    for page in pages:
        answer = client.get(page)
        if answer.status_code == 200:
            words = html.unescape(_TAGS.sub("\n", answer.content.decode()))
            lines = {" ".join(line.split()) for line in words.split("\n")}
            if english := sentences & lines:
                left[page] = english
    assert left == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_was_missing_is_in_our_catalogue(language: str) -> None:
    with catalogue_path(language).open("rb") as file:
        known = {message.id: message.string for message in read_po(file, locale=language) if message.id}
    plain = (*stock_words.ADMIN, *stock_words.AUTH, *stock_words.FORMS, *stock_words.SCRIPTS)
    assert [words for words in plain if not known.get(words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ours_comes_before_djangos(language: str) -> None:
    with translation.override(language):
        assert gettext("View site") != "View site"
        assert "errors" not in ngettext("Please correct the error below.", "Please correct the errors below.", 2)


@pytest.mark.parametrize(("language", "january", "monday"), [("kk", "Қаңтар", "Дүйсенбі"), ("ur", "جنوری", "سوموار")])
def test_the_calendar_of_the_stock_scripts_speaks_too(
    desk: Desk, clock: Clock, administrator: User, language: str, january: Any, monday: str
) -> None:
    User.objects.update(interface_language=language)
    script = desk(administrator).get(reverse("admin:jsi18n")).content.decode()
    assert json.dumps(january) in script
    assert json.dumps(monday) in script
    assert '"Choose a Date": "Choose' not in script
