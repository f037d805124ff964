"""Previews for people without an account: what they show, to whom, until when, and that all else answers alike.

Shown to work: without `is_live`, and with `shows_file`, `expunge` and the naming of hidden drafts as they were before
their tests, those go red.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from releases.authoring.models import PictureBlock, User
from releases.editions import acts, sharing
from releases.editions.shares import SharedOpening, SharedPage, SharedPreview
from releases.errors import NotComposable, Refusal
from releases.partners.forgetting import forget_readers
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import in_each, make_file, make_mission, make_release, publish, submit

Desk = Callable[[User], Client]
WHO = "Anna Sapt, Wire of Strelsau"
_ADDRESS = re.compile(r'value="(http://testserver/preview/[^"]+)"')
_AGENT = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def mission(clock: Clock, administrator: User) -> Any:
    mission = make_mission(id=1)
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    return mission


@pytest.fixture
def castle(mission: Any, author: User) -> Any:
    return make_release("media", by=author, slug="castle", title="The castle", languages=("en", "ur"))


@pytest.fixture
def draft(castle: Any, author: User) -> Any:
    return make_release(
        "briefing",
        by=author,
        slug="talks",
        title="Zenda talks",
        languages=("en", "ur"),
        html='<p><a href="/en/media/castle/">See the castle</a></p>',
        cites=[castle],
    )


@pytest.fixture
def shared(draft: Any, author: User) -> str:
    return share(draft, by=author)


def share(release: Any, *, by: User, languages: tuple[str, ...] = ("en", "ur"), hours: int = 48) -> str:
    """The address."""
    _preview, token = sharing.share(release=release, languages=languages, recipient=WHO, hours=hours, by=by)
    return reverse("site:preview", args=[token])


def test_the_form_gives_an_address_once_that_opens_for_a_visitor(desk: Desk, draft: Any, author: User) -> None:
    page = reverse("admin:releases_briefing_share", args=[draft.pk])
    client = desk(author)
    answer = client.post(page, filled(client.get(page), having="recipient", recipient=WHO))
    address = _ADDRESS.findall(answer.content.decode())[0]
    # Under `no-referrer` no browser would send the form: see `share_page`.
    assert (answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == ("same-origin", True)
    shown = Client().get(address.removeprefix("http://testserver"))
    assert shown.status_code == 200
    assert "Zenda talks" in shown.content.decode()
    later = client.get(page).content.decode()
    assert address not in later
    assert WHO in later
    assert LogEntry.objects.get().user == author


def test_only_the_digest_of_the_token_is_kept(shared: str) -> None:
    token = shared.split("/")[2]
    assert len(token) == 43  # 256 bits
    assert SharedPreview.objects.get().token_digest == hashlib.sha256(token.encode()).hexdigest()


def test_it_names_its_recipient_and_warns_and_is_kept_by_nobody(shared: str) -> None:
    answer = Client().get(shared)
    html = answer.content.decode()
    assert html.count(WHO) >= 5
    assert '<svg class="watermark" aria-hidden="true"' in html
    assert "Not published. Not to be passed on." in html
    assert "style=" not in html
    assert answer["Cache-Control"] == "private, no-store"
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert 'name="robots" content="noindex' in html


def test_each_language_of_it_leads_to_the_others(shared: str) -> None:
    html = Client().get(f"{shared}ur/").content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert f'href="{shared}en/"' in html
    assert Client(headers={"accept-language": "ur"}).get(shared)["Content-Language"] == "ur"
    assert Client().get(f"{shared}ru/").status_code == 404


def test_what_is_not_public_besides_is_no_link(shared: str) -> None:
    html = Client().get(f"{shared}en/").content.decode()
    assert '<a href="#preview-note">See the castle' in html
    assert "/en/media/castle/" not in html
    assert "/en/briefings/talks/" not in html


def test_its_pictures_come_under_its_own_address_and_only_those(shared: str, author: User) -> None:
    html = Client().get(f"{shared}en/").content.decode()
    source = re.findall(r'<img[^>]*src="([^"]*)"', html)[0]
    assert source.startswith(f"{shared}media/")
    answer = Client().get(source)
    assert (answer.status_code, answer.getvalue()[:3]) == (200, b"\xff\xd8\xff")
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert Client().get(source.removeprefix(shared.removesuffix("/"))).status_code == 404
    other = share(make_release("media", by=author, slug="other"), by=author, languages=("en",))
    theirs = re.findall(r'<img[^>]*src="([^"]*)"', Client().get(f"{other}en/").content.decode())[0]
    assert Client().get(theirs).getvalue()
    assert Client().get(theirs.replace(other, shared)).status_code == 404


def test_it_shows_what_was_shared_whatever_becomes_of_the_draft(shared: str, draft: Any, author: User) -> None:
    draft.texts.update(title="Other talks")
    assert "Zenda talks" in Client().get(f"{shared}en/").content.decode()
    assert "Other talks" in Client().get(f"{share(draft, by=author)}en/").content.decode()


def alike(answers: list[Any]) -> bool:
    told = [(answer.status_code, answer.content, dict(answer.headers)) for answer in answers]
    return all(one == told[0] for one in told[1:])


def test_what_does_not_open_answers_as_what_never_was(
    shared: str, draft: Any, author: User, clock: Clock, django_assert_num_queries: Any
) -> None:
    revoked, short = share(draft, by=author), share(draft, by=author, hours=4)
    sharing.revoke(preview=SharedPreview.objects.order_by("pk")[1], by=author)
    clock.tick(4 * 3600)
    wrong = f"/preview/{'A' * 43}/"
    dead = []
    for address in (wrong, revoked, short):
        with django_assert_num_queries(2):
            dead.append(Client().get(address))
    assert dead[0].status_code == 404
    assert alike(
        [Client().get("/nothing/at/all/"), *dead, *(Client().get(f"{address}en/") for address in (short, wrong))]
    )
    assert Client().get(shared).status_code == 200


def test_it_ends_by_itself(shared: str, clock: Clock) -> None:
    clock.tick(48 * 3600 - 1)
    assert Client().get(shared).status_code == 200
    clock.tick(1)
    assert Client().get(shared).status_code == 404


def test_it_ends_at_publication_and_leads_there_and_nowhere_once_that_is_withdrawn(
    shared: str, draft: Any, castle: Any, author: User, reviewer: User, clock: Clock
) -> None:
    picture_ = re.findall(r'<img[^>]*src="([^"]*)"', Client().get(f"{shared}en/").content.decode())[0]
    editions = publish([draft, castle], author=author, reviewer=reviewer, clock=clock)
    answer = Client().get(f"{shared}ur/")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (
        302,
        "/ur/briefings/talks/",
        "private, no-store",
    )
    assert Client().get(picture_).status_code == 404
    acts.withdraw(editions=editions, by=reviewer, reason=in_each("Issued in error."))
    clock.tick(60)
    assert Client().get(f"{shared}ur/").status_code == 404


def test_a_correction_can_be_shared_while_the_text_is_public(
    draft: Any, castle: Any, author: User, reviewer: User, clock: Clock
) -> None:
    publish([draft, castle], author=author, reviewer=reviewer, clock=clock)
    clock.tick(60)
    draft.texts.update(title="Corrected talks")
    address = share(draft, by=author)
    assert "Corrected talks" in Client().get(f"{address}en/").content.decode()
    corrected = acts.correct(submission=submit([draft], by=author), by=reviewer, note=in_each("An error."))
    clock.set(corrected[0].public_from)
    assert Client().get(f"{address}en/")["Location"] == "/en/briefings/talks/"


def test_each_opening_is_noted_by_network_and_program_alone(shared: str) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"user-agent": _AGENT})
    client.get(f"{shared}en/")
    client.head(f"{shared}en/")
    Client(REMOTE_ADDR="2001:db8:1:2::77").get(f"{shared}ur/")
    rows = SharedOpening.objects.order_by("pk").values_list("language", "network", "program")
    assert list(rows) == [("en", "203.0.113.0/24", "Firefox, Windows"), ("ur", "2001:db8:1::/48", "")]


def test_openings_of_one_hour_are_one_row_and_nobody_can_fill_the_log(shared: str, clock: Clock) -> None:
    for _opening in range(3):
        clock.tick(60)
        Client(headers={"user-agent": _AGENT}).get(f"{shared}en/")
    row = SharedOpening.objects.get()
    assert (row.times, row.last_at) == (3, clock.now)

    for number in range(40):
        Client(headers={"user-agent": f"program-{number}"}).get(f"{shared}en/")
    assert SharedOpening.objects.count() == 21
    assert SharedOpening.objects.get(network="").times == 40 - 19
    Client(headers={"user-agent": _AGENT}).get(f"{shared}en/")
    row.refresh_from_db()
    assert row.times == 4, "who was there before is told apart still"
    clock.tick(3600)
    Client(headers={"user-agent": _AGENT}).get(f"{shared}en/")
    assert SharedOpening.objects.latest("pk").program == "Firefox, Windows"


def test_revoking_ends_it_deletes_what_it_showed_and_keeps_who_saw_it(
    desk: Desk, shared: str, draft: Any, author: User, reviewer: User
) -> None:
    Client().get(shared)
    page = reverse("admin:releases_briefing_share", args=[draft.pk])
    client = desk(reviewer)
    client.post(page, filled(client.get(page), having="preview"))
    assert Client().get(shared).status_code == 404
    assert (SharedPage.objects.count(), SharedOpening.objects.count()) == (0, 1)
    assert "revoked" in client.get(page).content.decode()


def test_of_what_ended_by_itself_the_text_is_forgotten(shared: str, draft: Any, author: User, clock: Clock) -> None:
    clock.tick(49 * 3600)
    share(draft, by=author, languages=("en",))
    assert SharedPage.objects.count() == 1
    assert SharedPreview.objects.count() == 2


def test_who_may_not_see_the_draft_neither_shares_nor_revokes(
    desk: Desk, shared: str, draft: Any, second_author: User, administrator: User, stranger: User
) -> None:
    page = reverse("admin:releases_briefing_share", args=[draft.pk])
    sent = {"act": "share", "recipient": WHO, "languages": ["en"], "hours": 48}
    preview = SharedPreview.objects.get()
    for user in (second_author, stranger):
        desk(user).post(page, sent)
        desk(user).post(page, {"act": "revoke", "preview": preview.pk})
    assert desk(administrator).post(page, sent).status_code == 403
    preview.refresh_from_db()
    assert (SharedPreview.objects.count(), preview.revoked_at) == (1, None)


def test_a_preview_of_another_release_is_not_revoked_from_here(
    desk: Desk, shared: str, castle: Any, author: User
) -> None:
    page = reverse("admin:releases_mediaasset_share", args=[castle.pk])
    for number in (SharedPreview.objects.get().pk, "x", "9" * 40):
        assert desk(author).post(page, {"act": "revoke", "preview": number}).status_code == 404
    assert SharedPreview.objects.get().revoked_at is None


def test_what_is_missing_is_named_and_nothing_typed_is_lost(desk: Desk, draft: Any, author: User) -> None:
    draft.texts.filter(language="en").update(summary="")
    page = reverse("admin:releases_briefing_share", args=[draft.pk])
    client = desk(author)
    answer = client.post(page, filled(client.get(page), having="recipient", recipient=WHO))
    assert "the summary is missing" in errors_of(answer)
    assert f'value="{WHO}"' in answer.content.decode()
    assert not SharedPreview.objects.exists()


@pytest.mark.parametrize("sent", [{"recipient": " "}, {"languages": []}, {"hours": 999}, {"languages": ["ru"]}])
def test_a_share_needs_a_name_a_language_and_an_end(desk: Desk, draft: Any, author: User, sent: Any) -> None:
    page = reverse("admin:releases_briefing_share", args=[draft.pk])
    whole = {"act": "share", "recipient": WHO, "languages": ["en"], "hours": 48}
    answer = desk(author).post(page, {**whole, **sent})
    assert errors_of(answer)
    assert not SharedPreview.objects.exists()


def test_a_cited_draft_of_somebody_else_is_not_shown_along(
    mission: Any, author: User, second_author: User, reviewer: User
) -> None:
    hidden = make_release("media", by=second_author, slug="hidden")
    mine = make_release("briefing", by=author, cites=[hidden])
    with pytest.raises(NotComposable):
        share(mine, by=author, languages=("en",))
    assert share(mine, by=reviewer, languages=("en",))


def test_the_database_holds_the_limits(shared: str) -> None:
    for wrong in ({"hours": 337}, {"hours": 0}, {"recipient": ""}, {"revoked_by": "nobody"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedPreview.objects.update(**wrong)


def test_nobody_shares_for_longer_than_two_weeks_by_any_way(draft: Any, author: User, stranger: User) -> None:
    for by, hours in ((author, 337), (stranger, 48)):
        with pytest.raises(Refusal):
            share(draft, by=by, hours=hours)


@pytest.mark.parametrize("kind", ["briefing", "statement", "statistic", "media"])
def test_every_kind_can_be_shown(mission: Any, author: User, kind: str) -> None:
    release = make_release(kind, by=author, title="Zenda", languages=("en", "kk"))
    address = share(release, by=author, languages=("en", "kk"))
    assert [Client().get(f"{address}{language}/").status_code for language in ("en", "kk")] == [200, 200]


def test_a_page_costs_the_same_however_much_it_cites(
    shared: str, draft: Any, author: User, django_assert_num_queries: Any
) -> None:
    more = [make_release(kind, by=author, languages=("en", "ur")) for kind in ("statement", "statistic", "media")]
    large = make_release("briefing", by=author, languages=("en", "ur"), cites=more)
    for address in (shared, share(large, by=author)):
        with django_assert_num_queries(8):
            Client().get(f"{address}en/")


def test_the_list_costs_the_same_however_long_it_is(
    desk: Desk, shared: str, draft: Any, author: User, django_assert_max_num_queries: Any
) -> None:
    page, client = reverse("admin:releases_briefing_share", args=[draft.pk]), desk(author)
    for _ in range(4):
        Client().get(share(draft, by=author))
    with django_assert_max_num_queries(22):
        client.get(page)


def test_the_clock_of_a_preview_is_its_own(shared: str, clock: Clock) -> None:
    """A wrong clock of the server before the sharing opens nothing."""
    clock.set(clock.now - dt.timedelta(days=1))
    assert Client().get(shared).status_code == 404


def test_a_refusal_does_not_name_the_draft_of_somebody_else(
    desk: Desk, mission: Any, author: User, second_author: User
) -> None:
    hidden = make_release("media", by=second_author, title="Black Michael")
    mine = make_release("briefing", by=author, cites=[hidden])
    page = reverse("admin:releases_briefing_share", args=[mine.pk])
    sent = {"act": "share", "recipient": WHO, "languages": ["en"], "hours": 48}
    answer = desk(author).post(page, sent)
    assert "a draft of somebody else’s" in errors_of(answer)
    assert "Black Michael" not in answer.content.decode()
    with pytest.raises(NotComposable) as refused:
        acts.submit(items=[(mine, "en")], by=author)
    assert "Black Michael" not in str(refused.value)
    assert "a draft of somebody else’s" in str(refused.value)


def test_a_file_ends_with_the_last_page_that_shows_it(mission: Any, author: User, reviewer: User, clock: Clock) -> None:
    captions = {"en": make_file(), "ur": make_file()}
    briefing = make_release("briefing", by=author, languages=("en", "ur"))
    for language, shown in captions.items():
        picture_of = make_release("media", by=author, languages=("en", "ur"), file=shown)
        PictureBlock.objects.create(
            parent=briefing.texts.get(language=language), region="body", ordering=90, asset=picture_of
        )
    address = share(briefing, by=author)
    files = {
        language: re.findall(r'<img[^>]*src="([^"]*)"', Client().get(f"{address}{language}/").content.decode())[0]
        for language in captions
    }
    cited = [block.asset for block in PictureBlock.objects.filter(parent__release=briefing, parent__language="en")]
    publish([briefing, *cited], author=author, reviewer=reviewer, languages=["en"], clock=clock)
    assert Client().get(files["en"]).status_code == 404
    assert Client().get(files["ur"]).getvalue()


def test_what_is_expunged_is_shown_to_nobody_any_more(
    draft: Any, castle: Any, author: User, reviewer: User, administrator: User, clock: Clock
) -> None:
    published = publish([draft, castle], author=author, reviewer=reviewer, clock=clock)
    clock.tick(60)
    citing = make_release("briefing", by=author, cites=[castle])
    shares = {share(release, by=author, languages=("en",)) for release in (draft, castle, citing)}
    kept = share(make_release("statement", by=author), by=author, languages=("en",))
    gone = [edition for edition in published if edition.uid == castle.uid and edition.language == "en"]
    acts.withdraw(editions=gone, by=reviewer, reason=in_each("Issued in error."))
    clock.tick(60)
    acts.expunge(editions=gone, by=administrator, reason="A court order.")
    assert {Client().get(f"{address}en/").status_code for address in shares} == {404}
    assert Client().get(f"{kept}en/").status_code == 200
    assert SharedPage.objects.count() == 1
    assert SharedPreview.objects.filter(revoked_by=administrator.username).count() == len(shares)


def test_the_recipient_is_forgotten_some_time_after_and_the_openings_are_kept(
    desk: Desk, draft: Any, author: User, clock: Clock, settings: Any
) -> None:
    settings.READER_DAYS = 30
    page, client = reverse("admin:releases_briefing_share", args=[draft.pk]), desk(author)
    for who in ("Shar", WHO):  # the one is within a word of the history
        answer = client.post(page, filled(client.get(page), having="recipient", recipient=who))
        Client().get(_ADDRESS.findall(answer.content.decode())[0].removeprefix("http://testserver"))
    ended = max(preview.ends_at for preview in SharedPreview.objects.all())
    assert forget_readers(now=ended + dt.timedelta(days=30)) == 0
    assert forget_readers(now=ended + dt.timedelta(days=30, seconds=1)) == 2
    assert forget_readers(now=ended + dt.timedelta(days=99)) == 0
    said = {(preview.recipient, preview.openings.count()) for preview in SharedPreview.objects.all()}
    first, second = (f"№ {preview.pk}" for preview in SharedPreview.objects.order_by("pk"))
    assert said == {(first, 1), (second, 1)}
    assert list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True)) == [
        f"Shared a preview with {first}.",
        f"Shared a preview with {second}.",
    ]


def test_a_recipient_who_is_called_as_a_number_is_forgotten_as_every_other(
    draft: Any, author: User, clock: Clock, settings: Any
) -> None:
    settings.READER_DAYS = 30
    for who in ("№ 7 Sapt Street", "№ "):
        sharing.share(release=draft, languages=["en"], recipient=who, hours=4, by=author)
    later = clock.now + dt.timedelta(days=31)
    assert forget_readers(now=later) == 2
    assert forget_readers(now=later) == 0
    assert {preview.recipient == f"№ {preview.pk}" for preview in SharedPreview.objects.all()} == {True}
