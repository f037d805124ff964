"""What the finders of people, bodies and statements know of a language: words, and the order that they come in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def told(words: str) -> frozenset[str]:
    return frozenset(words.split())


def roles(table: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Titles by their words: `{"prime minister": "premier"}`, several separated by `|`."""
    return {tuple(title.split()): role for titles, role in table.items() for title in titles.split("|")}


@dataclass(frozen=True)
class Grammar:
    """`complement` says where a title is explained: `linked` (Minister of Trade), `genitive`, `before` (kk, ur)."""

    language: str
    titles: Mapping[tuple[str, ...], str]
    honorifics: Mapping[str, str]
    pronouns: Mapping[str, str]
    # Never part of a name, though written with a capital.
    no_names: frozenset[str]
    particles: frozenset[str]
    links: frozenset[str]
    body_words: frozenset[str]
    # A body of this one word, of which a state has one.
    lone_bodies: frozenset[str]
    body_links: frozenset[str]
    kinds_of_body: str
    verbs: str
    events: str
    elsewhere: str
    aims: str
    complement: str = "linked"
    portfolios: frozenset[str] = field(default_factory=frozenset)
