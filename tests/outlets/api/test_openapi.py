"""The description of the API is valid, complete and true, and what its documentation shows runs."""

import re
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from releases.authoring.models import User
from releases.editions import acts
from releases.outlets.api import urls
from releases.outlets.api.described_answers import examples
from releases.outlets.api.examples import EXAMPLES, Example
from releases.outlets.api.openapi import RESOURCES
from releases.outlets.api.problems import KNOWN
from tests.clock import Clock
from tests.factories import make_drawn_map, make_office, make_release, make_topic, submit
from tests.outlets.api.conftest import Api, KeyFor
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db
# The answer to all that is not there.
_NOTHING = "api-nothing"
_METHODS = {"get", "post", "patch", "delete"}


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


def test_every_address_is_described_with_every_method(described: Any) -> None:
    routes = {
        re.sub(r"<\w+:(\w+)>", r"{\1}", f"/{row.pattern}"): row.callback
        for row in urls.urlpatterns
        if row.name != _NOTHING
    }
    taken = {
        path: {method for method in _METHODS if hasattr(getattr(view, "view_class", None), method)} or {"get"}
        for path, view in routes.items()
    }

    assert {path: methods.keys() & _METHODS for path, methods in described["paths"].items()} == taken


def operations(document: Any) -> list[tuple[str, Any]]:
    return [
        (f"{method} {path}", facts)
        for path, methods in document["paths"].items()
        for method, facts in methods.items()
        if method in _METHODS
    ]


def parts(document: Any) -> list[tuple[str, Any]]:
    """Every body of every operation, with a name: media type, schema and examples."""
    return [
        (f"{name} {status} {media_type}", body)
        for name, facts in operations(document)
        for status, answer in [("sent", facts.get("requestBody", {})), *facts["responses"].items()]
        for media_type, body in answer.get("content", {}).items()
    ]


def test_every_body_has_an_example_that_is_what_its_schema_says(described: Any) -> None:
    wrong = []
    for name, body in parts(described):
        shown = [body["example"]] if "example" in body else [one["value"] for one in body.get("examples", {}).values()]
        schema = {**body["schema"], "components": described["components"]}
        faulty = [error.message for one in shown for error in Draft202012Validator(schema).iter_errors(one)]
        if not shown or faulty:
            wrong.append((name, faulty))
    assert wrong == []
    assert len(parts(described)) > 200
    assert "ORIGIN" not in str(described)


def cursor_in(address: str) -> str:
    """What it says when it is unpacked."""
    (cursor,) = parse_qs(urlsplit(address).query)["cursor"]
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()


def test_the_cursors_that_are_shown_are_such_as_are_given(out: Publish, author: User, api: Api, described: Any) -> None:
    out(*[make_release("briefing", by=author) for _number in range(2)])
    given = [api(f"{name}/", language="en", limit="1").json() for name in ("releases", "changes")]

    for page in (*given, *(examples()[name] for name in ("Releases", "Changes", "ninjs_changes"))):
        last = page["results"][-1]
        assert cursor_in(page["next"]).endswith(f" {last['id']}/{last['language']}/{last['edition']}")
        assert page.get("cursor", "") in page["next"]
    assert f"<{given[0]['next'].partition('?')[0]}?" in described["components"]["headers"]["Link"]["example"]


def test_every_operation_says_every_refusal_with_what_it_means(described: Any) -> None:
    """Whatever is asked: what is not understood, keys, formats, methods, limits, our own failures."""
    shown: set[str] = set()
    for name, facts in operations(described):
        said = facts["responses"]
        if name != "get /api/v1/docs/":
            assert {"400", "401", "405", "406", "429", "500", "503"} <= said.keys(), name
        for status, answer in said.items():
            assert ("Retry-After" in answer["headers"]) == (status in {"429", "503"}), (name, status)
            assert {"RateLimit", "RateLimit-Policy", "Deprecation", "Sunset"} <= answer["headers"].keys(), name
            for body in answer.get("content", {}).values():
                shown |= body.get("examples", {}).keys()
        assert ("304" in said) == ("ETag" in said.get("200", {"headers": {}})["headers"]), name
    assert shown == KNOWN.keys()


def test_every_parameter_of_a_view_is_described(described: Any) -> None:
    named = {name for _path, view, *_facts in RESOURCES for name in view.parameters}

    assert named <= described["components"]["parameters"].keys()


def test_what_is_answered_is_what_is_described(
    out: Publish, clock: Clock, author: User, reviewer: User, api: Api, key_for: KeyFor, described: Any
) -> None:
    office, topic = make_office(held_from="2027-03"), make_topic("oats")
    statement = make_release("statement", by=author, speaker=office.person, office=office, topics=[topic])
    statistic = make_release("statistic", by=author, languages=("en", "ur"), topics=[topic])
    picture, drawn = make_release("media", by=author, topics=[topic]), make_drawn_map(by=author)
    briefing = make_release(
        "briefing",
        by=author,
        cites=[statement, statistic, picture, drawn],
        speakers=[office],
        html="<p>Oats.</p>",
        topics=[topic],
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
        # An example that lacks what is answered, or shows what is not, would lead astray.
        shown = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"]
        assert keys_of(shown) - {"public_until"} <= keys_of(answer.json()), path
        if path.startswith(("/api/v1/people/", "/api/v1/topics/", "/api/v1/me/")):
            assert keys_of(shown) == keys_of(answer.json()), path
    problem = api("releases/", nothing="1").json()
    assert faults(described, "Problem", problem) == []


def keys_of(answer: Any) -> set[str]:
    """Names of all members, but of those that are languages, pages and kinds of their own."""
    if isinstance(answer, list):
        return set().union(*(keys_of(one) for one in answer))
    if not isinstance(answer, dict):
        return set()
    own = {name for name in answer if len(name) > 2}
    return own.union(*(keys_of(value) for name, value in answer.items() if name not in {"cites", "body"}))


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
