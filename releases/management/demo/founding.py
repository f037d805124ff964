"""Builds the founding briefing as working copies. Nothing here is public: `publishing` sees to that."""

import io
from collections.abc import Callable
from decimal import Decimal

from releases.assets import drawing
from releases.assets.ingest import ingest
from releases.authoring.languages import LANGUAGES
from releases.authoring.models import (
    AnswerBlock,
    Block,
    Briefing,
    ChartBlock,
    Citation,
    DutyOfficer,
    FigureBlock,
    MediaAsset,
    Mission,
    Observation,
    Office,
    Organisation,
    Person,
    PictureBlock,
    QuoteBlock,
    Release,
    Statement,
    Statistic,
    Text,
    TextBlock,
    Topic,
    User,
)
from releases.editions.facts import words_digest

from .corridors import draw_corridors
from .words import in_language, said

# Speaker, occasion and order of the statements, as the founding text attributes them.
STATEMENTS = {
    "reforms-purpose": "ambassador",
    "people-progressed": "ambassador",
    "welfare-first": "president",
    "parliament-objectives": "president",
    "voter-engagement": "ambassador",
    "turnout-satisfactory": "ambassador",
    "open-to-collaboration": "ambassador",
    "connectivity-paramount": "ambassador",
    "focal-areas": "ambassador",
    "trade-below-potential": "ambassador",
    "trade-objective": "ambassador",
    "business-delegations": "ambassador",
    "aifc-purpose": "ambassador",
}
# value, unit, qualifier, nature, as the founding text gives them.
FIGURES = {
    "observers": [("800", "person", "about", "actual")],
    "turnout": [("54", "percent", "exact", "actual")],
    "voters": [("6300000", "person", "exact", "actual")],
    "trade": [("200000000", "USD", "exact", "actual"), ("1000000000", "USD", "at_least", "target")],
    "entrepreneurs": [("130", "person", "exact", "actual")],
}
# None: not a file, but a map that is drawn from its data.
DRAWINGS: dict[str, tuple[str, Callable[[], bytes] | None]] = {
    "corridor-map": ("map", None),
    "cover": ("image", drawing.cover),
    "corridor-map-print": ("map", lambda: drawing.corridor_map(drawing.GREY)),
    "corridor-map-draft": ("map", lambda: drawing.corridor_map(named=False)),
    "corridor-map-next": ("map", lambda: drawing.corridor_map(drawing.STEPPE)),
}
TOPICS = {
    "elections": "medtop:20000574",
    "constitution": "medtop:20000597",
    "parliament": "medtop:20000615",
    "human-rights": "medtop:20000592",
    "trade": "medtop:20000373",
    "transport": "medtop:20000337",
    "foreign-policy": "medtop:20000638",
}
SESSION_OPENED_ON = "2023-03-29"
YEAR = "2023"
_SLUGS = {"briefing": "ambassador-briefs-pakistani-media"}
_TOPICS_OF = {
    "briefing": ("elections", "constitution", "parliament", "trade", "transport", "foreign-policy"),
    "reforms-purpose": ("constitution",),
    "people-progressed": ("constitution",),
    "welfare-first": ("parliament",),
    "parliament-objectives": ("parliament", "human-rights"),
    "voter-engagement": ("elections",),
    "turnout-satisfactory": ("elections",),
    "open-to-collaboration": ("foreign-policy", "transport"),
    "connectivity-paramount": ("foreign-policy", "transport"),
    "focal-areas": ("foreign-policy",),
    "trade-below-potential": ("trade",),
    "trade-objective": ("trade",),
    "business-delegations": ("trade",),
    "aifc-purpose": ("trade",),
    "observers": ("elections",),
    "turnout": ("elections",),
    "voters": ("elections",),
    "trade": ("trade",),
    "entrepreneurs": ("trade",),
    "corridor-map": ("transport",),
    "cover": (),
    "corridor-map-print": ("transport",),
    "corridor-map-draft": ("transport",),
    "corridor-map-next": ("transport",),
}


def build_mission() -> Mission:
    """With a duty desk that names no person: its address is a placeholder, as the text about the mission says."""
    mission = Mission.objects.create(
        id=1,
        names=said("mission", "name"),
        short_names=said("mission", "short_name"),
        taglines=said("mission", "tagline"),
        abouts=said("mission", "about"),
        home_state="KZ",
        host_state="PK",
        time_zone="Asia/Karachi",
        capital_time_zone="Asia/Almaty",
        press_email="press@embassy.example",
    )
    DutyOfficer.objects.create(
        mission=mission, names=said("mission", "duty"), email="duty@embassy.example", languages=list(LANGUAGES)
    )
    return mission


def build_registers() -> dict[str, Office]:
    """People, organisations, topics; the two offices by key."""
    for slug, code in TOPICS.items():
        Topic.objects.create(slug=slug, names=said("topics", slug), mediatopic=code)
    for slug in (
        "parliament",
        "eurasian-union",
        "turkic-states",
        "independent-states",
        "islamic-cooperation",
        "amanat",
        "respublica",
        "aifc",
    ):
        Organisation.objects.create(slug=slug, names=said("organisations", slug))
    # Renamed in June 2011; the founding text still uses the old name.
    Organisation.objects.create(
        slug="islamic-conference",
        names={"en": "Organization of the Islamic Conference"},
        successor=Organisation.objects.get(slug="islamic-cooperation"),
        retired_on="2011-06",
    )
    people = {"ambassador": "yerzhan-kistafin", "president": "kassym-jomart-tokayev"}
    return {
        office: Office.objects.create(
            person=Person.objects.create(slug=slug, names=said("people", slug)), titles=said("offices", office)
        )
        for office, slug in people.items()
    }


def build_releases(*, by: User, offices: dict[str, Office]) -> dict[str, Release]:
    """All working copies with their texts, by key. English first: the translations state what they follow."""
    releases: dict[str, Release] = {}
    made = {"created_by": by, "edited_by": by, "source_language": "en"}
    for key, (asset_type, draw) in DRAWINGS.items():
        releases[key] = MediaAsset.objects.create(
            asset_type=asset_type,
            file=ingest(io.BytesIO(draw()), name=f"{key}.png").file if draw else None,
            creator="Press office demonstration",
            credit_line="Drawn by the press office software",
            source_type=MediaAsset.SourceType.ALGORITHMIC,
            decorative=key == "cover",
            **made,
        )
    draw_corridors(MediaAsset.objects.get(pk=releases["corridor-map"].pk))
    for key, rows in FIGURES.items():
        statistic = releases[key] = Statistic.objects.create(**made)
        for position, (value, unit, qualifier, nature) in enumerate(rows):
            Observation.objects.create(
                statistic=statistic,
                value=Decimal(value),
                unit=unit,
                qualifier=qualifier,
                nature=nature,
                as_of=YEAR,
                sources=said("releases", key, "source"),
                position=position,
            )
    briefing = Briefing.objects.create(held_on=YEAR, places=_place(), **made)
    briefing.speakers.set([offices["ambassador"]])
    briefing.organisations.set(Organisation.objects.filter(successor=None))
    for key, speaker in STATEMENTS.items():
        releases[key] = Statement.objects.create(
            speaker=offices[speaker].person,
            office=offices[speaker],
            mode=Statement.Mode.PARAPHRASE,
            delivered_on=SESSION_OPENED_ON if speaker == "president" else YEAR,
            occasions=said("occasions", "address") if speaker == "president" else {},
            made_at=briefing if speaker == "ambassador" else None,
            **made,
        )
    releases["briefing"] = briefing
    for position, key in enumerate(("cover", "corridor-map", *FIGURES, *STATEMENTS)):
        Citation.objects.create(release=briefing, cited=releases[key], position=position)
    for key, release in releases.items():
        release.topics.set(Topic.objects.filter(slug__in=_TOPICS_OF[key]))
    _write_texts(releases, by)
    return releases


def _place() -> dict[str, str]:
    return {"en": "Islamabad", "kk": "Исламабад", "ru": "Исламабад", "ur": "اسلام آباد"}


def _write_texts(releases: dict[str, Release], by: User) -> None:
    for key, release in releases.items():
        source = ""
        for language in LANGUAGES:
            first_words = in_language(language, "releases", key, "summary_before_correction")
            text = Text.objects.create(
                release=release,
                language=language,
                slug=_SLUGS.get(key, key),
                edited_by=by,
                title=in_language(language, "releases", key, "title"),
                summary=first_words or in_language(language, "releases", key, "summary"),
                words=in_language(language, "releases", key, "words"),
                alt_text=in_language(language, "releases", key, "alt_text"),
                note="" if language == "en" else in_language(language, "mission", "translation_note"),
                made_from=source,
            )
            if key == "briefing":
                _write_body(text, releases)
            source = source or words_digest(text)


def _write_body(text: Text, releases: dict[str, Release]) -> None:
    """The blocks of the briefing, in the order of the founding text."""

    def words(name: str) -> str:
        return in_language(text.language, "releases", "briefing", "blocks", name)

    def figure(key: str, row: int) -> Observation:
        return Observation.objects.filter(statistic=releases[key].pk)[row]

    blocks: list[Block] = [
        TextBlock(html=words("opening")),
        QuoteBlock(statement=releases["reforms-purpose"]),
        TextBlock(html=words("reforms")),
        QuoteBlock(statement=releases["people-progressed"]),
        TextBlock(html=words("address")),
        QuoteBlock(statement=releases["welfare-first"]),
        QuoteBlock(statement=releases["parliament-objectives"]),
        TextBlock(html=words("elections")),
        FigureBlock(observation=figure("observers", 0)),
        FigureBlock(observation=figure("turnout", 0)),
        FigureBlock(observation=figure("voters", 0)),
        QuoteBlock(statement=releases["voter-engagement"]),
        QuoteBlock(statement=releases["turnout-satisfactory"]),
        TextBlock(html=words("corridors")),
        PictureBlock(asset=releases["corridor-map"]),
        QuoteBlock(statement=releases["open-to-collaboration"]),
        QuoteBlock(statement=releases["connectivity-paramount"]),
        QuoteBlock(statement=releases["focal-areas"]),
        TextBlock(html=words("trade")),
        AnswerBlock(question=words("question_trade"), html=words("answer_trade"), mode="summary"),
        ChartBlock(statistic=releases["trade"]),
        QuoteBlock(statement=releases["trade-below-potential"]),
        QuoteBlock(statement=releases["trade-objective"]),
        AnswerBlock(question=words("question_business"), html=words("answer_business"), mode="summary"),
        FigureBlock(observation=figure("entrepreneurs", 0)),
        QuoteBlock(statement=releases["business-delegations"]),
        QuoteBlock(statement=releases["aifc-purpose"]),
    ]
    for position, block in enumerate(blocks):
        block.parent, block.ordering = text, position * 10
        block.save()
