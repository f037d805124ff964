"""A stale save: what I typed, what they saved, what it was, side by side; then one form made of both."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_prose_editor.widgets import ProseEditorWidget

from releases.authoring.fields import LocalizedWidget
from releases.authoring.languages import LANGUAGES, direction, own_name
from releases.authoring.models import Text, WorkingDraft
from releases.authoring.working_drafts import LONGEST_DRAFT
from releases.editions.comparing import Run, runs
from releases.editions.wording import paragraphs

from . import form_data
from .keeping import Keeps, keep, window_of
from .merging import Place, Side, differences, merged
from .picking import may_be_key
from .places import place_of
from .sight import hidden_label
from .typed import staff

_BUTTONS = ("_save", "_continue", "_addanother", "_popup", "_to_field")


@dataclass(frozen=True)
class Choice:
    """One side of a place as a person reads it; `runs` redline it against what it was, where that is known."""

    value: str
    label: str
    runs: tuple[Run, ...]
    is_chosen: bool


@dataclass(frozen=True)
class Compared:
    """A place on the page. `is_asked`: both changed the same words, and somebody has to choose."""

    name: str
    label: str
    before: str | None
    choices: list[Choice]
    is_asked: bool
    is_unanswered: bool


class Resolves(Keeps):
    """For a ModelAdmin whose form refuses a stale save with the code `stale`: the refusal becomes a choice."""

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if request.method == "POST" and object_id is not None and "desk_conflict" in request.POST:
            asked = self._asked_again(request, object_id)
            if asked is not None:
                return asked
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if not getattr(request, "desk_is_stale", False):
            return response
        # Outside the transaction: others wait for it to end.
        obj = self.get_object(request, unquote(object_id))
        return response if obj is None else self._conflict_page(request, obj, request.POST)

    def _changeform_view(self, request: HttpRequest, object_id: Any, form_url: str, extra_context: Any) -> Any:
        """A stale save ends here, before anything is judged: of a hundred at once, each holds the row briefly."""
        if request.method == "POST" and object_id is not None:
            obj = self.get_object(request, unquote(object_id))
            if obj is not None and self.has_change_permission(request, obj) and self._is_stale(request, obj):
                request.desk_is_stale = True  # type: ignore[attr-defined]
                return HttpResponse(status=409)
        return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def _is_stale(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the row is another than the one that the form was opened with. Locks it until the save is done."""
        row = type(obj)._default_manager.select_for_update(of=("self",)).only("edited_at").filter(pk=obj.pk).first()
        return bool(row and request.POST.get("seen_edit") != row.edited_at.isoformat())

    def _asked_again(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """None when every place has its choice: then the request carries the form that was made of both."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_change_permission(request, obj):
            return None
        try:
            data = form_data.taken_up(request.POST["desk_conflict"])
        except (ValueError, TypeError):
            return None
        compared = _Comparison(self, request, obj, data)
        choices = compared.choices()
        if len(choices) < len(compared.places) or request.POST.get("seen_edit") != obj.edited_at.isoformat():
            return self._conflict_page(request, obj, data)
        made = merged(compared.mine, compared.theirs, compared.places, choices)
        keys = {prefix: list(rows) for prefix, rows in compared.theirs.rows.items()}
        rest = {name: values for name, values in request.POST.lists() if not name.startswith("desk_")}
        hidden = {name for name, one in compared.form.fields.items() if isinstance(one.widget, forms.HiddenInput)}
        rest |= {name: data.getlist(name) for name in hidden - {"seen_edit"} if name in data}
        request.POST = form_data.as_sent(made, keys, rest)  # type: ignore[assignment]
        return None

    def _conflict_page(self, request: HttpRequest, obj: Any, data: Any) -> HttpResponse:
        """409, with everything that was typed; it is kept as well, should the browser go away now."""
        place, dumped = place_of(request, self.model, obj), form_data.kept(data)
        window = window_of(request) or uuid.uuid4()
        if len(dumped) <= LONGEST_DRAFT:
            keep(request, place, dumped, window=window, opened="")
        compared = _Comparison(self, request, obj, data)
        again = "desk_conflict" in request.POST
        rows = [compared.shown(one, again=again) for one in compared.places]
        response: HttpResponse = self.framed(
            request,
            "admin/releases/text/conflict.html",
            obj=obj,
            title=_("Two people changed this"),
            dumped=dumped,
            seen_edit=obj.edited_at.isoformat(),
            saved_by=obj.edited_by,
            saved_at=obj.edited_at,
            is_known=compared.before is not None,
            asked=[row for row in rows if row.is_asked],
            settled=[row for row in rows if not row.is_asked],
            buttons=[name for name in _BUTTONS if name in request.POST],
            kept_window=window,
            has_files=bool(request.FILES),
            language=obj.language if isinstance(obj, Text) else "",
            direction=direction(obj.language) if isinstance(obj, Text) else "auto",
        )
        response.status_code = 409
        return response


class _Comparison:
    """The three states of one form, and how each place is shown."""

    def __init__(self, model_admin: Keeps, request: HttpRequest, obj: Any, data: Any) -> None:
        self.form, self.formsets = model_admin.saved_forms(request, obj)
        self.mine = form_data.typed(self.form, self.formsets, data)
        self.theirs = form_data.saved(self.form, self.formsets)
        self.before = _opened(request, place_of(request, model_admin.model, obj).key)
        self.places = differences(self.mine, self.theirs, self.before)
        self.posted = request.POST
        self._forms = {formset.prefix: formset.empty_form for formset in self.formsets}
        for place in self.places:
            one = self._field(place)
            widget = getattr(one, "widget", None)
            place.may_join = isinstance(widget, forms.Textarea) and not getattr(one, "max_length", None)

    def choices(self) -> dict[str, Side]:
        """Those that were made, by the key of their place."""
        sides: dict[str, Side] = {"mine": "mine", "theirs": "theirs", "both": "both"}
        made = {place.key: self.posted.get(f"desk_choice:{place.key}", "") for place in self.places}
        return {key: sides[side] for key, side in made.items() if side in sides}

    def shown(self, place: Place, *, again: bool) -> Compared:
        mine, theirs = self._words(place, place.mine), self._words(place, place.theirs)
        before = self._words(place, place.before) if place.before is not None else None
        # Without what it was, mine is shown as a change of theirs.
        sides = [("mine", _("Keep mine"), runs(theirs if before is None else before, mine))]
        sides.append(("theirs", _("Take theirs"), runs(theirs if before is None else before, theirs)))
        joined = place.joined()
        if joined is not None:
            sides.append(("both", _("Keep both"), runs(theirs, self._words(place, joined))))
        chosen = self.posted.get(f"desk_choice:{place.key}") or place.wanted
        if place.is_row:
            sides = self._row_sides(place, mine, theirs)
        return Compared(
            name=f"desk_choice:{place.key}",
            label=self._label(place),
            before=before,
            choices=[Choice(value, label, shown, value == chosen) for value, label, shown in sides],
            is_asked=not place.wanted,
            is_unanswered=again and not chosen,
        )

    def _row_sides(self, place: Place, mine: str, theirs: str) -> list[tuple[str, str, tuple[Run, ...]]]:
        if place.mine is None:
            gone, left = _("Without it"), _("Keep what they have")
            return [("mine", gone, (Run("removed", theirs),)), ("theirs", left, (Run("equal", theirs),))]
        return [("mine", _("Keep mine"), (Run("equal", mine),)), ("theirs", _("Without it"), (Run("removed", mine),))]

    def _field(self, place: Place) -> Any:
        if not place.prefix:
            return self.form.fields.get(place.field)
        return self._forms[place.prefix].fields.get(place.field)

    def _label(self, place: Place) -> str:
        one = self._field(place)
        said = capfirst(str(one.label)) if one is not None and one.label else ""
        if not place.prefix:
            return said
        formset = next(formset for formset in self.formsets if formset.prefix == place.prefix)
        keys = list(dict.fromkeys((*self.theirs.rows[place.prefix], *self.mine.rows.get(place.prefix, {}))))
        name = f"{capfirst(str(formset.model._meta.verbose_name))} {keys.index(place.row) + 1}"
        return f"{name}: {said}" if said and not name.startswith(said) else name

    def _words(self, place: Place, sent: Any) -> str:
        if sent is None:
            return ""
        if not place.is_row:
            return "\n".join(_words(self._field(place), sent))
        fields = self._forms[place.prefix].fields
        said = [line for name, values in sent.items() if name in fields for line in _words(fields[name], values)]
        return "\n".join(said)


def _opened(request: HttpRequest, place: str) -> form_data.State | None:
    """What was saved when the person began to type, where it is known."""
    window = window_of(request)
    if window is None:
        return None
    mine = WorkingDraft.objects.filter(typed_by=staff(request), place=place, window=window)
    return form_data.State.loaded(mine.values_list("opened", flat=True).first() or "")


def _words(one: Any, sent: Any) -> Iterator[str]:
    """A value as a person reads it, line by line."""
    widget = getattr(one, "widget", None)
    widget = getattr(widget, "widget", widget)
    values = [value for part in sent.values() for value in part if value]
    if isinstance(widget, ProseEditorWidget):
        yield from (line for value in values for line in paragraphs(value))
    elif isinstance(widget, LocalizedWidget):
        for language, part in zip(LANGUAGES, sent.values(), strict=False):
            if any(part):
                yield f"{own_name(language)}: {part[0]}"
    elif isinstance(widget, forms.CheckboxInput):
        yield _("yes") if values else _("no")
    elif isinstance(one, forms.ModelChoiceField):
        choosing: Any = one  # a bound one has its rows
        rows = choosing.queryset.filter(
            pk__in=[value for value in values if may_be_key(value, choosing.queryset.model)]
        )
        named = {str(row.pk): str(one.label_from_instance(row)) for row in rows}
        yield from (named.get(value, hidden_label()) for value in values)
    elif isinstance(one, forms.ChoiceField):
        pairs: Any = one.choices
        named = {str(value): str(label) for value, label in pairs if not isinstance(label, list | tuple)}
        yield from (named.get(value, value) for value in values)
    else:
        yield from values
