"""What the roles are called at the desk, and what each is for."""

from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from releases.authoring.roles import ROLES

from .typed import ModelMultipleChoiceField

NAMES = {
    "author": _("author"),
    "reviewer": _("reviewer"),
    "administrator": _("administrator"),
}
_TASKS = {
    "author": _("writes and submits"),
    "reviewer": _("writes as well, approves what others submitted, corrects and withdraws"),
    "administrator": _("looks after people, partners and the mission; publishes nothing"),
}


def role_name(group: str) -> str:
    return str(NAMES.get(group, group))


class RolesField(ModelMultipleChoiceField):
    """Three boxes, each with what the role may do."""

    def __init__(self) -> None:
        # Of this order: what a person may do grows, and the last one stands apart.
        named = {name: position for position, name in enumerate(ROLES)}
        rows = Group.objects.filter(name__in=named).order_by("pk")
        super().__init__(rows, required=False, label=_("Role"), widget=CheckboxSelectMultiple())

    def label_from_instance(self, obj: Group) -> SafeString:
        task = _TASKS.get(obj.name, "")
        return format_html("<strong>{}</strong>: {}", role_name(obj.name), task)
