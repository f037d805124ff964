"""Numbers of things, by the word that they number: Resolution 1325, room 12, № 5, level 3 of 4, 8 Castle Street."""

from decimal import Decimal

from .digits import MARKS
from .grammar import words
from .number import Number
from .passage import Passage
from .tokens import ascii_digits
from .units import currency_before

HYPHENS = frozenset("-‑‐–")
_LONGEST = 15
_NUMERO = frozenset({"№", "#", "no", "n"})
_STREETS = words("street st road rd avenue ave lane square boulevard drive embankment crescent close")
_ROADS = words("ул улица улице улицы проспект проспекте пр бульвар переулок площадь шоссе көшесі даңғылы")
_FLIGHTS = words("flight train рейс рейса рейсом рейсе рейсі پرواز فلائٹ")
# One letter is a word of its own as well: т. 14, с. 201. Рис. 4 is a figure; "рис: 46 тонн" is of rice.
_WITH_STOP = frozenset({"т", "с", "рис"})
# At this stage 3 companies have applied; stage 3 is over.
_LEVELS = words(
    """
    stand stands hall gate block suite platform terminal flat стенд стенды стенде стендах سٹال اسٹال
    level stage phase edition version category tier уровень
    уровня уровне этап этапа этапе версия версии издание
    категория категории سطح مرحلہ ایڈیشن
    """
)
# The kilometre of a road.
_ON_A_ROAD = words("km км کلومیٹر")
# The House counted 27 members, and House 27 stands in Street 9.
_PLACES = words("house street sector building")
_RANGES = frozenset({*HYPHENS, "to", "تا"})
_MOST_TO_NUMERO, _LONGEST_SHORT, _LONGEST_CODE, _LONGEST_CLAUSE = 4, 4, 3, 2


def numbered(passage: Passage, index: int) -> tuple[Number, int] | None:
    """(the number of something, the token after it), if the word beside it says so."""
    if named_before(passage, index):
        slashed = passage.word(index + 1) == "/" and bound_digits(passage, index + 1)
        return named(passage, index, index + 3 if slashed else index + 1)
    if _refers_before(passage, index) or _refers_behind(passage, index) or _is_house(passage, index):
        return referred(passage, index)
    return None


def _refers_before(passage: Passage, index: int) -> bool:
    """Room 12, № 5, п. 3."""
    grammar = passage.grammar
    stopped = passage.word(index - 1) in {".", ":"}
    before = index - 2 if stopped else index - 1
    word = passage.word(before)
    # The negative "no" is followed by a word, and the abbreviation by its number.
    if not word or word not in grammar.references_before or (stopped and len(word) > _LONGEST_SHORT):
        return False
    if word in _WITH_STOP:
        return passage.word(index - 1) == "." and not passage.digits(before - 1)
    if word in _PLACES:
        return passage.capital(before) and not passage.stem(index + 1, grammar.people)
    if word in _LEVELS:
        return _is_alone(passage, index)
    if word in _ON_A_ROAD:
        return not passage.digits(before - 1) and passage.word(before - 1) not in grammar.cardinals
    return True


def _refers_behind(passage: Passage, index: int) -> bool:
    """In Kazakh before it: 12-бап, 7(2)-бабында, 6-т.; 12 бап without the hyphen are twelve."""
    grammar = passage.grammar
    after = passage.past_hyphen(_past_clause(passage, index + 1))
    if passage.digits(after + 1):
        return False
    word = passage.word(after)
    if after == index + 1:
        return word in grammar.references_after and word not in grammar.references_counted
    shortened = grammar.language == "kk" and word == "т" and passage.word(after + 1) == "."
    return shortened or bool(passage.stem(after, grammar.references_after))


def _is_house(passage: Passage, index: int) -> bool:
    """8 Castle Street; ул. Замковая, 8."""
    if passage.grammar.language in {"ru", "kk"}:
        return _behind_street(passage, index)
    if passage.grammar.language != "en" or passage.word(index - 1) not in {"", ",", "at", "(", ":", ";", "–", "-"}:
        return False
    for place in range(index + 2, index + 5):
        if not passage.capital(place - 1) or not passage.letters(place - 1):
            return False
        if passage.word(place) in _STREETS and passage.capital(place):
            return True
    return False


def _behind_street(passage: Passage, index: int) -> bool:
    closed = passage.word(index + 1) in {"", ".", ",", ";", ")"} and not bound_digits(passage, index + 1)
    comma = passage.word(index - 1) == ","
    near = passage.words[max(index - 6, 0) : index]
    return closed and (comma or passage.grammar.language == "kk") and not _ROADS.isdisjoint(near)


def _is_alone(passage: Passage, index: int) -> bool:
    """Whether nothing is counted or measured by the digits: stage 3 is over, на уровне 54 %."""
    at = index + 1
    if passage.word(at) in _RANGES and passage.digits(at + 1):
        at += 2
    after = passage.word(at)
    if after in passage.grammar.stops:
        return True
    return after in {"", ".", ",", ";", ")", "،", "۔", "-", "–"} and not bound_digits(passage, at)


def named_before(passage: Passage, index: int) -> bool:
    """Whether a word that makes a name stands before the number: Resolution 1325, Group of 77, «Группа 77»."""
    grammar = passage.grammar
    before = index - 1
    for _turn in range(_MOST_TO_NUMERO):
        if passage.word(before) in {".", "-", "№", "no", "of", "нумер", "نمبر", "«"} or passage.word(before) in _NUMERO:
            before -= 1
        else:
            break
    if (
        passage.shown(before).isupper()
        and len(passage.word(before)) <= _LONGEST_CODE
        and passage.word(before - 1) in _FLIGHTS
    ):
        # Flight LS 417.
        return True
    word = passage.word(before)
    if word not in grammar.names_before or word == "" or (word == "جی" and bound_digits(passage, index + 1)):
        return False
    several = len(passage.word(index)) > 2 or passage.word(index + 1) in MARKS  # noqa: PLR2004
    if several and currency_before(passage, index)[0]:
        # COP28 is a conference, COP 1,200 are pesos.
        return False
    if word in {"group", "big"} and passage.word(before + 1) not in {"of", "-"}:
        return False
    return passage.capital(before) or grammar.language != "en"


def referred(passage: Passage, index: int) -> tuple[Number, int]:
    """The number of a thing, or of several: pages 12–15, law 12-3, order 45/2."""
    end = index + 3 if passage.word(index + 1) in {"/", *HYPHENS} and bound_digits(passage, index + 1) else index + 1
    if passage.word(index - 1) in _LEVELS and passage.word(end) in {"of", "to", "تا"} and passage.digits(end + 1):
        # Level 3 of 4, stands 14 to 22.
        end += 2
    return passage.number(index, _past_clause(passage, end), value=value_at(passage, index), kind="reference")


def _past_clause(passage: Passage, end: int) -> int:
    """Article 7(2)."""
    bound = passage.word(end) == "(" and passage.word(end + 2) == ")" and bound_digits(passage, end)
    return end + 3 if bound and len(passage.word(end + 1)) <= _LONGEST_CLAUSE else end


def bound_digits(passage: Passage, sign: int) -> bool:
    """Whether a sign is bound to digits on both sides."""
    return passage.glued(sign) and passage.glued(sign + 1) and passage.digits(sign + 1)


def named(passage: Passage, start: int, end: int, at: int | None = None) -> tuple[Number, int]:
    value = value_at(passage, start if at is None else at)
    return passage.number(start, end, value=value, kind="name")


def value_at(passage: Passage, index: int) -> Decimal:
    """The digits as they are: of a long code the first ones only, since nobody counts with it."""
    return Decimal(ascii_digits(passage.word(index)[:_LONGEST]))
