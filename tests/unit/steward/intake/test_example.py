from dashboard.personal import looks_personal
from dashboard.steward.intake.contract import BY_NAME
from dashboard.steward.intake.example import EXAMPLE


def test_every_sheet_has_an_example_with_all_that_is_required():
    assert list(EXAMPLE) == list(BY_NAME)
    for name, rows in EXAMPLE.items():
        required = {column.heading for column in BY_NAME[name].columns if column.required}
        for row in rows:
            assert required <= set(row) <= set(BY_NAME[name].by_heading())


def test_the_example_passes_the_check(found, sheets):
    assert found(sheets) == ()


def test_the_example_holds_nothing_that_looks_personal():
    assert not [cell for rows in EXAMPLE.values() for row in rows for cell in row.values() if looks_personal(cell)]
