"""The description of the API is valid, complete and true, and what its documentation shows runs."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from releases.authoring.models import User
from releases.editions import acts
from releases.outlets.api import described_webhooks, urls
from releases.outlets.api.examples import EXAMPLES, Example
from releases.outlets.api.openapi import RESOURCES
from tests.clock import Clock
from tests.factories import make_drawn_map, make_office, make_release, make_topic, submit
from tests.outlets.api.conftest import Api, KeyFor
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db
# The description itself, the page about it, and the answer to all that is not there.
_ABOUT = {"api-schema", "api-docs", "api-nothing"}


@pytest.fixture
def described(client: Client) -> Any:
    answer = client.get("/api/v1/schema/")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.1"
    return answer.json()


def faults(document: Any, name: str, answer: Any) -> list[str]:
    """Where an answer is not what the description says."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(answer)]


def test_the_description_is_valid(described: Any) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_address_is_described() -> None:
    routes = {re.sub(r"<\w+:(\w+)>", r"{\1}", f"/{row.pattern}") for row in urls.urlpatterns if row.name not in _ABOUT}

    assert {path for path, *_facts in RESOURCES} | described_webhooks.PATHS.keys() == routes


def test_every_parameter_of_a_view_is_described(described: Any) -> None:
    named = {name for _path, view, *_facts in RESOURCES for name in view.parameters}

    assert named <= described["components"]["parameters"].keys()


def test_what_is_answered_is_what_is_described(
    out: Publish, clock: Clock, author: User, reviewer: User, api: Api, key_for: KeyFor, described: Any
) -> None:
    office, topic = make_office(), make_topic("oats")
    statement = make_release("statement", by=author, speaker=office.person, office=office)
    statistic = make_release("statistic", by=author, languages=("en", "ur"), topics=[topic])
    picture, drawn = make_release("media", by=author), make_drawn_map(by=author)
    briefing = make_release(
        "briefing", by=author, cites=[statement, statistic, picture, drawn], speakers=[office], html="<p>Oats.</p>"
    )
    gone = make_release("briefing", by=author)
    editions = out(statement, statistic, picture, drawn, briefing, gone)
    acts.withdraw(editions=[row for row in editions if row.uid == gone.uid], by=reviewer, reason="In error.")
    (corrected,) = acts.correct(submission=submit([briefing], by=author), by=reviewer, note="A figure.")
    clock.set(corrected.public_from)
    slugs = {"people": office.person.slug, "topics": "oats"}
    uids = {
        "releases": briefing.uid,
        "briefings": briefing.uid,
        "statements": statement.uid,
        "statistics": statistic.uid,
        "media": picture.uid,
    }
    key = key_for()

    for path, view, schema, _title in RESOURCES:
        part = path.split("/")[3]
        address = path.removeprefix("/api/v1/").format(uid=uids.get(part), slug=slugs.get(part), number=1)
        asked = {"language": "en"} if "language" in view.parameters else {}
        answer = api(address, key=key, **asked)
        assert answer.status_code == 200, (path, answer.content)
        assert faults(described, schema, answer.json()) == [], path
    problem = api("releases/", nothing="1").json()
    assert faults(described, "Problem", problem) == []


def test_the_description_tells_a_wrong_answer_from_a_right_one(
    out: Publish, author: User, api: Api, described: Any
) -> None:
    out(make_release("briefing", by=author))
    (item,) = api("releases/", language="en").json()["results"]

    assert faults(described, "Release", item) == []
    assert faults(described, "Release", {**item, "status": "gone"})
    assert faults(described, "Release", {name: value for name, value in item.items() if name != "id"})


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.slug)
def test_the_python_of_the_documentation_runs(
    example: Example,
    out: Publish,
    author: User,
    live: str,
    transactional_db: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out(make_release("briefing", by=author, languages=("en", "ru")), make_release("media", by=author))

    exec(example.at(live).python, {})  # what we tell others to run

    assert "Trade with Ruritania" in (said := capsys.readouterr().out) or live in said


def test_the_documents_beside_the_code_show_the_same_examples() -> None:
    written = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")

    shown = re.findall(r"```\w+\n(.*?)\n```", written, re.DOTALL)
    examples = [example.at("https://press.example") for example in EXAMPLES]

    assert [words for example in examples for words in (example.curl, example.python) if words not in shown] == []
