"""Templates of the site come without what sets their lines in, and say the same."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.test import Client

from releases.authoring.models import User
from tests.factories import make_release

FOLDER = Path(settings.BASE_DIR) / "templates" / "site"
TEMPLATES = sorted(FOLDER.glob("*.html"))


def loaded(name: str) -> str:
    template = engines["django"].get_template(name).template  # type: ignore[union-attr]
    return str(template.source)


def test_nothing_in_them_lives_by_its_spaces() -> None:
    """Where spaces are shown, or are part of what is translated, lines must not be moved."""
    assert len(TEMPLATES) > 60
    for path in TEMPLATES:
        source = path.read_text()
        assert not re.search(r"<(?:pre|textarea|listing)\b|white-space", source), path.name
        for tag in re.findall(r"{% blocktrans(?:late)?\b[^%]*%}", source):
            assert " trimmed" in tag, (path.name, tag)


def test_they_say_the_same_in_as_many_lines() -> None:
    """So that nothing that was apart comes together, and an error still names the line. Seen red: with lines joined."""
    for path in TEMPLATES:
        lines = [tight(line) for line in path.read_text().split("\n")]
        assert loaded(f"site/{path.name}").split("\n") == lines, path.name


def tight(line: str) -> str:
    """An attribute on a line of its own still has a space before it: what looks for ` class=` finds it."""
    bare = line.lstrip(" \t")
    return bare if bare == line or bare.startswith("<") else f" {bare}"


def test_templates_of_mail_and_of_the_desk_are_as_they_were_written() -> None:
    for name in ("mail/release.html", "admin/base_site.html"):
        assert loaded(name) == (FOLDER.parent / name).read_text()


def test_a_page_is_not_set_in(out: Any, client: Client, author: User) -> None:
    out(make_release("statement", by=author, slug="said"))
    html = client.get("/en/statements/said/").content.decode()
    assert re.findall(r"^[ \t]{2,}\S.*", html, re.MULTILINE) == []
