"""The numbers of a text, as JSON: what the checks read in it."""

import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from releases.authoring.checks.numbers import Number, UnknownLanguage, read_numbers


class Command(BaseCommand):
    help = "Reads a text on standard input and prints its numbers as JSON: value, unit, qualifier, kind and place."
    # It asks nothing of the database or of the installation.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", required=True, metavar="TAG", help="en, kk, ru or ur")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            numbers = read_numbers(_standard_input(), language=options["language"])
        except UnknownLanguage as error:
            raise CommandError(f"--language: {error}")
        self.stdout.write(json.dumps([_json(number) for number in numbers], ensure_ascii=False, indent=2))


def _standard_input() -> str:
    """Line ends as they are, so that offsets are those of the text that was sent."""
    sent = sys.stdin.buffer.read()
    try:
        return sent.decode()
    except UnicodeDecodeError as error:
        raise CommandError(_("The text is not UTF-8: look at byte %(place)d.") % {"place": error.start})


def _json(number: Number) -> dict[str, Any]:
    """Decimals as strings: JSON's own numbers are binary fractions to most readers."""
    known: dict[str, Any] = {
        "value": _plain(number.value),
        "unit": number.unit,
        "qualifier": number.qualifier,
        "kind": number.kind,
        "start": number.start,
        "end": number.end,
        "text": number.text,
        "ambiguous": number.ambiguous,
    }
    if number.low is not None and number.high is not None:
        known |= {"low": _plain(number.low), "high": _plain(number.high)}
    if number.ratio:
        known["ratio"] = "{}/{}".format(*number.ratio)
    if number.iso:
        known["iso"] = number.iso
    return known


def _plain(value: Decimal) -> str:
    return f"{value:f}"
