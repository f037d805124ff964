"""From a number without a source to its figure: one that there is already is cited, or a new one is made of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.checks.context import Observed
from releases.authoring.checks.figures import is_the_figure, number_at, observations
from releases.authoring.checks.finding import Finding
from releases.authoring.checks.measuring import same_unit, unit, values
from releases.authoring.checks.numbers import Number, read_numbers
from releases.authoring.checks.passages import Read
from releases.authoring.languages import LANGUAGES, interface_language
from releases.authoring.models import KIND_MODELS, Citation, Kind, Observation, Release, Statistic, User
from releases.authoring.visibility import observations_seen_by, reads_all_drafts, releases_seen_by
from releases.editions import reading
from releases.editions.checking import Checked
from releases.editions.figures import display

from . import sight
from .pages import Seen
from .typed import staff

# Of one value; more are looked for by hand.
_READ, _OFFERED, _MOST_VALUES = 200, 3, 100
_LONGEST = 100
_PLACES, _DIGITS = Decimal("0.00000001"), 22


@dataclass(frozen=True)
class Tie:
    """A figure that a number is word for word, and the address at which its statistic is cited."""

    figure: str
    title: str
    period: str
    address: str


def numbers(found: Checked, findings: Iterable[Finding]) -> dict[str, Number]:
    """By key of a finding, the number of which no source is cited."""
    read = {item: Read(content) for item, content in found.composed.contents.items()}
    asked = [finding for finding in findings if finding.check == "figures.untied"]
    rows = {finding.key: number_at(read[found.item_of(finding)], finding.place) for finding in asked}
    return {key: number for key, number in rows.items() if number is not None}


def ties(
    user: User, found: Checked, findings: Iterable[Finding], releases: Mapping[str, Release]
) -> dict[str, list[Tie]]:
    """By key of a finding, the figures that it is, of statistics that the release does not cite and the person may.

    Of a statistic whose draft is not the person's to see, only what its public edition says counts. Three queries.
    """
    rows = {finding.key: finding for finding in findings if may_tie(user, releases.get(finding.uid))}
    asked = numbers(found, rows.values())
    if not asked:
        return {}
    known = _known(user, {value for number in asked.values() for value in values(number) if is_kept(value)})
    offered: dict[str, list[Tie]] = defaultdict(list)
    for key, number in asked.items():
        finding = rows[key]
        cited = {card["uid"] for card in found.composed.contents[found.item_of(finding)]["cites"]} | {finding.uid}
        fitting = [(statistic, one) for statistic, one in known if one.uid not in cited and is_the_figure(number, one)]
        fitting.sort(key=lambda pair: pair[1].period, reverse=True)
        fitting.sort(key=lambda pair: (pair[1].qualifier != number.qualifier, pair[1].nature == "target"))
        release = releases[finding.uid]
        said = {"passage": finding.passage, "language": finding.language}
        address = page_of(release, "tie")
        offered[key] = [
            Tie(
                one.display,
                one.title,
                _period(one),
                f"{address}?{urlencode({'statistic': statistic, **said})}",
            )
            for statistic, one in fitting[:_OFFERED]
        ]
    return offered


def may_tie(user: User, release: Release | None) -> bool:
    """Whether the person may change what the release cites; `release` is one that they see."""
    return release is not None and user.has_perm(f"releases.change_{_name(release)}")


def value_of(number: Number) -> Decimal:
    """Of a share in words its percentage, to as many places as a figure has."""
    exact = values(number)[0]
    return exact.quantize(_PLACES) if number.ratio else exact


def is_kept(value: Decimal) -> bool:
    """Whether a figure can have this value."""
    return abs(value) < Decimal(10) ** _DIGITS and value == value.quantize(_PLACES)


def _known(user: User, wanted: Iterable[Decimal]) -> list[tuple[int, Observed]]:
    """(key of the statistic, figure), for each figure with one of the values that the person may know of."""
    looked_for = sorted(wanted)[:_MOST_VALUES]
    drafts = observations_seen_by(user, Observation.objects.filter(value__in=looked_for))
    rows = drafts.select_related("statistic").prefetch_related("statistic__texts").order_by("-pk")[:_READ]
    return [*((row.statistic_id, _observed(row)) for row in rows), *_public(user, looked_for)]


def _public(user: User, wanted: Iterable[Decimal]) -> Iterator[tuple[int, Observed]]:
    """Of statistics whose drafts are not the person's to see: as readers have them, whatever the drafts say by now."""
    if reads_all_drafts(user):
        return
    spelled = Q(pk__in=())
    for value in wanted:
        spelled |= Q(content__contains=f'"value":"{value.normalize():f}"')
    hidden = Statistic.objects.exclude(pk__in=releases_seen_by(user, Release.objects.all()).values("pk"))
    keys = hidden.filter(uid=OuterRef("uid")).values("pk")[:1]
    editions: Any = (
        reading.public(timezone.now()).filter(spelled, kind=Kind.STATISTIC).annotate(statistic=Subquery(keys))
    )
    own = interface_language()
    said = {
        one.id: (edition.statistic, one)
        for edition in sorted(editions.exclude(statistic=None)[:_READ], key=lambda edition: edition.language == own)
        for one in observations(edition.body)
    }
    yield from said.values()


def _observed(row: Any) -> Observed:
    value = row.value.normalize()
    return Observed(
        uid=str(row.statistic.uid),
        title=str(row.statistic),
        id=row.pk,
        value=Decimal(f"{value:f}"),
        unit=row.unit,
        qualifier=row.qualifier,
        nature=row.nature,
        period=f"{row.period_from}/{row.period_until}/{row.as_of}",
        display=display(value, unit=row.unit, qualifier=row.qualifier, language=interface_language()),
    )


def _period(one: Observed) -> str:
    since, until, as_of = one.period.split("/")
    return f"{since}–{until}" if until else since or as_of


def _name(release: Release) -> str:
    return str(KIND_MODELS[release.kind]._meta.model_name)


def page_of(release: Release, page: str) -> str:
    return reverse(f"admin:releases_{_name(release)}_{page}", args=[release.pk])


class TiesFigures(Seen):
    """Adds the page `tie` to the forms of releases: `?statistic=` says which is to be cited."""

    def tie_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        """GET asks, POST cites: with JSON accepted alone it answers so, and stays where the person writes."""
        if not self.has_change_permission(request, release):
            raise PermissionDenied
        posted = request.method == "POST"
        asked = request.POST if posted else request.GET
        statistic = _citable(staff(request), asked.get("statistic", ""), release)
        back = page_of(release, "change")
        refused = _("There is no such statistic to cite. Choose one under “Citations” of the release.")
        if statistic is not None:
            refused = _unlike(statistic, asked.get("passage", "")[:_LONGEST], asked.get("language", ""))
        if statistic is None or refused:
            if not request.accepts("text/html"):
                return JsonResponse({"said": refused}, status=400)
            self.message_user(request, refused, "ERROR")
            return HttpResponseRedirect(back)
        title = sight.label_of(statistic)
        if not posted:
            return self.framed(
                request,
                "admin/releases/tie.html",
                obj=release,
                title=_("Cite a statistic"),
                statistic=statistic,
                number={name: asked.get(name, "")[:_LONGEST] for name in ("passage", "language")},
                cited=title,
                back=back,
            )
        self.cite(request, release, statistic)
        said = _("“%(title)s” is cited now.") % {"title": title}
        if not request.accepts("text/html"):
            return JsonResponse({"said": said})
        self.message_user(request, said, "SUCCESS")
        return HttpResponseRedirect(back)

    def cite(self, request: HttpRequest, release: Release, statistic: Release) -> None:
        """Once, at the end of what is cited; the release was edited by it."""
        with transaction.atomic():
            held = Release.objects.select_for_update().get(pk=release.pk)
            last = Citation.objects.filter(release=held).aggregate(last=Max("position"))["last"]
            position = 0 if last is None else last + 1
            citation, is_new = Citation.objects.get_or_create(
                release=held, cited_id=statistic.pk, defaults={"position": position}
            )
            if is_new:
                held.edited_by = staff(request)
                held.save(update_fields=["edited_by", "edited_at"])
                added = {"name": str(Citation._meta.verbose_name), "object": str(citation)}
                self.log_change(request, release, [{"added": added}])


class MakesFigures(TiesFigures):
    """The form of a new statistic comes with the figure that the address names; the release it names then cites it."""

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        options: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        asked = figure_asked(request)
        if asked and obj.pk is None and inline.model is Observation:
            options["initial"] = [asked]
        return options

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        release = None if change else _release(staff(request), request.GET.get("cited_by", ""))
        if release is not None and may_tie(staff(request), release):
            self.cite(request, release, form.instance)
            self.message_user(request, _("“%(title)s” cites it now.") % {"title": release}, "SUCCESS")


def figure_asked(request: HttpRequest) -> dict[str, str]:
    """The figure that a form is opened with: what of it can be one."""
    if request.method != "GET" or "value" not in request.GET:
        return {}
    names = ("value", "unit", "qualifier", "period_from")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _unlike(statistic: Any, passage: str, language: str) -> str:
    """Why the number of a text is no figure of the statistic; "" where it is one, or where no number is named.

    The number is read again here, so that nothing is tied by what a browser says of it.
    """
    read = read_numbers(passage, language=language) if passage and language in LANGUAGES else []
    if not read:
        return ""
    known = _figures_of(statistic)
    if any(is_the_figure(number, one) for number in read for one in known):
        return ""
    said = {
        "passage": passage,
        "title": sight.label_of(statistic),
        "figures": "; ".join(one.display for one in known[:_OFFERED]) or "–",
    }
    if any(same_unit(unit(number), one.unit) for number in read for one in known):
        return _("“%(passage)s” is none of the figures of “%(title)s” (%(figures)s): it is not cited.") % said
    return _("“%(passage)s” has another unit than the figures of “%(title)s” (%(figures)s): it is not cited.") % said


def _figures_of(statistic: Any) -> list[Observed]:
    """As the person may know them: of the draft where they see it, else what readers have."""
    if statistic.is_seen:
        rows = Observation.objects.filter(statistic=statistic.pk)
        return [_observed(row) for row in rows.select_related("statistic").prefetch_related("statistic__texts")]
    editions = reading.public(timezone.now()).filter(uid=statistic.uid)
    return [one for edition in editions for one in observations(edition.body)]


def _citable(user: User, key: str, release: Release) -> Any:
    rows = sight.citable(user, Statistic).filter(sight.MAY_CITE).exclude(pk=release.pk)
    return rows.filter(pk=int(key)).first() if _is_key(key) else None


def _release(user: User, key: str) -> Release | None:
    return releases_seen_by(user, Release.objects.filter(pk=int(key))).first() if _is_key(key) else None


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < len(str(2**63))
