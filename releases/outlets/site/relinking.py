"""A page of the site shown under another address: each of its links is led there too, whoever wrote it."""

import re
from collections.abc import Callable

_STAYS = ("/static/", "/theme/")
_LINK = re.compile(
    r'(?P<name>\s(?:href|src|poster|action|formaction|data-suggest|data-copy-from)=")(?P<path>/(?!/)[^"]*)'
)
_SET = re.compile(r'(?P<name>\s(?:srcset|imagesrcset)=")(?P<listed>[^"]*)')
_BEGINNING = re.compile(r'<body[^>]*>(?:\s*<a class="skip"[^>]*>[^<]*</a>)?')
_CANDIDATE = re.compile(r"(?:(?<=^)|(?<=, ))/(?!/)[^\s,]+")


def relinked(html: str, to: Callable[[str], str]) -> str:
    """The HTML with every path of this host led through `to`; styles, scripts and typefaces stay where they are."""

    def led(path: str) -> str:
        return path if path.startswith(_STAYS) else to(path)

    html = _LINK.sub(lambda found: found["name"] + led(found["path"]), html)
    return _SET.sub(
        lambda found: found["name"] + _CANDIDATE.sub(lambda candidate: led(candidate[0]), found["listed"]), html
    )


def with_head_and_banner(html: str, *, head: str, banner: str) -> str:
    """`head` at the end of the page's head, `banner` at the beginning of its body: after the link that skips it."""
    html = html.replace("</head>", f"{head}</head>", 1)
    return _BEGINNING.sub(lambda found: found[0] + banner, html, count=1)
