"""What the checks are given of the database: offices with their days, hours of the mission, voters of the record."""

from typing import Any

from releases.authoring.models import Mission, Office, User
from releases.editions.checking import checked, registers
from tests.clock import Clock
from tests.factories import make_mission, make_person, make_release, publish


def codes(release: Any, clock: Clock) -> set[str]:
    return {finding.check for finding in checked([release.pk], at=clock.now).findings}


def test_the_registers_know_who_held_which_office_and_when(clock: Clock, author: User) -> None:
    make_mission(languages=["en"])
    person = make_person("rassendyll", names={"en": "Rudolf Rassendyll"})
    Office.objects.create(
        person=person, titles={"en": "Ambassador to Pakistan"}, held_from="2024", held_until="2028-05"
    )
    (row,) = [row for row in registers().rows if row.slug == "rassendyll"]
    assert [(held.since, held.until, held.title("en")) for held in row.offices] == [
        ("2024", "2028-05", "Ambassador to Pakistan")
    ]
    html = "<p>Ambassador Rudolf Rassendyll opened the line.</p>"
    late: Any = make_release("briefing", by=author, html=html, held_on="2029-01")
    early: Any = make_release("briefing", by=author, html=html, held_on="2027-01")
    assert ("names.office" in codes(late, clock), "names.office" in codes(early, clock)) == (True, False)


def test_the_hours_are_the_missions(clock: Clock, author: User) -> None:
    make_mission(languages=["en"])
    release: Any = make_release("briefing", by=author, starts_at="2030-01-05T10:00:00Z", held_on="2030-01-05")
    assert "time.office" in codes(release, clock)
    Mission.objects.update(office_days=[6])
    assert "time.office" not in codes(release, clock)


def test_voters_of_the_record_are_held_against_the_votes_that_are_cited(
    clock: Clock, author: User, reviewer: User
) -> None:
    make_mission(languages=["en"])

    def figure(title: str, value: int, unit: str) -> Any:
        row = {"value": value, "unit": unit, "period_from": "2029"}
        return make_release("statistic", by=author, title=title, observations=[row])

    cited = [figure("Turnout", 54, "percent"), figure("Votes cast", 6_300_000, "person")]
    html = "<p>Turnout was 54 percent: 6.3 million votes.</p>"
    release: Any = make_release("briefing", by=author, html=html, cites=cited)
    assert "figures.turnout" not in codes(release, clock)
    entitled = figure("Eligible voters", 12_100_000, "person")
    assert "figures.turnout" not in codes(release, clock)
    publish([entitled], author=author, reviewer=reviewer, clock=clock)
    assert "figures.turnout" in codes(release, clock)


def test_the_home_state_is_called_as_the_press_of_the_language_calls_it(clock: Clock, author: User) -> None:
    """Shown to work: with CLDR's Urdu name alone, قازکستان passes."""
    make_mission(languages=["ur"], home_state="KZ", host_state="PK")
    told = {
        words: "names.places" in codes(make_release("briefing", by=author, languages=("ur",), html=html), clock)
        for words, html in ((word, f"<p>وفد {word} سے آیا۔</p>") for word in ("قازقستان", "قزاخستان", "قازکستان"))
    }
    assert told == {"قازقستان": False, "قزاخستان": False, "قازکستان": True}
