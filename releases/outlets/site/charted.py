"""A statistic as a chart on a page, with the table of the same numbers that belongs to it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from releases.outlets import charting

from . import cards


@dataclass(frozen=True)
class Charted:
    """`caption` says what is compared and in what unit, `rows` are the numbers themselves; `key` begins its ids."""

    key: str
    drawing: SafeString
    caption: str
    rows: list[cards.Figure]
    title: str
    language: str
    since: cards.Since


def charted(content: cards.Content, language: str, since: cards.Since, *, key: str) -> Charted | None:
    """None where there is nothing to compare. `language` is the page's."""
    chart = charting.chart(content, language, key=key)
    if chart is None:
        return None
    return Charted(
        key=key,
        drawing=mark_safe(chart.svg),  # noqa: S308  built as XML, which escapes every word
        caption=chart.caption,
        rows=cards.figures(content, language, since),
        title=content["title"],
        language=content["language"],
        since=since,
    )
