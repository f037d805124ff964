"""A release's facts, and a text's own words, as an edition holds them: by value, with what is missing noted."""

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
    MediaAsset,
    Observation,
    Office,
    Person,
    Release,
    Statement,
    Statistic,
    TableBlock,
    Text,
    TextBlock,
)
from releases.errors import Fault

from . import figures, map_shown, shape
from .canonical import canonical, digest_of, instant


@dataclass
class Draft:
    """What one composition gathers: the faults it met, each with its place; what is known of whom it names, by slug."""

    release: Release
    language: str
    large_numbers: str
    problems: list[Fault] = field(default_factory=list)
    biographies: dict[str, str] = field(default_factory=dict)

    def missing(self, what: str, *, at: str = "", facts: bool = False) -> None:
        """`at` is the field that mends it: of the text, or of the release's facts."""
        said = f"{self.release} ({self.language}): {what}"
        language = "" if facts else self.language
        self.problems.append(Fault(said, release=self.release.pk, language=language, field=at))

    def words(self, by_language: Mapping[str, str], what: str, *, required: bool = False, at: str = "") -> str:
        """The words in this language; a fault when they exist in other languages only."""
        said = by_language.get(self.language, "").strip()
        if not said and (required or any(by_language.values())):
            self.missing(
                _("%(what)s has no words in %(language)s. Add them to the register or the facts.")
                % {"what": what, "language": own_name(self.language)},
                at=at,
                facts=True,
            )
        return said


def words_digest(text: Text, blocks: Iterable[Any] | None = None) -> str:
    """Digest of a text's words alone: a translation follows the source while this stays the same."""
    body = [
        _words_of(block)
        for block in (contents_for_item(text, BLOCKS)["body"] if blocks is None else blocks)
        if isinstance(block, TextBlock | AnswerBlock | TableBlock)
    ]
    return digest_of(canonical([text.title, text.summary, text.words, text.alt_text, body]))


def _words_of(block: TextBlock | AnswerBlock | TableBlock) -> list[Any]:
    if isinstance(block, TableBlock):
        return [block.caption, block.cells]
    return [block.question, block.html] if isinstance(block, AnswerBlock) else [block.html]


def own(draft: Draft, text: Text, blocks: list[Any]) -> dict[str, Any]:
    """The content without its body, what it cites, and the files that it shows."""
    release, language = draft.release, draft.language
    for field_name, name in (("title", _("the title")), ("slug", _("the address")), ("summary", _("the summary"))):
        if not getattr(text, field_name).strip():
            draft.missing(_("%(field)s is missing.") % {"field": name}, at=field_name)
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
    content["people"] = _people(draft, content)
    return content


def _people(draft: Draft, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Each speaker once, with the biography: which stays out of the facts, since a card of these is compared with."""
    named = [*content.get("briefing", {}).get("speakers", []), content.get("statement", {}).get("speaker")]
    known = {slug: {"biography": words} for slug, words in draft.biographies.items() if words}
    return list({one["slug"]: {**one, **known.get(one["slug"], {})} for one in named if one}.values())


def _person(draft: Draft, person: Person | None, office: Office | None) -> dict[str, Any]:
    if person is None:
        draft.missing(_("the speaker is missing."), at="speaker", facts=True)
        return {"slug": "", "name": "", "office": None}
    draft.biographies[person.slug] = person.biographies.get(draft.language, "").strip()
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


def _briefing(draft: Draft, release: Release, text: Text) -> dict[str, Any]:
    briefing = cast(Briefing, release)
    accreditation = draft.words(briefing.accreditations, _("The accreditation"), at="accreditations")
    return {
        "held_on": reduced_date(briefing.held_on),
        "starts_at": instant(briefing.starts_at) if briefing.starts_at else None,
        "ends_at": instant(briefing.ends_at) if briefing.ends_at else None,
        "venue": draft.words(briefing.venues, _("The venue"), at="venues"),
        "place": draft.words(briefing.places, _("The place"), at="places"),
        "speakers": [_person(draft, office.person, office) for office in briefing.speakers.all()],
        # Left out where nothing is said, as in editions that were made before there was such a field.
        **({"accreditation": accreditation} if accreditation else {}),
    }


def _statement(draft: Draft, release: Release, text: Text) -> dict[str, Any]:
    statement = cast(Statement, release)
    if not text.words.strip():
        draft.missing(_("the words of the statement are missing."), at="words")
    if not statement.mode:
        draft.missing(_("it does not say whether the words are verbatim."), at="mode", facts=True)
    if statement.office and statement.speaker_id and statement.office.person_id != statement.speaker_id:
        draft.missing(_("the office is not the speaker’s."), at="office", facts=True)
    if statement.office and not statement.office.held_on(statement.delivered_on):
        draft.missing(_("the speaker did not hold this office on that day."), at="office", facts=True)
    return {
        "words": text.words.strip(),
        "mode": statement.mode,
        "speaker": _person(draft, statement.speaker, statement.office),
        "original_language": statement.original_language,
        "delivered_on": reduced_date(statement.delivered_on),
        "occasion": draft.words(statement.occasions, _("The occasion"), at="occasions"),
        "briefing": str(statement.made_at.uid) if statement.made_at else None,
    }


def _observation(draft: Draft, observation: Observation) -> dict[str, Any]:
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


def _statistic(draft: Draft, release: Release, text: Text) -> dict[str, Any]:
    observations = [_observation(draft, row) for row in cast(Statistic, release).observations.all()]
    if not observations:
        draft.missing(_("a statistic needs at least one observation."), facts=True)
    return {"observations": observations}


def _media(draft: Draft, release: Release, text: Text) -> dict[str, Any]:
    asset = cast(MediaAsset, release)
    if not asset.decorative and not text.alt_text.strip():
        draft.missing(_("the alternative text is missing. Write it, or mark the picture as decorative."), at="alt_text")
    return {
        "type": asset.asset_type,
        "alt_text": "" if asset.decorative else text.alt_text.strip(),
        "decorative": asset.decorative,
        "creator": asset.creator,
        "credit_line": asset.credit_line,
        "copyright_notice": draft.words(asset.copyright_notices, _("The copyright notice"), at="copyright_notices"),
        "usage_terms": draft.words(asset.usage_terms, _("The usage terms"), at="usage_terms"),
        "source_type": asset.source_type,
        "taken_on": reduced_date(asset.taken_on),
        "place": asset.place,
        "licence_until": reduced_date(asset.licence_until),
        "map": _map(draft, asset),
    }


def _map(draft: Draft, asset: MediaAsset) -> dict[str, Any] | None:
    """The drawn map; None where there is a file. What has neither, or both, is a fault."""
    drawn = map_shown.drawing_of(asset)
    if drawn is None:
        if not asset.file_id:
            draft.missing(
                _("the map is not drawn yet: it has no frame. Draw it, or upload a file."), at="upload", facts=True
            )
        return None
    if asset.file_id:
        draft.missing(_("it has a file and a drawn map. Take one of them away."), at="upload", facts=True)
    if asset.asset_type != MediaAsset.Type.MAP:
        draft.missing(_("it is drawn as a map, and its type says otherwise."), at="asset_type", facts=True)
    return map_shown.shown(
        asset, drawn, language=draft.language, words=lambda names, what: draft.words(names, what, required=True)
    )


_FACTS = {"briefing": _briefing, "statement": _statement, "statistic": _statistic, "media": _media}
