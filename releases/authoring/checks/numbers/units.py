"""Units: signs and words of percent, every currency that CLDR names, measures, and nouns that count people."""

from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, list_currencies

from .passage import Numeral, Passage
from .tokens import Tokens

PERCENT_SIGNS = frozenset("%٪％")
_SYMBOLS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₸": "KZT", "₽": "RUB", "₨": "PKR", "₹": "INR", "₺": "TRY",
    "₼": "AZN", "₴": "UAH", "₩": "KRW", "₪": "ILS", "₾": "GEL", "؋": "AFN",
}  # fmt: skip
_WRITTEN = {
    "us $": "USD",
    "u . s . $": "USD",
    "usd $": "USD",
    "rs": "PKR",
    "rs .": "PKR",
    "hk $": "HKD",
    "s $": "SGD",
    "c $": "CAD",
}
# Symbols of measures that every language writes alike, as this site does, too.
INTERNATIONAL = {
    symbol.lower(): symbol
    for symbol in ("km", "m", "cm", "mm", "kg", "t", "ha", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "bbl")
}
# Codes that are words in capitals.
_WORDS = frozenset({"ALL", "TOP", "TRY", "CUP", "MOP", "AMD", "GEL", "BAM", "LAK", "SOS", "PEN", "MAD", "BOB", "CAD"})
_MOST_WORDS = 4
# A name of one such short word may be any word.
_SHORT = 3
_NARROW = frozenset({"", "\u202f", "\u00a0"})
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """`end`: the token after what belongs to the figure itself; `noun_end`: after the noun that it counts."""

    name: str
    end: int
    noun_end: int
    explicit: bool


@cache
def codes() -> frozenset[str]:
    return frozenset(list_currencies())


@cache
def symbols(language: str) -> Phrases:
    """Signs of money by their last token: CLDR's of the language and of English, and ours before both."""
    found: dict[tuple[str, ...], str] = {}
    for locale in (Locale("en"), Locale(language)):
        found |= {_parts(sign): code for code, sign in locale.currency_symbols.items() if sign not in codes()}
    found |= {(sign,): code for sign, code in _SYMBOLS.items()}
    found |= {tuple(sign.split()): code for sign, code in _WRITTEN.items()}
    return _by(found, last=True)


@cache
def names(language: str) -> Phrases:
    """CLDR's names of currencies in all their plurals, by their first word; what two currencies share is left out."""
    found: dict[tuple[str, ...], str] = {}
    shared = set()
    for code in sorted(list_currencies(language)):
        for name in {get_currency_name(code, count, locale=language) for count in (None, 1, 2, 5, 1.5)}:
            parts = _parts(name)
            if found.setdefault(parts, code) != code:
                shared.add(parts)
    return _by(
        {parts: code for parts, code in found.items() if len("".join(parts)) > _SHORT and parts not in shared},
        last=False,
    )


def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(Tokens(phrase).words)


def _by(found: dict[tuple[str, ...], str], *, last: bool) -> Phrases:
    phrases: Phrases = {}
    for parts, code in found.items():
        if parts:
            phrases.setdefault(parts[-1] if last else parts[0], []).append((parts, code))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return phrases


def currency_before(passage: Passage, index: int) -> tuple[str, int]:
    """(code, index where its sign begins) of money before the number at `index`; ("", index) if there is none."""
    before = passage.word(index - 1)
    for parts, code in symbols(passage.grammar.language).get(before, ()):
        start = index - len(parts)
        if passage.reads(start, parts) and all(passage.gap(at) in _NARROW for at in range(start + 1, index)):
            return code, start
    shown = passage.shown(index - 1)
    if shown in codes() and not (shown in _WORDS and _shouted(passage, index)):
        return shown, index - 1
    return "", index


def _shouted(passage: Passage, index: int) -> bool:
    """Whether the words around are all in capitals, as in a heading."""
    around = (passage.shown(index - 2), passage.shown(index + 1))
    return any(len(word) > 1 and word.isupper() for word in around)


def unit_of(passage: Passage, numeral: Numeral, *, at: int) -> Unit:
    """The unit that follows at token `at`: percent, money, a measure, else people or a count of something."""
    at = passage.past_stop(at) if at > numeral.start + 1 else at
    bound = passage.past_hyphen(at)
    if passage.word(bound) in passage.grammar.working:
        # 15 working days.
        spent = _measure(passage, bound + 1)
        if spent and spent[0] in {"day", "week", "month", "year", "hour"}:
            return Unit(spent[0], spent[1], spent[1], explicit=True)
    for reader in (_percent, _money, _measure):
        read = reader(passage, bound)
        if read:
            return Unit(read[0], read[1], read[1], explicit=True)
    noun = people_after(passage, bound, bound=bound > at, one=numeral.value == 1)
    return Unit("person", at, noun, explicit=True) if noun else Unit("1", at, at, explicit=False)


def _percent(passage: Passage, at: int) -> tuple[str, int] | None:
    grammar = passage.grammar
    if passage.word(at) in PERCENT_SIGNS or passage.stem(at, grammar.percents):
        end = at + 1
    elif (passage.word(at), passage.word(at + 1)) in {("per", "cent"), ("فی", "صد")}:
        end = at + 2
    elif passage.reads(at, ("п", ".", "п")) or passage.reads(at, ("п", ".", "т")):
        return "pp", at + 3
    else:
        return None
    points = end + 1 if passage.word(end) == "-" else end
    if passage.stem(points, grammar.points) and passage.word(points) != "п":
        return "pp", points + 1
    return ("percent", end) if passage.word(at) != "percentage" else None


def _money(passage: Passage, at: int) -> tuple[str, int] | None:
    grammar = passage.grammar
    sign = _sign(passage, at)
    if sign:
        return sign
    for parts, code in names(grammar.language).get(passage.word(at), ()):
        if _reads_inflected(passage, at, parts):
            return code, at + len(parts)
    if (passage.word(at), passage.word(at + 1), passage.word(at + 2)) == ("u", ".", "s"):
        at += 4
    return _named(passage, at)


def _sign(passage: Passage, at: int) -> tuple[str, int] | None:
    """A symbol or an ISO 4217 code after the number."""
    shown = passage.shown(at)
    if shown in codes() and not (shown in _WORDS and _shouted(passage, at)):
        return shown, at + 1
    table = symbols(passage.grammar.language)
    for length in range(_MOST_WORDS, 0, -1):
        for parts, code in table.get(passage.word(at + length - 1), ()):
            # A sign that goes on into digits belongs to the number after it.
            touching = passage.digits(at + length) and passage.glued(at + length)
            if len(parts) == length and passage.reads(at, parts) and not touching:
                return code, at + length
    return None


def _reads_inflected(passage: Passage, at: int, parts: tuple[str, ...]) -> bool:
    """A name of several words, of which the last may bear a case."""
    if not passage.reads(at, parts[:-1]):
        return False
    last = passage.word(at + len(parts) - 1)
    return last == parts[-1] or (last.startswith(parts[-1]) and passage.grammar.ending(last[len(parts[-1]) :]))


def _named(passage: Passage, at: int) -> tuple[str, int] | None:
    """A plain word for money, with the country before or after it."""
    grammar = passage.grammar
    nouns = grammar.currencies
    noun = passage.stem(at, nouns)
    if noun:
        end = passage.past_stop(at + 1)
        code = grammar.currency_of.get((passage.word(end), noun))
        if code:
            return code, end + 1
        return grammar.currencies[noun], at + 1
    noun = passage.stem(at + 1, nouns)
    of = passage.stem(at, grammar.countries) if noun else ""
    code = grammar.currency_of.get((of, noun))
    return (code, at + 2) if code else None


def _measure(passage: Passage, at: int) -> tuple[str, int] | None:
    grammar = passage.grammar
    power = "²" if passage.word(at) in grammar.square else "³" if passage.word(at) in grammar.cubic else ""
    if power:
        at = passage.past_stop(at + 1)
    joined = passage.word(at) + passage.word(at + 1)
    if joined in grammar.measures and passage.letters(at + 1) and grammar.language == "ur":
        return grammar.measures[joined] + power, at + 2
    stem = passage.stem(at, grammar.measures)
    name = grammar.measures[stem] if stem else INTERNATIONAL.get(passage.word(at), "")
    if stem in grammar.adjectives and not (passage.word(at - 1) in {"-", "‑", "‐"} and passage.glued(at)):
        return None
    if name == "degree":
        return _degrees(passage, at + 1)
    young = passage.word(at) == "жас" and not passage.word(at + 1).startswith(("аралығ", "шамасы"))
    if not name or young or passage.word(at) == "годом" or passage.word(at) in grammar.stops:
        # 80 млн годом ранее: nobody counts in this case. 30 жас кәсіпкер are young, and not so old.
        return None
    return _compound(passage, name, power, at + 1)


def _compound(passage: Passage, name: str, power: str, end: int) -> tuple[str, int]:
    """What goes on behind a measure: m², кВт·ч, km/h, kilometres an hour."""
    grammar, word = passage.grammar, passage.word(end)
    if word in _POWERS and passage.glued(end) and name in {"m", "km", "cm"}:
        return name + _POWERS[word], end + 1
    if word in {"·", "⋅"} and passage.word(end + 1) in _HOURS:
        return f"{name}h", end + 2
    if word == "/" and passage.glued(end) and passage.word(end + 1) in _HOURS:
        return f"{name}/h", end + 2
    for phrase in grammar.hourly if name in _DISTANCES and not power else ():
        if passage.reads(end, phrase):
            return f"{name}/h", end + len(phrase)
    return name + power, end


_HOURS = frozenset({"h", "ч", "сағ"})
_POWERS = {"²": "²", "³": "³", "2": "²", "3": "³"}
_DISTANCES = frozenset({"km", "m", "mile"})


def _degrees(passage: Passage, end: int) -> tuple[str, int]:
    """°C, degrees Celsius; another scale is another unit."""
    if passage.word(end - 1) == "°" and passage.glued(end) and passage.word(end) in {"c", "с", "f"}:
        return ("°F" if passage.word(end) == "f" else "degree"), end + 1
    if passage.word(end) == "fahrenheit":
        return "°F", end + 1
    for phrase in passage.grammar.celsius:
        if passage.reads(end, phrase):
            return "degree", end + len(phrase)
    return "degree", end


def people_after(passage: Passage, at: int, *, bound: bool, one: bool) -> int:
    """The index after a noun for people that the number counts, adjectives between allowed; 0 if there is none."""
    grammar = passage.grammar
    found = 0
    for place in range(at, at + _MOST_WORDS):
        word = passage.word(place)
        if not passage.letters(place) or word in grammar.stops:
            break
        if grammar.owns and word.endswith(grammar.owns) and not passage.stem(place, grammar.people):
            break
        joined = word + passage.word(place + 1)
        if joined in grammar.people:
            return place + 2
        if passage.stem(place, grammar.people) and passage.word(place + 1) not in grammar.not_people_before:
            if word not in grammar.singular or one or bound:
                return place + 1
            found = place + 1
            continue
        found = 0
        if grammar.ends_noun_phrase(word):
            break
    return found
