"""Words from a clipboard come out clean, whichever program put them there; our own come back as they are."""

from pathlib import Path

import pytest

from releases.authoring.cleaning import clean_html


def clipboard(program: str) -> str:
    return (Path(__file__).parent.parent / "data" / "clipboard" / f"{program}.html").read_text(encoding="utf-8")


def test_word() -> None:
    assert clean_html(clipboard("word")) == (
        "<h2>Trade grows</h2><p><strong>Trade</strong> grew by <em>two</em> per cent, says "
        '<a href="https://gov.example/a?b=1&amp;c=2" rel="noopener">the ministry</a>. </p>'
        "<ul><li>Wool<ul><li>Merino</li></ul></li><li>Salt</li></ul><p>Then:</p><ol><li>Sea</li></ol><h3>More</h3>"
    )


def test_google_docs() -> None:
    assert clean_html(clipboard("docs")) == (
        "<h2>Heading</h2><p><strong>Bold</strong> plain <em>slanted</em> "
        '<a href="https://x.example/y" rel="noopener">link</a></p>'
    )


def test_libreoffice() -> None:
    assert clean_html(clipboard("libreoffice")) == "<p><strong>Bold</strong> under</p><ul><li><p>One</p></li></ul>"


@pytest.mark.parametrize(
    "html",
    [
        '<h2>Ours</h2><p>10\u00a0000 <strong>people</strong> &amp; <span lang="ur" dir="rtl">اردو</span></p>',
        "<ul><li><p>One</p></li></ul><blockquote><p>Set in</p></blockquote><p>a<br>b</p>",
    ],
)
def test_our_own_comes_back_as_it_is(html: str) -> None:
    assert clean_html(html).replace("\u00a0", "&nbsp;") == html.replace("\u00a0", "&nbsp;")


@pytest.mark.parametrize(
    "html", ["<b>", "<div><p>a<div>b", "</p></div><b>x", "<p style='mso-list:l0 level9 lfo1'>x", "<![if"]
)
def test_what_is_broken_is_no_error(html: str) -> None:
    clean_html(html)
