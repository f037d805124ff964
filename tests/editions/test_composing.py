"""What goes into an edition goes in by value, and what is missing is named with its place."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from releases.assets.models import MediaFile, Rendition
from releases.assets.recipes import clean_copy_digest
from releases.authoring.models import (
    Briefing,
    ChartBlock,
    FigureBlock,
    Kind,
    MediaAsset,
    Mission,
    Office,
    Person,
    Release,
    Text,
    User,
)
from releases.editions import acts, shape
from releases.editions.canonical import canonical, digest_of, instant, parse_instant
from releases.editions.compose import compose, digest
from releases.editions.facts import words_digest
from releases.editions.models import Edition
from releases.errors import NotComposable, Refusal
from tests.clock import START, Clock
from tests.editions.conftest import Bundle, make_bundle
from tests.factories import in_each, make_observation, make_office, make_person, make_release, publish, submit

pytestmark = pytest.mark.django_db


def composed(*releases: Release, language: str = "en", at: dt.datetime = START) -> dict[int, dict[str, Any]]:
    contents = compose([(release.pk, language) for release in releases], at=at)
    return {pk: content for (pk, _language), content in contents.items()}


def problems(*releases: Release, language: str = "en") -> list[str]:
    with pytest.raises(NotComposable) as fault:
        composed(*releases, language=language)
    return fault.value.problems


def test_a_briefing_holds_all_it_shows_by_value(bundle: Bundle) -> None:
    content = composed(*bundle.releases)[bundle.briefing.pk]

    cards = {card["kind"]: card for card in content["cites"]}
    assert cards["statement"]["statement"]["words"].startswith("Trade with Ruritania")
    assert cards["statistic"]["statistic"]["observations"][0]["display"] == "6.3 million"
    assert cards["media"]["media"]["renditions"][0]["media_type"].startswith("image/")
    assert [block["type"] for block in content["body"]] == ["text", "quote", "figure", "picture", "answer"]
    assert content["people"][0]["name"] == "Rudolf Rassendyll"


def test_the_content_of_every_kind_fits_the_schema(bundle: Bundle) -> None:
    assert [shape.faults(content) for content in composed(*bundle.releases).values()] == [[]] * 4


def test_accreditation_is_in_a_briefing_that_says_it_and_absent_from_one_that_does_not(bundle: Bundle) -> None:
    silent = composed(*bundle.releases)[bundle.briefing.pk]
    Briefing.objects.update(accreditations=in_each("Write to the chancery."))
    content = composed(*bundle.releases)[bundle.briefing.pk]

    assert "accreditation" not in silent["briefing"]
    assert content["briefing"]["accreditation"] == "Write to the chancery."
    assert shape.faults(content) == []


def test_a_biography_stands_with_the_people_and_not_with_the_words_that_others_cite(bundle: Bundle) -> None:
    Person.objects.update(biographies={"en": "Rode to Zenda."})
    contents = composed(*bundle.releases)
    statement = contents[bundle.statement.pk]

    assert statement["people"][0]["biography"] == "Rode to Zenda."
    assert "biography" not in statement["statement"]["speaker"]
    assert shape.faults(statement) == []


def test_large_numbers_are_written_as_the_mission_chose(bundle: Bundle, mission: Mission) -> None:
    Mission.objects.update(english_numbers="south_asian")

    content = composed(*bundle.releases)[bundle.statistic.pk]

    assert content["statistic"]["observations"][0]["display"] == "63 lakh"


def test_the_schema_sees_a_planted_fault(bundle: Bundle) -> None:
    content = composed(*bundle.releases)[bundle.statistic.pk]

    content["statistic"]["observations"][0]["value"] = 6.3

    assert "statistic.observations[0].value" in shape.faults(content)[0]


def test_a_chart_goes_in_with_the_statistic_that_it_draws(author: User) -> None:
    statistic = make_release("statistic", by=author, observations=[{"period_from": year} for year in ("2028", "2029")])
    briefing = make_release("briefing", by=author)
    ChartBlock.objects.create(parent=briefing.texts.get(), statistic=statistic, ordering=10)

    content = composed(statistic, briefing)[briefing.pk]

    assert content["body"] == [{"type": "chart", "cites": str(statistic.uid)}]
    assert len(content["cites"][0]["statistic"]["observations"]) == 2
    assert shape.faults(content) == []


def test_a_chart_of_what_cannot_be_compared_is_refused(author: User) -> None:
    statistic = make_release("statistic", by=author, title="Voters", observations=[{}, {"unit": "percent"}])
    briefing = make_release("briefing", by=author)
    ChartBlock.objects.create(parent=briefing.texts.get(), statistic=statistic, ordering=10)

    assert [line for line in problems(statistic, briefing) if "“Voters”, which has no two figures" in line]


def test_what_is_edited_later_does_not_reach_an_edition(
    clock: Clock, bundle: Bundle, author: User, reviewer: User
) -> None:
    editions = publish(bundle.releases, author=author, reviewer=reviewer, clock=clock)
    before = {edition.pk: edition.content for edition in editions}

    Person.objects.update(names=in_each("Another"))
    Text.objects.update(title="Another", summary="Another.")
    Office.objects.update(titles=in_each("Another"))

    assert {edition.pk: edition.content for edition in Edition.objects.all()} == before


def test_a_cited_release_that_is_public_goes_in_as_its_edition_says(clock: Clock, author: User, reviewer: User) -> None:
    statistic = make_release("statistic", by=author)
    publish([statistic], author=author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=statistic).update(title="A draft that nobody approved")
    briefing = make_release("briefing", by=author, cites=[statistic])

    card = composed(briefing, at=clock.now)[briefing.pk]["cites"][0]

    assert card["title"].startswith("Trade with Ruritania")


def test_a_cited_release_in_the_same_bundle_goes_in_as_it_is_worked_on(
    clock: Clock, author: User, reviewer: User
) -> None:
    statistic = make_release("statistic", by=author)
    publish([statistic], author=author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=statistic).update(title="Mended")
    briefing = make_release("briefing", by=author, cites=[statistic])

    content = composed(briefing, statistic, at=clock.now)[briefing.pk]

    assert content["cites"][0]["title"] == "Mended"


def test_a_cited_release_that_is_neither_public_nor_in_the_bundle_is_named(author: User) -> None:
    statistic = make_release("statistic", by=author, title="Voters")
    briefing = make_release("briefing", by=author, cites=[statistic])

    assert [line for line in problems(briefing) if "“Voters”" in line and "neither public nor" in line]


def test_a_cited_release_that_opens_later_is_not_public_yet(clock: Clock, author: User, reviewer: User) -> None:
    statistic = make_release("statistic", by=author)
    opens = publish([statistic], author=author, reviewer=reviewer)[0].public_from
    briefing = make_release("briefing", by=author, cites=[statistic])

    assert problems(briefing)
    assert composed(briefing, at=opens)


def test_a_cited_release_stands_in_its_source_language_where_it_has_no_translation(author: User) -> None:
    statistic = make_release("statistic", by=author)
    briefing = make_release("briefing", by=author, languages=("en", "ru"), cites=[statistic])
    items = [(statistic.pk, "en"), (briefing.pk, "ru")]

    assert compose(items, at=START)[briefing.pk, "ru"]["cites"][0]["language"] == "en"


def test_a_figure_that_the_cited_edition_does_not_have_is_named(clock: Clock, author: User, reviewer: User) -> None:
    statistic = make_release("statistic", by=author, title="Voters")
    publish([statistic], author=author, reviewer=reviewer, clock=clock)
    added = make_observation(statistic, value=Decimal(7))
    briefing = make_release("briefing", by=author)
    FigureBlock.objects.create(parent=Text.objects.get(release=briefing), observation=added, ordering=1)

    with pytest.raises(NotComposable, match="Voters"):
        composed(briefing, at=clock.now)


def _without_figures(bundle: Bundle) -> None:
    FigureBlock.objects.all().delete()
    bundle.statistic.observations.all().delete()


MISSING: dict[str, tuple[Callable[[Bundle], Any], str]] = {
    "title": (lambda bundle: Text.objects.filter(release=bundle.statistic).update(title=" "), "the title"),
    "address": (lambda bundle: Text.objects.filter(release=bundle.statistic).update(slug=""), "the address"),
    "summary": (lambda bundle: Text.objects.filter(release=bundle.statistic).update(summary=""), "the summary"),
    "words": (lambda bundle: Text.objects.filter(release=bundle.statement).update(words=""), "the words of the"),
    "alt text": (lambda bundle: Text.objects.filter(release=bundle.media).update(alt_text=""), "alternative text"),
    "text": (lambda bundle: Text.objects.filter(release=bundle.media).delete(), "no text in this language"),
    "observations": (_without_figures, "at least one observation"),
    "name": (lambda bundle: Person.objects.update(names={"ru": "Рудольф"}), "no words in English"),
    "venue": (lambda bundle: Briefing.objects.update(venues={"ru": "Отель"}), "The venue"),
    "credit of another language": (
        lambda bundle: MediaAsset.objects.update(usage_terms={"ru": "Свободно"}),
        "The usage terms",
    ),
    "office of another": (
        lambda bundle: type(bundle.statement).objects.update(office=make_office(make_person())),
        "not the speaker’s",
    ),
    "office not held then": (lambda bundle: Office.objects.update(held_from="2030"), "did not hold this office"),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_named_with_its_place(name: str, bundle: Bundle) -> None:
    spoil, says = MISSING[name]
    spoil(bundle)

    named = [problem for problem in problems(*bundle.releases) if says in problem]

    assert named
    assert all("(en)" in problem for problem in named)


def test_every_fault_of_every_text_is_named_at_once(bundle: Bundle) -> None:
    Text.objects.update(summary="")

    assert len(problems(*bundle.releases)) == 4


def test_a_decorative_picture_needs_no_alternative_text_and_shows_none(author: User) -> None:
    picture = make_release("media", by=author, decorative=True)

    assert composed(picture)[picture.pk]["media"]["alt_text"] == ""


def test_a_translation_says_which_words_it_follows(author: User) -> None:
    release = make_release("statistic", by=author, languages=("en", "ru"))
    source = words_digest(Text.objects.get(release=release, language="en"))

    content = composed(release, language="ru")[release.pk]

    assert content["translation"] == {"of": "en", "words_digest": source}
    assert composed(release)[release.pk]["words_digest"] == source


def make_document(by: User) -> Any:
    """A document as ingesting one leaves it: an original, and the clean copy that readers get."""
    file = MediaFile.objects.create(digest=uuid.uuid4().hex * 2, media_type="application/pdf", size_bytes=9, pages=1)
    Rendition.objects.create(
        digest=clean_copy_digest(file.digest),
        original=file,
        media_type=file.media_type,
        size_bytes=8,
        made_at=timezone.now(),
    )
    return make_release("media", by=by, file=file, asset_type="document")


def test_the_number_of_queries_does_not_grow_with_the_bundle(author: User) -> None:
    def some(number: int) -> list[Any]:
        return [one for _n in range(number) for one in (*make_bundle(author).releases, make_document(author))]

    assert queries(some(1)) == queries(some(4)) <= 39


def queries(releases: list[Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        composed(*releases)
    return len(captured)


def test_the_same_working_copies_have_the_same_digest(bundle: Bundle) -> None:
    once, again = composed(*bundle.releases), composed(*bundle.releases)

    assert {pk: digest(content) for pk, content in once.items()} == {pk: digest(c) for pk, c in again.items()}


def test_an_edition_keeps_its_content_in_the_canonical_form(clock: Clock, author: User, reviewer: User) -> None:
    edition = publish([make_release("statistic", by=author)], author=author, reviewer=reviewer)[0]

    assert canonical(edition.body) == edition.content
    assert digest_of(edition.content) == edition.content_digest


def test_the_canonical_form_sorts_keys_keeps_letters_and_refuses_floats() -> None:
    assert canonical({"б": [1, None, True], "a": "ү"}) == '{"a":"ү","б":[1,null,true]}'
    for value in (1.0, [1.5], {"a": {"b": [float("nan")]}}):
        with pytest.raises(TypeError):
            canonical(value)


def test_an_instant_has_one_spelling_and_comes_back() -> None:
    moment = dt.datetime(2030, 1, 1, 17, 0, 0, 1, tzinfo=dt.timezone(dt.timedelta(hours=5)))

    assert instant(moment) == "2030-01-01T12:00:00.000001Z"
    assert parse_instant(instant(moment)) == moment


def test_submitting_nothing_and_returning_without_a_word_are_refused(
    clock: Clock, bundle: Bundle, author: User, reviewer: User
) -> None:
    submission = submit(bundle.releases, by=author)

    with pytest.raises(Exception, match="Nothing was chosen"):
        acts.submit(items=[], by=author)
    with pytest.raises(Exception, match="a comment is needed"):
        acts.send_back(submission=submission, by=reviewer, comment="  ")


def test_an_author_may_not_publish_the_imprint(clock: Clock, mission: Any, author: User, administrator: User) -> None:
    with pytest.raises(Exception, match="administrator"):
        acts.publish_imprint(mission=mission, by=author)

    imprint = acts.publish_imprint(mission=mission, by=administrator)
    assert imprint.body["names"] == mission.names
    assert imprint.public_from == clock.now + dt.timedelta(seconds=2)
    assert Kind.BRIEFING == "briefing"


def test_two_imprints_of_one_instant_are_one_too_many(clock: Clock, mission: Mission, administrator: User) -> None:
    at = clock.now + dt.timedelta(hours=1)
    acts.publish_imprint(mission=mission, by=administrator, at=at)

    with pytest.raises(Refusal, match="Choose another time") as refusal:
        acts.publish_imprint(mission=mission, by=administrator, at=at)

    assert refusal.value.code == "time_taken"
