"""Half a century, полвека, نصف صدی: spans of time that are no share of anything."""

from decimal import Decimal

from .number import Number
from .passage import Passage

_CENTURY, _DECADE = (Decimal(50), "year"), (Decimal(5), "year")
_YEAR, _HOUR, _DAY = ((Decimal("0.5"), unit) for unit in ("year", "hour", "day"))
# By the first word; of the last only the beginning, since it may bear a case.
_HALVES: dict[str, dict[str, tuple[tuple[tuple[str, ...], tuple[Decimal, str]], ...]]] = {
    "en": {
        "half": (
            (("a", "century"), _CENTURY), (("a", "decade"), _DECADE), (("a", "year"), _YEAR), (("an", "hour"), _HOUR),
            (("a", "day"), _DAY),
        )
    },
    "ru": {
        **dict.fromkeys(("полвека", "полувека", "полувеком"), (((), _CENTURY),)),
        **dict.fromkeys(("полгода", "полугода", "полугодом"), (((), _YEAR),)),
        **dict.fromkeys(("полчаса", "получаса"), (((), _HOUR),)),
    },
    "kk": {"жарты": ((("ғасыр",), _CENTURY), (("жыл",), _YEAR), (("сағат",), _HOUR), (("күн",), _DAY))},
    "ur": dict.fromkeys(
        ("نصف", "آدھی", "آدھا", "آدھے"),
        ((("صدی",), _CENTURY), (("سال",), _YEAR), (("گھنٹ",), _HOUR), (("دن",), _DAY)),
    ),
}  # fmt: skip


def begins_half(language: str) -> frozenset[str]:
    return frozenset(_HALVES[language])


def half_of_a_time(passage: Passage, index: int) -> tuple[Number, int] | None:
    """(the span that begins with a half at `index`, the token after it)."""
    for parts, (value, unit) in _HALVES[passage.grammar.language].get(passage.word(index), ()):
        end = index + 1 + len(parts)
        if not parts or (passage.reads(index + 1, parts[:-1]) and passage.word(end - 1).startswith(parts[-1])):
            return passage.number(index, end, value=value, kind="quantity", unit=unit)
    return None
