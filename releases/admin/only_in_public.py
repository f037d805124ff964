"""Links of the site to what is at no other time than now: feeds, the API, what is for one person. At a time, said in
words.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.template import loader

from releases.authoring.languages import direction, interface_language

_LINK = re.compile(r'<a\s[^>]*?\bhref="(?P<path>/(?!/)[^"#?]*)[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_OF_THE_HEAD = re.compile(r'<link\s[^>]*?\brel="alternate"[^>]*?\bhref="(?P<path>/(?!/)[^"#?]*)[^>]*>', re.DOTALL)


def said_in_words(request: HttpRequest, html: str, away: Callable[[str], bool]) -> str:
    """The HTML with each link to what is `away` replaced by its words, and a remark that it is only in public."""
    remark = loader.get_template("admin/site_at/_only_in_public.html").render(
        {"language": interface_language(), "direction": direction(interface_language())}, request
    )

    def said(found: re.Match[str]) -> str:
        return f"{found['words']} {remark}" if away(found["path"]) else found[0]

    html = _OF_THE_HEAD.sub(lambda found: "" if away(found["path"]) else found[0], html)
    return _LINK.sub(said, html)
