"""One text of a submission, laid out for its reviewer: block by block, as a redline against what is public."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from releases.authoring.languages import direction, own_name
from releases.authoring.models import Text
from releases.editions.comparing import Comparison, Difference, Run, compare
from releases.editions.models import Edition, SubmissionItem
from releases.editions.wording import by_block

from .commenting import Place, Thread, Threads, anchor
from .showing import Shown, shown

_FEW = 2
_SHORT = 8


def short(digest: str) -> str:
    """As people compare it: `3f9a1c02`."""
    return digest[:_SHORT]


@dataclass
class BlockReviewed:
    """A block with what changed in it, what was removed before it among that. `block` is None where none is left."""

    block: dict[str, Any] | None
    place: Place | None
    differences: list[Difference] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return anchor(*self.place) if self.place else ""

    @property
    def is_quiet(self) -> bool:
        """Nothing to see here: equal, and nobody has a word on it."""
        equal = all(difference.change == "equal" for difference in self.differences)
        return equal and not any(thread.is_open for thread in self.threads)

    @property
    def shows_card(self) -> bool:
        """Whether it is best seen as it will be: a picture, a chart, a figure that is new or another one."""
        changed = any(difference.change != "equal" for difference in self.differences)
        return changed and self.block is not None and "card" in self.block


@dataclass
class Stretch:
    """Blocks in a row; `folded` where they are quiet and so many that they would hide what changed."""

    blocks: list[BlockReviewed]
    folded: bool


@dataclass
class Reviewed:
    """`content` is None where what was submitted is no longer kept. `public` is what readers have now.

    `withdrawn` is what they had last, where that was taken from them.
    """

    item: SubmissionItem
    content: Shown | None = None
    public: Edition | None = None
    withdrawn: Edition | None = None
    compared: Comparison | None = None
    blocks: list[BlockReviewed] = field(default_factory=list)
    threads: Threads | None = None
    text: Text | None = None
    since: Comparison | None = None
    preview: str = ""

    @property
    def language(self) -> str:
        return self.item.language

    @property
    def language_name(self) -> str:
        return own_name(self.item.language)

    @property
    def direction(self) -> str:
        return direction(self.item.language)

    @property
    def short_digest(self) -> str:
        return short(self.item.digest)

    @property
    def state(self) -> str:
        """`new`, `again` after a withdrawal, `changed`, `same`, `form` where readers have the words, or `gone`."""
        if self.content is None:
            return "gone"
        if self.public is None:
            return "again" if self.withdrawn else "new"
        if self.public.content_digest == self.item.digest:
            return "same"
        return "changed" if self.compared else "form"

    @property
    def stretches(self) -> list[Stretch]:
        found = [(quiet, list(group)) for quiet, group in groupby(self.blocks, key=lambda block: block.is_quiet)]
        return [Stretch(group, folded=quiet and len(group) > _FEW) for quiet, group in found]

    @property
    def changes(self) -> int:
        """How many places differ."""
        if not self.compared:
            return 0
        body = sum(difference.change != "equal" for difference in self.compared.body)
        return len(self.compared.facts) + body + len(self.compared.cites)

    @property
    def other_threads(self) -> list[Thread]:
        """Those on no block that is shown here."""
        if self.threads is None:
            return []
        return self.threads.elsewhere({block.place for block in self.blocks if block.place})

    @property
    def open_comments(self) -> int:
        return len(self.threads.open) if self.threads else 0


def lay_out(
    reviewed: Reviewed, content: dict[str, Any], *, places: Sequence[Place], now: dict[str, Any] | None
) -> None:
    """Fills in what a reviewer reads. `places` are the working copy's blocks where they are the content's, else none;
    `now` is what the working copy has become since, where that is something else. No query."""
    reviewed.content = shown(content)
    before = reviewed.public.body if reviewed.public else {}
    reviewed.compared = compare(before, content) if before else None
    reviewed.blocks = list(_blocks(reviewed, content, places))
    reviewed.since = compare(content, now) if now is not None else None


def _blocks(reviewed: Reviewed, content: dict[str, Any], places: Sequence[Place]) -> Iterator[BlockReviewed]:
    passages = by_block(content)
    known = list(places) if len(places) == len(passages) else [None] * len(passages)
    whole = reviewed.content.blocks if reviewed.content else []
    laid = [BlockReviewed(block, place) for block, place in zip(whole, known, strict=True)]
    if reviewed.threads is not None:
        for one in laid:
            one.threads = reviewed.threads.on(*one.place) if one.place else []
    if reviewed.compared is None:
        yield from laid
        return
    differences = reviewed.compared.body or [
        Difference(passage.name, "equal", passage.language, (Run("equal", passage.text),))
        for block in passages
        for passage in block
    ]
    # Each passage of the new body stands once among the differences, in its order; what was removed stands between.
    owners = iter([number for number, block in enumerate(passages) for _passage in block])
    last = laid[-1] if laid else BlockReviewed(None, None)
    waiting: list[Difference] = []
    for difference in differences:
        waiting.append(difference)
        if difference.change != "removed":
            laid[next(owners)].differences += waiting
            waiting = []
    last.differences += waiting
    yield from laid or ([last] if last.differences else [])
