"""Schemathesis reads our description of the API and asks a running server for all that it allows, and all it does not.

What it asks is the same every time. All its checks are on: status, content type, headers and body are as described,
what is right is taken and what is wrong is refused, no key is ignored, no failure is ours.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from releases.authoring.models import User
from releases.editions import acts
from releases.partners import keys, subscribing
from releases.partners.models import Partner
from tests.factories import make_mission, make_office, make_release, make_topic, publish
from tests.journeys.processes import free_port, server, until_it_answers

RIGHTS: dict[str, dict[str, Any]] = {
    "reads": {},
    "early": {"lead_minutes": 120},
    "bounded": {"lead_minutes": 120, "kinds": ["briefing"], "languages": ["en"]},
    "everything": {"lead_minutes": 120, "webhooks": True},
    "elsewhere": {"networks": ["192.0.2.0/24"]},
    "revoked": {"webhooks": True},
}
# Who is asked for the bounds of every parameter too, and for what would be wrong.
WHOLE = {"anonymous", "everything"}
# What was withdrawn answers 410, also to a request that is all right.
CHECKS = {"positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "410", "429"]}}


@dataclass
class World:
    origin: str
    document: dict[str, Any]
    secrets: dict[str, str]


@pytest.fixture
def world(transactional_db: None, author: User, reviewer: User, administrator: User, tmp_path: Path) -> Iterator[World]:
    known = _published(author, reviewer, administrator)
    port = free_port()
    running = server(tmp_path, port, EMBASSY_WEBHOOKS_LOOPBACK="0")
    origin = f"http://127.0.0.1:{port}"
    try:
        running.start()
        until_it_answers(running, f"{origin}/api/v1/")
        document = httpx.get(f"{origin}/api/v1/schema/").json()
        yield World(origin, _with_what_is_there(document, known), _secrets(administrator))
    finally:
        running.kill()


def _published(author: User, reviewer: User, administrator: User) -> dict[str, Any]:
    """Something of each kind, by the part of the address that leads to it. Public in two seconds."""
    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    office, topic = make_office(), make_topic("oats")
    facts: dict[str, Any] = {"by": author, "languages": ("en", "ru"), "topics": [topic]}
    statement = make_release("statement", speaker=office.person, office=office, **facts)
    statistic, picture = make_release("statistic", **facts), make_release("media", **facts)
    briefing = make_release("briefing", cites=[statement, statistic, picture], html="<p>Oats.</p>", **facts)
    publish([statement, statistic, picture, briefing], author=author, reviewer=reviewer)
    return {
        "releases": briefing.uid,
        "briefings": briefing.uid,
        "statements": statement.uid,
        "statistics": statistic.uid,
        "media": picture.uid,
        "people": office.person.slug,
        "topics": "oats",
    }


def _secrets(by: User) -> dict[str, str]:
    partner = Partner.objects.create(name="Ruritanian News Agency")
    for number in range(3):
        subscribing.subscribe(partner=partner, url=f"https://agency.example/{number}")
    given = {name: keys.give(partner=partner, name=name, by=by, **rights) for name, rights in RIGHTS.items()}
    keys.revoke(key=given["revoked"][0], by=by)
    return {"anonymous": "", **{name: secret for name, (_key, secret) in given.items()}}


def _with_what_is_there(document: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The description, with releases that there are in the place of its examples."""
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for parameter in operation.get("parameters", []) if isinstance(operation, dict) else []:
                if parameter.get("in") == "path" and parameter["name"] in {"uid", "slug"}:
                    parameter["schema"]["examples"] = [str(known[path.split("/")[3]])]
    return document


def test_what_is_described_is_what_is_done(world: World) -> None:
    found: dict[str, str] = {}
    for role in world.secrets:
        found |= {f"{role}: {fault}": said for fault, said in _faults(world, role).items()}

    assert found == {}, "\n\n".join(f"{fault}\n{said}" for fault, said in found.items())


def _faults(world: World, role: str) -> dict[str, str]:
    secret = world.secrets[role]
    whole = role in WHOLE
    config = schemathesis.Config.from_dict(
        {
            "seed": 20300101,
            "base-url": world.origin,
            "headers": {"Authorization": f"Bearer {secret}"} if secret else {},
            "generation": {"max-examples": 4 if whole else 2, "deterministic": True},
            "phases": {"coverage": {"enabled": whole}, "stateful": {"enabled": role == "everything", "max-steps": 4}},
            "checks": CHECKS,
        }
    )
    found: dict[str, str] = {}
    answers: Counter[int] = Counter()
    # The page about it is HTML, and has tests of its own.
    schema = schemathesis.openapi.from_dict(world.document, config=config).exclude(path="/api/v1/docs/")
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            answers.update(row.response.status_code for row in event.recorder.interactions.values() if row.response)
            found |= _failures(event.recorder)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            found[str(event)] = ""
    assert sum(answers.values()) > 50, "It was not asked anything"
    print(role, dict(answers))
    return found


@schemathesis.hook("before_call")
def _ask_without_waiting(_context: Any, case: Any, _kwargs: Any) -> None:
    """With a cursor of ours, a poll would really wait."""
    if case.query and "cursor" in case.query and str(case.query.get("wait", "")).isdecimal():
        case.query["wait"] = "0"


def _failures(recorder: Any) -> dict[str, str]:
    failures = {}
    for case, checks in recorder.checks.items():
        for info in (check.failure_info for check in checks if check.failure_info is not None):
            response = recorder.interactions[case].response
            if info.failure.title == "Schema-valid request rejected" and _is_beyond_a_schema(response):
                continue
            said = f"{info.failure.message}\n{info.code_sample}\n{response.content[:500]!r}"
            failures[f"{info.failure.title}: {info.failure.operation}"] = said
    return failures


def _is_beyond_a_schema(response: Any) -> bool:
    """What is refused for a reason that a schema cannot give: a cursor that was made up, words without a letter,
    an order that is not for a search, a span that ends before it begins."""
    if response.status_code not in {400, 410}:
        return False
    problem = json.loads(response.content)
    code, errors = problem["type"].partition("#")[2], problem.get("errors", {})
    if code == "bad-parameter":
        together = errors.keys() == {"order"} and "by words" in errors["order"]
        together |= errors.keys() == {"from", "to"}
        return together or (bool(errors) and errors.keys() <= {"q", "at"}) or "An export gives" in problem["detail"]
    return code in {"bad-cursor", "expired-cursor"}
