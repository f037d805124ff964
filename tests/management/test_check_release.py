"""The checks from the command line: what is found, as JSON, and exit codes that a program can go by."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from releases.authoring.models import TextBlock, User
from tests.clock import Clock
from tests.factories import make_mission, make_release


def check(*arguments: str) -> tuple[int, str]:
    """(exit status, output) of `manage.py check_release ...`."""
    out, status = io.StringIO(), 0
    try:
        call_command("check_release", *arguments, stdout=out)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    return status, out.getvalue()


@pytest.fixture
def release(clock: Clock, author: User) -> Any:
    make_mission(languages=["en"])
    return make_release("briefing", by=author, slug="spring", title="Spring", html="<p>He thanked [name] for 12.</p>")


def test_it_prints_json_and_stops_at_an_error(release: Any) -> None:
    status, printed = check("briefings/spring", "--json")
    said = json.loads(printed)
    assert (status, said["release"], said["errors"], said["warnings"]) == (1, str(release.uid), 1, 1)
    error, warning = said["findings"]
    assert (error["check"], error["severity"], error["passage"], error["start"], error["end"]) == (
        "placeholders",
        "error",
        "[name]",
        11,
        17,
    )
    assert (warning["check"], warning["block"]["kind"], warning["block"]["index"]) == ("figures.untied", "textblock", 0)
    assert error["hint"] == "Write them, or take the sentence out."


def test_warnings_alone_leave_it_at_nought_and_are_acknowledged_by_their_keys(release: Any) -> None:
    TextBlock.objects.update(html="<p>They signed 12.</p>")
    status, printed = check(str(release.uid), "--json")
    (finding,) = json.loads(printed)["findings"]
    assert status == 0
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("act", "submit", "spring", "--by", "author", stdout=out)
    refusal = json.loads(out.getvalue())
    assert (refusal["code"], refusal["findings"][0]["key"]) == ("checks_warning", finding["key"])
    given = f"{finding['key']}=Counted."
    call_command("act", "submit", "spring", "--by", "author", "--acknowledge", given, stdout=io.StringIO())
    assert release.submission_items.get().submission.acknowledgements.get().reason == "Counted."


def test_it_says_what_is_missing(release: Any) -> None:
    release.texts.update(summary="")
    status, printed = check("spring", "--json", "--language", "en")
    assert status == 1
    assert json.loads(printed)["missing"] == [
        {"language": "en", "field": "summary", "message": "Spring (en): the summary is missing."}
    ]


def test_it_speaks_to_people_too(release: Any) -> None:
    status, printed = check("spring")
    assert status == 1
    assert "error  placeholders  en textblock-0" in printed
    assert "“[name]” stands where words are still to come." in printed


def test_a_clean_release_is_said_to_be_so(clock: Clock, author: User) -> None:
    make_mission(languages=["en"])
    make_release("briefing", by=author, slug="quiet", title="Quiet")
    assert check("quiet") == (0, "The checks find nothing.\n")


def test_a_release_that_is_not_there_is_another_matter(release: Any) -> None:
    with pytest.raises(CommandError, match="no release is called autumn") as wrong:
        check("autumn")
    assert wrong.value.returncode == 2
