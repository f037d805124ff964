"""Words with the language they are in, which may not be the page's."""

from collections.abc import Mapping
from dataclasses import dataclass

from releases.authoring.languages import pick


@dataclass(frozen=True)
class Words:
    text: str
    language: str

    @classmethod
    def of(cls, by_language: Mapping[str, str], *languages: str) -> "Words":
        """In the first of some languages that has words, else in any; empty where there are none."""
        tag, text = pick(by_language, *languages)
        return cls(text, tag)

    def __bool__(self) -> bool:
        return bool(self.text)
