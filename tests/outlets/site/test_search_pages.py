"""Searching, narrowing, browsing by year, by person, by topic; and what the suggestions give away: nothing."""

import datetime as dt
import html as markup
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.search import by_words
from tests.clock import Clock
from tests.factories import make_office, make_organisation, make_person, make_release, make_topic

HtmlOf = Callable[[str], str]


@pytest.fixture
def suggested(client: Client) -> Callable[[str], list[str]]:
    """suggested("tra") is the titles that are suggested in English."""

    def titles(words: str) -> list[str]:
        response = client.get("/en/suggest", {"q": words})
        assert response.status_code == 200
        return [one["title"] for one in json.loads(response.content)["suggestions"]]

    return titles


def _titles(html: str) -> list[str]:
    """The titles of the hits, in their order, without marks."""
    found = re.findall(r'<h3 class="card-title">(.*?)</h3>', html, re.DOTALL)
    return [markup.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def test_words_are_found_and_marked_in_title_and_passage(out: Any, html_of: HtmlOf, author: User) -> None:
    out(make_release("briefing", by=author, title="Corridors", html="<p>A corridor &lt;b&gt; of <em>trade</em>.</p>"))
    html = html_of("/en/releases/?q=corridor+trade")
    assert "<mark>Corridors</mark>" in html
    assert "A <mark>corridor</mark> &lt;b&gt; of <mark>trade</mark>." in html


def test_words_that_are_sought_are_repeated_and_harmless(mission: Any, html_of: HtmlOf) -> None:
    html = html_of("/en/releases/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3Cmark%3E")
    assert "<script>alert" not in html
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)' in html
    assert "Nothing public matches" in html
    assert "noindex" in html


def test_passages_in_urdu_are_marked_and_run_from_right_to_left(out: Any, html_of: HtmlOf, author: User) -> None:
    release = make_release("statement", by=author, languages=("en", "ur"))
    Text.objects.filter(release=release, language="ur").update(title="پاکستان کی ۶۳ کمپنیاں")
    out(release)
    assert "<mark>کمپنیاں</mark>" in html_of("/ur/releases/?q=كمپنياں")
    everywhere = html_of("/en/releases/?q=63&language=all")
    assert '<div lang="ur" dir="rtl">' in everywhere
    assert "Nothing public" in html_of("/en/releases/?q=63")


def test_best_first_and_newest_first(out: Any, html_of: HtmlOf, author: User) -> None:
    out(make_release("statement", by=author, title="Elections"))
    out(make_release("briefing", by=author, title="Other matters", html="<p>Elections.</p>"))
    assert _titles(html_of("/en/releases/?q=elections")) == ["Elections", "Other matters"]
    assert _titles(html_of("/en/releases/?q=elections&sort=newest")) == ["Other matters", "Elections"]


def test_newest_first_goes_on_page_by_page_and_misses_nothing(out: Any, html_of: HtmlOf, author: User) -> None:
    out(*(make_release("statement", by=author, title=f"Word {number:02}") for number in range(45)))
    seen: list[str] = []
    path = "/en/releases/?q=word&sort=newest&kind=statement"
    while path:
        html = html_of(path)
        seen += _titles(html)
        further = re.search(r'<a href="([^"]*cursor=[^"]*)" rel="next"', html)
        path = markup.unescape(further[1]) if further else ""
    assert seen == [f"Word {number:02}" for number in reversed(range(45))]


def test_what_is_not_counted_is_said_and_listed_all_the_same(
    out: Any, html_of: HtmlOf, client: Client, clock: Clock, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_words, "MOST", 30)
    trade = make_topic("trade")
    out(*(make_release("statement", by=author, title=f"Word {number:02}") for number in range(15)))
    out(*(make_release("briefing", by=author, title=f"Word {number:02}", topics=[trade]) for number in range(15, 31)))
    counted = "Counted, here and beside the filters, are only the latest 30 releases with these words."
    html = html_of("/en/releases/?q=word")
    assert "More than 30 releases" in html
    assert counted in html
    assert html.count('id="counted"') == html.count('aria-describedby="counted"') == 1
    counts = re.findall(r'class="count">(.*?)<', html)
    assert (counts[:3], counts[-1]) == (["16", "14", "16"], "30")
    assert "At least 16 releases" in html_of("/en/releases/?q=word&topic=trade")
    assert "At least 15 releases" in html_of("/en/releases/?q=word&kind=statement&sort=newest")

    further = re.search(r'<a href="([^"]*cursor=[^"]*)" rel="next"', html_of("/en/releases/?q=word&sort=newest"))
    assert further
    html = html_of(markup.unescape(further[1]))
    assert _titles(html) == [f"Word {number:02}" for number in reversed(range(11))]
    assert "More than 30 releases" in html

    paths = ["/en/releases/?q=word", "/en/releases/?q=word&sort=newest", "/en/releases/?q=word&topic=trade"]
    before = [client.get(path).content for path in paths]
    out(make_release("briefing", by=author, title="Word", topics=[trade]), at=clock.now + dt.timedelta(hours=1))
    assert [client.get(path).content for path in paths] == before

    monkeypatch.setattr(by_words, "MOST", 31)
    html = html_of("/en/releases/?q=word")
    assert "31 releases" in html
    assert "More than" not in html
    assert 'id="counted"' not in html


def test_words_that_many_have_take_as_many_queries_as_they_say(
    out: Any, client: Client, author: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    out(*(make_release("statement", by=author, title="Word") for _number in range(25)))
    for most, order, queries in ((25, "best", 3), (24, "newest", 4), (24, "best", 5), (3, "newest", 4), (3, "best", 5)):
        monkeypatch.setattr(by_words, "MOST", most)
        with django_assert_num_queries(queries):
            assert client.get(f"/en/releases/?q=word&sort={order}").status_code == 200


def test_filters_combine_and_show_their_counts(out: Any, html_of: HtmlOf, author: User) -> None:
    office, trade = make_office(make_person("rudolf")), make_topic("trade")
    spoken = {"speaker": office.person, "office": office}
    out(
        make_release("statement", by=author, title="One", topics=[trade], **spoken),
        make_release("statement", by=author, title="Two", **spoken),
        make_release("briefing", by=author, title="Three", topics=[trade]),
    )
    assert set(_titles(html_of("/en/releases/?topic=trade"))) == {"One", "Three"}
    html = html_of("/en/releases/?topic=trade&person=rudolf&kind=statement&year=2030&month=1")
    assert _titles(html) == ["One"]
    counts = dict(
        re.findall(
            r'<a href="([^"]*)"[^>]*>\s*<span>[^<]*</span>\s*<span class="count">(\d+)<', html_of("/en/releases/")
        )
    )
    assert counts["/en/releases/?topic=trade"] == "2"
    assert counts["/en/releases/?kind=statement"] == "2"
    assert counts["/en/releases/?year=2030"] == "3"


def test_the_archive_follows_the_calendar_of_the_mission(out: Any, html_of: HtmlOf, clock: Clock, author: User) -> None:
    clock.set(dt.datetime(2030, 1, 31, 23, 30, tzinfo=dt.UTC))  # in Berlin it is February
    out(make_release("statement", by=author, title="By night"))
    assert _titles(html_of("/en/releases/?year=2030&month=2")) == ["By night"]
    assert _titles(html_of("/en/releases/?year=2030&month=1")) == []
    assert "February 2030" in html_of("/en/releases/?year=2030")


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "year=abc", "year=2030&month=13", "sort=worst", "topic=%3Cb%3E", "language=fr"]
)
def test_what_is_not_understood_is_left_out_and_said_to_be(out: Any, html_of: HtmlOf, author: User, query: str) -> None:
    out(make_release("statement", by=author, title="Still here"))
    html = html_of(f"/en/releases/?{query}")
    assert "was not understood" in html
    assert _titles(html) == ["Still here"]


def test_a_cursor_that_is_not_ours_gets_the_beginning_of_the_list_as_404(
    out: Any, client: Client, author: User
) -> None:
    out(make_release("statement", by=author, title="Still here"))
    response = client.get("/en/releases/?cursor=nonsense")
    assert response.status_code == 404
    assert "does not exist" in response.content.decode()
    assert _titles(response.content.decode()) == ["Still here"]


def test_what_is_not_public_changes_nothing_of_a_search(out: Any, client: Client, clock: Clock, author: User) -> None:
    office, trade = make_office(make_person("rudolf")), make_topic("trade")
    out(make_release("statement", by=author, title="Public words"))
    paths = [
        "/en/releases/",
        "/en/releases/?q=words",
        "/en/releases/?q=hidden",
        "/en/suggest?q=hid",
        "/en/releases/?topic=trade",
    ]
    before = [client.get(path).content for path in paths]
    hidden = make_release(
        "statement", by=author, title="Hidden words", topics=[trade], speaker=office.person, office=office
    )
    out(hidden, at=clock.now + dt.timedelta(hours=1))
    assert [client.get(path).content for path in paths] == before
    assert client.get("/en/topics/trade/").content == client.get("/en/topics/nothing/").content
    assert client.get("/en/people/rudolf/").content == client.get("/en/people/nobody/").content
    assert "rudolf" not in client.get("/en/people/").content.decode()


def test_suggestions_are_titles_that_are_public_now(
    out: Any, suggested: Any, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(
        make_release("statement", by=author, title="Trade and transit <i>"),
        make_release("statement", by=author, title="Other", html="<p>Trade.</p>"),
    )
    assert suggested("tra") == suggested("transit trad") == ["Trade and transit <i>"]
    assert suggested("t") == suggested("") == suggested('"*') == []
    clock.set(acts.withdraw(editions=editions[:1], by=reviewer, reason="Why.")[0].public_until or clock.now)
    assert suggested("tra") == []


def test_pages_take_as_many_queries_as_they_say(
    out: Any, client: Client, author: User, django_assert_num_queries: Any
) -> None:
    office, trade = make_office(make_person("rudolf")), make_topic("trade")
    spoken = {"speaker": office.person, "office": office}
    out(*(make_release("statement", by=author, title="Word", topics=[trade], **spoken) for _number in range(25)))
    expected = {
        "/en/releases/": 3,
        "/en/releases/?topic=trade&person=rudolf&year=2030": 3,
        "/en/releases/?q=word": 3,
        "/en/releases/?q=word&sort=newest&language=all": 3,
        "/en/suggest?q=wo": 3,
        "/en/suggest?q=w": 1,
        "/en/people/": 2,
        "/en/people/rudolf/": 3,
        "/en/topics/": 1,  # counted with the people
        "/en/topics/trade/": 2,
        "/en/statements/": 3,
    }
    for path, queries in expected.items():
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200, path


def test_a_person_has_the_offices_and_the_words_that_public_editions_say(
    out: Any, html_of: HtmlOf, author: User
) -> None:
    chancery = make_organisation(names={"en": "Chancery"})
    person = make_person("rudolf", names={"en": "Rudolf Rassendyll"}, biographies={"en": "Rode to <Zenda>.\n\nStayed."})
    first = make_office(person, titles={"en": "Envoy"}, organisation=chancery, held_from="2028", held_until="2029-06")
    second = make_office(person, titles={"en": "Ambassador"}, held_from="2029-07")
    out(
        make_release(
            "statement",
            by=author,
            title="Early",
            speaker=person,
            office=first,
            delivered_on="2029-01-02",
            mode="verbatim",
        ),
        make_release("statement", by=author, title="Late", speaker=person, office=second),
        make_release("briefing", by=author, title="The briefing", speakers=[second]),
    )
    html = html_of("/en/people/rudolf/")
    assert html.index("Ambassador") < html.index("Envoy · Chancery")
    assert "2028 – June 2029" in html
    assert "since July 2029" in html
    assert "“Early!”" in html
    assert "The briefing" in html
    assert '<div class="biography"><p>Rode to &lt;Zenda&gt;.</p>' in " ".join(html.split()).replace("> <", "><")
    assert "Rudolf Rassendyll" in html_of("/en/people/")


def test_release_pages_lead_to_their_people_and_topics(out: Any, html_of: HtmlOf, client: Client, author: User) -> None:
    office, trade = make_office(make_person("rudolf")), make_topic("trade")
    spoken = {"speaker": office.person, "office": office}
    out(
        make_release("statement", by=author, slug="said", topics=[trade], **spoken),
        make_release("briefing", by=author, slug="spring", topics=[trade], speakers=[office]),
    )
    for path in ("/en/statements/said/", "/en/briefings/spring/"):
        html = html_of(path)
        assert 'href="/en/people/rudolf/"' in html
        assert 'href="/en/topics/trade/"' in html
    assert client.get("/en/people/rudolf/").status_code == client.get("/en/topics/trade/").status_code == 200


def test_a_past_edition_leads_to_no_person_who_may_be_gone(out: Any, html_of: HtmlOf, author: User) -> None:
    out(make_release("statement", by=author, slug="said", topics=[make_topic("trade")]))
    html = html_of("/en/statements/said/editions/1/")
    assert re.findall(r"/en/(?:people|topics)/[^\"]", html) == []


def test_a_topic_goes_on_page_by_page(out: Any, html_of: HtmlOf, author: User) -> None:
    trade = make_topic("trade", names={"en": "Trade"})
    out(*(make_release("statement", by=author, title=f"Word {number:02}", topics=[trade]) for number in range(25)))
    first = html_of("/en/topics/trade/")
    further = re.search(r'<a href="([^"]*cursor=[^"]*)" rel="next"', first)
    assert further
    assert len(_titles(first)) + len(_titles(html_of(further[1]))) == 25


def test_every_language_has_its_search(out: Any, html_of: HtmlOf, author: User) -> None:
    topic = make_topic("trade", names={"en": "Trade", "kk": "Сауда", "ru": "Торговля", "ur": "تجارت"})
    out(make_release("statement", by=author, languages=("en", "kk", "ru", "ur"), topics=[topic]))
    for language, word in (("kk", "сауданың"), ("ru", "торговли"), ("ur", "تجارت"), ("en", "trades")):
        assert len(_titles(html_of(f"/{language}/releases/?q={word}"))) == 1, language


def test_lists_take_three_queries_after_a_withdrawal_took_the_name_of_a_topic(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User, django_assert_max_num_queries: Any
) -> None:
    topic = make_topic("trade")
    out(make_release("statement", by=author, topics=[topic]))
    newest = out(make_release("statement", by=author, topics=[topic]))
    lists = ("/en/releases/", "/en/releases/?topic=trade", "/en/statements/", "/en/topics/")
    for path in lists:
        client.get(path)
    withdrawn = acts.withdraw(editions=newest, by=reviewer, reason="Why.")
    clock.set(withdrawn[0].public_until or clock.now)
    for path in lists:
        with django_assert_max_num_queries(3):
            assert client.get(path).status_code == 200, path
