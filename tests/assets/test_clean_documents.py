"""What leaves of a document or a recording: the same pages and sounds, and nothing that runs or tells."""

import io
from collections.abc import Callable
from typing import Any

import av
import pikepdf
import pytest
from django.core.files.storage import storages
from pikepdf import Name

from releases.assets import captions, recipes
from releases.assets.ingest import ingest
from releases.assets.models import MediaFile
from tests.assets.corpus import documents, foreign, recordings

pytestmark = pytest.mark.django_db

NOT_TO_LEAVE = (
    b"JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/EF", b"/AcroForm", b"/XFA", b"/OpenAction", b"/AA",
    b"/Metadata", b"/Info", b"/GoToR", b"javascript:", b"Michael", b"Spycam", b"alert", b"cmd.exe", b"evil", b"MZ",
)  # fmt: skip


def taken_in(data: bytes, name: str = "file") -> MediaFile:
    return ingest(io.BytesIO(data), name=name).file


def clean_copy(file: MediaFile) -> bytes:
    copy = file.renditions.get(digest=recipes.clean_copy_digest(file.digest))
    with storages["default"].open(copy.storage_name) as stored:
        data: bytes = stored.read()
    return data


def unpacked(data: bytes) -> bytes:
    """Everything in a document, with streams and objects laid open."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return buffer.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        documents.pdf_that_runs_a_script_when_it_opens,
        documents.pdf_whose_bookmark_launches_a_program,
        documents.pdf_with_a_form_that_submits,
        documents.pdf_with_a_program_attached,
        documents.pdf_with_comments_and_a_file_pinned_to_them,
        documents.pdf_with_links_that_run_scripts_and_files,
        documents.pdf_with_metadata_and_a_photograph_from_zenda,
        documents.pdf_with_an_archive_behind_it,
    ],
)
def test_nothing_that_runs_or_tells_leaves_a_document(make: Callable[[], bytes]) -> None:
    original = make()
    copy = unpacked(clean_copy(taken_in(original)))

    assert [word for word in NOT_TO_LEAVE if word in copy] == []
    # The detector sees what it looks for: each of these was there.
    assert [word for word in (*NOT_TO_LEAVE, b"PK\x03\x04") if word in unpacked(original) + original]
    assert b"PK\x03\x04" not in copy


def test_links_to_pages_and_to_the_web_stay() -> None:
    copy = clean_copy(taken_in(documents.pdf_with_links_to_a_page_and_to_the_web()))

    with pikepdf.open(io.BytesIO(copy)) as document:
        links: Any = document.pages[0].Annots
        assert [str(link.Subtype) for link in links] == ["/Link", "/Link"]
        assert str(links[0].A.URI) == "https://ruritania.example/"


def test_what_was_filled_into_a_form_stays_on_the_page() -> None:
    def change(made: pikepdf.Pdf) -> None:
        look = made.make_stream(
            b"BT /F1 12 Tf (filled in) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 160, 30]
        )
        field = documents.annotation("Widget", FT=Name.Tx, T="name", V="filled in", F=4)
        field.AP = pikepdf.Dictionary(N=look)
        made.pages[0].Annots = pikepdf.Array([made.make_indirect(field)])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(list(made.pages[0].Annots)))

    file = taken_in(documents.document(change))

    assert b"(filled in) Tj" in unpacked(clean_copy(file))
    assert file.changed == ["forms"]


def test_pages_language_and_a_picture_of_the_first_page_are_kept() -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Lang = pikepdf.String("ur-PK")

    file = taken_in(documents.document(change, pages=3))

    assert (file.pages, file.document_language) == (3, "ur-PK")
    assert file.preview is not None
    assert (file.preview.width_px, file.preview.height_px) == (1200, 800)


WORDS = b"BT /F1 18 Tf 40 100 Td (The secret of Zenda) Tj ET"
LEADERS = b"BT /F1 9 Tf 40 100 Td (Chapter 1 .................... 7) Tj ET 0.5 w 40 80 m 200 80 l S"


def _pages(*contents: bytes, rotate: int = 0, origin: tuple[int, int] = (0, 0)) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        for page, content in zip(made.pages, contents, strict=True):
            page.Contents = made.make_stream(content)
            page.MediaBox = pikepdf.Array([-origin[0], -origin[1], 300 - origin[0], 200 - origin[1]])
            page.Rotate = rotate

    return documents.document(change, pages=len(contents))


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("origin", [(0, 0), (30, 20)])
def test_words_under_a_cover_are_found_on_their_pages_alone(rotate: int, origin: tuple[int, int]) -> None:
    covered = WORDS + b" 0 g 30 90 250 30 re f"
    white = b"1 g " + WORDS
    beside = b"0 g 30 20 250 30 re f " + WORDS

    file = taken_in(_pages(WORDS, covered, LEADERS, white, beside, rotate=rotate, origin=origin))

    assert file.hidden_pages == [2, 4]


def test_words_under_a_black_comment_are_found_although_the_comment_is_gone() -> None:
    box = documents.annotation("Square", IC=[0, 0, 0], C=[0, 0, 0], F=4)
    box.Rect = pikepdf.Array([30, 90, 280, 120])

    def change(made: pikepdf.Pdf) -> None:
        look = made.make_stream(b"0 g 0 0 250 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 250, 30])
        box.AP = pikepdf.Dictionary(N=look)
        made.pages[0].Annots = pikepdf.Array([made.make_indirect(box)])

    file = taken_in(documents.document(change))

    assert file.changed == ["comments"]
    assert file.hidden_pages == [1]


def packets(data: bytes) -> list[list[bytes]]:
    with av.open(io.BytesIO(data)) as container:
        streams = [
            stream for stream in container.streams if stream.type in {"video", "audio"} and not _is_cover(stream)
        ]
        found: dict[int, list[bytes]] = {stream.index: [] for stream in streams}
        for packet in container.demux(streams):
            if packet.size:
                found[packet.stream.index].append(bytes(packet))
    return list(found.values())


def _is_cover(stream: Any) -> bool:
    return stream.type == "video" and bool(stream.disposition & av.stream.Disposition.attached_pic)


@pytest.mark.parametrize(
    "make",
    [
        recordings.mp4_with_a_place_in_its_metadata,
        recordings.webm_of_vp9_and_opus,
        recordings.mp3_with_a_cover,
        recordings.m4a,
    ],
)
def test_a_recording_keeps_every_packet_and_no_word(make: Callable[[], bytes]) -> None:
    original = make()
    copy = clean_copy(taken_in(original))

    assert packets(copy) == packets(original)
    assert [secret for secret in recordings.SECRETS.values() if secret.encode() in copy] == []
    assert [secret for secret in recordings.SECRETS.values() if secret.encode() in original]
    with av.open(io.BytesIO(copy)) as container:
        told = {
            **container.metadata,
            **{key: value for row in container.streams for key, value in row.metadata.items()},
        }
        assert {key: value for key, value in told.items() if key not in CONTAINERS_OWN} == {}


# What a container says of itself: the brand it claims, the names of handlers and of its writer, which it must give.
CONTAINERS_OWN = {
    "encoder",
    "major_brand",
    "minor_version",
    "compatible_brands",
    "handler_name",
    "vendor_id",
    "language",
    "DURATION",
}


def test_a_video_held_upright_stays_upright() -> None:
    file = taken_in(recordings.mp4_held_upright())

    with av.open(io.BytesIO(clean_copy(file))) as container:
        assert next(container.decode(video=0)).rotation % 360 == 90
    assert (file.width_px, file.height_px) == (64, 96)
    assert file.duration_ms == 500


def test_captions_leave_with_their_cues_alone() -> None:
    cleaned = captions.clean(foreign.captions_with_notes_styles_and_regions(), name="speech.vtt").decode()

    assert cleaned.startswith(
        "WEBVTT\n\n00:01.000 --> 00:02.000 align:start line:0\n<v Rudolf>Good <i>morning</i></v>\n"
    )
    assert "صبح بخیر" in cleaned
    assert "Michael" not in cleaned


def test_no_tag_but_those_of_captions_leaves() -> None:
    cleaned = captions.clean(foreign.captions_with_a_script(), name="speech.vtt").decode()

    assert "<" not in cleaned
    assert "&lt;script>" in cleaned
