"""Numbers that name something, and state nothing: platform 4, 21 King’s Road, 35 × 45 mm, an age."""

import re

from .numbers import Number

_BEFORE = re.compile(
    r"(?:\b(?:platform|gate|floor|table|page|track|entrance|hall|terminal|pier|berth|box|case|cabinet|stand|stall|booth|bus|tram|route|flight|suite|office"
    r"|apartment|apt|house|building|block|sector|street|lane|avenue|plot|no|number|vol|volume|issue|pp?|chapter|annex|appendix"
    r"|article|section|clause|paragraph|item|lot|line|channel|form|type|class|category|grade|level|stage|phase|step|edition|version|release|extension|ext|km"
    r"|kilometre|kilometer|mile)s?"
    r"|\b(?:flight|bus|train|рейс\w*|поезд\w*)\s+[A-Z]{1,3}|پرواز(?:\s+\S{1,4}){1,2}"
    r"|\b(?:каб|кабинет\w*|платформ\w*|этаж\w*|зал\w*|подъезд\w*|выход\w*|терминал\w*|стр|страниц\w*|кв|дом\w*|д|корп\w*"
    r"|рейс\w*|маршрут\w*|автобус\w*|поезд\w*|тип\w*|уров\w+|этап\w*|редакци\w*|верси\w*|добавочн\w*|доб|участ\w+"
    r"|ворот\w*|километр\w*|класс\w*|форм\w*|т|том\w*|с|гл|глав\w*|п|пункт\w*|част\w*"
    r"|приложени\w*|ст|стать\w*|вып\w*|стол\w*|стенд\w*|витрин\w*|офис\w*|комнат\w*|аудитори\w*)"
    r"|\b(?:бөлме\w*|қабат\w*|үй\w*|пәтер\w*|бет\w*|рейс\w*|маршрут\w*|бағыт\w*|том\w*|деңгей\w*|кезең\w*|нөмірі|бөлім\w*|тармақ\w*|қосымша\w*)"
    r"|(?:کمرہ|کمرا|منزل|گیٹ|پلیٹ فارم|ہال|صفحہ|پرواز|بس|مکان|بلاک|سیکٹر|گلی|پلاٹ|نمبر|جلد|شمارہ|صفحات|باب|شق|ضمیمہ"
    r"|آرٹیکل|دفعہ|روٹ|فارم|ٹائپ|کلاس|سطح|درجہ|مرحلہ|ایڈیشن|ایکسٹینشن|سٹال|شوکیس|کلومیٹر))\.?\s*(?:№|#|نمبر)?\s*\Z",
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
# Eight of the last ten matches are no share of anything.
_OF_THE_LAST = re.compile(
    r"(?:\b(?:last|past|previous|first|последн\w+|прошл\w+|перв\w+|соңғы|өткен|алғашқы)|آخری|گزشتہ|پچھلے|پہلے|پہلی)\s+\Z",
    re.IGNORECASE,
)
# Half a century is a time.
_A_CENTURY = re.compile(
    r"\s+(?:an?\s+)?(?:centur|decade|year|month|week|day|hour|minute|век|год|дня|час|ғасыр|жыл|айда|сағат|صدی|عشر|سال|ماہ|دن|گھنٹ)",
    re.IGNORECASE,
)
_YOUNGEST, _OLDEST = 14, 110
# Groups of digits that are no thousands, a zero before them, a score, letters and digits in one: nobody counts so.
_GROUP_AFTER, _GROUP_BEFORE = re.compile(r"[ \u00a0]\d"), re.compile(r"\d[ \u00a0]\Z")
_SCORE_AFTER, _SCORE_BEFORE = re.compile(r":\d"), re.compile(r"\d:\Z")
_CODE_BEFORE = re.compile(r"\b[A-Za-zА-Яа-яЁё]+-?\d+[/-]\Z|[^\W\d_][+−]\Z|\d\(\Z|\b[A-Z]{2,5} \Z|آئی ایس او \Z")
# A series of bare numbers: 1, 2, 4, 8 and 16.
_SERIES = re.compile(r"(?:\d+\s*[,،]\s*){2,}\d+\s+(?:and|or|и|или|және|اور|یا)\s+\Z")
_SERIES_ENDS = re.compile(r"\s*(?:\Z|[.;:)۔؛]|қатар|کے سلسل)")
# In Kazakh a hyphen before the noun makes it the one of that number: 231-километрлер.
_JOINED = re.compile(r"\d+-[а-яәғқңөұүһі]{4,}")
_CAPITALS = re.compile(r"\b[A-Z]{2,5} \Z")
_CODE_AFTER = re.compile(r"\(\d+\)|\s(?:GMT|UTC|PKT|hrs|جی ایم ٹی|по Гринвичу|нөмір\w*)\b")
_NUMERAL = re.compile(r"\d+(?:(?:\s?[-–]\s?|\s(?:to|до|تا)\s)\d+)?")
_NAMED_AFTER = re.compile(r"\s+(?:стенд|сөре|зал|бөлме|қабат|үй|бет|том|тармақ|бөлім|нөмір)\w*")


def labels(text: str, number: Number) -> bool:
    """Whether the number is a label, a house, a size across, or an age: between two commas, or aged 18 to 35."""
    before, after = text[: number.start], text[number.end :]
    if _ACROSS.match(after) or _ACROSS_BEFORE.search(before[-12:]):
        return True
    if _JOINED.match(number.text):
        return True
    if number.ratio:
        return bool(_CAPITALS.search(before[-8:]) or _OF_THE_LAST.search(before[-24:]) or _A_CENTURY.match(after))
    if number.unit != "1":
        return False
    aged = _AGED.search(before[-24:]) is not None
    return aged or (_NUMERAL.fullmatch(number.text) is not None and _is_named(before, after, number))


def _is_named(before: str, after: str, number: Number) -> bool:
    labelled = _BEFORE.search(before[-24:]) or _STREET_BEFORE.search(before[-50:]) or _STREET_AFTER.match(after)
    labelled = labelled or _NAMED_AFTER.match(after)
    return bool(labelled) or _is_code(before[-24:], after[:16], number) or _is_age(before, after, number)


def _is_code(before: str, after: str, number: Number) -> bool:
    """A telephone, an account, a score, F-7/3."""
    if len(number.text) > 1 and int(number.text[0]) == 0:
        return True
    if re.match(rf"[،,]\s*{number.text}\b", after):
        # Of 93, 93 lakh each: Urdu says twice what each has.
        return True
    grouped = _GROUP_AFTER.match(after) or _GROUP_BEFORE.search(before)
    if _SERIES.search(before) and _SERIES_ENDS.match(after):
        return True
    scored = _SCORE_AFTER.match(after) or _SCORE_BEFORE.search(before)
    return bool(grouped or scored or _CODE_BEFORE.search(before) or _CODE_AFTER.match(after))


def _is_age(before: str, after: str, number: Number) -> bool:
    named = re.search(r"\b[^\W\d_a-zа-яё][\w’'-]*,\s*\Z", before) is not None
    return named and after.startswith(",") and _YOUNGEST <= number.value <= _OLDEST
