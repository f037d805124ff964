"""What the checks find, laid out for the desk: by severity, each with its place, how to mend it, and the other side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Subquery
from django.http import HttpRequest
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from releases.authoring.checks.finding import Finding, Side
from releases.authoring.checks.passages import Read
from releases.authoring.languages import own_name
from releases.authoring.models import KIND_MODELS, Release, Text, User
from releases.authoring.visibility import releases_seen_by
from releases.editions.acknowledgements import Acknowledgement
from releases.editions.checking import Checked, checked, checked_items
from releases.editions.comparing import Difference, runs
from releases.editions.models import Edition, Submission, SubmissionItem
from releases.editions.tallying import tallies
from releases.editions.working import Item
from releases.errors import Fault

from .faults import linked
from .making import making, may_make
from .sight import hidden_label
from .tying import Tie, numbers, page_of, ties
from .typed import staff

TEMPLATE = "admin/releases/_checks.html"
PREFIX = "because-"


@dataclass
class Row:
    """One finding. `anchor` is a field or a block such as `textblock-2`; `block` its key, `textblock:12`."""

    finding: Finding
    title: str
    place: str
    address: str
    anchor: str
    block: str
    others: list[tuple[str, str, str]] = field(default_factory=list)
    mark: str = ""
    ties: list[Tie] = field(default_factory=list)
    make: str = ""
    # Where these are done with one press.
    tie_post: str = ""
    post: str = ""
    reason: str = ""
    lacks_reason: bool = False

    @property
    def name(self) -> str:
        """Of the field with the reason."""
        return f"{PREFIX}{self.finding.key}"

    @property
    def says(self) -> SafeString:
        """What is wrong; words of the text in their own direction."""
        return _isolated(self.finding.message, self.finding.values)

    @property
    def difference(self) -> Difference | None:
        """Of a quotation that comes near a statement: from what was said to what is quoted."""
        said = self.finding.values.get("said") if self.finding.check == "quotes.words" else None
        if not said:
            return None
        return Difference("", "changed", self.finding.language, runs(said, self.finding.values["passage"]))

    @property
    def mend(self) -> SafeString:
        return _isolated(self.finding.hint, self.finding.values)


@dataclass
class Panel:
    """`missing` are what a submission needs besides: each a link to its field.

    `unshown` are reasons that were typed for what is not found now, such as of a text that is no longer ticked.
    """

    errors: list[Row] = field(default_factory=list)
    warnings: list[Row] = field(default_factory=list)
    missing: Sequence[Any] = ()
    unshown: Mapping[str, str] = field(default_factory=dict)
    acknowledging: bool = False
    is_bundle: bool = False

    @property
    def is_clean(self) -> bool:
        return not (self.errors or self.warnings or self.missing)

    @property
    def blocking(self) -> int:
        return len(self.errors) + len(self.missing)


def panel(request: HttpRequest, release: Release, language: str) -> dict[str, Any]:
    """For `_checks.html`: what is found in one text as the database has it now. Some 50 queries, whatever is found."""
    found = _checked(staff(request), [release.pk])
    findings = [finding for finding in found.findings if finding.language == language]
    faults = [fault for fault in found.faults if fault.language in {language, ""}]
    laid_out = _panel(found, findings, user=staff(request))
    laid_out.missing = linked([_without_name(fault, release, language) for fault in faults])
    return {"checks": laid_out}


def rendered(request: HttpRequest, release: Release, language: str) -> str:
    """`panel` as HTML, without what is missing: the writing screen says that beside it."""
    context = panel(request, release, language)
    context["checks"].missing = ()
    return loader.render_to_string(TEMPLATE, context, request)


def counts(releases: Iterable[Release], user: User) -> dict[Item, tuple[int, int]]:
    """(errors, warnings) of each text of the releases. What is missing counts as an error. As many queries as one."""
    rows = list(releases)
    if not rows:
        return {}
    found = _checked(user, [row.pk for row in rows])
    return tallies(found, {row.pk: row.source_language for row in rows})


def bundle(user: User, items: Iterable[Item], typed: Mapping[str, str] | None = None) -> Panel:
    """What is found in a bundle that is about to be submitted, with a field for the reason beside each warning.

    `typed` is what was sent; without it each reason is the one given for the same finding before.
    """
    chosen = list(items)
    found = checked_items(chosen, at=timezone.now(), seen=releases_seen_by(user, _all()), hidden=hidden_label())
    laid_out = _panel(found, found.findings, user=user)
    given = typed if typed is not None else _given_before(laid_out.warnings)
    for row in laid_out.warnings:
        row.reason = given.get(row.name, "")
        row.lacks_reason = typed is not None and not row.reason.strip()
    shown = {row.name for row in laid_out.warnings}
    laid_out.unshown = {name: given[name] for name in given if name.startswith(PREFIX) and name not in shown}
    laid_out.missing = linked(found.faults)
    laid_out.acknowledging = laid_out.is_bundle = True
    return laid_out


def reasons(data: Mapping[str, Any]) -> dict[str, str]:
    """By key of a finding, the reason that was typed."""
    return {name.removeprefix(PREFIX): str(data[name]) for name in data if name.startswith(PREFIX)}


def acknowledged_for(edition: Edition) -> list[Acknowledgement]:
    """The warnings in spite of which an edition was submitted and approved. One query."""
    item = {"release__uid": edition.uid, "language": edition.language, "digest": edition.content_digest}
    approved = SubmissionItem.objects.filter(submission__state=Submission.State.APPROVED, **item)
    last = approved.order_by("-submission").values("submission")[:1]
    rows = Acknowledgement.objects.filter(submission=Subquery(last), uid=edition.uid, language=edition.language)
    return list(rows.exclude(message=""))


def _checked(user: User, keys: list[int]) -> Checked:
    return checked(keys, at=timezone.now(), seen=releases_seen_by(user, _all()), hidden=hidden_label())


def _all() -> Any:
    return Release.objects.all()


def _without_name(fault: Fault, release: Release, language: str) -> Fault:
    words = fault.removeprefix(f"{release} ({language}): ")
    return Fault(words[:1].upper() + words[1:], release=fault.release, language=fault.language, field=fault.field)


def _panel(found: Checked, findings: Sequence[Finding], *, user: User) -> Panel:
    uids = {finding.uid for finding in findings} | {side.uid for finding in findings for side in finding.others}
    seen = releases_seen_by(user, Release.objects.filter(uid__in=uids)) if uids else Release.objects.none()
    releases = {str(row.uid): row for row in seen.prefetch_related("texts")}
    editions = _editions(findings)
    rows = [_row(found, finding, releases, editions) for finding in findings]
    untied, offered = numbers(found, findings), ties(user, found, findings, releases)
    read = {item: Read(found.composed.contents[item]) for item in {found.item_of(finding) for finding in findings}}
    for row in rows:
        key, release = row.finding.key, releases.get(row.finding.uid)
        if key not in untied or release is None:
            continue
        row.ties = offered.get(key, [])
        row.make = making(user, untied[key], release, read[found.item_of(row.finding)], row.finding)
        if may_make(user, release):
            row.tie_post, row.post = page_of(release, "tie"), page_of(release, "figure")
    return Panel(
        [row for row in rows if row.finding.severity == "error"],
        [row for row in rows if row.finding.severity != "error"],
    )


def _row(
    found: Checked, finding: Finding, releases: Mapping[str, Release], editions: Mapping[tuple[str, str, int], int]
) -> Row:
    anchor, key = found.place_of(finding)
    kind = anchor.rpartition("-")[0]
    content = found.composed.contents[found.item_of(finding)]
    text = _text(releases.get(finding.uid), finding.language)
    return Row(
        finding,
        title=content["title"],
        place=_place(finding, kind),
        address=_address(text, finding, anchor),
        anchor=anchor or finding.place.field,
        block=f"{kind}:{key}" if key else "",
        others=[_other(side, finding, releases, editions) for side in finding.others],
        mark=_mark(text, finding),
    )


def _isolated(words: Any, values: Mapping[str, Any]) -> SafeString:
    marked = {name: format_html("<bdi>{}</bdi>", value) for name, value in values.items()}
    said = escape(words)
    return mark_safe(said % marked if marked else said)  # noqa: S308  both parts are escaped


def _text(release: Release | None, language: str) -> Text | None:
    texts = release.texts.all() if release else ()
    return next((text for text in texts if text.language == language), None)


def _address(text: Text | None, finding: Finding, anchor: str) -> str:
    if text is None:
        return ""
    place = finding.place
    passage = urlencode({"passage": f"{place.field},{place.start},{place.end}"})
    fragment = anchor or (f"id_{place.field}" if place.field else "")
    return f"{reverse('admin:releases_text_change', args=[text.pk])}?{passage}" + (f"#{fragment}" if fragment else "")


def _place(finding: Finding, kind: str) -> str:
    """The name of a field, or of a block with its number among all of them."""
    if finding.place.block is None:
        names = {
            "title": _("title"),
            "summary": _("summary"),
            "words": _("words"),
            "alt_text": _("alternative text"),
            "note": _("note on the translation"),
        }
        return names.get(finding.place.field, "")
    return _("block %(number)d") % {"number": finding.place.block + 1}


def _other(
    side: Side, finding: Finding, releases: Mapping[str, Release], editions: Mapping[tuple[str, str, int], int]
) -> tuple[str, str, str]:
    """(name, what it says, address) of the other side of a contradiction."""
    if side.edition is not None:
        key = editions.get((side.uid, side.language, side.edition))
        address = reverse("admin:releases_edition_change", args=[key]) if key else ""
        return _("Edition %(number)d") % {"number": side.edition}, side.says, address
    release = releases.get(side.uid)
    if release is None:
        return own_name(side.language), side.says, ""
    if side.uid != finding.uid:
        model = KIND_MODELS[release.kind]._meta.model_name
        return str(release), side.says, reverse(f"admin:releases_{model}_change", args=[release.pk])
    text = _text(release, side.language)
    address = reverse("admin:releases_text_change", args=[text.pk]) if text else ""
    return own_name(side.language), side.says, address


def _editions(findings: Sequence[Finding]) -> dict[tuple[str, str, int], int]:
    sides = [side for finding in findings for side in finding.others if side.edition is not None]
    if not sides:
        return {}
    rows = Edition.objects.filter(uid__in={side.uid for side in sides})
    return {(str(uid), tag, number): pk for uid, tag, number, pk in rows.values_list("uid", "language", "number", "pk")}


def _mark(text: Text | None, finding: Finding) -> str:
    """Where a number is marked as no statistic."""
    if text is None or finding.check != "figures.untied":
        return ""
    asked = urlencode({"text": text.pk, "passage": finding.passage})
    return f"{reverse('admin:releases_numbermark_add')}?{asked}"


def _given_before(rows: Iterable[Row]) -> dict[str, str]:
    """The reason that was last given for the same finding."""
    keys = {row.finding.key: row.name for row in rows}
    given = Acknowledgement.objects.filter(finding__in=keys).order_by("id").values_list("finding", "reason")
    return {keys[finding]: reason for finding, reason in given}
