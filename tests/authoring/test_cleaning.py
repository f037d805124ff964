"""What an author pastes in is kept as words and links that lead somewhere; nothing of it runs, loads or leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.authoring.cleaning import clean_html

HOSTILE = {
    "script": "<p>a</p><script>alert(1)</script>",
    "script in svg": "<svg><script>alert(1)</script></svg><p>a</p>",
    "svg": "<svg onload=alert(1)></svg><p>a</p>",
    "handler": '<p onclick="alert(1)">a</p>',
    "handler in capitals": '<p OnMouseOver="alert(1)">a</p>',
    "javascript": '<a href="javascript:alert(1)">a</a>',
    "javascript in capitals": '<a href="JaVaScRiPt:alert(1)">a</a>',
    "javascript with a tab": '<a href="java\tscript:alert(1)">a</a>',
    "javascript as entities": '<a href="&#106;avascript:alert(1)">a</a>',
    "vbscript": '<a href="vbscript:x">a</a>',
    "data": '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    "file": '<a href="file:///etc/passwd">a</a>',
    "other host": '<a href="//evil.example/x">a</a>',
    "other host by backslashes": r'<a href="\\evil.example/x">a</a>',
    "other host by both": r'<a href="/\evil.example/x">a</a>',
    "other host after a space": '<a href=" //evil.example/x">a</a>',
    "other host after a tab": '<a href="/\t/evil.example/x">a</a>',
    "other host after a line": '<a href="/\n/evil.example/x">a</a>',
    "image": '<p>a<img src="https://evil.example/pixel.gif"></p>',
    "image of ours": '<p>a<img src="/media/x"></p>',
    "picture": "<picture><source srcset='https://evil.example/x'></picture><p>a</p>",
    "style": '<p style="position:fixed">a</p>',
    "style element": "<style>p{background:url(https://evil.example)}</style><p>a</p>",
    "frame": '<iframe src="https://evil.example"></iframe><p>a</p>',
    "object": '<object data="https://evil.example"></object><p>a</p>',
    "form": '<form action="https://evil.example"><input name=a></form><p>a</p>',
    "meta": '<meta http-equiv="refresh" content="0;url=https://evil.example"><p>a</p>',
    "base": '<base href="https://evil.example"><p>a</p>',
    "comment": "<!--[if IE]><script>alert(1)</script><![endif]--><p>a</p>",
    "unclosed": '<p>a<a href="x" onclick=alert(1)',
    "mathematics": "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math><p>a</p>",
    "template": "<template><script>alert(1)</script></template><p>a</p>",
    "identity": '<p id="main" class="error" name="x">a</p>',
}
FORBIDDEN = ("script", "evil", "alert", "on", "style", "src", "data:", "<img", "<svg", "<form", "id=", "class=")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_takes_out_what_is_hostile(name: str) -> None:
    cleaned = clean_html(HOSTILE[name])

    left = cleaned.replace('rel="noopener"', "").lower()
    assert [word for word in FORBIDDEN if word in left] == []


KEPT = [
    "<p>Trade is <strong>growing</strong> and <em>so is</em> trust.</p>",
    "<h2>Corridors</h2><ul><li>North-South</li><li>Caspian</li></ul>",
    "<blockquote>Words</blockquote>",
    '<p dir="rtl" lang="ur">تجارت <bdi dir="ltr" lang="en">AIFC</bdi></p>',
    "<p>One<br>two</p>",
    "<p>6,3 млн &amp; 63 لاکھ</p>",
]


@pytest.mark.parametrize("html", KEPT)
def test_it_leaves_what_our_pages_style(html: str) -> None:
    assert clean_html(html) == html


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:press@ruritania.example",
        "tel:+9251000",
        "/en/briefings/",
        "#note",
    ],
)
def test_it_leaves_links_that_lead_somewhere(address: str) -> None:
    assert f'href="{address}"' in clean_html(f'<a href="{address}">a</a>')


def test_it_takes_out_empty_paragraphs() -> None:
    assert clean_html("<p></p><p> &nbsp;<br></p><h2> </h2><p>a</p>") == "<p>a</p>"


@given(st.text(alphabet='<>/"=& \\\n\tapbscriptonhref:jv0#', max_size=60))
def test_cleaning_what_is_clean_changes_nothing(html: str) -> None:
    once = clean_html(html)

    assert clean_html(once) == once
