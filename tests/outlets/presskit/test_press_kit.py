"""The press kit: exactly what is public now, in the forms that newsrooms open."""

import csv
import datetime as dt
import io
import resource
import zipfile
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pyexiv2
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from zipstream import ZipStream

from releases.assets.models import Rendition
from releases.authoring.models import QuoteBlock, Statement, Text, User
from releases.editions import acts
from releases.outlets.presskit import views
from tests.assets.corpus import documents, foreign, recordings
from tests.clock import Clock
from tests.factories import in_each, make_office, make_release, submit
from tests.outlets.media.conftest import taken_in

LANGUAGES = ("en", "kk", "ru", "ur")


def kit_at(client: Client, path: str) -> zipfile.ZipFile:
    response = client.get(path + "press-kit.zip")
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/zip"
    kit = zipfile.ZipFile(io.BytesIO(b"".join(response)))  # type: ignore[call-overload]
    assert kit.testzip() is None
    return kit


def read(kit: zipfile.ZipFile, name: str) -> str:
    return kit.read(name).decode("utf-8-sig")


@pytest.fixture
def spring(out: Any, author: User) -> str:
    """A briefing in four languages with words word for word and in substance, figures, a picture and a report."""
    office = make_office(titles=in_each("Ambassador"))
    by = {"by": author, "languages": LANGUAGES, "speaker": office.person, "office": office}
    said = make_release("statement", mode=Statement.Mode.VERBATIM, **by)
    meant = make_release("statement", mode=Statement.Mode.PARAPHRASE, **by)
    figure = make_release("statistic", by=author, languages=LANGUAGES)
    picture = make_release("media", by=author, languages=LANGUAGES, slug="chancery", creator="Rudolf")
    report = make_release(
        "media",
        by=author,
        languages=LANGUAGES,
        slug="report",
        asset_type="document",
        file=taken_in(documents.document()),
    )
    spring = make_release(
        "briefing",
        by=author,
        languages=LANGUAGES,
        slug="spring",
        html="<h2>Trade</h2><p>It <strong>grows</strong> &amp; grows.</p><ul><li>Grain</li></ul>",
        cites=[said, meant, figure, picture, report],
    )
    QuoteBlock.objects.create(parent=Text.objects.get(release=spring, language="en"), statement=said, ordering=20)
    out(spring, said, meant, figure, picture, report)
    return "/en/briefings/spring/"


def test_it_has_texts_quotes_and_figures_in_each_language_and_each_file_once(spring: str, client: Client) -> None:
    kit = kit_at(client, spring)

    papers = {f"{tag}/{name}" for tag in LANGUAGES for name in ("text.txt", "text.docx", "quotes.txt", "figures.csv")}
    assert set(kit.namelist()) == papers | {"pictures/chancery.jpg", "files/report.pdf", "credits.txt"}
    assert len(kit.namelist()) == len(set(kit.namelist()))


def test_it_is_the_same_from_each_language_s_page(spring: str, client: Client) -> None:
    english, russian = kit_at(client, spring), kit_at(client, "/ru/briefings/spring/")

    assert set(english.namelist()) == set(russian.namelist())


def test_the_text_reads_as_it_was_written(spring: str, client: Client) -> None:
    text = read(kit_at(client, spring), "en/text.txt")

    assert "\n\nTrade\n\nIt grows & grows.\n\n- Grain\n\n" in text
    assert "<" not in text


MARKS = {"en": "“”", "kk": "«»", "ru": "«»", "ur": "”“"}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_only_what_was_said_word_for_word_is_in_that_language_s_quotation_marks(
    tag: str, spring: str, client: Client
) -> None:
    first, second = read(kit_at(client, spring), f"{tag}/quotes.txt").split("\n\n")

    opening, closing = MARKS[tag]
    words, credit = first.split("\n— ")
    assert (words[0], words[-1]) == (opening, closing)
    assert credit.startswith("Rudolf Rassendyll, Ambassador")
    assert not set(second) & set('“”«»"')
    assert len(set(second.split("\n— ")[1].split(", ")) - set(credit.split(", "))) == 1


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_document_opens_with_headings_and_its_language_and_direction(tag: str, spring: str, client: Client) -> None:
    document = Document(io.BytesIO(kit_at(client, spring).read(f"{tag}/text.docx")))

    by_style = {paragraph.style.name: paragraph for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Subtitle", "Heading 1", "Normal", "List Bullet"} <= set(by_style)
    run = by_style["Title"].runs[0]._r
    language = run.rPr.find(qn("w:lang"))
    if tag == "ur":
        assert by_style["Normal"]._p.pPr.find(qn("w:bidi")) is not None
        assert run.rPr.find(qn("w:rtl")) is not None
        assert language.get(qn("w:bidi")) == "ur"
    else:
        assert by_style["Normal"]._p.pPr is None or by_style["Normal"]._p.pPr.find(qn("w:bidi")) is None
        assert language.get(qn("w:val")) == tag
    properties = document.core_properties
    assert (properties.author, properties.comments, properties.language) == ("", "", tag)


def test_a_control_character_spoils_no_document(out: Any, client: Client, author: User) -> None:
    release = make_release("statement", by=author, slug="bell")
    Text.objects.filter(release=release).update(words="One\x0btwo\x07three", title="Bell\x07")
    out(release)

    document = Document(io.BytesIO(kit_at(client, "/en/statements/bell/").read("en/text.docx")))

    assert any("Onetwothree" in paragraph.text for paragraph in document.paragraphs)


def test_pictures_are_whole_and_say_whose_they_are(spring: str, client: Client) -> None:
    kit = kit_at(client, spring)

    with pyexiv2.ImageData(kit.read("pictures/chancery.jpg")) as image:
        assert image.read_xmp()["Xmp.photoshop.Credit"] == "Embassy of Ruritania"
        assert image.read_xmp()["Xmp.dc.creator"] == ["Rudolf"]
    assert "pictures/chancery.jpg\t" in read(kit, "credits.txt")
    assert all("Embassy of Ruritania" in line for line in read(kit, "credits.txt").splitlines())
    assert kit.read("files/report.pdf").startswith(b"%PDF-")


def test_a_video_comes_with_its_captions_in_each_language(out: Any, client: Client, author: User) -> None:
    video = make_release(
        "media",
        by=author,
        slug="speech",
        asset_type="video",
        languages=("en", "ru"),
        file=taken_in(recordings.mp4_with_a_page_behind_it()),
    )
    captions = taken_in(foreign.captions_with_notes_styles_and_regions())
    Text.objects.filter(release=video, language="en").update(captions=captions)
    out(video)

    names = set(kit_at(client, "/en/media/speech/").namelist())

    assert {"files/speech.mp4", "files/speech.en.vtt"} <= names
    assert "files/speech.ru.vtt" not in names


def test_two_assets_of_one_name_are_two_files() -> None:
    cards = [
        {
            "media": {"captions": None, "file": {"digest": digest, "media_type": "application/pdf"}},
            "slug": "map",
            "language": tag,
        }
        for digest, tag in (("a", "en"), ("b", "ru"), ("a", "ur"))
    ]
    editions: Any = [mock.Mock(body={**card, "cites": []}) for card in cards]
    kit = ZipStream()

    with mock.patch.object(views.papers, "credits_file", return_value=b""):
        views._add_files(kit, editions)

    assert [file["name"] for file in kit.info_list()] == ["files/map.pdf", "files/map-2.pdf", "credits.txt"]


def test_what_was_added_to_the_draft_since_is_not_in_it(spring: str, client: Client, author: User) -> None:
    before = set(kit_at(client, spring).namelist())
    hidden = make_release("media", by=author, slug="hidden-map", languages=LANGUAGES)
    text = Text.objects.get(release__kind="briefing", language="en")
    text.release.citations.create(cited=hidden, position=9)
    Text.objects.filter(pk=text.pk).update(summary="A secret summary.")
    submit([text.release, hidden], by=author)

    kit = kit_at(client, spring)

    assert set(kit.namelist()) == before
    assert not any(b"secret summary" in kit.read(name) or b"hidden-map" in kit.read(name) for name in kit.namelist())


def test_a_language_that_is_not_public_yet_is_not_in_it(
    out: Any, client: Client, author: User, clock: Clock, reviewer: User
) -> None:
    statement = make_release("statement", by=author, slug="two", languages=("en", "ru"))
    out(statement, languages=["en"])
    opens = clock.now + dt.timedelta(hours=1)
    acts.approve(submission=submit([statement], by=author, languages=["ru"]), by=reviewer, at=opens)

    assert {name[:2] for name in kit_at(client, "/en/statements/two/").namelist()} == {"en"}
    clock.set(opens)
    assert {name[:2] for name in kit_at(client, "/en/statements/two/").namelist()} == {"en", "ru"}


def test_there_is_none_before_the_instant_nor_after_the_withdrawal(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    editions = out(make_release("statement", by=author, slug="planned"), at=opens)
    path, nothing = "/en/statements/planned/press-kit.zip", client.get("/en/statements/nothing/press-kit.zip")

    clock.set(opens - dt.timedelta(seconds=1))
    hidden = client.get(path)
    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, nothing.content, dict(nothing.headers))
    clock.set(opens)
    assert client.get(path).status_code == 200
    ends = acts.withdraw(editions=editions, by=reviewer, reason="It was wrong.")[0].public_until
    assert ends is not None
    clock.set(ends)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/xx/statements/planned/", "/en/nonsense/planned/", "/en/media/planned/"])
def test_an_address_that_is_none_has_no_kit(path: str, mission: Any, client: Client) -> None:
    assert client.get(path + "press-kit.zip").status_code == 404


def test_it_costs_three_queries_and_one_a_file(spring: str, client: Client, django_assert_num_queries: Any) -> None:
    kit_at(client, spring)

    with django_assert_num_queries(3 + 2):
        kit_at(client, spring)


def test_it_is_never_kept_nor_indexed(spring: str, client: Client) -> None:
    response = client.get(spring + "press-kit.zip")

    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Disposition"] == 'attachment; filename="spring-press-kit.zip"'
    assert reverse("press-kit", args=["en", "briefings", "spring"]) == spring + "press-kit.zip"


def test_its_memory_does_not_grow_with_its_size(spring: str, client: Client) -> None:
    piece = bytes(64 * 1024)

    def large(_name: str) -> Iterator[bytes]:
        return (piece for _number in range(3200))  # 200 MB

    kit_at(client, spring)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with mock.patch.object(views, "Pieces", large):
        response: Any = client.get(spring + "press-kit.zip")
        size = sum(len(part) for part in response)

    assert size > 2 * 200 * 1024 * 1024
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024
    assert Rendition.objects.exists()


def test_the_figures_are_read_back_as_they_are(spring: str, client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(read(kit_at(client, spring), "ru/figures.csv"))))

    assert [(row["value"], row["unit"], row["period_from"]) for row in rows] == [("6300000", "person", "2029")]
    assert "6,3 миллион" in rows[0]["display"]
    assert kit_at(client, spring).read("ru/figures.csv").startswith(b"\xef\xbb\xbf")
