"""Who may not see all asks views; who may, asks the tables themselves."""

from __future__ import annotations

import pytest

from dashboard.access import VIEWER, Rights
from dashboard.access.narrowing import condition, narrowed
from dashboard.store import cursor

OWN = Rights(True, ("GM9001",), "district", ("GM9001",))


def test_who_may_see_all_asks_the_release_itself():
    assert narrowed(VIEWER) is None
    assert narrowed(Rights(True, (), "neighbourhood", None)) is None
    assert condition(VIEWER, "effect__projects") == ""


def test_the_same_rights_share_one_database():
    assert narrowed(OWN) is narrowed(Rights(True, ("GM9001",), "district", ("GM9001",)))
    assert narrowed(OWN) is not narrowed(Rights(True, ("GM9002",), "district", ("GM9001",)))


def test_an_answer_that_feeds_an_estimate_reads_all():
    assert narrowed(OWN, "effect__series") is None
    assert narrowed(OWN, "effect__projects") is not None
    assert "project_code in" in condition(OWN, "effect__projects")


@pytest.mark.parametrize("codes", [("GM9001'; drop table x; --",), ("gm9001",), ("",), ("GM 1",)])
def test_what_is_no_code_is_in_no_statement(codes):
    with pytest.raises(ValueError, match=r".*"):
        narrowed(Rights(True, codes, "district", ()))


def test_nothing_can_be_written_or_reached_from_a_narrow_database(release):
    with cursor(release, narrowed(OWN)) as connection:
        for attempt in (
            "insert into release.mart.area select * from release.mart.area",
            "select * from read_csv('/etc/passwd')",
            "attach 'other.duckdb' as other",
            "set enable_external_access = true",
        ):
            with pytest.raises(Exception, match=r"(?i)read-only|disabled|permission|locked|configuration"):
                connection.execute(attempt)


def test_addresses_of_others_stand_at_a_level_that_may_be_seen(release):
    asked = """
        select municipality_code, sum(n_addresses), count(current_area_code), count(current_district_code)
        from mart.project_area group by municipality_code order by municipality_code
    """
    with cursor(release) as connection:
        whole = {row[0]: row for row in connection.execute(asked).fetchall()}
    for rights, districts in ((OWN, True), (Rights(True, ("GM9001",), "municipality", ()), False)):
        with cursor(release, narrowed(rights)) as connection:
            rows = connection.execute(asked).fetchall()
        assert {row[0]: row[1] for row in rows} == {code: row[1] for code, row in whole.items()}
        for code, _, n_areas, n_districts in rows:
            assert (n_areas > 0) == (code == "GM9001" and whole[code][2] > 0)
            assert (n_districts > 0) == ((districts or code == "GM9001") and whole[code][3] > 0)
