"""Whether time betrays what is hidden: at each kind of address, a planned release against one that never was.

    python bench/embargo.py

Hidden and missing are asked for in turn, a second before the opening, without the page cache. Prints medians of the
processor time of an answer, which other work on the machine disturbs less than the time on the wall. Exit 1 where they
differ by more than 5 %.
"""

import logging
import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS, WARM, LIMIT = 301, 20, 0.05


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.clock import install_view, standing

    logging.disable(logging.CRITICAL)
    setup_test_environment()
    call_command("migrate", verbosity=0)
    install_view()
    with standing() as clock:
        pairs = _pairs(clock)
        client = Client()
        statuses = {client.get(path).status_code for pair in pairs.values() for path in pair}
        if statuses != {200, 404}:
            sys.exit(f"What is measured is no answer: {statuses}")
        found = {name: _medians(client.get, *pair) for name, pair in pairs.items()}
        clock.forget()
    print(f"{'milliseconds of work, medians of ' + str(RUNS):42}  hidden  missing  apart")
    for name, (hidden_ms, missing_ms) in found.items():
        print(f"{name:42}  {hidden_ms:6.3f}  {missing_ms:7.3f}  {hidden_ms / missing_ms - 1:+6.1%}")
    worst = max(abs(hidden_ms / missing_ms - 1) for hidden_ms, missing_ms in found.values())
    print(f"at most {worst:.1%} apart, limit {LIMIT:.0%}")
    return worst > LIMIT


def _pairs(clock: object) -> dict[str, tuple[str, str]]:
    """By what is asked for: the address of the plan, and one of the same length that nothing has."""
    import datetime as dt

    from django.conf import settings
    from django.db import transaction

    from tests.journeys.two_worlds import WORD, build, go_on, plan

    settings.API_PER_MINUTE = 10**9
    with transaction.atomic():
        site = build(clock)  # type: ignore[arg-type]
        opens = site.clock.now.replace(microsecond=0) + dt.timedelta(hours=1)
        planned = plan(site, opens=opens)
        go_on(site)
    site.clock.set(opens - dt.timedelta(seconds=1))
    never = WORD[::-1]
    release = next(edition for edition in planned if edition.kind == "briefing")
    picture = next(edition for edition in planned if edition.files.exists())
    digest, uid, other = picture.files.values_list("digest", flat=True)[0], str(release.uid), str(uuid.uuid4())
    there = f"/en/briefings/{WORD}-briefing/"
    addresses = {
        f"page {tail}": f"{there}{tail}" for tail in ("", "editions/1/", "press-kit.zip", "text.txt", "event.ics")
    }
    addresses |= {f"API {tail}": f"/api/v1/releases/{uid}/{tail}" for tail in ("", "editions/", "editions/1/")}
    addresses |= {
        "file": f"/media/{digest}/picture-64.jpg",
        "person": f"/en/people/{WORD}-person/",
        "topic": f"/en/topics/{WORD}-topic/",
        "feed of a topic": f"/en/topics/{WORD}-topic/feed.atom",
        "search": f"/en/releases/?q={WORD}",
        "suggestions": f"/en/suggest?q={WORD}",
        "API search": f"/api/v1/releases/?q={WORD}",
    }
    missing = {WORD: never, uid: other, digest: digest[::-1]}

    def nowhere(address: str) -> str:
        for name, nothing in missing.items():
            address = address.replace(name, nothing)
        return address

    return {name.strip(): (address, nowhere(address)) for name, address in addresses.items()}


def _medians(ask: Callable[[str], object], hidden: str, missing: str) -> tuple[float, float]:
    spent: dict[str, list[float]] = {hidden: [], missing: []}
    for run in range(RUNS + WARM):
        # Each comes first as often as the other.
        for path in (hidden, missing) if run % 2 else (missing, hidden):
            began = time.process_time_ns()
            ask(path)
            spent[path].append((time.process_time_ns() - began) / 1e6)
    return statistics.median(spent[hidden][WARM:]), statistics.median(spent[missing][WARM:])


if __name__ == "__main__":
    sys.exit(main())
