"""What stands in quotation marks was said so: a verbatim or written statement that the release cites."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext_lazy as _

from .context import Context
from .finding import Finding, Side
from .passages import Passage, Read, kept, sentence_at
from .registry import check
from .speaking import is_speech

# Opening marks with their closing ones; “ opens in English and closes in German and Russian hands.
_CLOSING = {"«": "»", "“": "”", "„": "“”", "”": "”“", '"': '"', "‹": "›", "‘": "’", "'": "'"}
# A speech of several paragraphs opens each of them, and closes the last alone.
_GOES_ON = frozenset("«“„")
# Fewer words are a name, a title or a term: «Казахтелеком», “Belt and Road”.
LEAST_WORDS = 5
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:…|\.{3}|۔{3})\s*[\])]?\s*")
_BRACKETS = re.compile(r"\[[^\]]*\]")
# In Russian and Kazakh who said it stands within the marks: «Мир — не подарок, — сказал посол, — а труд».
_REMARK = re.compile(
    r"([,.!?…])\s+[—–-]\s+[^—–«»]{0,100}?\b(?:сказал|заявил|отметил|подчеркн|добавил|ответил|поясн|написал|сообщил"
    r"|говорит|напомн|указал|продолж|заключил|призвал|уверен|деді|дейді|деп|айтты|айтып|атап|мәлімде|жазды|қосты"
    r"|түсіндір|жалғастыр)[^—–«»]{0,100}?[,.]\s+[—–-]\s+"
)
# Below this, two sentences are about different things.
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Quotation:
    start: int
    end: int
    words: str


@kept
def quotations(text: str) -> tuple[Quotation, ...]:
    """What stands in quotation marks, the outermost of nested ones, without the marks."""
    found: list[Quotation] = []
    at = 0
    while at < len(text):
        mark = text[at]
        if mark in _CLOSING and _opens(text, at):
            end = _closed(text, at) or (len(text.rstrip()) if mark in _GOES_ON else 0)
            if end > at + 1:
                found.append(Quotation(at + 1, end, text[at + 1 : end]))
                at = end
        at += 1
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    """An apostrophe is none, and a mark after a letter closes something."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "«„‹":
        return True
    if text[at] == "'":
        return (not before or before.isspace() or before in "([—–") and after.isalpha()
    return not (before.isalnum() or (before in {".", ",", "!", "?"} and before)) and bool(after) and not after.isspace()


def _closed(text: str, at: int) -> int:
    """The index of the mark that closes the one at `at`; 0 where none does."""
    opening, closing = text[at], _CLOSING[text[at]]
    depth = 1
    for place in range(at + 1, len(text)):
        mark = text[place]
        if mark in closing and not (mark in "’'" and _is_apostrophe(text, place)):
            depth -= 1
            if depth == 0:
                return place
        elif mark == opening and mark not in closing:
            depth += 1
    return 0


def _is_apostrophe(text: str, at: int) -> bool:
    """Ambassador’s; and with a straight mark the ministers' meeting, which closes nothing."""
    after = text[at + 1 : at + 3]
    plural = text[at] == "'" and text[at - 1 : at] == "s" and after[:1] == " " and after[1:].islower()
    return after[:1].isalpha() or plural


def without_remarks(quoted: str) -> str:
    """The words alone, where who says them stands among them."""
    return _REMARK.sub(r"\1 ", quoted)


def remarks(quotation: Quotation) -> list[tuple[int, int]]:
    """Where a quotation is interrupted by who says it: from, to."""
    return [
        (quotation.start + found.start() + 1, quotation.start + found.end())
        for found in _REMARK.finditer(quotation.words)
    ]


def words_in(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def said_in(quoted: str, words: list[str]) -> bool:
    """Whether the words hold every part of the quotation, in order: what lies between ellipses, without brackets."""
    at = 0
    for part in _ELLIPSIS.split(_BRACKETS.sub("…", without_remarks(quoted))):
        wanted = words_in(part)
        if not wanted:
            continue
        place = next(
            (
                start
                for start in range(at, len(words) - len(wanted) + 1)
                if words[start : start + len(wanted)] == wanted
            ),
            -1,
        )
        if place < 0:
            return False
        at = place + len(wanted)
    return True


def _nearness(quoted: str, words: list[str]) -> tuple[float, str]:
    """How much of the quotation is in the words, and the stretch of them that it is nearest to."""
    wanted = words_in(_BRACKETS.sub(" ", without_remarks(quoted)))
    matcher = SequenceMatcher(None, wanted, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, ""
    matched = sum(block.size for block in blocks)
    stretch = words[blocks[0].b : blocks[-1].b + blocks[-1].size]
    return matched / max(len(wanted), len(stretch)), " ".join(stretch)


def statements(text: Read) -> list[Mapping[str, Any]]:
    own = [text.content] if text.kind == "statement" else []
    return [*own, *(card for card in text.content["cites"] if card["kind"] == "statement")]


def is_quoted(text: Read, passage: Passage, place: int) -> bool:
    """Whether a character stands in the words of a statement that is cited, as they were said or written."""
    around = [one for one in quotations(passage.text) if one.start <= place < one.end] if text.content["cites"] else []
    return any(
        card["kind"] == "statement" and card["statement"]["mode"] != "paraphrase" and said_in(one.words, words)
        for one in around
        for card in text.content["cites"]
        for words in [words_in(card.get("statement", {}).get("words", ""))]
    )


@check("quotes.words", _("Quotations"), severity="warning", kinds=("briefing", "statement"))
def unknown(context: Context) -> Iterator[Finding]:
    """No statement that is cited holds these words as they stand."""
    for text, passage, quotation, card, nearness, stretch in _doubtful(context):
        if card is not None and card["statement"]["mode"] == "paraphrase":
            continue
        values: dict[str, Any] = {"passage": short(quotation.words)}
        if card is None or nearness < _NEAR:
            message = _("No statement that this release cites holds the words “%(passage)s”.")
            hint = _("Cite the statement that holds them, word for word, or say it without quotation marks.")
            others: tuple[Side, ...] = ()
        else:
            said = card["statement"]
            values |= {"who": said["speaker"]["name"], "said": short(_as_written(said["words"], stretch))}
            message = _("The words “%(passage)s” are not quite those of %(who)s: “%(said)s”.")
            hint = _("Quote word for word; mark what is left out with … and what is put in with [ ].")
            others = (Side(card["uid"], card["language"], said["words"]),)
        yield Finding(
            text.uid,
            text.language,
            message,
            hint,
            passage.at(quotation.start, quotation.end),
            quotation.words,
            values=values,
            others=others,
        )


@check("quotes.paraphrase", _("Paraphrases in quotation marks"), severity="error", kinds=("briefing", "statement"))
def paraphrased(context: Context) -> Iterator[Finding]:
    for text, passage, quotation, card, nearness, _stretch in _doubtful(context):
        if card is None or card["statement"]["mode"] != "paraphrase" or nearness < _NEAR:
            continue
        said = card["statement"]
        yield Finding(
            text.uid,
            text.language,
            _("“%(passage)s” stands in quotation marks, and the statement of %(who)s is a paraphrase."),
            _("Take the quotation marks away, or cite a verbatim statement."),
            passage.at(quotation.start, quotation.end),
            quotation.words,
            values={"passage": short(quotation.words), "who": said["speaker"]["name"]},
            others=(Side(card["uid"], card["language"], said["words"]),),
        )


_Doubt = tuple[Read, Passage, Quotation, Mapping[str, Any] | None, float, str]


def _doubtful(context: Context) -> Iterator[_Doubt]:
    """Quotations that no verbatim or written statement holds, each with the statement that comes nearest."""
    for text in context.texts:
        cards = [(card, words_in(card["statement"]["words"])) for card in statements(text)]
        for passage in text.passages:
            for quotation in quotations(passage.text):
                if len(words_in(quotation.words)) < LEAST_WORDS:
                    continue
                exact = [card for card, words in cards if said_in(quotation.words, words)]
                if any(card["statement"]["mode"] != "paraphrase" for card in exact):
                    continue
                near = sorted(
                    ((*_nearness(quotation.words, words), card) for card, words in cards),
                    key=lambda row: -row[0],
                )[:1]
                if exact:
                    yield text, passage, quotation, exact[0], 1.0, ""
                elif near and near[0][0] >= _NEAR:
                    yield text, passage, quotation, near[0][2], near[0][0], near[0][1]
                elif is_speech(
                    passage.text, quotation.start, quotation.end, text.language, _around(passage, quotation)
                ):
                    yield text, passage, quotation, None, 0.0, ""


def _around(passage: Passage, quotation: Quotation) -> tuple[int, int]:
    """From the beginning of the sentence in which a quotation opens to the end of the one in which it closes."""
    return sentence_at(passage.text, quotation.start)[0], sentence_at(passage.text, quotation.end)[1]


def _as_written(words: str, stretch: str) -> str:
    """The stretch with its capitals and marks again."""
    spaced = re.compile(r"[^\w]+".join(re.escape(word) for word in _WORD.findall(stretch)), re.IGNORECASE)
    found = spaced.search(words.replace("’", "'"))
    return words[found.start() : found.end()] if found else stretch


def short(words: str) -> str:
    return words if len(words) <= 140 else f"{words[:139].rstrip()}…"  # noqa: PLR2004  what a line holds
