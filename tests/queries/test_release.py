"""What a release holds: nothing exact, in no column of no table."""

from __future__ import annotations

from dashboard.store import cursor
from dashboard.tools.sample import CANARIES


def test_no_canary_is_in_the_file(release):
    with cursor(release) as connection:
        columns = connection.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'mart' and data_type not in ('VARCHAR', 'BOOLEAN', 'DATE', 'BLOB', 'GEOMETRY')"
        ).fetchall()
        hits = [
            (table, column)
            for table, column in columns
            if connection.execute(
                f'select count(*) from mart.{table} where try_cast("{column}" as double) in {CANARIES}'
            ).fetchall()[0][0]
        ]

    assert len(columns) > 20
    assert hits == []
