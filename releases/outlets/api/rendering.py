"""The formats: our JSON, ninjs, a line of JSON an item, and CSV for figures. `?format=` chooses as well as `Accept`."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

from .ninjs import MEDIA_TYPE


class Json(JSONRenderer):
    charset = "utf-8"


class Ninjs(JSONRenderer):
    media_type = MEDIA_TYPE
    format = "ninjs"


class Ready(BaseRenderer):
    """For views that make the bytes themselves."""

    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> Any:
        return data


class Ndjson(Ready):
    media_type = "application/x-ndjson"
    format = "ndjson"


class Csv(Ready):
    media_type = "text/csv"
    format = "csv"


Formats = tuple[type[BaseRenderer], ...]
JSON: Formats = (Json,)
ITEMS: Formats = (Json, Ninjs)
LISTS: Formats = (Json, Ninjs, Ndjson)
FIGURES: Formats = (Json, Ninjs, Csv)
FIGURE_LISTS: Formats = (Json, Ninjs, Ndjson, Csv)
