"""Media assets: a file comes in, and comes back as a picture of it that only the staff may see."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.assets import recipes
from releases.assets.renditions import made
from releases.assets.sending import send
from releases.assets.verdicts import CHANGES
from releases.authoring.languages import interface_language
from releases.authoring.models import MediaAsset
from releases.editions.map_shown import drawing_of
from releases.errors import BadFile
from releases.outlets.file_sizes import file_size

from .drawing import MAP_INLINES, Drawing, address_of_map, maps_of
from .editing import EditedForm
from .library import LayoutFilter, WantingFilter, take_in, used_in
from .releases import KindAdmin, address_of
from .sight import rendition_seen_by
from .typed import staff
from .uploading import taken_in


class MediaAssetForm(EditedForm):
    """The file is needed once; a new one replaces it in the working copy, never in what is public.

    A map may do without: it can be drawn, on this page, once it is saved.
    """

    upload = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "A picture, a PDF, a recording. Readers get copies without its metadata. "
            "None for a map that is to be drawn: choose the type, save, and draw it here."
        ),
    )

    class Meta:
        model = MediaAsset
        exclude = ("file",)

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload is not None:
            self.instance.file = taken_in(upload, captions=False)
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.file_id and "upload" not in self.errors:
            if cleaned.get("asset_type") != MediaAsset.Type.MAP:
                self.add_error("upload", forms.ValidationError(_("Choose a file."), code="required"))
        elif drawing_of(self.instance):
            self.add_error("upload", forms.ValidationError(_("This map is drawn. Delete the drawn map first.")))
        return cleaned


@admin.register(MediaAsset)
class MediaAssetAdmin(Drawing, KindAdmin):
    form = MediaAssetForm
    change_form_template = "admin/releases/mediaasset/change_form.html"
    list_filter = ("asset_type", WantingFilter, LayoutFilter, "topics")
    list_per_page = 48
    readonly_fields = ("file_now",)
    fieldsets = (
        (None, {"fields": ("file_now", "upload", "asset_type", "decorative", ("focal_x", "focal_y"))}),
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

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("file__preview", "drawn_map", "edited_by")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """A map without a file is drawn here."""
        drawn = obj is not None and obj.asset_type == MediaAsset.Type.MAP and not obj.file_id
        return [*(MAP_INLINES if drawn else ()), *super().get_inlines(request, obj)]

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("<str:digest>/file/", guarded(self.file_view), name="releases_mediaasset_file"),
            path("<path:object_id>/map/", guarded(self._opened("map")), name="releases_mediaasset_map"),
            path("upload/", guarded(self.upload_view), name="releases_mediaasset_upload"),
            *super().get_urls(),
        ]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Each row with `desk_picture`, the address of the picture that stands for it; "" for a sound."""
        changelist = super().get_changelist_instance(request)
        for asset in changelist.result_list:
            asset.desk_picture = address_of_picture(asset)
        return changelist

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        asset = options.get("obj")
        if asset is not None:
            users = used_in(asset, staff(request))
            context |= {
                "picture_address": address_of_picture(asset) if asset.file_id else "",
                **maps_of(asset),
                "used_in": [(address_of(release), str(release)) for release in users],
            }
        return super().render_change_form(request, context, *args, **options)

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """POST `files`: each becomes a draft. `{"files": [...]}` for scripts, with an `address` each; else messages."""
        if request.method != "POST" or not self.has_add_permission(request):
            raise PermissionDenied
        verdicts = [take_in(upload, by=staff(request)) for upload in request.FILES.getlist("files")]
        for verdict in verdicts:
            pk = verdict["asset"]
            verdict["address"] = reverse("admin:releases_mediaasset_change", args=[pk]) if pk else ""
        if request.accepts("text/html"):
            for verdict in verdicts:
                level = messages.ERROR if verdict["verdict"] == "refused" else messages.SUCCESS
                said = " ".join([verdict["reason"] or _("Brought in."), *verdict["changed"]])
                self.message_user(request, f"{verdict['file']}: {said}", level)
            return HttpResponseRedirect(reverse("admin:releases_mediaasset_changelist"))
        return JsonResponse({"files": verdicts})

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

    @admin.display(description=gettext_lazy("file as it is now"))
    def file_now(self, asset: MediaAsset) -> str:
        """Kind and size, what readers will not get of it, and a warning where a cover hides text that can be copied."""
        if asset.file is None:
            return _("drawn as a map") if drawing_of(asset) else _("no file yet")
        said = [f"{asset.file.media_type}, {file_size(asset.file.size_bytes, interface_language())}"]
        said += [str(CHANGES[key]()) for key in asset.file.changed]
        if asset.file.hidden_pages:
            pages = ", ".join(map(str, asset.file.hidden_pages))
            said.append(_("Warning: text can be copied from under a cover, on page %(pages)s") % {"pages": pages})
        return "; ".join(said)


def address_of_picture(asset: MediaAsset) -> str:
    """Where the desk shows the picture of an asset, uncropped; "" when it has none."""
    picture = asset.file.picture if asset.file else None
    if picture:
        return address_of_file(recipes.first_usable(picture).digest)
    return address_of_map(asset) if drawing_of(asset) else ""


def address_of_file(digest: str) -> str:
    """Where the desk shows a rendition."""
    return reverse("admin:releases_mediaasset_file", args=[digest])
