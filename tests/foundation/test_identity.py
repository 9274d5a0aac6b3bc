"""Codes of people, bodies, accounts and contacts; persons' codes are invented (999…)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation import identity
from madadkar.foundation.checked import Mark
from madadkar.foundation.refusal import Refusal

# The sample that textbooks print; its zeros are what spreadsheets lose.
SAMPLE = "0012345679"
MAHIN = "9994911864"


def no(reader: object, cell: object, **named: object) -> str:
    with pytest.raises(Refusal) as refused:
        reader(cell, **named)  # type: ignore[operator]  # any reader
    assert refused.value.code in identity.REFUSALS
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "code", "marks"),
    [
        (MAHIN, MAHIN, []),
        (9994911864, MAHIN, []),
        (9994911864.0, MAHIN, []),
        ("9994911864.0", MAHIN, []),
        ("۹۹۹۴۹۱۱۸۶۴", MAHIN, [Mark.DIGITS]),
        ("٩٩٩٤٩١١٨٦٤", MAHIN, [Mark.DIGITS]),
        (" 9994911864", MAHIN, [Mark.SEPARATORS]),
        ("999-491186-4", MAHIN, [Mark.SEPARATORS]),
        ("\u200e9994911864", MAHIN, [Mark.SEPARATORS]),
        (SAMPLE, SAMPLE, []),
        (12345679, SAMPLE, [Mark.ZEROS_RESTORED]),
        (12345679.0, SAMPLE, [Mark.ZEROS_RESTORED]),
        ("012345679", SAMPLE, [Mark.ZEROS_RESTORED]),
        ("۱۲۳۴۵۶۷۹", SAMPLE, [Mark.DIGITS, Mark.ZEROS_RESTORED]),
    ],
)
def test_national_code_is_read_from_any_cell(cell: str, code: str, marks: list[Mark]) -> None:
    read = identity.national_code(cell)
    assert (read.value, list(read.marks)) == (code, marks)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("9994911865", "national_code_checksum"),
        ("9999999999", "national_code_repeated"),
        ("0000000000", "national_code_repeated"),
        ("999491186", "national_code_length"),
        ("1234567", "national_code_length"),
        ("99949118641", "national_code_length"),
        ("", "national_code_unreadable"),
        ("ندارد", "national_code_unreadable"),
        ("999491186۴الف", "national_code_unreadable"),
        ("9.99491E+09", "national_code_unreadable"),
        (9994911864.5, "national_code_unreadable"),
        (float("nan"), "national_code_unreadable"),
        (float("inf"), "national_code_unreadable"),
        pytest.param(10**5000, "national_code_unreadable", id="huge"),
        (-9994911864, "national_code_unreadable"),
        (True, "national_code_unreadable"),
        ("9" * 10_000, "national_code_unreadable"),
    ],
)
def test_national_code_refuses_what_is_none(cell: str, why: str) -> None:
    assert no(identity.national_code, cell) == why


@given(st.integers(0, 10**6 - 1), st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_of_a_national_code_is_noticed(number: int, place: int, wrong: int) -> None:
    first_nine = f"999{number:06}"
    code = first_nine + identity.national_check_digit(first_nine)
    if len(set(code)) == 1:
        return
    assert identity.national_code(code).value == code
    slipped = code[:place] + str(wrong) + code[place + 1 :]
    # Remainders 1 and 10 share the check digit 1: the state's rule is blind to a slip between them.
    assert identity.is_national_code(slipped) == (slipped == code) or slipped[9] == code[9] == "1"


@pytest.mark.parametrize("code", ["10380284790", "10100302746"])
def test_legal_id_of_known_bodies_is_right(code: str) -> None:
    assert identity.legal_id(code).value == code
    assert no(identity.legal_id, code[:-1] + str((int(code[-1]) + 1) % 10)) == "legal_id_checksum"


def test_legal_id_is_never_filled_with_zeros() -> None:
    assert no(identity.legal_id, "1038028479") == "legal_id_length"
    assert no(identity.legal_id, "") == "legal_id_unreadable"


def test_foreigner_code_has_twelve_or_thirteen_digits() -> None:
    assert identity.foreigner_code("۱۲۳۴۵۶۷۸۹۰۱۲").value == "123456789012"
    assert identity.foreigner_code("1234567890123").value == "1234567890123"
    assert no(identity.foreigner_code, "12345678901") == "foreigner_code_length"
    assert no(identity.foreigner_code, "12345678901234") == "foreigner_code_length"
    assert no(identity.foreigner_code, "111111111111") == "foreigner_code_repeated"
    assert no(identity.foreigner_code, "AB") == "foreigner_code_unreadable"


def sheba_of(bank: str, account: str = "0000000100324200001") -> str:
    return f"IR{identity.sheba_check_digits(bank + account)}{bank}{account}"


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("IR340182760189555979711471", []),
        ("ir340182760189555979711471", []),
        ("IR34 0182 7601 8955 5979 7114 71", [Mark.SEPARATORS]),
        ("340182760189555979711471", [Mark.SHEBA_PREFIX]),
        ("IR۳۴۰۱۸۲۷۶۰۱۸۹۵۵۵۹۷۹۷۱۱۴۷۱", [Mark.DIGITS]),
    ],
)
def test_sheba_is_read_from_any_spelling(cell: str, marks: list[Mark]) -> None:
    read = identity.sheba(cell)
    assert (read.value, list(read.marks)) == ("IR340182760189555979711471", marks)
    bank = identity.sheba_bank(read.value)
    assert bank is not None
    assert bank.name == "تجارت"


def test_sheba_of_a_merged_or_unknown_bank_is_kept_and_marked() -> None:
    ansar = identity.sheba(sheba_of("063"))
    assert ansar.marks == (Mark.SHEBA_BANK_MERGED,)
    bank = identity.sheba_bank(ansar.value)
    assert bank is not None
    assert identity.paying_bank(bank).name == "سپه"
    assert identity.sheba(sheba_of("999")).marks == (Mark.SHEBA_BANK_UNKNOWN,)
    assert all(mark.is_warning for mark in (Mark.SHEBA_BANK_MERGED, Mark.SHEBA_BANK_UNKNOWN))


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("IR340182760189555979711472", "sheba_checksum"),
        ("IR34018276018955597971147", "sheba_length"),
        ("IR3401827601895559797114711", "sheba_length"),
        ("IR34018276018955597971147X", "sheba_unreadable"),
        ("DE340182760189555979711471", "sheba_unreadable"),
        (340182760189555979711471, "sheba_unreadable"),
        (3.4018276018955598e23, "sheba_unreadable"),
        ("", "sheba_unreadable"),
    ],
)
def test_sheba_refuses_what_would_lose_money(cell: str, why: str) -> None:
    assert no(identity.sheba, cell) == why


@given(
    st.sampled_from([bank.code for bank in identity.BANKS]), st.integers(0, 10**19 - 1), st.integers(2, 25)
)
def test_one_changed_digit_of_a_sheba_is_noticed(bank: str, account: int, place: int) -> None:
    right = sheba_of(bank, f"{account:019}")
    assert identity.sheba(right).value == right
    slipped = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    assert no(identity.sheba, slipped) == "sheba_checksum"


def test_every_bank_is_known_by_one_code_and_its_cards() -> None:
    codes = [bank.code for bank in identity.BANKS]
    cards = [card for bank in identity.BANKS for card in bank.cards]
    assert len(codes) == len(set(codes))
    assert len(cards) == len(set(cards))
    assert all(identity.paying_bank(bank).merged_into is None for bank in identity.BANKS)


def test_card_is_checked_by_luhn_and_names_its_bank() -> None:
    read = identity.card("6037-7016-8909-5443")
    assert (read.value, read.marks) == ("6037701689095443", (Mark.SEPARATORS,))
    bank = identity.card_bank(read.value)
    assert bank is not None
    assert bank.name == "کشاورزی"
    assert identity.card("4111111111111111").marks == (Mark.CARD_BANK_UNKNOWN,)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("6037701689095444", "card_checksum"),
        ("0000000000000000", "card_checksum"),
        ("603770168909544", "card_length"),
        (6037701689095443, "card_unreadable"),
        ("", "card_unreadable"),
    ],
)
def test_card_refuses_wrong_numbers_and_number_cells(cell: str, why: str) -> None:
    assert no(identity.card, cell) == why


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("09121234567", []),
        ("۰۹۱۲۱۲۳۴۵۶۷", [Mark.DIGITS]),
        (9121234567, [Mark.ZEROS_RESTORED]),
        ("9121234567", [Mark.ZEROS_RESTORED]),
        ("+989121234567", [Mark.COUNTRY_CODE]),
        ("00989121234567", [Mark.COUNTRY_CODE]),
        ("989121234567", [Mark.COUNTRY_CODE]),
        (989121234567, [Mark.COUNTRY_CODE]),
        ("+9809121234567", [Mark.COUNTRY_CODE]),
        ("0912 123 4567", [Mark.SEPARATORS]),
    ],
)
def test_mobile_is_stored_as_it_is_dialled(cell: str, marks: list[Mark]) -> None:
    read = identity.mobile(cell)
    assert (read.value, list(read.marks)) == ("09121234567", marks)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("02433456789", "mobile_not_mobile"),
        ("0912123456", "mobile_length"),
        ("091212345678", "mobile_length"),
        ("09999999999", "mobile_repeated"),
        ("09000000000", "mobile_repeated"),
        ("ندارد", "mobile_unreadable"),
        ("", "mobile_unreadable"),
    ],
)
def test_mobile_refuses_what_nobody_answers(cell: str, why: str) -> None:
    assert no(identity.mobile, cell) == why


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("02433456789", []),
        ("024-33456789", [Mark.SEPARATORS]),
        (2433456789, [Mark.ZEROS_RESTORED]),
        ("+982433456789", [Mark.COUNTRY_CODE]),
        ("33456789", [Mark.AREA_CODE]),
    ],
)
def test_landline_takes_the_provinces_code(cell: str, marks: list[Mark]) -> None:
    read = identity.landline(cell, area="024")
    assert (read.value, list(read.marks)) == ("02433456789", marks)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("33456789", "landline_length"),
        ("09121234567", "landline_not_landline"),
        ("02403456789", "landline_not_landline"),
        ("", "landline_unreadable"),
    ],
)
def test_landline_refuses_what_is_none(cell: str, why: str) -> None:
    assert no(identity.landline, cell) == why


def test_postal_code_asks_for_ten_digits_and_only_warns_of_folklore() -> None:
    assert identity.postal_code("1345678911").marks == ()
    assert identity.postal_code("4508142912").marks == (Mark.POSTAL_CODE_UNUSUAL,)
    assert identity.postal_code("45081-42912").value == "4508142912"
    assert identity.postal_code(4508142912).value == "4508142912"
    assert no(identity.postal_code, "450814291") == "postal_code_length"
    assert no(identity.postal_code, "1111111111") == "postal_code_repeated"
    assert no(identity.postal_code, "") == "postal_code_unreadable"


def test_mask_leaves_enough_to_recognise_and_not_to_use() -> None:
    assert identity.mask("9994911821") == "۹۹۹•••••۲۱"
    assert identity.mask("12345") == "•••••"
    assert identity.mask("") == ""


ACCOUNTS = [identity.sheba, identity.card]
CONTACTS = [identity.mobile, identity.landline, identity.postal_code]
PERSONS = [identity.national_code, identity.legal_id, identity.foreigner_code]


@given(st.text(max_size=20) | st.floats() | st.integers())
def test_readers_read_or_refuse_and_never_break(cell: str | float) -> None:
    for reader in [*PERSONS, *ACCOUNTS, *CONTACTS]:
        try:
            assert reader(cell).value.isascii()  # type: ignore[operator]  # readers of several signatures
        except Refusal as refusal:
            assert refusal.code in identity.REFUSALS
