"""The translation screen: what has changed in the source stands beside the words that are to follow it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.authoring.models import (
    FigureBlock,
    FollowedSource,
    PictureBlock,
    QuoteBlock,
    Release,
    Text,
    TextBlock,
    User,
)
from releases.editions.facts import words_digest
from releases.editions.translated import Sources, follow, stale_passages
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import in_each, make_mission, make_office, make_person, make_release

Desk = Callable[[User], Client]
SOURCE = "<p>Rudolf Rassendyll came.</p><p>Turnout was 54%.</p><p>He left.</p>"


@pytest.fixture
def release(clock: Clock, author: User) -> Release:
    """An English briefing with a quote and a figure, and its Urdu translation without them, up to date."""
    make_mission(id=1)
    person = make_person("rudolf", names={**in_each("Rudolf Rassendyll"), "ur": "روڈولف راسینڈل"})
    office = make_office(person)
    statement = make_release(
        "statement", by=author, languages=("en", "ur"), speaker=person, office=office, title="On the harvest"
    )
    statistic = make_release("statistic", by=author, observations=[{"value": Decimal(54), "unit": "percent"}])
    release: Release = make_release("briefing", by=author, title="Spring", html=SOURCE)
    source = release.texts.get()
    QuoteBlock.objects.create(parent=source, statement=statement, ordering=20)
    FigureBlock.objects.create(parent=source, observation=statistic.observations.get(), ordering=30)
    target = Text.objects.create(
        release=release, language="ur", title="بہار", slug="spring", summary="خلاصہ", edited_by=author
    )
    TextBlock.objects.create(parent=target, html="<p>وہ آئے۔</p><p>٪54</p><p>وہ گئے۔</p>", ordering=10)
    Text.objects.filter(pk=target.pk).update(made_from=words_digest(source))
    return release


def texts(release: Release) -> tuple[Text, Text]:
    rows = {text.language: text for text in Text.objects.select_related("release").filter(release=release)}
    return rows["en"], rows["ur"]


def page(text: Text) -> str:
    return reverse("admin:releases_text_translate", args=[text.pk])


def rewritten(client: Client, source: Text, html: str, **typed: Any) -> None:
    """The source is changed at the desk, which keeps what its translations followed."""
    address = reverse("admin:releases_text_change", args=[source.pk])
    form = filled(client.get(address), "kept_window", **{"textblock-0-html": html, "_save": "1", **typed})
    assert client.post(address, form).status_code == 302


def test_staleness_goes_passage_by_passage(desk: Desk, release: Release, author: User) -> None:
    source, target = texts(release)
    client = desk(author)
    assert "5 of 5 passages follow the source" in client.get(page(target)).content.decode()
    assert stale_passages([target]) == {}
    changed = "<p>Rudolf Rassendyll came.</p><p>Turnout was 55%.</p><p>A new end.</p>"
    rewritten(client, source, changed, summary=source.summary)
    assert stale_passages([target]) == {(release.pk, "ur"): 3}

    shown = client.get(page(target)).content.decode()
    assert "<del>54%</del><ins>55%</ins>" in shown.replace(". ", "").replace(".</", "</")
    assert "3 of 6 passages follow the source" in shown
    for said in ("changed in the source", "new in the source", "no more in the source"):
        assert said in shown
    first = {passage.change: passage.number for passage in Sources([target]).followed(target)}["changed"]
    form = filled(client.get(page(target)), "desk_source", desk_follows=str(first), title="نئی بہار", _save="1")
    answer = client.post(page(target), form)
    assert (answer.status_code, answer["Location"]) == (302, page(target))
    target.refresh_from_db()
    assert (target.title, stale_passages([target])) == ("نئی بہار", {(release.pk, "ur"): 2})

    rest = [str(passage.number) for passage in Sources([target]).followed(target) if passage.is_stale]
    client.post(page(target), filled(client.get(page(target)), "desk_source", desk_follows=rest, _save="1"))
    source, target = texts(release)
    assert (target.made_from, stale_passages([target])) == (words_digest(source), {})


def test_what_follows_a_source_that_changed_meanwhile_is_not_taken(desk: Desk, release: Release, author: User) -> None:
    source, target = texts(release)
    client = desk(author)
    rewritten(client, source, "<p>One.</p>")
    opened = filled(client.get(page(target)), "desk_source", desk_follows=["0", "1", "2", "3", "4", "5"], _save="1")
    rewritten(client, source, "<p>One, and two.</p>")
    answer = client.post(page(target), opened, follow=True)
    assert "The source changed meanwhile" in answer.content.decode()
    assert stale_passages([texts(release)[1]])
    assert not follow(target, [0], digest="")


def test_the_whole_translation_can_follow_and_be_taken_back(desk: Desk, release: Release, author: User) -> None:
    source, target = texts(release)
    client = desk(author)
    rewritten(client, source, "<p>One.</p>")
    client.post(page(target), filled(client.get(page(target)), "desk_source", follows="on", _save="1"))
    source, target = texts(release)
    assert (target.made_from, FollowedSource.objects.get().passages[-1]["text"]) == (words_digest(source), "One.")
    client.post(page(target), filled(client.get(page(target)), "desk_source", follows=None, _save="1"))
    target.refresh_from_db()
    assert (target.made_from, FollowedSource.objects.exists()) == ("", False)
    assert "nobody has said yet which passages follow" in client.get(page(target)).content.decode()


def test_an_edition_tells_what_was_followed_where_it_was_not_kept(
    desk: Desk, release: Release, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = texts(release)
    content = {"title": source.title, "summary": source.summary, "body": [{"type": "text", "html": SOURCE}]}
    content["words_digest"] = target.made_from

    class Rows(list[Any]):
        def filter(self, **_how: Any) -> "Rows":
            return self

        exclude = order_by = lambda self, *_args, **_how: self

    edition = type("E", (), {"uid": release.uid, "language": "en", "body": content})
    monkeypatch.setattr("releases.editions.translated.Edition.objects", Rows([edition]))
    TextBlock.objects.filter(parent=source).update(html=SOURCE.replace("54%", "55%"))
    changed = [one for one in Sources([target]).followed(target) if one.is_stale]
    assert [(one.change, one.before) for one in changed] == [("changed", "Turnout was 54%.")]


def test_names_and_figures_come_in_the_other_language(desk: Desk, release: Release, author: User) -> None:
    shown = desk(author).get(page(texts(release)[1])).content.decode()
    assert 'data-insert="روڈولف راسینڈل"' in shown
    assert "54%" in shown
    assert 'data-insert="54' in shown.replace("\u200e", "")


def test_a_block_of_the_source_is_put_beside_it(desk: Desk, release: Release, author: User) -> None:
    _source, target = texts(release)
    client = desk(author)
    shown = client.get(page(target))
    quote, figure = QuoteBlock.objects.get(), FigureBlock.objects.get()
    form = filled(shown, "desk_source", title="Typed before", desk_add=f"quoteblock:{quote.pk}@1")
    answer = client.post(page(target), form)
    assert answer["Location"] == f"{page(target)}#of-quoteblock-{quote.pk}"
    added = QuoteBlock.objects.get(parent=target)
    target.refresh_from_db()
    assert (added.statement_id, target.title) == (quote.statement_id, "Typed before")
    client.post(page(target), filled(client.get(page(target)), "desk_source", desk_add=f"figureblock:{figure.pk}@2"))
    order = [
        (model.__name__, block.ordering)
        for model in (TextBlock, QuoteBlock, FigureBlock)
        for block in model.objects.filter(parent=target)
    ]
    assert order == [("TextBlock", 10), ("QuoteBlock", 20), ("FigureBlock", 30)]
    again = client.get(page(target)).content.decode()
    assert "desk_add" not in again
    for nonsense in ("quoteblock:999@0", "textblock:x@y", "nothing", "quoteblock:1"):
        bad = filled(client.get(page(target)), "desk_source", desk_add=nonsense, _save="1")
        assert client.post(page(target), bad).status_code in {200, 302}
    assert PictureBlock.objects.count() == 0


def test_a_stale_save_is_asked_about_here_too(
    desk: Desk, release: Release, author: User, reviewer: User, clock: Clock
) -> None:
    target = texts(release)[1]
    mine = filled(desk(author).get(page(target)), "desk_source", title="میرا", _save="1")
    clock.tick(5)
    writing = reverse("admin:releases_text_change", args=[target.pk])
    theirs = filled(desk(reviewer).get(writing), "kept_window", title="ان کا", _save="1")
    assert desk(reviewer).post(writing, theirs).status_code == 302
    refused = desk(author).post(page(target), mine)
    assert (refused.status_code, 'dir="rtl"' in refused.content.decode()) == (409, True)
    form = filled(refused, "desk_conflict", **{"desk_choice:title": "mine"})
    assert desk(author).post(page(target), form)["Location"] == page(target)
    target.refresh_from_db()
    assert target.title == "میرا"


def test_a_translation_is_begun_from_the_source_once(
    desk: Desk, release: Release, author: User, administrator: User
) -> None:
    source = texts(release)[0]
    client = desk(author)
    assert "Begin the translation" in client.get(page(source)).content.decode()
    begun = client.post(page(source), {"language": "kk"})
    text = Text.objects.get(language="kk", release=release)
    assert (begun["Location"], text.slug, text.edited_by) == (page(text), source.slug, author)
    assert client.post(page(source), {"language": "kk"})["Location"] == page(text)
    assert client.post(page(source), {"language": "tlh"}).status_code == 200
    assert Text.objects.filter(release=release).count() == 3
    assert desk(administrator).post(page(source), {"language": "ru"}).status_code == 403
    assert client.get(page(text)).status_code == 200


def test_doors(desk: Desk, release: Release, second_author: User, administrator: User) -> None:
    target = texts(release)[1]
    missing = reverse("admin:releases_text_translate", args=[999_999])
    told = [desk(second_author).get(address) for address in (page(target), missing)]
    assert [answer.status_code for answer in told] == [302, 302]
    shown = desk(administrator).get(page(target))
    assert ("وہ آئے" in shown.content.decode(), "desk_follows" in shown.content.decode()) == (True, False)
    assert desk(administrator).post(page(target), {}).status_code == 403


def test_the_number_of_queries_does_not_grow(desk: Desk, release: Release, author: User) -> None:
    client = desk(author)

    def asked(text: Text) -> int:
        client.get(page(text))
        with CaptureQueriesContext(connection) as found:
            client.get(page(text))
        return len(found)

    source, target = texts(release)
    before = asked(target)
    statement = QuoteBlock.objects.get().statement
    for place in range(4):
        TextBlock.objects.create(parent=source, html="<p>More of Rudolf Rassendyll, 5%.</p>", ordering=40 + place)
        QuoteBlock.objects.create(parent=source, statement=statement, ordering=50 + place)
        TextBlock.objects.create(parent=target, html="<p>مزید</p>", ordering=40 + place)
        QuoteBlock.objects.create(parent=target, statement=statement, ordering=50 + place)
    assert asked(target) - before <= 4 * 2  # the field of a quote asks for the name of what it shows
    more = [make_release("briefing", by=author, languages=("en", "ru")) for _number in range(3)]
    rows = [target, *(row.texts.get(language="ru") for row in more)]
    with CaptureQueriesContext(connection) as one:
        stale_passages(Text.objects.filter(pk=target.pk).select_related("release"))
    with CaptureQueriesContext(connection) as many:
        stale_passages(Text.objects.filter(pk__in=[row.pk for row in rows]).select_related("release"))
    assert len(one) == len(many) <= 12
