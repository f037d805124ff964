"""Early access of one named person to one embargoed release: what opens when, for whom, and that all else is alike.

Shown to work: each of these went red once, by what its comment or name says was taken out.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User
from releases.editions import acts
from releases.errors import Refusal
from releases.management.commands import deliver
from releases.outlets.page_cache.asked import known_query
from releases.partners import admitting
from releases.partners.early_access import EarlyAccess, EarlyText
from releases.partners.forgetting import forget_readers
from releases.partners.models import EarlyReading
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import in_each, make_mission, make_release, make_text, publish, submit

Desk = Callable[[User], Client]
WHO = {"name": "Anna Sapt", "organisation": "Wire of Strelsau", "email": "anna@wire.example"}
NAMED = "Anna Sapt, Wire of Strelsau"
_ADDRESS = re.compile(r'value="(http://testserver/early/[^"]+)"')
_PICTURE = re.compile(r'<img[^>]*src="([^"]*)"')
_AGENT = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
HOUR = 3600


@pytest.fixture
def mission(clock: Clock, administrator: User) -> Any:
    mission = make_mission(id=1)
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    return mission


@pytest.fixture
def opens(mission: Any, clock: Clock) -> dt.datetime:
    return clock.now + dt.timedelta(hours=5)


@pytest.fixture
def castle(mission: Any, author: User) -> Any:
    return make_release("media", by=author, slug="castle", title="The castle", languages=("en", "ur"))


@pytest.fixture
def talks(castle: Any, author: User) -> Any:
    html = '<p><a href="/en/media/castle/">See the castle</a></p>'
    return make_release(
        "briefing", by=author, slug="talks", title="Zenda talks", languages=("en", "ur"), html=html, cites=[castle]
    )


@pytest.fixture
def planned(talks: Any, castle: Any, author: User, reviewer: User, opens: dt.datetime) -> Any:
    return publish([talks, castle], author=author, reviewer=reviewer, at=opens)


@pytest.fixture
def early(talks: Any, planned: Any, reviewer: User) -> str:
    return give(talks, by=reviewer)


def give(release: Any, *, by: User, days: int = 14, **who: str) -> str:
    """The address. Every time for another mailbox."""
    email = f"anna{EarlyAccess.objects.count() or ''}@wire.example"
    _access, token = admitting.give(release=release, note="", days=days, by=by, **{**WHO, "email": email, **who})
    return reverse("site:early", args=[token])


def of(release: Any, editions: Any) -> list[Any]:
    return [edition for edition in editions if edition.uid == release.uid]


def shown(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def alike(answers: list[Any]) -> bool:
    told = [(answer.status_code, answer.content, dict(answer.headers)) for answer in answers]
    return all(one == told[0] for one in told[1:])


def test_it_shows_every_language_with_the_embargo_on_top_and_the_name_across(early: str, opens: dt.datetime) -> None:
    html = shown(f"{early}en/")
    assert "Zenda talks" in html
    assert html.index("Embargoed until") < html.index("<main")
    assert f"{opens:%H:%M} UTC" in html.split("<main")[0]
    assert "Central European" in html.split("<main")[0]  # the zone of the mission, by name
    assert html.count(NAMED) >= 6
    assert '<svg class="watermark" aria-hidden="true"' in html
    assert f'href="{early}ur/"' in html
    assert '<html lang="ur" dir="rtl">' in shown(f"{early}ur/")
    assert Client(headers={"accept-language": "ur"}).get(early)["Content-Language"] == "ur"
    assert Client().get(f"{early}ru/").status_code == 404


def test_nobody_keeps_it_or_lists_it(early: str) -> None:
    source = _PICTURE.findall(shown(f"{early}en/"))[0]
    for address in (f"{early}en/", f"{early}en/text.txt", source):
        answer = Client().get(address)
        assert answer["Cache-Control"] == "private, no-store", address
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow"), address
        b"".join(answer)
    html = shown(f"{early}en/")
    assert known_query(f"{early}en/", "") is None  # the page cache passes it on
    assert 'name="robots" content="noindex' in html
    assert 'rel="canonical"' not in html
    assert "application/ld+json" not in html


def test_the_words_to_copy_say_until_when_and_to_whom_at_both_ends(early: str, opens: dt.datetime) -> None:
    html = shown(f"{early}en/")
    assert f'data-copy-from="{early}en/text.txt"' in html
    answer = Client().get(f"{early}en/text.txt")
    words = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    warning = words.split("\n\n", 1)[0]
    assert warning.startswith("EMBARGOED UNTIL")
    assert f"{opens:%H:%M:%S} UTC" in warning
    assert NAMED in warning
    assert words.endswith(f"\n{warning}\n")
    assert words.count(warning) == 2
    assert "Zenda talks" in words
    # What a script adds to whatever else is copied from the page.
    assert re.search(rf'data-embargo="EMBARGOED UNTIL [^"]*{NAMED}', html)
    assert 'class="copy"' not in html


def test_its_pictures_come_under_its_own_address_alone(early: str, author: User, reviewer: User, clock: Clock) -> None:
    html = shown(f"{early}en/")
    source = _PICTURE.findall(html)[0]
    assert source.startswith(f"{early}media/")
    answer = Client().get(source)
    assert (answer.status_code, answer.getvalue()[:3]) == (200, b"\xff\xd8\xff")
    public = source.removeprefix(early.removesuffix("/"))
    assert alike([Client().get(public), Client().get(f"/media/{'0' * 64}/castle-64.jpg")])
    other = make_release("media", by=author, slug="other")
    publish([other], author=author, reviewer=reviewer, at=clock.now + dt.timedelta(hours=9))
    theirs = _PICTURE.findall(shown(f"{give(other, by=reviewer)}en/"))[0]
    assert Client().get(theirs).getvalue()
    assert Client().get(f"{early}{theirs.split('/', 3)[3]}").status_code == 404
    assert 'class="early-files"' in html  # the largest file of each picture, to prepare with


def test_what_it_cites_and_is_not_public_is_no_link(early: str) -> None:
    html = shown(f"{early}en/")
    assert '<a href="#embargo-note">See the castle' in html
    assert "/en/media/castle/" not in html
    assert "/en/briefings/talks/" not in html


def test_it_ends_at_the_second_at_which_the_embargo_does_and_leads_to_the_public_page(
    early: str, opens: dt.datetime, clock: Clock
) -> None:
    source = _PICTURE.findall(shown(f"{early}en/"))[0]
    clock.set(opens - dt.timedelta(seconds=1))
    assert "Zenda talks" in shown(f"{early}en/")
    assert Client().get(source).getvalue()
    assert Client().get("/en/briefings/talks/").status_code == 404
    clock.set(opens)
    for address in (f"{early}en/", f"{early}en/text.txt"):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/en/briefings/talks/")
        assert answer["Cache-Control"] == "private, no-store"
    assert Client(headers={"accept-language": "ur"}).get(early)["Location"] == "/ur/briefings/talks/"
    assert Client().get("/en/briefings/talks/").status_code == 200
    assert Client().get(source).status_code == 404
    assert Client().get(source.removeprefix(early.removesuffix("/"))).getvalue()


def test_what_does_not_open_answers_as_what_never_was(
    early: str, talks: Any, planned: Any, reviewer: User, clock: Clock, django_assert_num_queries: Any
) -> None:
    """False, revoked, expired, cancelled, withdrawn: status, body, headers and number of queries."""
    revoked, expired = give(talks, by=reviewer), give(talks, by=reviewer, days=1)
    admitting.revoke(access=EarlyAccess.objects.order_by("pk")[1], by=reviewer)
    EarlyAccess.objects.filter(pk=EarlyAccess.objects.order_by("pk")[2].pk).update(
        given_at=clock.now - dt.timedelta(days=1)
    )
    dead = []

    def asked(*addresses: str) -> None:
        for address in addresses:
            with django_assert_num_queries(2):
                dead.append(Client().get(address))

    asked(f"/early/{'A' * 43}/", revoked, f"{revoked}en/", f"{revoked}en/text.txt", expired)
    asked(f"{revoked}media/{'0' * 64}/castle-64.jpg")
    assert "Zenda talks" in shown(f"{early}en/")
    acts.cancel(editions=of(talks, planned), by=reviewer)
    asked(early, f"{early}en/", f"{early}ur/text.txt")
    assert dead[0].status_code == 404
    assert alike([Client().get("/nothing/at/all/"), *dead])


def test_it_is_over_the_moment_it_is_withdrawn_after_the_embargo(
    early: str,
    talks: Any,
    planned: Any,
    reviewer: User,
    opens: dt.datetime,
    clock: Clock,
    django_assert_num_queries: Any,
) -> None:
    clock.set(opens)
    acts.withdraw(editions=of(talks, planned), by=reviewer, reason=in_each("Issued in error."))
    clock.tick(60)
    with django_assert_num_queries(5):  # one for nothing at all, two for each of the others
        assert alike([Client().get("/nothing/at/all/"), Client().get(f"{early}en/"), Client().get(early)])


@pytest.mark.parametrize("hours", [2, 30])
def test_it_follows_the_embargo_where_that_is_moved(
    early: str, talks: Any, planned: Any, reviewer: User, opens: dt.datetime, clock: Clock, hours: int
) -> None:
    moved = clock.now + dt.timedelta(hours=hours)
    acts.reschedule(editions=of(talks, planned), by=reviewer, at=moved)
    assert f"{moved:%H:%M} UTC" in shown(f"{early}en/").split("<main")[0]
    clock.set(moved - dt.timedelta(seconds=1))
    assert "Zenda talks" in shown(f"{early}en/")
    clock.set(moved)
    assert Client().get(f"{early}en/").status_code == 302


def test_a_language_that_is_approved_later_is_in_it_and_one_after_the_embargo_is_not(
    mission: Any, author: User, reviewer: User, opens: dt.datetime, clock: Clock
) -> None:
    talks = make_release("briefing", by=author, slug="talks", title="Zenda talks")
    publish([talks], author=author, reviewer=reviewer, at=opens)
    early = give(talks, by=reviewer)
    make_text(talks, "ru", by=author, slug="talks", title="Переговоры")
    publish([talks], author=author, reviewer=reviewer, languages=["ru"], at=opens)
    assert "Переговоры" in shown(f"{early}ru/")
    clock.set(opens)
    make_text(talks, "kk", by=author, slug="talks", title="Келіссөздер")
    publish([talks], author=author, reviewer=reviewer, languages=["kk"], at=opens + dt.timedelta(hours=3))
    clock.tick()
    assert Client().get(f"{early}ru/").status_code == 302
    assert Client().get(f"{early}kk/").status_code == 404


def test_a_correction_that_is_planned_after_the_embargo_is_not_in_it(
    early: str, talks: Any, castle: Any, author: User, reviewer: User, opens: dt.datetime, clock: Clock
) -> None:
    clock.set(opens)
    talks.texts.filter(language="en").update(title="Corrected talks")
    later = opens + dt.timedelta(hours=3)
    acts.correct(
        submission=submit([talks], by=author, languages=["en"]), by=reviewer, note=in_each("An error."), at=later
    )
    clock.tick()
    assert Client().get(f"{early}en/")["Location"] == "/en/briefings/talks/"
    assert "Corrected talks" in shown(f"{give(talks, by=reviewer)}en/")


def test_what_is_approved_anew_after_a_cancellation_asks_for_a_new_access(
    early: str, talks: Any, castle: Any, planned: Any, author: User, reviewer: User, opens: dt.datetime
) -> None:
    acts.cancel(editions=planned, by=reviewer)
    publish([talks, castle], author=author, reviewer=reviewer, at=opens)
    assert Client().get(f"{early}en/").status_code == 404
    assert "Zenda talks" in shown(f"{give(talks, by=reviewer)}en/")


def test_only_what_was_approved_with_an_embargo_ahead_is_given(
    desk: Desk, talks: Any, castle: Any, author: User, reviewer: User, clock: Clock
) -> None:
    page = reverse("admin:releases_briefing_early", args=[talks.pk])
    sent = {"act": "give", "days": 14, **WHO}
    assert "Nothing of this release is under embargo" in desk(reviewer).get(page).content.decode()
    assert "Nothing of this release is under embargo" in errors_of(desk(reviewer).post(page, sent))
    publish([talks, castle], author=author, reviewer=reviewer, clock=clock)
    with pytest.raises(Refusal):
        give(talks, by=reviewer)
    assert not EarlyAccess.objects.exists()


def test_a_form_that_is_sent_twice_gives_one_address(desk: Desk, talks: Any, planned: Any, reviewer: User) -> None:
    page, client = reverse("admin:releases_briefing_early", args=[talks.pk]), desk(reviewer)
    sent = filled(client.get(page), having="organisation", **WHO)
    client.post(page, sent)
    again = client.post(page, sent | {"email": "Anna@Wire.example"})
    assert "has early access to this release already" in errors_of(again)
    assert not _ADDRESS.findall(again.content.decode())
    admitting.revoke(access=EarlyAccess.objects.get(), by=reviewer)
    assert _ADDRESS.findall(client.post(page, sent).content.decode())


def test_each_opening_is_noted_before_it_is_answered(early: str, talks: Any) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"user-agent": _AGENT})
    client.get(f"{early}en/")
    client.head(f"{early}en/")
    client.get(f"{early}ur/text.txt")
    rows = EarlyReading.objects.order_by("pk").values_list("edition", "path", "network", "program")
    assert list(rows) == [
        (f"{talks.uid}/en/1", "/early/en/", "203.0.113.0/24", "Firefox, Windows"),
        (f"{talks.uid}/ur/1", "/early/ur/text.txt", "203.0.113.0/24", "Firefox, Windows"),
    ]


def test_a_page_costs_the_same_however_much_it_cites(
    early: str, mission: Any, author: User, reviewer: User, opens: dt.datetime, django_assert_num_queries: Any
) -> None:
    more = [make_release(kind, by=author, languages=("en", "ur")) for kind in ("statement", "statistic", "media")]
    large = make_release("briefing", by=author, languages=("en", "ur"), cites=more)
    publish([large, *more], author=author, reviewer=reviewer, at=opens)
    for address in (early, give(large, by=reviewer)):
        with django_assert_num_queries(6):
            Client().get(f"{address}en/")


@pytest.mark.parametrize("kind", ["briefing", "statement", "statistic", "media"])
def test_every_kind_can_be_given(mission: Any, author: User, reviewer: User, opens: dt.datetime, kind: str) -> None:
    release = make_release(kind, by=author, title="Zenda", languages=("en", "kk"))
    publish([release], author=author, reviewer=reviewer, at=opens)
    address = give(release, by=reviewer)
    for tail in ("en/", "kk/", "en/text.txt", "kk/text.txt"):
        assert Client().get(f"{address}{tail}").status_code == 200


def test_the_desk_gives_the_address_once_and_lists_who_opened_what(
    desk: Desk, talks: Any, planned: Any, author: User, reviewer: User
) -> None:
    client = desk(reviewer)
    release = client.get(reverse("admin:releases_briefing_change", args=[talks.pk])).content.decode()
    page = reverse("admin:releases_briefing_early", args=[talks.pk])
    assert f'href="{page}"' in release
    edition = client.get(reverse("admin:releases_edition_change", args=[of(talks, planned)[0].pk])).content.decode()
    assert f'href="{page}"' in edition
    answer = client.post(page, filled(client.get(page), having="organisation", note="Until noon.", **WHO))
    address = _ADDRESS.findall(answer.content.decode())[0]
    assert (answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == ("same-origin", True)
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert len(token) == 43  # 256 bits
    assert EarlyAccess.objects.get().token_digest == hashlib.sha256(token.encode()).hexdigest()
    Client(headers={"user-agent": _AGENT}).get(f"{address.removeprefix('http://testserver')}en/text.txt")
    later = client.get(page).content.decode()
    assert address not in later
    for words in ("Anna Sapt", "anna@wire.example", "Until noon.", "can be opened", "Firefox, Windows", "as text"):
        assert words in later
    logged = LogEntry.objects.get()
    assert (logged.user, NAMED in logged.change_message) == (reviewer, True)
    seen = desk(author).get(page).content.decode()
    assert "Anna Sapt" in seen
    assert "anna@wire.example" not in seen  # for those alone who answer for it
    assert 'name="organisation"' not in seen


def test_revoking_ends_it_with_the_next_request_and_keeps_what_was_read(
    desk: Desk, early: str, talks: Any, planned: Any, administrator: User
) -> None:
    shown(f"{early}en/")
    page = reverse("admin:releases_briefing_early", args=[talks.pk])
    client = desk(administrator)
    client.post(page, filled(client.get(page), having="access"))
    assert Client().get(f"{early}en/").status_code == 404
    assert (EarlyAccess.objects.get().revoked_by, EarlyReading.objects.count()) == (administrator.username, 1)
    assert "revoked" in client.get(page).content.decode()


def test_who_may_not_neither_gives_nor_revokes(
    desk: Desk,
    early: str,
    talks: Any,
    castle: Any,
    author: User,
    second_author: User,
    administrator: User,
    stranger: User,
) -> None:
    page = reverse("admin:releases_briefing_early", args=[talks.pk])
    sent, access = {"act": "give", "days": 14, **WHO}, EarlyAccess.objects.get()
    for user in (second_author, stranger):
        desk(user).post(page, sent)
        desk(user).post(page, {"act": "revoke", "access": access.pk})
    for user in (author, administrator):
        assert desk(user).post(page, sent).status_code == 403
        with pytest.raises(Refusal):
            give(talks, by=user)
    assert desk(author).post(page, {"act": "revoke", "access": access.pk}).status_code == 403
    other = reverse("admin:releases_mediaasset_early", args=[castle.pk])
    for number in (access.pk, "x", "9" * 40):
        assert desk(administrator).post(other, {"act": "revoke", "access": number}).status_code == 404
    access.refresh_from_db()
    assert (EarlyAccess.objects.count(), access.revoked_at) == (1, None)


@pytest.mark.parametrize("sent", [{"name": " "}, {"organisation": ""}, {"email": "nobody"}, {"days": 99}])
def test_a_name_an_organisation_an_address_and_an_end_are_needed_and_nothing_typed_is_lost(
    desk: Desk, talks: Any, planned: Any, reviewer: User, sent: Any
) -> None:
    page = reverse("admin:releases_briefing_early", args=[talks.pk])
    answer = desk(reviewer).post(page, {"act": "give", "days": 14, "note": "Until noon.", **WHO, **sent})
    assert errors_of(answer)
    assert "Until noon." in answer.content.decode()
    assert not EarlyAccess.objects.exists()


def test_the_database_holds_what_must_be(early: str, reviewer: User) -> None:
    access = EarlyAccess.objects.get()
    for wrong in ({"days": 0}, {"days": 32}, {"name": ""}, {"organisation": ""}, {"email": ""}, {"revoked_by": "me"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EarlyAccess.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlyAccess.objects.create(
            **{**WHO, "uid": access.uid, "token_digest": access.token_digest, "given_at": access.given_at, "days": 1}
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlyText.objects.create(access=access, language="en", number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlyReading.objects.create(edition="nobody's", path="/")


def test_no_list_feed_search_or_api_tells_of_it_meanwhile(early: str) -> None:
    """The token opens one door; all others stay as they are for everybody."""
    shown(f"{early}en/")
    for address in ("/en/", "/en/releases/?q=Zenda", "/en/feed.atom", "/sitemap.xml", "/api/v1/releases/?language=en"):
        assert "Zenda talks" not in Client().get(address).content.decode()


def test_the_list_costs_the_same_however_long_it_is(
    desk: Desk, early: str, talks: Any, reviewer: User, django_assert_max_num_queries: Any
) -> None:
    page, client = reverse("admin:releases_briefing_early", args=[talks.pk]), desk(reviewer)
    for _ in range(4):
        Client().get(give(talks, by=reviewer))
    with django_assert_max_num_queries(20):
        client.get(page)


def test_whoever_has_the_address_cannot_fill_the_log(
    early: str, castle: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From some number an hour on it is answered later; what is given is noted."""
    monkeypatch.setattr(admitting, "AN_HOUR", 2)
    assert [Client().get(f"{early}{tail}").status_code for tail in ("en/", "ur/text.txt")] == [200, 200]
    for tail in ("en/", "en/text.txt"):
        answer = Client().get(f"{early}{tail}")
        assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (429, "600", "private, no-store")
        assert b"Zenda" not in answer.content
    assert EarlyReading.objects.count() == 2
    clock.tick(HOUR + 1)
    assert Client().get(f"{early}en/").status_code == 200


def test_the_desk_reads_the_last_openings_and_not_all_of_them(
    desk: Desk, early: str, talks: Any, reviewer: User
) -> None:
    access = EarlyAccess.objects.get()
    key = f"{talks.uid}/en/1"
    EarlyReading.objects.bulk_create(EarlyReading(access=access, edition=key, path="/early/en/") for _ in range(60))
    loaded: list[str] = []

    def counted(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "releases_earlyreading"' in sql and "COUNT(" not in sql:
            loaded.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(counted):
        html = desk(reviewer).get(reverse("admin:releases_briefing_early", args=[talks.pk])).content.decode()
    assert "60 times" in html
    assert len(loaded) == 2  # of pages, and of files
    assert "ROW_NUMBER" in loaded[0]


def test_each_file_that_is_read_is_noted_and_no_log_is_filled_by_it(
    early: str, talks: Any, castle: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """Seen to fail: noting the name that was asked for, which anybody may write; a row for each time."""
    clock.set(clock.now.replace(minute=5))
    source = _PICTURE.findall(shown(f"{early}en/"))[0]
    digest, name = source.split("/")[-2:]
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"user-agent": _AGENT})
    b"".join(client.get(source))
    with django_assert_num_queries(7):
        b"".join(client.get(source.replace(name, "another-name.webp" if name.endswith("webp") else "another-name.jpg")))
    client.head(source)
    client.get(source.replace(name, "castle.exe"))
    files = EarlyReading.objects.exclude(hour_at=None)
    row = files.get()
    assert (row.edition.startswith((f"{talks.uid}/en/", f"{castle.uid}/en/")), row.times) == (True, 2)
    assert row.path == f"/early/media/{digest}/{name}"
    assert (row.network, row.program) == ("203.0.113.0/24", "Firefox, Windows")

    monkeypatch.setattr(admitting, "FILES_AN_HOUR", 1)
    for number in range(4):
        b"".join(Client(headers={"user-agent": f"Program{number}/1"}).get(source))
    assert list(files.values_list("program", "times")) == [("", 4), ("Firefox, Windows", 2)]
    clock.tick(HOUR)
    b"".join(client.get(source))
    assert [row.times for row in files] == [1, 4, 2]


def test_files_make_no_page_wait_and_the_desk_lists_them_apart(
    desk: Desk, early: str, talks: Any, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admitting, "AN_HOUR", 2)
    source = _PICTURE.findall(shown(f"{early}en/"))[0]
    for _ in range(3):
        b"".join(Client().get(source))
    shown(f"{early}en/")
    html = desk(reviewer).get(reverse("admin:releases_briefing_early", args=[talks.pk])).content.decode()
    opened, files = html.split("The last files")
    assert source.rsplit("/", 1)[1] not in opened
    assert source.rsplit("/", 1)[1] in files
    assert "3 times" in files
    assert "2 times" in opened


def test_who_read_is_forgotten_a_year_after_and_what_was_read_is_kept(
    desk: Desk, talks: Any, planned: Any, reviewer: User, administrator: User, clock: Clock, settings: Any
) -> None:
    settings.READER_DAYS = 365
    page, client = reverse("admin:releases_briefing_early", args=[talks.pk]), desk(reviewer)
    for who in (WHO, {**WHO, "name": "Black Michael", "email": "michael@wire.example"}):
        sent = filled(client.get(page), having="organisation", note="Until noon.", **{**who, "days": "31"})
        address = _ADDRESS.findall(client.post(page, sent).content.decode())[0].removeprefix("http://testserver")
        shown(f"{address}en/")
    first, second = EarlyAccess.objects.order_by("pk")
    clock.tick(10 * 24 * HOUR)
    admitting.revoke(access=first, by=reviewer)

    clock.tick(365 * 24 * HOUR)
    assert forget_readers(now=clock.now) == 0  # to the second
    assert forget_readers(now=clock.now + dt.timedelta(seconds=1)) == 1
    first.refresh_from_db()
    assert (first.name, first.organisation, first.email, first.note) == ("", "", "", "")
    assert (first.given_by, first.revoked_by, first.readings.count()) == (reviewer.username, reviewer.username, 1)
    assert not LogEntry.objects.filter(change_message__contains="Sapt").exists()
    assert LogEntry.objects.filter(change_message=f"Gave early access to № {first.pk}.").count() == 1
    assert LogEntry.objects.filter(change_message__contains="Black Michael").count() == 1
    html = desk(administrator).get(page).content.decode()
    assert f"Reader no. {first.pk}, name deleted" in html
    assert "Black Michael" in html
    log = desk(administrator).get(reverse("admin:releases_earlyreading_changelist")).content.decode()
    assert f"Reader no. {first.pk}, name deleted" in log

    assert forget_readers(now=second.given_at + dt.timedelta(days=31 + 365)) == 0
    assert forget_readers(now=second.given_at + dt.timedelta(days=31 + 365, seconds=1)) == 1
    assert forget_readers(now=clock.now + dt.timedelta(days=999)) == 0
    for wrong in ({"name": "Sapt"}, {"note": "Sapt"}, {"forgotten_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EarlyAccess.objects.update(**wrong)


def test_the_worker_forgets_them(early: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "close_old_connections", lambda: None)  # the test's own would be closed
    clock.tick(400 * 24 * HOUR)
    call_command("deliver", once=True)
    assert EarlyAccess.objects.get().forgotten_at is not None
