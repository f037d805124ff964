"""Files as forms of the desk take them in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from releases.assets.ingest import ingest
from releases.assets.models import MediaFile
from releases.errors import BadFile

CAPTIONS = "text/vtt"


def taken_in(upload: Any, *, captions: bool) -> MediaFile:
    """The file of an upload. Raises ValidationError for what is not accepted, or not here."""
    try:
        with transaction.atomic():
            file = ingest(upload, name=upload.name).file
    except BadFile as refused:
        raise ValidationError(refused.message, code=refused.code) from None
    if captions != (file.media_type == CAPTIONS):
        wanted = _("Choose a WebVTT file here.") if captions else _("Captions belong to the text in their language.")
        raise ValidationError(wanted, code="wrong_place")
    return file
