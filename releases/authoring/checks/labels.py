"""Numbers that name something, and state nothing: platform 4, 21 King’s Road, 35 × 45 mm, an age."""

import re

from .numbers import Number

_BEFORE = re.compile(
    r"(?:\b(?:platform|gate|floor|table|page|track|entrance|hall|terminal|pier|berth|box|bus|tram|route|flight|suite|office"
    r"|apartment|apt|house|building|block|sector|street|lane|avenue|plot|no|number)s?"
    r"|\b(?:каб|кабинет\w*|платформ\w*|этаж\w*|зал\w*|подъезд\w*|выход\w*|терминал\w*|стр|страниц\w*|кв|дом\w*|д|корп\w*"
    r"|рейс\w*|маршрут\w*|автобус\w*|стол\w*|офис\w*|комнат\w*|аудитори\w*)"
    r"|\b(?:бөлме\w*|қабат\w*|үй\w*|пәтер\w*|бет\w*|рейс\w*|маршрут\w*)"
    r"|(?:کمرہ|کمرا|منزل|گیٹ|پلیٹ فارم|ہال|صفحہ|پرواز|بس|مکان|بلاک|سیکٹر|گلی|پلاٹ|نمبر))\.?\s*(?:№|#|نمبر)?\s*\Z",
    re.IGNORECASE,
)
_STREET_BEFORE = re.compile(
    r"(?:\b(?:ул|улиц\w*|просп|проспект\w*|пр|пл|площад\w*|пер|переул\w*|бульвар\w*|наб|набережн\w*)\b|көшесі|даңғылы"
    r"|سٹریٹ|اسٹریٹ|روڈ|شاہراہ)[^.!?۔;]{0,30},?\s*\Z",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(
    r"\s+(?:[A-Z][\w’'-]*\s+){1,3}(?:Road|Street|Avenue|Lane|Square|Boulevard|Drive|Place|Way|Embankment|Court|Quay)\b"
    r"|\s+(?:\S+\s+){1,2}(?:سٹریٹ|اسٹریٹ|روڈ|شاہراہ|ایونیو)"
)
_ACROSS = re.compile(r"\s*(?:mm|cm|m|мм|см|м|px)?\s*[x×х*]\s*\d", re.IGNORECASE)
_ACROSS_BEFORE = re.compile(r"\d\s*(?:mm|cm|m|мм|см|м|px)?\s*[x×х*]\s*\Z", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)\s+(?:of\s+)?(?:between\s+|from\s+)?\Z", re.IGNORECASE)
_YOUNGEST, _OLDEST = 14, 110


def labels(text: str, number: Number) -> bool:
    """Whether the number is a label, a house, a size across, or an age: between two commas, or aged 18 to 35."""
    before, after = text[: number.start], text[number.end :]
    if _ACROSS.match(after) or _ACROSS_BEFORE.search(before[-12:]):
        return True
    if number.unit != "1":
        return False
    if _AGED.search(before[-24:]):
        return True
    if not number.text.isdecimal():
        return False
    labelled = _BEFORE.search(before[-24:]) or _STREET_BEFORE.search(before[-50:]) or _STREET_AFTER.match(after)
    return bool(labelled) or _is_age(before, after, number)


def _is_age(before: str, after: str, number: Number) -> bool:
    named = re.search(r"\b[^\W\d_a-zа-яё][\w’'-]*,\s*\Z", before) is not None
    return named and after.startswith(",") and _YOUNGEST <= number.value <= _OLDEST
