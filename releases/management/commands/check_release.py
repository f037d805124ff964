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
from releases.editions.checking_told import told
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
            said = told(release, found, wanted)
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
