"""A release as a message: what mail programs can show, and nothing that they would have to fetch or run."""

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation

from releases.authoring.models import QuoteBlock, TableBlock, User
from releases.editions.compose import compose
from releases.outlets.mail.rendering import Mail, mail
from tests.clock import Clock
from tests.factories import make_mission, make_release

AT = dt.datetime(2030, 1, 1, 22, 30, tzinfo=dt.UTC)
SAID = {
    "names": {"en": "Embassy of Ruritania"},
    "source_language": "en",
    "time_zone": "Asia/Karachi",
    "press_email": "press@ruritania.example",
    "colour": "#ffe000",
}


class Balanced(HTMLParser):
    """Which elements stand open at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in {"meta", "br", "img", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def content(clock: Clock, author: User) -> dict[str, Any]:
    make_mission(id=1)
    statement = make_release("statement", by=author, title="On <trade>")
    briefing = make_release("briefing", by=author, title="Wool & salt", html='<p><a href="/en/">Here</a></p>')
    text = briefing.texts.get()
    QuoteBlock.objects.create(parent=text, statement=statement, ordering=20)
    rows = [["", "2028"], ["Wool", "3 < 4"]]
    TableBlock.objects.create(parent=text, caption="By year", cells=rows, header_column=True, ordering=30)
    found = compose([(briefing.pk, "en"), (statement.pk, "en")], at=clock.now)
    return found[briefing.pk, "en"]


def sent(content: dict[str, Any], **also: Any) -> Mail:
    with translation.override(content["language"]):
        return mail(content, said=SAID, at=AT, origin="https://press.example", **also)


def test_a_message_is_whole_and_has_no_style_sheet_and_no_script(content: dict[str, Any]) -> None:
    html = sent(content).html
    reader = Balanced()
    reader.feed(html)
    assert reader.open == []
    assert not re.search(r"<(?:script|style|link|iframe)\b|class=", html)
    assert 'href="https://press.example/en/briefings/' in html
    assert '<a href="https://press.example/en/">Here</a>' in html


def test_words_are_escaped_and_a_table_is_one(content: dict[str, Any]) -> None:
    html = sent(content).html
    assert "Wool &amp; salt</h1>" in html
    assert "By year</caption>" in html
    assert re.search(r'<th style="[^"]*" scope="row">Wool</th><td style="[^"]*">3 &lt; 4</td>', html)


def test_the_text_says_the_same(content: dict[str, Any]) -> None:
    text = sent(content).text
    assert text.startswith("Wool & salt")
    assert "By year\n | 2028\nWool | 3 < 4" in text
    assert "https://press.example/en/briefings/" in text
    assert "press@ruritania.example" in text


def test_a_correction_says_so_first(content: dict[str, Any]) -> None:
    message = sent(content, change="correction", note="The year was wrong.")
    assert message.subject == "Correction: Wool & salt"
    assert "The year was wrong." in message.html
    assert message.text.startswith("The year was wrong.")


def test_the_day_is_the_missions_and_the_button_can_be_read_in_its_colour(content: dict[str, Any]) -> None:
    html = sent(content).html
    assert "2 January 2030" in html
    assert "background:#ffe000;color:#ffffff" not in html


def test_urdu_runs_from_right_to_left(content: dict[str, Any]) -> None:
    html = sent({**content, "language": "ur"}).html
    assert '<html lang="ur" dir="rtl">' in html
    assert "Noto Nastaliq Urdu" in html
