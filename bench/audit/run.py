"""`make audit`: the site as the real tools see it, started as `make run` starts it. Exit 1 where one finds fault.

python -m bench.audit.run            measures, prints, writes docs/audit.md
python -m bench.audit.run --markup   the Nu HTML checker alone
"""

import datetime as dt
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.audit import lighthouse, markup
from bench.audit.installation import ROOT, running
from bench.audit.pages import LANGUAGES, Answer, page_types
from tests.prepare import system_browser

LARGEST_PAINT_MS, MOST_BYTES = 1000, 60_000
WRITTEN = ROOT / "docs" / "audit.md"


def main(arguments: Sequence[str]) -> int:
    missing = _missing()
    if missing:
        print(
            f"The audit needs {', '.join(missing)}. On Debian: apt-get install nodejs npm default-jre-headless chromium"
        )
        return 1
    with running() as origin:
        answers = [answer for language in LANGUAGES for answer in page_types(origin, language)]
        faults = markup.faults(answers)
        print(f"Nu HTML checker: {len(answers)} pages, {len(faults)} errors", *faults, sep="\n  ", flush=True)
        if "--markup" in arguments:
            return bool(faults)
        visits: list[lighthouse.Visit] = []
        light: dict[lighthouse.Visit, int] = {}
        for language in ("en", "ur"):
            statement = _without_pictures(answers, language)
            for path in (f"/{language}/", statement, f"/{language}/statements/", f"/{language}/releases/"):
                visits.append(lighthouse.measure(origin, path))
                print(_line(visits[-1]), flush=True)
            visit = next(visit for visit in visits if visit.path == statement)
            light[visit] = lighthouse.largest_paint_ms(origin, statement)
            print(_painted(visit, light[visit]), flush=True)
    lines, missed = _judged(answers, faults, visits, light)
    WRITTEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(*missed, sep="\n")
    return bool(missed)


def _missing() -> list[str]:
    tools = [name for name in ("node", "java") if not shutil.which(name)]
    packages = Path(__file__).parent / "node_modules"
    return [
        *tools,
        *([] if system_browser() else ["chromium"]),
        *([] if packages.is_dir() else ["its npm packages (npm ci)"]),
    ]


def _without_pictures(answers: Sequence[Answer], language: str) -> str:
    return next(
        answer.path
        for answer in answers
        if answer.path.startswith(f"/{language}/statements/") and answer.path.count("/") == 4 and answer.status == 200
    )


def _line(visit: lighthouse.Visit) -> str:
    scores = " / ".join(map(str, visit.scores))
    return f"| `{visit.path}` | {scores} | {visit.largest_paint_ms} | {visit.sent_bytes / 1000:.1f} |"


def _painted(visit: lighthouse.Visit, paint_ms: int) -> str:
    return f"- `{visit.path}`: largest paint after {paint_ms} ms"


def _judged(
    answers: Sequence[Answer],
    faults: Sequence[str],
    visits: Sequence[lighthouse.Visit],
    light: Mapping[lighthouse.Visit, int],
) -> tuple[list[str], list[str]]:
    """The page of documentation, and what missed its limit."""
    missed = [f"{visit.path}: {', '.join(visit.failed)}" for visit in visits if not visit.is_perfect]
    for visit, paint_ms in light.items():
        if paint_ms >= LARGEST_PAINT_MS:
            missed.append(f"{visit.path}: largest paint after {paint_ms} ms, limit {LARGEST_PAINT_MS}")
        if visit.sent_bytes > MOST_BYTES:
            missed.append(f"{visit.path}: {visit.sent_bytes} bytes, limit {MOST_BYTES}")
    missed += faults
    return [
        "# Audit",
        "",
        f"Written by `make audit` on {dt.datetime.now(dt.UTC):%Y-%m-%d}, against the demonstration as `make run` "
        "starts it, with one release corrected, one withdrawn and one briefing ahead.",
        "",
        f"Nu HTML checker: {len(answers)} pages in {len(LANGUAGES)} languages, {len(faults)} errors. "
        "Two of each shape of address, among them 404, 410, past editions and searches.",
        "",
        "The search is measured without words: pages of what readers type are kept out of search engines, and "
        "Lighthouse's mark counts that against a page.",
        "",
        "Lighthouse, mobile settings with simulated throttling (slow 4G, a processor four times slower), the median of "
        f"up to {lighthouse.MOST_RUNS} visits. Wanted: 100 in each; a release without pictures within "
        f"{MOST_BYTES // 1000} kB, its largest paint within {LARGEST_PAINT_MS} ms.",
        "",
        f"| page | {' / '.join(lighthouse.CATEGORIES)} | largest paint simulated, ms | sent, kB |",
        "|---|---|---|---|",
        *map(_line, visits),
        "",
        "With line and processor held back for real (Lighthouse's applied throttling), the median of "
        f"{lighthouse.MOST_RUNS} visits:",
        "",
        *(_painted(visit, paint_ms) for visit, paint_ms in light.items()),
        "",
        *(["Missed:", "", *(f"- {one}" for one in missed)] if missed else ["Nothing missed its limit."]),
    ], missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
