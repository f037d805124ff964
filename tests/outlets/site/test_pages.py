"""What the pages say, how, and at what cost."""

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from releases.authoring.models import FigureBlock, QuoteBlock, Text, User
from releases.editions import acts
from releases.outlets.site import addresses, stylesheet
from releases.outlets.site.errors import failed
from tests.clock import Clock
from tests.factories import make_release, make_text, submit

HtmlOf = Callable[[str], str]
# A script of our own by address, or data that no browser runs.
_HARMLESS = r' (?:[a-z]+ )*(?:src="/static/[^"]*"[^>]*></script>|type="application/ld\+json">)'
_MARKS = re.compile('[“”«»„"]')


def _words(html: str) -> str:
    """The text of the main part, without tags."""
    return re.sub(r"<[^>]+>", "", html.partition("<main ")[2].partition(">")[2].partition("</main>")[0])


def test_a_list_takes_two_queries_and_one_more_for_the_counts_however_long(
    out: Any, client: Client, author: User, django_assert_num_queries: Any
) -> None:
    out(*(make_release("briefing", by=author) for _ in range(22)))
    for path, queries in (("/en/releases/", 3), ("/en/briefings/", 2)):
        with django_assert_num_queries(queries):
            client.get(path)


def test_a_release_takes_three_queries_whatever_it_cites(
    out: Any, client: Client, author: User, django_assert_num_queries: Any
) -> None:
    cited = [make_release(kind, by=author) for kind in ("statement", "statistic", "media", "media")]
    out(*cited, make_release("briefing", by=author, slug="spring", cites=cited))
    with django_assert_num_queries(3):
        assert client.get("/en/briefings/spring/").status_code == 200


def test_home_takes_two_queries(out: Any, client: Client, author: User, django_assert_num_queries: Any) -> None:
    out(*(make_release(kind, by=author) for kind in ("briefing", "statement", "statistic", "media")))
    with django_assert_num_queries(2):
        client.get("/en/")


def test_editions_take_three_queries_and_so_does_a_past_one(
    out: Any, client: Client, author: User, django_assert_num_queries: Any
) -> None:
    out(make_release("statement", by=author, slug="said"))
    with django_assert_num_queries(3):
        client.get("/en/statements/said/editions/")
    with django_assert_num_queries(3):
        client.get("/en/statements/said/editions/1/")


def test_a_list_goes_on_where_its_page_ends_and_misses_nothing(out: Any, html_of: HtmlOf, author: User) -> None:
    out(*(make_release("briefing", by=author, title=f"Words number {number:02}") for number in range(45)))
    seen: list[str] = []
    path = "/en/briefings/?unknown=1"
    while path:
        html = html_of(path)
        seen += re.findall(r"Words number \d\d(?=</a>)", html)
        further = re.search(r'<a href="([^"]*\?cursor=[^"]*)" rel="next"', html)
        path = further[1] if further else ""
    assert seen == [f"Words number {number:02}" for number in reversed(range(45))]


@pytest.mark.parametrize(("mode", "marked"), [("paraphrase", False), ("verbatim", True), ("written", True)])
def test_only_words_that_were_spoken_or_written_stand_in_quotation_marks(
    out: Any, html_of: HtmlOf, author: User, mode: str, *, marked: bool
) -> None:
    statement = make_release("statement", by=author, slug="said", title="Words", mode=mode, languages=("en", "ru"))
    briefing = make_release("briefing", by=author, slug="spring", title="Spring", languages=("en", "ru"))
    for text in briefing.texts.all():
        QuoteBlock.objects.create(parent=text, statement=statement, ordering=10)
    out(statement, briefing)
    for path in ("statements/said/", "briefings/spring/"):
        assert ("“Words!”" in html_of(f"/en/{path}")) is marked
        assert bool(_MARKS.search(_words(html_of(f"/ru/{path}")))) is marked


def test_a_translation_whose_source_has_changed_is_marked_as_behind(
    out: Any, html_of: HtmlOf, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="said", languages=("en", "ru"))
    out(release)
    assert "behind the source" not in html_of("/en/statements/said/")
    Text.objects.filter(release=release, language="en").update(words="Something else.")
    submission = submit([release], by=author, languages=["en"])
    clock.set(acts.update(submission=submission, by=reviewer)[0].public_from)
    assert html_of("/en/statements/said/").count("behind the source") == 1
    assert 'class="remark"' in html_of("/ru/statements/said/")


def test_a_cited_release_that_was_corrected_since_says_so_beside_the_citation(
    out: Any, html_of: HtmlOf, clock: Clock, author: User, reviewer: User
) -> None:
    cited = make_release("statistic", by=author, slug="trade", title="Trade")
    out(cited, make_release("briefing", by=author, slug="spring", cites=[cited]))
    assert "has since been" not in html_of("/en/briefings/spring/")
    Text.objects.filter(release=cited).update(title="Trade in goods")
    submission = submit([cited], by=author)
    clock.set(acts.correct(submission=submission, by=reviewer, note={"en": "Goods only."})[0].public_from)
    html = html_of("/en/briefings/spring/")
    assert "has since been corrected" in html
    assert "Trade in goods" not in html


def test_a_figure_that_was_updated_since_says_so_beside_it(
    out: Any, html_of: HtmlOf, clock: Clock, author: User, reviewer: User
) -> None:
    cited = make_release("statistic", by=author, slug="trade", observations=[{"value": "200"}])
    briefing = make_release("briefing", by=author, slug="spring", cites=[cited])
    FigureBlock.objects.create(
        parent=Text.objects.get(release=briefing), observation=cited.observations.get(), region="body", ordering=1
    )
    out(cited, briefing)
    cited.observations.update(value="219")
    clock.set(acts.update(submission=submit([cited], by=author), by=reviewer)[0].public_from)
    (figure,) = re.findall(r'<div class="figure">.*?</div>', html_of("/en/briefings/spring/"), re.DOTALL)[-1:]
    assert ">200<" in re.sub(r"</?bdi>|\s", "", figure).replace("persons", "")
    assert "has since been updated" in figure
    assert 'href="/en/statistics/trade/"' in figure


def test_a_statement_leads_to_the_briefing_at_which_it_was_made(out: Any, html_of: HtmlOf, author: User) -> None:
    briefing = make_release("briefing", by=author, slug="spring")
    out(briefing, make_release("statement", by=author, slug="said", made_at=briefing))
    assert 'href="/en/briefings/spring/"' in html_of("/en/statements/said/")


def test_the_name_of_the_mission_stands_apart_from_the_title(out: Any, html_of: HtmlOf, author: User) -> None:
    out(make_release("statistic", by=author, slug="trade", title="Trade"))
    for path, title in (
        ("statistics/trade/", "Trade"),
        ("statistics/", "Figures"),
        ("calendar/", "Calendar of briefings"),
    ):
        assert f"<title>{title} · Ruritania</title>" in html_of(f"/en/{path}").replace("&#32;", " ")


def test_pages_state_language_and_direction_and_where_the_others_are(out: Any, html_of: HtmlOf, author: User) -> None:
    out(make_release("statement", by=author, slug="said", languages=("en", "ur")))
    html = " ".join(html_of("/ur/statements/said/").split())
    assert '<html lang="ur" dir="rtl">' in html
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/statements/said/">' in html
    assert 'hreflang="ru" href="http' not in html
    assert re.search(r"<bdi>\d+</bdi>", html)


def test_a_card_in_another_language_than_the_page_says_which(out: Any, html_of: HtmlOf, author: User) -> None:
    cited = make_release("statement", by=author, title="Only in English")
    out(cited, make_release("briefing", by=author, slug="spring", languages=("en", "ur"), cites=[cited]))
    assert '<article class="card card-statement" lang="en" dir="ltr">' in html_of("/ur/briefings/spring/")


def test_words_of_the_desk_are_escaped(out: Any, html_of: HtmlOf, author: User) -> None:
    release = make_release("statement", by=author, slug="said", title="A <b>& co")
    make_text(release, "ur", by=author, slug="said", title="<i>12</i> روریتانیا")
    out(release)
    assert "A &lt;b&gt;&amp; co" in html_of("/en/statements/said/")
    assert "&lt;<bdi>i</bdi>&gt;<bdi>12</bdi>&lt;/<bdi>i</bdi>&gt;" in html_of("/ur/statements/said/")


def test_readers_get_no_cookie_and_every_guard_in_the_headers(out: Any, client: Client, author: User) -> None:
    out(make_release("briefing", by=author, slug="spring"))
    for path in ("/", "/en/", "/en/releases/", "/en/briefings/spring/", "/en/nothing/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "style-src 'self'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_pages_keep_to_the_policy_by_themselves(out: Any, html_of: HtmlOf, author: User) -> None:
    cited = [make_release(kind, by=author) for kind in ("statement", "statistic", "media")]
    out(*cited, make_release("briefing", by=author, slug="spring", cites=cited))
    for path in ("/en/", "/en/releases/", "/en/briefings/spring/"):
        html = html_of(path).replace("<style>", "", 1)  # which the policy allows by its digest, see below
        assert not re.search(rf"<script(?!{_HARMLESS})|<style|\sstyle=|\son[a-z]+=", html)


def _policy(response: Any) -> list[str]:
    return [one.strip() for one in response["Content-Security-Policy"].split(";")]


def test_a_page_that_has_not_changed_is_not_sent_twice(out: Any, client: Client, author: User) -> None:
    out(make_release("statement", by=author))
    tag = client.get("/en/")["ETag"]
    unchanged = client.get("/en/", headers={"if-none-match": tag})
    assert unchanged.status_code == 304
    assert set(_policy(unchanged)) == set(_policy(client.get("/en/"))) != set(_policy(client.get("/api/v1/")))
    out(make_release("statement", by=author))
    assert client.get("/en/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "language"), [("ur-PK,en;q=0.5", "ur"), ("fr", "en"), ("", "en"), ("ru;q=0,kk;q=0.1", "kk")]
)
def test_the_entrance_leads_to_the_language_that_the_browser_asks_for(
    mission: Any, client: Client, wanted: str, language: str
) -> None:
    response = client.get("/", headers={"accept-language": wanted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"


def test_the_mission_s_colours_come_as_a_stylesheet(mission: Any, client: Client) -> None:
    response = client.get(addresses.theme("00708f", "e8b10e", stylesheet.digest()), headers={"accept-encoding": "gzip"})
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Type"].startswith("text/css")
    assert "--brand:#00708f;" in gzip.decompress(response.content).decode()
    assert client.get("/theme/00708f-zzzzzz-000000000000.css").status_code == 404


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("", {"search"}),
        ("releases/?q=trade", {"search"}),
        ("statistics/trade/", set()),
        ("nothing/", set()),
    ],
)
def test_a_page_bears_the_styles_that_it_needs_and_the_policy_allows_these_alone(
    out: Any, client: Client, author: User, path: str, parts: set[str]
) -> None:
    out(make_release("statistic", by=author, slug="trade"))
    response = client.get(f"/en/{path}")
    html = response.content.decode()
    assert 'rel="stylesheet"' not in html
    (css,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in f"{response['Content-Security-Policy']};"
    assert "--brand:#00708f;" in css
    known = {"search": ".suggestions{", "changes": ".changes{", "charts": ".chart{", "subscribe": ".boxes{"}
    assert {part for part, rule in known.items() if rule in css} == parts


def test_a_page_of_another_version_is_not_left_without_style(mission: Any, client: Client) -> None:
    response = client.get("/theme/00708f-e8b10e-0123456789ab.css")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache"


def test_the_stylesheet_has_every_part_the_last_for_paper(mission: Any) -> None:
    written = stylesheet.written("00708f", "e8b10e")
    there = {path.stem for path in Path(settings.BASE_DIR, "static/site").glob("*.css")}
    alone = {"api", "shared", "early"}  # the documentation of the API, and what is shown to one reader alone
    assert {*stylesheet.PARTS, "print"} == there - alone
    assert "/*" not in written
    assert written.rindex("@media print{") > written.rindex(".masthead")


def test_the_page_for_a_failure_asks_nothing_of_the_database(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        response = failed(RequestFactory().get("/en/"))
    assert response.status_code == 500
    assert response.content.decode().count("<h2>") == 4


def test_an_office_without_an_imprint_answers_as_for_nothing(client: Client, db: None) -> None:
    assert client.get("/en/").status_code == 404
    assert client.get("/").status_code == 302


def test_a_past_edition_says_nothing_of_what_is_behind_now(
    out: Any, html_of: HtmlOf, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="said", languages=("en", "ru"))
    out(release)
    Text.objects.filter(release=release, language="en").update(words="Something else.")
    clock.set(acts.update(submission=submit([release], by=author, languages=["en"]), by=reviewer)[0].public_from)
    assert "behind the source" not in html_of("/en/statements/said/editions/1/")
    assert 'class="remark"' not in html_of("/ru/statements/said/editions/1/")


def test_people_and_topics_are_a_step_away_from_every_page(mission: Any, html_of: HtmlOf) -> None:
    footer = html_of("/ur/").partition("<footer")[2]
    assert 'href="/ur/people/"' in footer
    assert 'href="/ur/topics/"' in footer


def test_the_name_of_a_file_type_keeps_its_direction_among_urdu(mission: Any, html_of: HtmlOf) -> None:
    assert '<bdi dir="ltr">(.ics)</bdi>' in html_of("/ur/calendar/")
