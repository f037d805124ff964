"""What the checks find in a release, as its working copy stands: for people, or as JSON for programs."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from releases.authoring.checks.finding import Finding
from releases.authoring.languages import LANGUAGES
from releases.editions.checking import Checked, checked
from releases.errors import Fault

from .act import find_release

ERRORS = 1


class Command(BaseCommand):
    help = (
        "Checks a release in all its languages, and prints what is found and how to mend it. "
        "Exit 0: nothing stands in the way, warnings are to be acknowledged; 1: there are errors, or something is "
        "missing; 2: RELEASE or an option is wrong. "
        "RELEASE is a permanent id, an address such as `briefings/spring-briefing` or `spring-briefing`, or a number."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", metavar="RELEASE")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument(
            "--language", action="append", choices=LANGUAGES, help="may be given several times; left out: every one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        release = find_release(options["release"], returncode=2)
        found = checked([release.pk], at=timezone.now())
        wanted = options["language"] or list(LANGUAGES)
        findings = [finding for finding in found.findings if finding.language in wanted]
        faults = [fault for fault in found.faults if fault.language in {*wanted, ""}]
        if options["json"]:
            said = {
                "release": str(release.uid),
                "errors": sum(finding.severity == "error" for finding in findings) + len(faults),
                "warnings": sum(finding.severity == "warning" for finding in findings),
                "missing": [_missing(fault) for fault in faults],
                "findings": [_finding(finding, found) for finding in findings],
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            self._print(findings, faults, found)
        if faults or any(finding.severity == "error" for finding in findings):
            sys.exit(ERRORS)

    def _print(self, findings: list[Finding], faults: list[Fault], found: Checked) -> None:
        for fault in faults:
            self.stdout.write(f"error  {fault}")
        for finding in findings:
            block, _key = found.place_of(finding)
            place = " ".join(filter(None, (finding.language, block or finding.place.field)))
            self.stdout.write(f"{finding.severity}  {finding.check}  {place}  {finding.key}\n  {finding.says}")
            self.stdout.write(f"  {finding.mend}")
        if not findings and not faults:
            self.stdout.write("The checks find nothing.")


def _missing(fault: Fault) -> dict[str, Any]:
    return {"language": fault.language or None, "field": fault.field or None, "message": str(fault)}


def _finding(finding: Finding, found: Checked) -> dict[str, Any]:
    """Offsets count code points of the field's plain words: of a block, its paragraphs one a line."""
    block, key = found.place_of(finding)
    place = finding.place
    return {
        "key": finding.key,
        "check": finding.check,
        "severity": finding.severity,
        "release": finding.uid,
        "language": finding.language,
        "field": place.field or None,
        "block": {"index": place.block, "kind": block.rpartition("-")[0], "id": key} if block else None,
        "start": place.start,
        "end": place.end,
        "passage": finding.passage,
        "message": finding.says,
        "hint": finding.mend,
        "others": [
            {"release": side.uid, "language": side.language, "edition": side.edition, "says": side.says}
            for side in finding.others
        ],
    }
