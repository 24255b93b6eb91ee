import duckdb
import numpy as np
import pandas as pd
import pytest

from dashboard.errors import DataDamaged, UserError
from dashboard.steward.intake.check import check, read_again
from dashboard.steward.intake.container import sha256_of
from dashboard.steward.intake.contract import SHEETS

DTYPES = {
    "text": "str",
    "key": "str",
    "code": "str",
    "area_code": "str",
    "codes": "object",
    "numbers": "object",
    "date": "datetime64[us]",
    "month": "datetime64[us]",
    "count": "Int64",
    "year": "Int64",
    "amount": "float64",
    "days": "float64",
    "yes_no": "boolean",
}


def test_a_correct_delivery_has_no_problems_in_any_wrapping(csv_folder, zipped, workbook, sheets):
    frames = []
    for path in (csv_folder(sheets), zipped(sheets), workbook(sheets)):
        checked = check(path)
        assert checked.problems == ()
        assert checked.is_accepted
        assert checked.file_name == path.name
        assert checked.sha256 == checked.delivery.sha256 == sha256_of(path)
        frames.append(checked.delivery.sheets)
    for name, frame in frames[0].items():
        for other in frames[1:]:
            pd.testing.assert_frame_equal(frame, other[name])


def test_frames_have_inner_names_and_fixed_types_filled_or_empty(csv_folder, sheets):
    full = check(csv_folder(sheets, "vol")).delivery
    short = check(csv_folder({name: sheets[name] for name in ("levering", "doelen")}, "kort")).delivery
    for delivery in (full, short):
        for sheet in SHEETS:
            types = delivery.sheets[sheet.name].dtypes.astype("str").to_dict()
            assert types == {column.name: DTYPES[column.kind] for column in sheet.columns}
            assert delivery.sheets[sheet.name].index.name == "row"


def test_values_are_inner_codes_at_their_source_rows(csv_folder, sheets):
    delivery = check(csv_folder(sheets)).delivery
    result = delivery.sheets["result"].loc[3]
    assert (result["measure_code"], result["value"], result["n_files"]) == ("eur_recovery_established", 18250.0, 6)
    assert (result["month"], result["value_basis"]) == (pd.Timestamp("2024-03-01"), "period")
    assert result["is_mixed_at_source"] is pd.NA
    assert delivery.sheets["project"].loc[2, "partner_codes"] == ["GEM", "UWV", "SVB"]
    assert delivery.facts.partner_code == "GEM"
    assert delivery.facts.status == "provisional"
    assert (str(delivery.facts.period_from), str(delivery.facts.period_to)) == ("2024-01-01", "2024-03-01")


def test_a_database_takes_every_frame_as_it_is(csv_folder, sheets):
    delivery = check(csv_folder(sheets)).delivery
    with duckdb.connect() as connection:
        for name, frame in delivery.sheets.items():
            connection.register("delivered", frame)
            assert connection.sql("select count(*) from delivered").fetchall() == [(len(frame),)], name
        connection.register("delivered", delivery.sheets["project"])
        lists = connection.sql("select partner_codes::varchar[], planned_start_date::date::varchar from delivered")
        assert lists.fetchall() == [(["GEM", "UWV", "SVB"], "2024-01-01")]


def test_a_delivery_with_one_error_is_not_taken_at_all(csv_folder, sheets):
    sheets["doelen"][0]["doelwaarde"] = "veel"
    checked = check(csv_folder(sheets))
    assert checked.delivery is None
    assert not checked.is_accepted
    assert checked.facts is not None
    assert [problem.rule for problem in checked.problems] == ["not_a_number"]


def test_a_delivery_without_facts_has_none(csv_folder, sheets):
    sheets["levering"][0]["partner"] = "?"
    checked = check(csv_folder(sheets))
    assert checked.facts is None
    assert checked.delivery is None


def test_warnings_do_not_stop_a_delivery(csv_folder, sheets):
    sheets["resultaten"][1]["aantal_dossiers"] = ""
    checked = check(csv_folder(sheets))
    assert [problem.severity for problem in checked.problems] == ["warning"]
    assert checked.is_accepted


def test_excel_dates_and_numbers_read_as_their_texts_do(workbook, sheets):
    expected = check(workbook(sheets)).delivery.sheets
    sheets["levering"][0]["periode_van"] = pd.Timestamp("2024-01-01").to_pydatetime()
    sheets["levering"][0]["peildatum"] = pd.Timestamp("2024-04-15").to_pydatetime()
    sheets["resultaten"][1].update(waarde=18250.0, aantal_dossiers=6, grootste_bijdrage=5100, gebiedjaar=2024)
    sheets["resultaten"][0].update(maand=pd.Timestamp("2024-02-01").to_pydatetime(), gemengd_aan_bron=False)
    sheets["borging"][0]["meetmoment"] = 6
    for name, frame in check(workbook(sheets, "getypt.xlsx")).delivery.sheets.items():
        pd.testing.assert_frame_equal(frame, expected[name])


def test_a_file_that_cannot_be_read_is_an_error_for_a_person(tmp_path):
    with pytest.raises(UserError) as raised:
        check(tmp_path / "niets.zip")
    assert raised.value.exit_code == 2


def test_an_accepted_delivery_reads_again_to_the_same_frames(csv_folder, sheets):
    folder = csv_folder(sheets)
    delivery = check(folder).delivery
    again = read_again(folder, delivery.sha256)
    assert again.facts == delivery.facts
    for name, frame in delivery.sheets.items():
        pd.testing.assert_frame_equal(frame, again.sheets[name])


def test_what_is_no_delivery_any_more_is_damaged(csv_folder, sheets):
    sheets["levering"][0]["status"] = ""
    with pytest.raises(DataDamaged):
        read_again(csv_folder(sheets), "x")


def test_many_rows_are_read_and_judged_fast_enough(tmp_path, sheets, csv_folder):
    """Fifty thousand rows with one fault each in another kind of place; a check per row would take minutes."""
    folder = csv_folder(sheets)
    n = 50_000
    frame = pd.DataFrame({name: np.full(n, cell) for name, cell in sheets["resultaten"][1].items()})
    frame["gebiedcode"] = [f"BU9901{number % 10_000:04d}" for number in range(n)]
    frame["onderwerp"] = np.repeat(["uitkering", "toeslag", "wonen", "arbeidswet", "overig"], n // 5)
    frame["waarde"] = [f"{number + 5100},37" for number in range(n)]
    frame.loc[n - 1, "maand"] = "2024-04"
    frame.to_csv(folder / "resultaten.csv", sep=";", index=False)
    problems = {problem.rule: problem for problem in check(folder).problems}
    assert problems["month_outside_period"].row == n + 1
    assert problems["largest_below_mean"].count > 1000
    assert len(problems) == 3
