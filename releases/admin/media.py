"""Media assets: a file comes in, and comes back as a picture of it that only the staff may see."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.assets import recipes
from releases.assets.renditions import made
from releases.assets.sending import send
from releases.authoring.models import MediaAsset
from releases.errors import BadFile

from .editing import EditedForm
from .releases import KindAdmin
from .sight import rendition_seen_by
from .typed import staff
from .uploading import taken_in


class MediaAssetForm(EditedForm):
    """The file is needed once; a new one replaces it in the working copy, never in what is public."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A picture, a PDF, a recording. Readers get copies without its metadata."),
    )

    class Meta:
        model = MediaAsset
        exclude = ("file",)

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload is not None:
            self.instance.file = taken_in(upload, captions=False)
        elif not self.instance.file_id:
            raise forms.ValidationError(_("Choose a file."), code="required")
        return upload


@admin.register(MediaAsset)
class MediaAssetAdmin(KindAdmin):
    form = MediaAssetForm
    readonly_fields = ("thumbnail",)
    fieldsets = (
        (None, {"fields": ("thumbnail", "upload", "asset_type", "decorative", ("focal_x", "focal_y"))}),
        (
            gettext_lazy("Credit and rights"),
            {
                "fields": (
                    ("creator", "credit_line"),
                    "copyright_notices",
                    "usage_terms",
                    ("rights_page", "licence_until"),
                    ("source_type", "taken_on", "place"),
                )
            },
        ),
        (gettext_lazy("Subject"), {"fields": ("source_language", "topics", "organisations")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *rest = fieldsets
        return [(name, {**options, "fields": [field for field in options["fields"] if field != "upload"]}), *rest]

    def get_urls(self) -> list[Any]:
        own = path("<str:digest>/file/", self.admin_site.admin_view(self.file_view), name="releases_mediaasset_file")
        return [own, *super().get_urls()]

    def file_view(self, request: HttpRequest, digest: str) -> HttpResponseBase:
        """A rendition's bytes, for whoever may see a draft or an edition that shows it. Never kept by a cache."""
        rendition = rendition_seen_by(staff(request), digest)
        if rendition is None:
            raise Http404
        try:
            response = send(request, made(rendition.digest), name=digest[:12])
        except BadFile:
            raise Http404 from None
        response["Cache-Control"] = "private, no-store"
        return response

    @admin.display(description=gettext_lazy("as it is now"))
    def thumbnail(self, asset: MediaAsset) -> str:
        if not asset.file_id:
            return _("no file yet")
        if asset.file.picture is None:
            return asset.file.media_type
        address = address_of_file(recipes.first_usable(asset.file.picture).digest)
        return format_html('<img class="desk-thumbnail" src="{}" alt="">', address)


def address_of_file(digest: str) -> str:
    """Where the desk shows a rendition."""
    return reverse("admin:releases_mediaasset_file", args=[digest])
