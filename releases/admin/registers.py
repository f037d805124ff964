"""People with their offices, organisations, topics: the approved names."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from releases.authoring.languages import LANGUAGES
from releases.authoring.mediatopics import vocabulary
from releases.authoring.models import Office, Organisation, Person, Topic

from .register_merging import Merges
from .typed import ModelForm, StackedInline, staff
from .uses import uses_of_entry


class OfficeInline(StackedInline):
    model = Office
    extra = 0
    fields = ("titles", "organisation", ("held_from", "held_until"))
    autocomplete_fields = ("organisation",)


class Entries(Merges):
    """Entries of a register: where each is used stands below its form."""

    change_form_template = "admin/releases/register/change_form.html"
    pages = ("merge",)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        entry = options.get("obj")
        if entry is not None:
            context |= {"uses": uses_of_entry(entry, staff(request)), "may_merge": self.may_merge(request)}
        return super().render_change_form(request, context, *args, **options)


class RegisterAdmin(Entries):
    list_display: Any = ("__str__", "slug")
    search_fields = ("slug", *(f"names__{language}" for language in LANGUAGES))
    ordering = ("slug",)


@admin.register(Person)
class PersonAdmin(RegisterAdmin):
    fields = ("slug", "names", "biographies")
    inlines = (OfficeInline,)


@admin.register(Office)
class OfficeAdmin(Entries):
    """Searched by other forms; edited beneath its person."""

    search_fields = (
        "person__slug",
        *(f"person__names__{language}" for language in LANGUAGES),
        *(f"titles__{language}" for language in LANGUAGES),
    )
    list_select_related = ("person",)
    autocomplete_fields = ("person", "organisation")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("person")

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}


@admin.register(Organisation)
class OrganisationAdmin(RegisterAdmin):
    fields = ("slug", "names", "successor", "retired_on")
    autocomplete_fields = ("successor",)


class MediatopicInput(forms.TextInput):
    """A code, found by typing a word of its English name."""

    template_name = "admin/widgets/mediatopic.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "list": f"{name}-vocabulary"})
        return {**context, "vocabulary": vocabulary().items()}


class TopicForm(ModelForm):
    class Meta:
        model = Topic
        fields = ("slug", "names", "mediatopic")
        widgets = {"mediatopic": MediatopicInput}


@admin.register(Topic)
class TopicAdmin(RegisterAdmin):
    form = TopicForm
    list_display = ("__str__", "slug", "mediatopic")
