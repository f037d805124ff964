"""What a picture tells: ours in every format, nothing of whoever took it. Read back by exiv2, an independent reader."""

import datetime as dt
import io
from typing import Any

import pyexiv2
import pytest
from django.core.files.storage import storages
from PIL import Image

from releases.assets import sandbox
from releases.assets.ingest import ingest
from releases.assets.models import MediaFile, Rendition
from releases.assets.renditions import made, make_waiting
from releases.authoring.models import MediaAsset, Text, User
from releases.editions import acts
from tests.assets.corpus.making import exif, into_jpeg, jpeg_segment, saved, scene
from tests.clock import Clock
from tests.factories import make_release, publish, submit

pytestmark = pytest.mark.django_db
pyexiv2.enableBMFF()

SECRETS = ("Spycam", "Model 007", "Michael", "maker's secret", "Zenda", "SN-424242", "photoshop secret")
WORDS = {
    "en": ("The chancery & “gardens” < park", "The chancery of Ruritania in spring.", "A white house among trees"),
    "ru": ("Канцелярия", "Канцелярия Руритании весной.", "Белый дом среди деревьев"),
    "ur": ("دفتر", "بہار میں روریتانیا کا دفتر۔", "درختوں میں ایک سفید گھر"),
}


def told() -> bytes:
    """A photograph that tells everything: Exif with a place, a thumbnail and a maker's note, XMP, IIM, a comment."""
    tags = exif()
    thumbnail = saved(scene(size=(16, 12)), "JPEG")
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>Black Michael of Zenda</rdf:RDF></x:xmpmeta>"
    photograph = saved(scene(size=(720, 480)), "JPEG", exif=tags, xmp=packet, comment=b"Black Michael")
    iptc = b"\x1c\x02\x50\x00\x07Michael"
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(iptc).to_bytes(4, "big") + iptc
    resource = b"Photoshop 3.0\x008BIM\x04\x0c\x00\x00" + (16).to_bytes(4, "big") + b"photoshop secret"
    return into_jpeg(photograph, jpeg_segment(0xED, block), jpeg_segment(0xED, resource), jpeg_segment(0xE5, thumbnail))


def make_asset(author: User, *languages: str) -> MediaAsset:
    asset: MediaAsset = make_release(
        "media",
        by=author,
        languages=languages,
        file=ingest(io.BytesIO(told()), name="told.jpg").file,
        creator="Rudolf Rassendyll",
        credit_line="Embassy of Ruritania",
        copyright_notices={tag: f"© Ruritania ({tag})" for tag in languages},
        usage_terms={tag: f"Free with credit ({tag})" for tag in languages},
        source_type=MediaAsset.SourceType.PHOTOGRAPH,
        taken_on="2029-12-30",
        place="Strelsau",
        rights_page="https://ruritania.example/rights",
    )
    for tag in languages:
        title, caption, alt = WORDS[tag]
        Text.objects.filter(release=asset, language=tag).update(title=title, summary=caption, alt_text=alt)
    return asset


def files_of(content: dict[str, Any]) -> dict[str, bytes]:
    """Media type and width -> the bytes of each file that an edition names."""
    while make_waiting():
        pass
    return {
        f"{row['media_type']} {row['width_px']} {row['crop']}": stored(row["digest"]) for row in content["renditions"]
    }


def stored(digest: str) -> bytes:
    with storages["default"].open(made(digest).storage_name) as file:
        data: bytes = file.read()
    return data


def xmp(data: bytes) -> dict[str, Any]:
    with pyexiv2.ImageData(data) as image:
        found: dict[str, Any] = image.read_xmp()
    return found


def _png(metadata: dict[str, Any], source: MediaFile, folder: Any) -> bytes:
    """PNG is none of the formats that readers are sent; a kit or a desk may ask for it."""
    output = {"path": str(folder / "made.png"), "format": "PNG", "width_px": 360, "height_px": 240, "box": None}
    sandbox.run(
        "render", name="png", path=storages["default"].path(source.storage_name), outputs=[output], metadata=metadata
    )
    return (folder / "made.png").read_bytes()


@pytest.fixture
def published(clock: Clock, author: User, reviewer: User, tmp_path: Any) -> dict[str, bytes]:
    asset = make_asset(author, "en", "ru", "ur")
    editions = publish([asset], author=author, reviewer=reviewer, clock=clock)
    files = files_of(editions[0].body["media"])
    metadata = Rendition.objects.exclude(metadata=None).first()
    assert metadata is not None
    assert metadata.metadata is not None
    return {**files, "image/png 360": _png(metadata.metadata.content, asset.file, tmp_path)}


def test_nothing_of_the_original_is_in_any_file(published: dict[str, bytes]) -> None:
    formats = {name.split()[0] for name in published}
    told_in = {secret: [name for name, data in published.items() if secret.encode() in data] for secret in SECRETS}

    assert formats == {"image/jpeg", "image/webp", "image/avif", "image/png"}
    assert [secret for secret, files in told_in.items() if files] == []
    assert [secret for secret in SECRETS if secret.encode() not in told()] == []
    for data in published.values():
        _bare_of_exif(data)


def _bare_of_exif(data: bytes) -> None:
    with pyexiv2.ImageData(data) as image:
        assert image.read_exif() == {}
        assert image.read_comment() == ""
        assert image.read_thumbnail() == b""
        assert image.read_icc() == b""


def test_credit_and_rights_are_in_every_file(published: dict[str, bytes]) -> None:
    for name, data in published.items():
        found = xmp(data)
        assert found["Xmp.dc.creator"] == ["Rudolf Rassendyll"], name
        assert found["Xmp.photoshop.Credit"] == "Embassy of Ruritania"
        assert found["Xmp.photoshop.City"] == "Strelsau"
        assert found["Xmp.photoshop.DateCreated"] == "2029-12-30"
        assert found["Xmp.xmpRights.Marked"] == "True"
        assert found["Xmp.xmpRights.WebStatement"] == "https://ruritania.example/rights"
        assert found["Xmp.iptcExt.DigitalSourceType"].endswith("/digitalsourcetype/digitalCapture")


def test_words_are_in_every_file_in_every_language(published: dict[str, bytes]) -> None:
    for name, data in published.items():
        found = xmp(data)
        for tag, (title, caption, alt) in WORDS.items():
            lang = f'lang="{tag}"'
            assert found["Xmp.dc.title"][lang] == title, name
            assert found["Xmp.dc.description"][lang] == caption
            assert found["Xmp.iptc.AltTextAccessibility"][lang] == alt
            assert found["Xmp.dc.rights"][lang] == f"© Ruritania ({tag})"
            assert found["Xmp.xmpRights.UsageTerms"][lang] == f"Free with credit ({tag})"
        assert found["Xmp.dc.description"]['lang="x-default"'] == WORDS["en"][1]


def test_a_jpeg_has_the_older_records_too(published: dict[str, bytes]) -> None:
    jpegs = [data for name, data in published.items() if name.startswith("image/jpeg")]
    assert jpegs
    for data in jpegs:
        with pyexiv2.ImageData(data) as image:
            found = image.read_iptc()
        assert found["Iptc.Application2.Byline"] == ["Rudolf Rassendyll"]
        assert found["Iptc.Application2.Credit"] == "Embassy of Ruritania"
        assert found["Iptc.Application2.Copyright"] == "© Ruritania (en)"
        assert found["Iptc.Application2.Caption"] == WORDS["en"][1]
        assert found["Iptc.Application2.City"] == "Strelsau"
        assert found["Iptc.Application2.DateCreated"] == "2029-12-30"


def test_words_of_a_draft_language_are_in_no_file_until_they_are_public(
    clock: Clock, author: User, reviewer: User
) -> None:
    asset = make_asset(author, "en", "ru")
    first = publish([asset], author=author, reviewer=reviewer, languages=["en"], clock=clock)[0]
    russian = [*WORDS["ru"], "(ru)"]
    before = files_of(first.body["media"])

    clock.tick(60)
    at = clock.now + dt.timedelta(hours=1)
    second = acts.approve(submission=submit([asset], by=author, languages=["ru"]), by=reviewer, at=at)[0]
    after = files_of(second.body["media"])

    assert [word for word in russian for data in before.values() if word.encode() in data] == []
    assert all(WORDS["en"][1].encode() in data for data in before.values())
    assert all(WORDS["ru"][1].encode() in data and WORDS["en"][1].encode() in data for data in after.values())
    assert not {row["digest"] for row in first.body["media"]["renditions"]} & {
        row["digest"] for row in second.body["media"]["renditions"]
    }


def test_a_correction_of_one_language_does_not_take_the_draft_of_another_along(
    clock: Clock, author: User, reviewer: User
) -> None:
    asset = make_asset(author, "en", "ru")
    publish([asset], author=author, reviewer=reviewer, languages=["en"], clock=clock)
    acts.approve(
        submission=submit([asset], by=author, languages=["ru"]), by=reviewer, at=clock.now + dt.timedelta(hours=1)
    )
    Text.objects.filter(release=asset, language="en").update(summary="The chancery of Ruritania in autumn.")

    corrected = acts.correct(
        submission=submit([asset], by=author, languages=["en"]), by=reviewer, note="The season was wrong."
    )[0]

    files = files_of(corrected.body["media"])
    assert [word for word in WORDS["ru"] for data in files.values() if word.encode() in data] == []
    assert all(b"in autumn" in data for data in files.values())


def test_words_that_xml_forbids_do_not_spoil_the_packet(tmp_path: Any) -> None:
    source = ingest(io.BytesIO(saved(scene(size=(720, 480)), "PNG")), name="photo.png").file
    words = {"en": 'bell\x07 nul\x00 half\ud800 </rdf:li> & "quoted" \' end'}
    texts = dict.fromkeys(("title", "caption", "alt_text", "usage_terms", "copyright_notice"), words)
    plain = dict.fromkeys(("creator", "credit_line", "date", "place", "web_statement"), "a\x0bb")
    metadata = {**texts, **plain, "source_type": "digitalCapture", "default_language": "en"}

    found = xmp(_png(metadata, source, tmp_path))

    assert found["Xmp.dc.description"]['lang="en"'] == 'bell nul half </rdf:li> & "quoted" \' end'
    assert found["Xmp.photoshop.Credit"] == "ab"


def test_the_pixels_are_ours_too(published: dict[str, bytes]) -> None:
    for data in published.values():
        picture = Image.open(io.BytesIO(data))
        assert not {"exif", "icc_profile", "comment"} & set(picture.info)
        assert getattr(picture, "n_frames", 1) == 1
