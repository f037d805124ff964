"""The body of an edition: its blocks as readers are shown them, and what each still lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from releases.authoring.models import (
    AnswerBlock,
    ChartBlock,
    FigureBlock,
    QuoteBlock,
    Release,
    TableBlock,
    TextBlock,
)

from . import comparable
from .facts import Draft
from .working import cited_by


def places(blocks: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """Of the blocks that `body` yields: which of its kind each is, and its primary key."""
    for place, _number, block in _numbered(blocks):
        if not _wanting(block) and _says_something(block):
            yield place, block.pk


def body(draft: Draft, blocks: Iterable[Any], cards: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks that say or show something; a draft may hold others, each of which is a fault. Empty text is not."""
    for place, number, block in _numbered(blocks):
        if wanting := _wanting(block):
            draft.missing(
                _("%(block)s %(number)d of the body: %(what)s")
                % {"block": capfirst(str(block._meta.verbose_name)), "number": number, "what": wanting},
                at=place,
            )
        elif _says_something(block):
            yield _block(draft, block, cards, place)


def _numbered(blocks: Iterable[Any]) -> Iterator[tuple[str, int, Any]]:
    """Each block with its place, such as `textblock-2`, and its number among those of its kind, from 1."""
    met: Counter[str] = Counter()
    for block in blocks:
        kind = block._meta.model_name
        yield f"{kind}-{met[kind]}", met[kind] + 1, block
        met[kind] += 1


def _says_something(block: Any) -> bool:
    return not isinstance(block, TextBlock) or bool(block.html.strip())


def _wanting(block: Any) -> str:
    """What a block lacks before readers can be shown it; "" when it lacks nothing."""
    if isinstance(block, AnswerBlock):
        if not block.question.strip():
            return _("the question is missing.")
        return "" if block.html.strip() else _("the answer is missing.")
    if isinstance(block, TableBlock):
        return "" if block.cells else _("the table has no cells.")
    for name, said in (
        ("statement", _("no statement is chosen.")),
        ("observation", _("no figure is chosen.")),
        ("statistic", _("no statistic is chosen.")),
        ("asset", _("no picture is chosen.")),
    ):
        if hasattr(block, f"{name}_id") and getattr(block, f"{name}_id") is None:
            return said
    return ""


def _block(draft: Draft, block: Any, cards: dict[str, dict[str, Any]], place: str) -> dict[str, Any]:
    if isinstance(block, TextBlock):
        return {"type": "text", "html": block.html}
    if isinstance(block, AnswerBlock):
        return {"type": "answer", "question": block.question, "html": block.html, "mode": block.mode}
    if isinstance(block, TableBlock):
        return {
            "type": "table",
            "caption": block.caption.strip(),
            "header_row": block.header_row,
            "header_column": block.header_column,
            "rows": block.cells,
        }
    release = cast(Release, cited_by(block))
    shown: dict[str, Any] = {"type": "quote" if isinstance(block, QuoteBlock) else "picture", "cites": str(release.uid)}
    card = cards.get(shown["cites"])
    if isinstance(block, ChartBlock):
        shown |= {"type": "chart"}
        if card and comparable.comparison(card["statistic"]["observations"]) is None:
            draft.missing(
                _(
                    "it shows a chart of “%(release)s”, which has no two figures that can be compared: of one unit,"
                    " for periods of one length. Show the figure instead."
                )
                % {"release": card["title"]},
                at=place,
            )
    if isinstance(block, FigureBlock):
        shown |= {"type": "figure", "observation": block.observation_id}
        if card and block.observation_id not in [row["id"] for row in card["statistic"]["observations"]]:
            draft.missing(
                _("it shows a figure that the cited edition of “%(release)s” does not have.")
                % {"release": card["title"]},
                at=place,
            )
    return shown
