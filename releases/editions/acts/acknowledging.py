"""What the checks say of a bundle: errors stand in its way, warnings are acknowledged one by one, with the reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from releases.authoring.checks.finding import Finding
from releases.authoring.languages import LANGUAGES
from releases.errors import Fault, Refusal

from ..acknowledgements import Acknowledgement, recorded, words_digest
from ..checking import Checked, findings, settings_in_force
from ..compose import Composed
from ..models import Submission
from .acting import Acting


class Objections(Refusal):
    """The checks object: `findings` are errors, and warnings that nobody has acknowledged."""

    def __init__(self, objections: Sequence[Finding], problems: Sequence[Fault]) -> None:
        self.findings = list(objections)
        errors = any(finding.severity == "error" for finding in objections)
        message = (
            _("The checks found errors. Mend them, then submit again.")
            if errors
            else _("The checks found something. Mend it, or say of each why it stands.")
        )
        super().__init__(message, code="checks_error" if errors else "checks_warning", problems=problems)


def checked(composed: Composed, act: Acting, acknowledged: Mapping[str, str]) -> list[tuple[Finding, str]]:
    """The warnings of a bundle, each with the reason for which it stands. Raises Objections naming all others."""
    found = findings(composed.contents.values(), at=act.now)
    reasons = {finding.key: acknowledged.get(finding.key, "").strip() for finding in found}
    objections = [one for one in found if one.severity == "error" or not reasons[one.key]]
    if objections:
        raise Objections(objections, [fault_of(one, composed) for one in objections])
    return [(finding, reasons[finding.key]) for finding in found]


def fault_of(finding: Finding, composed: Composed) -> Fault:
    """The finding as a fault of a submission: in words, with the place where it is mended."""
    found = Checked([finding], [], composed)
    item = found.item_of(finding)
    block, _key = found.place_of(finding)
    words = f"{composed.contents[item]['title']} ({finding.language}): {finding.says} {finding.mend}"
    return Fault(words, release=item[0], language=finding.language, field=block or finding.place.field)


def _in_each_language(finding: Finding) -> dict[str, str]:
    """By value: readers may read another language than the submitter, and the check may say it otherwise by then."""
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = finding.says
    return told


def keep(submission: Submission, warnings: Sequence[tuple[Finding, str]], act: Acting) -> dict[str, Any]:
    """Writes down who acknowledged what; what the journal is to say of it, and of the settings in force."""
    rows = [
        Acknowledgement(
            submission=submission,
            uid=finding.uid,
            language=finding.language,
            code=finding.check,
            finding=finding.key,
            passage=finding.passage,
            message=finding.says,
            told=_in_each_language(finding),
            reason=reason,
            acknowledged_by=act.by.username,
        )
        for finding, reason in warnings
    ]
    for row in rows:
        row.digest = words_digest(row)
    Acknowledgement.objects.bulk_create(rows)
    settings = settings_in_force()
    return {
        **({"check_settings": dict(settings)} if settings else {}),
        **({"acknowledged": [recorded(row) for row in rows]} if rows else {}),
    }
