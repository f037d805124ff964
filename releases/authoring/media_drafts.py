"""A draft of a media asset around a file that has just come in: the way of the upload and of the command line."""

from django.db import transaction

from releases.assets.models import MediaFile

from .models import MediaAsset, Mission, Text, User

_TYPES = {"image": MediaAsset.Type.IMAGE, "video": MediaAsset.Type.VIDEO, "audio": MediaAsset.Type.AUDIO}


def holders_of(file: MediaFile) -> list[MediaAsset]:
    """Assets that hold the same bytes, oldest first."""
    return list(MediaAsset.objects.filter(file=file).order_by("id"))


@transaction.atomic
def draft_of(file: MediaFile, *, title: str, by: User, credit: str = "") -> MediaAsset:
    """A new draft, titled in the mission's source language; credited to the mission until somebody says better."""
    mission = Mission.objects.first()
    language = mission.source_language if mission else "en"
    asset = MediaAsset.objects.create(
        asset_type=_TYPES.get(file.media_type.partition("/")[0], MediaAsset.Type.DOCUMENT),
        file=file,
        credit_line=credit or (str(mission) if mission else by.username),
        source_type=MediaAsset.SourceType.PHOTOGRAPH,
        source_language=language,
        created_by=by,
        edited_by=by,
    )
    Text.objects.create(release=asset, language=language, title=title, edited_by=by)
    return asset
