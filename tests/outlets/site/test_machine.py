"""What pages and the site say to programs: linked data, cards, sitemaps, robots.txt, security.txt, the icon."""

import datetime as dt
import html as entities
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from releases.authoring.models import QuoteBlock, Text, User
from releases.editions import acts
from releases.outlets.site import sitemap
from tests.clock import Clock
from tests.factories import in_each, make_office, make_person, make_release, make_topic, submit

HtmlOf = Callable[[str], str]
_S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_LINK = "{http://www.w3.org/1999/xhtml}link"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
# What a page says without words: which kind of thing it is, and in which form a machine reads its parts.
_SILENT = {"@context", "@type", "@id", "encodingFormat", "unitText", "inLanguage", "observationDate"}


def _block_of(html: str) -> dict[str, Any]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(blocks) == 1
    found: dict[str, Any] = json.loads(blocks[0])
    return found


def _graph(html: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _block_of(html)["@graph"]
    return found


def _properties(html: str) -> dict[str, str]:
    """Of the head: name or property -> content, the last of several."""
    found = re.findall(r'<meta\s+(?:property|name)="([^"]*)"\s+content="([^"]*)">', html)
    return {name: entities.unescape(content) for name, content in found}


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in _SILENT:
                yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
    elif isinstance(node, str):
        yield node


@pytest.fixture
def spring(out: Any, author: User) -> str:
    office = make_office(make_person("rassendyll"), held_from="2029-03", held_until="2031")
    said = make_release("statement", by=author, slug="said", title="Said", mode="verbatim", languages=("en", "ur"))
    meant = make_release("statement", by=author, slug="meant", title="Meant")
    rows = [{"value": Decimal("54.5"), "unit": "percent", "as_of": "2029-03"}]
    trade = make_release("statistic", by=author, slug="trade", title="Trade", observations=rows)
    picture = make_release(
        "media",
        by=author,
        slug="map",
        title="Map",
        creator="Antoinette",
        copyright_notices=in_each("© R"),
        source_type="digitalCapture",
    )
    picture.texts.update(alt_text="The roads of Ruritania.")
    briefing = make_release(
        "briefing",
        by=author,
        slug="spring",
        title="Spring </script><b>&",
        venues=in_each("Castle of Zenda"),
        starts_at=dt.datetime(2030, 7, 1, 9, 30, tzinfo=dt.UTC),
        speakers=[office],
        cites=[picture, trade],
        topics=[make_topic("trade")],
        languages=("en", "ur"),
    )
    text = briefing.texts.get(language="en")
    for position, statement in enumerate((said, meant)):
        QuoteBlock.objects.create(parent=text, statement=statement, ordering=position)
    out(said, meant, trade, picture, briefing)
    return "/en/briefings/spring/"


def test_a_briefing_is_news_about_an_event_with_its_quotations_and_figures(spring: str, html_of: HtmlOf) -> None:
    article = _graph(html_of(spring))[0]
    assert (article["@type"], article["headline"]) == ("NewsArticle", "Spring </script><b>&")
    assert article["about"]["@type"] == "Event"
    assert article["about"]["startDate"].startswith("2030-07-01T09:30")
    assert article["about"]["location"] == {"@type": "Place", "name": "Castle of Zenda", "address": "Strelsau"}
    assert article["about"]["performer"] == [{"@type": "Person", "name": "Rudolf Rassendyll", "jobTitle": "Ambassador"}]
    assert [part["text"] for part in article["hasPart"]] == ["Said!"]
    [figure] = article["mentions"]
    assert figure["value"] == {"@type": "QuantitativeValue", "value": 54.5, "unitText": "percent"}
    assert figure["observationDate"] == "2029-03"
    assert "As of March 2029" in html_of(spring)


def test_what_a_briefing_is_published_as(spring: str, html_of: HtmlOf) -> None:
    article, crumbs = _graph(html_of(spring))
    assert article["publisher"]["name"] == "Embassy of Ruritania in Strelsau"
    assert article["keywords"] == ["Trade"]
    assert article["workTranslation"][0]["@id"] == "http://testserver/ur/briefings/spring/"
    assert dt.datetime.fromisoformat(article["datePublished"]) == dt.datetime.fromisoformat(article["dateModified"])
    assert article["image"].startswith("http://testserver/media/")
    assert [(item["position"], item["name"]) for item in crumbs["itemListElement"]] == [
        (1, "Ruritania"),
        (2, "Briefings"),
        (3, "Spring </script><b>&"),
    ]


def test_only_a_statement_of_spoken_words_is_a_quotation(spring: str, html_of: HtmlOf) -> None:
    said, meant = (_graph(html_of(f"/en/statements/{slug}/"))[0] for slug in ("said", "meant"))
    assert said["mainEntity"]["@type"] == "Quotation"
    assert said["mainEntity"]["creator"]["name"] == "Rudolf Rassendyll"
    assert "mainEntity" not in meant
    assert (meant["abstract"], meant["about"]["@type"]) == ("Meant!", "Person")


def test_a_statistic_is_a_dataset_with_files_that_are_there(spring: str, html_of: HtmlOf, client: Client) -> None:
    data = _graph(html_of("/en/statistics/trade/"))[0]
    assert (data["@type"], data["hasPart"][0]["@type"]) == ("Dataset", "Observation")
    for file in data["distribution"]:
        response = client.get(file["contentUrl"])
        assert response.status_code == 200
        assert response["Content-Type"].startswith(file["encodingFormat"])


def test_a_picture_says_whose_it_is(spring: str, html_of: HtmlOf) -> None:
    picture = _graph(html_of("/en/media/map/"))[0]
    assert picture["@type"] == "ImageObject"
    assert picture["creditText"] == "Embassy of Ruritania"
    assert picture["creator"]["name"] == "Antoinette"
    assert picture["copyrightNotice"] == "© R"
    assert picture["contentUrl"].startswith("http://testserver/media/")


def test_a_correction_is_told_with_its_note(
    out: Any, html_of: HtmlOf, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="said")
    out(release)
    assert "correction" not in _graph(html_of("/en/statements/said/"))[0]
    Text.objects.filter(release=release).update(title="Better words")
    submission = submit([release], by=author)
    clock.set(acts.correct(submission=submission, by=reviewer, note={"en": "Goods only."})[0].public_from)
    article = _graph(html_of("/en/statements/said/"))[0]
    assert (article["correction"]["@type"], article["correction"]["text"]) == ("CorrectionComment", "Goods only.")
    assert article["datePublished"] < article["dateModified"]


@pytest.mark.parametrize(
    "path", ["briefings/spring", "statements/said", "statements/meant", "statistics/trade", "media/map"]
)
def test_linked_data_say_nothing_that_the_page_does_not_show(spring: str, html_of: HtmlOf, path: str) -> None:
    html = html_of(f"/en/{path}/")
    seen, _script, _data = html.partition('<script type="application/ld+json">')
    seen += html.partition("</head>")[2] + _properties(html)["og:image"]  # the card says what the page says
    seen = entities.unescape(re.sub(r"<(?:/?bdi)>", "", seen))
    for words in _strings(_graph(html)):
        assert words.removeprefix("http://testserver") in seen, words


def test_a_person_is_described_with_the_offices_that_the_page_names(spring: str, html_of: HtmlOf) -> None:
    block = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', html_of("/en/people/rassendyll/"), re.DOTALL
    )
    assert block
    person = json.loads(block[1])
    assert (person["@type"], person["name"]) == ("Person", "Rudolf Rassendyll")
    assert person["hasOccupation"] == [
        {
            "@type": "Role",
            "roleName": "Ambassador",
            "startDate": "2029-03",
            "endDate": "2031",
            "hasOccupation": {"@type": "Occupation", "name": "Ambassador"},
        }
    ]


@pytest.mark.parametrize("place", ["statements", "topics/trade", "people/rassendyll"])
def test_a_list_leads_to_its_own_feed_and_a_release_to_none(
    spring: str, html_of: HtmlOf, client: Client, place: str
) -> None:
    feeds = re.findall(r'type="application/atom\+xml"[^>]* href="([^"]*)"', html_of(f"/en/{place}/"))
    assert feeds == ["/en/feed.atom", f"/en/{place}/feed.atom"]
    assert client.get(feeds[1]).status_code == 200
    assert html_of(spring).count('type="application/atom+xml"') == 1


def test_the_first_page_says_how_the_press_section_is_reached(spring: str, html_of: HtmlOf) -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html_of("/en/"), re.DOTALL)
    assert block
    mission, site, page = json.loads(block[1])["@graph"]
    assert mission["name"] == "Embassy of Ruritania in Strelsau"
    assert mission["contactPoint"] == {"@type": "ContactPoint", "email": "press@ruritania.example"}
    assert (site["@type"], site["publisher"]["@id"]) == ("WebSite", mission["@id"])
    assert page["isPartOf"]["@id"] == site["@id"]


def test_the_first_page_says_where_to_search(spring: str, html_of: HtmlOf) -> None:
    action = _block_of(html_of("/en/"))["@graph"][1]["potentialAction"]
    found = html_of(action["target"]["urlTemplate"].replace("{search_term_string}", "spring"))
    assert action["query-input"] == "required name=search_term_string"
    assert "/en/briefings/spring/" in found


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("statements/", ["Meant", "Said"]),
        ("topics/trade/", ["Spring </script><b>&"]),
        ("people/", ["Rudolf Rassendyll"]),
        ("topics/", ["Trade"]),
        ("releases/?kind=statements", ["Meant", "Said"]),
    ],
)
def test_a_list_names_what_stands_on_it_and_where_that_is(
    spring: str, html_of: HtmlOf, path: str, names: list[str]
) -> None:
    page = _block_of(html_of(f"/en/{path}"))
    items = page["mainEntity"]["itemListElement"]
    assert (page["@type"], page["mainEntity"]["@type"]) == ("CollectionPage", "ItemList")
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert set(names) <= {item["name"] for item in items}
    for item in items:
        html_of(item["url"])


def test_who_shows_a_link_gets_the_social_crop_with_its_size(spring: str, html_of: HtmlOf, client: Client) -> None:
    properties = _properties(html_of(spring))
    assert properties["og:type"] == "article"
    assert properties["og:locale"] == "en_GB"
    assert properties["og:locale:alternate"] == "ur_PK"
    assert properties["twitter:card"] == "summary_large_image"
    assert properties["article:tag"] == "Trade"
    data = b"".join(client.get(properties["og:image"]).streaming_content)  # type: ignore[attr-defined]
    size = Image.open(io.BytesIO(data)).size
    assert size == (int(properties["og:image:width"]), int(properties["og:image:height"]))


def test_the_sitemap_names_each_page_with_its_languages(spring: str, client: Client) -> None:
    root = ET.fromstring(client.get("/sitemap.xml").content)
    places = {url.findtext(f"{_S}loc"): url for url in root.findall(f"{_S}url")}
    briefing = places["http://testserver/en/briefings/spring/"]
    assert {link.get("hreflang") for link in briefing.findall(_LINK)} == {"en", "ur"}
    assert briefing.findtext(f"{_S}lastmod")
    assert {"http://testserver/en/", "http://testserver/ur/calendar/", "http://testserver/kk/media/"} <= set(places)
    assert all(client.get(str(place)).status_code == 200 for place in places)


def test_a_large_site_has_a_sitemap_for_each_month(
    spring: str, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(sitemap, "LENGTH", 2)
    with django_assert_num_queries(2):
        root = ET.fromstring(client.get("/sitemap.xml").content)
    files = [found.text for found in root.iter(f"{_S}loc")]
    assert files == [f"http://testserver/sitemap-{name}.xml" for name in ("lists", "2030-01", "news")]
    with django_assert_num_queries(2):
        month = client.get("/sitemap-2030-01.xml")
    assert b"/en/briefings/spring/" in month.content
    assert client.get("/sitemap-2030-02.xml").status_code == 404
    assert client.get("/sitemap-2030-13.xml").status_code == 404


def test_news_are_those_of_two_days(spring: str, client: Client, clock: Clock) -> None:
    root = ET.fromstring(client.get("/sitemap-news.xml").content)
    assert "Spring </script><b>&" in [found.text for found in root.iter(f"{_NEWS}title")]
    assert {found.text for found in root.iter(f"{_NEWS}language")} == {"en", "ur"}
    clock.tick(2 * 86_400 + 1)
    assert not list(ET.fromstring(client.get("/sitemap-news.xml").content).iter(f"{_NEWS}title"))


def test_what_is_planned_is_in_no_sitemap(out: Any, client: Client, clock: Clock, author: User) -> None:
    out(make_release("statement", by=author, slug="planned"), at=clock.now + dt.timedelta(hours=1))
    for name in ("sitemap", "sitemap-news"):
        assert b"planned" not in client.get(f"/{name}.xml").content


@pytest.mark.parametrize(("name", "queries"), [("sitemap", 7), ("sitemap-lists", 5), ("sitemap-news", 2)])
def test_a_sitemap_takes_few_queries(
    spring: str, client: Client, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(queries):
        client.get(f"/{name}.xml")


@pytest.mark.parametrize("name", ["sitemap", "sitemap-lists"])
def test_people_and_topics_are_in_the_sitemap_in_the_languages_that_name_them(
    spring: str, client: Client, name: str
) -> None:
    root = ET.fromstring(client.get(f"/{name}.xml").content)
    places = {url.findtext(f"{_S}loc"): url for url in root.findall(f"{_S}url")}
    for path in ("people/", "people/rassendyll/", "topics/", "topics/trade/"):
        links = places[f"http://testserver/en/{path}"].findall(_LINK)
        assert {link.get("href") for link in links} == {f"http://testserver/{tag}/{path}" for tag in ("en", "ur")}
    assert all(client.get(str(place)).status_code == 200 for place in places)


def test_robots_may_read_what_is_public(mission: Any, client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        text = client.get("/robots.txt").content.decode()
    assert text.startswith("User-agent: *\nDisallow: /admin/\n")
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_security_txt_leads_to_the_press_section_for_less_than_a_year(
    mission: Any, client: Client, clock: Clock, administrator: User
) -> None:
    fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert fields["Contact"] == "mailto:press@ruritania.example"
    assert dt.timedelta(days=300) < dt.datetime.fromisoformat(fields["Expires"]) - clock.now < dt.timedelta(days=365)
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    mission.press_email = ""
    mission.save()
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_icon_is_drawn_in_the_mission_s_colours(mission: Any, client: Client, html_of: HtmlOf) -> None:
    html = html_of("/en/")
    paths = re.findall(r'<link rel="(?:icon|apple-touch-icon)"[^>]* href="([^"]*)">', html)
    drawn, touched = (client.get(path) for path in paths)
    assert ET.fromstring(drawn.content).tag.endswith("svg")
    picture = Image.open(io.BytesIO(touched.content)).convert("RGB")
    assert picture.size == (180, 180)
    assert picture.getpixel((2, 2)) == (0x00, 0x70, 0x8F)
    assert picture.getpixel((90, 76)) == (0xE8, 0xB1, 0x0E)
    assert client.get(client.get("/favicon.ico")["Location"])["Content-Type"] == "image/png"
    assert client.get("/theme/00708f-e8b10e-999.png").status_code == 404


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/favicon.ico", "/en/calendar/"]
)
def test_these_set_no_cookie_and_are_not_written_to(mission: Any, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.post(path).status_code == 405
