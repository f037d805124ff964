"""Members of the staff and their roles. Nobody here can make themselves more than their role."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from releases.authoring.languages import listed
from releases.authoring.models import User
from releases.authoring.roles import ROLES

from .pages import Seen
from .role_names import RolesField, role_name
from .signing_in import giving, resetting
from .signing_in.vouching import FIELD, Vouched, asks
from .typed import staff

# Roles are put in place by `manage.py roles`; a form for groups could only take them apart.
admin.site.unregister(Group)

_PERSON = (("first_name", "last_name"), ("email", "mails"), "interface_language")


class StaffCreationForm(Vouched, UserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("username",)


class StaffChangeForm(Vouched, UserChangeForm):  # type: ignore[type-arg]
    """Without the password: not even how it is kept is anybody's to see."""

    password = None  # type: ignore[assignment]

    class Meta:
        model = User
        exclude = ("password",)


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, role_name(name)) for name in ROLES]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(groups__name=self.value()) if self.value() in ROLES else queryset


@admin.register(User)
class StaffAdmin(Seen, UserAdmin):  # type: ignore[type-arg]
    form = StaffChangeForm
    pages = ("second_factor",)
    add_form = StaffCreationForm
    add_form_template = None
    list_display = ("username", "named", "roles", "is_active", "protected", "last_login")
    list_filter = ("is_active", RoleFilter)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username",)}),
        (_("Person"), {"fields": _PERSON}),
        (_("Role"), {"fields": ("is_active", "groups")}),
        (_("Dates"), {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": _PERSON}),
        (_("Role"), {"fields": ("groups",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """A superuser is for superusers to change: a new password for one would be a way to become one."""
        rows = resetting.with_protection(super().get_queryset(request)).prefetch_related("groups")
        return rows if staff(request).is_superuser else rows.filter(is_superuser=False)

    @admin.display(description=_("name"), ordering="last_name")
    def named(self, person: User) -> Any:
        return format_html("<bdi>{}</bdi><br><bdi>{}</bdi>", person.get_full_name(), person.email)

    @admin.display(description=_("Role"))
    def roles(self, person: User) -> str:
        return listed(role_name(group.name) for group in person.groups.all())

    @admin.display(boolean=True, description=_("second factor"))
    def protected(self, person: User) -> bool:
        return bool(getattr(person, "is_protected"))  # noqa: B009  `with_protection` adds it

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name == "groups":
            return RolesField()
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """In the end one's own password, where it is asked for."""
        fieldsets = super().get_fieldsets(request, obj)
        asked = self.has_change_permission(request, obj) and asks(request)
        return (*fieldsets, (_("Is it you?"), {"fields": (FIELD,)})) if asked else fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002  Django's signature
        form = super().get_form(request, obj, change=change, **options)
        form.request = request  # type: ignore[attr-defined]
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The record names people: an account is closed by making it inactive."""
        return False

    @method_decorator(sensitive_post_parameters())
    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        return super().changeform_view(request, *args, **options)

    @method_decorator(sensitive_post_parameters())
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002  Django's
        return self.opened(request, id, lambda _request, person: giving.page(self, request, person))

    def second_factor_page(self, request: HttpRequest, person: User) -> HttpResponse:
        return resetting.page(self, request, person)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
