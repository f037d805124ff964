"""The working copies of a bundle, read in a constant number of queries, whatever its size."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from content_editor.contents import contents_for_items

from releases.authoring.models import BLOCKS, KIND_MODELS, Kind, Mission, Release, Text

from .models import Edition
from .reading import public

Item = tuple[int, str]
"""A release's primary key and a language."""

_RELATED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Kind.BRIEFING: ((), ("speakers__person", "speakers__organisation")),
    Kind.STATEMENT: (("speaker", "office__person", "office__organisation", "made_at"), ()),
    Kind.STATISTIC: ((), ("observations",)),
    Kind.MEDIA: (("file__preview", "drawn_map"), ("map_routes", "map_places")),
}


class WorkingCopies:
    """Releases, texts and blocks of `items`, the public editions of what they cite besides, and the mission."""

    def __init__(self, items: Iterable[Item], at: dt.datetime) -> None:
        self.bundle = frozenset(items)
        self.at = at
        self.releases = self._releases({pk for pk, _language in self.bundle})
        self.texts: dict[Item, Text] = {
            (text.release_id, text.language): text for release in self.releases.values() for text in release.texts.all()
        }
        wanted = [self.texts[item] for item in self.bundle if item in self.texts]
        bodies = contents_for_items(wanted, BLOCKS) if wanted else {}
        self.blocks: dict[Item, list[Any]] = {
            (text.release_id, text.language): list(bodies[text]["body"]) for text in wanted
        }
        self.mission = Mission.objects.first() or Mission()
        self._public = self._public_editions()

    def cited(self, item: Item) -> list[Release]:
        """What the text cites: first as listed among the facts, then as its body shows it."""
        listed = [citation.cited for citation in self.releases[item[0]].citations.all()]
        shown = [release for release in map(cited_by, self.blocks.get(item, [])) if release is not None]
        return list({release.pk: release for release in [*listed, *shown]}.values())

    def public_editions_of(self, uid: uuid.UUID) -> list[Edition]:
        return [edition for (found, _language), edition in self._public.items() if found == uid]

    def public_edition(self, uid: uuid.UUID, language: str) -> Edition | None:
        return self._public.get((uid, language))

    def _releases(self, keys: set[int]) -> dict[int, Release]:
        found: dict[int, Release] = {}
        common = ("texts__captions", "topics", "organisations", "citations__cited__texts")
        kinds = set(Release.objects.filter(pk__in=keys).values_list("kind", flat=True))
        for kind in sorted(kinds):
            joined, fetched = _RELATED[kind]
            rows = KIND_MODELS[kind]._default_manager.filter(pk__in=keys)
            found |= {row.pk: row for row in rows.select_related(*joined).prefetch_related(*common, *fetched)}
        return found

    def _public_editions(self) -> dict[tuple[uuid.UUID, str], Edition]:
        outside = {release.uid for item in self.bundle if item[0] in self.releases for release in self.cited(item)}
        # The files of a picture carry its captions in every language that is public besides.
        outside |= {release.uid for release in self.releases.values() if release.kind == Kind.MEDIA}
        rows = public(self.at).filter(uid__in=outside) if outside else []
        return {(edition.uid, edition.language): edition for edition in rows}


def cited_by(block: Any) -> Release | None:
    """The release that a block shows, if it is of a kind that shows one, and if one was chosen."""
    for name in ("statement", "asset", "statistic"):
        if hasattr(block, name):
            release: Release | None = getattr(block, name)
            return release
    observation = getattr(block, "observation", None)
    return observation.statistic if observation else None
