"""What the checks need to know, gathered: the contents of a bundle and the facts around them, by value.

The checks themselves are upstream and ask no database. Here is the one place that does it for them, in a constant
number of queries.
"""

import datetime as dt
import zoneinfo
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.db.models import Exists, OuterRef, Q, QuerySet

from releases.authoring.checks import linking, voting
from releases.authoring.checks.context import ALWAYS, Context, Earlier, Held, Named, Observed, Registers
from releases.authoring.checks.figures import observations
from releases.authoring.checks.finding import Finding, Severity
from releases.authoring.checks.known import run
from releases.authoring.checks.passages import Read
from releases.authoring.languages import LANGUAGES
from releases.authoring.models import (
    ChartBlock,
    CheckSetting,
    Citation,
    FigureBlock,
    Kind,
    Mission,
    NumberMark,
    Office,
    Organisation,
    Person,
    PictureBlock,
    QuoteBlock,
    Release,
    Text,
)
from releases.errors import Fault

from .compose import Composed, drafts
from .models import Edition, Ending
from .reading import public
from .working import Item

Content = Mapping[str, Any]
_MOST_BESIDE = 100


def findings(contents: Iterable[Content], *, at: dt.datetime, only: Iterable[str] | None = None) -> list[Finding]:
    """What the checks find in a bundle, as the mission has set them. `only` names the releases that are read.

    The contents may be those of drafts, which lack what an edition must have. About ten queries.
    """
    chosen = None if only is None else set(only)
    contexts = [one for one in _contexts(list(contents), at) if chosen is None or one.uid in chosen]
    return run(contexts, settings=settings_in_force())


@dataclass(frozen=True)
class Checked:
    """Working copies as the checks find them. `faults` are what an edition must have besides, and they lack."""

    findings: list[Finding]
    faults: list[Fault]
    composed: Composed

    def place_of(self, finding: Finding) -> tuple[str, int]:
        """(`textblock-2`, primary key) of the block that a finding is in; ("", 0) where it is in none."""
        if finding.place.block is None:
            return "", 0
        return self.composed.places[self.item_of(finding)][finding.place.block]

    def item_of(self, finding: Finding) -> Item:
        here = (finding.uid, finding.language)
        return next(item for item, one in self.composed.contents.items() if (one["uid"], one["language"]) == here)


def checked(
    keys: Collection[int], *, at: dt.datetime, seen: QuerySet[Release] | None = None, hidden: str = ""
) -> Checked:
    """The working copies of releases in all their languages, beside those that they cite and that are not public yet.

    `seen` are the releases that the person may see; others count as if there were only their public editions, and are
    called `hidden`. Some 45 queries, however many releases there are.
    """
    own = list(Text.objects.filter(release__in=keys).values_list("release_id", "language"))
    there = public(at).filter(uid=OuterRef("release__uid"), language=OuterRef("language"))
    visible, titles = _cited_by_name(keys, seen, hidden)
    beside = Text.objects.filter(release__in=visible).exclude(Exists(there)) if visible else Text.objects.none()
    return _checked([*own, *beside.values_list("release_id", "language")], own, at=at, titles=titles)


def checked_items(
    items: Collection[Item], *, at: dt.datetime, seen: QuerySet[Release] | None = None, hidden: str = ""
) -> Checked:
    """A bundle, as its submission would find it. Queries as `checked`."""
    _visible, titles = _cited_by_name({pk for pk, _language in items}, seen, hidden)
    return _checked(items, items, at=at, titles=titles)


def _checked(items: Collection[Item], own: Collection[Item], *, at: dt.datetime, titles: Mapping[int, str]) -> Checked:
    composed, faults = drafts(items, at=at, titles=titles)
    keys = {pk for pk, _language in own}
    uids = {composed.contents[item]["uid"] for item in own}
    return Checked(
        findings(composed.contents.values(), at=at, only=uids),
        [fault for fault in faults if fault.release in keys],
        composed,
    )


def _cited_by_name(
    keys: Collection[int], seen: QuerySet[Release] | None, hidden: str
) -> tuple[set[int], dict[int, str]]:
    """Of what releases cite: which the person may see, and how the others are called. Two queries."""
    cited = set(_cited(keys)) - set(keys)
    rows = Release.objects.filter(pk__in=cited) if seen is None else seen.filter(pk__in=cited)
    visible = set(rows.values_list("pk", flat=True)) if cited else set()
    return visible, dict.fromkeys(cited - visible, hidden)


def _cited(keys: Collection[int]) -> Iterable[int]:
    """What releases cite, among their facts or in a body. One query."""
    shown: list[tuple[Any, str]] = [
        (QuoteBlock, "statement"),
        (FigureBlock, "observation__statistic"),
        (ChartBlock, "statistic"),
        (PictureBlock, "asset"),
    ]
    rows = Citation.objects.filter(release__in=keys).order_by().values_list("cited", flat=True)
    blocks = [
        model.objects.filter(parent__release__in=keys).exclude(**{name: None}).order_by().values_list(name, flat=True)
        for model, name in shown
    ]
    return rows.union(*blocks)


def settings_in_force() -> dict[str, Severity]:
    """By check, the severity that the mission has given it. One query."""
    rows: Any = CheckSetting.objects.values_list("code", "level")
    return dict(rows)


def registers() -> Registers:
    """People with their offices, and organisations, by their approved names. Three queries."""
    held: dict[int, list[Held]] = defaultdict(list)
    for office in Office.objects.order_by("id"):
        titles = tuple(sorted(office.titles.items()))
        held[office.person_id].append(Held(titles, office.held_from, office.held_until))
    people = [
        Named(slug, "person", tuple(sorted(names.items())), offices=tuple(held[pk]))
        for pk, slug, names in Person.objects.order_by("slug").values_list("pk", "slug", "names")
    ]
    bodies = [
        Named(
            body.slug,
            "organisation",
            tuple(sorted(body.names.items())),
            tuple(sorted(body.successor.names.items())) if body.successor else (),
            body.retired_on,
        )
        for body in Organisation.objects.select_related("successor").order_by("slug")
    ]
    return Registers([*people, *bodies])


def _contexts(contents: list[Content], at: dt.datetime) -> list[Context]:
    texts: dict[str, list[Read]] = defaultdict(list)
    for content in sorted(contents, key=lambda one: LANGUAGES.index(one["language"])):
        texts[content["uid"]].append(Read(content))
    mission = Mission.objects.first()
    zone = mission.time_zone if mission else "UTC"
    around = _Around(contents, at)
    known, places = registers(), _places(mission)
    return [
        Context(
            texts=tuple(found),
            today=at.astimezone(zoneinfo.ZoneInfo(zone)).date(),
            time_zone=zone,
            office=mission.office_hours if mission else ALWAYS,
            mission_languages=tuple(mission.languages) if mission else (),
            registers=known,
            places=places,
            public_languages=frozenset(around.public.get(uid, ())),
            observed={text.language: around.observed(text) for text in found},
            earlier=around.earlier(found),
            beside=around.beside,
            addresses=around.addresses,
            followed=around.followed(found),
            marks=around.marks.get(uid, {}),
        )
        for uid, found in texts.items()
    ]


# Where CLDR has a name that the press of the language does not use: قزاخستان.
_CALLED = {("ur", "KZ"): "قازقستان"}


def _places(mission: Mission | None) -> dict[str, tuple[str, ...]]:
    """The home state and the host state, as each language calls them."""
    states = [mission.home_state, mission.host_state] if mission else []
    return {
        language: tuple(
            str(name)
            for state in states
            if (name := _CALLED.get((language, state)) or Locale.parse(language).territories.get(state))
        )
        for language in LANGUAGES
    }


class _Around:
    """What is public, or was, of the releases of a bundle and of what they cite, and what authors say of numbers."""

    def __init__(self, contents: list[Content], at: dt.datetime) -> None:
        self.at = at
        self.contents = contents
        self.uids = {content["uid"] for content in contents}
        self.public: dict[str, set[str]] = defaultdict(set)
        for uid, language in public(at).filter(uid__in=self.uids).values_list("uid", "language"):
            self.public[str(uid)].add(language)
        self.addresses = self._addresses()
        self.marks = self._marks()
        self._citing = self._observed_by_citing()
        self.beside = self._elections()
        self._earlier = self._editions_of_statistics()
        self._followed = self._editions_followed()

    def _addresses(self) -> frozenset[tuple[str, str, str]]:
        """Of the internal links, those that lead to something public or into the bundle. At most one query."""
        wanted = set().union(*(linking.led_to(Read(content)) for content in self.contents)) if self.contents else set()
        if not wanted:
            return frozenset()
        here = {(one["language"], linking.SECTIONS[one["kind"]], one["slug"]) for one in self.contents}
        rows = public(self.at).filter(slug__in={slug for _language, _section, slug in wanted})
        led = {(tag, linking.SECTIONS[kind], slug) for tag, kind, slug in rows.values_list("language", "kind", "slug")}
        return frozenset(wanted & (here | led))

    def _marks(self) -> dict[str, dict[str, frozenset[str]]]:
        found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        rows = NumberMark.objects.filter(text__release__uid__in=self.uids)
        for uid, language, passage in rows.values_list("text__release__uid", "text__language", "passage"):
            found[str(uid)][language] = found[str(uid)].get(language, frozenset()) | {passage}
        return found

    def _observed_by_citing(self) -> dict[tuple[str, str], list[Observed]]:
        """By (uid, language) of a statement: what is cited beside it, in the bundle or in the public briefing it was
        made at. One query where there is such a briefing."""
        found: dict[tuple[str, str], list[Observed]] = defaultdict(list)
        made_at: dict[str, list[str]] = defaultdict(list)
        for content in self.contents:
            cited = [row for card in content["cites"] if "statistic" in card for row in observations(card)]
            for card in content["cites"]:
                found[card["uid"], content["language"]] += cited
            briefing = content.get("statement", {}).get("briefing")
            if briefing and briefing not in self.uids:
                made_at[briefing].append(content["uid"])
        for edition in public(self.at).filter(uid__in=list(made_at)) if made_at else ():
            cited = [row for card in edition.body["cites"] if "statistic" in card for row in observations(card)]
            for uid in made_at[str(edition.uid)]:
                found[uid, edition.language] += cited
        return found

    def _elections(self) -> tuple[Observed, ...]:
        """Votes, voters and turnout of the record, where a bundle has one of these and not all. At most one query."""
        cards = [card for content in self.contents for card in [content, *content["cites"]] if "statistic" in card]
        cited = [row for card in cards for row in observations(card)]
        roles = {voting.role(row) for row in cited} - {""}
        if not roles or roles == set(voting.ROLES):
            return ()
        own = {card["uid"] for card in cards}
        named = Q(pk__in=())
        for word in voting.TITLED:
            named |= Q(title__icontains=word) | Q(title__icontains=word.capitalize())
        rows = public(self.at).filter(named, kind=Kind.STATISTIC).exclude(uid__in=own).order_by("-public_from")
        found = [row for edition in rows[:_MOST_BESIDE] for row in observations(edition.body) if voting.role(row)]
        return tuple({(row.uid, row.id): row for row in found}.values())

    def observed(self, text: Read) -> tuple[Observed, ...]:
        cards = [text.content, *text.content["cites"]]
        own = [row for card in cards if "statistic" in card for row in observations(card)]
        rows = [*own, *self._citing.get((text.uid, text.language), ())]
        return tuple({(row.uid, row.id): row for row in reversed(rows)}.values())

    def _editions_of_statistics(self) -> dict[str, list[Earlier]]:
        """Of every statistic in the bundle or cited in it, what editions said that are or were public, newest first."""
        statistics = {content["uid"] for content in self.contents if content["kind"] == Kind.STATISTIC}
        statistics |= {card["uid"] for content in self.contents for card in content["cites"] if "statistic" in card}
        found: dict[str, list[Earlier]] = defaultdict(list)
        if not statistics:
            return found
        rows = Edition.objects.filter(uid__in=statistics, public_from__lte=self.at, expunged_at__isnull=True)
        for edition in rows.exclude(ended_as=Ending.CANCELLED).order_by("-public_from", "-number"):
            found[str(edition.uid)].append(
                Earlier(edition.language, edition.number, edition.public_from.date(), tuple(observations(edition.body)))
            )
        return found

    def earlier(self, texts: list[Read]) -> tuple[Earlier, ...]:
        uids = dict.fromkeys(
            [text.uid for text in texts] + [card["uid"] for text in texts for card in text.content["cites"]]
        )
        return tuple(edition for uid in uids for edition in self._earlier.get(uid, ()))

    def _editions_followed(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The source as translations followed it, by (uid, digest of its words): only for those that are behind."""
        sources = {
            one["uid"]: one["words_digest"] for one in self.contents if one["language"] == one["source_language"]
        }
        behind = {
            one["uid"]: one["source_language"]
            for one in self.contents
            if one["translation"] and one["translation"]["words_digest"] not in {"", sources.get(one["uid"])}
        }
        found: dict[tuple[str, str], dict[str, Any]] = {}
        if not behind:
            return found
        rows = Edition.objects.filter(
            uid__in=behind, language__in=set(behind.values()), public_from__lte=self.at, expunged_at__isnull=True
        )
        for edition in rows:
            if edition.language == behind[str(edition.uid)]:
                found.setdefault((str(edition.uid), edition.body["words_digest"]), edition.body)
        return found

    def followed(self, texts: list[Read]) -> dict[str, Mapping[str, Any]]:
        return {
            text.language: source
            for text in texts
            if text.content["translation"]
            and (source := self._followed.get((text.uid, text.content["translation"]["words_digest"])))
        }
