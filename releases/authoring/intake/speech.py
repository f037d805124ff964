"""How each language reports what somebody says: patterns with the places of subject and words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .languages import GRAMMARS

_ADVERBS = (
    r"(?:has|have|had|also|further|then|later|recently|emphatically|additionally|in\s+turn|repeatedly|again|strongly"
    r"|particularly|once\s+more)"
)


@dataclass(frozen=True)
class Speech:
    """`that`: the verb and what leads to the words. `according`: who is the source; `behind` where the subject stands
    before it. `closing`: the verb and subject after the words. `thing`: verbs with an object, without a clause.
    `bare`: a verb with the clause right behind it. `aside`: as the Minister noted, within the words.
    `of_this`: what is said of is the saying itself.
    """

    that: re.Pattern[str]
    according: re.Pattern[str]
    own: re.Pattern[str]
    behind: bool
    closing: re.Pattern[str] | None
    thing: re.Pattern[str] | None
    bare: re.Pattern[str] | None
    first_person: re.Pattern[str]
    of_this: re.Pattern[str]
    between: re.Pattern[str]
    aside: re.Pattern[str] = re.compile(r"(?!)")


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# What may follow a verb that closes a sentence: to whom, where, or who speaks.
_TO_WHOM = (
    r"(?P<after>\s*|\s+(?:to|in|at|on|during|while|when|reporters|journalists|the|Mr|Mrs|Ms|Dr|(?-i:[A-Z])[\w’-]+)"
    r"\b[^,]{0,110})"
)
# Of a Kazakh clause that is the object of its verb: … жеткенін хабарлады, … қажеттігін айтты.
_KK_DEED = r"(?:[ғг]анын|[ғг]енін|[қк]анын|[қк]енін|тынын|тінін|[лдт][ыі][ғг][ыі]н|екенін|уын|уін|жоғын|барын)"
_NOTHING = _re(r"(?!)")
_EN, _RU, _KK, _UR = (GRAMMARS[language].verbs for language in ("en", "ru", "kk", "ur"))

SPEECH: Mapping[str, Speech] = {
    "en": Speech(
        that=_re(rf"\b(?P<verb>{_EN})\b(?!\s+(?:this|so|it)\b)[^.;:!?“”\"]{{0,90}}?\bthat\s+"),
        according=_re(r"\b(?P<verb>according\s+to|in\s+the\s+words\s+of|in\s+the\s+view\s+of)\s+"),
        own=_re(r"\b(?:in\s+(?:his|her)\s+(?:words|view|opinion)|by\s+(?:his|her)\s+account)\s*,?"),
        behind=False,
        closing=_re(rf",\s+(?:(?P<before>[^,]{{2,90}}?)\s+(?:{_ADVERBS}\s+)*)?(?P<verb>{_EN})\b{_TO_WHOM}\Z"),
        thing=_re(
            r"\b(?P<verb>emphasi[sz]ed|emphasi[sz]es|highlighted|highlights|underlined|underlines|underscored|stressed"
            r"|stresses|articulated|outlined|outlines|called\s+for|calls\s+for|reaffirmed|reiterated|welcomed|welcomes"
            r"|praised|lauded|condemned|expressed|noted|conveyed|recalled|appreciated|invited|urged|thanked"
            r"|pledged|promised)\s+(?=\S)"
        ),
        bare=_re(
            r"\b(?P<verb>said|says|added|adds|noted|announced|explained|stated|believes|confirmed|replied"
            r"|claimed|insisted"
            r"|pointed\s+out)\s+(?=(?:the|a|an|his|her|their|its|our|there|it|they|we|he|she|both|this\s+\w+"
            r"|these|those|[a-z]+(?:\s+[\w’'-]+){0,5}?\s+(?:was|were|is|are|had|has|would|will|could|can|should|must)"
            r"|such|more|all|some|many|about|over|nearly|(?-i:[A-Z])[\w’'-]+)\s)"
        ),
        first_person=_re(r"\b(?:we|our|ours|us|I|my)\b"),
        of_this=_re(r"\b(?:said|stated|noted|announced|remarked)\s+(?:this|so|it)\b"),
        aside=_re(rf"(?-i:,\s*as|\bAs)\s+(?P<who>[^,]{{2,60}}?)\s+(?P<verb>{_EN})\s*,"),
        between=_re(r"\b(?:who|which|whom|whose|that|when|after|before|because|but)\b|[;:]"),
    ),
    "ru": Speech(
        that=_re(rf"\b(?P<verb>{_RU})\b[^.;:!?«»]{{0,90}}?,\s*что\s+"),
        according=_re(r"\b(?P<verb>по\s+словам|по\s+мнению|по\s+оценке|по\s+сообщению)\s+"),
        own=_re(r"\bпо\s+(?:его|её|ее)\s+(?:словам|мнению|оценке)\s*,?"),
        behind=False,
        closing=_re(rf",\s*(?:[–—-]\s*)?(?:(?P<before>[^,]{{2,80}}?)\s+)?(?P<verb>{_RU})\b(?P<after>[^,]{{0,80}})\Z"),
        thing=_re(
            r"\b(?P<verb>подчеркнул[аи]?|отметил[аи]?|выразил[аи]?|призвал[аи]?|приветствовал[аи]?"
            r"|подтвердил[аи]?|напомнил[аи]?"
            r"|обозначил[аи]?)\s+(?=\S)"
        ),
        bare=None,
        first_person=_re(r"\b(?:мы|наш\w*|нас|нам|нами|я|мой|моя)\b"),
        of_this=_re(r"\bоб\s+этом\b|\bэто\s+(?:он|она)\b"),
        aside=_re(rf"(?-i:,\s*как|\bКак)\s+(?P<verb>{_RU})\s+(?P<who>[^,]{{2,60}}?)\s*,"),
        between=_re(r"\b(?:который|которая|которые|которого|которой|что|когда|после|но)\b|[;:]"),
    ),
    "kk": Speech(
        that=_re(
            rf"\bдеп\s+(?:[\w-]+\s+){{0,2}}?(?P<verb>{_KK})|(?<![\w-])(?P<deed>[\w-]+{_KK_DEED})\s+(?:[\w-]+\s+)?(?P<told>{_KK})(?!\w)"
        ),
        own=_re(r"\bоның\s+(?:айтуынша|пікірінше|сөзінше)\s*,?"),
        according=_re(r"\s(?P<verb>айтуынша|пікірінше|сөзінше|мәліметінше|айтқандай)\s*,?\s*"),
        behind=True,
        closing=None,
        thing=None,
        bare=None,
        # Between two nouns «мен» is “and”.
        first_person=_re(r"\b(?:біз|біздің|бізге|бізде|менің)\b|(?:\A\W*|[,;–—]\s*)мен\b"),
        of_this=_re(r"\bбұл\s+туралы\b"),
        between=_NOTHING,
    ),
    "ur": Speech(
        that=_re(rf"(?P<verb>{_UR})[^۔؟:]{{0,40}}?\sکہ\s+"),
        own=_re(r"(?<!\w)(?:ان|اُن)\s+(?:کے\s+(?:مطابق|بقول)\s*،?|کا\s+(?:مزید\s+)?کہنا\s+(?:تھا|ہے)\s+کہ)"),
        according=_re(r"\sکے\s+(?P<verb>مطابق|بقول)\s*،?\s*"),
        behind=True,
        closing=None,
        thing=None,
        bare=None,
        first_person=_re(r"(?<!\w)(?:ہم|ہمارا|ہماری|ہمارے|ہمیں|میں نے|میرا)(?!\w)"),
        of_this=_re(r"یہ بات"),
        between=_NOTHING,
    ),
}
