"""How a refusal of the record reaches the person: beside the field it speaks of, and nothing typed is lost."""

from django import forms

from releases.errors import PressOfficeError

from .faults import linked

_FIELDS = {
    "too_early": "at",
    "time_in_gap": "at",
    "no_zone": "at",
    "words_missing": "note",
    "comment_missing": "comment",
    "reason_missing": "reason",
}


def add_refusal(form: forms.BaseForm, refused: PressOfficeError) -> None:
    """Each problem becomes a line of its own."""
    field = _FIELDS.get(refused.code)
    said = [refused.message, *linked(refused.problems)]
    if field == "note" and field not in form.fields:
        field = "reason"
    form.add_error(field if field in form.fields else None, [forms.ValidationError(line) for line in said])
