"""Keeps the message catalogues in step with the sources. Needs no gettext: Babel reads Python and templates alike."""

import io
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_SOURCES = ("embassy", "releases", "templates")


class Command(BaseCommand):
    help = "Updates the message catalogues from the sources. With --check it only says whether they agree."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        template = extracted()
        problems = []
        for language, _name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            path = catalogue_path(language)
            catalogue = _read(path, language)
            if options["check"]:
                problems += list(_differences(language, catalogue, template))
                continue
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalogue, width=110, sort_output=True, omit_header=False, no_location=True)
        if problems:
            raise CommandError("\n".join(problems))


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def extracted() -> Catalog:
    """Every message of our Python files and templates."""
    catalogue = Catalog(project="press office", charset="utf-8")
    for path in _files():
        for _line, function, messages, _comments in _messages(path):
            spec = _KEYWORDS[function]
            parts = [messages] if isinstance(messages, str) else [part for part in messages if isinstance(part, str)]
            context = parts.pop(0) if spec and isinstance(spec[0], tuple) and len(parts) > 1 else None
            if parts and parts[0]:
                identifier = tuple(parts[:2]) if function.startswith(("n", "np")) and len(parts) > 1 else parts[0]
                flags = ["python-format"] if "%(" in parts[0] else []
                catalogue.add(identifier, context=context, flags=flags)
    return catalogue


def _files() -> Iterator[Path]:
    for source in _SOURCES:
        root = Path(settings.BASE_DIR) / source
        for pattern in ("*.py", "*.html", "*.txt"):
            yield from (path for path in sorted(root.rglob(pattern)) if "migrations" not in path.parts)


def _messages(path: Path) -> Iterator[tuple[Any, Any, Any, Any]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of the template is filler; without indentation it reads as Python.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    yield from extract_python(io.BytesIO(text.encode()), _KEYWORDS, [], {"encoding": "utf-8"})


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, project="press office", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _differences(language: str, catalogue: Catalog, template: Catalog) -> Iterator[str]:
    known = {(message.id, message.context): message for message in catalogue if message.id}
    wanted = {(message.id, message.context) for message in template if message.id}
    yield from (f"{language}: not in the catalogue: {identifier!r}" for identifier, _context in wanted - set(known))
    yield from (f"{language}: no longer in the sources: {identifier!r}" for identifier, _context in set(known) - wanted)
    for (identifier, _context), message in known.items():
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(words) or message.fuzzy:
            yield f"{language}: not translated: {identifier!r}"
