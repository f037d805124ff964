"""Whether what stands in quotation marks was said by somebody, or is what something is called."""

import re

# Words for saying, around a quotation.
_SAYS = {
    "en": r"\b(?:said|says?|saying|told|stat(?:ed|es|ing)|declar(?:ed|es|ing)|add(?:ed|s|ing)|not(?:ed|es|ing)"
    r"|stress(?:ed|es|ing)|emphasi[sz](?:ed|es|ing)|underlin(?:ed|es|ing)|remark(?:ed|s)|wrote|writes|writing"
    r"|repl(?:ied|ies)|answered|explain(?:ed|s|ing)|announc(?:ed|es|ing)|according to|words of|quot(?:ed|es|ing)"
    r"|conclud(?:ed|es|ing)|recall(?:ed|s|ing)|observ(?:ed|es)|insist(?:ed|s)|warn(?:ed|s)|pledged|ask(?:ed|s))\b",
    "ru": r"\b(?:сказал\w*|заявил\w*|заявля\w+|отметил\w*|отмеча\w+|подчеркнул\w*|добавил\w*|ответил\w*|пояснил\w*"
    r"|написал\w*|сообщил\w*|говорит|говорил\w*|слов(?:а|ам|ами|о)|напомнил\w*|цитат\w*"
    r"|процитировал\w*|указал\w*|считает)\b",
    "kk": r"\b(?:деді|дейді|деп|айтты|айтып|айтуынша|айтқан\w*|атап өтті|мәлімде\w+|сөз\w*|жауап берді|жазды|қосты"
    r"|түсіндірді)\b",
    "ur": r"(?:کہا|کہتے|کہتی|کہنا|بتایا|الفاظ|لکھا|کے مطابق|جواب دیا|زور دیا|وضاحت کی|اعلان کیا|فرمایا|یاد دلا)",
}
# Half a sentence in marks: he called it “a turning point for our peoples”.
_CALLS = re.compile(
    r"\b(?:call(?:ed|s|ing)|describ(?:ed|es|ing)|hail(?:ed|s|ing)|prais(?:ed|es|ing)|term(?:ed|s)|welcom(?:ed|es|ing)"
    r"|назвал\w*|назвав\w*|охарактеризовал\w*|выразил\w*|атады|атап|бағалады|قرار دیا|قرار دیتے)\b",
    re.IGNORECASE,
)
SAYING = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _SAYS.items()}
# What has a name of its own, right before that name, or in Kazakh and Urdu right after it.
_CALLED = (
    r"exhibitions?|films?|movies?|plays?|operas?|ballets?|books?|novels?|songs?|albums?|poems?|articles?|papers?|lectures?"
    r"|conferences?|forums?|seminars?|workshops?|projects?|programmes?|programs?|campaigns?|initiatives?|competitions?"
    r"|contests?|festivals?|prizes?|awards?|themes?|mottos?|motto|slogans?|topics?|titles?|titled|entitled|concerts?"
    r"|documentar(?:y|ies)|series|courses?|strateg(?:y|ies)|plans?|shows?"
    r"|выставк\w+|фильм\w*|картин\w+|книг\w+|роман\w*|пьес\w+|опер\w+|балет\w*|спектакл\w+|песн\w+|стать\w+|лекци\w+"
    r"|конференци\w+|форум\w*|семинар\w*|проект\w*|программ\w+|кампани\w+|инициатив\w+|конкурс\w*|фестивал\w+|преми\w+"
    r"|тем[аеуы]|темой|девиз\w*|лозунг\w*|названием|концерт\w*|курс\w*|стратеги\w+|серия|серии|серию"
    r"|نمائش|فلم|کتاب|ناول|ڈرام\w+|اوپیرا|گیت|نظم|مضمون|لیکچر|کانفرنس|فورم|سیمینار|منصوبہ|منصوبے|پروگرام|مہم|مقابلہ|مقابلے"
    r"|میلہ|میلے|انعام|موضوع|عنوان|نعرہ|نعرے|کنسرٹ"
)
_NAMES_BEFORE = re.compile(rf"\b(?:{_CALLED})\s*\Z", re.IGNORECASE)
_NAMES_AFTER = re.compile(
    r"\A\s*(?:көрме\w*|фильм\w*|кітаб\w*|кітап\w*|роман\w*|опера\w*|спектакл\w*|концерт\w*|әні\w*|мақала\w*|дәріс\w*"
    r"|конференция\w*|форум\w*|семинар\w*|жоба\w*|бағдарлама\w*|науқан\w*|бастама\w*|байқау\w*|фестивал\w*|тақырыб\w*"
    r"|тақырып\w*|ұран\w*|атты|деген|деп аталатын|сыйлығ\w*|стратегия\w*"
    r"|نامی|کے نام سے|کے عنوان سے|کے موضوع پر|کے نعرے)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z][\w’'-]{3,}")
_LONG = re.compile(r"[A-Za-z][\w’'-]{3,}")
_ENDED = re.compile(r"[.!?…۔؟]\W*\Z")
# Not of a programme: 19.00: «Последний паром уходит в четыре».
_COLON = re.compile(r"(?<!\d)(?<![ap]\.m\.)(?<!بجے)[:：]\s*[—–-]?\s*\Z")
_WORD = re.compile(r"[^\W_]")
_REACH = 120


def is_name(text: str, start: int, end: int) -> bool:
    """The exhibition “Salt and Silver”, «…» көрмесі; in English, Every Word With a Capital."""
    if _NAMES_BEFORE.search(text[max(0, start - 30) : start - 1]) or _NAMES_AFTER.match(text[end + 1 : end + 40]):
        return True
    words = text[start:end]
    long = _LONG.findall(words)
    return len(long) > 2 and len(_CAPITALS.findall(words)) == len(long) and not _ENDED.search(words)  # noqa: PLR2004


def is_speech(text: str, start: int, end: int, language: str, sentence: tuple[int, int]) -> bool:
    """By a word for saying beside it, a colon before it, a stop of its own, or where it is a sentence of its own."""
    if is_name(text, start, end):
        return False
    begins, stops = max(sentence[0], start - _REACH), min(sentence[1], end + _REACH)
    outside = text[begins : start - 1], text[end + 1 : stops]
    if _COLON.search(outside[0]) or _ENDED.search(text[start:end]) or not any(map(_WORD.search, outside)):
        return True
    return any(SAYING[language].search(side) or _CALLS.search(side) for side in outside)
