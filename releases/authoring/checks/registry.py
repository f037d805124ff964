"""The checks that there are, and the one way to run them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Literal

from . import passages
from .context import Context
from .finding import Finding, Place, Severity, Words, named

Function = Callable[[Context], Iterable[Finding]]
Fact = Literal[
    "registers", "marks", "observed", "earlier", "beside", "places", "addresses", "followed", "languages", "clock"
]
KINDS = ("briefing", "statement", "statistic", "media")


@dataclass(frozen=True, slots=True)
class Check:
    """`per` says how much it reads at once, `reads` which facts besides the words: its findings are kept until one of
    these is another."""

    id: str
    title: Words
    severity: Severity
    kinds: tuple[str, ...]
    per: Literal["text", "release"]
    reads: tuple[Fact, ...]
    function: Function


CHECKS: dict[str, Check] = {}


def check(
    id: str,  # noqa: A002  what the field calls it
    title: Words,
    *,
    severity: Severity,
    kinds: tuple[str, ...] = KINDS,
    per: Literal["text", "release"] = "text",
    reads: tuple[Fact, ...] = (),
) -> Callable[[Function], Function]:
    """Registers a function under an id that stays for ever: settings and acknowledgements name it."""

    def register(function: Function) -> Function:
        if id in CHECKS:
            raise ValueError(f"There are two checks called {id}.")
        CHECKS[id] = Check(id, title, severity, kinds, per, reads, function)
        return function

    return register


def run(contexts: Iterable[Context], *, settings: Mapping[str, Severity] = {}) -> list[Finding]:
    """Every finding in every release: errors first, then by text and place. `settings` are the mission's severities."""
    found: list[tuple[tuple[Any, ...], Finding]] = []
    for number, context in enumerate(contexts):
        languages = [text.language for text in context.texts]
        for one in CHECKS.values():
            severity = settings.get(one.id, one.severity)
            if severity == "off" or context.kind not in one.kinds:
                continue
            for narrowed in _narrowed(one, context):
                for finding in _kept(one, narrowed):
                    at = (number, languages.index(finding.language), *_order(finding.place))
                    found.append(((severity != "error", *at), replace(finding, check=one.id, severity=severity)))
    return named(finding for _at, finding in sorted(found, key=lambda row: row[0]))


def _order(place: Place) -> tuple[int, str, int]:
    return (-1 if place.block is None else place.block, place.field, place.start)


def _narrowed(one: Check, context: Context) -> Iterator[Context]:
    if one.per == "release":
        yield context
        return
    for text in context.texts:
        yield replace(context, texts=(text,))


_FACTS: Mapping[str, Callable[[Context], Hashable]] = {
    "registers": lambda context: context.registers,
    "marks": lambda context: tuple(context.marks.get(text.language, frozenset()) for text in context.texts),
    "observed": lambda context: tuple(context.observed.get(text.language, ()) for text in context.texts),
    "earlier": lambda context: context.earlier,
    "beside": lambda context: context.beside,
    "places": lambda context: tuple(context.places.get(text.language, ()) for text in context.texts),
    "addresses": lambda context: context.addresses,
    "followed": lambda context: tuple(
        (language, source["words_digest"]) for language, source in sorted(context.followed.items())
    ),
    "languages": lambda context: (context.mission_languages, context.public_languages),
    "clock": lambda context: (context.today, context.time_zone, context.office),
}
_MOST_KEPT = 20_000
_keep: OrderedDict[Hashable, tuple[Finding, ...]] = OrderedDict()
_lock = Lock()


def _kept(one: Check, context: Context) -> tuple[Finding, ...]:
    key: Any = (one.id, *(text.digest for text in context.texts), *(_FACTS[fact](context) for fact in one.reads))
    with _lock:
        if key in _keep:
            _keep.move_to_end(key)
            return _keep[key]
    found = tuple(one.function(context))
    with _lock:
        _keep[key] = found
        if len(_keep) > _MOST_KEPT:
            _keep.popitem(last=False)
    return found


def forget() -> None:
    """Empties what is kept: for measuring, and for tests that plant a fault."""
    with _lock:
        _keep.clear()
    passages.forget()
