"""The writing screen: a release's words in one language, with the blocks of its body."""

import re
from typing import Any

from csp.constants import NONCE
from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from releases.authoring.languages import direction
from releases.authoring.models import Kind, Release, Text
from releases.authoring.visibility import releases_seen_by
from releases.editions.facts import words_digest
from releases.editions.models import SubmissionItem

from . import further_back
from .addresses import address_for
from .commenting import threads
from .editing import EditedForm, Editing
from .listing import TitledInList, signed
from .numbers_sent import number_of
from .releases import address_of
from .tallied import FoundFilter, Tallied
from .translating import Translates
from .typed import staff
from .uploading import taken_in
from .writing import answering, blocks, screen

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_ONLY_FOR = {"words": Kind.STATEMENT, "alt_text": Kind.MEDIA, "captions_upload": Kind.MEDIA}


class TextForm(EditedForm):
    """`follows` says that the translation follows the source as it was when this form was opened."""

    follows = forms.BooleanField(label=_("This follows the present source text"), required=False)
    source_digest = forms.RegexField(_DIGEST, required=False, widget=forms.HiddenInput)
    captions_upload = forms.FileField(
        label=_("Captions"), required=False, help_text=_("WebVTT, for a video or a sound, in this language.")
    )
    no_captions = forms.BooleanField(label=_("Without captions"), required=False)

    class Meta:
        model = Text
        fields = ("release", "language", "title", "slug", "summary", "words", "alt_text", "note")
        # A title is longer than a line of the screen, and still one line.
        widgets = {"title": forms.Textarea}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language = self.instance.language or str(self.initial.get("language", ""))
        for name in screen.WORDS:
            if name in self.fields:
                if language:
                    self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}
                # An address runs from the left in every language.
                self.fields[name].widget.attrs |= screen.attributes(name)
        source = source_of(self.instance)
        if source is None or not self.instance.pk:
            return
        digest = words_digest(source)
        self.fields["source_digest"].initial = digest
        self.fields["follows"].initial = self.instance.made_from == digest

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_captions_upload(self) -> Any:
        upload = self.cleaned_data["captions_upload"]
        if upload is not None:
            self.instance.captions = taken_in(upload, captions=True)
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("no_captions"):
            self.instance.captions = None
        if "follows" in self.changed_data and cleaned.get("source_digest"):
            self.instance.made_from = cleaned["source_digest"] if cleaned["follows"] else ""
        return cleaned


def source_of(text: Text) -> Text | None:
    """The text that this one translates; None for the source itself, and where there is none yet."""
    if not text.release_id or text.language == text.release.source_language:
        return None
    return Text.objects.filter(release=text.release_id, language=text.release.source_language).first()


@admin.register(Text)
class TextAdmin(TitledInList, Tallied, Translates, Editing):
    form = TextForm
    change_form_template = "admin/releases/text/change_form.html"
    list_display = ("titled", "language", "release", "found", "edited")
    list_filter = (FoundFilter, "language", "release__kind")
    search_fields = ("title", "summary")
    date_hierarchy = "edited_at"
    ordering = ("-edited_at",)
    newest = "edited_at"
    autocomplete_fields = ("release",)
    inlines = blocks.INLINES

    def beyond(self, query: str) -> Q:
        return further_back.texts(query)

    @admin.display(description=_("edited last"), ordering="edited_at")
    def edited(self, text: Text) -> Any:
        return signed(text.edited_at, text.edited_by)

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("add/preview/", guarded(self.preview_view), name="releases_text_preview_new"),
            path("<path:object_id>/preview/", guarded(self.preview_view), name="releases_text_preview"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        return answering.answered(self, request, object_id)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("release", "edited_by").prefetch_related("release__texts")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("release", "language") if obj is not None else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        release = obj.release if obj is not None else self._release_of(request)
        fields = ["release", "language", "title", "slug", "summary"]
        fields += [name for name, kind in _ONLY_FOR.items() if release is None or release.kind == kind]
        if obj is not None and obj.language != obj.release.source_language:
            fields += ["note", *(["follows", "source_digest"] if source_of(obj) is not None else [])]
        if obj is not None and obj.captions_id:
            fields.append("no_captions")
        # Fields that the form adds have no place on a page that is only read.
        writes = obj is None or self.has_change_permission(request, obj)
        return fields if writes else [name for name in fields if name in TextForm.Meta.fields]

    def _release_of(self, request: HttpRequest) -> Release | None:
        """The release that a new text is for, when its address says so."""
        chosen = number_of(request.GET.get("release", ""))
        rows = releases_seen_by(staff(request), Release.objects.all())
        return None if chosen is None else rows.filter(pk=chosen).first()

    def was_submitted(self, obj: Any) -> bool:
        return SubmissionItem.objects.filter(release=obj.release_id, language=obj.language).exists()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.slug = obj.slug or address_for(obj)
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._next(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._next(request, obj) or super().response_change(request, obj)

    def _next(self, request: HttpRequest, text: Text) -> HttpResponse | None:
        """A saved draft stays on the screen; one to be submitted leads to what goes with it."""
        if "_submit" in request.POST and staff(request).has_perm("releases.submit"):
            return HttpResponseRedirect(f"{address_of(text.release).removesuffix('change/')}submit/")
        if "_save" in request.POST and "_popup" not in request.POST:
            self.message_user(request, _("Saved. Readers see nothing of it before it was approved."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:releases_text_change", args=[text.pk]))
        return None

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        text = options.get("obj")
        writes = self.has_change_permission(request, text) if text is not None else self.has_add_permission(request)
        release = text.release if text is not None else self._release_of(request)
        context |= screen.context(
            staff(request), context, text=text, release=release, language=request.GET.get("language", ""), writes=writes
        )
        if text is not None:
            context |= {"release_address": address_of(text.release), "source": source_of(text)}
            context["threads"] = threads(request, text)
        return _with_nonce(request, super().render_change_form(request, context, *args, **options))


def _with_nonce(request: HttpRequest, response: Any) -> Any:
    """The one page with an inline script, the import map, and with styles that its editors inject."""
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
    if not hasattr(response, "context_data"):
        return response
    media = Media(js=["desk/injected_styles.js"]) + response.context_data["media"]
    response.context_data["media"] = Media.from_media(media, nonce=nonce)
    response._csp_update = {"style-src": [NONCE]}
    return response
