"""Contents as an edition has them, written by hand for the checks; and the founding text with its registers."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from releases.authoring.checks.context import NO_REGISTERS, Context, Held, Named, Registers
from releases.authoring.checks.figures import observations
from releases.authoring.checks.finding import Finding
from releases.authoring.checks.known import CHECKS
from releases.authoring.checks.passages import Read
from releases.authoring.checks.registry import run

DEMO = Path(__file__).resolve().parents[3] / "releases" / "management" / "demo"
LANGUAGES = ("en", "kk", "ru", "ur")
TODAY = dt.date(2030, 1, 1)
UID = "00000000-0000-4000-8000-000000000001"


Content = dict[str, Any]


def content(kind: str = "briefing", language: str = "en", *, html: str = "", uid: str = UID, **parts: Any) -> Content:
    """A whole content of a kind; `html` becomes one block of text, `parts` replace what they name."""
    facts: dict[str, dict[str, Any]] = {
        "briefing": {"held_on": None, "starts_at": None, "ends_at": None, "venue": "", "place": "", "speakers": []},
        "statement": {"words": "", "mode": "paraphrase", "speaker": person("Rudolf Rassendyll"), "briefing": None},
        "statistic": {"observations": []},
        "media": {"alt_text": "A hall.", "decorative": False, "licence_until": None},
    }
    own = {**facts[kind], **parts.pop("facts", {})}
    return {
        "uid": uid,
        "kind": kind,
        "language": language,
        "source_language": "en",
        "translation": None if language == "en" else {"of": "en", "words_digest": "w"},
        "words_digest": "w",
        "slug": "slug",
        "title": "",
        "summary": "",
        "note": "",
        "body": [{"type": "text", "html": html}] if html else [],
        "cites": [],
        kind: own,
        **parts,
    }


def person(name: str) -> dict[str, Any]:
    return {"slug": name.lower().replace(" ", "-"), "name": name, "office": None}


def statement(words: str, *, mode: str = "verbatim", who: str = "Rudolf Rassendyll", language: str = "en") -> Content:
    facts = {"words": words, "mode": mode, "speaker": person(who), "briefing": None}
    uid = f"00000000-0000-4000-9000-{abs(hash(words)) % 10**12:012d}"
    return content("statement", language, uid=uid, title="Statement", facts=facts)


def statistic(
    *rows: tuple[str, str, str, str], title: str = "Trade", language: str = "en", number: int = 7, summary: str = ""
) -> dict[str, Any]:
    """Observations as (value, unit, qualifier, nature)."""
    observed = [
        {
            "id": number * 100 + place,
            "value": value,
            "unit": unit,
            "qualifier": qualifier,
            "nature": nature,
            "period_from": None,
            "period_until": None,
            "as_of": None,
            "source": "",
            "display": f"{qualifier} {value} {unit}",
        }
        for place, (value, unit, qualifier, nature) in enumerate(rows)
    ]
    uid = f"00000000-0000-4000-a000-{number:012d}"
    return content("statistic", language, uid=uid, title=title, summary=summary, facts={"observations": observed})


def context(*contents: Mapping[str, Any], registers: Registers = NO_REGISTERS, **facts: Any) -> Context:
    """Of one release; what it cites is what it may take its figures from."""
    texts = tuple(Read(one) for one in contents)
    observed = {
        text.language: tuple(
            row for card in [text.content, *text.content["cites"]] if "statistic" in card for row in observations(card)
        )
        for text in texts
    }
    return Context(texts, TODAY, registers=registers, **{"observed": observed, **facts})


def found(check: str, *contents: Mapping[str, Any], **facts: Any) -> list[Finding]:
    """What one check finds in the texts of one release."""
    settings = {name: "off" for name in CHECKS if name != check}
    return run([context(*contents, **facts)], settings=settings)  # type: ignore[arg-type]


def passages(check: str, *contents: Mapping[str, Any], **facts: Any) -> list[str]:
    return [finding.passage for finding in found(check, *contents, **facts)]


def people(**names: Mapping[str, str]) -> list[Named]:
    return [Named(slug, "person", tuple(sorted(by_language.items()))) for slug, by_language in names.items()]


def body(slug: str, names: Mapping[str, str], successor: Mapping[str, str] | None = None, retired: str = "") -> Named:
    return Named(slug, "organisation", tuple(sorted(names.items())), tuple(sorted((successor or {}).items())), retired)


def demo(language: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((DEMO / f"{language}.json").read_text(encoding="utf-8"))
    return parsed


def by_language(*path: str) -> dict[str, str]:
    words = {}
    for language in LANGUAGES:
        value: Any = demo(language)
        for part in path:
            value = value.get(part, "") if isinstance(value, dict) else ""
        if value:
            words[language] = value
    return words


def founding_registers() -> Registers:
    rows = [
        Named(
            slug,
            "person",
            tuple(sorted(by_language("people", slug).items())),
            offices=(Held(tuple(sorted(by_language("offices", office).items()))),),
        )
        for slug, office in zip(demo("en")["people"], demo("en")["offices"], strict=True)
    ]
    rows += [body(slug, by_language("organisations", slug)) for slug in demo("en")["organisations"]]
    rows.append(
        body(
            "islamic-conference",
            {"en": "Organization of the Islamic Conference"},
            by_language("organisations", "islamic-cooperation"),
            "2011-06",
        )
    )
    return Registers(rows)


def founding_text() -> str:
    """The founding text as it came in, a paragraph a line."""
    return (Path(__file__).parent / "founding.txt").read_text(encoding="utf-8")


def as_html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in re.split(r"\n+", text.strip()))
