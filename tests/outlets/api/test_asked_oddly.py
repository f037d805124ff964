"""Weights in Accept, conditions that do not hold, exports asked again, and refusals, which count as well.

Shown to work: with DRF's own negotiation, with refusals uncounted, and without the tag of exports, tests here go red.
"""

import json

import pytest

from releases.authoring.models import User
from releases.editions import acts
from releases.outlets.api.negotiating import preferred
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.api.conftest import Api
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db

JSON, NINJS, CSV = "application/json", "application/vnd.iptc.ninjs+json", "text/csv"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/html, */*;q=0.1", JSON),
        (f"{JSON};q=0.1, {NINJS};q=0.9", NINJS),
        (f"{JSON};q=0, */*", NINJS),
        (f"{NINJS};q=0.1, {JSON}", JSON),
        (f"{NINJS}, {JSON}", JSON),
        ("text/*", CSV),
        ("APPLICATION/JSON", JSON),
        (f"{JSON};q=high", JSON),
        ("text/html", None),
        ("*/*;q=0", None),
        (f"{JSON};q=0", None),
    ],
)
def test_the_format_that_weighs_most_is_given(accept: str, given: str | None) -> None:
    found = preferred(accept, (JSON, NINJS, CSV))
    assert (found and found[1]) == given


def test_a_format_that_is_refused_with_a_weight_of_nought_is_not_sent(api: Api) -> None:
    answer = api("releases/", headers={"Accept": f"{JSON};q=0, {NINJS}"})
    assert answer["Content-Type"] == NINJS
    assert api("releases/", headers={"Accept": f"{JSON}; indent=2"}).content.count(b"\n") > 1


@pytest.mark.parametrize(
    ("headers", "status"), [({"Authorization": "Bearer press_tried"}, 401), ({"Accept": "image/png"}, 406)]
)
def test_what_is_refused_counts_towards_the_limit(
    headers: dict[str, str], status: int, api: Api, settings: object
) -> None:
    settings.API_PER_MINUTE = 3  # type: ignore[attr-defined]
    told = [api("releases/", headers=headers) for _turn in range(4)]
    assert [answer.status_code for answer in told] == [status, status, status, 429]
    assert [answer["RateLimit"].split(";")[1] for answer in told] == ["r=2", "r=1", "r=0", "r=0"]
    assert "Retry-After" in told[-1]


def test_a_condition_that_does_not_hold_is_a_problem_of_ours(api: Api, out: Publish, author: User) -> None:
    out(make_release("statement", by=author))
    answer = api("releases/", headers={"If-Match": '"another"'})
    assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")
    assert json.loads(answer.content)["type"].endswith("#precondition-failed")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert api("releases/", headers={"If-Match": api("releases/")["ETag"]}).status_code == 200


def test_an_export_is_not_sent_twice_while_nothing_changed(
    api: Api, out: Publish, author: User, reviewer: User, clock: Clock
) -> None:
    editions = out(make_release("statement", by=author))
    clock.tick(10)
    first = api("releases/", format="ndjson")
    lines = b"".join(first.streaming_content)

    same = api("releases/", format="ndjson", headers={"If-None-Match": first["ETag"]})
    assert (lines.count(b"\n"), same.status_code) == (1, 304)
    other = api("releases/", format="ndjson", fields="title", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200

    acts.withdraw(editions=editions, reason="In error.", by=reviewer)
    clock.tick(10)
    after = api("releases/", format="ndjson", headers={"If-None-Match": first["ETag"]})
    assert (after.status_code, b"".join(after.streaming_content)) == (200, b"")


def test_ninjs_links_translations_in_lists_and_changes(api: Api, out: Publish, author: User, clock: Clock) -> None:
    release = make_release("statement", by=author, languages=("en", "ur"))
    out(release)
    clock.tick(10)
    listed = api("releases/", language="en", format="ninjs").json()["results"]
    told = [change["item"] for change in api("changes/", format="ninjs").json()["results"]]
    named = [[one["language"] for one in item["associations"] if one["rel"] == "translation"] for item in listed + told]
    assert sorted(named) == [["en"], ["ur"], ["ur"]]


def test_a_span_that_ends_before_it_begins_is_refused_by_both_its_names(api: Api) -> None:
    span = {"from": "2030-02-01T00:00Z", "to": "2030-01-31T23:59Z"}
    for path in ("releases/", "statistics/"):
        answer = api(path, **span)
        assert (answer.status_code, answer.json()["errors"].keys()) == (400, span.keys())
    assert api("releases/", **{"from": span["to"], "to": span["from"]}).status_code == 200
    assert api("releases/", **{"from": span["to"], "to": span["to"]}).status_code == 200


def test_an_id_in_capitals_leads_to_its_one_address(api: Api, out: Publish, author: User) -> None:
    statement = make_release("statement", by=author)
    out(statement)
    for uid in (str(statement.uid), "abcdef00-0000-4000-8000-00000000abcd"):
        for path in ("releases/{}/", "releases/{}/editions/", "releases/{}/editions/1/", "statements/{}/"):
            answer = api(path.format(uid.upper()), language="en", format="csv")
            there = f"http://testserver/api/v1/{path.format(uid)}?language=en&format=csv"
            assert (answer.status_code, answer["Location"]) == (301, there)
            assert "RateLimit" in answer
    assert api(f"releases/{str(statement.uid).upper()}/", key="press_tried").status_code == 401
    for nothing in ("people/{}/", "releases/{}/nothing/"):
        assert api(nothing.format(str(statement.uid).upper())).status_code == 404
    assert api(f"releases/{'-' * 36}/").status_code == 404
    assert api(f"statements/{str(statement.uid).upper()}/editions/").status_code == 404


def test_the_documentation_is_counted_and_is_read_beyond_the_limit(api: Api, settings: object) -> None:
    settings.API_PER_MINUTE = 2  # type: ignore[attr-defined]
    told = [api("docs/") for _turn in range(3)]
    assert [answer.status_code for answer in told] == [200, 200, 200]
    assert [answer["RateLimit"].split(";")[1] for answer in told] == ["r=1", "r=0", "r=0"]
    assert api("releases/").status_code == 429
    assert api("docs/", headers={"If-None-Match": told[0]["ETag"]})["RateLimit-Policy"] == '"address";q=2;w=60'
