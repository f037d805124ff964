"""A day and an hour in a form: the fields say that they are the mission's time."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone

from .clocks import offset


class MissionMoment(AdminSplitDateTime):
    template_name = "admin/widgets/mission_moment.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "offset": offset(timezone.localtime())}


IN_FORMS = {"form_class": forms.SplitDateTimeField, "widget": MissionMoment}
