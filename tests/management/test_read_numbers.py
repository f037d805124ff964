"""`manage.py read_numbers`: a text on standard input, its numbers as JSON; in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def ask(text: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """With a database that does not exist: the command must not miss it."""
    environment = os.environ | {"EMBASSY_DEMONSTRATION": "1", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    environment["DJANGO_SETTINGS_MODULE"] = "embassy.settings"
    command = [sys.executable, "manage.py", "read_numbers", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, input=text, capture_output=True, check=False)


def test_numbers_come_out_as_json_with_exact_values_and_places_in_code_points() -> None:
    text = "🗳\r\nتقریباً 800 مبصرین، 10 سے 15 فیصد، ایک تہائی، 29 مارچ 2023"

    done = ask(text.encode(), "--language", "ur")

    numbers = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert all(text[number["start"] : number["end"]] == number["text"] for number in numbers)
    assert numbers[0] == {
        "value": "800",
        "unit": "person",
        "qualifier": "about",
        "kind": "quantity",
        "start": 11,
        "end": 14,
        "text": "800",
        "ambiguous": False,
    }
    assert [(number["kind"], number.get("low"), number.get("high")) for number in numbers[1:2]] == [
        ("range", "10", "15")
    ]
    assert [number.get("ratio") or number.get("iso") for number in numbers[2:]] == ["1/3", "2023-03-29"]


def test_an_unknown_language_ends_in_1_and_names_those_there_are() -> None:
    done = ask(b"54 %", "--language", "fr")

    assert (done.returncode, done.stdout) == (1, b"")
    assert "“fr”" in done.stderr.decode()
    assert "en, kk, ru, ur" in done.stderr.decode()


def test_what_is_not_utf_8_ends_in_1_and_names_the_byte() -> None:
    done = ask(b"54 \xff", "--language", "en")

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"byte 3" in done.stderr


def test_a_text_without_numbers_is_an_empty_list() -> None:
    done = ask(b"", "--language", "en")

    assert json.loads(done.stdout) == []
