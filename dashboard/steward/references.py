"""What vault and marts both look things up in: the catalogues of ``queries/seeds`` and the imported areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.settings import QUERIES

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    Connection = duckdb.DuckDBPyConnection

SEEDS = {
    "measure": "measures",
    "partner": "partners",
    "project_type": "project_types",
    "step": "steps",
    "subject": "subjects",
    "event": "events",
    "measure_break": "breaks",
    "measure_review": "reviews",
    "figure": "figures",
}


def load_seeds(connection: Connection) -> None:
    """Read the catalogues of ``queries/seeds`` into schema ``seed``; what is empty there is an empty text."""
    connection.execute("create schema if not exists seed")
    for table, file in SEEDS.items():
        connection.execute(
            f"create or replace table seed.{table} as select * from read_csv(?, header = true, all_varchar = true)",
            [str(QUERIES / "seeds" / f"{file}.csv")],
        )
        _empty_for_null(connection, table)


def load_areas(connection: Connection, folder: Path, *tables: str) -> None:
    """Read tables of the imported areas (parquet, one folder per year) into schema ``areas``: area, figure, shape or neighbour."""
    for table in tables:
        connection.execute(
            f"create or replace table areas.{table} as select * from read_parquet(?, union_by_name = true, hive_partitioning = false)",
            [str(folder / "*" / f"{table}.parquet")],
        )


def load_crosswalks(connection: Connection, folder: Path) -> None:
    """Read the crosswalks between years of areas into schema ``areas``; an empty table where there are none."""
    crosswalks = sorted(str(path) for path in folder.glob("crosswalk_*.parquet"))
    source = "read_parquet(?, union_by_name = true)" if crosswalks else "areas.no_crosswalk"
    connection.execute(
        "create or replace table areas.no_crosswalk (from_code varchar, from_year integer, to_code varchar,"
        " to_year integer, method varchar, is_comparable boolean)"
    )
    connection.execute(
        f"create or replace table areas.crosswalk as select * from {source}", [crosswalks] if crosswalks else []
    )


def _empty_for_null(connection: Connection, table: str) -> None:
    columns = [row[0] for row in connection.execute(f"describe seed.{table}").fetchall()]
    filled = ", ".join(f'coalesce("{name}", \'\') as "{name}"' for name in columns)
    connection.execute(f"create or replace table seed.{table} as select {filled} from seed.{table}")
