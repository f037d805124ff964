"""People with their offices, organisations, topics: the approved names."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.languages import LANGUAGES, interface_language, own_name, pick
from releases.authoring.mediatopics import vocabulary
from releases.authoring.models import Office, Organisation, Person, Topic

from .deleting import DeletesUnused
from .picking import Picks
from .register_merging import Merges
from .rows import Rows
from .typed import ModelForm, StackedInline, staff
from .uses import uses_of_entry


class OfficeInline(Picks, Rows, StackedInline):
    model = Office
    extra = 0
    fields = ("titles", "organisation", ("held_from", "held_until"))
    autocomplete_fields = ("organisation",)


class Entries(DeletesUnused, Merges):
    """Entries of a register: where each is used stands below its form."""

    change_form_template = "admin/releases/register/change_form.html"
    pages = ("merge",)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
        merge = {"merge_address": reverse(name, args=[object_id])} if self.may_merge(request) else {}
        return super().delete_view(request, object_id, {**(extra_context or {}), **merge})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        entry = options.get("obj")
        if entry is not None:
            context |= {"uses": uses_of_entry(entry, staff(request)), "may_merge": self.may_merge(request)}
        return super().render_change_form(request, context, *args, **options)


class RegisterAdmin(Entries):
    list_display: Any = ("__str__", "spelt", "slug")
    search_fields = ("slug", *(f"names__{language}" for language in LANGUAGES))
    ordering = ("slug",)

    @admin.display(description=gettext_lazy("approved in"))
    def spelt(self, entry: Any) -> Any:
        """In which of the languages there is a name, and in which it is missing."""
        tags = ((tag, bool(entry.names.get(tag))) for tag in LANGUAGES)
        marks = (
            ("public" if known else "missing", own_name(tag), "" if known else _("missing"), tag) for tag, known in tags
        )
        mark = (
            '<span class="desk-mark desk-{0}" title="{1} {2}"><bdi>{3}</bdi>'
            '<span class="visually-hidden"> {2}</span></span>'
        )
        return format_html('<span class="desk-tongues">{}</span>', format_html_join("", mark, marks))


@admin.register(Person)
class PersonAdmin(RegisterAdmin):
    list_display = ("__str__", "offices_held", "spelt", "slug")
    fields = ("names", "slug", "biographies")
    inlines = (OfficeInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("offices")

    @admin.display(description=gettext_lazy("offices"))
    def offices_held(self, person: Person) -> str:
        return "; ".join(pick(office.titles, interface_language())[1] for office in person.offices.all())


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
    list_display = ("__str__", "successor", "spelt", "slug")
    list_select_related = ("successor",)
    fields = ("names", "slug", "successor", "retired_on")
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
        fields = ("names", "slug", "mediatopic")
        widgets = {"mediatopic": MediatopicInput}


@admin.register(Topic)
class TopicAdmin(RegisterAdmin):
    form = TopicForm
    list_display = ("__str__", "spelt", "classified", "slug")

    @admin.display(description=gettext_lazy("IPTC Media Topic"), ordering="mediatopic")
    def classified(self, topic: Topic) -> Any:
        """Its English name, since that is all there is, and the code."""
        name = vocabulary().get(topic.mediatopic, "")
        said = '<bdi lang="en">{}</bdi> <span class="desk-quiet"><bdi>{}</bdi></span>'
        return format_html(said, name, topic.mediatopic) if topic.mediatopic else ""
