"""Topics: counted in sentences that speak of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..checks.passages import sentences
from .document import Paragraph
from .proposal import Span
from .topic_words import TopicWords
from .topic_words import topics as every_topic

_LEAST_SENTENCES = 2
_MOST = 8
_IN_LEAD = 2


@dataclass(frozen=True, slots=True)
class KnownTopic:
    slug: str
    names: tuple[tuple[str, str], ...]
    mediatopic: str = ""


@dataclass(frozen=True)
class Spoken:
    """`registered` where the register has the topic; `count` sentences, `words` as they stand, the first of each."""

    words_of_topic: TopicWords | None
    registered: KnownTopic | None
    count: int
    words: tuple[str, ...]
    spans: tuple[Span, ...]


def topics_of(
    paragraphs: Sequence[Paragraph], language: str, known: Sequence[KnownTopic], names: Sequence[Span] = ()
) -> list[Spoken]:
    """The most spoken of first: in two sentences at least, or one of a heading or the beginning and another word."""
    found = []
    coded = {topic.mediatopic: topic for topic in known if topic.mediatopic}
    rows: list[tuple[TopicWords | None, KnownTopic | None, tuple[str, ...]]] = [
        (topic, coded.get(topic.mediatopic), tuple(topic.words[language])) for topic in every_topic()
    ]
    own = {topic.mediatopic for topic in every_topic()}
    for known_topic in known:
        name = dict(known_topic.names).get(language, "")
        if known_topic.mediatopic not in own and name:
            rows.append((None, known_topic, (re.escape(name),)))
    for words, registered, pattern in rows:
        spoken = [one for one in _spoken(paragraphs, _pattern(pattern, language)) if not _is_a_house(one, names)]
        counted = {(span.paragraph, sentence) for span, sentence, _word in spoken}
        weight = len(counted) + sum(paragraphs[index].is_heading for index, _sentence in counted)
        if weight >= _LEAST_SENTENCES:
            said = tuple(dict.fromkeys(word.lower() for _span, _sentence, word in spoken))[:4]
            found.append((weight, Spoken(words, registered, len(counted), said, tuple(one[0] for one in spoken))))
    found.sort(key=lambda pair: -pair[0])
    return [spoken for _weight, spoken in found[:_MOST]]


_HOUSES = re.compile(r"universit|university|университет|یونیورسٹی|museum|музе|мұраж|school|школ", re.IGNORECASE)


def _is_a_house(spoken: tuple[Span, int, str], names: Sequence[Span]) -> bool:
    """The University of Helm studies fish: who has a name for it need not speak of education."""
    span, _sentence, word = spoken
    return _HOUSES.match(word) is not None and any(
        one.paragraph == span.paragraph and one.start <= span.start and span.end <= one.end for one in names
    )


@lru_cache(maxsize=128)
def _pattern(words: tuple[str, ...], language: str) -> re.Pattern[str]:
    stems = "|".join(
        # Of several words each may be inflected, in languages that do that.
        re.sub(r"\\? ", r"\\w*\\s+", word) if language in {"ru", "kk"} else word
        for word in words
    )
    return re.compile(rf"(?<!\w)(?:{stems})\w*", re.IGNORECASE)


def _spoken(paragraphs: Sequence[Paragraph], pattern: re.Pattern[str]) -> list[tuple[Span, int, str]]:
    """(place, number of the sentence, word)."""
    found = []
    for paragraph in paragraphs:
        for number, (start, end) in enumerate(sentences(paragraph.text)):
            found += [
                (Span(paragraph.index, *match.span()), number, match[0])
                for match in pattern.finditer(paragraph.text, start, end)
            ]
    return found
