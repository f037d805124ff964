"""Which words speak of which topic: the IPTC Media Topics that an embassy writes of, in its four languages.

`topic_words.json` has code, address, approved names, and words by language; a word stands for all that begins with it.
"""

import functools
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TopicWords:
    mediatopic: str
    slug: str
    names: dict[str, str]
    words: dict[str, list[str]]


@functools.cache
def topics() -> tuple[TopicWords, ...]:
    rows = json.loads((Path(__file__).parent / "topic_words.json").read_text(encoding="utf-8"))
    return tuple(TopicWords(**row) for row in rows)
