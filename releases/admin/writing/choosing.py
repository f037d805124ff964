"""What the search fields of blocks find, and how they say what is chosen: with few queries, however many blocks."""

from collections.abc import Iterable, Sequence
from typing import Any

from releases.authoring.models import MediaAsset, Statement, User

from .. import sight
from ..choosing import DeskAutocomplete
from ..media import address_of_picture
from ..picking import Picker

_ABOUT = 200


class BlockAutocomplete(Picker):
    """Knows the names of what is chosen on the whole screen, once `name_chosen` has asked for them."""

    labels: dict[str, str] | None = None

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> Any:
        if self.labels is None:
            return super().optgroups(name, value, attrs)
        chosen = [(key, self.labels[key]) for key in value if key in self.labels]
        options = [
            self.create_option(name, key, label, selected=True, index=index)
            for index, (key, label) in enumerate(chosen)
        ]
        empty = [self.create_option(name, "", "", selected=False, index=0)] if not self.is_required else []
        return [(None, [*empty, *options], 0)]


Chosen = dict[tuple[str, str], str]
"""How the words of what is chosen begin, by the name of its model and its key."""


def name_chosen(forms: Iterable[Any], user: User, language: str) -> Chosen:
    """Names what the forms have chosen. At most three queries a model, however many forms there are."""
    fields = [
        (form, name, field)
        for form in forms
        for name, field in form.fields.items()
        if isinstance(getattr(field.widget, "widget", None), BlockAutocomplete)
    ]
    models = {field.queryset.model for _form, _name, field in fields}
    labels, begins = {}, Chosen()
    for model in models:
        asked = {str(form[name].value() or "") for form, name, field in fields if field.queryset.model is model}
        keys = [int(key) for key in asked if key.isdecimal() and len(key) < len(str(2**63))]
        rows = list(sight.citable(user, model).filter(pk__in=keys)) if keys else []
        begins |= {(model.__name__, str(row.pk)): _about(row, language) for row in rows}
        labels[model] = {str(row.pk): sight.label_of(row) or sight.hidden_label() for row in rows}
    for _form, _name, field in fields:
        field.widget.widget.labels = labels[field.queryset.model]
    return begins


def _about(row: Any, *languages: str) -> str:
    """How a statement begins, for who may see it: in one of the languages, else in its own."""
    if not isinstance(row, Statement) or not row.is_seen:  # type: ignore[attr-defined]
        return ""
    said = {text.language: text.words for text in row.texts.all() if text.words}
    words = next((said[tag] for tag in (*languages, row.source_language, *said) if tag in said), "")
    return words[:_ABOUT] + ("…" if len(words) > _ABOUT else "")


class WritingAutocomplete(DeskAutocomplete):
    """As everywhere at the desk; media with a picture of each, and statements with how they begin."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if self.model_admin.model is not MediaAsset:
            return rows
        wanted = self.request.GET.get("asset_type", "")
        rows = rows.filter(asset_type=wanted) if wanted in MediaAsset.Type.values else rows
        return rows.select_related("file__preview", "drawn_map")

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        found = super().serialize_result(obj, to_field_name)
        if not getattr(obj, "is_seen", False):
            return found
        if isinstance(obj, MediaAsset):
            found["picture"] = address_of_picture(obj)
        elif isinstance(obj, Statement):
            found["about"] = _about(obj, self.request.GET.get("language", ""))
        return found
