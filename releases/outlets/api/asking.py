"""What a request asks for. What is not known is refused by name: a misspelt filter never gives everything."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils import translation
from rest_framework.request import Request

from releases.authoring.languages import LANGUAGES
from releases.editions.canonical import instant
from releases.editions.search.folding import Term, terms
from releases.outlets.addresses import KINDS

from .problems import bad_parameter
from .readers import Reader
from .representations import FIELDS

PAGE, LONGEST_PAGE, LONGEST_WORDS = 20, 100, 200
ALWAYS = frozenset({"format"})
FILTERS = frozenset({"language", "kind", "topic", "person", "from", "to", "q", "corrected", "at"})
SHAPE = frozenset({"fields", "include"})
PAGING = frozenset({"cursor", "limit", "order"})
INCLUDABLE = ("body", "cites")
EVERY = "all"
_SLUG = re.compile(r"[-\w]{1,100}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})\Z")
Order = Literal["newest", "changed"]


@dataclass(frozen=True)
class Asked:
    """`languages` are where to look, `language` is the reader's own; `at` is None for now."""

    language: str
    languages: tuple[str, ...]
    kind: str = ""
    topic: str = ""
    person: str = ""
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    words: tuple[Term, ...] = ()
    corrected: bool | None = None
    at: dt.datetime | None = None
    fields: frozenset[str] = frozenset()
    include: frozenset[str] = frozenset()
    order: Order = "newest"
    cursor: str = ""
    limit: int = PAGE

    @property
    def is_plain(self) -> bool:
        """The newest in one language, of one kind or of all, now: what is asked for most."""
        narrowed = (self.topic, self.person, self.start, self.end, self.words, self.at, self.cursor)
        return not any(narrowed) and self.corrected is None and self.order == "newest" and len(self.languages) == 1


def asked(request: Request, *, known: frozenset[str], reader: Reader, now: dt.datetime) -> Asked:
    """Raises a problem that names every parameter that is unknown, given twice, or not understood."""
    given = _given(request, known)
    language = given.get("language", "")
    if "language" in given and language not in {*LANGUAGES, EVERY}:
        raise bad_parameter(language=f"“{language}” is not one of {', '.join(LANGUAGES)}, {EVERY}.")
    own = language if language in LANGUAGES else preferred_language(request)
    start, end = _span(given)
    return Asked(
        language=own,
        languages=tuple(LANGUAGES) if language == EVERY else (own,),
        kind=_one_of(given, "kind", KINDS.values()),
        topic=_slug(given, "topic"),
        person=_slug(given, "person"),
        start=start,
        end=end,
        words=_words(given, own),
        corrected={"": None, "true": True, "false": False}[_one_of(given, "corrected", ("true", "false"))],
        at=_at(given, reader, now),
        fields=_fields(given),
        include=_include(given),
        order="changed" if _one_of(given, "order", ("newest", "changed")) == "changed" else "newest",
        cursor=given.get("cursor", ""),
        limit=_limit(given),
    )


def preferred_language(request: Request) -> str:
    return translation.get_language_from_request(request).split("-")[0]


def _given(request: Request, known: frozenset[str]) -> dict[str, str]:
    parameters = request.query_params
    names = ", ".join(sorted(known | ALWAYS))
    wrong = {
        name: f"There is no parameter “{name}” here. Known: {names}."
        for name in parameters
        if name not in known | ALWAYS
    }
    wrong |= {name: f"“{name}” is given more than once." for name in parameters if len(parameters.getlist(name)) > 1}
    wrong |= {
        name: f"“{name}” holds a character that no text has."
        for name, value in parameters.dict().items()
        if "\0" in value
    }
    if wrong:
        raise bad_parameter(**wrong)
    return {name: value.strip() for name, value in parameters.dict().items()}


def _one_of(given: dict[str, str], name: str, choices: Iterable[str]) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if value not in choices:
        raise bad_parameter(**{name: f"“{value}” is not one of {', '.join(choices)}."})
    return value


def _slug(given: dict[str, str], name: str) -> str:
    value = given.get(name)
    if value is not None and not _SLUG.match(value):
        raise bad_parameter(**{name: f"“{value}” is not a slug. Those there are stand at /api/v1/{name}s/."})
    return value or ""


def _moment(given: dict[str, str], name: str) -> dt.datetime | None:
    return moment(name, given[name]) if name in given else None


def _span(given: dict[str, str]) -> tuple[dt.datetime | None, dt.datetime | None]:
    start, end = _moment(given, "from"), _moment(given, "to")
    if start and end and start > end:
        raise bad_parameter(
            **{
                "from": f"{instant(start)} lies after `to`: nothing is released in between.",
                "to": f"{instant(end)} lies before `from`. Change one of them, or exchange the two.",
            }
        )
    return start, end


def moment(name: str, value: str) -> dt.datetime:
    """An instant with its zone. Raises a problem that names what bears it."""
    try:
        if not _MOMENT.match(value):
            raise ValueError
        return dt.datetime.fromisoformat(value).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise bad_parameter(
            **{name: f"“{value}” is not an instant. Write 2026-03-29T09:30:00.250Z, or with an offset: %2B05:00."}
        ) from None


def _at(given: dict[str, str], reader: Reader, now: dt.datetime) -> dt.datetime | None:
    at = _moment(given, "at")
    if at is not None and at > now + reader.lead:
        ahead = f"{reader.lead.total_seconds() / 60:g} minutes ahead" if reader.lead else "up to now"
        raise bad_parameter(at=f"{instant(at)} lies too far ahead: you may read {ahead}.")
    return at


def _words(given: dict[str, str], language: str) -> tuple[Term, ...]:
    if "q" not in given:
        return ()
    if len(given["q"]) > LONGEST_WORDS:
        raise bad_parameter(q=f"These are too many words. Write at most {LONGEST_WORDS} characters.")
    found = terms(given["q"], language)
    if not found:
        raise bad_parameter(q="There is no word to look for. Write at least one letter or digit.")
    return found


def _fields(given: dict[str, str]) -> frozenset[str]:
    wanted = frozenset(filter(None, given.get("fields", "").split(",")))
    unknown = wanted - FIELDS
    if unknown:
        raise bad_parameter(
            fields=f"There is no field “{', '.join(sorted(unknown))}”. Known: {', '.join(sorted(FIELDS))}."
        )
    return wanted


def _include(given: dict[str, str]) -> frozenset[str]:
    wanted = frozenset(filter(None, given.get("include", "").split(",")))
    unknown = wanted - set(INCLUDABLE)
    if unknown:
        raise bad_parameter(include=f"“{', '.join(sorted(unknown))}” is not one of {', '.join(INCLUDABLE)}.")
    return wanted


def _limit(given: dict[str, str]) -> int:
    value = given.get("limit", str(PAGE))
    if not value.isascii() or not value.isdecimal() or not 0 < int(value[:9]) <= LONGEST_PAGE:
        raise bad_parameter(limit=f"“{value[:20]}” is not a number from 1 to {LONGEST_PAGE}.")
    return int(value)
