"""Deliveries of several sources in one release: each for itself, what is missing named, and order never matters."""

from __future__ import annotations

import itertools

import pytest

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import OverviewCompleteness, PartnersDeliveries, TrendCount
from dashboard.errors import DataDamaged
from dashboard.steward import vault
from dashboard.steward.intake import archive
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.intake.workers import load_all
from dashboard.steward.references import load_areas
from dashboard.steward.release.build import build

AT = "2026-11-01T09:00:00+00:00"
PERIOD = {"from_month": "2025-01-01", "until_month": "2025-03-01"}


@pytest.fixture
def municipal(world, tmp_path, neighbourhoods, write_sheets):
    """``municipal("GM9001", {"2025-01": 40})``: a delivery of one gemeente about its own project."""
    towns = {f"GM{code[2:6]}": code for code in reversed(neighbourhoods)}

    def write(town, counts, reference="2025-04-10", months=("2025-01", "2025-03"), **cover):
        code, area = f"LSI-2025-{town[2:]}", towns[town]
        sheets = {
            "levering": [
                {
                    "partner": "GEM", "gemeentecodes": town, "peildatum": reference, "periode_van": months[0],
                    "periode_tot": months[1], "status": "definitief", "formatversie": "2", **cover,
                }
            ],
            "projecten": [
                {
                    "projectcode": code, "titel": f"Project {town}", "projecttype": "wijkgericht",
                    "verantwoordelijke_partner": "GEM", "deelnemende_partners": "GEM", "gemeentecodes": town,
                    "status": "lopend", "start_gepland": "2025-01-06", "start": "2025-01-06",
                }
            ],
            "projectgebieden": [
                {"projectcode": code, "gebiedcode": area, "gebiedjaar": 2024, "adressen_in_gebied": 5000}
            ],
            "resultaten": [
                {
                    "projectcode": code, "gebiedcode": area, "gebiedjaar": 2024, "partner": "GEM",
                    "maatstaf": "onderzochte_adressen", "onderwerp": "overig", "maand": month, "waarde": value,
                }
                for month, value in counts.items()
            ],
        }  # fmt: skip
        path = tmp_path / f"{town}_{reference}_{months[0]}_{abs(hash(str(counts))) % 10**6}.zip"
        write_sheets(path, sheets)
        return path

    return write


def exact(world):
    """Examined addresses per source as the vault holds them, and what each source delivered."""
    with vault.locked_vault(world) as connection:
        vault.stage(connection)
        sql = "select 'GM' || substr(area_code, 3, 4), sum(value) from exact.result_period group by 1"
        figures = {source: int(value) for source, value in connection.execute(sql).fetchall()}
        months = connection.execute("select source_code, count(*) from exact.current_month group by 1").fetchall()
    return figures, dict(months)


def built(world, *paths):
    assert take_in(world, paths, AT, str) == 0
    return build(world, lambda _: None, AT).release


def test_two_municipalities_both_count_and_the_programme_is_their_sum(world, municipal):
    built(world, municipal("GM9001", {"2025-01": 1500}), municipal("GM9002", {"2025-02": 900}, reference="2025-04-12"))

    assert exact(world) == ({"GM9001": 1500, "GM9002": 900}, {"GM9001": 3, "GM9002": 3})


def test_one_source_taken_away_changes_only_its_own_figures_and_is_missing(world, municipal):
    """GM9002 delivered its project once, in April; then its quarter is withdrawn and delivered by nobody."""
    first = municipal("GM9002", {"2025-01": 700}, months=("2025-01", "2025-01"), reference="2025-02-10")
    rest = municipal("GM9002", {"2025-02": 900}, months=("2025-02", "2025-03"))
    release = built(world, municipal("GM9001", {"2025-01": 1500}), first, rest)
    (whole,) = ask(OverviewCompleteness, VIEWER, release, **PERIOD).rows
    (receipt,) = [one for one in archive.accepted(world) if one.facts.months == ("2025-02", "2025-03")]
    archive.withdraw(world, receipt.number, "Verkeerde cijfers.", AT)
    release = build(world, lambda _: None, AT).release
    (holed,) = ask(OverviewCompleteness, VIEWER, release, **PERIOD).rows
    (town,) = ask(OverviewCompleteness, VIEWER, release, **PERIOD, area="GM9001").rows

    assert exact(world) == ({"GM9001": 1500, "GM9002": 700}, {"GM9001": 3, "GM9002": 1})
    assert (whole.n_sources, whole.n_complete, whole.missing) == (2, 2, None)
    assert (holed.n_sources, holed.n_complete, holed.missing) == (2, 1, "GM9002")
    assert (town.n_sources, town.n_complete, town.missing) == (1, 1, None)
    (aside,) = release.manifest["aside"]
    assert (aside["state"], aside["sources"], aside["why"]) == ("withdrawn", ("GM9002",), "Verkeerde cijfers.")


def test_a_period_in_which_no_source_delivered_is_not_drawn_as_zero(world, municipal):
    late = municipal("GM9001", {"2025-07": 300}, months=("2025-07", "2025-09"), reference="2025-10-10")
    release = built(world, municipal("GM9001", {"2025-01": 1500}), late)
    asked = {
        "measure": "examined_addresses",
        "grain": "quarter",
        "from_month": "2024-01-01",
        "until_month": "2025-12-01",
    }
    quarters = {str(row.period): row.n_missing for row in ask(TrendCount, VIEWER, release, **asked).rows}
    states = {str(row.quarter): row.is_missing for row in ask(PartnersDeliveries, VIEWER, release, **PERIOD).rows}

    assert quarters == {"2025-01-01": 0, "2025-07-01": 0}
    assert states == {"2025-01-01": False, "2025-04-01": True, "2025-07-01": False}


def test_any_order_of_arrival_gives_the_same_release(world, tmp_path, imported_areas, municipal):
    other = municipal("GM9002", {"2025-02": 900})
    paths = [
        municipal("GM9001", {"2025-01": 1500}),
        municipal("GM9001", {"2025-01": 1400}, reference="2025-05-10"),
        municipal("GM9001", {"2025-01": 1450}, reference="2025-05-01", status="voorlopig"),
    ]
    found = set()
    for number, order in enumerate(itertools.permutations(paths)):
        settings = type(world)(data=tmp_path / f"order{number}")
        settings.data.mkdir()
        (settings.data / "areas").symlink_to(imported_areas, target_is_directory=True)
        for path in (order[0], other, *order[1:]):
            take_in(settings, [path], AT, str)
        holds = tuple((one.number, one.status) for one in archive.accepted(settings))
        found.add((holds, exact_of(settings)))
    by_accepted = dict(found)

    assert len(by_accepted) == len(found)
    assert {figures for holds, figures in found if len(holds) == 4} == {(("GM9001", 1400), ("GM9002", 900))}


def exact_of(settings):
    """The exact figures of an archive, whatever came first."""
    with vault.locked_vault(settings) as connection:
        vault.prepare(connection)
        load_areas(connection, settings.areas, "area")
        for delivery in load_all(archive.accepted(settings), settings):
            vault.load(connection, delivery.number, delivery.sheets)
    return tuple(sorted(exact(settings)[0].items()))


def test_an_archive_that_is_gone_builds_nothing(world, municipal):
    first = built(world, municipal("GM9001", {"2025-01": 1500}))
    world.archive.rename(world.archive.with_name("archive.weg"))

    with pytest.raises(DataDamaged) as error:
        build(world, lambda _: None, AT)
    assert error.value.key == "intake.archive.lost"
    world.archive.rmdir()
    world.archive.with_name("archive.weg").rename(world.archive)
    assert build(world, lambda _: None, AT).release.id == first.id


def test_a_receipt_that_is_gone_stops_the_build_until_its_delivery_is_taken_in_again(world, municipal):
    path = municipal("GM9001", {"2025-01": 1500})
    first = built(world, path, municipal("GM9002", {"2025-02": 900}))
    (receipt,) = [one for one in archive.accepted(world) if one.facts.sources == ("GM9001",)]
    (world.archive / f"{receipt.sha256}.json").unlink()

    with pytest.raises(DataDamaged):
        build(world, lambda _: None, AT)
    assert built(world, path).id == first.id


def test_a_withdrawn_delivery_leaves_the_release_that_would_be_there_without_it(world, municipal):
    first = built(world, municipal("GM9001", {"2025-01": 1500}))
    second = built(world, municipal("GM9002", {"2025-02": 900}))
    (receipt,) = [one for one in archive.accepted(world) if one.facts.sources == ("GM9002",)]
    archive.withdraw(world, receipt.number, "Proef.", AT)

    again = build(world, lambda _: None, AT)
    assert (again.release.id, again.existed) == (first.id, True)
    assert first.id != second.id
    assert [one["state"] for one in again.release.manifest["aside"]] == ["withdrawn"]
