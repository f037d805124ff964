"""The files that an edition shows of a media asset: named here, made later, by `releases.assets`."""

from typing import Any

from django.conf import settings

from releases.assets import recipes, renditions
from releases.assets.models import MediaFile, Rendition
from releases.assets.naming import canonical_digest
from releases.authoring.models import MediaAsset, Text

from .working import WorkingCopies


class MediaFiles:
    """Files of all media assets of a bundle, each asset's worked out once."""

    def __init__(self, copies: WorkingCopies) -> None:
        self._copies = copies
        self._recipes: dict[int, list[recipes.Recipe]] = {}
        self._metadata: dict[str, dict[str, Any]] = {}
        files = [
            release.file
            for release in copies.releases.values()
            if isinstance(release, MediaAsset) and release.file is not None
        ]
        names = [recipes.clean_copy_digest(file.digest) for file in files if not file.is_picture]
        self._clean_copies = Rendition.objects.in_bulk(names) if names else {}

    def shown(self, asset: MediaAsset, text: Text) -> dict[str, Any]:
        """What names files: `colour`, `file`, `captions`, `renditions`. A drawn map has none."""
        file = asset.file
        picture = file.picture if file else None
        return {
            "colour": picture.colour if picture else "",
            "file": self._clean_copy(file) if file and not file.is_picture else None,
            "captions": recipes.clean_copy_digest(text.captions.digest) if text.captions else None,
            "renditions": [_named(recipe) for recipe in self._recipes_of(asset)],
        }

    def _clean_copy(self, file: MediaFile) -> dict[str, Any]:
        copy = self._clean_copies[recipes.clean_copy_digest(file.digest)]
        return {
            "digest": copy.digest,
            "media_type": copy.media_type,
            "size_bytes": copy.size_bytes,
            "pages": file.pages,
            "duration_ms": file.duration_ms,
            "language": file.document_language,
        }

    def plan(self) -> None:
        """Writes down what is to be made, so that it is there when the edition opens. Two queries."""
        renditions.plan([recipe for group in self._recipes.values() for recipe in group], self._metadata)

    def _recipes_of(self, asset: MediaAsset) -> list[recipes.Recipe]:
        if asset.pk not in self._recipes:
            picture = asset.file.picture if asset.file else None
            metadata = self._embedded(asset)
            digest = canonical_digest(metadata)
            self._metadata[digest] = metadata
            self._recipes[asset.pk] = (
                recipes.for_picture(picture, focal=(float(asset.focal_x), float(asset.focal_y)), metadata=digest)
                if picture
                else []
            )
        return self._recipes[asset.pk]

    def _embedded(self, asset: MediaAsset) -> dict[str, Any]:
        """What is written into the files: only words that are in the bundle, or public already."""
        words = {
            edition.language: (edition.title, edition.body["summary"], edition.body["media"]["alt_text"])
            for edition in self._copies.public_editions_of(asset.uid)
        }
        words |= {
            text.language: (text.title.strip(), text.summary.strip(), "" if asset.decorative else text.alt_text.strip())
            for text in asset.texts.all()
            if (asset.pk, text.language) in self._copies.bundle
        }
        return {
            "default_language": asset.source_language if asset.source_language in words else min(words, default=""),
            "title": {language: title for language, (title, _caption, _alt) in words.items() if title},
            "caption": {language: caption for language, (_title, caption, _alt) in words.items() if caption},
            "alt_text": {language: alt for language, (_title, _caption, alt) in words.items() if alt},
            "usage_terms": {tag: terms for tag, terms in asset.usage_terms.items() if tag in words},
            "copyright_notice": {tag: notice for tag, notice in asset.copyright_notices.items() if tag in words},
            "creator": asset.creator,
            "credit_line": asset.credit_line,
            "source_type": asset.source_type,
            "date": asset.taken_on,
            "place": asset.place,
            "web_statement": asset.rights_page or settings.SITE_ORIGIN,
        }


def _named(recipe: recipes.Recipe) -> dict[str, Any]:
    return {
        "digest": recipe.digest,
        "media_type": recipe.media_type,
        "width_px": recipe.width_px,
        "height_px": recipe.height_px,
        "crop": recipe.crop,
    }
