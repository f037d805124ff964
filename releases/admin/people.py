"""Members of the staff and their roles. Nobody here can make themselves more than their role."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from releases.authoring.models import User
from releases.authoring.roles import ROLES

from .pages import Seen
from .signing_in import resetting
from .typed import staff

# Roles are put in place by `manage.py roles`; a form for groups could only take them apart.
admin.site.unregister(Group)


class StaffCreationForm(AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("username",)


class StaffChangeForm(UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class StaffAdmin(Seen, UserAdmin):  # type: ignore[type-arg]
    form = StaffChangeForm
    pages = ("second_factor",)
    add_form = StaffCreationForm
    list_display = ("username", "first_name", "last_name", "email", "is_active", "protected", "last_login")
    list_filter = ("is_active", "groups")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": (("first_name", "last_name"), ("email", "mails"), "interface_language")}),
        (_("Role"), {"fields": ("is_active", "groups")}),
        (_("Dates"), {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": (("first_name", "last_name"), ("email", "mails"), "interface_language")}),
        (_("Role"), {"fields": ("groups",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """A superuser is for superusers to change: a new password for one would be a way to become one."""
        rows = resetting.with_protection(super().get_queryset(request))
        return rows if staff(request).is_superuser else rows.filter(is_superuser=False)

    @admin.display(boolean=True, description=_("second factor"))
    def protected(self, person: User) -> bool:
        return bool(getattr(person, "is_protected"))  # noqa: B009  `with_protection` adds it

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name == "groups":
            options["queryset"] = Group.objects.filter(name__in=ROLES)
            options["widget"] = CheckboxSelectMultiple()  # there are three
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The record names people: an account is closed by making it inactive."""
        return False

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002  Django's
        """One's own is changed where the present one is asked for."""
        if self.get_object(request, unquote(id)) == staff(request):
            return HttpResponseRedirect(reverse("admin:account_password"))
        return super().user_change_password(request, id, form_url)

    def second_factor_page(self, request: HttpRequest, person: User) -> HttpResponse:
        return resetting.page(self, request, person)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
