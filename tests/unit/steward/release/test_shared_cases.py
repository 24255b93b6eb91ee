"""Deliveries as people really sent them, one after the other, beside the project: what holds, and what is said of the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.settings import SAMPLE
from dashboard.steward import vault
from dashboard.steward.intake import archive
from dashboard.steward.intake.referable import references
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.intake.workers import load_all
from dashboard.steward.references import load_areas

INPUTS = Path(__file__).resolve().parents[5] / "shared" / "cases" / "inputs"
NOW = datetime(2026, 11, 25, tzinfo=UTC)

# Per series of inputs: what becomes of the last one, and the rules that say why.
EXPECTED = {
    ("01_gemeentecodes_leeg.zip",): ("refused", {"empty_list"}),
    ("02a_gemeente_A.xlsx", "02b_gemeente_B.xlsx"): ("accepted", set()),
    ("03a_origineel.xlsx", "03b_correctie_zelfde_peildatum.xlsx"): ("refused", {"same_reference_date"}),
    ("04a_peildatum_2062.zip",): ("refused", {"reference_in_future"}),
    ("04a_peildatum_2062.zip", "04b_daarna_juist.zip"): ("accepted", set()),
    ("05a_cumulatief_2024K4.zip", "05b_cumulatief_2025K1_begint_opnieuw.zip"): ("refused", {"cumulative_restarts"}),
    ("06a_periode_2024K4.zip", "06b_daarna_cumulatief.zip"): ("refused", {"basis_changes"}),
    ("07a_volledig.zip", "07b_correctie_alleen_resultaten.zip"): ("accepted", {"replaces_with_nothing"}),
    ("10_resultaat_van_onbekend_project.zip",): ("accepted", {"project_unknown"}),
    ("11_zelfde_cel_twee_gebiedjaren.zip",): ("refused", {"same_cell_in_two_years"}),
    ("24a_4000_onderzocht_van_1250.zip",): ("accepted", {"more_examined_than_addresses"}),
    ("24b_999_biljoen_adressen.zip",): ("refused", {"count_impossible"}),
    ("24c_periode_1950_2100.zip",): ("refused", {"reference_before_period_end", "period_long"}),
    ("24d_periode_van_2016_getypt.zip",): ("accepted", {"period_long"}),
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not INPUTS.exists(), reason="the inputs people sent are not beside the project"),
]


def receive(world, *names):
    """Take inputs in one after the other; the receipt of the last."""
    known = references(world)
    return [archive.accept(INPUTS / name, world, known, received_at=NOW) for name in names][-1]


@pytest.mark.parametrize("names", EXPECTED, ids=lambda names: names[-1])
def test_what_becomes_of_a_series_of_deliveries(world, names):
    status, rules = EXPECTED[names]
    receipt = receive(world, *names)

    assert receipt.status == status
    assert rules <= {problem.rule for problem in receipt.problems}


def test_the_size_of_what_stays_out_is_said(world):
    receipt = receive(world, "10_resultaat_van_onbekend_project.zip")

    assert any("700 onderzochte adressen" in problem.what for problem in receipt.problems)


def exact(world, sql):
    with vault.locked_vault(world) as connection:
        vault.prepare(connection)
        load_areas(connection, world.areas, "area")
        for delivery in load_all(archive.accepted(world), world):
            vault.load(connection, delivery.number, delivery.sheets)
        vault.stage(connection)
        return connection.execute(sql).fetchall()


def test_both_gemeenten_stay(world):
    receive(world, "02a_gemeente_A.xlsx", "02b_gemeente_B.xlsx")
    sql = "select area_code, sum(value) from exact.result_period group by 1 order by 1"

    assert exact(world, sql) == [("BU90010201", 1500.0), ("BU90020000", 900.0)]


@pytest.fixture
def described(world):
    """A world that knows the projects of the sample's gemeenten of 2021."""
    take_in(world, sorted((SAMPLE / "deliveries").glob("GEM_*_2021.zip")), NOW.isoformat(), str)
    return world


def test_a_partner_takes_no_project_of_another(described):
    receipt = receive(described, "08_OM_overschrijft_project_van_GEM.zip")

    assert receipt.status == "refused"
    assert {problem.rule for problem in receipt.problems if problem.severity == "error"} == {"handover_not_offered"}


def test_parts_of_a_known_project_are_taken_without_its_row(described):
    receipt = receive(described, "09_borging_zonder_blad_projecten.zip")
    sql = "select agreement_code from public_agreement where project_code = 'LSI-2020-008'"
    agreement = (Path(vault.QUERIES) / "public" / "agreement.sql").read_text(encoding="utf-8")

    assert receipt.status == "accepted"
    assert exact(described, f"with public_agreement as ({agreement}) {sql}") == [("A77",)]
