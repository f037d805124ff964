"""Six texts of another mission, of the length and looseness of the founding one, as files; each with its truth.

Truth and texts were written before any finder was run on them. What is `optional` is right where it is proposed, and
not missed where it is not.
"""

import io
import json
from pathlib import Path
from typing import Any

import docx

from releases.assets.writings import Writing, read_writing
from releases.authoring.intake.proposal import Proposal
from releases.authoring.intake.reading import Intake, read
from tests.assets.test_writings import odt
from tests.authoring.intake.truth import Score

HERE = Path(__file__).parent / "loose"
NAMES = {
    "ferry_en": "docx",
    "nurses_en": "eml",
    "railway_ru": "odt",
    "amber_ru": "html",
    "water_kk": "txt",
    "farmers_ur": "docx",
}
# Written after what those six had shown was mended, and never seen while it was.
LATER = {"harvest_en": "txt", "clinic_ru": "txt", "school_kk": "txt", "trade_fair_ur": "txt"}  # fmt: skip
FORMATS = {**NAMES, **LATER}
_PLACED = frozenset({"venue", "place", "occasion"})
KINDS = ("title", "speaker", "occasion", "place", "venue", "date", "person", "organisation", "topic", "figure")


def file_of(name: str) -> bytes:
    text = (HERE / f"{name}.{FORMATS[name]}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line]
    match FORMATS[name]:
        case "docx":
            return _word(lines)
        case "odt":
            return odt("".join(_tagged(line, "text:h", "text:p", ' text:outline-level="{}"') for line in lines))
        case "html":
            body = "".join(_tagged(line, "h{}", "p", "") for line in lines)
            return f"<!doctype html><html><body>{body}</body></html>".encode()
    return text.encode()


def _word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        marks, words = _marks(line)
        if marks:
            document.add_heading(words, marks)
        else:
            document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _marks(line: str) -> tuple[int, str]:
    words = line.lstrip("#")
    return len(line) - len(words), words.strip()


def _tagged(line: str, heading: str, plain: str, attributes: str) -> str:
    marks, words = _marks(line)
    tag = heading.format(marks) if marks else plain
    return f"<{tag}{attributes.format(marks) if marks else ''}>{words}</{tag}>"


def writing_of(name: str) -> Writing:
    return read_writing(io.BytesIO(file_of(name)), name=f"{name}.{FORMATS[name]}")


def taken_in(name: str) -> Intake:
    return read(writing_of(name), known=None)


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return truth


def scores(intake: Intake, truth: dict[str, Any]) -> dict[str, Score]:
    found: dict[str, Score] = {}
    for kind in (*KINDS, "statement"):
        proposed = [_short(proposal) for proposal in intake.proposals if proposal.kind == kind]
        wanted, optional = ([_row(row) for row in rows] for rows in (truth[kind], truth["optional"].get(kind, [])))
        right = [one for one in proposed if any(_is(kind, one, row) for row in wanted)]
        wrong = [one for one in proposed if not any(_is(kind, one, row) for row in (*wanted, *optional))]
        missed = [row for row in wanted if not any(_is(kind, one, row) for one in proposed)]
        otherwise = [one for one in proposed if one not in right and one not in wrong]
        missed, instead = _instead(kind, missed, otherwise)
        found[kind] = Score([*right, *instead], wrong, missed)
    return found


def _row(row: Any) -> Any:
    return tuple(row) if isinstance(row, list) else row


def _is(kind: str, one: Any, row: Any) -> bool:
    return one[:2] == row[:2] and one[2].startswith(row[2]) if kind == "statement" else bool(one == row)


def _instead(kind: str, missed: list[Any], otherwise: list[Any]) -> tuple[list[Any], list[Any]]:
    """What is said in another way that is right as well: a place with its kind, a person by the shorter title."""
    if kind in _PLACED and otherwise:
        return [], missed[:1] or []
    if kind == "person":
        # Густава Штольца is Густав Штольц, as the text has him.
        names = {name[:4] for name, _title in otherwise}
        return [row for row in missed if row[0][:4] not in names], [row for row in missed if row[0][:4] in names]
    if kind == "organisation":
        near = [row for row in missed if any(row.startswith(one) or one.startswith(row) for one in otherwise)]
        return [row for row in missed if row not in near], near
    return missed, []


def _short(proposal: Proposal) -> Any:
    said = proposal.proposed
    match proposal.kind:
        case "figure":
            return said["value"], said["unit"], said["qualifier"]
        case "person":
            return said["name"], said["title"]
        case "topic":
            return said["mediatopic"]
        case "statement":
            return said["speaker"], said["mode"], said["words"]
        case "speaker" | "organisation":
            return said["name"]
    return said[proposal.kind]
