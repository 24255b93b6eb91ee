import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.personal import is_bsn, is_iban, looks_personal, masked


def bsn_of(first_eight: int) -> str | None:
    """The nine digits that pass the test of eleven, when there is a last digit that does."""
    digits = f"{first_eight:08d}"
    last = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
    return None if last == 10 or first_eight == 0 else f"{digits}{last}"


BSN = st.integers(1, 99_999_999).map(bsn_of).filter(bool)


@given(BSN)
def test_every_number_that_passes_the_test_of_eleven_is_a_bsn(bsn):
    assert is_bsn(bsn)
    assert looks_personal(bsn) == "bsn"


@given(BSN, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_no_bsn(bsn, place, shift):
    wrong = bsn[:place] + str((int(bsn[place]) + shift) % 10) + bsn[place + 1 :]
    assert not is_bsn(wrong)


@given(BSN, st.sampled_from(["{0}", "bsn {0}.", "BSN{0}", "in 2021 {0}", "dossier_{0}", "({0})", "{0}, 3 keer"]))
def test_a_bsn_is_found_inside_a_sentence(bsn, sentence):
    assert looks_personal(sentence.format(bsn)) is not None


@given(BSN)
def test_a_bsn_is_found_in_groups(bsn):
    a, b, c = bsn[:3], bsn[3:6], bsn[6:]
    for text in (f"{a}.{b}.{c}", f"{a} {b} {c}", f"{bsn[:4]}.{bsn[4:6]}.{c}", f"{a}\u00a0{b}\u00a0{c}"):
        assert looks_personal(text) is not None


@given(BSN.filter(lambda bsn: bsn.startswith("0")))
def test_a_bsn_that_lost_its_leading_zero_is_found_unless_it_reads_as_a_date(bsn):
    short = bsn[1:]
    is_date = short[:3] in {"200", "201", "202", "203"} and 1 <= int(short[4:6]) <= 12 and 1 <= int(short[6:]) <= 31
    assert (looks_personal(short) == "bsn") != is_date


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NL91ABNA0417164300", "iban"),
        ("nl91 abna 0417 1643 00 van de bewoner", "iban"),
        ("DE89 3704 0044 0532 0130 00", "iban"),
        ("j.jansen@voorbeeld.nl", "email"),
        ("Mail naar jan+lsi@sub.voorbeeld.co.uk.", "email"),
        ("0612345678", "phone"),
        ("06-12345678", "phone"),
        ("06 12 34 56 78", "phone"),
        ("+31 6 12345678", "phone"),
        ("+31(0)612345678", "phone"),
        ("0031612345678", "phone"),
        ("020-1234567", "phone"),
        ("0299-123456", "phone"),
        ("(020) 1234567", "phone"),
        ("tel-0612345678", "phone"),
        ("1234 AB 12", "address"),
        ("1234AB12", "address"),
        ("1234ab 12", "address"),
        ("1234 AB, nr. 12", "address"),
        ("Dorpsstraat 12a, 1234 AB", "address"),
        ("1234\u00a0AB 7", "address"),
        ("In 2024 GM 3 zaken", "address"),
        ("123-456-782", "bsn"),
        ("1234-56-782", "bsn"),
        ("BSN １２３４５６７８２", "bsn"),
        ("bsn 123\u200b456\u200b782", "bsn"),
        ("12\u20603456782", "bsn"),
        ("BSN12345678 2", "bsn"),
        ("bsn: 12 34 56 78 2", "bsn"),
        ("burgerservicenummer 1234567-82", "bsn"),
        ("jan＠voorbeeld.nl", "email"),
        ("jan@voor\u00adbeeld.nl", "email"),
        ("06.12.34.56.78", "phone"),
        ("020.123.45.67", "phone"),
        ("Dorpsstraat 12 1234AB", "address"),
        ("Dorpsstraat 12 1234 AB", "address"),
        ("Dorpsstraat 12a 1234ab", "address"),
        ("1234AB-12", "address"),
        ("1234 AB - 12", "address"),
    ],
)
@pytest.mark.parametrize("written", ["{}", "Samenwerkingsovereenkomst 2017 {}", "Team 3, {}", "{} vanaf 2017"])
def test_personal_data_is_recognised_wherever_it_stands(text, kind, written):
    assert looks_personal(written.format(text)) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LSI-2021-014",
        "LSI-2021-0141234567",
        "BU90010203",
        "WK900102",
        "GM9001",
        "2024-03-12",
        "12-03-2024",
        "06-03-2024 12 adressen",
        "08-03-2024 12 adressen",
        "01-02-2024 - 03-04-2024",
        "20240312",
        "2024 in 12 straten",
        "In 2024 OM 3 zaken",
        "1234 SS 12",
        "€ 123.456.782",
        "123.456.782,50",
        "123456789",
        "000000000",
        "2020 2021 2022",
        "NL91ABNA0417164301",
        "ECLI:NL:RBDHA:2020:865",
        "Stap S01 in week 12 van 2021",
        "bezoek @ 12 uur",
        "123-456-789",
        "01.02.2024 t/m 03.04.2024",
        "06.12.2024 123 adressen",
        "In kwartaal 3 2024 OM 5 zaken",
        "week 12 2024 BD",
        "Stap 3 2024 in de wijk",
        "maart-2024",
        "0.1234567890",
        "12 06 2024 1234",
        "2024 012 345 678 9",
        "€ 1.012.345.678",
        "bsn-controle 2024",
        "1.234.567,82",
    ],
)
def test_codes_dates_and_amounts_are_left_alone(text):
    assert looks_personal(text) is None


def test_an_iban_of_another_length_or_country_is_none():
    assert is_iban("NL91 ABNA 0417 1643 00")
    assert not is_iban("NL91ABNA041716430")
    assert not is_iban("XX91ABNA0417164300")


@given(st.text(min_size=1))
def test_a_mask_shows_two_characters_at_most(text):
    assert masked(text).removesuffix("***") == text.strip()[:2]
