"""What readers take to be the same word is found as the same word, in each language."""

import pytest

from releases.editions.search.folding import Term, fold_word, folded, stem, terms


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("Kassym-Jomart Tokayev’s", "kassym jomart tokayev"),
        ("O’Brien and ‘others’", "obrien and others"),
        ("Türkiye, İstanbul, São Tomé", "turkiye istanbul sao tome"),
        ("ﬁnance ½", "finance 1 2"),
        ("Ещё ёлка, Йошкар-Ола", "еще елка йошкар ола"),
        ("Қазақстан Үкіметі", "қазақстан үкіметі"),
        ("كتاب علي مصطفى", "کتاب علی مصطفی"),
        ("كِتَابٌ پاکستـــان", "کتاب پاکستان"),
        ("سنة ه ۀ أحمد إسلام ؤ", "سنہ ہ ہ احمد اسلام و"),
        ("بھارت آپ", "بھارت اپ"),
        ("۶۳ لاکھ، ٦٣", "63 لاکھ 63"),
        ("6.3 million, 6,3 млн, ۶٫۳", "6·3 million 6·3 млн 6·3"),
        ("54% G20 COVID-19", "54 g20 covid 19"),
        ("a\u200cb <b>&", "ab b"),
        ("' \" * : ( ) ^ { } \\ --", ""),
    ],
)
def test_a_text_is_indexed_in_one_spelling(text: str, indexed: str) -> None:
    assert folded(text) == indexed


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ru", ["выборы", "выборов", "выборам", "выборами", "выборах"]),
        ("ru", ["торговля", "торговли", "торговлей", "торговле"]),
        ("ru", ["парламентский", "парламентского", "парламентскими", "парламентская"]),
        ("kk", ["президент", "президенттің", "президентке", "президентті", "президентпен"]),
        ("kk", ["сайлау", "сайлауы", "сайлауда", "сайлауларында"]),
        ("kk", ["қазақстан", "қазақстанның", "қазақстанға", "қазақстанда"]),
        ("en", ["election", "elections"]),
        ("en", ["corridor", "corridors"]),
        ("en", ["export", "exports", "exported", "exporting"]),
    ],
)
def test_inflected_forms_are_found_by_each_other(language: str, forms: list[str]) -> None:
    for sought in forms:
        [term] = terms(sought, language)
        missed = [form for form in forms if not term.finds(fold_word(form))]
        assert missed == [], (sought, term)


@pytest.mark.parametrize(
    ("word", "language", "shared"),
    [
        ("сауда", "kk", "сауда"),
        ("рост", "ru", "рост"),
        ("news", "en", "news"),
        ("تجارت", "ur", "تجارت"),
        ("выборы", "en", "выбор"),
        ("elections", "ru", "election"),
    ],
)
def test_short_words_and_urdu_stay_as_they_are_and_the_script_decides(word: str, language: str, shared: str) -> None:
    assert stem(word, language) == shared


def test_numbers_and_single_letters_are_sought_whole() -> None:
    assert terms("a 63", "en") == (Term("a", whole=True), Term("63", whole=True))


def test_the_last_word_of_an_unfinished_query_is_a_beginning() -> None:
    assert terms("trade ele", "en", unfinished=True) == (Term("trade"), Term("ele"))


def test_a_query_is_bounded() -> None:
    assert len(terms(" ".join(f"w{number}rd" for number in range(50)), "en")) == 8
    assert terms("x" * 10_000, "en") == (Term("x" * 60),)
