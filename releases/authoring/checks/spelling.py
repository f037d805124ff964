"""Words of names: what of a word is its inflection, and how it sounds, whatever script it is written in."""

import re
import unicodedata
from functools import lru_cache

_ARABIC = re.compile(r"[\u0620-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_TO_LATIN = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "i", "і": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "c",
    "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_SOUNDS = (
    ("zh", "j"), ("dj", "j"), ("dzh", "j"), ("kh", "h"), ("ph", "f"), ("ts", "c"), ("tz", "c"), ("ck", "k"),
    ("gh", "g"), ("q", "k"), ("w", "v"), ("x", "ks"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("yu", "iu"),
    ("ya", "ia"), ("ye", "e"), ("yo", "e"), ("y", "i"),
)  # fmt: skip
_ARABIC_LETTERS = {"ك": "ک", "ي": "ی", "ى": "ی", "ۃ": "ہ", "ة": "ہ", "ه": "ہ"}
_URDU_LETTERS = str.maketrans(_ARABIC_LETTERS)
_URDU = str.maketrans({**_ARABIC_LETTERS, "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و"})
_URDU_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f]")
# Letters that Urdu speaks alike, and that names from elsewhere are written with by turns: توقایف, ٹوکائیف.
_URDU_ALIKE = str.maketrans("قٹڈڑصثضظذژط", "کتدرسسززززت")
_URDU_VOWELS = re.compile(r"[اویئےءہ]")


def script(word: str) -> str:
    """`Latn`, `Cyrl` or `Arab`."""
    return "Arab" if _ARABIC.search(word) else "Cyrl" if _CYRILLIC.search(word) else "Latn"


@lru_cache(maxsize=32768)
def sound(word: str) -> str:
    """Tokayev, Tokaev, Токаев and Тоқаев sound alike; in Arabic script the consonants tell."""
    word = word.lower()
    if _ARABIC.search(word):
        return _URDU_VOWELS.sub("", heard_alike(word))
    if _CYRILLIC.search(word):
        latin = "".join(_TO_LATIN.get(letter, letter) for letter in word)
    else:
        latin = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
        for written, heard in _SOUNDS:
            latin = latin.replace(written, heard)
    heard = re.sub(r"(.)\1", r"\1", re.sub(r"[^a-z]", "", latin))
    return re.sub(r"i(?=[aeou])", "", heard)


def urdu_letters(word: str) -> str:
    """As it is spelled: without vowel marks, in Urdu's letters, with what they bear."""
    return unicodedata.normalize("NFC", _URDU_MARKS.sub("", word)).translate(_URDU_LETTERS)


def urdu(word: str) -> str:
    """Without vowel marks, with Urdu's letters for Arabic ones."""
    return _URDU_MARKS.sub("", word).translate(_URDU)


def heard_alike(word: str) -> str:
    """In Arabic script, with one letter for each sound."""
    return urdu(word).translate(_URDU_ALIKE)


_RU_ENDINGS = re.compile(
    r"(?:иями|иею|ией|ями|ами|ого|его|ому|ему|ыми|ими|иях|ях|ах|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|ым|им|ом|ем|ам|ям|ую|юю|ых|их|ов|ев"
    r"|ию|ия|ии|ью|ы|и|а|я|о|е|у|ю|ь|й)\Z"
)
_KK_ENDINGS = re.compile(
    r"(?:(?:лар|лер|дар|дер|тар|тер)?(?:ы|і|сы|сі)?н?(?:ның|нің|дың|дің|тың|тің|нда|нде|нан|нен|дан|ден|тан|тен|мен|бен"
    r"|пен|ға|ге|қа|ке|на|не|ны|ні|ды|ді|ты|ті|да|де|та|те|а|е|н)?)\Z"
)
_KK_LEAST, _RU_LEAST, _LONGEST_ENDING = 3, 3, 3
_BRITISH = (("isation", "ization"), ("ise", "ize"), ("centre", "center"), ("defence", "defense"), ("labour", "labor"))


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """What two inflections of a word share. British and American spellings share all of it."""
    word = word.lower()
    if script(word) == "Arab":
        return urdu(word)
    if script(word) == "Latn":
        word = re.sub(r"['’]s?\Z", "", word)
        for british, american in _BRITISH:
            word = word.replace(british, american)
        return word[:-1] if len(word) > _RU_LEAST and word.endswith("s") and not word.endswith("ss") else word
    if language == "kk":
        cut = _KK_ENDINGS.search(word)
        short = word[: cut.start()] if cut and cut.start() >= _KK_LEAST else word
        # Before a vowel the last consonant softens: одақ, одағы.
        return re.sub(r"[ғг]\Z", lambda last: {"ғ": "қ", "г": "к"}[last[0]], short)
    cut = _RU_ENDINGS.search(word)
    return word[: cut.start()] if cut and cut.start() >= _RU_LEAST else word


def is_form_of(word: str, approved: str, language: str) -> bool:
    """Whether a word is the approved one, as it stands or inflected: Токаева, Тоқаевтың, Tokayev’s."""
    if word == approved:
        return True
    if script(approved) == "Arab":
        return urdu(word) == urdu(approved)
    one, other = word.lower(), approved.lower()
    if script(approved) == "Latn":
        # A name in Latin letters bears a Kazakh ending after a hyphen, which is no part of the word.
        return re.sub(r"['’]s?\Z", "", one) == other
    if language == "kk":
        soft = other[:-1] + {"қ": "ғ", "к": "г", "п": "б"}.get(other[-1:], other[-1:])
        return any(
            one.startswith(base) and _KK_ENDINGS.fullmatch(one[len(base) :]) is not None for base in (other, soft)
        )
    base = _RU_ENDINGS.sub("", other) if other[-1:] in "аеёиоуыэюяйь" else other
    return (
        one.startswith(base)
        and len(one) - len(base) <= _LONGEST_ENDING
        and (one == base or bool(_RU_ENDINGS.fullmatch(one[len(base) :])))
    )


def bases(word: str) -> list[str]:
    """All that a Kazakh word may be an inflection of: -тан ends Пәкістан and is an ending as well."""
    low = word.lower()
    return [low[:cut] for cut in range(_KK_LEAST, len(low) + 1) if _KK_ENDINGS.fullmatch(low[cut:])]


@lru_cache(maxsize=32768)
def distance(one: str, other: str) -> int:
    """Letters to put in, leave out, change, or swap with their neighbour (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
