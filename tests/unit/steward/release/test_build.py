"""From accepted deliveries to a release: same input, same id; killed, old release stays; rules hold."""

from __future__ import annotations

import json
import os
import shutil
import signal
from typing import TYPE_CHECKING

import duckdb
import pytest

from dashboard.errors import BuilderBusy, DataDamaged, DataMissing, PolicyViolation
from dashboard.settings import Settings
from dashboard.steward import vault
from dashboard.steward.intake.referable import references
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release import desk, freeze, ledger
from dashboard.steward.release.build import build
from dashboard.store import current_release, cursor
from tests.forked import lsi

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = "2026-11-01T09:00:00+00:00"
SLOW = pytest.mark.slow
STEPS = (
    pytest.param("build.step.load", marks=SLOW),
    pytest.param("build.step.protect", marks=SLOW),
    "build.step.mart outcome",
    "build.step.move",
    pytest.param("build.step.manifest", marks=SLOW),
)


def quiet(_line):
    """No progress."""


def made(world, *deliveries):
    assert take_in(world, deliveries, AT, quiet) == 0
    return build(world, quiet, AT).release


def rows(release, sql):
    with cursor(release) as connection:
        return connection.execute(sql).fetchall()


def test_same_input_gives_same_id_and_same_data(drafted):
    world, first = drafted
    tables = first.manifest["tables"]
    for path in world.releases.iterdir():
        path.unlink()
    (world.vault / "vault.duckdb").unlink()

    again = build(world, quiet, AT).release

    assert again.id == first.id
    assert again.manifest["tables"] == tables


def test_building_twice_changes_nothing(drafted):
    world, _ = drafted

    assert build(world, quiet, AT).existed


def test_an_amount_without_files_is_named_when_taken_in_and_is_in_no_total(world, deliver):
    lines = []
    assert take_in(world, [deliver({"2025-01": 4000}, measure="boetes_bedrag")], AT, lines.append) == 0
    release = build(world, quiet, AT).release

    (text,) = lines
    for column in ("aantal_dossiers", "grootste_bijdrage"):
        assert f"resultaten · rij 2 · kolom {column}" in text
    assert text.count("buiten elk totaal") == 2
    assert rows(release, "from mart.amount_total") == []


COLLECTED = ("2025-01", "2025-02", "2025-03")
FILES = "select n_files, amount_eur from mart.amount_total where view = 'project' and grain = 'all' and part = 'total'"


@pytest.mark.parametrize(
    ("basis", "says_new", "n_files"),
    [
        ("cumulatief", True, 20),
        ("periode", False, None),
        pytest.param("periode", True, 20, marks=SLOW),
        pytest.param("cumulatief", False, None, marks=SLOW),
    ],
)
def test_money_that_returns_has_a_number_of_files_where_new_ones_are_counted(world, deliver, basis, says_new, n_files):
    running = basis == "cumulatief"
    fields = {
        month: {
            "aantal_dossiers": (10, 15, 20)[number] if running else 10,
            "aantal_dossiers_nieuw": "" if not says_new else (10, 15, 20)[number] if running else (10, 5, 5)[number],
            "grootste_bijdrage": 600,
        }
        for number, month in enumerate(COLLECTED)
    }
    counts = {month: 4000 * (number + 1 if running else 1) for number, month in enumerate(COLLECTED)}
    ((files, amount),) = rows(made(world, deliver(counts, measure="geind_bedrag", fields=fields, basis=basis)), FILES)

    assert files == n_files
    assert amount == pytest.approx(12_000, rel=0.4)


BY_DECISION = """select year(period), amount_eur, n_files from mart.amount_total
where view = 'programme' and grain = 'decision_year' and part = 'total' order by 1"""
IN_ALL = "select grain, amount_eur from mart.amount_total where view = 'programme' and part = 'total' order by 1"


DECISIONS = {"2025-01": "2024-12", "2025-02": "2024-12", "2025-04": "2025-01", "2025-05": "2025-01"}


@pytest.fixture
def deliver_decided(deliver):
    """Four months of money, two of each of two decisions; ``says`` tells what stands in the column."""

    def write(says: Callable[[str], str], basis: str = "periode") -> Path:
        values, files = ((4000, 8000) * 2, (20, 40) * 2) if basis == "cumulatief" else ((4000,) * 4, (20,) * 4)
        fields = {
            month: {"aantal_dossiers": number, "grootste_bijdrage": 600, "besluitmaand": says(decided)}
            for (month, decided), number in zip(DECISIONS.items(), files, strict=True)
        }
        months = ("2025-01", "2025-06")
        more = {"measure": "geind_bedrag", "basis": basis, "start": "2024-06-03"}
        return deliver(dict(zip(DECISIONS, values, strict=True)), "2025-07-10", months, fields=fields, **more)

    return write


@pytest.mark.parametrize("basis", ["periode", "cumulatief"])
def test_money_stands_in_the_year_of_its_decision_whenever_it_came_in(world, deliver_decided, basis):
    release = made(world, deliver_decided(str, basis))
    found, amounts = rows(release, BY_DECISION), dict(rows(release, IN_ALL))

    assert [(year, files) for year, _, files in found] == [(2024, None), (2025, None)]
    assert [amount for _, amount, _ in found] == pytest.approx([8000, 8000], rel=0.4)
    assert amounts["decided"] == amounts["year"] == pytest.approx(16_000, rel=0.4)
    assert "undated" not in amounts


def test_without_a_month_of_decision_money_is_of_no_year_and_named_so(world, deliver_decided):
    amounts = dict(rows(made(world, deliver_decided(lambda _: "")), IN_ALL))

    assert amounts["undated"] == amounts["year"] == pytest.approx(16_000, rel=0.4)
    assert not {"decision_year", "decided"} & set(amounts)


def test_a_vault_of_an_older_contract_is_made_again_from_the_archive(drafted, deliver):
    world, first = drafted
    with duckdb.connect(world.vault / "vault.duckdb") as connection:
        connection.execute("alter table raw.result drop column n_new_files")
    second = made(world, deliver({"2025-04": 25}, "2025-07-10", ("2025-04", "2025-06")))

    months = "select distinct month from mart.outcome order by 1"
    assert len(rows(first, months)) == 1
    assert len(rows(second, months)) == 2


def test_new_files_that_are_all_files_of_a_month_are_drawn_once(world, deliver):
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    fields = {month: {"aantal_dossiers": 7, "aantal_dossiers_nieuw": 7, "grootste_bijdrage": 900} for month in months}
    path = deliver(
        dict.fromkeys(months, 5000), "2026-01-10", ("2025-01", "2025-12"), measure="geind_bedrag", fields=fields
    )
    cells = ledger.published_cells(world, made(world, path).id)
    files, new = (
        cells[cells["origin"] == origin].sort_values("month")["value"].tolist() for origin in ("files", "new_files")
    )

    assert files == new
    assert len(set(files)) > 1


def test_a_release_without_key_material_or_exact_counts(world, deliver):
    release = made(world, deliver({"2025-01": 43}))

    values = [row[0] for row in rows(release, "select n_value from mart.outcome")]

    assert values
    assert all(value % 5 == 0 for value in values)
    assert vault.read_key(world) not in release.path.read_bytes()
    assert vault.read_key(world).hex() not in json.dumps(release.manifest)


def test_the_latest_delivery_of_a_month_wins(world, deliver):
    first = deliver({"2025-01": 40, "2025-02": 40})
    corrected = deliver({"2025-01": 400, "2025-02": 40}, reference="2025-06-01")
    release = made(world, first, corrected)

    assert rows(release, "select month::varchar, n_value from mart.outcome order by 1") == [
        ("2025-01-01", 400),
        ("2025-02-01", 40),
    ]


def test_cumulative_values_become_increases(world, deliver):
    release = made(world, deliver({"2025-01": 40, "2025-02": 100, "2025-03": 100}, basis="cumulatief"))

    assert rows(release, "select month::varchar, n_value from mart.outcome order by 1") == [
        ("2025-01-01", 40),
        ("2025-02-01", 60),
    ]


def test_a_partner_that_did_not_deliver_is_missing_not_zero(drafted):
    missing = dict(rows(drafted[1], "select partner_code, is_missing from mart.delivery"))

    assert missing["GEM"] is False
    assert missing["UWV"] is True


def test_a_refused_delivery_changes_nothing(drafted, deliver):
    world, good = drafted

    refused = take_in(world, [deliver({"2025-01": -7}, reference="2025-08-01")], AT, quiet)

    assert refused == 1
    assert build(world, quiet, AT).release.id == good.id


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_build_leaves_the_old_release_serving(drafted, deliver, held, step):
    world, old = drafted
    desk.publish(world, held(world, old), AT)
    take_in(world, [deliver({"2025-01": 90}, reference="2025-07-01")], AT, quiet)
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from dashboard.steward.release.build import build\n"
        "from dashboard.settings import Settings\n"
        "def stop(step):\n"
        f"    if step == {step!r}: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"build(Settings(data=Path({str(world.data)!r})), stop, {AT!r})\n"
    )
    done = lsi(world.data, "releases", first=script)

    assert done.returncode == -signal.SIGKILL
    assert current_release(world).id == old.id
    assert rows(current_release(world), "select n_value from mart.outcome") == [(40,)]
    assert build(world, quiet, AT).release.id != old.id


def test_a_second_builder_is_told_who_holds_the_lock(world, deliver):
    take_in(world, [deliver({"2025-01": 40})], AT, quiet)
    with vault.locked_vault(world):
        script = (
            "from pathlib import Path\nfrom dashboard.errors import BuilderBusy\n"
            "from dashboard.steward.vault import locked_vault\nfrom dashboard.settings import Settings\n"
            f"try:\n    with locked_vault(Settings(data=Path({str(world.data)!r}))): pass\n"
            "except BuilderBusy as busy: print(busy.values['who'])\n"
            "raise SystemExit\n"
        )
        done = lsi(world.data, "releases", first=script)

    assert done.stdout.strip() == f"pid {os.getpid()}"
    assert BuilderBusy.exit_code == 12


def test_without_areas_there_is_nothing_to_build_on(world):
    (world.data / "areas").unlink()

    with pytest.raises(DataMissing) as error:
        build(world, quiet, AT)

    assert error.value.key == "error.no_areas"


def test_areas_stored_in_another_form_are_to_be_imported_again(world):
    areas = world.data / "areas"
    official = areas.resolve()
    areas.unlink()
    shutil.copytree(official, areas)
    manifest = areas / "2024" / "manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(said | {"format_version": 1}), encoding="utf-8")
    with pytest.raises(DataDamaged) as error:
        build(world, quiet, AT)

    assert error.value.key == "areas.error.year_format"
    assert error.value.values == {"year": "2024", "version": 1}


def test_areas_alone_make_a_release_with_borders_only(world):
    release = build(world, quiet, AT).release

    assert rows(release, "select count(*) from mart.outcome") == [(0,)]
    assert rows(release, "select count(*) from mart.area where level = 'municipality'") == [(12,)]


@pytest.mark.parametrize("harm", ["lost", "cut", "changed"])
def test_a_lost_or_changed_key_stops_the_build(drafted, harm):
    world, _ = drafted
    key = world.vault / "key"
    if harm == "lost":
        key.unlink()
    else:
        key.write_bytes(b"x" * (7 if harm == "cut" else 32))

    with pytest.raises(DataDamaged) as error:
        build(world, quiet, AT)

    assert error.value.key == "error.key_lost"


def test_the_key_is_private(one_release):
    world = Settings(data=one_release[0])

    assert (world.vault / "key").stat().st_mode & 0o777 == 0o600


def test_a_numeric_column_without_rule_stops_the_build(world, deliver, monkeypatch):
    take_in(world, [deliver({"2025-01": 40})], AT, quiet)
    monkeypatch.setattr(freeze, "RULES", frozenset({"count", "public"}))

    with pytest.raises(PolicyViolation) as error:
        build(world, quiet, AT)

    assert error.value.key == "error.column_without_rule"
    assert not list(world.releases.glob("*.json"))


def test_known_holds_areas_of_every_year(drafted):
    assert set(references(drafted[0]).areas) == {2022, 2024}


def test_a_damaged_vault_says_so(drafted):
    world, _ = drafted
    (world.vault / "vault.duckdb").write_bytes(b"not a database")

    with pytest.raises(DataDamaged) as error, vault.locked_vault(world):
        pass

    assert error.value.key == "error.vault_damaged"


def test_a_release_is_readable_by_duckdb_alone(drafted):
    with duckdb.connect(drafted[1].path, read_only=True) as connection:
        tables = {row[0] for row in connection.execute("select table_schema from information_schema.tables").fetchall()}

    assert tables == {"mart"}


VALUES = "select agreement_code, moment_months, n_value from mart.sustainment order by all"


def test_values_of_follow_ups_are_rounded_like_every_count_and_euros_stay_in_the_vault(world, deliver, agreement):
    given = [
        agreement("0", 203),
        agreement("6", 101),
        agreement("12", 2),
        agreement("24", ""),
        agreement("0", 0, "A02"),
        agreement("0", 1234, "A03", measure="boetes_bedrag"),
    ]
    release = made(world, deliver({"2025-01": 40}, agreements=given))

    found = {(code, moment): value for code, moment, value in rows(release, VALUES)}

    assert found["A01", 0] in {200, 205}
    assert found["A01", 6] in {100, 105}
    assert found["A01", 12] in {0, 5}
    assert found["A01", 24] is None
    assert found["A02", 0] == 0
    assert found["A03", 0] is None
