"""Measures of things: what one weighs, how fast it is, where something is; and limits that may be points reached."""

import re

from .measuring import COUNTS
from .numbers import Number
from .passages import sentence_at
from .patterns import compiled

_LENGTHS = frozenset({"mm", "cm", "m", "km", "ft", "mi", "nmi"})
# Of a thing, and seldom of a statistic; of goods and roads they are both.
_LARGE = frozenset({"t", "km", "ha"})
_SMALL = _LENGTHS - _LARGE | {"mg", "g", "kg", "l", "ml", "degree", "Hz", "kHz", "MHz", "GHz", "MB", "GB", "kW"}
_FEW = 10
_FAR_BEFORE = {
    "en": r"\b(?:within|above|below|beyond|(?:altitude|height|depth)s? of|radius of|distance of)\s+(?:about\s+)?\Z",
    "ru": r"\b(?:ближе|дальше|далее|выше|ниже|глубже|радиусе|расстоянии|высоте|глубине)\s+(?:до|в|около)?\s*\Z",
    "kk": r"(?!)",
    "ur": r"(?!)",
}
_FAR_AFTER = {
    "en": r"\A\s+(?:away|from|off|above|below|(?:north|south)-?(?:east|west)?|east|west|upstream|downstream|inland"
    r"|outside)\b",
    "ru": r"\A\s+(?:от|к (?:северу|югу|востоку|западу)|севернее|южнее|западнее|восточнее|выше|ниже)\b",
    "kk": r"\A-?\s?[дтн][ае]н\s+(?:жақын|алыс|жоғары|төмен|әрі|тыс)\w*"
    r"|\A\s*\w*\s+(?:қашықтық|радиус|биіктік|тереңдік)\w*"
    r"|\A\s+(?:жерде|жердегі|төменде|жоғарыда|солтүстік|оңтүстік|шығыс|батыс)\w*",
    "ur": r"\A\s+(?:سے\s+)?(?:(?:کے|کی|کم)\s+)?(?:اندر|دور|اوپر|نیچے|بلند|بلندی|گہرائی|فاصل\w+|دوری"
    r"|شمال|جنوب|مشرق|مغرب)(?!\w)",
}
# What a thing weighs, or how long it is.
_OF_A_THING = {
    "en": r"\b(?:weigh(?:s|ed|ing|t)?|mass|load|payload|length|width|height|depth|range|speed|altitude|orbit|resolution"
    r"|baggage|luggage|mileage)\b|\A\W*(?:long|wide|high|deep|tall|heavy|apart)\b",
    "ru": r"\b(?:вес\w{0,3}|весит|весить|весят|масс[аыуеой]+|длин\w+|ширин\w+|высот\w+|глубин\w+|скорост\w+|дальност\w+"
    r"|разрешени\w+|орбит\w+|багаж\w*|нагрузк\w+|пробег\w*)\b",
    "kk": r"\b(?:салма[ғқ]\w*|ұзынды[ғқ]\w*|ені|енінің|биікті[гк]\w*|терең\w*|жылдамды[ғқ]\w*|айырымдылы\w*|орбита\w*"
    r"|жүріс\w*)\b",
    "ur": r"(?:وزن|لمبائی|چوڑائی|اونچائی|بلندی|گہرائی|رفتار|ریزولوشن|مدار|سامان شامل)",
}
_OF_AIR = re.compile(
    r"\b(?:humidity|alcohol|concentration|влажност\w*|концентраци\w*|ылғалдылы\w*)\b|نمی|رطوبت", re.IGNORECASE
)
# How much it does in a time.
_RATE = re.compile(
    r"\A\s+(?:an?|per|each|every|в|за)\s+(?:hour|minute|second|day|час|минуту|секунду|сутки)\b"
    r"|(?:сағатына|минутына|секундына)\s+\Z|(?:گھنٹے|منٹ|سیکنڈ) میں\s+\Z",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b(?:trucks?|lorr(?:y|ies)|vehicles?|vessels?|ships?|грузовик\w*|машин\w*|суд(?:а|но|ов)|көлі[кг]\w*|кеме\w*)\b|ٹرک|گاڑی"
    r"|گاڑیاں|جہاز",
    re.IGNORECASE,
)
# So much of something: 40 t of food, 74 km of road.
_OF_GOODS = {
    "en": r"\A\s+(?:of\s|(?!(?:and|or|each|from|to|per|long|away|an?|in|on|at|must|may|can|is|are|was|were|shorter"
    r"|longer)\b)[a-z]{4,})",
    "ru": r"\A\s+(?!(?:нельзя|можно|тогда|когда|всегда)\b)[а-яё-]{2,}"
    r"(?:ого|его|ой|ей|ых|их|ов|ев|а|я|ы|и|рог|уза|сти)\b",
    "kk": r"\A\s+(?!(?:және|мен|пен|он|екі|артық|ауыр|асатын|жерде|төмен\w*|жоғары\w*|қашық\w*)\b)[а-яәғқңөұүһі]{3,}",
    "ur": r"\A\s+(?!(?:سے|کے|کی|کا|کم|تک|تھا|تھی|ہے|ہیں|نیچے|اوپر|دور|طویل|لمب\w)(?!\w))\w{3,}",
}
# Shorter by so much: «короче на 37 км».
_DIFFERENCE = re.compile(r"\bна\s+\Z", re.IGNORECASE)
# These name a limit, or a point that was reached: the sentence alone seldom tells.
_UP_TO = {
    "en": r"\b(?:up to|as (?:far|high|deep|much|many|long) as|within|to)\s+(?:\w+\s+)?\Z",
    "ru": r"\b(?:до|ближе|в пределах)\s+\Z",
    "kk": r"\A\s*\w*\s*дейін\w*|\A-?\s?[дтн][ае]н\s+жақын",
    "ur": r"\A\s+(?:\S+\s+)?(?:تک|اندر)(?!\w)",
}


_BEFORE, _AFTER, _THING = compiled(_FAR_BEFORE), compiled(_FAR_AFTER), compiled(_OF_A_THING)
_GOODS, _LIMITS = compiled(_OF_GOODS), compiled(_UP_TO)


def is_length(number: Number) -> bool:
    return number.unit in _LENGTHS


def is_far(before: str, after: str, language: str) -> bool:
    """Where something is, and not how long it is: within 10 km of the border, above 2,500 m."""
    return bool(_BEFORE[language].search(before) or _AFTER[language].match(after))


def is_technical(text: str, number: Number, language: str) -> bool:
    """A property of a thing: asked about only where it is nearly a figure that is cited."""
    unit = number.unit or ""
    if unit in _SMALL or unit.startswith("km/"):
        return True
    start, end = sentence_at(text, number.start)
    before, after = text[max(start, number.start - 40) : number.start], text[number.end : min(end, number.end + 24)]
    if unit == "percent":
        return bool(_OF_AIR.search(before) or _OF_AIR.search(after))
    if unit not in COUNTS and (_RATE.search(before) or _RATE.search(after)):
        return True
    if unit in _LARGE and number.value <= _FEW and number.qualifier != "exact":
        # Who owns less than 5 ha.
        return True
    of_a_thing = _THING[language].search(before) or _THING[language].search(after)
    # They sold 1,500 tonnes: of goods that went before. A distance stands for itself.
    alone = unit != "t" or number.qualifier != "exact" or _VEHICLE.search(text, start, end)
    return unit in _LARGE and bool(of_a_thing or (alone and not _GOODS[language].match(after)))


def is_as_certain(text: str, number: Number, other: str, language: str) -> bool:
    """Whether `other` may be meant as well: «до 10» is at most ten, or as far as ten; above 2,500 m is a place."""
    before, after = text[max(0, number.start - 40) : number.start], text[number.end : number.end + 40]
    if is_length(number) and is_far(before, after, language):
        return True
    if language == "ru" and _DIFFERENCE.search(before):
        return True
    side = after if language in {"kk", "ur"} else before
    return {number.qualifier, other} == {"exact", "at_most"} and bool(_LIMITS[language].search(side))
