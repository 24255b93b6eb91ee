"""Machine columns as people read them."""

from __future__ import annotations

from contextvars import copy_context
from datetime import date

import pandas as pd
import pytest

from dashboard import text
from dashboard.documents.numbers import is_protected, kinds_of, readable
from dashboard.text.markup import Markup

NAMES = {"partner": {"BD": "Belastingdienst"}, "measure": {"fines": "Boetes"}, "project": {"P1": "Wijk"}}


def test_a_code_stands_beside_its_name_and_an_unknown_one_beside_itself():
    found = readable(pd.DataFrame({"partner_code": ["BD", "XX", None], "n_value": [5, 10, 15]}), NAMES)

    assert found.columns.tolist() == ["Partner (code)", "Partner", "Aantal"]
    assert found["Partner"].tolist() == ["Belastingdienst", "XX", None]
    assert found["Aantal"].dtype == "int64"


def test_a_name_in_the_same_rows_wins_and_is_not_said_twice():
    rows = pd.DataFrame({"project_code": ["P1"], "title": ["Van toen"], "type_code": ["t"], "type_name_nl": ["Soort"]})

    found = readable(rows.assign(type_name_en="Kind"), NAMES)
    assert found.loc[0].tolist() == ["P1", "Van toen", "t", "Soort"]


def test_only_names_of_the_language_of_the_page_are_given():
    rows = pd.DataFrame({"measure_code": ["fines"], "name_nl": ["Boetes"], "name_en": ["Fines"]})

    def in_english():
        text.use("en")
        return readable(rows, NAMES).loc[0].to_dict()

    assert copy_context().run(in_english) == {"Measure (code)": "fines", "Measure": "Fines"}


def test_values_are_words_of_our_own_and_what_is_missing_is_nothing():
    rows = pd.DataFrame({"reason": ["few", None], "is_mixed": [True, False], "money_kind": ["imposed", ""]})
    found = readable(rows, {})

    assert found["Reden"].tolist() == ["te weinig dossiers", None]
    assert isinstance(found["Reden"].iloc[0], Markup)
    assert found["Gemengd met besparing"].tolist() == ["ja", "nee"]
    assert found["Soort geld"].tolist() == ["opgelegd", None]


def test_dates_have_no_time_and_whole_numbers_no_fraction():
    rows = pd.DataFrame(
        {"due_date": pd.to_datetime(["2024-01-06", None]), "n_6": [300.0, None], "share_pct": [1.5, None]}
    )
    found = readable(rows, {})

    assert found["Uiterlijk"].tolist() == [date(2024, 1, 6), None]
    assert found["Waarde na 6 maanden"].dtype == "Int64"
    assert found["Aandeel (%)"].dtype == "float64"


def test_where_nothing_was_counted_there_is_no_zero():
    kinds = ["number", "none_or_few", "no_project", "undelivered", "not_applicable"]
    found = readable(pd.DataFrame({"kind": kinds, "n_value": [5, 0, 0, 0, 0]}), {})

    assert found["Aantal"].tolist()[:2] == [5, 0]
    assert found["Aantal"].isna().tolist() == [False, False, True, True, True]
    assert found["Soort cijfer"].tolist()[2:4] == ["geen project", "niet geleverd"]


def test_a_choice_that_no_row_follows_and_what_only_programs_need_are_left_out():
    found = readable(pd.DataFrame({"type_code": [None, None], "position": [1, 2], "year": [2024, 2025]}), {})

    assert found.columns.tolist() == ["Jaar"]


def test_an_empty_table_keeps_its_heads():
    assert readable(pd.DataFrame(columns=["partner_code", "n_value"]), NAMES).columns.tolist() == [
        "Partner (code)", "Partner", "Aantal",
    ]  # fmt: skip


def test_a_column_without_a_text_is_a_programming_mistake():
    with pytest.raises(KeyError):
        readable(pd.DataFrame({"brand_new": [1]}), {})


def test_what_is_needed_and_what_is_rounded_follows_from_the_columns():
    assert kinds_of(["partner_code", "to_partner_code", "n_value", "numerator"]) == {"partner", "measure"}
    assert is_protected(["n_projects", "n_value"])
    assert is_protected(["amount_eur"])
    assert not is_protected(["n_projects", "n_addresses", "due_date"])
