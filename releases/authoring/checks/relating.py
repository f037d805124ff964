"""What the words say of figures: that one grew, is a share, is the rest, or that several are of one whole."""

import re

from .numbers import Number

_GREW = {
    "en": r"\b(?:grew|grow|ris|rose|increas|up by|fell|fall|decreas|declin|drop|down by|doubl|gain|surg|shrank|higher"
    r"|lower)",
    "ru": r"\b(?:вырос|рост|увелич|возрос|повыс|прирост|сниз|сократ|упал|уменьш|больше|меньше|выше|ниже)",
    "kk": r"\b(?:өс|артты|арту|ұлғай|көбей|төменде|азай|қысқар|жоғары)",
    "ur": r"(?:اضاف|بڑھ|کمی|گھٹ|گر |گرا|گری|زیادہ|کم ہو)",
}
_SHARE = {
    "en": r"\b(?:share|turnout|participation|account(?:s|ed|ing)? for|represent|or|that is|i\.e\.|equal"
    r"|of (?:the|its|our) (?:\w+ )?(?:target|goal|objective|total))\b",
    "ru": r"\b(?:дол[яюие]|явк|участи|составля|состав|или|то есть|т\.\s?е\.|от (?:цел|план|общ))",
    "kk": r"\b(?:үлес|қатысу|құра|яғни|немесе|мақсаттың|жоспардың|жалпы)",
    "ur": r"(?:حصہ|حصے|شرح|ٹرن آؤٹ|یعنی|بنتا|بنتی|بنتے|ہدف کا|ہدف کے|کل )",
}
_REST = {
    "en": r"\b(?:the (?:rest|remaining|other|remainder)|remaining)\b",
    "ru": r"\b(?:остальн\w+|оставш\w+)\b",
    "kk": r"\bқалған\w*\b",
    "ur": r"(?:باقی|بقیہ)",
}
_SHARES = {
    "en": r"\b(?:share|shares|votes?|breakdown|structure|composition|distribution|made up|divided|split)\b",
    "ru": r"\b(?:дол[яией]\w*|голос\w*|структур\w*|состав\w*|распредел\w*)\b",
    "kk": r"\b(?:үлес\w*|дауыс\w*|құрылым\w*|бөліс\w*)\b",
    "ur": r"(?:حصہ|حصے|حصوں|ووٹ|تقسیم|ساخت)",
}
MARKED = {
    name: {language: re.compile(pattern, re.IGNORECASE) for language, pattern in table.items()}
    for name, table in (("grew", _GREW), ("share", _SHARE), ("rest", _REST), ("one", _SHARES))
}


def grows(words: str, language: str) -> bool:
    """Whether the words speak of a change: its percentages are of no whole."""
    return bool(MARKED["grew"][language].search(words))


def are_of_one(words: str, language: str) -> bool:
    """Whether the words speak of the shares of one whole: votes, a breakdown."""
    return bool(MARKED["one"][language].search(words))


def is_the_rest(words: str, start: int, share: Number, language: str) -> bool:
    """The remaining 20 percent: of one whole with those before it, from the sentence's start on."""
    told = list(MARKED["rest"][language].finditer(words, start, share.start))
    return bool(told) and share.start - told[-1].end() <= _BEHIND


_BEHIND = 24
