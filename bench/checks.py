"""All checks on a briefing of 2,000 words in each of four languages, beside the limit.

    python bench/checks.py

The words are those of the demonstration, repeated, with a body of blocks, the registers and figures of the founding
briefing. Prints processor time: of a first run, which reads every passage; of a run after one block has changed; and of
one after nothing has. As a ratio too: what the last two cost of the first. Exit 1 where the first misses the limit.
"""

import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORDS, BLOCK, RUNS, LIMIT_MS = 2_000, 80, 9, 150.0


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("EMBASSY_DEMONSTRATION", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
    import django

    django.setup()
    from tests.authoring.checks import contents

    whole = [_briefing(language, contents) for language in contents.LANGUAGES]
    changed = [{**one, "body": [*one["body"][1:], {"type": "text", "html": "<p>Words.</p>"}]} for one in whole]
    registers = contents.founding_registers()
    first = _median(whole, registers, before=_forget)
    block = _median(changed, registers, before=lambda: _primed(whole, registers))
    nothing = _median(whole, registers, before=lambda: None)
    words = sum(len(_plain(one).split()) for one in whole)
    print(f"{words} words in {len(whole)} languages, {len(whole[0]['body'])} blocks each")
    print(f"first run       {first:6.1f} ms  limit {LIMIT_MS:.0f} ms")
    print(f"a block changed {block:6.1f} ms  {block / first:.2f} of the first")
    print(f"nothing changed {nothing:6.1f} ms  {nothing / first:.2f} of the first")
    return int(first > LIMIT_MS)


def _briefing(language: str, contents: Any) -> dict[str, Any]:
    words = [
        word for text in _strings(contents.demo(language)["releases"]) for word in re.sub(r"<[^>]+>", " ", text).split()
    ]
    repeated = (words * (WORDS // len(words) + 1))[:WORDS]
    blocks = [
        {"type": "text", "html": f"<h2>{place}.</h2><p>{' '.join(repeated[place : place + BLOCK])}</p>"}
        for place in range(0, WORDS, BLOCK)
    ]
    figures = [
        contents.statistic(
            ("800", "person", "about", "actual"), ("54", "percent", "exact", "actual"), language=language
        ),
        contents.statistic(("200000000", "USD", "exact", "actual"), language=language, number=8),
    ]
    return contents.content(language=language, title="Briefing", summary="Words.", body=blocks, cites=figures)


def _run(whole: list[dict[str, Any]], registers: Any) -> None:
    from releases.authoring.checks.known import run
    from tests.authoring.checks import contents

    run([contents.context(*whole, registers=registers, mission_languages=contents.LANGUAGES)])


def _primed(whole: list[dict[str, Any]], registers: Any) -> None:
    _forget()
    _run(whole, registers)


def _forget() -> None:
    """Everything that was read; the tables of words stay, as in a server that runs."""
    from releases.authoring.checks import registry

    registry.forget()


def _median(whole: list[dict[str, Any]], registers: Any, *, before: Any) -> float:
    times = []
    _run(whole, registers)
    for _turn in range(RUNS):
        before()
        began = time.process_time()
        _run(whole, registers)
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)


def _plain(content: dict[str, Any]) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", block["html"]) for block in content["body"])


if __name__ == "__main__":
    sys.exit(main())
