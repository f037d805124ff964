"""Cards, charts and maps as files: public exactly as long as what they show, under the digest of what they show."""

import datetime as dt
import html as entities
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from releases.authoring.models import FigureBlock, Text, User
from releases.editions import acts
from releases.editions.parts import parts
from releases.graphics import raster, typefaces
from tests.clock import Clock
from tests.factories import in_each, make_drawn_map, make_office, make_release, make_topic, submit

LANGUAGES = ("en", "kk", "ru", "ur")
NONSENSE = "/en/statements/nothing/card-0123456789abcdef.png"
ROWS = [
    {"value": Decimal(5200000), "unit": "person", "period_from": "2024"},
    {"value": Decimal(6300000), "unit": "person", "period_from": "2029"},
]
HtmlOf = Callable[[str], str]


def properties(html: str) -> dict[str, str]:
    found = re.findall(r'<meta\s+(?:property|name)="([^"]*)"\s+content="([^"]*)">', html)
    return {name: entities.unescape(content) for name, content in found}


def card_of(html: str) -> str:
    return properties(html)["og:image"].removeprefix("http://testserver")


def told(client: Client, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    response = client.get(path, headers=headers)
    return response.status_code, response.content, dict(response.headers)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    raster.forget()


def pictures_kept() -> int:
    return len(list(Path(settings.DATA_DIR, "drawn").glob("*.png")))


@pytest.fixture
def planned(out: Any, author: User, clock: Clock, html_of: HtmlOf, client: Client) -> tuple[dt.datetime, str, Any]:
    """A statement that opens in an hour: when, the address that its card will have, its editions."""
    opens = clock.now + dt.timedelta(hours=1)
    editions = out(make_release("statement", by=author, slug="said", title="Said", mode="verbatim"), at=opens)
    now = clock.now
    clock.set(opens)
    path = card_of(html_of("/en/statements/said/"))
    clock.set(now)
    return opens, path, editions


def test_before_its_instant_a_card_answers_to_the_byte_as_what_never_was(
    planned: tuple[dt.datetime, str, Any], client: Client, clock: Clock
) -> None:
    opens, path, _editions = planned
    clock.set(opens - dt.timedelta(seconds=1))
    assert told(client, path) == told(client, NONSENSE)
    assert told(client, path, **{"if-none-match": "*"}) == told(client, NONSENSE)
    assert told(client, path)[0] == 404
    assert pictures_kept() == 0


def test_at_its_instant_it_is_there_and_after_the_withdrawal_it_is_not(
    planned: tuple[dt.datetime, str, Any], client: Client, clock: Clock, reviewer: User
) -> None:
    opens, path, editions = planned
    clock.set(opens)
    status, data, headers = told(client, path)
    assert (status, headers["Content-Type"], headers["Content-Language"]) == (200, "image/png", "en")
    assert Image.open(io.BytesIO(data)).size == (1200, 630)
    ends = acts.withdraw(editions=editions, by=reviewer, reason="It was wrong.")[0].public_until
    assert ends is not None
    clock.set(ends)
    assert told(client, path) == told(client, NONSENSE)


def test_what_is_hidden_costs_the_queries_of_what_never_was(
    planned: tuple[dt.datetime, str, Any], client: Client, django_assert_num_queries: Any
) -> None:
    told(client, NONSENSE)
    for path in (planned[1], NONSENSE):
        with django_assert_num_queries(2):  # the gate, and the imprint for the page that says "not found"
            assert told(client, path)[0] == 404


def test_a_card_is_checked_each_time_and_sent_once(
    out: Any, author: User, html_of: HtmlOf, client: Client, django_assert_num_queries: Any
) -> None:
    out(make_release("statement", by=author, slug="said"))
    path = card_of(html_of("/en/statements/said/"))
    with django_assert_num_queries(2):
        tag = told(client, path)[2]["ETag"]
    with django_assert_num_queries(2):
        status, body, headers = told(client, path, **{"if-none-match": tag})
    assert (status, body) == (304, b"")
    assert "no-cache" in headers["Cache-Control"]
    assert pictures_kept() == 1


def test_only_the_digest_of_what_is_drawn_now_is_an_address(
    out: Any, author: User, html_of: HtmlOf, client: Client, clock: Clock, reviewer: User
) -> None:
    statement = make_release("statement", by=author, slug="said", title="Said")
    out(statement)
    old = card_of(html_of("/en/statements/said/"))
    wrong = old.replace(old[-20:-4], "0123456789abcdef")
    assert told(client, wrong) == told(client, NONSENSE)
    Text.objects.filter(release=statement).update(title="Better words", words="Better!")
    corrected = acts.correct(submission=submit([statement], by=author), by=reviewer, note={"en": "Better."})
    clock.set(corrected[0].public_from)
    new = card_of(html_of("/en/statements/said/"))
    assert new != old
    assert (told(client, old)[0], told(client, new)[0]) == (404, 200)
    assert "og:image" not in properties(html_of("/en/statements/said/editions/1/")) or old not in html_of(
        "/en/statements/said/editions/1/"
    )


def test_nothing_is_drawn_for_a_page(out: Any, author: User, html_of: HtmlOf) -> None:
    out(make_release("statement", by=author, slug="said"))
    with mock.patch.object(raster, "png", side_effect=AssertionError("drawn too early")):
        html_of("/en/statements/said/")
        html_of("/en/")


def test_a_draft_has_no_card(mission: Any, author: User, client: Client) -> None:
    make_release("statement", by=author, slug="said")
    assert told(client, "/en/statements/said/card-0123456789abcdef.png") == told(client, NONSENSE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "statements/", "releases/", "calendar/"])
def test_the_mission_s_own_pages_have_cards(
    mission: Any, html_of: HtmlOf, client: Client, language: str, page: str, django_assert_num_queries: Any
) -> None:
    said = properties(html_of(f"/{language}/{page}"))
    path = said["og:image"].removeprefix("http://testserver")
    assert path.startswith(f"/{language}/{page}card-")
    assert (said["twitter:card"], said["og:image:type"]) == ("summary_large_image", "image/png")
    told(client, path)
    with django_assert_num_queries(1):
        assert told(client, path)[0] == 200


def test_a_page_that_is_no_list_has_no_card(mission: Any, client: Client, html_of: HtmlOf) -> None:
    digest = card_of(html_of("/en/"))[-20:-4]
    assert told(client, f"/en/suggest/card-{digest}.png")[0] == 404
    assert told(client, f"/en/statements/card-{digest}.png")[0] == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_briefing_shows_the_first_figure_of_its_text(
    out: Any, author: User, html_of: HtmlOf, client: Client, language: str
) -> None:
    first = make_release("statistic", by=author, languages=LANGUAGES)
    second = make_release("statistic", by=author, languages=LANGUAGES, observations=[{"value": 54, "unit": "percent"}])
    briefing = make_release("briefing", by=author, languages=LANGUAGES, slug="spring", cites=[first, second])
    for text in briefing.texts.all():
        FigureBlock.objects.create(parent=text, observation=second.observations.get(), ordering=1)
    out(first, second, briefing)
    said = properties(html_of(f"/{language}/briefings/spring/"))
    assert "54" in said["og:image:alt"]
    assert told(client, said["og:image"])[0] == 200


def test_only_what_was_said_word_for_word_is_in_quotation_marks(out: Any, author: User, html_of: HtmlOf) -> None:
    for mode in ("verbatim", "written", "paraphrase"):
        out(make_release("statement", by=author, slug=mode, title="Said", mode=mode))
    alts = [properties(html_of(f"/en/statements/{mode}/"))["og:image:alt"] for mode in ("verbatim", "written")]
    assert all(alt.startswith("“Said!” — Rudolf Rassendyll") for alt in alts)
    assert properties(html_of("/en/statements/paraphrase/"))["og:image:alt"].startswith("Said! — ")


def test_a_photograph_goes_before_the_card_and_the_card_before_a_graphic(
    out: Any, author: User, html_of: HtmlOf
) -> None:
    photograph = make_release("media", by=author, slug="photograph", source_type="digitalCapture")
    graphic = make_release("media", by=author, slug="graphic")
    out(
        photograph,
        graphic,
        make_release("briefing", by=author, slug="seen", cites=[graphic, photograph]),
        make_release("briefing", by=author, slug="drawn", cites=[graphic]),
    )
    shown = {path: card_of(html_of(f"/en/{path}/")) for path in ("briefings/seen", "briefings/drawn", "media/graphic")}
    assert shown["briefings/seen"].startswith("/media/")
    assert shown["briefings/seen"].endswith(".jpg")
    assert "photograph" in shown["briefings/seen"]
    assert shown["briefings/drawn"].startswith("/en/briefings/drawn/card-")
    assert "graphic" in shown["media/graphic"]
    assert f'"image": "http://testserver{shown["briefings/drawn"]}"' in html_of("/en/briefings/drawn/").replace(
        '":"', '": "'
    )


def test_without_the_typeface_a_page_shows_the_picture_that_it_has(
    out: Any, author: User, html_of: HtmlOf, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphic = make_release("media", by=author, slug="graphic", languages=("en", "ur"))
    briefing = make_release("briefing", by=author, slug="spring", languages=("en", "ur"), cites=[graphic])
    out(graphic, briefing, make_release("statement", by=author, slug="said", languages=("en", "ur")))
    path = card_of(html_of("/ur/statements/said/"))
    real = typefaces.typeface
    monkeypatch.setattr(typefaces, "typeface", lambda name: None if name == typefaces.NASTALIQ else real(name))
    parts.forget()  # no process that runs loses a typeface
    assert card_of(html_of("/ur/briefings/spring/")).startswith("/media/")
    said = properties(html_of("/ur/statements/said/"))
    assert (said["twitter:card"], "og:image" in said) == ("summary", False)
    assert told(client, path)[0] == 404
    assert card_of(html_of("/en/statements/said/")).startswith("/en/statements/said/card-")


@pytest.fixture
def shown(out: Any, author: User) -> list[Any]:
    editions: list[Any] = out(
        make_release("statistic", by=author, slug="voters", languages=LANGUAGES, observations=ROWS),
        make_drawn_map(by=author, slug="road", languages=LANGUAGES),
    )
    return editions


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["statistics/voters/chart", "media/road/map"])
def test_a_chart_and_a_map_are_taken_away_as_svg_and_png(
    shown: list[Any], html_of: HtmlOf, client: Client, language: str, path: str, django_assert_num_queries: Any
) -> None:
    page = html_of(f"/{language}/{path.rpartition('/')[0]}/")
    for form, media_type in (("svg", "image/svg+xml; charset=utf-8"), ("png", "image/png")):
        address = f"/{language}/{path}.{form}"
        assert f'href="{address}"' in page
        with django_assert_num_queries(2):
            status, data, headers = told(client, address)
        assert (status, headers["Content-Type"]) == (200, media_type)
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert told(client, address, **{"if-none-match": headers["ETag"]})[0] == 304
        if form == "png":
            assert Image.open(io.BytesIO(data)).width == 2400
        else:
            ET.fromstring(data)


def test_a_drawing_that_is_opened_by_itself_may_run_nothing(shown: list[Any], client: Client) -> None:
    for address in ("/en/statistics/voters/chart.svg", "/en/media/road/map.svg"):
        policy = told(client, address)[2]["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "script-src" not in policy


def test_a_withdrawn_chart_is_as_if_it_had_never_been(
    shown: list[Any], client: Client, clock: Clock, reviewer: User
) -> None:
    paths = ["/en/statistics/voters/chart.svg", "/en/statistics/voters/chart.png", "/en/media/road/map.png"]
    assert {told(client, path)[0] for path in paths} == {200}
    ends = acts.withdraw(editions=shown, by=reviewer, reason="It was wrong.")[0].public_until
    assert ends is not None
    clock.set(ends)
    for path in paths:
        assert told(client, path) == told(client, NONSENSE)


def test_what_has_no_chart_and_no_map_has_no_file(out: Any, author: User, client: Client, html_of: HtmlOf) -> None:
    out(make_release("statistic", by=author, slug="single"), make_release("media", by=author, slug="picture"))
    assert told(client, "/en/statistics/single/chart.svg")[0] == 404
    assert told(client, "/en/media/picture/map.png")[0] == 404
    assert "chart.svg" not in html_of("/en/statistics/single/")
    assert "map.svg" not in html_of("/en/media/picture/")


def test_the_press_kit_brings_both_as_svg_and_png(shown: list[Any], client: Client) -> None:
    kits = []
    for path in ("/en/statistics/voters/", "/en/media/road/"):
        response: Any = client.get(path + "press-kit.zip")
        kits.append(zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))))
    for kit, name in zip(kits, ("charts/voters", "maps/road"), strict=True):
        for language in LANGUAGES:
            assert kit.read(f"{language}/{name}.svg").startswith(b"<svg")
            assert kit.read(f"{language}/{name}.png").startswith(b"\x89PNG")


@pytest.mark.django_db(transaction=True)
def test_when_words_are_expunged_no_picture_of_them_stays(
    out: Any, author: User, administrator: User, html_of: HtmlOf, client: Client, clock: Clock, reviewer: User
) -> None:
    """Seen red: without the line in `expunge`, the card stays on the disk."""
    editions = out(make_release("statement", by=author, slug="said"))
    told(client, card_of(html_of("/en/statements/said/")))
    assert pictures_kept() == 1
    ends = acts.withdraw(editions=editions, by=reviewer, reason="A court said so.")[0].public_until
    assert ends is not None
    clock.set(ends)
    acts.expunge(editions=editions, by=administrator, reason="A court said so.")
    assert pictures_kept() == 0


@pytest.mark.parametrize("path", ["/en/", "/en/statements/said/"])
def test_a_card_is_not_written_to(out: Any, author: User, html_of: HtmlOf, path: str) -> None:
    out(make_release("statement", by=author, slug="said"))
    asked = Client(enforce_csrf_checks=True).post(card_of(html_of(path)))
    assert asked.status_code == 405
    assert not asked.cookies


def test_an_office_stands_beside_its_holder(out: Any, author: User, html_of: HtmlOf) -> None:
    out(make_release("statement", by=author, slug="said", title="Said", occasions=in_each("At the opening")))
    assert properties(html_of("/en/statements/said/"))["og:image:alt"] == "Said! — Rudolf Rassendyll · Ambassador"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_and_a_topic_have_cards_of_their_own(
    out: Any,
    author: User,
    client: Client,
    html_of: HtmlOf,
    reviewer: User,
    clock: Clock,
    django_assert_num_queries: Any,
    language: str,
) -> None:
    office = make_office()
    person = office.person
    topic = make_topic()
    editions = out(
        make_release("statement", by=author, languages=LANGUAGES, topics=[topic], speaker=person, office=office)
    )
    for path in (f"/{language}/people/{person.slug}/", f"/{language}/topics/{topic.slug}/"):
        found = card_of(html_of(path))
        assert found.startswith(f"{path}card-")
        with django_assert_num_queries(2):
            status, data, headers = told(client, found)
        assert (status, headers["Content-Language"]) == (200, language)
        assert Image.open(io.BytesIO(data)).size == (1200, 630)
        assert told(client, f"{path}card-0123456789abcdef.png") == told(
            client, NONSENSE.replace("/en/", f"/{language}/")
        )
    acts.withdraw(editions=editions, by=reviewer, reason=in_each("Wrong."))
    clock.set(clock.now + dt.timedelta(minutes=1))
    assert told(client, found)[0] == 404
