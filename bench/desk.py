"""The desk among 10,000 releases in four languages: the news desk, every list, a history, a withdrawal.

    python bench/desk.py      SQLite, in a folder of its own

Prints for each page the number of queries and how long the process was at work for it, the median of some runs, with
100 releases and with 10,000, and their ratio: other work on the machine disturbs that less than the time on the clock.
Exit 1 where the number of queries differs, or where a page takes longer than its limit among 10,000.
"""

import datetime as dt
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 10_000)
LANGUAGES = ("en", "kk", "ru", "ur")
RUNS = 7
LIMIT_MS = 500
# Of what is no release: an office has no more of it.
MOST = 1000
PARAGRAPH = "<p>" + "The two sides spoke of trade, transport and the harvest in the valley. " * 25 + "</p>"


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="embassy-bench-"))
    os.environ |= {
        "EMBASSY_DATA": str(folder),
        "EMBASSY_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "embassy.settings",
    }
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    try:
        call_command("migrate", verbosity=0)
        return run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run() -> int:
    office = Office()
    found: dict[str, list[tuple[int, float]]] = {}
    for size in SIZES:
        office.grow(size)
        for name, address in office.pages().items():
            found.setdefault(name, []).append(office.measured(address))
    failed = 0
    print(f"{'page':<24}{'queries':>9}{SIZES[0]:>9} ms{SIZES[1]:>9} ms{'ratio':>8}")
    for name, ((few, fast), (many, slow)) in found.items():
        wrong = few != many or slow > LIMIT_MS
        failed += wrong
        queries = str(few) if few == many else f"{few}/{many}"
        print(f"{name:<24}{queries:>9}{fast:>12.0f}{slow:>12.0f}{slow / fast:>8.1f}{'  !' if wrong else ''}")
    return 1 if failed else 0


class Office:
    """A mission with an author and a reviewer, whose releases are all of the author's making."""

    def __init__(self) -> None:
        from django.contrib.auth.models import Group
        from django.test import Client

        from releases.authoring.models import User
        from releases.authoring.roles import install_roles
        from releases.editions import acts
        from tests.factories import make_mission, make_release, submit

        install_roles()
        self.author = User.objects.create_user("author", is_staff=True)
        self.reviewer = User.objects.create_user("reviewer", is_staff=True)
        self.administrator = User.objects.create_user("administrator", is_staff=True)
        for user in (self.author, self.reviewer, self.administrator):
            user.groups.add(Group.objects.get(name=user.username))
        make_mission()
        self.first = make_release("briefing", by=self.author, languages=LANGUAGES, html=PARAGRAPH)
        submission = submit([self.first], by=self.author)
        self.model = acts.approve(submission=submission, by=self.reviewer)[0]
        submit([make_release("statement", by=self.author)], by=self.author)
        self.beside = self._beside()
        self.made = 1
        self.clients = {}
        for user in (self.reviewer, self.administrator):
            self.clients[user.username] = Client()
            self.clients[user.username].force_login(user)

    def _beside(self) -> list[Any]:
        """The models of what is no release, with one of each to be multiplied."""
        from releases.authoring import commenting
        from releases.authoring.models import NumberMark, Office, Organisation, Person, Topic
        from releases.editions.models import JournalEntry
        from releases.notices.models import StaffMail
        from releases.partners import keys
        from releases.partners.models import EarlyReading, Partner
        from releases.subscribers.models import Subscriber
        from tests.factories import make_office, make_organisation, make_release, make_topic

        make_office(organisation=make_organisation())
        make_topic()
        for kind in ("statistic", "media"):
            make_release(kind, by=self.author)
        text = self.first.texts.get(language="en")
        comment = commenting.comment(text=text, by=self.author, words="Is it so?")
        mark = NumberMark.objects.create(text=text, passage="7", reason="A street.", marked_by=self.author)
        sequence, now = JournalEntry.objects.latest("sequence").sequence, self.model.public_from
        StaffMail.objects.create(sequence=sequence, recipient=self.author, template="approved", sent_at=now)
        Subscriber.objects.create(address="anna@strelsau.example", language="en", asked_at=now)
        key, _secret = keys.give(partner=Partner.objects.create(name="Wire"), name="import", by=self.administrator)
        EarlyReading.objects.create(key=key, edition=self.model.key, path="/api/v1/changes/")
        registers = [Person, Office, Organisation, Topic]
        return [*registers, type(comment), type(mark), StaffMail, Subscriber, Partner, EarlyReading]

    def grow(self, size: int) -> None:
        """More of the same, past the acts: each public since a day of its own."""
        from django.db import connection
        from django.utils import timezone

        from releases.authoring.models import Release, Text
        from releases.editions import guards
        from releases.editions.canonical import canonical, digest_of
        from releases.editions.models import Edition
        from tests.rules.multiplying import multiply

        numbers = range(self.made, size)
        now = timezone.now() - dt.timedelta(hours=1)
        releases = Release.objects.bulk_create(
            Release(kind="briefing", created_by=self.author, edited_by=self.author) for _number in numbers
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO releases_briefing (release_ptr_id, held_on, venues, places, accreditations) "
                "VALUES (%s, '2026', '{}', '{}', '{}')",
                [(release.pk,) for release in releases],
            )
        Text.objects.bulk_create(
            [
                Text(
                    release=release,
                    language=language,
                    title=f"Briefing {number} ({language})",
                    slug=f"many-{number}",
                    summary="A briefing.",
                    edited_by=self.author,
                )
                for number, release in zip(numbers, releases, strict=True)
                for language in LANGUAGES
            ],
            batch_size=2000,
        )
        # An approval is later than the last edit of what it approves.
        past = now - dt.timedelta(days=size)
        Release.objects.filter(pk__in=[row.pk for row in releases]).update(edited_at=past)
        Text.objects.exclude(release=self.first).filter(title__startswith="Briefing").update(edited_at=past)
        with connection.cursor() as cursor:  # nobody edits forty thousand texts in one second
            cursor.execute("UPDATE releases_text SET edited_at = datetime(edited_at, '-' || id || ' seconds')")
        editions = []
        for number, release in zip(numbers, releases, strict=True):
            for language in LANGUAGES:
                title, opened = f"Briefing {number} ({language})", now - dt.timedelta(minutes=number)
                body = {**self.model.body, "uid": str(release.uid), "language": language, "title": title}
                content = canonical({**body, "slug": f"many-{number}"})
                editions.append(
                    Edition(
                        uid=release.uid,
                        kind="briefing",
                        language=language,
                        number=1,
                        slug=f"many-{number}",
                        title=title,
                        content=content,
                        content_digest=digest_of(content),
                        change="new",
                        released_at=opened,
                        public_from=opened,
                        opened_by_entry_id=self.model.opened_by_entry_id,
                    )
                )
        guards.remove()
        Edition.objects.bulk_create(editions, batch_size=1000)
        for model in self.beside:
            multiply(model, min(size, MOST))
        guards.install()
        self.made = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def pages(self) -> dict[str, str]:
        """Every list that is registered among them."""
        from django.contrib import admin

        first = f"/admin/releases/briefing/{self.first.pk}"
        lists, self.for_administrators = {}, set()
        for model in admin.site._registry:
            name = str(model._meta.model_name)
            if name != "mission":  # there is one, and its list leads there
                lists[str(model._meta.verbose_name_plural)] = f"/admin/releases/{name}/"
            if not self.reviewer.has_perm(f"releases.view_{name}"):
                self.for_administrators.add(f"/admin/releases/{name}/")
        return {
            "news desk": "/admin/",
            **dict(sorted(lists.items())),
            "briefings, searched": "/admin/releases/briefing/?q=99",
            "briefings, public": "/admin/releases/briefing/?standing=public",
            "release": f"{first}/change/",
            "history": f"{first}/record/",
            "withdraw": f"{first}/withdraw/",
        }

    def measured(self, address: str) -> tuple[int, float]:
        """(queries, median in ms)"""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = self.clients["administrator" if address in self.for_administrators else "reviewer"]
        counts, times = [], []
        for _run in range(3):  # once a minute a session notes that it is in use
            with CaptureQueriesContext(connection) as queries:
                answer: Any = client.get(address)
            counts.append(len(queries))
            assert answer.status_code == 200, (address, answer.status_code)
        for _run in range(RUNS):
            began = time.process_time()
            client.get(address)
            times.append((time.process_time() - began) * 1000)
        return min(counts), statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
