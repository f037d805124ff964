"""WebVTT captions: text that we read line by line and write out anew."""

import re

from releases.errors import BadFile

from .verdicts import refuse

_TIME = r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})"
_CUE = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+[\w%:,.\- ]+)?\Z")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")  # of WebVTT; Python's splitlines knows more
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TAG = re.compile(r"</?(?:b|i|u|c|v|ruby|rt|lang)(?:[. ][^<>]*)?>|<(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}>")


def clean(data: bytes, *, name: str) -> bytes:
    """The captions with cues alone: notes, styles and regions are left out. Raises BadFile naming the line."""
    try:
        lines = _LINE_ENDS.split(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refuse(name, data[: error.start].count(b"\n") + 1) from None
    kept = ["WEBVTT", ""]
    block: list[str] = []
    start = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    for number, line in enumerate([*lines[start:], ""], start=start + 1):
        if _NOT_TEXT.search(line):
            raise _refuse(name, number)
        if line.strip():
            block.append(line)
            continue
        kept += _cue(block, name, number)
        block = []
    if len(kept) == len(["WEBVTT", ""]):
        raise _refuse(name, len(lines))
    return ("\n".join(kept)).encode()


def _cue(block: list[str], name: str, number: int) -> list[str]:
    timing = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
    if timing is None:
        if block and not block[0].startswith(("NOTE", "STYLE", "REGION")):
            raise _refuse(name, number - len(block))
        return []
    found = _CUE.match(block[timing].strip())
    if not found or _seconds(found[1]) >= _seconds(found[2]):
        raise _refuse(name, number - len(block) + timing)
    words = [_without_other_tags(line) for line in block[timing + 1 :]]
    return [block[timing].strip(), *words, ""]


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.split(":"):
        total = total * 60 + float(part)
    return total


def _without_other_tags(line: str) -> str:
    """The tags of WebVTT stay; any other `<` is written as the character it is."""
    result, end = "", 0
    for tag in _TAG.finditer(line):
        result += line[end : tag.start()].replace("<", "&lt;") + tag.group()
        end = tag.end()
    return result + line[end:].replace("<", "&lt;")


def _refuse(name: str, line: int) -> BadFile:
    return refuse(name, "captions", line=line)
