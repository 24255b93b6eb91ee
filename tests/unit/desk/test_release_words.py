"""What whoever approves reads of the difference between two releases: euros with their margin, counts without."""

from __future__ import annotations

from dashboard.answers.rows import DefinitionsMeasures
from dashboard.desk.releases.words import totals_table
from dashboard.steward.release.difference import Difference, Total
from tests.conftest import row

EUROS = row(DefinitionsMeasures, measure_code="eur_fines", name_nl="Bedrag aan boetes", unit="eur")
COUNT = row(DefinitionsMeasures, measure_code="fines", name_nl="Boetes", unit="count")


def test_totals_of_euros_carry_their_margin_and_so_does_what_they_moved():
    euros = Total(EUROS, 20_000.0, 30_000.0, 20_000.0, 26_000.0, before_pct=15, after_pct=10, same_margin=5_600.0)
    shown = totals_table(Difference(totals=(euros, Total(COUNT, 40.0, 55.0, 40.0, 45.0))))

    assert [[str(cell).replace("\u00a0", " ") for cell in row] for row in shown.to_numpy()] == [
        ["Bedrag aan boetes", "€ 20.000 (± 15%)", "€ 30.000 (± 10%)", "€ 6.000 (± € 5.600) meer (30%)"],
        ["Boetes", "40", "55", "5 meer (12%)"],
    ]


def test_what_is_mixed_at_source_is_a_row_of_its_own():
    shown = totals_table(Difference(totals=(Total(EUROS, None, 9_000.0, 0.0, 0.0, after_pct=20, is_mixed=True),)))

    assert shown.iloc[0].tolist() == [
        "Bedrag aan boetes, gemengd met besparing",
        "niet aanwezig",
        "€\u00a09.000 (± 20%)",
        "gelijk",
    ]


def test_a_total_of_euros_that_is_not_there_has_no_margin():
    shown = totals_table(Difference(totals=(Total(EUROS, None, 30_000.0, 0, 0, after_pct=10),)))

    assert shown.iloc[0, 1:].tolist()[0] == "niet aanwezig"
    assert shown.iloc[0, 3] == "gelijk"
