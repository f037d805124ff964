"""The formats: our JSON, ninjs, a line of JSON an item, and CSV for figures. `?format=` chooses as well as `Accept`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

from .ninjs import MEDIA_TYPE


@dataclass(frozen=True)
class Joined:
    """A document of which some parts are JSON already: `items` as its last member, or `first` as its first members."""

    rest: dict[str, Any]
    items: tuple[bytes, ...] | None = None
    first: bytes = b""

    def written(self, dumped: Callable[[Any], bytes]) -> bytes:
        if self.items is not None:
            return dumped({**self.rest, "results": []})[:-2] + b",".join(self.items) + b"]}"
        return self.first[:-1] + b"," + dumped(self.rest)[1:]

    def read(self) -> dict[str, Any]:
        if self.items is not None:
            return {**self.rest, "results": [json.loads(item) for item in self.items]}
        return {**json.loads(self.first), **self.rest}


class Json(JSONRenderer):
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> Any:
        if isinstance(data, Joined):
            # Whoever asks for indentation is a person, who has time.
            if self.get_indent(accepted_media_type or "", renderer_context or {}) is not None:
                data = data.read()
            else:
                return data.written(lambda part: super(Json, self).render(part, accepted_media_type, renderer_context))
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
