"""Choosing what to submit: the texts of a release, and those of what it cites."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.authoring.models import Release, User
from releases.authoring.visibility import releases_seen_by
from releases.editions.compose import compose, digest
from releases.editions.models import Edition
from releases.editions.working import Item, WorkingCopies
from releases.errors import NotComposable

from .states import TextState, text_states


def candidates(release: Release, user: User) -> list[TextState]:
    """The texts of the release and of all that it cites, as far as the person may see them."""
    items = [(release.pk, language) for language in release.texts.values_list("language", flat=True)]
    copies = WorkingCopies(items, timezone.now())
    cited = [row.pk for item in items for row in copies.cited(item)]
    seen = releases_seen_by(user, Release.objects.filter(pk__in=[release.pk, *cited])).prefetch_related("texts")
    order = {key: place for place, key in reversed(list(enumerate([release.pk, *cited])))}
    return text_states(sorted(seen, key=lambda row: order[row.pk]))


def worth_submitting(states: Iterable[TextState]) -> list[Item]:
    """Those that readers do not have as they are now: never public, or changed since."""
    rows = [state for state in states if not state.has("scheduled")]
    try:
        composed = compose([(row.release.pk, row.language) for row in rows], at=timezone.now()) if rows else {}
    except NotComposable:
        # What is missing will be named at the submission; until then the day of the last edit must do.
        return [(row.release.pk, row.language) for row in rows if _edited_since(row)]
    return [
        (row.release.pk, row.language)
        for row in rows
        if not row.has("public") or _digest_of(row.edition) != digest(composed[row.release.pk, row.language])
    ]


def _edited_since(state: TextState) -> bool:
    if not state.has("public") or state.edition is None or state.text is None:
        return True
    return max(state.text.edited_at, state.release.edited_at) > state.edition.public_from


def _digest_of(edition: Edition | None) -> str:
    return edition.content_digest if edition else ""


class SubmitForm(forms.Form):
    """`items` come out as (release, language) pairs."""

    items = forms.MultipleChoiceField(
        label=_("Texts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What goes public together is submitted together."),
    )
    remark = forms.CharField(
        label=_("Remark for the reviewer"), required=False, widget=forms.Textarea(attrs={"rows": 3, "cols": 60})
    )

    def __init__(self, *args: Any, states: list[TextState], **options: Any) -> None:
        super().__init__(*args, **options)
        self._pairs = {f"{state.release.pk}:{state.language}": (state.release, state.language) for state in states}
        groups: dict[str, list[tuple[str, str]]] = {}
        for state in states:
            heading = f"{state.release} ({state.release.get_kind_display()})"
            value = f"{state.release.pk}:{state.language}"
            groups.setdefault(heading, []).append((value, f"{state.name}: {state.words}"))
        self.fields["items"].choices = list(groups.items())  # type: ignore[attr-defined]
        if not self.is_bound:
            # What was withdrawn goes out again only where somebody asks for it, not for being quoted still.
            of_itself = states[0].release.pk if states else None
            offered = [row for row in states if row.release.pk == of_itself or not row.has("withdrawn")]
            self.initial["items"] = [f"{pk}:{language}" for pk, language in worth_submitting(offered)]

    def clean_items(self) -> list[tuple[Release, str]]:
        return [self._pairs[value] for value in self.cleaned_data["items"]]

    def chosen(self) -> list[Item]:
        """The texts that are ticked now, as far as they may be."""
        values = self.data.getlist("items") if self.is_bound else self.initial["items"]  # type: ignore[attr-defined]
        pairs = [self._pairs[value] for value in values if value in self._pairs]
        return [(release.pk, language) for release, language in pairs]
