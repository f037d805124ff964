"""Statements by speaker, media by type and orientation: what is counted, what is shown, what is not understood."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from tests.factories import in_each, make_file, make_office, make_person, make_release, picture

HtmlOf = Callable[[str], str]


@pytest.fixture
def two_speakers(out: Any, author: User) -> None:
    offices = [
        make_office(make_person(slug, names=in_each(name)))
        for slug, name in (("flavia", "Flavia"), ("sapt", "Colonel Sapt"))
    ]
    out(
        *(
            make_release("statement", by=author, speaker=office.person, office=office, title=f"{words}")
            for office, words in ((offices[0], "Of peace"), (offices[0], "Of trade"), (offices[1], "Of swords"))
        )
    )


@pytest.fixture
def pictures(out: Any, author: User) -> None:
    sizes = {"Wide": (80, 40), "Tall": (40, 80), "Even": (60, 60)}
    out(
        *(
            make_release("media", by=author, title=title, file=make_file(picture(size=size)))
            for title, size in sizes.items()
        ),
        make_release("media", by=author, title="Wide map", asset_type="map", file=make_file(picture(size=(90, 50)))),
    )


def _titles(html: str) -> set[str]:
    return set(re.findall(r'<h3 class="card-title">\s*<a [^>]*>([^<]+)</a>', html))


def test_statements_are_counted_by_speaker_and_shown_as_quotes(two_speakers: None, html_of: HtmlOf) -> None:
    html = html_of("/en/statements/")
    assert re.search(r'\?person=flavia"\s*>Flavia <span class="count">2</span>', html)
    assert html.count('<figure class="quote') == 3
    assert 'href="/en/people/sapt/"' in html


def test_a_speaker_narrows_the_list_and_leads_back_to_all(two_speakers: None, html_of: HtmlOf) -> None:
    html = html_of("/en/statements/?person=flavia")
    assert "Of peace!" in html
    assert "Of swords!" not in html
    assert re.search(r'<a href="/en/statements/"\s+aria-current="true">Flavia', html)


@pytest.mark.parametrize("person", ["nobody", "%00", "<b>", "flavia'--"])
def test_a_speaker_who_is_not_there_is_left_out_and_said_to_be(two_speakers: None, client: Client, person: str) -> None:
    response = client.get("/en/statements/", {"person": person})
    assert response.status_code == 200
    assert b"Part of the address was not understood" in response.content
    assert response.content.count(b'<figure class="quote') == 3


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Wide", "Tall", "Even", "Wide map"}),
        ("type=map", {"Wide map"}),
        ("orientation=landscape", {"Wide", "Wide map"}),
        ("orientation=portrait", {"Tall"}),
        ("orientation=square&type=image", {"Even"}),
        ("orientation=square&type=map", set()),
        ("orientation=diagonal", {"Wide", "Tall", "Even", "Wide map"}),
    ],
)
def test_the_gallery_is_narrowed_by_type_and_orientation(
    pictures: None, html_of: HtmlOf, query: str, shown: set[str]
) -> None:
    html = html_of(f"/en/media/?{query}")
    assert _titles(html) == shown
    assert ("not understood" in html) is ("diagonal" in query)


def test_the_gallery_shows_credit_terms_and_the_largest_file_of_each(pictures: None, html_of: HtmlOf) -> None:
    html = html_of("/en/media/?orientation=portrait")
    assert "Embassy of Ruritania" in html
    assert "Ask the press section before you use it." in html
    assert re.search(r'<a href="/media/[0-9a-f]{64}/[^"]+\.jpg"', html)
    assert "40 × 80" in html


def test_only_ways_that_lead_somewhere_are_offered(pictures: None, html_of: HtmlOf) -> None:
    html = html_of("/en/media/")
    assert "type=map" in html
    assert "type=audio" not in html


@pytest.mark.parametrize("path", ["/en/statements/?person=flavia", "/en/media/?type=image&orientation=portrait"])
def test_narrowed_lists_take_three_queries(
    two_speakers: None, pictures: None, client: Client, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        assert client.get(path).status_code == 200


def test_a_narrowed_list_stays_so_from_page_to_page(out: Any, author: User, html_of: HtmlOf) -> None:
    office = make_office(make_person("flavia"))
    out(*(make_release("statement", by=author, speaker=office.person, office=office) for _ in range(22)))
    html = html_of("/en/statements/?person=flavia")
    further = re.search(r'<a href="(/en/statements/\?[^"]*)" rel="next"', html)
    assert further is not None
    assert "person=flavia" in further[1]
    assert html_of(further[1].replace("&amp;", "&")).count('<figure class="quote') == 2
