"""The shape of an edition's content: `content.schema.json`, documented in docs/edition.md."""

import functools
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

VERSION = "edition/1"


@functools.cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "content.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(content: dict[str, Any]) -> list[str]:
    """Where the content departs from the shape; empty when it does not."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(content)]


def card_of(content: dict[str, Any]) -> dict[str, Any]:
    """A release as others cite it: identity, words and facts, without its body and what it cites itself."""
    kind = content["kind"]
    return {part: content[part] for part in ("uid", "kind", "language", "slug", "title", "summary", kind)}


def files_shown(content: dict[str, Any]) -> set[str]:
    """Digests of all files that a reader of this content is shown, those of cited media included."""
    media = [content.get("media"), *(card.get("media") for card in content["cites"])]
    shown = set()
    for part in filter(None, media):
        shown |= {rendition["digest"] for rendition in part["renditions"]}
        shown |= {part["file"]["digest"]} if part["file"] else set()
        shown |= {part["captions"]} if part["captions"] else set()
    return shown
