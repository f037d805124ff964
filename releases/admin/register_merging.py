"""Two entries of a register are one: find the other, see both side by side, choose which stays."""

import unicodedata
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.authoring.fields import LocalizedField
from releases.authoring.joining import differences, refuse_unlike
from releases.authoring.languages import LANGUAGES, direction, own_name
from releases.editions.merging import merge
from releases.errors import PressOfficeError

from .pages import Seen
from .refusals import add_refusal
from .typed import staff
from .uses import uses_of_entry

_LIKELY = 0.72
_LISTED = 20
_COMPARED = 3000


class MergeForm(forms.Form):
    stays = forms.ChoiceField(label=gettext_lazy("Which one stays"), widget=forms.RadioSelect)
    sure = forms.BooleanField(
        label=gettext_lazy("These are one and the same. I know that merging cannot be undone."),
    )

    def __init__(self, *args: Any, pair: tuple[Any, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stays"].choices = [(str(one.pk), _called(one)) for one in pair]  # type: ignore[attr-defined]
        self.initial.setdefault("stays", str(pair[0].pk))


class Merges(Seen):
    """Adds the page `merge` to the forms of a register, for whoever may change and delete its entries."""

    def may_merge(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def merge_page(self, request: HttpRequest, entry: Any) -> HttpResponse:
        """Without `?other=`: whom it may be the same as. With it: both, and what merging would do."""
        if not self.may_merge(request):
            raise PermissionDenied
        number = request.GET.get("other", "")
        rows = self.get_queryset(request).exclude(pk=entry.pk)
        other = rows.filter(pk=int(number[:18])).first() if number.isascii() and number.isdecimal() else None
        if other is None:
            return self._asked(request, entry, rows)
        form = MergeForm(request.POST if request.method == "POST" else None, pair=(entry, other))
        if form.is_bound and form.is_valid() and (answer := self._merged(request, form, entry, other)):
            return answer
        user = staff(request)
        return self.framed(
            request,
            "admin/releases/register/merge.html",
            obj=entry,
            title=_("Merge"),
            form=form,
            refused=_refused(entry, other),
            names=_side_by_side(entry, other),
            pair=[(one, uses_of_entry(one, user), _taken_over(one, two)) for one, two in _both(entry, other)],
        )

    def _asked(self, request: HttpRequest, entry: Any, rows: Any) -> HttpResponse:
        term = request.GET.get("q", "").strip()[:100]
        found, _several = self.get_search_results(request, rows, term) if term else (rows.none(), False)
        return self.framed(
            request,
            "admin/releases/register/likely.html",
            obj=entry,
            title=_("Merge"),
            term=term,
            found=[(one, _called(one)) for one in found[:_LISTED]],
            likely=[(one, _called(one)) for one in _likely(entry, rows)],
        )

    def _merged(self, request: HttpRequest, form: MergeForm, entry: Any, other: Any) -> HttpResponse | None:
        stays, goes = (entry, other) if form.cleaned_data["stays"] == str(entry.pk) else (other, entry)
        gone = _called(goes)
        try:
            led = merge(kept=stays, dropped=goes, by=staff(request))
        except PressOfficeError as refused:
            add_refusal(form, refused)
            return None
        count = sum(led.values())
        noted = ngettext("Merged with “%(gone)s”: %(count)d place.", "Merged with “%(gone)s”: %(count)d places.", count)
        self.log_change(request, stays, noted % {"gone": gone, "count": count})
        said = ngettext(
            "Merged. %(count)d place names “%(stays)s” now. Editions that are public stay as they are.",
            "Merged. %(count)d places name “%(stays)s” now. Editions that are public stay as they are.",
            count,
        )
        self.message_user(request, said % {"count": count, "stays": stays}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[stays.pk])
        )


def _both(entry: Any, other: Any) -> list[tuple[Any, Any]]:
    return [(entry, other), (other, entry)]


def _called(one: Any) -> str:
    """With its address, which tells two of one name apart."""
    return f"{one} ({one.slug})" if hasattr(one, "slug") else f"{one} ({one.held_from or '…'}–{one.held_until or '…'})"


def _refused(entry: Any, other: Any) -> str:
    try:
        refuse_unlike(entry, other)
    except PressOfficeError as refused:
        return refused.message
    return ""


def _side_by_side(entry: Any, other: Any) -> list[dict[str, Any]]:
    """The words of both, field by field and language by language."""
    rows = []
    for field in entry._meta.concrete_fields:
        if not isinstance(field, LocalizedField):
            continue
        for language in LANGUAGES:
            words = [(getattr(one, field.name) or {}).get(language, "") for one in (entry, other)]
            if any(words):
                rows.append(
                    {
                        "field": field.verbose_name,
                        "language": language,
                        "language_name": own_name(language),
                        "direction": direction(language),
                        "words": words,
                        "differ": words[0] != words[1],
                    }
                )
    return rows


def _taken_over(kept: Any, dropped: Any) -> list[str]:
    return [own_name(language) for words in differences(kept, dropped).values() for language in words]


def _likely(entry: Any, rows: Any) -> list[Any]:
    """Those whose name, in any language, is nearly that of the entry; the most alike first. One query."""
    own = {language: _plain(words) for language, words in _words(entry).items() if words}
    graded = []
    for one in rows[:_COMPARED]:
        theirs = {language: _plain(words) for language, words in _words(one).items() if words}
        best = max((_likeness(own[tag], theirs[tag]) for tag in own.keys() & theirs.keys()), default=0.0)
        if best >= _LIKELY:
            graded.append((best, one))
    graded.sort(key=lambda pair: (-pair[0], str(pair[1])))
    return [one for _grade, one in graded[:_LISTED]]


def _words(one: Any) -> dict[str, str]:
    return (one.names if hasattr(one, "names") else one.titles) or {}


def _plain(words: str) -> str:
    """Without case, marks and punctuation, its words by the alphabet: “Jomart, Kassym” is “Kassym Jomart”."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(sorted(kept.split()))


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LIKELY and matcher.quick_ratio() >= _LIKELY else 0.0
