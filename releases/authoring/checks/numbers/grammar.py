"""What a language brings to the reader: words for numbers, scales, qualifiers, and the nouns that tell the unit."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from .number import Qualifier
from .tokens import fold

Meaning = TypeVar("Meaning")

Phrases = dict[str, list[tuple[tuple[str, ...], Qualifier]]]
Endings = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """One language. Words are folded as `tokens.fold` folds them."""

    language: str
    decimal: str
    # Numbers that add up: one, eleven, twenty, двести.
    cardinals: Mapping[str, int]
    # Numbers that multiply what stands before them: hundred, million, لاکھ.
    scales: Mapping[str, int]
    # Scales that are read only beside digits: bn, млн, тыс.
    short_scales: Mapping[str, int]
    # Scales that are a number by themselves: тысяча, мың.
    bare_scales: frozenset[str]
    # Forms that go on to another word of the same number; of others, which bear a case, it ends. Empty: all go on.
    going_on: frozenset[str] = frozenset()
    # Words for one: also an article or a pronoun; before `never_after_one` it is not read.
    ones: frozenset[str]
    never_after_one: frozenset[str]
    never_before_one: frozenset[str] = frozenset()
    # Whether one counts an ordinary noun ("one country"), or only a unit, since it is the article as well.
    one_counts: bool
    ordinals: Mapping[str, int]
    # Scales that make what stands before them an ordinal: fifty thousandth, елу мыңыншы.
    ordinal_scales: Mapping[str, int] = field(default_factory=dict)
    # What after digits makes an ordinal: 8th, 8-й, 8-ші, 8ویں.
    ordinal_endings: frozenset[str]
    # What after digits is a mere case: 800-ге.
    case_endings: frozenset[str] = frozenset()
    # Multipliers and shares: half, полтора, ڈیڑھ, as numerator and denominator.
    parts: Mapping[str, tuple[int, int]]
    # Words that turn the number before them into a share: third(s), трети, تہائی: the denominator.
    denominators: Mapping[str, int]
    # Nouns that make an ordinal before them a share: пятая часть, پانچواں حصہ.
    part_nouns: frozenset[str] = frozenset()
    # After a number, and a half: and a half, с половиной, жарым.
    and_a_half: tuple[tuple[str, ...], ...] = ()
    and_a_quarter: tuple[tuple[str, ...], ...] = ()
    # Before a number, in quarters: ساڑھے, سوا, پونے.
    quarters_more: Mapping[str, int] = field(default_factory=dict)
    # Before these words they are no numbers: ایئر بیس is an air base.
    not_after: Mapping[str, frozenset[str]] = field(default_factory=dict)
    # Read only with a unit, a scale or a qualifier: forms that are everyday words as well.
    weak: frozenset[str] = frozenset()
    before: Phrases
    after: Phrases
    minus: frozenset[str]
    joiners: frozenset[str]
    people: frozenset[str]
    # Of those, the ones that before another noun are an adjective: member states, student visas.
    singular: frozenset[str] = frozenset()
    # What after a word for people makes it no word for people: рабочих мест.
    not_people_before: frozenset[str] = frozenset()
    # Endings of a noun that is counted itself and owns the next one: 20 елдің өкілі are twenty countries.
    owns: tuple[str, ...] = ()
    square: frozenset[str]
    cubic: frozenset[str]
    # Between a figure and its days: working, рабочих.
    working: frozenset[str] = frozenset()
    # Measures as adjectives, which a hyphen binds to their number: 47-летняя, but 5 летних лагерей.
    adjectives: frozenset[str] = frozenset()
    # Behind a distance: per hour, в час, فی گھنٹہ.
    hourly: tuple[tuple[str, ...], ...] = ()
    # Behind degrees: Celsius, سینٹی گریڈ.
    celsius: tuple[tuple[str, ...], ...] = ()
    measures: Mapping[str, str]
    currencies: Mapping[str, str]
    # Adjective before or country after a currency: австралийских долларов, долларов США.
    currency_of: Mapping[tuple[str, str], str]
    # Small change behind an amount: cents, копеек, پیسے.
    hundredths: frozenset[str] = frozenset()
    percents: frozenset[str]
    points: frozenset[str]
    # Of one word with their number: четырёхпроцентный.
    percent_words: Mapping[str, int] = field(default_factory=dict)
    # Where the search for the counted noun ends.
    stops: frozenset[str]
    ends_noun_phrase: Callable[[str], bool] = field(default=lambda _word: False)
    ending: Endings
    longest_ending: int
    names_before: frozenset[str]
    names_after: frozenset[str]
    # What one Roman letter may number: I квартал.
    romans_before: frozenset[str] = frozenset()
    references_before: frozenset[str]
    references_after: frozenset[str] = frozenset()
    # Of those, the ones that are counted where no hyphen binds them: 12 бап.
    references_counted: frozenset[str] = frozenset()
    year_before: frozenset[str]
    year_after: frozenset[str]
    months: Mapping[str, int]
    times_after: frozenset[str]
    times_before: frozenset[str]
    # Parts of the day after noon, before or behind an hour: شام 7 بجے, кешкі 7-де.
    after_noon: frozenset[str] = frozenset()
    # Read out between a number and its decimals: six point three, چھ اعشاریہ تین.
    decimal_words: frozenset[str] = frozenset()
    range_from: frozenset[str]
    range_to: frozenset[str]
    between: frozenset[str] = frozenset()
    between_and: frozenset[str] = frozenset()
    every: frozenset[str]
    out_of: tuple[tuple[str, ...], ...]
    # The whole stands before the part: پانچ میں سے ایک.
    whole_first: bool = False
    # Endings that say "from" or "to" on what a qualifier behind it governs: 800-ден астам.
    governed: bool = False
    ungoverned: frozenset[str] = frozenset()
    telephone_before: frozenset[str] = frozenset()
    # Around "to" they mean a point reached, not a limit: raise to, увеличить до, تک بڑھانا.
    growth: tuple[str, ...] = ()

    # Derived: all words that scale digits, and all that may name the country of a currency.
    scaling: frozenset[str] = field(init=False)
    countries: frozenset[str] = field(init=False)
    # What more there is than whole ones, in quarters.
    and_more: tuple[tuple[tuple[str, ...], int], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scaling", frozenset({*self.scales, *self.short_scales}))
        more = [*((phrase, 2) for phrase in self.and_a_half), *((phrase, 1) for phrase in self.and_a_quarter)]
        object.__setattr__(self, "and_more", tuple(more))
        object.__setattr__(self, "countries", frozenset(country for country, _noun in self.currency_of))

    def stem(self, word: str, table: Container[str]) -> str:
        """The entry of `table` of which `word` is a form, else ""."""
        if word in table:
            return word
        for cut in range(1, min(self.longest_ending, len(word) - 2) + 1):
            if word[:-cut] in table and self.ending(word[-cut:]):
                return word[:-cut]
        return ""


def in_order(text: str) -> list[str]:
    return text.split()


def words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


def forms(table: Mapping[Meaning, str]) -> dict[str, Meaning]:
    """The other way about: each form with what it stands for."""
    return {fold(form): meaning for meaning, listed in table.items() for form in listed.split()}


def months(*names: str) -> dict[str, int]:
    """Twelve strings with the forms of a month."""
    return forms(dict(enumerate(names, start=1)))


def qualifiers(table: Mapping[Qualifier, str], *, last: bool) -> Phrases:
    """Phrases (parted by commas) by their last word, or by their first; the longest first."""
    found: Phrases = {}
    for qualifier, phrases in table.items():
        for phrase in phrases.split(","):
            parts = tuple(fold(word) for word in phrase.split())
            found.setdefault(parts[-1] if last else parts[0], []).append((parts, qualifier))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found
