"""The reader of numbers on 2,000 words in each of four languages, beside its limit.

    python bench/reading_numbers.py

The words are those of the demonstration, repeated. Prints the median of each language in processor time, and the time
of the first reading, which builds the tables; exit 1 where the sum misses the limit.
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORDS, RUNS, LIMIT_MS = 2_000, 21, 40.0


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from releases.authoring.checks.numbers import read_numbers

    total = 0.0
    for language in ("en", "kk", "ru", "ur"):
        words = _words(language)
        text = " ".join((words * (WORDS // len(words) + 1))[:WORDS])
        first = _ms(lambda text=text, language=language: read_numbers(text, language=language))
        median = statistics.median(
            _ms(lambda text=text, language=language: read_numbers(text, language=language)) for _run in range(RUNS)
        )
        total += median
        found = len(read_numbers(text, language=language))
        print(f"{language}  {median:5.1f} ms  {found} numbers in {WORDS} words  (first time {first:.0f} ms)")
    print(f"all {total:5.1f} ms  limit {LIMIT_MS:.0f} ms")
    return int(total > LIMIT_MS)


def _words(language: str) -> list[str]:
    demo = json.loads((ROOT / "releases/management/demo" / f"{language}.json").read_text())
    return re.sub(r"<[^>]+>", " ", " ".join(_strings(demo))).split()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)


def _ms(act: Any) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
