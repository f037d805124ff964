"""The lists and items of the API: what they give, and to what they say no."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.authoring.models import User
from releases.editions import acts
from releases.editions.search import by_words
from tests.clock import Clock
from tests.factories import make_office, make_release, make_text, make_topic, submit
from tests.outlets.api.conftest import Api
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["results"]]


@pytest.mark.parametrize("section", ["briefings", "statements", "statistics", "media"])
def test_a_section_gives_its_own_kind_alone(section: str, out: Publish, author: User, api: Api) -> None:
    kinds = {"briefings": "briefing", "statements": "statement", "statistics": "statistic", "media": "media"}
    releases = {kind: make_release(kind, by=author) for kind in kinds.values()}
    out(*releases.values())
    own = str(releases[kinds[section]].uid)

    assert ids(api(f"{section}/", language="en")) == [own]
    assert api(f"{section}/{own}/").json()["kind"] == kinds[section]
    other = next(str(release.uid) for kind, release in releases.items() if kind != kinds[section])
    assert api(f"{section}/{other}/").status_code == 404


def test_filters_narrow_a_list(out: Publish, author: User, api: Api, clock: Clock) -> None:
    office, topic = make_office(), make_topic("oats")
    statement = make_release(
        "statement", by=author, speaker=office.person, office=office, topics=[topic], languages=("en", "ru")
    )
    out(statement)
    middle = clock.tick(10)
    briefing = make_release("briefing", by=author, title="Zenda and the oats")
    out(briefing)
    one, two = str(statement.uid), str(briefing.uid)

    assert ids(api("releases/", language="en")) == [two, one]
    assert ids(api("releases/", language="en", kind="statement")) == [one]
    assert ids(api("releases/", language="en", topic="oats")) == [one]
    assert ids(api("releases/", language="en", person=office.person.slug)) == [one]
    assert ids(api("releases/", language="en", q="zenda")) == [two]
    assert ids(api("releases/", language="all", kind="statement")) == [one, one]
    stamp = middle.isoformat().replace("+00:00", "Z")
    assert ids(api("releases/", **{"language": "en", "from": stamp})) == [two]
    assert ids(api("releases/", language="en", to=stamp)) == [one]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"knd": "statement"}, "knd"),
        ({"kind": "poem"}, "kind"),
        ({"language": "fr"}, "language"),
        ({"from": "yesterday"}, "from"),
        ({"to": "2030-13-01T00:00:00Z"}, "to"),
        ({"at": "2030-01-01 12:00"}, "at"),
        ({"corrected": "maybe"}, "corrected"),
        ({"order": "random"}, "order"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "²"}, "limit"),
        ({"q": "?!"}, "q"),
        ({"fields": "title,secret"}, "fields"),
        ({"include": "drafts"}, "include"),
        ({"topic": "a/b"}, "topic"),
        ({"kind": ["briefing", "media"]}, "kind"),
    ],
)
def test_a_parameter_that_is_not_understood_is_named(
    parameters: dict[str, Any], named: str, out: Publish, author: User, client: Client
) -> None:
    out(make_release("briefing", by=author))

    answer = client.get("/api/v1/releases/", parameters)

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert list(answer.json()["errors"]) == [named]
    assert answer.json()["type"].endswith("/api/v1/docs/#bad-parameter")


def test_fields_never_drop_identity_status_or_embargo(out: Publish, author: User, api: Api) -> None:
    release = make_release("briefing", by=author, html="<p>Oats.</p>")
    out(release)

    for answer in (
        api("releases/", language="en", fields="title").json()["results"][0],
        api(f"releases/{release.uid}/", fields="title").json(),
    ):
        assert {"id", "language", "kind", "edition", "status", "released_at", "public_from", "embargoed_until"} <= set(
            answer
        )
        assert "title" in answer
        assert "summary" not in answer
    assert "body" not in api("releases/", language="en").json()["results"][0]
    assert api("releases/", language="en", include="body").json()["results"][0]["body"][0]["html"] == "<p>Oats.</p>"


def test_pages_have_no_gap_and_no_duplicate_while_others_publish(
    out: Publish, author: User, api: Api, client: Client, clock: Clock
) -> None:
    first = [make_release("briefing", by=author) for _number in range(7)]
    out(*first)  # all in one instant
    seen: list[str] = []
    address = "/api/v1/releases/?language=en&limit=3"
    while address:
        answer = client.get(address).json()
        seen += [item["id"] for item in answer["results"]]
        address = answer["next"]
        if len(seen) == 3:
            out(make_release("briefing", by=author))

    assert sorted(seen) == sorted(str(release.uid) for release in first)
    assert len(set(seen)) == 7


def test_a_cursor_of_another_hand_is_refused(out: Publish, author: User, api: Api) -> None:
    out(make_release("briefing", by=author))

    answer = api("releases/", language="en", cursor="bm90IG91cnM")

    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#bad-cursor")


def test_corrected_releases_are_found_and_come_first_by_change(
    out: Publish, author: User, reviewer: User, api: Api, clock: Clock
) -> None:
    old, new = make_release("briefing", by=author), make_release("briefing", by=author)
    out(old)
    out(new)
    old.texts.update(summary="Mended.")
    clock.set(
        acts.correct(submission=submit([old], by=author), by=reviewer, note={"en": "A word was wrong."})[0].public_from
    )

    assert ids(api("releases/", language="en", corrected="true")) == [str(old.uid)]
    assert ids(api("releases/", language="en", corrected="false")) == [str(new.uid)]
    assert ids(api("releases/", language="en")) == [str(new.uid), str(old.uid)]
    assert ids(api("releases/", language="en", order="changed")) == [str(old.uid), str(new.uid)]


def test_editions_tell_the_history_and_give_each_as_it_was(
    out: Publish, author: User, reviewer: User, api: Api, clock: Clock
) -> None:
    release = make_release("briefing", by=author)
    out(release)
    release.texts.update(summary="Mended.")
    clock.set(acts.correct(submission=submit([release], by=author), by=reviewer, note={"en": "Wrong."})[0].public_from)

    history = api(f"releases/{release.uid}/editions/", language="en").json()["results"]

    assert [(row["edition"], row["status"], row["note"]) for row in history] == [
        (2, "correction", {"en": "Wrong."}),
        (1, "new", {}),
    ]
    assert history[1]["public_until"] == history[0]["public_from"]
    assert api(f"releases/{release.uid}/editions/2/", language="en").json()["summary"] == "Mended."
    assert api(f"releases/{release.uid}/editions/1/", language="en").json()["summary"] != "Mended."
    assert api(f"releases/{release.uid}/editions/3/", language="en").status_code == 404


def test_the_record_at_a_past_instant_is_what_was_public_then(
    out: Publish, author: User, reviewer: User, api: Api, clock: Clock
) -> None:
    kept, gone = make_release("briefing", by=author), make_release("briefing", by=author)
    editions = out(kept, gone)
    then = clock.now.isoformat().replace("+00:00", "Z")
    before = (clock.now - timedelta(seconds=1)).isoformat().replace("+00:00", "Z")
    clock.tick(10)
    kept.texts.update(summary="Mended.")
    acts.update(submission=submit([kept], by=author), by=reviewer, note={})
    acts.withdraw(editions=[editions[1]], by=reviewer, reason={"en": "Issued in error."})
    clock.tick(10)

    assert ids(api("releases/", language="en", at=then)) == [str(kept.uid)]
    assert api(f"releases/{kept.uid}/", language="en", at=then).json()["edition"] == 1
    assert ids(api("releases/", language="en", at=before)) == []
    assert api(f"releases/{gone.uid}/", language="en", at=then).status_code in (404, 410)


def test_a_withdrawn_release_answers_410_with_its_reason(
    out: Publish, author: User, reviewer: User, api: Api, clock: Clock
) -> None:
    release = make_release("briefing", by=author, title="Withdrawn oats")
    editions = out(release)
    clock.set(
        acts.withdraw(editions=editions, by=reviewer, reason={"en": "Issued in error."})[0].public_until or clock.now
    )

    answer = api(f"releases/{release.uid}/", language="en")

    assert answer.status_code == 410
    assert answer.json()["reason"] == {"en": "Issued in error."}
    assert answer.json()["title"] == "Withdrawn oats"
    for path in ("editions/", "editions/1/"):
        assert api(f"releases/{release.uid}/{path}", language="en").status_code == 410
    assert api(f"releases/{uuid.uuid4()}/", language="en").status_code == 404


def test_a_hidden_release_differs_in_nothing_from_one_that_never_was(
    out: Publish, author: User, api: Api, clock: Clock
) -> None:
    hidden = make_release("briefing", by=author)
    edition = out(hidden, at=clock.now + timedelta(hours=1))[0]
    tag = f'"{edition.content_digest[:32]}"'

    told = [
        api(f"releases/{uid}/", language="en", headers={"If-None-Match": tag}) for uid in (hidden.uid, uuid.uuid4())
    ]

    bodies = [{**answer.json()} for answer in told]
    assert bodies[0] == bodies[1]
    assert [answer.status_code for answer in told] == [404, 404]
    kept = ("Content-Type", "Cache-Control", "Vary", "ETag", "Last-Modified", "Content-Language")
    assert [told[0].get(name) for name in kept] == [told[1].get(name) for name in kept]


def test_the_same_answer_is_not_sent_twice(out: Publish, author: User, reviewer: User, api: Api, clock: Clock) -> None:
    release = make_release("briefing", by=author)
    out(release)
    clock.tick(10)
    for path in ("releases/", f"releases/{release.uid}/", "people/", "topics/", "changes/"):
        first = api(path, **({} if path == "changes/" else {"language": "en"}))
        assert first["ETag"]
        again = api(
            path, headers={"If-None-Match": first["ETag"]}, **({} if path == "changes/" else {"language": "en"})
        )
        assert (path, again.status_code) == (path, 304)
    first = api(f"releases/{release.uid}/", language="en")
    assert (
        api(
            f"releases/{release.uid}/", headers={"If-Modified-Since": first["Last-Modified"]}, language="en"
        ).status_code
        == 304
    )

    release.texts.update(summary="Mended.")
    clock.set(acts.correct(submission=submit([release], by=author), by=reviewer, note={"en": "Wrong."})[0].public_from)
    clock.tick(3)

    for name in ("If-None-Match", "If-Modified-Since"):
        value = first["ETag"] if name == "If-None-Match" else first["Last-Modified"]
        assert api(f"releases/{release.uid}/", headers={name: value}, language="en").status_code == 200


def test_the_language_is_negotiated_and_the_others_are_linked(out: Publish, author: User, api: Api) -> None:
    release = make_release("briefing", by=author, languages=("en", "ru"))
    out(release)

    answer = api(f"releases/{release.uid}/", headers={"Accept-Language": "ru"})

    assert answer["Content-Language"] == "ru"
    assert answer.json()["language"] == "ru"
    assert set(answer.json()["languages"]) == {"en", "ru"}
    assert 'hreflang="en"' in answer["Link"]
    assert {"Accept", "Accept-Language"} <= {part.strip() for part in answer["Vary"].split(",")}
    assert api(f"releases/{release.uid}/", language="ur").status_code == 404


def test_an_export_gives_a_line_an_item_in_constant_queries(
    out: Publish, author: User, api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    releases = [make_release("briefing", by=author) for _number in range(25)]
    out(*releases)

    with django_assert_num_queries(3):  # two for its tag
        answer = api("releases/", language="en", format="ndjson")
        lines = b"".join(answer.streaming_content).splitlines()

    assert answer["Content-Type"] == "application/x-ndjson"
    assert {json.loads(line)["id"] for line in lines} == {str(release.uid) for release in releases}


def test_figures_come_as_csv(out: Publish, author: User, api: Api) -> None:
    release = make_release("statistic", by=author, title="=HYPERLINK(oats)")
    out(release)

    for path in ("statistics/", f"statistics/{release.uid}/"):
        answer = api(path, language="en", format="csv")
        assert answer["Content-Type"].startswith("text/csv")
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert rows[1].startswith("'=HYPERLINK")
        assert "6300000" in rows[1]


def test_a_page_of_twenty_takes_as_many_queries_as_a_page_of_one(
    out: Publish, author: User, api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    out(*[make_release("briefing", by=author) for _number in range(20)])

    for limit in ("1", "20"):
        for queries in (3, 2):  # which they are, the last change; and they themselves where they were not written yet
            with django_assert_num_queries(queries):
                api("releases/", language="en", limit=limit)


def test_a_text_without_a_translation_is_offered_in_its_own(out: Publish, author: User, api: Api) -> None:
    release = make_release("briefing", by=author)
    make_text(release, "kk", by=author, slug="later", title="Кейін")
    out(release, languages=["en"])

    assert api(f"releases/{release.uid}/", headers={"Accept-Language": "kk"}).json()["language"] == "en"


def test_what_was_corrected_is_found_by_its_words_page_by_page(
    out: Publish, author: User, reviewer: User, api: Api, clock: Clock
) -> None:
    releases = [make_release("statement", by=author, title=f"Zenda {number}") for number in range(5)]
    out(*releases)
    for release in (releases[0], releases[3]):
        release.texts.update(summary="Put right.")
        corrected = acts.correct(submission=submit([release], by=author), by=reviewer, note="A figure.")
        clock.set(corrected[0].public_from)
    asked = {"language": "en", "q": "zenda", "corrected": "true", "limit": "1"}
    first = api("releases/", **asked)
    cursor = first.json()["next"].rpartition("cursor=")[2]
    assert ids(first) == [str(releases[3].uid)]
    last = api("releases/", **asked, cursor=cursor)
    assert ids(last) == [str(releases[0].uid)]
    assert last.json()["next"] is None


def test_words_that_many_have_are_listed_to_the_first(
    out: Publish,
    author: User,
    api: Api,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(by_words, "MOST", 2)
    releases = [make_release("statement", by=author, title=f"Zenda {number}") for number in range(5)]
    out(*releases)
    with django_assert_num_queries(4):
        answer = api("releases/", language="en", q="zenda", limit="3")
    seen = ids(answer)
    while following := answer.json()["next"]:
        answer = api("releases/", language="en", q="zenda", limit="3", cursor=following.rpartition("cursor=")[2])
        seen += ids(answer)
    assert seen == [str(release.uid) for release in reversed(releases)]
