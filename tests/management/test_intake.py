"""`manage.py intake`: a text in, its proposals out; a bad file ends in 1 or 2 with words, and never with a trace."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from releases.authoring.models import Release
from tests.factories import make_person

HERE = Path(__file__).parent.parent
FOUNDING = HERE / "authoring" / "checks" / "founding.txt"

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> Any:
    out = io.StringIO()
    call_command("intake", *arguments, stdout=out)
    return json.loads(out.getvalue())


def wrong(*arguments: str) -> CommandError:
    with pytest.raises(CommandError) as stopped:
        call_command("intake", *arguments)
    return stopped.value


def test_the_answer_has_the_shape_that_is_documented_and_nothing_is_written() -> None:
    answer = said(str(FOUNDING), "--json")

    assert list(answer) == ["format", "file", "kind", "language", "left_out", "paragraphs", "proposals"]
    assert (answer["format"], answer["kind"], answer["language"]) == ("intake/1", "text", "en")
    figure = next(one for one in answer["proposals"] if one["kind"] == "figure")
    assert figure == {
        "key": figure["key"],
        "kind": "figure",
        "passage": "roughly 800 international observers",
        "places": [{"paragraph": 6, "start": 45, "end": 80, "text": "roughly 800 international observers"}],
        "reason": "figure",
        "why": "A number with a unit (person), and no date, ordinal or name.",
        "proposed": {
            "value": "800",
            "unit": "person",
            "qualifier": "about",
            "nature": "actual",
            "name": "International observers",
        },
    }
    assert not Release.objects.exists()


def test_names_of_the_register_are_linked() -> None:
    make_person("tokayev", names={"en": "Kassym-Jomart Tokayev"})

    people = [one for one in said(str(FOUNDING), "--json")["proposals"] if one["kind"] == "person"]
    assert [(one["proposed"]["slug"], one["reason"]) for one in people] == [("", "titled"), ("tokayev", "variant")]


def test_queries_stay_the_same_whatever_the_text() -> None:
    with TestCase().assertNumQueries(5):
        said(str(FOUNDING), "--json")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Елші «Біз бәрімізге ашықпыз бүгін» деді.".encode())))

    answer = said("-", "--json")
    assert (answer["file"], answer["language"]) == ("standard input", "kk")


def test_without_json_each_proposal_is_told_with_its_reason() -> None:
    out = io.StringIO()
    call_command("intake", str(FOUNDING), stdout=out)

    assert "name: Yerzhan Kistafin; title: Ambassador of Kazakhstan to Pakistan" in out.getvalue()
    assert "“Organization” is a word for a body" in out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\x00", 1, "old.doc cannot be taken: it is none of the kinds we take"),
        ("wrong.txt", "Привет".encode("cp1251"), 1, "save it as UTF-8"),
        ("missing.txt", None, 2, "missing.txt: No such file or directory"),
    ],
)
def test_a_bad_file_is_named_with_the_reason(
    tmp_path: Path, name: str, data: bytes | None, code: int, words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    stopped = wrong(str(path))

    assert (stopped.returncode, words in str(stopped)) == (code, True)


def test_a_folder_and_a_device_are_no_files() -> None:
    assert wrong(str(HERE)).returncode == 2
    assert (wrong("/dev/zero").returncode, "no ordinary file" in str(wrong("/dev/zero"))) == (2, True)
