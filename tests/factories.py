"""Working copies for the tests, of the fictional Embassy of Ruritania, each valid as it stands."""

import datetime as dt
import io
import itertools
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from PIL import Image

from releases.assets.ingest import ingest
from releases.assets.models import MediaFile
from releases.authoring.models import (
    KIND_MODELS,
    Briefing,
    Citation,
    DrawnMap,
    Kind,
    MapPlace,
    MapRoute,
    MediaAsset,
    Mission,
    Observation,
    Office,
    Organisation,
    Person,
    Release,
    Statement,
    Statistic,
    Text,
    TextBlock,
    Topic,
    User,
)
from releases.editions import acts
from releases.editions.facts import words_digest
from releases.editions.models import Edition, Submission
from tests.clock import Clock

LANGUAGES = ("en", "kk", "ru", "ur")
TITLES = {
    "en": "Trade with Ruritania",
    "kk": "Руританиямен сауда",
    "ru": "Торговля с Руританией",
    "ur": "روریتانیا سے تجارت",
}
_numbers = itertools.count(1)


def in_each(words: str) -> dict[str, str]:
    """The same words in every language: enough where only their presence matters."""
    return dict.fromkeys(LANGUAGES, words)


def make_mission(**facts: Any) -> Mission:
    return Mission.objects.create(
        **{
            "names": {
                "en": "Embassy of Ruritania in Strelsau",
                "kk": "Руританияның Стрельзаудағы елшілігі",
                "ru": "Посольство Руритании в Стрельзау",
                "ur": "سٹریلساؤ میں روریتانیا کا سفارت خانہ",
            },
            "short_names": in_each("Ruritania"),
            "id": 1,
            "home_state": "KZ",
            "host_state": "PK",
            "time_zone": "Europe/Berlin",
            "capital_time_zone": "Asia/Almaty",
            "press_email": "press@ruritania.example",
            **facts,
        }
    )


def make_person(slug: str | None = None, **facts: Any) -> Person:
    return Person.objects.create(
        slug=slug or f"person-{next(_numbers)}", **{"names": in_each("Rudolf Rassendyll"), **facts}
    )


def make_organisation(slug: str | None = None, **facts: Any) -> Organisation:
    return Organisation.objects.create(
        slug=slug or f"organisation-{next(_numbers)}", **{"names": in_each("Chancery of Ruritania"), **facts}
    )


def make_office(person: Person | None = None, **facts: Any) -> Office:
    return Office.objects.create(person=person or make_person(), **{"titles": in_each("Ambassador"), **facts})


def make_topic(slug: str | None = None, **facts: Any) -> Topic:
    return Topic.objects.create(
        slug=slug or f"topic-{next(_numbers)}", **{"names": in_each("Trade"), "mediatopic": "medtop:20000574", **facts}
    )


def picture(colour: str | None = None, *, size: tuple[int, int] = (64, 40)) -> bytes:
    """A PNG of one colour; without a colour, of one that no other picture here has."""
    number = next(_numbers)
    fill: Any = colour or (number % 251, number // 251 % 251, 90)
    buffer = io.BytesIO()
    Image.new("RGB", size, fill).save(buffer, "PNG")
    return buffer.getvalue()


def make_file(data: bytes | None = None) -> MediaFile:
    return ingest(io.BytesIO(data or picture()), name="picture.png").file


def make_release(
    kind: str,
    *,
    by: User,
    slug: str | None = None,
    languages: Sequence[str] = ("en",),
    title: str | None = None,
    html: str = "",
    cites: Iterable[Release] = (),
    topics: Iterable[Topic] = (),
    **facts: Any,
) -> Any:
    """A release of a kind with a text in each language, ready to be submitted.

    `html` becomes a block of text in each; `facts` are fields of the kind, `speakers` a list of offices,
    `observations` a list of fields each.
    """
    number = next(_numbers)
    speakers, observations = facts.pop("speakers", ()), facts.pop("observations", [{}])
    release = KIND_MODELS[kind](created_by=by, edited_by=by, **{**_FACTS[kind](), **facts})
    release.save()
    release.topics.set(topics)
    if isinstance(release, Briefing):
        release.speakers.set(speakers)
    if isinstance(release, Statistic):
        for position, row in enumerate(observations):
            make_observation(release, position=position, **row)
    for position, cited in enumerate(cites):
        Citation.objects.create(release=release, cited=cited, position=position)
    for language in languages:
        words = title if title is not None and language == "en" else f"{TITLES[language]} {number}"
        make_text(release, language, by=by, slug=slug or f"{kind}-{number}", title=words, html=html)
    return release


def make_text(
    release: Release, language: str, *, by: User, slug: str, title: str, html: str = "", **words: Any
) -> Text:
    source = Text.objects.filter(release=release, language=release.source_language).first()
    text = Text.objects.create(
        release=release,
        language=language,
        edited_by=by,
        **{
            "title": title,
            "slug": slug,
            "summary": f"{title}.",
            "words": f"{title}!" if release.kind == Kind.STATEMENT else "",
            "alt_text": f"{title}." if release.kind == Kind.MEDIA else "",
            "made_from": words_digest(source) if source and language != release.source_language else "",
            **words,
        },
    )
    if html:
        TextBlock.objects.create(parent=text, html=html, ordering=10)
    return text


def make_observation(statistic: Statistic, **facts: Any) -> Observation:
    return Observation.objects.create(
        statistic=statistic, **{"value": Decimal(6300000), "unit": "person", "period_from": "2029", **facts}
    )


def draw_map(asset: MediaAsset, **frame: Any) -> DrawnMap:
    """A frame with one route and one place, named in every language, around an asset without a file."""
    MapRoute.objects.create(asset=asset, names=in_each("Road to Zenda"), points="12 51\n14 50", pattern="dashed")
    MapPlace.objects.create(asset=asset, names=in_each("Strelsau"), longitude=13, latitude=50)
    sides = {"west": 8, "south": 46, "east": 20, "north": 54}
    return DrawnMap.objects.create(asset=asset, **{**sides, "emphasised": ["CZ"], **frame})


def make_drawn_map(*, by: User, languages: Sequence[str] = ("en",), **facts: Any) -> MediaAsset:
    asset: MediaAsset = make_release(
        "media", by=by, languages=languages, **{"file": None, "asset_type": "map", **facts}
    )
    draw_map(asset)
    return asset


def _briefing() -> dict[str, Any]:
    return {"held_on": "2029-12-30", "places": in_each("Strelsau")}


def _statement() -> dict[str, Any]:
    office = make_office()
    return {"speaker": office.person, "office": office, "mode": Statement.Mode.PARAPHRASE, "delivered_on": "2029-12-30"}


def _statistic() -> dict[str, Any]:
    return {}


def _media() -> dict[str, Any]:
    return {
        "file": make_file(),
        "credit_line": "Embassy of Ruritania",
        "source_type": MediaAsset.SourceType.ALGORITHMIC,
    }


_FACTS = {
    Kind.BRIEFING: _briefing,
    Kind.STATEMENT: _statement,
    Kind.STATISTIC: _statistic,
    Kind.MEDIA: _media,
}


class Seen(dict[str, str]):
    """Acknowledges whatever the checks warn of."""

    def get(self, key: str, default: Any = None) -> Any:
        return "Seen by the tests."


def submit(releases: Iterable[Release], *, by: User, languages: Sequence[str] | None = None) -> Submission:
    """Submits the given languages of each release; left out, those in which it has a text."""
    return acts.submit(
        items=[
            (release, language)
            for release in releases
            for language in (languages or list(release.texts.values_list("language", flat=True)))
        ],
        by=by,
        acknowledged=Seen(),
    )


def publish(
    releases: Iterable[Release],
    *,
    author: User,
    reviewer: User,
    languages: Sequence[str] | None = None,
    at: dt.datetime | None = None,
    clock: Clock | None = None,
) -> list[Edition]:
    """Submits and approves; with a clock given, moves it to the instant at which the editions open."""
    submission = submit(releases, by=author, languages=languages)
    editions = acts.approve(submission=submission, by=reviewer, at=at)
    if clock is not None:
        clock.set(editions[0].public_from)
    return editions
