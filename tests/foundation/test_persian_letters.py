"""One spelling for every name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation.persian import (
    SORT_ALPHABET,
    SORT_LETTERS,
    clean,
    clean_lines,
    search_key,
    sort_key,
    sound_key,
    words,
)

ZWNJ = "\u200c"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("علي‌محمدي", "علی‌محمدی"),
        ("مصطفى", "مصطفی"),
        ("كبرى", "کبری"),
        ("علــــي", "علی"),
        ("  زهرا   احمدی ", "زهرا احمدی"),
        ("زهرا\u00a0احمدی\tرضایی\nنوری", "زهرا احمدی رضایی نوری"),
        ("می\u200c\u200c\u200bخواهم", f"می{ZWNJ}خواهم"),
        (f"علی{ZWNJ} رضا", "علی رضا"),
        (f"{ZWNJ}علی{ZWNJ}", "علی"),
        ("خدابنده¬لو", f"خدابنده{ZWNJ}لو"),
        ("۱۲3٤٥", "12345"),
        ("۲۲٬۵۰۰", "22,500"),
        ("ﻻﻟﻪ", "لاله"),
        ("ﷲ", "الله"),
        ("\u202bزینب\u202c\u200f", "زینب"),
        ("زینب\x00\x07", "زینب"),
        ("زینب\ud800", "زینب"),
        ("\ufeffکد ملی", "کد ملی"),
        ("رئوف", "رئوف"),
        ("ري\u0654یس", "رئیس"),
        ("رى\u0654یس", "رئیس"),
        ("خانۀ ما", "خانه\u0654 ما"),
        ("متأهل", "متأهل"),
        ("فعّال", "فعّال"),
        ("۲²", "2²"),
        ("  Ali  Reza ", "Ali Reza"),
        ("", ""),
        (" \u200c ", ""),
    ],
)
def test_clean_stores_one_spelling(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@given(
    st.text(st.sampled_from("يكىیک ۀهئٔؤأإآاةء\u200c\u200b\u200d\t ـَّ۱٢3(،.٬ﻻ\x00Ab²"), max_size=20)
    | st.text(max_size=20)
)
def test_clean_of_clean_changes_nothing(typed: str) -> None:
    once = clean(typed)
    assert clean(once) == once
    assert "\x00" not in once
    assert "  " not in once
    once.encode()


def test_clean_lines_keeps_the_lines_of_a_note() -> None:
    assert clean_lines("\nبازديد  شد.\r\n\nخانه‌ ندارند. \n") == "بازدید شد.\n\nخانه ندارند."


@pytest.mark.parametrize(
    "spellings",
    [
        ["محمدرضا", "محمد رضا", f"محمد{ZWNJ}رضا", "مُحَمَّد رِضا", "محمد-رضا", "محمــد رضا"],
        ["تقی لو", "تقیلو", f"تقي{ZWNJ}لو"],
        ["عزتاله", f"عزت{ZWNJ}الله", "عزت الله", "عزتالله", "عزت اله", "عزت ﷲ", "عزت اللّه"],
        ["ماهنشان", "ماه نشان", " ماه  نشان"],
        ["متأهل", "متاهل", "متآهل"],
        ["مؤسسه", "موسسه"],
        ["رضائی", "رضایی", "رضائي"],
        ["خانۀ", "خانه", "خانة", "خانهٔ"],
        ["خمسهء", "خمسه"],
        ["بیمار خاص (دیالیز)", "بیمار خاص دیالیز", "بیمار خاص، دیالیز"],
        ["آسیب‌دیدگان", "اسیب دیدگان"],
        ["۰۲۴", "024", "٠٢٤"],
        ["ALI", "ali"],
    ],
)
def test_search_key_is_one_for_all_spellings(spellings: list[str]) -> None:
    assert len({search_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("رضا", "رضایی"), ("حسن", "حسین"), ("سعید", "سید"), ("طاهر", "تاهر")]
)
def test_search_key_keeps_different_names_apart(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.text(max_size=30))
def test_search_key_survives_cleaning_and_itself(typed: str) -> None:
    assert search_key(clean(typed)) == search_key(typed)
    assert " " not in search_key(typed)


@pytest.mark.parametrize(
    "spellings",
    [
        ["طاهره", "تاهره", "طاحره"],
        ["صغری", "سغری", "ثغری", "صقری"],
        ["رضا", "رظا", "رذا", "رزا"],
        ["عباس", "اباس"],
        ["معصومه", "مصومه"],
        ["داوود", "داود"],
        ["خواجه", "خاجه"],
        ["رضایی", "رضائي", "رضای"],
        ["سعید", "صید"],
    ],
)
def test_sound_key_is_one_for_names_that_sound_alike(spellings: list[str]) -> None:
    assert len({sound_key(spelling) for spelling in spellings}) == 1


def test_sound_key_of_a_silent_letter_is_not_empty_but_of_nothing_is() -> None:
    assert sound_key("ع") == "ا"
    assert sound_key("ءع") == "ا"
    assert sound_key(" ") == ""


def test_sound_key_keeps_repeated_digits() -> None:
    assert sound_key("پلاک ۱۱۰") != sound_key("پلاک ۱۰")


def test_words_divide_at_spaces_and_punctuation_but_not_at_half_spaces() -> None:
    assert words("مرکز نيكوكاري امام‌حسن (ع)، شعبهٔ_۲") == ["مرکز", "نیکوکاری", "امامحسن", "ع", "شعبه", "2"]
    assert words(" ، ") == []


def test_sort_key_lists_the_alphabet_as_dictionaries_do() -> None:
    letters = list("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
    assert sorted(set(letters), key=sort_key) == letters


def test_sort_key_lists_families_as_an_office_would() -> None:
    right = [
        "آذری",
        "احمد رضایی",
        "احمدنژاد",
        f"احمدی{ZWNJ}نیا",
        "پارسا",
        "ژاله",
        "كريمي",
        "گلی",
        "وحیدی",
        "هاشمی",
        "یزدانی",
    ]
    assert sorted(set(right), key=sort_key) == right


def test_sort_letters_match_the_alphabet_one_to_one_and_ascend() -> None:
    assert len(SORT_ALPHABET) == len(SORT_LETTERS) == len(set(SORT_LETTERS))
    assert list(SORT_LETTERS) == sorted(SORT_LETTERS)
