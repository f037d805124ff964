"""The checks at the door of the record: errors refuse, warnings want a reason, and what was said is kept for ever."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from releases.authoring.languages import LANGUAGES
from releases.authoring.models import CheckSetting, NumberMark, TextBlock, User
from releases.editions import acts
from releases.editions.acknowledgements import Acknowledgement
from releases.editions.checking import checked, findings
from releases.editions.compose import compose
from releases.editions.journal import details_of
from releases.editions.models import JournalEntry, Submission
from releases.editions.verifying import verify
from releases.errors import RecordDamaged
from tests.clock import Clock
from tests.factories import make_mission, make_organisation, make_release, publish, submit
from tests.tampering import tamper


@pytest.fixture
def mission(clock: Clock) -> Any:
    return make_mission(languages=["en"])


def quiet(author: User, html: str = "<p>Quiet.</p>", **facts: Any) -> Any:
    """A briefing of which the checks find nothing but what `html` holds."""
    return make_release("briefing", by=author, title="A quiet year", html=html, **facts)


def refused(release: Any, author: User, **reasons: str) -> acts.Objections:
    with pytest.raises(acts.Objections) as objections:
        acts.submit(items=[(release, "en")], by=author, acknowledged=reasons)
    return objections.value


def test_what_is_clean_is_submitted_without_a_word(mission: Any, author: User) -> None:
    submission = acts.submit(items=[(quiet(author), "en")], by=author)
    assert submission.acknowledgements.count() == 0
    assert "acknowledged" not in details_of(JournalEntry.objects.latest("sequence"))


def test_an_error_refuses_and_no_reason_helps(mission: Any, author: User) -> None:
    release = quiet(author, "<p>He thanked [name].</p>")
    objections = refused(release, author)
    (finding,) = objections.findings
    (problem,) = objections.problems
    assert objections.code == "checks_error"
    assert "“[name]” stands where words are still to come" in problem
    assert (problem.release, problem.language, problem.field) == (release.pk, "en", "textblock-0")
    refused(release, author, **{finding.key: "It may stay."})
    assert not Submission.objects.exists()


def test_each_warning_wants_a_reason_of_its_own(mission: Any, author: User) -> None:
    release = quiet(author, "<p>They signed 12 agreements and 14 protocols.</p>")
    objections = refused(release, author)
    first, second = objections.findings
    assert objections.code == "checks_warning"
    assert [one.key for one in refused(release, author, **{first.key: "Counted."}).findings] == [second.key]
    refused(release, author, **{first.key: "Counted.", second.key: "  "})
    reasons = {first.key: "Counted.", second.key: "Counted as well."}
    submission = acts.submit(items=[(release, "en")], by=author, acknowledged=reasons)
    rows = submission.acknowledgements.values_list("code", "passage", "reason", "acknowledged_by")
    assert set(rows) == {
        ("figures.untied", "12", "Counted.", "author"),
        ("figures.untied", "14", "Counted as well.", "author"),
    }


def test_the_journal_keeps_what_was_acknowledged_and_which_settings_were_in_force(mission: Any, author: User) -> None:
    CheckSetting.objects.create(mission=mission, code="placeholders", level="warning", reason="We test.")
    release = quiet(author, "<p>He thanked [name].</p>")
    (finding,) = refused(release, author).findings
    acts.submit(items=[(release, "en")], by=author, acknowledged={finding.key: "A test."})
    said = details_of(JournalEntry.objects.latest("sequence"))
    assert said["check_settings"] == {"placeholders": "warning"}
    assert [(row["finding"], row["digest"]) for row in said["acknowledged"]] == [
        (finding.key, Acknowledgement.objects.get().digest)
    ]
    verify()


def test_a_check_that_the_mission_switched_off_is_not_asked(mission: Any, author: User, administrator: User) -> None:
    CheckSetting.objects.create(mission=mission, code="figures.untied", level="off", reason="No statistics here.")
    acts.submit(items=[(quiet(author, "<p>They signed 12 agreements.</p>"), "en")], by=author)
    acts.publish_imprint(mission=mission, by=administrator)
    said = details_of(JournalEntry.objects.latest("sequence"))
    assert said["check_settings"] == [{"code": "figures.untied", "level": "off", "reason": "No statistics here."}]


def test_a_number_that_was_marked_needs_no_reason(mission: Any, author: User) -> None:
    release = quiet(author, "<p>They met in hall 12 with 12 windows.</p>")
    NumberMark.objects.create(text=release.texts.get(), passage="12", reason="Windows.", marked_by=author)
    assert acts.submit(items=[(release, "en")], by=author).acknowledgements.count() == 0


def test_an_acknowledgement_is_never_changed_or_deleted(mission: Any, author: User) -> None:
    submit([quiet(author, "<p>They signed 12 agreements.</p>")], by=author)
    row = Acknowledgement.objects.get()
    for attempt in (
        lambda: Acknowledgement.objects.filter(pk=row.pk).update(reason="Another."),
        lambda: Acknowledgement.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.filter(pk=row.pk)[:1].model(
            **{field.attname: getattr(row, field.attname) for field in row._meta.fields if field.name != "id"}
        ).save()


@pytest.mark.parametrize(
    "change", ["UPDATE releases_acknowledgement SET reason = 'Another.'", "DELETE FROM releases_acknowledgement"]
)
def test_one_that_was_altered_is_named(mission: Any, author: User, change: str) -> None:
    submit([quiet(author, "<p>They signed 12 agreements.</p>")], by=author)
    verify()
    tamper(change)
    with pytest.raises(RecordDamaged, match="acknowledgement"):
        verify()


def test_an_expunging_leaves_no_word_of_what_was_acknowledged(
    mission: Any, author: User, reviewer: User, administrator: User, clock: Clock
) -> None:
    release = quiet(author, "<p>They signed 12 agreements.</p>")
    (edition,) = publish([release], author=author, reviewer=reviewer, clock=clock)
    acts.withdraw(editions=[edition], by=reviewer, reason={"en": "A court order."})
    clock.tick(60)
    acts.expunge(editions=[edition], by=administrator, reason="A court order.")
    row = Acknowledgement.objects.get()
    assert (row.passage, row.message, row.told, row.reason) == ("", "", None, "")
    assert row.code == "figures.untied"
    assert not any("agreements" in entry.details or "“12”" in entry.details for entry in JournalEntry.objects.all())
    verify()


def test_what_was_acknowledged_is_told_in_the_language_of_who_reads_it(mission: Any, author: User) -> None:
    with translation.override("ru"):
        submit([quiet(author, "<p>They signed 12 agreements.</p>")], by=author)
    row = Acknowledgement.objects.get()
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = row.says
    assert said["en"].startswith("“12” is none of the figures")
    assert (row.message, len(set(said.values()))) == (said["ru"], 4)
    verify()


def test_what_was_kept_in_one_language_alone_is_told_as_it_was_kept(mission: Any, author: User) -> None:
    row = Acknowledgement(message="«12» не привязано ни к одному показателю.")
    assert row.says == "«12» не привязано ни к одному показателю."


def test_words_that_were_blanked_without_an_expunging_are_named(mission: Any, author: User) -> None:
    submit([quiet(author, "<p>They signed 12 agreements.</p>")], by=author)
    Acknowledgement.objects.update(passage="", message="", told=None, reason="")
    with pytest.raises(RecordDamaged, match="acknowledgement"):
        verify()


def test_a_statement_takes_its_figures_from_the_briefing_it_was_made_at(
    mission: Any, author: User, reviewer: User, clock: Clock
) -> None:
    trade = make_release("statistic", by=author, title="Trade", observations=[{"value": 200, "unit": "USD"}])
    briefing = quiet(author, cites=[trade])
    publish([trade, briefing], author=author, reviewer=reviewer, clock=clock)
    statement = make_release("statement", by=author, title="On trade", made_at=briefing)
    statement.texts.update(words="Trade is USD 200.")
    assert acts.submit(items=[(statement, "en")], by=author).acknowledgements.count() == 0
    statement.texts.update(words="Trade is USD 300.")
    (finding,) = refused(statement, author).findings
    assert finding.passage == "USD 300"


def test_a_changed_value_is_held_against_the_edition_that_said_otherwise(
    mission: Any, author: User, reviewer: User, clock: Clock
) -> None:
    trade = make_release("statistic", by=author, title="Trade", observations=[{"value": 219, "unit": "USD"}])
    publish([trade], author=author, reviewer=reviewer, clock=clock)
    trade.observations.update(value=200)
    (finding,) = refused(trade, author).findings
    assert finding.check == "figures.record"
    assert "edition 1 (2030-01-01) said" in finding.says


def test_a_link_leads_into_the_bundle_or_to_what_is_public(
    mission: Any, author: User, reviewer: User, clock: Clock
) -> None:
    other = make_release("statement", by=author, slug="spring", title="Spring")
    linking = quiet(author, '<p>See <a href="/en/statements/spring/">it</a>.</p>')
    assert [one.check for one in refused(linking, author).findings] == ["links.broken"]
    assert not findings(compose([(linking.pk, "en"), (other.pk, "en")], at=clock.now).values(), at=clock.now)
    publish([other], author=author, reviewer=reviewer, clock=clock)
    acts.submit(items=[(linking, "en")], by=author)


def test_names_are_those_of_the_registers(mission: Any, author: User) -> None:
    now = make_organisation(names={"en": "Organisation of Islamic Cooperation"})
    make_organisation(names={"en": "Organization of the Islamic Conference"}, successor=now, retired_on="2011-06")
    (finding,) = refused(quiet(author, "<p>The Organization of Islamic Conference.</p>"), author).findings
    assert "has been “Organisation of Islamic Cooperation” since 2011-06" in finding.says


def test_drafts_are_checked_although_they_lack_words(mission: Any, author: User, clock: Clock) -> None:
    release = quiet(author, "<p>He thanked [name].</p>")
    release.texts.update(title="", summary="")
    found = checked([release.pk], at=clock.now)
    block = TextBlock.objects.get()
    assert [fault.field for fault in found.faults] == ["title", "summary"]
    assert [found.place_of(one) for one in found.findings] == [("textblock-0", block.pk)]


def test_the_queries_do_not_grow_with_what_is_checked(
    mission: Any, author: User, clock: Clock, django_assert_num_queries: Any
) -> None:
    def many(count: int) -> list[int]:
        figures = [make_release("statistic", by=author, title="Trade") for _number in range(count)]
        return [quiet(author, cites=figures).pk for _number in range(count)]

    few, more = many(1), many(4)
    with django_assert_num_queries(_counted(lambda: checked(few, at=clock.now))):
        checked(more, at=clock.now)


def _counted(act: Any) -> int:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
