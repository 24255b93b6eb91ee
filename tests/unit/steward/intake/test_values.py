from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.steward.intake import values

DATES = st.dates(date(1950, 1, 1), date(2100, 12, 31))
CENTS = st.integers(0, 10**13)


def dutch(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@given(CENTS)
def test_an_amount_in_dutch_form_is_read_back(cents):
    text = f"{dutch(cents // 100)},{cents % 100:02d}"
    assert values.number(text, whole=False) == (cents / 100, "")
    assert values.number(f"€ {text}", whole=False) == (cents / 100, "")


@given(CENTS)
def test_an_amount_in_plain_form_is_read_back(cents):
    for mark in ".,":
        assert values.number(f"{cents // 100}{mark}{cents % 100:02d}", whole=False) == (cents / 100, "")


@given(st.integers(0, 10**14))
def test_a_count_is_read_back_with_and_without_points(count):
    for text in (str(count), dutch(count), dutch(count).replace(".", " ")):
        assert values.number(text, whole=True) == (float(count), "")


@given(st.integers(1, 999), st.integers(0, 999))
def test_one_group_of_three_is_doubtful_for_an_amount(thousands, rest):
    for mark in ".,":
        assert values.number(f"{thousands}{mark}{rest:03d}", whole=False) == (None, "doubtful_number")


@pytest.mark.parametrize(
    ("text", "count", "amount"),
    [
        ("1.234", 1234.0, "doubtful_number"),
        ("1,234", "doubtful_number", "doubtful_number"),
        ("1,2340", "not_whole", 1.234),
        ("0.123", "not_whole", 0.123),
        ("2,0", 2.0, 2.0),
        ("1,234,567.89", "not_whole", 1234567.89),
        ("1.234.567", 1234567.0, 1234567.0),
        ("€ 1.234,-", 1234.0, 1234.0),
        ("EUR 5", 5.0, 5.0),
        ("-0", 0.0, 0.0),
        ("-5", "below_zero", "below_zero"),
        ("€ -5,10", "below_zero", "below_zero"),
        ("−5", "below_zero", "below_zero"),
        ("1.5", "not_whole", 1.5),
        ("9999999999999999", "too_large", "too_large"),
        ("1e5", "not_a_number", "not_a_number"),
        ("nan", "not_a_number", "not_a_number"),
        ("inf", "not_a_number", "not_a_number"),
        ("١٢", "not_a_number", "not_a_number"),
        ("12 stuks", "not_a_number", "not_a_number"),
        ("=1+1", "not_a_number", "not_a_number"),
        ("1.2.3", "not_a_number", "not_a_number"),
        ("-", "not_a_number", "not_a_number"),
    ],
)
def test_a_number_is_read_or_refused_with_the_reason(text, count, amount):
    for expected, whole in ((count, True), (amount, False)):
        wanted = (None, expected) if isinstance(expected, str) else (expected, "")
        assert values.number(text, whole=whole) == wanted


@given(DATES)
def test_a_date_is_read_back_in_every_form(day):
    month = values.MONTHS[day.month - 1]
    forms = [
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month.upper()} {day.year}",
        f"{day.isoformat()} 00:00:00",
    ]
    for text in forms:
        assert values.day(text) == (day, "")


@given(DATES)
def test_a_month_is_read_back_in_every_form(day):
    first = day.replace(day=1)
    name = values.MONTHS[day.month - 1]
    forms = [f"{day:%Y-%m}", f"{day:%m-%Y}", f"{day.month}-{day.year}", f"{name} {day.year}", f"{day:%Y%m}", f"{day}"]
    for text in forms:
        assert values.month(text) == (first, "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("3/4/2024", "doubtful_date"),
        ("1-2-24", "short_year"),
        ("12 mrt 24", "short_year"),
        ("31-02-2024", "not_a_date"),
        ("45292", "not_a_date"),
        ("12 smarch 2024", "not_a_date"),
        ("0012-01-01", "year_implausible"),
        ("01-01-2924", "year_implausible"),
    ],
)
def test_a_doubtful_date_is_refused_with_the_reason(text, rule):
    assert values.day(text) == (None, rule)


def test_a_date_with_slashes_is_read_when_only_one_reading_is_possible():
    assert values.day("13/4/2024") == (date(2024, 4, 13), "")
    assert values.day("4/4/2024") == (date(2024, 4, 4), "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [("2024-13", "not_a_month"), ("mrt-24", "short_year"), ("Q1 2024", "not_a_month"), ("1850-01", "year_implausible")],
)
def test_what_is_no_month_is_refused_with_the_reason(text, rule):
    assert values.month(text) == (None, rule)


@pytest.mark.parametrize("text", ["ja", "J", "TRUE", "waar", "1", "Yes"])
def test_yes_is_read_in_its_usual_spellings(text):
    assert values.yes_no(text) == (True, "")


@pytest.mark.parametrize("text", ["nee", "N", "false", "ONWAAR", "0"])
def test_no_is_read_in_its_usual_spellings(text):
    assert values.yes_no(text) == (False, "")


def test_anything_else_is_neither_yes_nor_no():
    assert values.yes_no("x") == (None, "not_yes_no")


@pytest.mark.parametrize("text", ["GM0363", "wk036301", "Bu0363010a"])
def test_area_codes_are_read_in_any_case(text):
    assert values.area(text) == (text.upper(), "")


@pytest.mark.parametrize("text", ["GM363", "BU0363", "0363", "WK0363012", "GM03 63", "PV20"])
def test_what_is_no_area_code_is_refused(text):
    assert values.area(text) == (None, "not_an_area")


def test_codes_are_compared_without_case_blanks_and_hyphens():
    codes = {values.fold("voortijdig_gestopt"): "stopped_early"}
    for text in ("voortijdig_gestopt", "Voortijdig gestopt", " VOORTIJDIG-GESTOPT "):
        assert values.code(text, codes) == ("stopped_early", "")
    assert values.code("gestopt", codes) == (None, "unknown_code")


def test_a_list_of_codes_keeps_its_order_and_drops_doubles():
    codes = {"gem": "GEM", "uwv": "UWV"}
    assert values.code_list("uwv; GEM , uwv|", codes) == (("UWV", "GEM"), "")
    assert values.code_list("uwv; xyz", codes) == (None, "unknown_code")


def test_a_list_without_known_codes_holds_municipalities():
    assert values.code_list("gm0363;GM0034", {}) == (("GM0363", "GM0034"), "")
    assert values.code_list("GM0363;WK036301", {}) == (None, "not_a_municipality")
    assert values.code_list("Amsterdam", {}) == (None, "not_an_area")


def test_a_year_has_four_digits_and_is_near():
    assert values.year("2024") == (2024.0, "")
    assert values.year("2024,0") == (2024.0, "")
    assert values.year("24") == (None, "not_a_year")
    assert values.year("1824") == (None, "year_implausible")


def test_a_key_is_short_and_without_blanks():
    assert values.key("lsi-2021-014") == ("LSI-2021-014", "")
    for text in ("project één", "X" * 41, "-1"):
        assert values.key(text) == (None, "not_a_key")


def test_tidy_takes_every_kind_of_blank():
    assert values.tidy("\u00a0 een\u00a0 \ttwee\n\ufeff") == "een twee"


def test_the_nearest_option_is_named_and_a_far_one_is_not():
    assert values.nearest("onderzochte adresen", ["onderzochte_adressen", "boetes"]) == "onderzochte_adressen"
    assert values.nearest("qqq", ["onderzochte_adressen", "boetes"]) == ""


@pytest.mark.parametrize("mark", list("\u200b\u200d\u200e\u200f\u202a\u202c\u2060\u00ad\ufeff"))
def test_signs_that_cannot_be_seen_are_not_there(mark):
    assert values.number(values.tidy(f"{mark}4{mark}0{mark}"), whole=True) == (40.0, "")
    assert values.day(values.tidy(f"{mark}15-04-2024")) == (date(2024, 4, 15), "")
    assert values.area(values.tidy(f"BU99010101{mark}")) == ("BU99010101", "")


def test_control_signs_are_taken_out_of_a_text():
    assert values.tidy("een\x07 \x1b[31mtwee_x0007__x001B_") == "een [31mtwee"
    assert values.tidy("een\ttwee\ndrie\x85vier") == "een twee drie vier"


def test_a_plus_before_a_number_says_nothing():
    assert values.number("+40", whole=True) == (40.0, "")
    assert values.number("+ 1.234,50", whole=False) == (1234.5, "")


def test_a_month_that_excel_may_have_cut_off_is_doubtful():
    assert values.month("2026.1") == (None, "doubtful_month")
    assert values.month("2026.2") == (date(2026, 2, 1), "")
    assert values.month("2026-1") == (date(2026, 1, 1), "")
    assert values.month("2026.10") == (date(2026, 10, 1), "")


@pytest.mark.parametrize("text", ["2026-01-02", "2-1-2026", "2-jan", "jan-26", "2 januari 2026", "2026-01-02 00:00:00"])
def test_a_key_that_excel_made_a_date_of_is_refused(text):
    assert values.key(text) == (None, "key_is_date")


@pytest.mark.parametrize("text", ["A1", "2-1", "2026-001", "LSI-2024-001", "2-JANSEN", "2024.01"])
def test_a_key_that_is_no_date_is_kept(text):
    assert values.key(text) == (text, "")


@pytest.mark.parametrize("text", ["#N/B", "#VERW!", "#WAARDE!", "#DEEL/0!", "#NAAM?", "#GETAL!", "#LEEG!", "#N/A"])
def test_words_of_excel_are_recognised(text):
    assert values.is_excel_error(text)


@pytest.mark.parametrize("text", ["#", "# 3", "#Samen!", "#3", "nr. #12!", "##"])
def test_other_texts_with_a_hash_are_not(text):
    assert not values.is_excel_error(text)
