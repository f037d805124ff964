"""With one press at a finding: a statistic is made of a number and cited, or the number is marked as no statistic.

For scripts, in JSON. Whoever has none gets there by the forms that the finding links.
"""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.checks.figures import beside
from releases.authoring.checks.finding import Finding
from releases.authoring.checks.measuring import unit, values
from releases.authoring.checks.numbers import Number
from releases.authoring.checks.passages import Read
from releases.authoring.languages import LANGUAGES
from releases.authoring.models import NumberMark, Observation, Release, Statistic, Text, User
from releases.authoring.visibility import texts_seen_by

from .addresses import address_for
from .tying import TiesFigures, is_kept, may_tie, page_of, value_of
from .typed import staff

_LONGEST_TITLE = 110
_FIELDS = ("value", "unit", "qualifier", "period_from")


def making(user: User, number: Number, release: Release, read: Read, finding: Finding) -> str:
    """Where a statistic is made of a number, with its figure filled in; "" where it cannot be."""
    if not user.has_perm("releases.add_statistic") or not is_kept(number.value):
        return ""
    sentence, period = beside(read, finding.place)
    asked = {
        "value": f"{value_of(number).normalize():f}",
        "unit": unit(number) or "1",
        "qualifier": number.qualifier,
        "period_from": period,
        "source_language": finding.language,
        "title": _short(sentence),
        "cited_by": release.pk,
    }
    if len(values(number)) > 1:
        asked["until"] = f"{values(number)[1].normalize():f}"
    return f"{reverse('admin:releases_statistic_add')}?{urlencode(asked)}"


def _short(sentence: str) -> str:
    words = " ".join(sentence.split())
    return words if len(words) <= _LONGEST_TITLE else f"{words[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"


class MakesOfNumbers(TiesFigures):
    """Adds the page `figure`, which only answers to POST: `act=make` with the figure, `act=mark` with the number."""

    def figure_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        if not self.has_change_permission(request, release):
            raise PermissionDenied
        acts = {"make": self.make, "mark": self.mark}
        act = acts.get(request.POST.get("act", "")) if request.method == "POST" else None
        if act is None:
            return HttpResponseRedirect(page_of(release, "change"))
        try:
            with transaction.atomic():
                return JsonResponse(act(request, release))
        except ValidationError as wrong:
            return JsonResponse({"said": " ".join(wrong.messages)}, status=400)

    def make(self, request: HttpRequest, release: Release) -> dict[str, str]:
        """A draft of a statistic with this figure, cited at once: what it lacks is said where it is edited."""
        user, asked = staff(request), request.POST
        if not (user.has_perm("releases.add_statistic") and user.has_perm("releases.add_text")):
            raise PermissionDenied
        language = asked.get("source_language", "")
        if language not in LANGUAGES:
            raise ValidationError(_("It does not say in which language. Open the form instead."))
        statistic = Statistic(source_language=language, created_by=user, edited_by=user)
        statistic.save()
        ends = [asked.get("value", ""), *([asked["until"]] if asked.get("until") else [])]
        for position, value in enumerate(ends):
            said = {name: asked.get(name, "") for name in _FIELDS}
            row = Observation(statistic=statistic, position=position, **{**said, "value": value})
            row.full_clean()
            row.save()
        text = Text(release=statistic, language=language, title=_short(asked.get("title", "")), edited_by=user)
        text.slug = address_for(text)
        text.full_clean()
        text.save()
        self.log_addition(request, statistic, [{"added": {}}])
        self.cite(request, release, statistic)
        return {
            "said": _("A draft of a statistic was made with this figure, and is cited now."),
            "address": page_of(statistic, "change"),
            "name": _("Complete it"),
        }

    def mark(self, request: HttpRequest, release: Release) -> dict[str, str]:
        """By the number alone: the reason says that it was done at its finding."""
        user, passage = staff(request), request.POST.get("passage", "")
        if not user.has_perm("releases.add_numbermark"):
            raise PermissionDenied
        key = request.POST.get("text", "")
        rows = texts_seen_by(user, Text.objects.filter(release=release.pk))
        text = rows.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None  # noqa: PLR2004  digits of a key
        if text is None:
            raise ValidationError(_("There is no such text of this release. Reload the page."))
        if not NumberMark.objects.filter(text=text, passage=passage).exists():
            reason = _("Marked at its finding as no statistic.")
            row = NumberMark(text=text, passage=passage, reason=reason, marked_by=user)
            row.full_clean()
            row.save()
            self.log_addition(request, row, [{"added": {}}])
        return {"said": _("“%(passage)s” is marked as no statistic in this text.") % {"passage": passage}}


def may_make(user: User, release: Release | None) -> bool:
    return may_tie(user, release) and user.has_perm("releases.add_text")
