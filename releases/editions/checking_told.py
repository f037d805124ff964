"""What the checks find in a release, as one JSON object: for the command line and for programs of the staff."""

from collections.abc import Collection
from typing import Any

from releases.authoring.checks.finding import Finding
from releases.authoring.models import Release
from releases.errors import Fault

from .checking import Checked


def told(release: Release, found: Checked, languages: Collection[str]) -> dict[str, Any]:
    """`missing` is what an edition needs and the working copy lacks: it counts among the errors."""
    findings = [finding for finding in found.findings if finding.language in languages]
    faults = [fault for fault in found.faults if fault.language in {*languages, ""}]
    return {
        "release": str(release.uid),
        "errors": sum(finding.severity == "error" for finding in findings) + len(faults),
        "warnings": sum(finding.severity == "warning" for finding in findings),
        "missing": [_missing(fault) for fault in faults],
        "findings": [_finding(finding, found) for finding in findings],
    }


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
