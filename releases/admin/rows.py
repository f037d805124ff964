"""How many rows of a kind one form takes: those that were sent. Nobody makes us lay out thousands by a number."""

import functools
import re
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from .in_words import InWords
from .typed import BaseInlineFormSet

if TYPE_CHECKING:
    from .typed import StackedInline as _Inline
else:
    _Inline = object

# A form carries 1,000 fields (DATA_UPLOAD_MAX_NUMBER_FIELDS), and a row has five at the least.
MOST_ROWS = 200


class RowFormSet(BaseInlineFormSet):
    """Django lays out as many rows as TOTAL_FORMS says, empty ones too: here a row is there when a field of it is."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        **BaseInlineFormSet.default_error_messages,
        "too_many_forms": ngettext_lazy(
            "A form takes at most %(num)d row of a kind. Take some out, then save again.",
            "A form takes at most %(num)d rows of a kind. Take some out, then save again.",
            "num",
        ),
    }

    def total_form_count(self) -> int:
        total: int = super().total_form_count()
        if not self.is_bound:
            return total
        return min(total, self._sent) if self._is_counted else min(self._sent, MOST_ROWS)

    @property
    def _is_counted(self) -> bool:
        """Whether the form says how many rows it has. Where it does not, what was typed is shown all the same."""
        return "TOTAL_FORMS" not in self.management_form.errors and self._said >= 0

    @property
    def _said(self) -> int:
        return int(self.management_form.cleaned_data["TOTAL_FORMS"] or 0)

    @functools.cached_property
    def _sent(self) -> int:
        """The first rows of which something was sent, without a gap."""
        field = re.compile(rf"{re.escape(self.prefix or '')}-(\d{{1,4}})-")
        found = {int(match[1]) for name in (*self.data, *self.files) if (match := field.match(str(name)))}
        return next(number for number in range(len(found) + 1) if number not in found)

    def full_clean(self) -> None:
        super().full_clean()
        form, count = self.management_form, self.total_form_count()
        if self.is_bound and "INITIAL_FORMS" not in form.errors and (self._said > count or not self._is_counted):
            # The page says how many rows it has, so that it can be sent again.
            given: dict[str, Any] = {**form.cleaned_data, "TOTAL_FORMS": count}
            given["INITIAL_FORMS"] = min(count, given["INITIAL_FORMS"])
            form.data = {form.add_prefix(name): str(number) for name, number in given.items() if number is not None}

    def clean(self) -> None:
        super().clean()
        if self._said > self.total_form_count():
            raise ValidationError(
                _("Of %(said)d rows only %(came)d arrived, and nothing was saved. Look them through, then save again.")
                % {"said": self._said, "came": self.total_form_count()},
                code="rows_missing",
            )


class Rows(InWords, _Inline):
    """For every inline of the desk."""

    formset = RowFormSet
    max_num = MOST_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        return super().get_formset(request, obj, **{"absolute_max": MOST_ROWS, **options})
