"""The index agrees with the record, and answers only for what is public."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.models import Edition
from releases.editions.search import by_words, describing, excerpts, finding, index
from releases.editions.search.folding import Term, found_in, may_be_in, terms
from releases.editions.search.models import Description, Role, SearchEntry, Subject, SubjectSet
from releases.editions.search.words import words
from tests.clock import Clock
from tests.factories import make_office, make_person, make_release, make_topic, publish, submit

Found = Callable[..., list[str]]
PERIODS = [(2030, dt.datetime(2030, 1, 1, tzinfo=dt.UTC)), (2029, dt.datetime(2029, 1, 1, tzinfo=dt.UTC))]


def sought(query: str, clock: Clock, *, order: Any = "newest", **wanted: Any) -> by_words.Found:
    language = wanted.pop("language", "en")
    asked = finding.Wanted(language, wanted.pop("languages", (language,)), terms=terms(query, language), **wanted)
    return by_words.find(asked, at=clock.now, periods=PERIODS, order=order, limit=20)


@pytest.fixture
def found(clock: Clock) -> Found:
    """found("words") is the titles of what is found, in the order in which it is."""

    def titles(query: str, **wanted: Any) -> list[str]:
        rows = Edition.objects.in_bulk(keys := sought(query, clock, **wanted).editions)
        return [rows[key].title for key in keys]

    return titles


@pytest.fixture
def out(clock: Clock, author: User, reviewer: User) -> Callable[..., list[Edition]]:
    def publishing(*releases: Any, **when: Any) -> list[Edition]:
        return publish(releases, author=author, reviewer=reviewer, **({} if "at" in when else {"clock": clock}), **when)

    return publishing


def test_a_release_is_found_by_every_part_of_what_it_says(out: Any, found: Found, author: User) -> None:
    office = make_office(make_person(names={"en": "Rupert Hentzau"}), titles={"en": "Envoy"})
    cited = make_release("statement", by=author, title="Cited", speaker=office.person, office=office)
    briefing = make_release(
        "briefing",
        by=author,
        title="Corridors",
        html="<p>An <em>unusual</em>ly plain body.</p><p>Second.</p>",
        cites=[cited],
        topics=[make_topic(names={"en": "Railways"})],
    )
    out(cited, briefing)
    for query in ("corridor", "unusually plain", "second", "railways", "rupert HENTZAU", "envoy", "Strelsau"):
        assert "Corridors" in found(query), query
    assert found("unusually absent") == []


def test_what_is_planned_withdrawn_or_superseded_is_neither_found_nor_counted(
    out: Any, found: Found, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, title="Secret corridor")
    out(release, at=clock.now + dt.timedelta(hours=1))
    assert found("secret") == []
    assert sought("secret", clock).counts == finding.Counts()
    clock.tick(3600)
    assert found("secret") == ["Secret corridor"]
    Text.objects.filter(release=release).update(title="Open corridor", summary="Open.", words="Open.")
    clock.set(acts.update(submission=submit([release], by=author), by=reviewer)[0].public_from)
    assert (found("secret"), found("open")) == ([], ["Open corridor"])
    closed = acts.withdraw(editions=Edition.objects.filter(number=2), by=reviewer, reason="Why.")
    clock.set(closed[0].public_until or clock.now)
    assert found("open") == []
    assert sought("open", clock).counts.total == 0


def test_the_plan_moves_and_the_index_moves_with_it(
    out: Any, found: Found, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(make_release("statement", by=author, title="Moved"), at=clock.now + dt.timedelta(hours=1))
    acts.reschedule(editions=editions, by=reviewer, at=clock.now + dt.timedelta(hours=2))
    assert list(index.faults()) == []
    clock.tick(3601)
    assert found("moved") == []
    clock.tick(3600)
    assert found("moved") == ["Moved"]


def test_the_rank_of_the_public_does_not_depend_on_what_is_hidden(
    out: Any, found: Found, clock: Clock, author: User
) -> None:
    out(
        make_release("statement", by=author, title="Trade trade"),
        make_release("statement", by=author, title="Corridor corridor trade"),
    )
    before = found("trade", order="best")
    hidden = [make_release("statement", by=author, title="Trade trade trade") for _number in range(5)]
    out(*hidden, at=clock.now + dt.timedelta(hours=1))
    assert found("trade", order="best") == before


def test_best_first_prefers_the_title_and_newest_first_the_newest(out: Any, found: Found, author: User) -> None:
    out(make_release("statement", by=author, title="Elections"))
    out(make_release("briefing", by=author, title="Other matters", html="<p>Elections, at length.</p>"))
    assert found("election", order="best") == ["Elections", "Other matters"]
    assert found("election", order="newest") == ["Other matters", "Elections"]


def test_filters_combine_and_are_counted_within_the_result(out: Any, found: Found, clock: Clock, author: User) -> None:
    office, trade = make_office(make_person("rudolf")), make_topic("trade")
    spoken = {"speaker": office.person, "office": office}
    out(
        make_release("statement", by=author, title="Word one", topics=[trade], **spoken),
        make_release("statement", by=author, title="Word two", **spoken),
        make_release("briefing", by=author, title="Word three", topics=[trade]),
        make_release("briefing", by=author, title="Elsewhere", topics=[trade]),
    )
    assert found("word", topic="trade", person="rudolf") == ["Word one"]
    counts = sought("word", clock, topic="trade").counts
    assert (counts.total, counts.kinds, counts.periods) == (2, {"statement": 1, "briefing": 1}, {2030: 2})
    assert [(one.slug, one.count) for one in (*counts.topics, *counts.people)] == [("trade", 2), ("rudolf", 1)]
    assert found("word", start=clock.now + dt.timedelta(days=1)) == []
    assert found("word", kind="statistic") == []


def test_languages_are_kept_apart_unless_all_are_asked_for(out: Any, found: Found, author: User) -> None:
    out(make_release("statement", by=author, title="Trade 54", languages=("en", "ru")))
    assert found("54") == ["Trade 54"]
    assert len(found("Руританией", language="ru")) == 1
    assert found("Руританией", language="en") == []
    assert len(found("Руританией", languages=("en", "ru"))) == 1


def test_urdu_is_found_when_it_is_spelled_with_arabic_letters_and_digits(out: Any, found: Found, author: User) -> None:
    release = make_release("statement", by=author, languages=("en", "ur"))
    Text.objects.filter(release=release, language="ur").update(title="پاکستان کی ۶۳ کمپنیاں")
    out(release)
    assert len(found("كمپنياں ٦٣", language="ur")) == 1


@pytest.mark.parametrize("query", ['"', "a* OR b", "title:x", "'; DROP TABLE", "\\", "NEAR(a b)", "& | !", "%s %%"])
def test_no_query_is_taken_for_an_order_to_the_database(found: Found, query: str) -> None:
    if terms(query, "en"):
        assert found(query) == []
        assert found(query, order="best") == []


def test_expunging_takes_the_words_and_the_subjects_out(
    out: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    office = make_office(make_person("private"))
    [edition] = out(make_release("statement", by=author, title="Private", speaker=office.person, office=office))
    clock.set(acts.withdraw(editions=[edition], by=reviewer, reason="Why.")[0].public_until or clock.now)
    assert Subject.objects.filter(slug="private").exists()
    acts.expunge(editions=[edition], by=administrator, reason="Court order.")
    assert not SearchEntry.objects.exists()
    assert not SubjectSet.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(words) FROM {words().table}")
        assert cursor.fetchone() == (0,)


def test_the_check_tells_what_differs_and_a_rebuild_mends_it(
    out: Any, clock: Clock, author: User, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, three = out(*(make_release("statement", by=author, title=f"Word {number}") for number in range(3)))
    call_command("rebuild_search", "--check")
    words().clear([one.pk])
    words().clear([three.pk])
    SearchEntry.objects.filter(pk=three.pk).delete()
    Subject.objects.filter(of=SearchEntry.objects.get(pk=two.pk).treats).update(slug="forged")
    told = "\n".join(index.faults())
    assert f"edition {one.key}: its words differ" in told
    assert f"edition {three.key} is not in the index" in told
    assert "subjects" in told
    with pytest.raises(CommandError):
        call_command("rebuild_search", "--check")
    call_command("rebuild_search")
    call_command("rebuild_search", "--check")
    assert "holds 3 editions" in capsys.readouterr().out


def test_the_check_tells_of_an_interval_that_is_not_the_editions(out: Any, clock: Clock, author: User) -> None:
    [edition] = out(make_release("statement", by=author, title="Word"))
    SearchEntry.objects.update(public_until=clock.now + dt.timedelta(days=1))
    assert list(index.faults()) == [f"edition {edition.key}: its interval, kind or language differs in the index"]


def test_withdrawing_and_calling_it_off_moves_the_index(
    out: Any, found: Found, clock: Clock, author: User, reviewer: User
) -> None:
    [edition] = out(make_release("statement", by=author, title="Word"))
    ends = clock.now + dt.timedelta(hours=1)
    acts.withdraw(editions=[edition], by=reviewer, reason="Why.", at=ends)
    assert SearchEntry.objects.get().public_until == ends
    acts.cancel(editions=[edition], by=reviewer)
    assert SearchEntry.objects.get().public_until is None
    clock.tick(3601)
    assert found("word") == ["Word"]


def test_a_record_older_than_its_index_is_indexed_after_the_migration(out: Any, found: Found, author: User) -> None:
    out(make_release("statement", by=author, title="Old words"))
    words().clear()
    SearchEntry.objects.all().delete()
    assert found("old") == []
    index.rebuild_after_migrate()
    assert found("old") == ["Old words"]


def test_writing_costs_the_same_however_many(out: Any, author: User, django_assert_num_queries: Any) -> None:
    editions = out(*(make_release("statement", by=author) for _number in range(6)))
    index.rebuild()
    words().clear()
    SearchEntry.objects.all().delete()
    SubjectSet.objects.all().delete()
    Description.objects.all().delete()
    with django_assert_num_queries(9):
        index.write(editions)


def test_a_search_is_one_query(out: Any, clock: Clock, author: User, django_assert_num_queries: Any) -> None:
    out(*(make_release("statement", by=author, title="Word") for _number in range(3)))
    for order in ("best", "newest"):
        with django_assert_num_queries(1):
            assert len(sought("word", clock, order=order, topic="").editions) == 3


def test_what_is_said_of_a_person_is_said_by_public_editions(out: Any, clock: Clock, author: User) -> None:
    office = make_office(make_person("rudolf"))
    spoken = {"speaker": office.person, "office": office}
    out(make_release("statement", by=author, **spoken), at=clock.now + dt.timedelta(hours=1))
    assert describing.described(role=Role.PERSON, slug="rudolf", at=clock.now) == []
    clock.tick(3600)
    [said] = describing.described(role=Role.PERSON, slug="rudolf", at=clock.now)
    assert said.body["slug"] == "rudolf"


def test_an_excerpt_shows_the_passage_that_has_the_most_of_what_was_sought(out: Any, author: User) -> None:
    html = f"<p>{'Filler words. ' * 40}</p><p>{'Long before. ' * 20}The corridor &amp; the railway.{' After.' * 60}</p>"
    [edition] = out(make_release("briefing", by=author, title="Title", html=html))
    pieces = excerpts.excerpt(edition.body, terms("railway corridor", "en"))
    assert [piece.text for piece in pieces if piece.found] == ["corridor", "railway"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert len(whole) < 330


@pytest.mark.parametrize("word", ["Élysée’s", "O’Brien", "كِتَابٌ", "Ещё", "Қазақстан", "İstanbul", "۶۳", "6,3", "Straße"])
def test_a_passage_that_has_a_word_is_never_passed_over(word: str) -> None:
    text = unicodedata.normalize("NFKC", f"Before ({word}) after.")
    sought = terms(word, "en")
    assert found_in(text, sought)
    assert all(may_be_in(text, term) for term in sought)
    assert not may_be_in(text, Term("absent"))


def test_an_excerpt_without_a_hit_is_the_beginning_of_the_summary(out: Any, author: User) -> None:
    [edition] = out(make_release("briefing", by=author, title="Title"))
    assert excerpts.excerpt(edition.body, terms("nowhere", "en")) == [excerpts.Piece("Title.", found=False)]
