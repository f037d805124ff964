"""Who said it: a quotation is held against the statements of the person whom the sentence names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .context import Context, Named
from .finding import Finding, Side
from .naming_offices import HEAD
from .naming_people import Mention, mentions
from .passages import Passage, Read
from .quoting import LEAST_WORDS, Quotation, quotations, said_in, short, statements, words_in
from .registry import check
from .speaking import SAYING

# Words that are followed, or preceded, by a name in the genitive.
_OF_WHOM = re.compile(r"words of|according to|слов\w*|цитат\w*|айтуынша|сөз\w*|الفاظ|کے مطابق", re.IGNORECASE)
# Somebody who is not named.
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|officials?|spokes\w+|embassy|ministry|government|statement"
    r"|он|она|они|представител\w+|посольств\w+|министерств\w+|пресс-служб\w+"
    r"|ол|олар|елшілі\w+|министрлі\w+|өкіл\w*|انہوں|انھوں|ترجمان|سفارت ?خان\w+|وزارت)\b",
    re.IGNORECASE,
)
_SPOKE = re.compile(r"\s+نے\b")
_PARTED = re.compile(r"[,;:،؛]")
_TITLE = 40
# What ends the sentence before a quotation, or after it.
_STOP = re.compile(r"[.!?…۔؟]['\"”»’)\]]*\s")
_COLON = re.compile(r"[:：]\s*[—–-]?\s*\Z")


def attributed(
    text: str, quotation: Quotation, others: tuple[Quotation, ...], found: tuple[Mention, ...], language: str
) -> Mention | None:
    """Whom the sentence around a quotation names as the one who said it; None where it does not say, or not clearly."""
    before_at, after_at = _sentence(text, quotation, others)
    sides = [(quotation.end + 1, after_at), (before_at, quotation.start - 1)]
    for is_before, (begins, ends) in enumerate(sides):
        verbs = list(SAYING[language].finditer(text, begins, ends))
        if verbs:
            nearest = _nearest(text, (begins, ends), verbs[-is_before], found, language)
            if nearest is not None:
                return nearest.mention
        elif is_before and _COLON.search(text[: quotation.start - 1]):
            named = [one for one in found if begins <= one.start and one.end <= ends]
            return next((one for one in reversed(named) if _is_subject(text, one, language)), None)
    return None


@dataclass(frozen=True, slots=True)
class _Nearest:
    """`mention` is None for “he” and “the Ambassador”."""

    distance: tuple[int, int]
    mention: Mention | None


def _nearest(
    text: str, side: tuple[int, int], verb: re.Match[str], found: tuple[Mention, ...], language: str
) -> _Nearest | None:
    """Who stands next to a word for saying, on one side of a quotation."""
    begins, ends = side
    named = [one for one in found if begins <= one.start and one.end <= ends]
    is_noun = _OF_WHOM.fullmatch(verb[0]) is not None
    near = [
        _Nearest(_distance(text, (one.start, one.end), verb, language), one)
        for one in named
        if is_noun or _is_subject(text, one, language)
    ]
    heads = [other.span() for other in HEAD.finditer(text, begins, ends)]
    nobodies = [other.span() for other in _SOMEBODY.finditer(text, begins, ends)]
    near += [
        _Nearest(_distance(text, span, verb, language), None)
        for reach, spans in ((_TITLE, heads), (1, nobodies))
        for span in spans
        if not any(_belongs(text, span, one, verb=verb, reach=reach) for one in named)
    ]
    return min(near, key=lambda one: one.distance, default=None)


def _belongs(text: str, title: tuple[int, int], one: Mention, *, verb: re.Match[str], reach: int) -> bool:
    """Ambassador Rassendyll; Rassendyll, the Ambassador, said. But: after Rassendyll, the Ambassador said."""
    start, end = title
    if end <= one.start:
        between = text[end : one.start]
        return len(between) <= reach and not _PARTED.search(between) and not _SPOKE.match(between)
    in_apposition = text[one.end : one.end + 1] in {",", "،"} and 0 <= start - one.end <= _TITLE
    return in_apposition and not (end <= verb.start() and not _PARTED.search(text[end : verb.start()]))


def _is_subject(text: str, one: Mention, language: str) -> bool:
    """A name that is inflected is not who speaks, in the languages that inflect it."""
    if language not in {"ru", "kk"}:
        return True
    last = text[one.start : one.end].rsplit(maxsplit=1)[-1]
    return any(name.rsplit(maxsplit=1)[-1] == last for person in one.people for name in dict(person.names).values())


def _sentence(text: str, quotation: Quotation, others: tuple[Quotation, ...]) -> tuple[int, int]:
    """Where the sentence around a quotation begins and ends; not beyond another quotation."""
    begins = max([one.end + 1 for one in others if one.end < quotation.start], default=0)
    stops = [stop.end() for stop in _STOP.finditer(text, begins, quotation.start - 1)]
    ends = min([one.start - 1 for one in others if one.start > quotation.end], default=len(text))
    stop = _STOP.search(text, quotation.end + 1, ends)
    # “... shall.” A new sentence, not what follows the words.
    closed = text[quotation.end - 1] in ".!?۔" and text[quotation.end + 2 : quotation.end + 3].isupper()
    after = quotation.end + 1 if closed and not _is_named_after(text, quotation.end) else stop.end() if stop else ends
    return (stops[-1] if stops else begins), after


def _is_named_after(text: str, end: int) -> bool:
    """“…!” Ambassador Rassendyll said: a capital, and still the same sentence."""
    stop = _STOP.search(text, end + 1)
    return any(says.search(text, end + 1, min(stop.end() if stop else len(text), end + 60)) for says in SAYING.values())


def _distance(text: str, span: tuple[int, int], verb: re.Match[str], language: str) -> tuple[int, int]:
    """Letters between them; of two as near, the one that follows. Urdu marks who spoke."""
    start, end = span
    if language == "ur" and _SPOKE.match(text[end:]):
        return 0, 0
    return (start - verb.end(), 0) if start >= verb.end() else (verb.start() - end, 1)


@check("quotes.speaker", _("Who said it"), severity="warning", kinds=("briefing", "statement"), reads=("registers",))
def speakers(context: Context) -> Iterator[Finding]:
    """The words are a cited statement's, and the sentence gives them to somebody else."""
    for text in context.texts:
        cards = [card for card in statements(text) if card["statement"]["mode"] != "paraphrase"]
        if not cards:
            continue
        spoken = [(card, words_in(card["statement"]["words"])) for card in cards]
        for passage in text.passages:
            quoted = quotations(passage.text)
            long = [one for one in quoted if len(words_in(one.words)) >= LEAST_WORDS]
            if not long:
                continue
            found = mentions(passage.text, text.language, context.registers)
            found = tuple(one for one in found if not any(q.start <= one.start < q.end for q in quoted))
            for quotation in long:
                of = [card for card, words in spoken if said_in(quotation.words, words)]
                by = attributed(passage.text, quotation, tuple(long), found, text.language) if of and found else None
                if by is None or any(_is_by(card, one) for card in of for one in by.people):
                    continue
                yield _finding(text, passage, quotation, by=by, card=of[0])


def _is_by(card: Mapping[str, Any], person: Named) -> bool:
    speaker = card["statement"]["speaker"]
    return bool(speaker["slug"] == person.slug or speaker["name"] in dict(person.names).values())


def _finding(text: Read, passage: Passage, quotation: Quotation, *, by: Mention, card: Mapping[str, Any]) -> Finding:
    said = card["statement"]
    return Finding(
        text.uid,
        text.language,
        _("“%(passage)s” is given to %(named)s, and it is %(who)s who said it."),
        _("Name the one who said it, or cite the statement of the one who is named."),
        passage.at(quotation.start, quotation.end),
        quotation.words,
        values={
            "passage": short(quotation.words),
            "named": passage.text[by.start : by.end],
            "who": said["speaker"]["name"],
        },
        about=(by.people[0].slug, said["speaker"]["slug"]),
        others=(Side(card["uid"], card["language"], said["words"]),),
    )
