"""What is said, by whom: quoted where the text quotes, reported where it reports. Nothing that the text leaves open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..checks.passages import sentences
from ..checks.quoting import Quotation, quotations, remarks, without_remarks
from .document import Paragraph
from .people import Mention
from .turns import NEAR, Turns

_LEAST_QUOTED, _LEAST_REPORTED = 4, 3
_AT_END = re.compile(r"[\s.!?…۔؟,،;:–—-]+\Z")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """`person` is an index of People.found; `who` how the text calls the speaker. `mode`: verbatim or paraphrase."""

    paragraph: int
    start: int
    end: int
    words: str
    mode: str
    person: int | None
    who: str
    reason: str
    verb: str = ""


class Talk(Turns):
    """Goes through the text from its beginning."""

    def said(self, paragraphs: Sequence[Paragraph]) -> list[Said]:
        return [
            one
            for paragraph in paragraphs
            if paragraph.text and not paragraph.is_heading
            for one in self._in(paragraph)
        ]

    def _in(self, paragraph: Paragraph) -> Iterator[Said]:
        text = paragraph.text
        quoted = [one for one in quotations(text) if len(_WORD.findall(one.words)) >= _LEAST_QUOTED]
        done = -1
        for start, end in sentences(text):
            if start < done:
                continue
            inside = [one for one in quoted if start <= one.start < end]
            if inside:
                # A quotation of several sentences ends in a later one.
                reach = [e for s, e in sentences(text) if any(s < one.end + 1 <= e for one in inside)]
                done = max([end, *reach])
                inside = [one for one in quoted if start <= one.start < done]
                yield from self._quoted(paragraph, start, done, inside)
            else:
                found = self._reported(paragraph, start, end)
                if found:
                    yield found

    def _quoted(self, paragraph: Paragraph, start: int, end: int, inside: Sequence[Quotation]) -> Iterator[Said]:
        text = paragraph.text
        subject, verb = self._subject_around(paragraph, start, end, inside)
        alone = not _WORD.search(text[start : inside[0].start]) and not _WORD.search(text[inside[-1].end : end])
        reason = "quoted"
        if subject is None:
            if not (alone and self._goes_on(paragraph) and self.speaker):
                return
            subject, reason = self.speaker, "quoted_on"
        self._speaks(subject, paragraph)
        for one in inside:
            words = without_remarks(one.words).strip().rstrip(",،").strip()
            yield self._said(paragraph, one.start, one.end, words, subject, mode="verbatim", reason=reason, verb=verb)

    def _subject_around(
        self, paragraph: Paragraph, start: int, end: int, inside: Sequence[Quotation]
    ) -> tuple[Mention | None, str]:
        """Who is named with a verb of speaking outside the quotations."""
        text, verbs = paragraph.text, self.people.grammar.verbs
        outside = list(text[start:end])
        told = [place for one in inside for place in remarks(one)]
        for one in inside:
            outside[one.start - start : one.end - start] = " " * (one.end - one.start)
        for begins, ends in told:
            # «Мы подписали, — сказал посол, — соглашение».
            outside[begins - start : ends - start] = text[begins:ends]
        bare = "".join(outside)
        mentions = [
            one
            for one in self._mentions(paragraph, start, end)
            if not any(quote.start <= one.start < quote.end for quote in inside)
            or any(begins <= one.start < ends for begins, ends in told)
        ]
        spoken = list(re.finditer(rf"(?<!\w)(?:{verbs})(?!\w)", bare, re.IGNORECASE))
        if not spoken:
            # The Ambassador: “…”
            said = [one for one in mentions if text[one.end : one.end + 3].lstrip().startswith(":")]
            return (said[-1], ":") if said else (None, "")
        if not mentions:
            return None, spoken[0][0]
        verb = min(spoken, key=lambda one: min(abs(one.start() + start - who.end) for who in mentions))
        near = min(
            mentions, key=lambda one: min(abs(verb.start() + start - one.end), abs(one.start - verb.end() - start))
        )
        return near, verb[0]

    def _reported(self, paragraph: Paragraph, start: int, end: int) -> Said | None:
        text = paragraph.text[start:end]
        if self.speech.of_this.search(text):
            subject = self._mentions(paragraph, start, end)[:1]
            if subject:
                self.last = self._meant(subject[0])
            return None
        for way in (self._according, self._aside, self._that, self._closing, self._bare, self._thing):
            found = way(paragraph, start, end)
            if found and len(_WORD.findall(found.words)) >= _LEAST_REPORTED:
                return found
        if self._goes_on(paragraph) and self.speaker and self.speech.first_person.search(text):
            return self._said(paragraph, start, end, _sentence(text), self.speaker, reason="first_person")
        self._acts(paragraph, start, end)
        return None

    def _according(self, paragraph: Paragraph, start: int, end: int) -> Said | None:
        text = paragraph.text
        if self.last and (own := self.speech.own.search(text, start, end)):
            self._speaks(self.last, paragraph)
            return self._said(
                paragraph, start, end, _sentence(text[own.end() : end]), self.last, reason="according", verb=own[0]
            )
        found = self.speech.according.search(text, start, end)
        if found is None:
            return None
        if self.speech.behind:
            subject = self._last_before(paragraph, start, found.start() + 1)
            words = (found.end(), end)
        else:
            subject = next(
                (one for one in self._mentions(paragraph, start, end) if found.end() <= one.start <= found.end() + 5),
                None,
            )
            if subject is None:
                return None
            comma = re.compile(r"\s*(?:[^,.]{0,60})?,\s*").match(text, subject.end, end)
            # …, according to the Ambassador.
            words = (comma.end(), end) if comma and found.start() - start < NEAR else (start, found.start())
        if subject is None:
            return None
        self._speaks(subject, paragraph)
        return self._said(
            paragraph, start, end, _sentence(text[slice(*words)]), subject, reason="according", verb=found["verb"]
        )

    def _aside(self, paragraph: Paragraph, start: int, end: int) -> Said | None:
        """The section, as the Ambassador noted, has issued 200 visas."""
        found = self.speech.aside.search(paragraph.text, start, end)
        if found is None:
            return None
        subject = next(iter(self._mentions(paragraph, *found.span("who"))), None)
        if subject is None:
            return None
        self._speaks(subject, paragraph)
        words = _sentence(f"{paragraph.text[start : found.start()]} {paragraph.text[found.end() : end].lstrip()}")
        return self._said(paragraph, start, end, words, subject, reason="reported", verb=found["verb"])

    def _that(self, paragraph: Paragraph, start: int, end: int) -> Said | None:
        for found in self.speech.that.finditer(paragraph.text, start, end):
            subject = self._last_before(paragraph, start, found.start()) or self._first_behind(
                paragraph, found.end("verb"), found.end()
            )
            if self.language == "kk":
                if said := self._before_verb(paragraph, start, end, found):
                    return said
                continue
            if subject is None:
                continue
            self._speaks(subject, paragraph)
            words = _sentence(paragraph.text[found.end() : end])
            verbs = re.findall(rf"(?<!\w)(?:{self.people.grammar.verbs})(?!\w)", found[0], re.IGNORECASE)
            return self._said(
                paragraph, start, end, words, subject, reason="reported", verb=(verbs or [found["verb"]])[-1]
            )
        return None

    def _before_verb(self, paragraph: Paragraph, start: int, end: int, found: re.Match[str]) -> Said | None:
        """Kazakh: who speaks stands first or last, the words before деп."""
        mentions = self._mentions(paragraph, start, end)
        first = [
            one
            for one in mentions
            if one.start - start <= NEAR or (found["deed"] and paragraph.text[start : one.start].rstrip().endswith(","))
        ]
        behind = [one for one in mentions if one.start >= (found.end("deed") if found["deed"] else found.start())]
        if not (behind or first):
            return None
        subject = (behind or first)[0]
        begin = subject.end if subject in first else start
        self._speaks(subject, paragraph)
        stop = found.end("deed") if found["deed"] else found.start()
        words = _sentence(paragraph.text[begin:stop].lstrip(" ,:"))
        verb = found["verb"] or found["told"]
        return self._said(paragraph, start, end, words, subject, reason="reported", verb=verb)

    def _closing(self, paragraph: Paragraph, start: int, end: int) -> Said | None:
        """…, he added."""
        if self.speech.closing is None:
            return None
        stripped = _AT_END.sub("", paragraph.text[start:end])
        found = self.speech.closing.search(stripped)
        if found is None:
            return None
        subject = self._last_before(
            paragraph, start + found.start(), start + found.start("verb")
        ) or self._first_behind(paragraph, start + found.end("verb"), end)
        if subject is None:
            return None
        self._speaks(subject, paragraph)
        words = _sentence(stripped[: found.start()])
        return self._said(paragraph, start, end, words, subject, reason="reported", verb=found["verb"])

    def _bare(self, paragraph: Paragraph, start: int, end: int) -> Said | None:
        return self._right_behind(self.speech.bare, paragraph, start, end)

    def _thing(self, paragraph: Paragraph, start: int, end: int) -> Said | None:
        return self._right_behind(self.speech.thing, paragraph, start, end)

    def _right_behind(self, way: re.Pattern[str] | None, paragraph: Paragraph, start: int, end: int) -> Said | None:
        for found in way.finditer(paragraph.text, start, end) if way else ():
            subject = self._last_before(paragraph, start, found.start(), most=60)
            if subject is not None:
                self._speaks(subject, paragraph)
                words = _sentence(paragraph.text[found.end() : end])
                return self._said(paragraph, start, end, words, subject, reason="reported", verb=found["verb"])
        return None

    def _said(
        self,
        paragraph: Paragraph,
        start: int,
        end: int,
        words: str,
        subject: Mention,
        *,
        reason: str,
        mode: str = "paraphrase",
        verb: str = "",
    ) -> Said:
        meant = self._meant(subject)
        who = self.people.found[meant.person].name if meant.person is not None else meant.words
        text = paragraph.text
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        return Said(paragraph.index, start, end, words, mode, meant.person, who, reason, " ".join(verb.split()))


def _sentence(words: str) -> str:
    """With a capital and a stop, as words that stand alone."""
    bare = _AT_END.sub("", words.strip(" \n\t,،–—-:"))
    if not bare:
        return ""
    stop = "۔" if re.search(r"[\u0620-\u06ff]\W*\Z", bare) else "."
    return bare[0].upper() + bare[1:] + stop
