"""From a working copy to the content of an edition: everything a reader will see, by value.

With `facts` and `bodies` the one place where the record reads what staff edit. Nothing here writes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from releases.authoring.models import MediaAsset, Release, Text, User
from releases.authoring.visibility import releases_seen_by
from releases.errors import Fault, NotComposable

from . import bodies, facts, shape
from .canonical import canonical, digest_of
from .media_files import MediaFiles
from .working import Item, WorkingCopies


@dataclass(frozen=True)
class Composed:
    """What a bundle would become: its contents, and the files that they show and that are yet to be made.

    `places` say of each block of a body, in its order, which it is: (`textblock-2`, primary key).
    """

    contents: dict[Item, dict[str, Any]]
    files: MediaFiles
    places: dict[Item, list[tuple[str, int]]]


def compose(items: Iterable[Item], *, at: dt.datetime) -> dict[Item, dict[str, Any]]:
    """The content of the edition that each (release, language) of a bundle would become: see `compose_with_files`."""
    return compose_with_files(items, at=at).contents


def compose_with_files(items: Iterable[Item], *, at: dt.datetime, by: User | None = None) -> Composed:
    """Contents and files of a bundle. No fault tells `by` the title of a draft that they may not see.

    A cited release goes in by value: its working copy when it is in the bundle, else its edition public at `at`.
    Raises NotComposable naming every fault of every text. The number of queries does not depend on the bundle's size.
    """
    composer = _Composer(WorkingCopies(items, at), by=by)
    composed, missing = composer.bundle()
    problems: list[str] = [*missing] or [
        f"{content['title']} ({language}): {fault}"
        for (_pk, language), content in composed.contents.items()
        for fault in shape.faults(content)
    ]
    if problems:
        raise NotComposable(_("This cannot be submitted yet."), code="not_composable", problems=problems)
    return composed


def drafts(
    items: Iterable[Item], *, at: dt.datetime, titles: Mapping[int, str] | None = None
) -> tuple[Composed, list[Fault]]:
    """As `compose_with_files`, but contents may lack what an edition must have; and what that is.

    A block may show what is neither public nor among the items: then there is no card for it. `titles` as in `drafted`.
    """
    return _Composer(WorkingCopies(items, at), titles).bundle()


@dataclass(frozen=True)
class Drafted:
    """`content` may depart from the shape of an edition; `missing` is about the text itself, `besides` about others.

    `beside` are contents without body and citations.
    """

    content: dict[str, Any]
    beside: list[dict[str, Any]]
    missing: list[Fault]
    besides: list[Fault]


def drafted(item: Item, *, beside: Iterable[Item], at: dt.datetime, titles: Mapping[int, str]) -> Drafted:
    """What a text would become now, without what cannot be shown yet, and what is missing.

    `beside` goes in as working copies, too; `titles` are names, by primary key, for what may not be called by its own.
    """
    composer = _Composer(WorkingCopies([item, *beside], at), titles)
    content = composer.whole(item)
    shown = {card["uid"]: card for card in content["cites"]}
    content["body"] = [block for block in content["body"] if _has_all(block, shown)]
    beside_it = [composer.own(other) | {"body": [], "cites": []} for other in composer.copies.bundle - {item}]
    own = composer.drafts.pop(item)
    others = [problem for draft in composer.drafts.values() for problem in draft.problems]
    return Drafted(content, beside_it, list(dict.fromkeys(own.problems)), list(dict.fromkeys(others)))


def _has_all(block: dict[str, Any], shown: Mapping[str, dict[str, Any]]) -> bool:
    card = shown.get(block.get("cites", ""))
    if block["type"] == "figure" and card:
        return block["observation"] in [row["id"] for row in card["statistic"]["observations"]]
    return "cites" not in block or card is not None


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical content: what a reviewer's approval binds to."""
    return digest_of(canonical(content))


class _Composer:
    """Composes a bundle: each release's own facts once a language, however often the others cite it."""

    def __init__(self, copies: WorkingCopies, titles: Mapping[int, str] | None = None, by: User | None = None) -> None:
        self.copies, self.by = copies, by
        self.titles = titles or {}
        self.drafts: dict[Item, facts.Draft] = {}
        self.files = MediaFiles(copies)
        self._own: dict[Item, dict[str, Any]] = {}

    def bundle(self) -> tuple[Composed, list[Fault]]:
        """All of it, and what is missing in it, each fault once."""
        contents = {item: self.whole(item) for item in sorted(self.copies.bundle)}
        places = {item: list(bodies.places(blocks)) for item, blocks in self.copies.blocks.items()}
        missing = dict.fromkeys(problem for draft in self.drafts.values() for problem in draft.problems)
        return Composed(contents, self.files, places), list(missing)

    def whole(self, item: Item) -> dict[str, Any]:
        """The content, with its body and what it cites."""
        own = self.own(item)
        draft, blocks = self.drafts[item], self.copies.blocks.get(item, [])
        cards = {str(release.uid): card for release in self.copies.cited(item) if (card := self._card(draft, release))}
        return {**own, "cites": list(cards.values()), "body": list(bodies.body(draft, blocks, cards))}

    def own(self, item: Item) -> dict[str, Any]:
        """The content without its body and what it cites."""
        if item not in self._own:
            release, language = self.copies.releases[item[0]], item[1]
            draft = self.drafts[item] = facts.Draft(release, language, self.copies.mission.large_numbers(language))
            text = self.copies.texts.get(item)
            if text is None:
                draft.missing(_("there is no text in this language."))
                text = Text(release=release, language=language)
            self._own[item] = facts.own(draft, text, self.copies.blocks.get(item, []))
            if isinstance(release, MediaAsset):
                self._own[item]["media"] |= self.files.shown(release, text)
        return self._own[item]

    def _card(self, draft: facts.Draft, release: Release) -> dict[str, Any] | None:
        """The cited release by value, in this language where it has one, else in its source language."""
        for language in dict.fromkeys((draft.language, release.source_language)):
            if (release.pk, language) in self.copies.bundle:
                return shape.card_of(self.own((release.pk, language)))
            edition = self.copies.public_edition(release.uid, language)
            if edition is not None:
                return shape.card_of(edition.body)
        draft.missing(
            _("it cites “%(release)s”, which is neither public nor in this submission. Add it, or take it out.")
            % {"release": self.titles.get(release.pk) or self._name(release)}
        )
        return None

    def _name(self, release: Release) -> str:
        """A query for somebody who may not see all drafts; there is a fault to be told."""
        if self.by is None or releases_seen_by(self.by, Release.objects.filter(pk=release.pk)).exists():
            return str(release)
        return _("a draft of somebody else’s")
