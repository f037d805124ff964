"""From a working copy to the content of an edition: everything a reader will see, by value.

The one place where the record reads what staff edit. Nothing here writes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from content_editor.contents import contents_for_item
from django.utils.translation import gettext as _

from releases.authoring.fields import reduced_date
from releases.authoring.languages import own_name
from releases.authoring.models import (
    BLOCKS,
    AnswerBlock,
    Briefing,
    ChartBlock,
    FigureBlock,
    MediaAsset,
    Observation,
    Office,
    Person,
    QuoteBlock,
    Release,
    Statement,
    Statistic,
    Text,
    TextBlock,
)
from releases.errors import NotComposable

from . import comparable, figures, map_shown, shape
from .canonical import canonical, digest_of, instant
from .media_files import MediaFiles
from .working import Item, WorkingCopies, cited_by


@dataclass
class _Draft:
    """What one composition gathers: the faults it met, each with its place."""

    release: Release
    language: str
    large_numbers: str
    problems: list[str] = field(default_factory=list)

    def missing(self, what: str) -> None:
        self.problems.append(f"{self.release} ({self.language}): {what}")

    def words(self, by_language: Mapping[str, str], what: str, *, required: bool = False) -> str:
        """The words in this language; a fault when they exist in other languages only."""
        said = by_language.get(self.language, "").strip()
        if not said and (required or any(by_language.values())):
            self.missing(
                _("%(what)s has no words in %(language)s. Add them to the register or the facts.")
                % {"what": what, "language": own_name(self.language)}
            )
        return said


@dataclass(frozen=True)
class Composed:
    """What a bundle would become: its contents, and the files that they show and that are yet to be made."""

    contents: dict[Item, dict[str, Any]]
    files: MediaFiles


def compose(items: Iterable[Item], *, at: dt.datetime) -> dict[Item, dict[str, Any]]:
    """The content of the edition that each (release, language) of a bundle would become: see `compose_with_files`."""
    return compose_with_files(items, at=at).contents


def compose_with_files(items: Iterable[Item], *, at: dt.datetime) -> Composed:
    """Contents and files of a bundle.

    A cited release goes in by value: its working copy when it is in the bundle, else its edition public at `at`.
    Raises NotComposable naming every fault of every text. The number of queries does not depend on the bundle's size.
    """
    composer = _Composer(WorkingCopies(items, at))
    contents = {item: composer.whole(item) for item in sorted(composer.copies.bundle)}
    problems = list(dict.fromkeys(problem for draft in composer.drafts.values() for problem in draft.problems))
    problems = problems or [
        f"{contents[item]['title']} ({item[1]}): {fault}" for item in contents for fault in shape.faults(contents[item])
    ]
    if problems:
        raise NotComposable(_("This cannot be submitted yet."), code="not_composable", problems=problems)
    return Composed(contents, composer.files)


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical content: what a reviewer's approval binds to."""
    return digest_of(canonical(content))


def words_digest(text: Text, blocks: Iterable[Any] | None = None) -> str:
    """Digest of a text's words alone: a translation follows the source while this stays the same."""
    body = [
        [block.question, block.html] if isinstance(block, AnswerBlock) else [block.html]
        for block in (contents_for_item(text, BLOCKS)["body"] if blocks is None else blocks)
        if isinstance(block, TextBlock | AnswerBlock)
    ]
    return digest_of(canonical([text.title, text.summary, text.words, text.alt_text, body]))


class _Composer:
    """Composes a bundle: each release's own facts once a language, however often the others cite it."""

    def __init__(self, copies: WorkingCopies) -> None:
        self.copies = copies
        self.drafts: dict[Item, _Draft] = {}
        self.files = MediaFiles(copies)
        self._own: dict[Item, dict[str, Any]] = {}

    def whole(self, item: Item) -> dict[str, Any]:
        """The content, with its body and what it cites."""
        own = self.own(item)
        draft, blocks = self.drafts[item], self.copies.blocks.get(item, [])
        cards = {str(release.uid): card for release in self.copies.cited(item) if (card := self._card(draft, release))}
        return {**own, "cites": list(cards.values()), "body": [_block(draft, block, cards) for block in blocks]}

    def own(self, item: Item) -> dict[str, Any]:
        """The content without its body and what it cites."""
        if item not in self._own:
            release, language = self.copies.releases[item[0]], item[1]
            draft = self.drafts[item] = _Draft(release, language, self.copies.mission.large_numbers(language))
            text = self.copies.texts.get(item)
            if text is None:
                draft.missing(_("there is no text in this language."))
                text = Text(release=release, language=language)
            self._own[item] = _own(draft, text, self.copies.blocks.get(item, []))
            if isinstance(release, MediaAsset):
                self._own[item]["media"] |= self.files.shown(release, text)
        return self._own[item]

    def _card(self, draft: _Draft, release: Release) -> dict[str, Any] | None:
        """The cited release by value, in this language where it has one, else in its source language."""
        for language in dict.fromkeys((draft.language, release.source_language)):
            if (release.pk, language) in self.copies.bundle:
                return shape.card_of(self.own((release.pk, language)))
            edition = self.copies.public_edition(release.uid, language)
            if edition is not None:
                return shape.card_of(edition.body)
        draft.missing(
            _("it cites “%(release)s”, which is neither public nor in this submission. Add it to the submission.")
            % {"release": release}
        )
        return None


def _own(draft: _Draft, text: Text, blocks: list[Any]) -> dict[str, Any]:
    release, language = draft.release, draft.language
    for value, name in ((text.title, _("the title")), (text.slug, _("the address")), (text.summary, _("the summary"))):
        if not value.strip():
            draft.missing(_("%(field)s is missing.") % {"field": name})
    source = release.source_language
    content: dict[str, Any] = {
        "schema": shape.VERSION,
        "uid": str(release.uid),
        "kind": release.kind,
        "language": language,
        "source_language": source,
        "translation": None if language == source else {"of": source, "words_digest": text.made_from},
        "words_digest": words_digest(text, blocks),
        "slug": text.slug,
        "title": text.title.strip(),
        "summary": text.summary.strip(),
        "note": text.note.strip(),
        "topics": [
            {
                "slug": topic.slug,
                "name": draft.words(topic.names, topic.slug, required=True),
                "mediatopic": topic.mediatopic,
            }
            for topic in release.topics.all()
        ],
        "organisations": [
            {"slug": body.slug, "name": draft.words(body.names, body.slug, required=True)}
            for body in release.organisations.all()
        ],
        "people": [],
        "body": [],
        "cites": [],
        release.kind: _FACTS[release.kind](draft, release, text),
    }
    content["people"] = _people(content)
    return content


def _people(content: dict[str, Any]) -> list[dict[str, Any]]:
    named = [*content.get("briefing", {}).get("speakers", []), content.get("statement", {}).get("speaker")]
    return list({person["slug"]: person for person in named if person}.values())


def _person(draft: _Draft, person: Person, office: Office | None) -> dict[str, Any]:
    return {
        "slug": person.slug,
        "name": draft.words(person.names, person.slug, required=True),
        "office": office
        and {
            "title": draft.words(office.titles, str(office), required=True),
            "organisation": draft.words(office.organisation.names, office.organisation.slug)
            if office.organisation
            else "",
            "held_from": reduced_date(office.held_from),
            "held_until": reduced_date(office.held_until),
        },
    }


def _briefing(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    briefing = cast(Briefing, release)
    accreditation = draft.words(briefing.accreditations, _("The accreditation"))
    return {
        "held_on": reduced_date(briefing.held_on),
        "starts_at": instant(briefing.starts_at) if briefing.starts_at else None,
        "ends_at": instant(briefing.ends_at) if briefing.ends_at else None,
        "venue": draft.words(briefing.venues, _("The venue")),
        "place": draft.words(briefing.places, _("The place")),
        "speakers": [_person(draft, office.person, office) for office in briefing.speakers.all()],
        # Left out where nothing is said, as in editions that were made before there was such a field.
        **({"accreditation": accreditation} if accreditation else {}),
    }


def _statement(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    statement = cast(Statement, release)
    if not text.words.strip():
        draft.missing(_("the words of the statement are missing."))
    if statement.office and statement.office.person_id != statement.speaker_id:
        draft.missing(_("the office is not the speaker’s."))
    if statement.office and not statement.office.held_on(statement.delivered_on):
        draft.missing(_("the speaker did not hold this office on that day."))
    return {
        "words": text.words.strip(),
        "mode": statement.mode,
        "speaker": _person(draft, statement.speaker, statement.office),
        "original_language": statement.original_language,
        "delivered_on": reduced_date(statement.delivered_on),
        "occasion": draft.words(statement.occasions, _("The occasion")),
        "briefing": str(statement.made_at.uid) if statement.made_at else None,
    }


def _observation(draft: _Draft, observation: Observation) -> dict[str, Any]:
    value = observation.value.normalize()
    return {
        "id": observation.pk,
        "value": f"{value:f}",
        "unit": observation.unit,
        "qualifier": observation.qualifier,
        "nature": observation.nature,
        "period_from": reduced_date(observation.period_from),
        "period_until": reduced_date(observation.period_until),
        "as_of": reduced_date(observation.as_of),
        "source": draft.words(observation.sources, _("The source of a figure")),
        "display": figures.display(
            Decimal(value),
            unit=observation.unit,
            qualifier=observation.qualifier,
            language=draft.language,
            large_numbers=draft.large_numbers,
        ),
    }


def _statistic(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    observations = [_observation(draft, row) for row in cast(Statistic, release).observations.all()]
    if not observations:
        draft.missing(_("a statistic needs at least one observation."))
    return {"observations": observations}


def _media(draft: _Draft, release: Release, text: Text) -> dict[str, Any]:
    asset = cast(MediaAsset, release)
    if not asset.decorative and not text.alt_text.strip():
        draft.missing(_("the alternative text is missing. Write it, or mark the picture as decorative."))
    return {
        "type": asset.asset_type,
        "alt_text": "" if asset.decorative else text.alt_text.strip(),
        "decorative": asset.decorative,
        "creator": asset.creator,
        "credit_line": asset.credit_line,
        "copyright_notice": draft.words(asset.copyright_notices, _("The copyright notice")),
        "usage_terms": draft.words(asset.usage_terms, _("The usage terms")),
        "source_type": asset.source_type,
        "taken_on": reduced_date(asset.taken_on),
        "place": asset.place,
        "licence_until": reduced_date(asset.licence_until),
        "map": _map(draft, asset),
    }


def _map(draft: _Draft, asset: MediaAsset) -> dict[str, Any] | None:
    """The drawn map; None where there is a file. What has neither, or both, is a fault."""
    drawn = map_shown.drawing_of(asset)
    if drawn is None:
        if not asset.file_id:
            draft.missing(_("the map is not drawn yet: it has no frame. Draw it, or upload a file."))
        return None
    if asset.file_id:
        draft.missing(_("it has a file and a drawn map. Take one of them away."))
    if asset.asset_type != MediaAsset.Type.MAP:
        draft.missing(_("it is drawn as a map, and its type says otherwise."))
    return map_shown.shown(
        asset, drawn, language=draft.language, words=lambda names, what: draft.words(names, what, required=True)
    )


_FACTS = {"briefing": _briefing, "statement": _statement, "statistic": _statistic, "media": _media}


def _block(draft: _Draft, block: Any, cards: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if isinstance(block, TextBlock):
        return {"type": "text", "html": block.html}
    if isinstance(block, AnswerBlock):
        return {"type": "answer", "question": block.question, "html": block.html, "mode": block.mode}
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
                % {"release": release}
            )
    if isinstance(block, FigureBlock):
        shown |= {"type": "figure", "observation": block.observation.pk}
        if card and block.observation.pk not in [row["id"] for row in card["statistic"]["observations"]]:
            draft.missing(
                _("it shows a figure that the cited edition of “%(release)s” does not have.") % {"release": release}
            )
    return shown
