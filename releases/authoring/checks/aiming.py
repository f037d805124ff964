"""What is aimed at, and what is: a target is not told as a fact, nor a fact as a target."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .context import Context, Observed
from .figures import is_the_figure, stated
from .finding import Finding, Side
from .numbers import Number
from .passages import Passage, Read, sentence_at
from .patterns import compiled
from .registry import check

_EN_VERBS = (
    r"reach|raise|bring|increase|expand|boost|achieve|enhance|double|triple|attain|lift|grow|exceed|surpass|cross|hit"
    r"|take|push|get"
)
_EN_GERUNDS = r"reaching|raising|bringing|increasing|expanding|boosting|achieving|enhancing|doubling|lifting|taking"
# What is to be reached.
_AIMED = {
    "en": rf"\b(?:targets?|targeted|goals?|aims?|aimed|aiming|objectives?|plans?|planned|ambitions?|ambitious"
    rf"|hopes?|hoped|intends?|intended|expects?|expected|forecasts?|projects|projected|projection|potential"
    rf"|anticipated|seeks?|campaigns?|the next|drive|initiatives?|programmes?|foreseen|envisag(?:ed|es)|provided for"
    rf"|stipulated|scheduled|due|propos(?:e|es|ed|al|als)|(?:is|are|was|were) (?:still )?to|wants?|will|would|should"
    rf"|could|shall|may|might|must|set to|needs? to|pledged?|commit(?:ted|ment)?"
    rf"|to (?:\w+ly )?(?:{_EN_VERBS})|(?:of|at|for|on|towards?) (?:{_EN_GERUNDS})|by (?:the end of )?20\d\d)\b",
    "ru": r"\b(?:цел[ьиея]\w*|(?:за)?план\w*|предл[оа][жг]\w*|предусм\w*|намеч\w*|предпола\w*"
    r"|обеща\w*|надежд\w*|задач\w*|намер\w*|ожида\w*|прогноз\w*|потенциал\w*|будет|будут|будем|должн?[аоы]?"
    r"|должен|предстоит|стрем\w*|рассчит\w*|надее\w*|можно|может|могут|до конца"
    r"|в (?:следующ|будущ|ближайш)\w+|\w*(?:работают|явятся|явится|кроются|кроется|чнётся|чнутся|строят|танут|танет)"
    r"|достигнет|составит|вырастет|превысит|кампани\w+|программ\w+|к (?:концу )?20\d\d|достичь|достигнуть"
    r"|достижени\w*|довести|доведени\w*|увеличить|нарастить|повысить|поднять|расширить|удвоить|превысить|выйти)\b",
    "kk": r"\b(?:мақсат\w*|жоспар\w*|ұсын\w*|уәде\w*|міндет\w*|ниет\w*|күт[іе]\w*|болжа\w*"
    r"|әлеует\w*|үміт\w*|жеткіз\w*|жету\w*|жетуі\w*"
    r"|арттыру\w*|ұлғайту\w*|көбейту\w*|көтеру\w*|тиіс\w*|көзде\w*|болады|керек|қажет|мүмкін|науқан\w*"
    r"|бағдарлама\w*|\w+(?:мақ|мек|бақ|бек|пақ|пек)"
    r"|20\d\d жылға (?:қарай|дейін))\b",
    "ur": r"(?:ہدف|اہداف|مقصد|منصوب|تصور|مقرر|مطلوب|امید|تجویز|وعد[ہے]|طے (?:ہے|ہیں|پا)|ارادہ|توقع|متوقع|امکان"
    r"|پہنچانا|پہنچانے|پہنچانی|بڑھانا|بڑھانے|بڑھا کر|حاصل کرن|چاہ"
    r"|\bگا\b|\bگی\b|\bگے\b|ہوگ[ایے]|ہونگ|جائیگ|جائینگ|کریگ|کرینگ"
    r"|لے جان|ضرورت|صلاحیت|کرنا ہے|کرنے کا|خواہ|سکتا|سکتی|سکتے|مہم|پروگرام"
    r"|20\d\d (?:کے آخر )?تک|ہونے ہیں|ہونی ہ|ہونا ہے|کرنے ہیں|کرنی ہ)",
}
# What is, or was.
_FACT = {
    "en": r"\b(?:reached|amount(?:s|ed) to|total(?:s|led|ed)|st(?:ands|ood) at|was|were|is|are|hit|exceeded"
    r"|exceeds|surpassed|achieved|attained|grew|rose|increased|crossed|came to|comes to|has|have|had|[a-z]{3,}ed"
    r"|gave|built|sent|took|brought|made|came|went|won|spent|sold|bought|paid|drew|saw|held|began|became|employs|serves|produces"
    r"|treats)\b",
    "ru": r"\b(?:достиг(?:ла|ло|ли)?|составил\w*|составля[ею]т|вырос\w*|рав[её]н|равн[аоы]|превысил\w*|превышает"
    r"|увеличил(?:ся|ась|ось|ись)|насчитыва\w+|был[аои]?|возрос\w*|повысил\w*|вышел|вышла"
    r"|(?:по|со|вы|за|на|про|при|под|от|до|ра[зс]|во[зс]|у|об|из|пере|с|в)\w{2,}"
    r"(?:[иаяеыу]л[аои]?|[аиое]н[аоы]|ёл|[аеё]но)(?:с[ья])?"
    r"|работает|работают|действуют|обслужива\w+|производ\w+)\b",
    "kk": r"\b(?:жетті|жетіп|жеткен|құрады|құрайды|құраған|болды|болған|асты|асып|өсті|өсіп|артты|тең|ұлғайды)\b"
    # The past of a verb, at the end of its clause; of those in -а- only what cannot be the present.
    r"|(?:\w{2,}(?:(?<![йае])(?:ды|ді)|ты|ті)"
    r"|(?:жина|жаса|қара|баста|аяқта|төле|\w{3,}(?<=[бгғджзйкқлмнңпрстшу])(?:ла|ле|да|де))(?:ды|ді))\s*[.,;:»]",
    "ur": r"(?:پہنچ گ|پہنچ چک|پہنچی|پہنچا ہے|رہی|رہا|رہے|ہو گئی|ہو گیا|ہوئی"
    r"|ہوا(?! (?:سے|کی|کے|اور)\b)|بنتی ہے|بنتا ہے|تھی|تھا|تجاوز کر|چک[اےی] ہ"
    r"|(?:کیے|کیا|دیے|دیا|کی|ہوئے|گئے|گئی|گیا)(?: ہیں?| ہے)?\s*[۔،؛]"
    r"|نے \w.{0,80}(?:کیے|کیا|دیے|دیا|کی)\b)",
}
# What stands for “is”, and tells a fact where nothing else tells of an aim.
_COPULA = {
    "en": r"(?!)",
    "ru": r"[—–]\s+(?:\w+\s+){0,3}\d",
    "kk": r"[—–]\s+(?:\w+\s+){0,2}\d",
    "ur": r"(?:ہے|ہیں)\s*[۔،؛]",
}
_CLAUSE = {
    "en": r"[;:—–]|\bthat\b|,\s+(?:and|but|while|whereas|yet)\b|\s(?:and|but|while|whereas)\s",
    "ru": r"[;:]|,\s*(?:что|а|но|и|однако|тогда как|при этом|хотя)\s|\s(?:и|а|но)\s",
    "kk": r"[;:]|,\s*|\s(?:және|ал|бірақ)\s",
    "ur": r"[؛:]|،\s*|\s(?:کہ|اور|جبکہ|لیکن|مگر)\s",
}
# A goal named right before a number that it is said to be.
_GOAL = {
    "en": r"\b(?:target|goal|objective)\b(?P<between>[^.;:]{0,40}?)(?:\bof\b|\bis\b|\bwas\b|\bremains\b|\bset at\b|:|,)"
    r"(?P<last>[^.;:]{0,24})\Z",
    "ru": r"\b(?:цел(?:ь|и|ью)|целево\w+ показател\w+)(?P<between>[^.;:]{0,40}?)(?:—|–|-|:|составля\w+|в размере|\bв\b)"
    r"(?P<last>[^.;:]{0,24})\Z",
    "kk": r"\bмақсат\w*(?P<between>[^.;:]{0,40}?)(?:—|–|-|:|,)(?P<last>[^.;:]{0,24})\Z",
    "ur": r"(?:ہدف)(?P<between>[^۔؛:]{0,30}?)(?:\s|:)(?P<last>[^۔؛:]{0,24})\Z",
}
# The number before or after these is where it starts, what it is measured by, or what was reached of it.
_NOT_THE_GOAL_BEFORE = {
    "en": r"\b(?:from|over|above|beyond|than|against|current|present|existing|below)\W*\Z",
    "ru": r"\b(?:с|со|от|сверх|чем|нынешн\w+|текущ\w+|выше|ниже)\W*\Z",
    "kk": r"\b(?:қазіргі|бүгінгі)\W*\Z",
    "ur": r"(?:موجودہ|حالیہ)\W*\Z",
}
_NOT_THE_GOAL_AFTER = {
    "en": r"\A\W*(?:was|were|has been|had been)\s+(?:\w+ )?(?:reached|met|exceeded|surpassed|achieved)",
    "ru": r"\A[^.;]{0,24}(?:достигнут|превышен|выполнен)",
    "kk": r"\A\s*\w*(?:\s+\w+)?[дтн][ае]н\b|\A[^.;]{0,30}(?:жет(?:ті|кен)|орындал)",
    "ur": r"\A(?:\s+\w+){0,3}\s+سے\b|\A[^۔؛]{0,30}(?:حاصل ہو|پورا ہو|مکمل ہو)",
}


_AIMED_AT, _IS, _PARTED, _GOAL_IS = compiled(_AIMED), compiled(_FACT), compiled(_CLAUSE), compiled(_GOAL)
_IS_SO = compiled(_COPULA)
_NOT_BEFORE, _NOT_AFTER = compiled(_NOT_THE_GOAL_BEFORE), compiled(_NOT_THE_GOAL_AFTER)


@check("figures.target", _("Targets told as facts"), severity="warning", reads=("observed", "marks"))
def targets(context: Context) -> Iterator[Finding]:
    """Against the nature of the figure that it is: where several have its value, all of them are meant."""
    for text in context.texts:
        observed = context.observed.get(text.language, ())
        for passage, number in stated(text, context):
            equal = [one for one in observed if is_the_figure(number, one)]
            if number.kind == "range" and len({one.value for one in equal}) == 1:
                # Of a range one end alone: open 10–18.
                continue
            natures = {one.nature == "target" for one in equal}
            if natures == {True} and not _is_aimed_at(passage.text, number, text.language):
                yield _finding(
                    text,
                    passage,
                    number,
                    equal[0],
                    message=_("“%(passage)s” is a target (“%(title)s”), and the sentence tells it as a fact."),
                    hint=_("Say that it is aimed at, or cite the actual figure."),
                )
            elif natures == {False} and _is_the_goal(passage.text, number, text.language):
                yield _finding(
                    text,
                    passage,
                    number,
                    equal[0],
                    message=_("“%(passage)s” is what is (“%(title)s”), and the sentence tells it as a target."),
                    hint=_("Say that it is so already, or cite the target."),
                )


def _is_aimed_at(text: str, number: Number, language: str) -> bool:
    """By its own clause where that states something; else by the sentence. What is neither aimed at nor a fact by any
    word is left alone: a plan has more words than a list."""
    start, end = sentence_at(text, number.start)
    cuts = [cut for cut in _PARTED[language].finditer(text, start, end) if not cut.end() > number.start >= cut.start()]
    begins = max([cut.end() for cut in cuts if cut.end() <= number.start], default=start)
    stops = min([cut.start() for cut in cuts if cut.start() >= number.end], default=end)
    clause = text[begins:stops]
    if _AIMED_AT[language].search(clause):
        return True
    # The verb stands behind the number, and the mark that ends the clause behind the verb.
    if _IS[language].search(text, begins, number.start if language in {"en", "ru"} else min(stops + 1, end)):
        return False
    if start and _OF_THESE[language].match(text[start:end]):
        # Of these, 1.5 million are mangroves: parts of what the sentence before aims at.
        start, _end = sentence_at(text, max(len(text[:start].rstrip()) - 1, 0))
    told = any(pattern[language].search(text, begins, min(stops + 1, end)) for pattern in (_IS, _IS_SO))
    return bool(_AIMED_AT[language].search(text[start:end])) or not told


# Where a sentence goes on from the one before.
_OF_THESE = compiled(
    {
        "en": r"(?:of|among) (?:these|them|which|those)\b",
        "ru": r"(?:из|среди) (?:них|этих)\b",
        "kk": r"(?:оның|олардың|соның)\b",
        "ur": r"(?:ان|جن) میں",
    }
)


def _is_the_goal(text: str, number: Number, language: str) -> bool:
    start, end = sentence_at(text, number.start)
    before, after = text[start : number.start], text[number.end : end]
    named = _GOAL_IS[language].search(before)
    if named is None or any(letter.isdigit() for letter in named["between"] + named["last"]):
        return False
    if language == "kk" and re.search(r"[дтн][ае]н\Z", number.text):
        return False
    return not (_NOT_BEFORE[language].search(before) or _NOT_AFTER[language].search(after))


def _finding(text: Read, passage: Passage, number: Number, said: Observed, *, message: object, hint: object) -> Finding:
    return Finding(
        text.uid,
        text.language,
        message,
        hint,
        passage.at(number.start, number.end),
        number.text,
        values={"passage": number.text, "title": said.title},
        about=(str(said.value), said.uid),
        others=(Side(said.uid, text.language, said.display),),
    )
