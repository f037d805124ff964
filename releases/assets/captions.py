"""WebVTT captions: text that we read line by line and write out anew."""

import re

from releases.errors import BadFile

from .verdicts import refuse

_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_CUE = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+[\w%:,.\- ]+)?\Z")
_TAG = re.compile(r"</?(?:b|i|u|c|v|ruby|rt|lang)(?:[. ][^<>]*)?>|<(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}>")


def clean(data: bytes, *, name: str) -> bytes:
    """The captions with cues alone: notes, styles and regions are left out. Raises BadFile naming the line."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise _refuse(name, data[: error.start].count(b"\n") + 1) from None
    kept = ["WEBVTT", ""]
    block: list[str] = []
    for number, line in enumerate([*lines[1:], ""], start=2):
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
        if block and not block[0].startswith(("NOTE", "STYLE", "REGION", "Kind:", "Language:")):
            raise _refuse(name, number - len(block))
        return []
    if not _CUE.match(block[timing].strip()):
        raise _refuse(name, number - len(block) + timing)
    words = [_without_other_tags(line) for line in block[timing + 1 :]]
    return [block[timing].strip(), *words, ""]


def _without_other_tags(line: str) -> str:
    """The tags of WebVTT stay; any other `<` is written as the character it is."""
    result, end = "", 0
    for tag in _TAG.finditer(line):
        result += line[end : tag.start()].replace("<", "&lt;") + tag.group()
        end = tag.end()
    return result + line[end:].replace("<", "&lt;")


def _refuse(name: str, line: int) -> BadFile:
    return refuse(name, "captions", line=line)
