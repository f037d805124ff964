"""Source and translation aligned: field by field, then block by block.

Enters: the source's passages with what has changed in them, its blocks, and the forms of the translation. Leaves: rows.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from releases.authoring.languages import direction
from releases.editions.translated import FIELDS, Followed

from .numbers_sent import number_of
from .showing_cited import Card, Cited, cited_key
from .terms import Term, Terms

_REFERENCES = ("statement", "observation", "statistic", "asset")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Passage:
    """A passage of the source on the page. `terms` are what it names, in the other language.

    `first` is the first that is behind: a link leads to it.
    """

    followed: Followed
    terms: list[Term]
    first: bool = False


@dataclass
class Row:
    """`prefix` is the form of the translation's block; `fields` are those that are typed into, `hidden` the others.

    `add` says which block of the source can be put here, and before which of the translation's.
    """

    label: str
    anchor: str = ""
    passages: list[Passage] = field(default_factory=list)
    card: Card | None = None
    is_source: bool = True
    is_target: bool = True
    prefix: str = ""
    fields: list[Any] = field(default_factory=list)
    hidden: list[Any] = field(default_factory=list)
    removal: Any = None
    errors: Any = None
    add: str = ""

    @property
    def stale(self) -> int:
        return sum(one.followed.is_stale for one in self.passages)


@dataclass(frozen=True)
class _Target:
    form: Any
    kind: str
    reference: str
    ordering: int
    words: str


def rows(
    *,
    form: Any,
    formsets: Sequence[Any],
    followed: Sequence[Followed],
    blocks: Sequence[Any],
    terms: Terms,
    cited: Cited,
) -> list[Row]:
    """`formsets` are the admin's, of the translation; `blocks` are the source's, in order."""
    first = next((one for one in followed if one.is_stale), None)
    shown = [Passage(one, terms.of(one.passage.text) if one.passage else [], one is first) for one in followed]
    return [
        *(
            _field(form, name, [one for one in shown if one.followed.name == name])
            for name in FIELDS
            if name in form.fields
        ),
        *_body(formsets, [one for one in shown if one.followed.name not in FIELDS], blocks, cited),
    ]


def _field(form: Any, name: str, passages: list[Passage]) -> Row:
    bound = form[name]
    return Row(capfirst(str(bound.label)), f"of-{name}", passages, fields=[bound], errors=bound.errors)


def _body(formsets: Sequence[Any], passages: list[Passage], blocks: Sequence[Any], cited: Cited) -> Iterator[Row]:
    ordered = sorted(targets(formsets), key=lambda target: target.ordering)
    by_block = _placed(passages, blocks)
    met = 0
    for source, target in _pairs(blocks, ordered):
        row = _row(source, target, by_block.get(source), cited)
        if target is None and source is not None:
            row.add = f"{source._meta.model_name}:{source.pk}@{met}"
        met += target is not None
        yield row


def targets(formsets: Sequence[Any]) -> Iterator[_Target]:
    for formset in (one.formset for one in formsets):
        for form in formset.forms:
            if "ordering" not in form.fields:
                continue
            name = next((name for name in _REFERENCES if name in form.fields), "")
            place = str(form["ordering"].value() or 0)
            words = " ".join(str(form[one].value() or "") for one in ("question", "html") if one in form.fields)
            reference = str(form[name].value() or "") if name else ""
            yield _Target(form, formset.model._meta.model_name, reference, number_of(place) or 0, words)


def _placed(passages: list[Passage], blocks: Sequence[Any]) -> dict[Any, list[Passage]]:
    """By block; what the source has no more stands with what it stood behind."""
    by_key = {f"{block._meta.model_name}:{block.pk}": block for block in blocks}
    found: dict[Any, list[Passage]] = {}
    last, waiting = None, []
    for one in passages:
        passage = one.followed.passage
        if passage is not None:
            last = by_key.get(passage.block, last)
        if last is None:
            waiting.append(one)
        else:
            found.setdefault(last, []).append(one)
    first = next(iter(found), blocks[0] if blocks else None)
    if waiting:
        found[first] = [*waiting, *found.get(first, [])]
    return found


def _row(source: Any, target: _Target | None, passages: list[Passage] | None, cited: Cited) -> Row:
    model = source if source is not None else target.form.instance if target is not None else None
    row = Row(capfirst(str(model._meta.verbose_name)) if model is not None else _("Text"), passages=passages or [])
    row.is_source, row.is_target = source is not None, target is not None
    if source is not None:
        row.anchor = f"of-{source._meta.model_name}-{source.pk}"
        row.card = cited.card(cited_key(source))
    if target is not None:
        form = target.form
        row.prefix, row.errors = form.prefix, form.non_field_errors() if form.is_bound else None
        for name in form.fields:
            bound = form[name]
            typed = name not in _REFERENCES and name != "DELETE" and not bound.is_hidden
            (row.fields if typed else row.hidden if name != "DELETE" else []).append(bound)
        if "DELETE" in form.fields:
            row.removal = form["DELETE"]
        if source is None:
            row.card = cited.card((target.kind, target.reference))
    return row


_Pair = tuple[Any, _Target | None]


def _pairs(blocks: Sequence[Any], targets: Sequence[_Target]) -> list[_Pair]:
    """In both orders; what shows the same thing belongs together, and texts by the numbers that they name."""
    width = len(targets) + 1
    best = [[0.0] * width for _row in range(len(blocks) + 1)]
    alike = [[_likeness(block, target) for target in targets] for block in blocks]
    for i in reversed(range(len(blocks))):
        for j in reversed(range(len(targets))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[_Pair] = []
    i = j = 0
    while i < len(blocks) and j < len(targets):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((blocks[i], targets[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((blocks[i], None))
            i += 1
        else:
            pairs.append((None, targets[j]))
            j += 1
    return [*pairs, *((block, None) for block in blocks[i:]), *((None, target) for target in targets[j:])]


def _likeness(block: Any, target: _Target) -> float:
    if block._meta.model_name != target.kind:
        return 0.0
    _kind, reference = cited_key(block)
    if reference or target.reference:
        return 3.0 if reference == target.reference else 0.0
    numbers, others = _numbers(_words(block)), _numbers(target.words)
    shared = len(numbers & others) / len(numbers | others) if numbers or others else 0.5
    return 1.0 + shared


def _words(block: Any) -> str:
    return f"{getattr(block, 'question', '')} {getattr(block, 'html', '')}"


def _numbers(words: str) -> set[str]:
    """Digits of any script: ۵۴ is 54."""
    return {"".join(str(unicodedata.digit(one)) for one in number) for number in _NUMBER.findall(words)}


def directions(source: str, target: str) -> dict[str, str]:
    return {
        "source_language": source,
        "source_direction": direction(source),
        "target_language": target,
        "target_direction": direction(target),
    }
