"""Files as people really sent them, beside the project: each is read as it is, or refused for what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.settings import Settings
from dashboard.steward.intake.workers import check_each

INPUTS = Path(__file__).resolve().parents[5] / "shared" / "cases" / "inputs"

# Per input: exit code, and the rules it is refused or warned for.
EXPECTED = {
    "12a_blad_resultaat.xlsx": (1, {"sheet_not_named"}),
    "12b_blad_Blad1.xlsx": (1, {"sheet_not_named"}),
    "12c_blad_resultaten_2.xlsx": (1, {"sheet_not_named"}),
    "12d_naam_van_google_sheets": (0, set()),
    "13a_xlsb_in_zip.zip": (2, {"other_office"}),
    "13b_ods_in_zip.zip": (2, {"other_office"}),
    "13c_docx_in_map": (2, {"other_office"}),
    "13d_lid_met_naam_punt.zip": (2, {"path_outside"}),
    "14a_cel_ZZZZ99999999.xlsx": (2, {"far_cells"}),
    "14b_cel_XFD1048576_in_rij_5.xlsx": (2, {"far_cells"}),
    "15a_20000_attributen.xlsx": (2, {"damaged"}),
    "16a_zip_met_twee_resultaten_csv.zip": (2, {"double_member"}),
    "16b_xlsx_met_twee_sheet6.xlsx": (2, {"double_member"}),
    "17a_quote_slokt_borging_op.zip": (1, {"swallowed_rows"}),
    "17b_rij_met_8_van_12_velden.zip": (1, {"short_row"}),
    "17c_maand_2026.1.zip": (1, {"doubtful_month"}),
    "18_half_utf8_half_cp1252.zip": (0, {"broken_letters"}),
    "19_opmaak_in_titel.zip": (0, set()),
    "20a_bsn_als_bladnaam.xlsx": (1, {"personal"}),
    "20b_pivotcache_bsn.xlsx": (1, {"unchecked_parts"}),
    "20c_externe_koppeling_bsn.xlsx": (1, {"unchecked_parts"}),
    **{f"21_persoonsgegeven_{n}.zip": (1, {"personal"}) for n in range(1, 8)},
    "22a_backslash_in_zip.zip": (0, set()),
    "22b_ctrl_z_aan_eind.zip": (0, set()),
    "22c_formatversie_1.0.zip": (0, set()),
    "22d_xlsm_in_zip.zip": (0, set()),
    "22e_SPILL_in_cel.xlsx": (1, {"excel_error"}),
    "22f_LRM_om_getal.zip": (0, set()),
    "22g_dimension_A0.xlsx": (0, set()),
    "22h_map_met_CSV_in_hoofdletters": (0, set()),
    "23a_wachtwoord_in_zip.zip": (2, {"password"}),
    "23b_pipe.zip": (2, {"separator"}),
}
# What the rules on meaning say of these made-up deliveries besides; those have tests of their own.
READING = {rule for _, rules in EXPECTED.values() for rule in rules}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not INPUTS.exists(), reason="the inputs people sent are not beside the project"),
]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_input_is_read_as_it_is_or_refused_for_what_it_is(tmp_path, name):
    exit_code, rules = EXPECTED[name]
    (outcome,) = check_each(INPUTS / name, Settings(data=tmp_path)).values()
    assert outcome.exit_code == exit_code
    assert {problem.rule for problem in outcome.problems} & READING == rules


def test_what_lies_beside_a_delivery_is_no_delivery(tmp_path):
    checked = check_each(INPUTS / "22i_map_met_leveringen", Settings(data=tmp_path))
    assert {path.name: outcome.exit_code for path, outcome in checked.items()} == {"a.xlsx": 0}
