"""Feeds as an independent reader parses them."""

import datetime as dt
import json
from typing import Any

import brotli
import feedparser
import pytest
from django.test import Client

from releases.authoring.models import QuoteBlock, Text, User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_office, make_person, make_release, make_topic, submit

FORMS = ("atom", "rss", "json")


def _parsed(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    found = feedparser.parse(response.content, sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def _ids(client: Client, path: str) -> list[str]:
    if path.endswith("json"):
        return [item["id"] for item in client.get(path).json()["items"]]
    return [entry.id for entry in _parsed(client, path).entries]


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_feed_gives_the_whole_text_with_categories_and_its_own_address(
    out: Any, client: Client, author: User, form: str
) -> None:
    topic = make_topic("trade")
    html = '<p>Words with <a href="/en/releases/">a link</a>.</p>'
    out(make_release("briefing", by=author, slug="spring", title="A & <b>", html=html, topics=[topic]))
    found = _parsed(client, f"/en/feed.{form}")
    [entry] = found.entries
    assert (entry.title, entry.link) == ("A & <b>", "http://testserver/en/briefings/spring/")
    assert '<a href="http://testserver/en/releases/">a link</a>' in entry.content[0].value
    assert [tag.term for tag in entry.tags] == ["Trade"]
    assert any(link.rel == "self" and link.href == f"http://testserver/en/feed.{form}" for link in found.feed.links)


def test_the_json_feed_keeps_to_version_1_1(out: Any, client: Client, author: User) -> None:
    out(make_release("media", by=author, slug="map", title="Roads"))
    response = client.get("/en/feed.json")
    feed = response.json()
    assert response["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "language", "authors", "items"} <= set(feed)
    [item] = feed["items"]
    assert item["image"].startswith("http://testserver/media/")
    assert item["attachments"][0]["mime_type"] == "image/jpeg"
    assert dt.datetime.fromisoformat(item["date_published"]).tzinfo


def test_the_files_of_media_are_enclosed_and_public(out: Any, client: Client, author: User) -> None:
    cited = make_release("media", by=author)
    out(cited, make_release("briefing", by=author, cites=[cited]))
    for entry in _parsed(client, "/en/feed.atom").entries:
        [enclosure] = entry.enclosures
        assert enclosure.type == "image/jpeg"
        response: Any = client.get(enclosure.href)
        assert b"".join(response.streaming_content).startswith(b"\xff\xd8")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", ["correct", "update"])
def test_a_correction_and_an_update_say_so_with_the_note(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User, form: str, change: str
) -> None:
    release = make_release("statement", by=author, slug="said")
    out(release)
    before = _ids(client, f"/en/feed.{form}")
    Text.objects.filter(release=release).update(title="Better words")
    act = getattr(acts, change)
    clock.set(act(submission=submit([release], by=author), by=reviewer, note={"en": "Goods only."})[0].public_from)
    text = client.get(f"/en/feed.{form}").content.decode()
    assert ("Corrected: Goods only." if change == "correct" else "Updated: Goods only.") in text
    assert _ids(client, f"/en/feed.{form}") == before


def test_quotation_marks_stand_only_around_words_that_were_said(out: Any, client: Client, author: User) -> None:
    said = make_release("statement", by=author, title="Said", mode="verbatim")
    meant = make_release("statement", by=author, title="Meant")
    briefing = make_release("briefing", by=author, slug="spring", cites=[])
    for position, statement in enumerate((said, meant)):
        QuoteBlock.objects.create(parent=briefing.texts.get(), statement=statement, ordering=position)
    out(said, meant, briefing)
    content = _parsed(client, "/en/briefings/feed.atom").entries[0].content[0].value
    assert "<blockquote>“Said!”</blockquote>" in content
    assert "<p>Meant!</p>" in content


@pytest.mark.parametrize("form", FORMS)
def test_sections_topics_and_people_have_feeds_of_their_own(out: Any, client: Client, author: User, form: str) -> None:
    office = make_office(make_person("rassendyll"))
    topic = make_topic("trade")
    out(make_release("statement", by=author, speaker=office.person, office=office, topics=[topic]))
    out(make_release("statistic", by=author, slug="rassendyll"))
    assert len(_ids(client, f"/en/feed.{form}")) == 2
    for place in ("statements", "topics/trade", "people/rassendyll"):
        assert len(_ids(client, f"/en/{place}/feed.{form}")) == 1
    assert _ids(client, f"/en/briefings/feed.{form}") == []


@pytest.mark.parametrize("path", ["topics/planned", "topics/nothing", "people/nothing", "people/planned", "nothing"])
def test_what_no_public_edition_names_is_not_found(
    out: Any, client: Client, clock: Clock, author: User, path: str
) -> None:
    topic, office = make_topic("planned"), make_office(make_person("planned"))
    planned = make_release("statement", by=author, speaker=office.person, office=office, topics=[topic])
    out(planned, at=clock.now + dt.timedelta(hours=1))
    absent = client.get("/en/topics/never-was/feed.atom")
    response = client.get(f"/en/{path}/feed.atom")
    assert (response.status_code, response.content) == (404, absent.content)


@pytest.mark.parametrize("form", FORMS)
def test_a_withdrawal_changes_the_answer_though_nothing_newer_came(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User, form: str
) -> None:
    editions = out(make_release("statement", by=author))
    first = client.get(f"/en/feed.{form}")
    assert "Last-Modified" not in first
    assert client.get(f"/en/feed.{form}", headers={"if-none-match": first["ETag"]}).status_code == 304
    clock.set(acts.withdraw(editions=editions, by=reviewer, reason={"en": "Why."})[0].public_until or clock.now)
    second = client.get(f"/en/feed.{form}", headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert _ids(client, f"/en/feed.{form}") == []


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_takes_two_queries(
    out: Any, client: Client, author: User, form: str, django_assert_num_queries: Any
) -> None:
    topic, office = make_topic("trade"), make_office(make_person("rassendyll"))
    facts = {"speaker": office.person, "office": office, "topics": [topic]}
    out(*(make_release("statement", by=author, **facts) for _ in range(3)))
    for place in ("", "statements/", "topics/trade/", "people/rassendyll/"):
        with django_assert_num_queries(2):
            client.get(f"/en/{place}feed.{form}")


def test_each_language_has_its_own_entries(out: Any, client: Client, author: User) -> None:
    out(make_release("statement", by=author, languages=("en", "ur")))
    english, urdu = client.get("/en/feed.json").json(), client.get("/ur/feed.json").json()
    assert urdu["language"] == urdu["items"][0]["language"] == "ur"
    assert '<div lang="ur" dir="rtl">' in urdu["items"][0]["content_html"]
    assert english["items"][0]["id"] != urdu["items"][0]["id"]


def test_a_feed_is_sent_compressed_to_who_can_read_it(out: Any, client: Client, author: User) -> None:
    out(make_release("statement", by=author))
    plain = client.get("/en/feed.json")
    packed = client.get("/en/feed.json", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert json.loads(plain.content)["items"]
    assert packed["ETag"] != plain["ETag"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("gzip, br;q=0", "gzip"), ("br;q=0.0, gzip;q=0", None), ("identity", None), ("br;q=0.4", "br")],
)
def test_a_feed_is_sent_in_a_coding_that_the_reader_accepts(
    out: Any, client: Client, author: User, accepted: str, coding: str | None
) -> None:
    out(make_release("statement", by=author))
    assert client.get("/en/feed.json", headers={"accept-encoding": accepted}).get("Content-Encoding") == coding


def test_a_feed_is_read_and_not_written_to(mission: Any, client: Client) -> None:
    assert Client(enforce_csrf_checks=True).post("/en/feed.atom").status_code == 405
    assert client.head("/en/feed.atom").status_code == 200
    assert client.get("/fr/feed.atom").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_an_enclosure_tells_its_length_once_the_file_is_made(
    out: Any, client: Client, author: User, form: str, django_assert_num_queries: Any
) -> None:
    out(make_release("media", by=author, slug="map"))
    with django_assert_num_queries(3):
        [(address, length)] = _enclosures(client, form)
    assert length == 0
    size = len(b"".join(client.get(address).streaming_content))  # type: ignore[attr-defined]
    assert _enclosures(client, form) == [(address, size)]


def _enclosures(client: Client, form: str) -> list[tuple[str, int]]:
    """Addresses with lengths, of the one entry; 0 where none is told."""
    if form == "json":
        [item] = client.get("/en/feed.json").json()["items"]
        return [(file["url"], file.get("size_in_bytes", 0)) for file in item["attachments"]]
    [entry] = _parsed(client, f"/en/feed.{form}").entries
    return [(file.href, int(file.length)) for file in entry.enclosures]
