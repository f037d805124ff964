"""A drawn map on the pages: the drawing with its title, all its names in words, and whose boundaries it shows."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from django.test import Client

from releases.authoring.models import MapPlace, PictureBlock, User
from releases.outlets import mapping
from tests.factories import make_drawn_map, make_release

Publish = Callable[..., list[Any]]
HtmlOf = Callable[[str], str]


def drawing_in(html: str) -> str:
    return html.split('<svg class="map"')[1].split("</svg>", maxsplit=1)[0]


def test_its_page_shows_the_drawing_and_says_in_words_what_stands_on_it(
    out: Publish, author: User, html_of: HtmlOf
) -> None:
    (edition,) = out(make_drawn_map(by=author, slug="road", title="The road to Zenda"))
    html = html_of("/en/media/road/")
    assert "<title>The road to Zenda</title><desc>The road to Zenda.</desc>" in drawing_in(html)
    key = html.split('class="map-key"')[1].split("</div>")[0]
    assert "Road to Zenda" in key
    assert "Strelsau" in key
    assert ("Boundaries: Natural Earth" in key) is bool(edition.body["media"]["map"]["source"])


def test_a_release_shows_it_among_its_words_and_keeps_it(out: Publish, author: User, html_of: HtmlOf) -> None:
    asset = make_drawn_map(by=author)
    briefing = make_release("briefing", by=author, slug="talks")
    PictureBlock.objects.create(parent=briefing.texts.get(), asset=asset, ordering=10)
    out(asset, briefing)
    before = drawing_in(html_of("/en/briefings/talks/"))
    MapPlace.objects.update(longitude=9)
    assert drawing_in(html_of("/en/briefings/talks/")) == before


def test_a_list_shows_it_without_names_to_nobody_who_listens(out: Publish, author: User, html_of: HtmlOf) -> None:
    out(make_drawn_map(by=author))
    drawing = drawing_in(html_of("/en/media/"))
    assert 'aria-hidden="true"' in drawing
    assert "<text" not in drawing


def test_a_past_edition_still_shows_its_map(out: Publish, author: User, html_of: HtmlOf) -> None:
    out(make_drawn_map(by=author, slug="road"))
    assert "Strelsau" in drawing_in(html_of("/en/media/road/editions/1/"))


def test_in_urdu_its_names_run_from_right_to_left(out: Publish, author: User, html_of: HtmlOf) -> None:
    out(make_drawn_map(by=author, slug="road", languages=("en", "ur")))
    drawing = drawing_in(html_of("/ur/media/road/"))
    assert 'lang="ur"' in drawing
    assert 'direction="rtl"' in drawing


def test_every_other_outlet_copes_with_a_map_that_has_no_file(out: Publish, author: User, client: Client) -> None:
    asset = make_drawn_map(by=author, slug="road")
    out(asset, make_release("briefing", by=author, cites=[asset], slug="talks"))
    for path in ("/en/feed.atom", "/en/feed.rss", "/en/feed.json", "/en/", "/en/releases/?q=Strelsau", "/sitemap.xml"):
        assert client.get(path).status_code == 200, path
    given = client.get(f"/api/v1/releases/{asset.uid}/?language=en").json()
    assert given["media"]["map"]["places"][0]["name"] == "Strelsau"
    assert (given["media"]["file"], given["media"]["renditions"]) == (None, [])
    assert "Strelsau" in client.get("/en/media/road/text.txt").content.decode()


def test_the_press_kit_brings_the_map_as_a_file(out: Publish, author: User, client: Client) -> None:
    out(make_drawn_map(by=author, slug="road"))
    answer: Any = client.get("/en/media/road/press-kit.zip")
    kit = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert kit.read("en/maps/road.svg").startswith(b"<svg xmlns=")


def test_its_names_are_found(out: Publish, author: User, html_of: HtmlOf) -> None:
    out(make_drawn_map(by=author, slug="road", title="A map"))
    assert "/en/media/road/" in html_of("/en/releases/?q=Strelsau")


def test_what_is_no_drawn_map_has_no_drawing(out: Publish, author: User) -> None:
    picture, statement = out(make_release("media", by=author), make_release("statement", by=author))
    assert mapping.map_svg(picture.body, standalone=True) is None
    assert mapping.map_svg(statement.body, standalone=False) is None


def test_the_gallery_offers_it_as_a_file(out: Publish, author: User, html_of: HtmlOf, client: Client) -> None:
    out(make_drawn_map(by=author, slug="road"))
    found = re.search(r'href="(/en/media/road/map\.(?:png|svg))"', html_of("/en/media/"))
    assert found is not None
    assert client.get(found[1]).status_code == 200
