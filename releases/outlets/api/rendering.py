"""The formats: our JSON, ninjs, a line of JSON an item, and CSV for figures. `?format=` chooses as well as `Accept`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

from .ninjs import MEDIA_TYPE


@dataclass(frozen=True)
class Joined:
    """A document of which a part is JSON already: `items` of its last member, or `first`, which has its first members.

    Members that are given beside it hold nothing but addresses.
    """

    rest: dict[str, Any]
    items: bytes | None = None
    first: bytes = b""

    def written(self) -> bytes:
        rest = json.dumps(self.rest, ensure_ascii=False, separators=(",", ":")).encode()
        if self.items is not None:
            return b'%b,"results":[%b]}' % (rest[:-1], self.items)
        return b"%b,%b" % (self.first[:-1], rest[1:])

    def read(self) -> Any:
        return json.loads(self.written())


class Json(JSONRenderer):
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> Any:
        # Whoever asks for indentation is a person, who has time.
        data = data.read() if isinstance(data, Joined) else data
        return super().render(data, accepted_media_type, renderer_context)


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
