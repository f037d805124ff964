"""What a press officer would take from each text, by hand, and how the proposals compare with it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from releases.assets.writings import typed_writing
from releases.authoring.intake.known import Known
from releases.authoring.intake.proposal import Proposal
from releases.authoring.intake.reading import Intake, read

HERE = Path(__file__).parent
FOUNDING = HERE.parent / "checks" / "founding.txt"
TEXTS = ("founding", "joint", "reception", "briefing_ru", "briefing_ur", "briefing_kk")
# Written after the finders, and never seen while they were made.
UNSEEN = ("floods", "lecture_ru", "trade_ur")


def text_of(name: str) -> str:
    path = FOUNDING if name == "founding" else HERE / f"{name}.txt"
    return path.read_text(encoding="utf-8")


def taken_in(name: str, known: Known | None = None) -> Intake:
    return read(typed_writing(text_of(name), name=name), known=known)


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return truth


@dataclass(frozen=True)
class Score:
    """Of one kind: what was found, what was proposed wrongly, what was missed."""

    right: list[Any]
    wrong: list[Any]
    missed: list[Any]


def scores(intake: Intake, truth: Mapping[str, Any]) -> dict[str, Score]:
    found: dict[str, Score] = {}
    for kind in ("title", "speaker", "occasion", "place", "venue", "date", "person", "organisation", "topic", "figure"):
        wanted = _wanted(kind, truth)
        proposed = [_short(proposal) for proposal in intake.proposals if proposal.kind == kind]
        optional = [tuple(row) for row in truth["optional_figures"]] if kind == "figure" else []
        found[kind] = Score(
            [one for one in proposed if one in wanted],
            [one for one in proposed if one not in wanted and one not in optional],
            [one for one in wanted if one not in proposed and one not in optional],
        )
    found["statement"] = _statements(intake, truth["statement"])
    return found


def _wanted(kind: str, truth: Mapping[str, Any]) -> list[Any]:
    rows = truth[kind]
    if kind == "title":
        return [rows] if rows else []
    if kind == "person":
        return list(rows.items())
    return [tuple(row) for row in rows] if kind == "figure" else list(rows)


def _short(proposal: Proposal) -> Any:
    said = proposal.proposed
    if proposal.kind == "figure":
        return said["value"], said["unit"], said["qualifier"]
    if proposal.kind == "person":
        return said["name"], said["title"]
    if proposal.kind == "topic":
        return said["mediatopic"]
    return said["name"] if proposal.kind in {"speaker", "organisation"} else said[proposal.kind]


def _statements(intake: Intake, rows: list[list[str]]) -> Score:
    proposed = [
        (one.proposed["speaker"], one.proposed["mode"], one.proposed["words"])
        for one in intake.proposals
        if one.kind == "statement"
    ]
    right = [row for row in rows if any(one[:2] == tuple(row[:2]) and one[2].startswith(row[2]) for one in proposed)]
    wrong = [
        one for one in proposed if not any(one[:2] == tuple(row[:2]) and one[2].startswith(row[2]) for row in rows)
    ]
    return Score(right, wrong, [row for row in rows if row not in right])


def table(texts: Iterable[str] = (*TEXTS, *UNSEEN)) -> str:
    """Precision and recall of each kind over all texts, as docs/intake.md states them."""
    rows = []
    every = [scores(taken_in(name), truth_of(name)) for name in texts]
    for kind in every[0]:
        right, wrong, missed = (
            sum(len(getattr(score[kind], part)) for score in every) for part in ("right", "wrong", "missed")
        )
        rows.append(f"| {kind} | {right + missed} | {right} | {wrong} | {missed} |")
    return "\n".join(rows)
