"""What we give as ninjs is valid against the schema of the IPTC, which is read from a file, and fetches nothing."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import (
    make_drawn_map,
    make_office,
    make_organisation,
    make_release,
    make_topic,
    submit,
)
from tests.outlets.api.conftest import Api, KeyFor
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db
_SCHEMA = Path(__file__).parents[2] / "data" / "ninjs" / "ninjs-schema_3.1.json"
# The schema refers to GeoJSON by address. We give no geometry: anything there would fail.
_NO_GEOMETRY = Resource.from_contents({"not": {}}, default_specification=DRAFT202012)
LANGUAGES = ("en", "kk", "ru", "ur")
SERIES = [{"period_from": "2027"}, {"period_from": "2028"}, {"period_from": "2029"}]


@cache
def validator() -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", _NO_GEOMETRY)
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(item: Any) -> list[str]:
    """What the schema, which is only a part of the standard's text, finds wrong."""
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(item)]


def ninjs(answer: Any) -> Any:
    assert answer["Content-Type"] == "application/vnd.iptc.ninjs+json"
    return answer.json()


def test_the_schema_finds_what_is_wrong() -> None:
    assert faults({"uri": "http://a.example/", "pubStatus": "gone"})
    assert faults({"title": "Without an address"})
    assert faults({"uri": "http://a.example/", "places": [{"geoJSON": {"type": "Point"}}]})


def test_every_release_that_the_factories_make_is_valid(out: Publish, author: User, api: Api) -> None:
    office = make_office(organisation=make_organisation())
    cited = [
        make_release("statement", by=author, languages=LANGUAGES, speaker=office.person, office=office),
        make_release("statistic", by=author, languages=LANGUAGES, observations=SERIES),
        make_release("media", by=author, languages=LANGUAGES),
        make_drawn_map(by=author, languages=LANGUAGES),
    ]
    briefing = make_release(
        "briefing",
        by=author,
        languages=LANGUAGES,
        cites=cited,
        topics=[make_topic("oats"), make_topic("own", mediatopic="")],
        speakers=[office],
        html="<p>Oats &amp; <b>wheat</b>.</p>",
    )
    out(*cited, briefing)

    items = ninjs(api("releases/", format="ninjs", language="all", limit="100"))["results"]

    assert len(items) == 5 * len(LANGUAGES)
    assert {item["profile"] for item in items} == {"briefing", "statement", "statistic", "media"}
    assert [fault for item in items for fault in faults(item)] == []
    whole = ninjs(api(f"releases/{briefing.uid}/", format="ninjs", language="en"))
    assert faults(whole) == []
    translations = [one["language"] for one in whole["associations"] if one["rel"] == "translation"]
    assert sorted(translations) == ["kk", "ru", "ur"]


def test_a_quotation_and_a_picture_come_as_associations(out: Publish, author: User, api: Api) -> None:
    statement, picture = make_release("statement", by=author), make_release("media", by=author)
    briefing = make_release("briefing", by=author, cites=[statement, picture])
    out(statement, picture, briefing)

    item = ninjs(api(f"releases/{briefing.uid}/", format="ninjs", language="en"))

    quoted, shown = (one for one in item["associations"] if one["rel"] == "cites")
    assert quoted["bodies"][0]["value"].startswith("Trade with Ruritania")
    assert shown["renditions"]
    assert shown["digitalSourceType"]["uri"].startswith("http://cv.iptc.org/newscodes/digitalsourcetype/")


def test_a_correction_says_so_in_its_note(out: Publish, clock: Clock, author: User, reviewer: User, api: Api) -> None:
    release = make_release("briefing", by=author)
    out(release)
    (edition,) = acts.correct(submission=submit([release], by=author), by=reviewer, note="The year was wrong.")
    clock.set(edition.public_from)

    item = ninjs(api(f"releases/{release.uid}/", format="ninjs", language="en"))

    assert faults(item) == []
    assert (item["version"], item["edNote"]) == ("2", "The year was wrong.")
    first = ninjs(api(f"releases/{release.uid}/editions/1/", format="ninjs", language="en"))
    assert faults(first) == []
    assert first["version"] == "1"


def test_what_is_withdrawn_is_canceled(out: Publish, clock: Clock, author: User, reviewer: User, api: Api) -> None:
    release = make_release("statement", by=author)
    closed = acts.withdraw(editions=out(release), by=reviewer, reason="It was not said.")
    clock.set(closed[0].public_until)

    gone = api(f"releases/{release.uid}/", format="ninjs", language="en")
    told = ninjs(api("changes/", format="ninjs"))["results"][-1]["item"]

    assert gone.status_code == 410
    assert ninjs(gone) == told
    assert (told["pubStatus"], told["edNote"]) == ("canceled", "It was not said.")
    assert faults(told) == []


def test_what_is_embargoed_is_withheld(out: Publish, clock: Clock, author: User, api: Api, key_for: KeyFor) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    out(make_release("briefing", by=author), at=opens)
    clock.tick(10)

    (change,) = ninjs(api("changes/", key=key_for(lead_minutes=90), format="ninjs"))["results"]

    assert change["item"]["pubStatus"] == "withheld"
    assert change["item"]["embargoedUntil"] == opens.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert faults(change["item"]) == []
