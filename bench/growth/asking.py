"""What is asked of a filled record, and what each request costs: queries, and the work of both processes."""

import datetime as dt
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.search import work_s

RUNS = 5
# On a machine with much else to do an act may take longer than the clock's usual two seconds.
MARGIN_S = 6


@dataclass(frozen=True)
class Cost:
    """`worked_ms` is of both processes, `server_ms` the database's share (PostgreSQL); medians."""

    queries: int
    worked_ms: float
    server_ms: float


def costs(only: str = "") -> Iterator[tuple[str, Cost]]:
    """By name. Nothing that was made before is at hand: the page cache lies above, parts are forgotten each time."""
    from django.test.utils import override_settings

    asking = Asking()
    for name, request in {**asking.outlets(), **asking.desk(), **asking.looks()}.items():
        if only in name:
            yield name, _measured(request)
    if only in "acts":
        with override_settings(RECORD_MARGIN_S=MARGIN_S):
            yield from asking.acts()


def _measured(request: Callable[[], Any], *, runs: int = RUNS) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from releases.editions.parts import parts

    counts = []
    for _run in range(2):  # once a minute a session notes that it is in use
        parts.forget()
        with CaptureQueriesContext(connection) as queries:
            request()
        counts.append(len(queries))
    worked, server = [], []
    for _run in range(runs):
        one = _once(request)
        worked.append(one[0])
        server.append(one[1])
        if sum(worked) > 20_000:
            break
    return Cost(min(counts), statistics.median(worked), statistics.median(server))


def _once(request: Callable[[], Any]) -> tuple[float, float]:
    from releases.editions.parts import parts

    parts.forget()
    began, own = work_s(), time.process_time()
    request()
    worked, ours = work_s() - began, time.process_time() - own
    return worked * 1000, (worked - ours) * 1000


class Asking:
    def __init__(self) -> None:
        from django.test import Client

        from releases.authoring.models import User

        self.reader, self.desks = Client(), {}
        self.people = {name: User.objects.get(username=name) for name in ("author", "reviewer", "administrator")}
        for name in ("reviewer", "administrator"):
            self.desks[name] = Client()
            self.desks[name].force_login(self.people[name])

    def outlets(self) -> dict[str, Callable[[], Any]]:
        """As nobody in particular asks. The deepest page is that which begins at the oldest but forty."""
        from releases.editions import following, reading
        from releases.outlets import cursors
        from releases.outlets.addresses import page
        from releases.outlets.api import changes

        now = reading.now()
        rows = reading.public(now).filter(language="en")
        old = list(rows.order_by("released_at", "id")[:40])[-1]
        deep = cursors.write(old.released_at, old)
        section = list(rows.filter(kind="briefing").order_by("released_at", "id")[:40])[-1]
        deep_section = cursors.write(section.released_at, section)
        new = rows.filter(kind="briefing", slug__contains="-of-").newest_first()[0]
        last = rows.newest_first()[50]
        followed = changes.write(following.Position(last.public_from, 2, last.pk), last.key)
        # Among the subjects: one of the most frequent, one of the rarest.
        api = "/api/v1/releases/?language=en"
        asked = {
            "site: home": "/en/",
            "site: list, first page": "/en/releases/",
            "site: list, deepest page": f"/en/releases/?cursor={deep}",
            "site: list of a kind": "/en/releases/?kind=briefing",
            "site: list of a topic": "/en/releases/?topic=topic-of-0",
            "site: list of a rare topic": "/en/releases/?topic=topic-of-39",
            "site: list of a kind and a topic": "/en/releases/?kind=statement&topic=topic-of-3",
            "site: list of a year": "/en/releases/?year=2015",
            "site: section, first page": "/en/briefings/",
            "site: section, deepest page": f"/en/briefings/?cursor={deep_section}",
            "site: statements by speaker": "/en/statements/",
            "site: statements of one speaker": "/en/statements/?person=person-of-299",
            "site: media": "/en/media/",
            "site: topics": "/en/topics/",
            "site: topic": "/en/topics/topic-of-39/",
            "site: people": "/en/people/",
            "site: person": "/en/people/person-of-0/",
            "site: release": page("en", "briefing", new.slug),
            "site: calendar": "/en/calendar/",
            "site: sitemap, index": "/sitemap.xml",
            "site: sitemap of lists": "/sitemap-lists.xml",
            "site: feed": "/en/feed.atom",
            "search: a rare word": "/en/releases/?q=rarest",
            "search: a word in a tenth": "/en/releases/?q=elections",
            "search: a word in a fifth": "/en/releases/?q=fifth",
            "search: a word in a fifth, newest first": "/en/releases/?q=fifth&sort=newest",
            "search: suggestions": "/en/suggest?q=b1w",
            "api: list, first page": api,
            "api: list, deepest page": f"{api}&cursor={deep}",
            "api: list of a topic": f"{api}&topic=topic-of-39",
            "api: list, corrected": f"{api}&corrected=true",
            "api: list, changed first": f"{api}&order=changed",
            "api: list, the five last changed": f"{api}&order=changed&limit=5",
            "api: list as of 2016": f"{api}&at=2016-03-01T12:00:00Z",
            "api: list, a word in a fifth": f"{api}&q=fifth",
            "api: detail": f"/api/v1/releases/{new.uid}/?language=en",
            "api: editions": f"/api/v1/releases/{new.uid}/editions/?language=en",
            "api: topic": "/api/v1/topics/topic-of-0/",
            "api: list of a topic, every language": "/api/v1/releases/?language=all&topic=topic-of-39",
            "api: people": "/api/v1/people/?language=en",
            "api: person": "/api/v1/people/person-of-0/",
            "api: changes, from the beginning": "/api/v1/changes/",
            "api: changes, from the last cursor": f"/api/v1/changes/?cursor={followed}",
        }
        return {name: self._got(self.reader, address) for name, address in asked.items()}

    def desk(self) -> dict[str, Callable[[], Any]]:
        from releases.authoring.models import Release
        from releases.editions.models import Edition

        one = Release.objects.filter(kind="briefing", texts__language="ur").order_by("-pk")[1]
        edition = Edition.objects.filter(uid=one.uid).first() or Edition.objects.latest("pk")
        at = f"/admin/releases/briefing/{one.pk}"
        asked = {
            "desk: news desk": "/admin/",
            "desk: releases": "/admin/releases/release/",
            "desk: releases, last page": "/admin/releases/release/?p=LAST",
            "desk: releases, searched": "/admin/releases/release/?q=99",
            "desk: briefings, public": "/admin/releases/briefing/?standing=public",
            "desk: briefings, withdrawn": "/admin/releases/briefing/?standing=withdrawn",
            "desk: texts": "/admin/releases/text/",
            "desk: editions": "/admin/releases/edition/",
            "desk: editions, last page": "/admin/releases/edition/?p=LAST",
            "desk: editions, searched": "/admin/releases/edition/?q=99",
            "desk: edition": f"/admin/releases/edition/{edition.pk}/change/",
            "desk: journal": "/admin/releases/journalentry/",
            "desk: statements": "/admin/releases/statement/",
            "desk: submissions": "/admin/releases/submission/",
            "desk: release": f"{at}/change/",
            "desk: history": f"{at}/record/",
            "desk: submit": f"{at}/submit/",
            "desk: correct": f"{at}/correct/",
            "desk: withdraw": f"{at}/withdraw/",
            "desk: choose a release to cite": "/admin/autocomplete/?app_label=releases&model_name=citation"
            "&field_name=cited&term=99",
        }
        return {name: self._got(self.desks["reviewer"], self._numbered(address)) for name, address in asked.items()}

    def _numbered(self, address: str) -> str:
        if "LAST" not in address:
            return address
        client, path = self.desks["reviewer"], address.partition("?")[0]
        answer: Any = client.get(path)
        changelist = answer.context_data["cl"]
        return address.replace("LAST", str(changelist.paginator.num_pages))

    def _got(self, client: Any, address: str) -> Callable[[], Any]:
        def got() -> None:
            answer: Any = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            list(answer)

        return got

    def looks(self) -> dict[str, Callable[[], Any]]:
        """What every process asks by itself."""
        from releases.editions import interval_ends, state
        from releases.outlets import readiness  # noqa: F401

        return {
            "look: which generation": state.generation,
            "look: state, all anew": state.state,
            "look: last expunging": interval_ends.last_expunging,
        }

    def acts(self) -> Iterator[tuple[str, Cost]]:
        """Each done three times, on releases of its own."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from releases.editions import acts
        from releases.editions.models import Edition
        from tests import factories
        from tests.factories import make_release, submit

        # Slugs that none of those before has.
        factories._numbers = itertools.count(time.time_ns() // 1_000_000)
        author, reviewer = self.people["author"], self.people["reviewer"]
        found: dict[str, list[tuple[int, float, float]]] = {}

        def done(name: str, act: Callable[[], Any]) -> Any:
            kept: list[Any] = []
            with CaptureQueriesContext(connection) as queries:
                one = _once(lambda: kept.append(act()))
            found.setdefault(name, []).append((len(queries), *one))
            return kept[0]

        for _run in range(3):
            statement = make_release("statement", by=author, languages=("en", "ru"), html="<p>Salt.</p>")
            briefing = make_release(
                "briefing", by=author, languages=("en", "ru"), html="<p>Wool.</p>", cites=[statement]
            )
            both = [statement, briefing]
            submission = done("act: submit", lambda: submit(both, by=author))  # noqa: B023
            editions = done("act: approve", lambda: acts.approve(submission=submission, by=reviewer))  # noqa: B023
            _wait_until(editions[0].public_from)
            briefing.texts.filter(language="en").update(summary="Better.")
            again = submit([briefing], by=author, languages=["en"])
            corrected = done(
                "act: correct",
                lambda: acts.correct(submission=again, by=reviewer, note="A word was wrong."),  # noqa: B023
            )
            _wait_until(corrected[0].public_from)
            public = Edition.objects.filter(uid=briefing.uid, public_until=None)
            withdrawn = done(
                "act: withdraw",
                lambda: acts.withdraw(editions=public, by=reviewer, reason="It was wrong."),  # noqa: B023
            )
            _wait_until(withdrawn[0].public_until)
            done(
                "act: expunge",
                lambda: acts.expunge(editions=withdrawn[:1], by=self.people["administrator"], reason="A court."),  # noqa: B023
            )
        for name, rows in found.items():
            yield name, Cost(*(statistics.median(row[part] for row in rows) for part in range(3)))  # type: ignore[arg-type]


def _wait_until(at: dt.datetime) -> None:
    from django.utils import timezone

    time.sleep(max(0.0, (at - timezone.now()).total_seconds()) + 0.05)
