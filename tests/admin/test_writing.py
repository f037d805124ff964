"""The writing screen: its blocks in order, and an exact preview that leaves nothing behind."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.assets.models import Rendition
from releases.authoring.models import (
    KIND_MODELS,
    AnswerBlock,
    FigureBlock,
    Kind,
    Mission,
    PictureBlock,
    QuoteBlock,
    Statement,
    TableBlock,
    Text,
    TextBlock,
    User,
)
from releases.editions import acts
from releases.editions.models import Edition, JournalEntry
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

Desk = Callable[[User], Client]
HEADERS = {"accept": "application/json"}


@pytest.fixture
def text(clock: Clock, author: User) -> Text:
    make_mission(id=1, languages=["en"])
    found: Text = make_release("briefing", by=author, title="A quiet year", html="<p>All is quiet.</p>").texts.get()
    return found


@pytest.fixture
def imprinted(text: Text, clock: Clock, administrator: User) -> None:
    """The mission's details are public: there is a site."""
    acts.publish_imprint(mission=Mission.objects.get(), by=administrator)
    clock.tick(5)


def screen(text: Text) -> str:
    return reverse("admin:releases_text_change", args=[text.pk])


def preview(client: Client, text: Text, way: str = "page", **typed: Any) -> dict[str, Any]:
    """What the side column of the screen gets for a form with something typed into it."""
    form = filled(client.get(screen(text)), "title", **typed, preview_as=way, with_checks="1")
    answer = client.post(reverse("admin:releases_text_preview", args=[text.pk]), form, headers=HEADERS)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def added(prefix: str, number: int = 0, **values: Any) -> dict[str, Any]:
    """The fields of a block that the screen's script has put in."""
    found = {
        f"{prefix}-TOTAL_FORMS": number + 1,
        f"{prefix}-{number}-region": "body",
        f"{prefix}-{number}-ordering": 90,
    }
    return found | {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def rows() -> dict[str, Any]:
    models = (
        Text,
        TextBlock,
        QuoteBlock,
        FigureBlock,
        TableBlock,
        AnswerBlock,
        Edition,
        JournalEntry,
        Rendition,
        LogEntry,
    )
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def test_the_blocks_stand_in_the_order_of_the_body(desk: Desk, text: Text, author: User) -> None:
    statement = make_release("statement", by=author, title="On the harvest")
    QuoteBlock.objects.create(parent=text, statement=statement, ordering=5)
    AnswerBlock.objects.create(parent=text, question="And?", html="<p>So.</p>", ordering=70)
    html = desk(author).get(screen(text)).content.decode()
    shown = html[: html.index('id="desk-palette"')]
    assert re.findall(r'id="([a-z]+block-\d)"', shown) == ["quoteblock-0", "textblock-0", "answerblock-0"]
    assert 'data-block="quoteblock:' in shown
    assert set(re.findall(r'id="desk-new-(\w+)"', html)) == {
        *("text", "quote", "figure", "chart", "picture", "map", "answer", "table")
    }


def test_the_number_of_queries_does_not_grow_with_the_blocks(desk: Desk, text: Text, author: User) -> None:
    client, statement = desk(author), make_release("statement", by=author)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as opened:
            form = filled(client.get(screen(text)), "title", preview_as="page")
        with CaptureQueriesContext(connection) as previewed:
            client.post(reverse("admin:releases_text_preview", args=[text.pk]), form, headers=HEADERS)
        return len(opened), len(previewed)

    QuoteBlock.objects.create(parent=text, statement=statement, ordering=20)
    queries()  # what is remembered for the next request
    few = queries()
    for ordering in range(30, 150, 10):
        QuoteBlock.objects.create(parent=text, statement=statement, ordering=ordering)
        TextBlock.objects.create(parent=text, html="<p>More.</p>", ordering=ordering)
    assert queries() == few
    assert few[0] <= 65
    assert few[1] <= 75


def test_a_preview_shows_what_is_typed_and_leaves_nothing(desk: Desk, text: Text, author: User) -> None:
    client, before = desk(author), rows()
    typed = {"title": "A loud year", "textblock-0-html": "<p>All is loud.</p>", "slug": ""}
    found = preview(
        client, text, **typed, **added("answerblock", question="Loud?", html="<p>Very.</p>", mode="summary")
    )
    assert "A loud year</h1>" in found["html"].replace("</bdi>", "") or "A loud year" in found["html"]
    assert "<p>All is loud.</p>" in found["html"]
    assert "Loud?" in found["html"]
    assert "All is quiet" not in found["html"]
    assert rows() == before


@pytest.mark.parametrize("way", ["page", "phone", "print", "mail", "json"])
def test_every_way_is_previewed_without_scripts(desk: Desk, text: Text, author: User, way: str) -> None:
    html = preview(desk(author), text, way, title="A loud year")["html"]
    assert "A loud year" in html
    assert "<script" not in html
    assert " style=" not in html


def test_the_page_is_the_very_page_that_is_published(
    desk: Desk, clock: Clock, text: Text, author: User, reviewer: User, imprinted: None
) -> None:
    previewed = preview(desk(author), text)["html"]
    edition = publish([text.release], author=author, reviewer=reviewer, clock=clock)[0]
    public = Client().get(f"/en/briefings/{edition.slug}/").content.decode()

    def article(html: str) -> str:
        found = html[html.index("<h1>") : html.index("</article>")]
        return re.sub(r"<script.*?</script>|<time.*?</time>", "", found, flags=re.DOTALL)

    assert article(previewed).split() == article(public).split()


def test_json_is_what_the_api_gives(
    desk: Desk, clock: Clock, text: Text, author: User, reviewer: User, imprinted: None
) -> None:
    html = preview(desk(author), text, "json")["html"]
    shown = json.loads(unescape(html[html.index("<pre") :].partition(">")[2].partition("</pre>")[0]))
    edition = publish([text.release], author=author, reviewer=reviewer, clock=clock)[0]
    given = Client().get(f"/api/v1/releases/{edition.uid}/?language=en").json()
    dated = {"public_from", "released_at"}
    assert {name: value for name, value in shown.items() if name not in dated} == {
        name: value for name, value in given.items() if name not in dated
    }


def test_a_new_and_empty_text_is_previewed_with_what_is_missing(desk: Desk, text: Text, author: User) -> None:
    client, statement = desk(author), make_release("statement", by=author, languages=())
    new = f"{reverse('admin:releases_text_add')}?release={statement.pk}&language=ru"
    form = filled(client.get(new), "title", with_checks="1")
    answer = client.post(reverse("admin:releases_text_preview_new"), form, headers=HEADERS).json()
    assert "The title is missing." in answer["notes"]
    assert answer["missing"] > 2
    assert "<article" in answer["html"]
    assert not Text.objects.filter(release=statement).exists()


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_a_release_of_which_nothing_is_known_is_no_error(desk: Desk, text: Text, author: User, kind: str) -> None:
    facts = {"credit_line": "Ruritania", "asset_type": "map"} if kind == Kind.MEDIA else {}
    made = {"created_by": author, "edited_by": author, "source_language": "en"}
    release = KIND_MODELS[kind]._default_manager.create(**made, **facts)
    own = Text.objects.create(release=release, language="en", edited_by=author)
    for way in ("page", "print", "mail", "json"):
        assert preview(desk(author), own, way)["html"]


def test_a_form_full_of_nonsense_says_what_was_left_out(desk: Desk, text: Text, author: User) -> None:
    typed = {
        "title": "x" * 300,
        "slug": "no such ! address",
        "textblock-0-ordering": "first",
        **added("quoteblock", statement="999999"),
        **added("tableblock", cells="\t".join("x" * 30)),
    }
    found = preview(desk(author), text, **typed)
    assert "Title: Ensure this value has at most 200 characters" in found["notes"]
    assert "Quote: Statement: Select a valid choice" in found["notes"]
    assert "at most 200 rows and 20 columns" in found["notes"]
    assert "All is quiet" in found["html"]
    assert client_broken(desk(author), text) == 200


def client_broken(client: Client, text: Text) -> int:
    """Not even the counts of the formsets came."""
    address = reverse("admin:releases_text_preview", args=[text.pk])
    return client.post(address, {"title": "Only this"}, headers=HEADERS).status_code


def test_a_draft_that_it_cites_is_shown_and_named_unless_it_is_hidden(
    desk: Desk, text: Text, author: User, second_author: User
) -> None:
    mine = make_release("statement", by=author, title="On the harvest")
    theirs = make_release("statement", by=second_author, title="Top secret")
    QuoteBlock.objects.create(parent=text, statement=mine, ordering=20)
    QuoteBlock.objects.create(parent=text, statement=theirs, ordering=30)
    found = preview(desk(author), text)
    assert "On the harvest" in found["notes"]
    assert mine.texts.get().words in found["html"]
    assert "Top secret" not in found["notes"] + found["html"]
    assert theirs.texts.get().words not in found["html"] or theirs.texts.get().words == mine.texts.get().words
    assert "a draft of somebody else’s" in found["notes"]
    assert "Top secret" not in found["checks"]


def test_pictures_come_through_the_gate_of_the_desk(desk: Desk, text: Text, author: User) -> None:
    asset = make_release("media", by=author)
    PictureBlock.objects.create(parent=text, asset=asset, ordering=20)
    client = desk(author)
    html = preview(client, text)["html"]
    assert 'src="/media/' not in html
    shown = re.findall(r'<img[^>]*\ssrc="([^"]+)"', html)
    assert shown
    assert b"".join(client.get(shown[0]).streaming_content)[:2] == b"\xff\xd8"


def test_a_preview_asks_at_the_door(
    desk: Desk, text: Text, author: User, second_author: User, administrator: User, stranger: User
) -> None:
    address = reverse("admin:releases_text_preview", args=[text.pk])
    absent = reverse("admin:releases_text_preview", args=[999_999])
    assert desk(author).get(address).status_code == 405
    assert desk(second_author).post(address).status_code == desk(second_author).post(absent).status_code == 404
    assert desk(stranger).post(address).status_code == Client().post(address).status_code == 302
    # Who may only read sees what is saved, whatever is sent.
    read = desk(administrator).post(address, {"title": "Mine"}, headers=HEADERS).json()
    assert "A quiet year" in read["html"]
    assert "Mine" not in read["html"]


def test_a_preview_in_a_tab_of_its_own_runs_nothing(desk: Desk, text: Text, author: User) -> None:
    form = filled(desk(author).get(screen(text)), "title")
    answer = desk(author).post(reverse("admin:releases_text_preview", args=[text.pk]), form)
    policy = answer["Content-Security-Policy"]
    assert answer["Content-Type"].startswith("text/html")
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy
    assert "no-store" in answer["Cache-Control"]


def test_saving_stays_on_the_screen_and_submitting_leads_on(desk: Desk, text: Text, author: User) -> None:
    client = desk(author)
    saved = client.post(screen(text), filled(client.get(screen(text)), "title", _save="1"))
    assert saved["Location"] == screen(text)
    submitted = client.post(screen(text), filled(client.get(screen(text)), "title", _submit="1"))
    assert submitted["Location"] == reverse("admin:releases_briefing_submit", args=[text.release_id])


def test_a_refused_form_keeps_its_blocks_and_their_order(desk: Desk, text: Text, author: User) -> None:
    client = desk(author)
    typed = {"title": "x" * 300, **added("answerblock", question="Where?", html="<p>Here.</p>", mode="summary")}
    typed["answerblock-0-ordering"] = 1
    answer = client.post(screen(text), filled(client.get(screen(text)), "title", **typed))
    html = answer.content.decode()
    assert "200 characters" in errors_of(answer)
    assert html.index('id="answerblock-0"') < html.index('id="textblock-0"')
    assert "Where?" in html


def test_what_is_found_has_a_picture_and_words(desk: Desk, text: Text, author: User, second_author: User) -> None:
    make_release("media", by=author, title="Port of Gwadar")
    make_release("statement", by=author, title="Port of calls")
    make_release("media", by=second_author, title="Port of nobody")

    def found(model: str, field: str, **also: str) -> list[dict[str, str]]:
        asked = {"term": "port", "app_label": "releases", "model_name": model, "field_name": field, **also}
        return list(desk(author).get("/admin/autocomplete/", asked).json()["results"])

    assert [row["text"] for row in found("pictureblock", "asset")] == ["Port of Gwadar"]
    assert found("pictureblock", "asset")[0]["picture"].startswith("/admin/releases/mediaasset/")
    assert found("pictureblock", "asset", asset_type="map") == []
    assert found("quoteblock", "statement")[0]["about"] == Statement.objects.get().texts.get().words


def test_an_address_runs_from_the_left_whatever_the_language_of_the_text(desk: Desk, text: Text, author: User) -> None:
    urdu = make_release("briefing", by=author, languages=["ur"]).texts.get()
    page = desk(author).get(screen(urdu)).content.decode()
    (field,) = re.findall(r'<input[^>]*name="slug"[^>]*>', page)
    (title,) = re.findall(r'<textarea[^>]*name="title"[^>]*>', page)
    assert ('dir="ltr"' in field, 'dir="rtl"' in title) == (True, True)
